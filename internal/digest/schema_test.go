package digest

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
	"dragoman/internal/check"
)

// The schema lists exactly the fields the types have, as the same kinds of
// values, and requires exactly those that are always written.
func TestSchemaMatchesTypes(t *testing.T) {
	w := walker{t: t, defs: definitions(t), seen: map[string]bool{}}
	w.node("digest", reflect.TypeFor[Digest](), map[string]any{"$ref": "#/$defs/digest"})
	w.node("failure", reflect.TypeFor[Failure](), map[string]any{"$ref": "#/$defs/failure"})
	for name, def := range w.defs {
		if def := def.(map[string]any); def["properties"] != nil && !w.seen[name] {
			t.Errorf("schema: nothing the program writes is a %q", name)
		}
	}
}

func definitions(t *testing.T) map[string]any {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal(Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	return doc["$defs"].(map[string]any)
}

// walker compares types with schema nodes, from the record down.
type walker struct {
	t    *testing.T
	defs map[string]any
	seen map[string]bool // definitions that were reached
}

// resolve follows references and the alternative to null.
func (w walker) resolve(node map[string]any) map[string]any {
	if options, ok := node["anyOf"].([]any); ok {
		node = options[0].(map[string]any)
	}
	if ref, ok := node["$ref"].(string); ok {
		name := strings.TrimPrefix(ref, "#/$defs/")
		w.seen[name] = true
		return w.resolve(w.defs[name].(map[string]any))
	}
	return node
}

func (w walker) node(path string, typ reflect.Type, raw map[string]any) {
	node := w.resolve(raw)
	if typ.Kind() == reflect.Pointer {
		if !nullable(raw) && !nullable(node) {
			w.t.Errorf("%s: may be null, which the schema does not allow", path)
		}
		typ = typ.Elem()
	} else if nullable(raw) || nullable(node) {
		w.t.Errorf("%s: is never null, which the schema allows", path)
	}
	switch want := jsonType(typ); {
	case typ.Kind() == reflect.Struct && want == "object":
		w.object(path, typ, node)
	case want == "array":
		w.node(path+"[]", typ.Elem(), node["items"].(map[string]any))
	case want != "" && !slices.Contains(types(node), want):
		w.t.Errorf("%s: the program writes a %s, the schema wants %v", path, want, types(node))
	}
}

func (w walker) object(path string, typ reflect.Type, node map[string]any) {
	properties, _ := node["properties"].(map[string]any)
	fields, required := map[string]reflect.Type{}, []string{}
	for _, f := range reflect.VisibleFields(typ) {
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous {
			continue
		}
		fields[name] = f.Type
		if option != "omitempty" {
			required = append(required, name)
		}
	}
	want, got := slices.Sorted(maps.Keys(fields)), slices.Sorted(maps.Keys(properties))
	if diff := cmp.Diff(want, got); diff != "" {
		w.t.Errorf("%s: properties (-type +schema):\n%s", path, diff)
		return
	}
	listed := []string{}
	for _, name := range node["required"].([]any) {
		listed = append(listed, name.(string))
	}
	slices.Sort(required)
	slices.Sort(listed)
	if diff := cmp.Diff(required, listed); diff != "" {
		w.t.Errorf("%s: required (-type +schema):\n%s", path, diff)
	}
	for name, field := range fields {
		w.node(path+"."+name, field, properties[name].(map[string]any))
	}
}

// jsonType is what encoding/json writes for a type; a time is a string.
func jsonType(typ reflect.Type) string {
	switch typ.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int:
		return "integer"
	case reflect.Float64:
		return "number"
	case reflect.Slice:
		return "array"
	case reflect.Struct:
		if typ.PkgPath() == "time" {
			return "string"
		}
		return "object"
	case reflect.Map:
		return "object"
	}
	return ""
}

// types returns the JSON types a node allows; words of a list are strings.
func types(node map[string]any) []string {
	switch t := node["type"].(type) {
	case string:
		return []string{t}
	case []any:
		var out []string
		for _, v := range t {
			out = append(out, v.(string))
		}
		return out
	}
	if node["enum"] != nil || node["const"] != nil {
		return []string{"string"}
	}
	return nil
}

func nullable(node map[string]any) bool {
	if options, ok := node["anyOf"].([]any); ok {
		return slices.ContainsFunc(options, func(o any) bool { return o.(map[string]any)["type"] == "null" })
	}
	return slices.Contains(types(node), "null")
}

// Every word of a list that a type has constants for is in the schema, and no
// other.
func TestSchemaMatchesWords(t *testing.T) {
	defs := definitions(t)
	enum := func(def, property string) []string {
		node := defs[def].(map[string]any)
		if property != "" {
			node = node["properties"].(map[string]any)[property].(map[string]any)
		}
		var out []string
		for _, v := range node["enum"].([]any) {
			out = append(out, v.(string))
		}
		return out
	}
	rows := []struct {
		def, property string
		want          []string
	}{
		{"digest", "status", words(Complete, Partial, Failed)},
		{"kind", "", words(article.Headline, article.Dateline, article.Subheading, article.Paragraph, article.Quote, article.ListItem, article.Caption, article.TableRow)},
		{"caveat", "", words(article.SummaryOnly, article.Paywalled, article.NoSiteRule)},
		{"mark", "kind", words(article.Link, article.Image, article.Emphasis, article.Strong, article.Strike, article.Code, article.URL, article.Raw, article.Footnote, article.Break, article.Cell, article.Number)},
		{"translation", "status", words(Machine, Edited, Approved)},
		{"translated_segment", "state", words(OK, SegmentFailed)},
		{"translated_segment", "reason", words(ReasonRefused, ReasonCut, ReasonCheck, ReasonUnavailable)},
		{"translated_segment", "origin", words(FromModel, FromCache, FromMemory, FromPerson, SourceIsTarget)},
		{"summary", "form", words(Bullets, ParagraphForm, Lead)},
		{"summary", "method", words(FromSourceAndTranslation, FromSource, Extractive)},
		{"finding", "severity", words(check.Error, check.Warning, check.Note)},
		{"finding", "place", words(check.Translation, check.SummaryHeadline, check.SummaryDek, check.SummaryBody)},
	}
	for _, row := range rows {
		t.Run(row.def+"."+row.property, func(t *testing.T) {
			if diff := cmp.Diff(row.want, enum(row.def, row.property)); diff != "" {
				t.Errorf("(-constants +schema):\n%s", diff)
			}
		})
	}
}

func words[T ~string](values ...T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

func TestSchemaNamesItsVersion(t *testing.T) {
	for _, def := range []string{"digest", "failure"} {
		got := definitions(t)[def].(map[string]any)["properties"].(map[string]any)["schema"].(map[string]any)["const"]
		if got != SchemaName {
			t.Errorf("%s: schema is %v, want %s", def, got, SchemaName)
		}
	}
}
