package config

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// reader turns one file's YAML into a layer.
type reader struct {
	*source
	kind Kind
	file string // as people know it
	dir  string // what its paths are relative to
	into *layer
	hint string // where the file's settings are listed; empty for settings files
}

// section reads a mapping whose values are settings and further sections.
func (r *reader) section(y *yaml.Node, n *node) error {
	return r.fields(y, n, sectionPath(n), func(key, value *yaml.Node, c *node) error {
		if c.section {
			if isNull(value) {
				return nil // everything in it is commented out
			}
			return r.section(value, c)
		}
		if c.graded() {
			return r.grades(value, c)
		}
		if problem, hint := r.refuse(value, c); problem != "" {
			return r.fail(key.Line, c.name, problem, hint)
		}
		v, err := r.value(value, c, c.name)
		if err != nil {
			return err
		}
		r.into.values[c.name] = v.Interface()
		r.into.origins[c.name] = r.origin(key.Line)
		return nil
	})
}

func sectionPath(n *node) string {
	if n.name == "" {
		return ""
	}
	return n.name + "."
}

func (r *reader) origin(line int) Origin { return Origin{Kind: r.kind, File: r.file, Line: line} }

// fields walks a mapping strictly: every key is text, known and there once.
// path stands before the keys in errors.
func (r *reader) fields(y *yaml.Node, n *node, path string, visit func(key, value *yaml.Node, c *node) error) error {
	if err := r.plain(y, strings.TrimSuffix(path, ".")); err != nil {
		return err
	}
	if y.Kind != yaml.MappingNode {
		return r.fail(y.Line, strings.TrimSuffix(path, "."), "settings are expected here: "+strings.Join(n.keys(), ", "), "")
	}
	lines := map[string]int{}
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, value := y.Content[i], y.Content[i+1]
		if err := r.plain(key, ""); err != nil {
			return err
		}
		if key.Kind != yaml.ScalarNode || key.Tag != "!!str" {
			return r.fail(key.Line, "", "the name of a setting is expected here", r.list())
		}
		if first := lines[key.Value]; first != 0 {
			return r.fail(key.Line, path+key.Value, fmt.Sprintf("it stands here a second time, after line %d", first), "remove one of them")
		}
		lines[key.Value] = key.Line
		c := n.child(key.Value)
		if c == nil {
			return r.unknown(key, n, path)
		}
		if err := visit(key, value, c); err != nil {
			return err
		}
	}
	return nil
}

// plain refuses what YAML has beside values: anchors, aliases, merge keys and
// tags. Nothing in settings needs them, and a reader does not see what they do.
func (r *reader) plain(y *yaml.Node, path string) error {
	switch {
	case y.Kind == yaml.AliasNode || y.Anchor != "" || y.Tag == "!!merge":
		return r.fail(y.Line, path, "anchors, aliases and merge keys are not read in settings", "write the value out")
	case y.Style&yaml.TaggedStyle != 0:
		return r.fail(y.Line, path, "tags are not read in settings", `put text in quotes: "…"`)
	}
	return nil
}

// value reads what stands at a setting or at a field of an item.
func (r *reader) value(y *yaml.Node, n *node, path string) (reflect.Value, error) {
	if err := r.plain(y, path); err != nil {
		return reflect.Value{}, err
	}
	switch {
	case n.list:
		return r.items(y, n, path)
	case n.typ == textsType:
		return r.texts(y, n, path)
	}
	text, problem := single(y, n)
	if problem != "" {
		return reflect.Value{}, r.fail(y.Line, path, problem, "")
	}
	value, problem := n.parse(text)
	if problem == "" && n.path && text != "" {
		value, problem = r.locate(text)
	}
	if problem != "" {
		return reflect.Value{}, r.fail(y.Line, path, problem, "")
	}
	return reflect.ValueOf(value), nil
}

// single returns the text of a scalar whose YAML type fits the setting's.
func single(y *yaml.Node, n *node) (string, string) {
	if y.Kind != yaml.ScalarNode {
		return "", "one value is expected here, not a list or section"
	}
	if isNull(y) {
		return "", `it has no value; write one, or "" for none`
	}
	typ := n.typ
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	switch tag := strings.TrimPrefix(y.Tag, "!!"); {
	case typ == jsonType: // read as JSON, whatever it is in YAML
	case typ == sizeType, typ == durationType:
		if tag == "str" || tag == "int" && (typ == sizeType || y.Value == "0") {
			return y.Value, ""
		}
		return "", wrong(y, n, "a number with a unit")
	case typ.Kind() == reflect.Bool:
		if tag != "bool" {
			return "", wrong(y, n, "true or false")
		}
		return strings.ToLower(y.Value), ""
	case typ.Kind() == reflect.Int:
		if tag != "int" {
			return "", wrong(y, n, "a whole number")
		}
	case typ.Kind() == reflect.Float64:
		if tag != "int" && tag != "float" {
			return "", wrong(y, n, "a number")
		}
	case tag == "int" && slices.Contains(n.values, y.Value):
	case tag != "str":
		return "", `text is expected here; put it in quotes: "…"`
	}
	return y.Value, ""
}

// wrong says what kind of value is expected, and what stands there unless that
// may be secret.
func wrong(y *yaml.Node, n *node, want string) string {
	if y.Value == "" {
		return want + " is expected here"
	}
	return quote(y.Value) + " is not " + want
}

// texts reads a list of texts.
func (r *reader) texts(y *yaml.Node, n *node, path string) (reflect.Value, error) {
	if isNull(y) {
		return reflect.Zero(n.typ), nil
	}
	if y.Kind != yaml.SequenceNode {
		return reflect.Value{}, r.fail(y.Line, path, "a list is expected here", "write it as "+n.key+": [one, two]")
	}
	one := &node{rule: n.rule, typ: reflect.TypeFor[string]()}
	out := make([]string, 0, len(y.Content))
	for _, item := range y.Content {
		v, err := r.value(item, one, path)
		if err != nil {
			return reflect.Value{}, err
		}
		if v.String() == "" {
			return reflect.Value{}, r.fail(item.Line, path, "an item of the list is empty", "")
		}
		out = append(out, v.String())
	}
	return reflect.ValueOf(out), nil
}

// items reads a list of entries with fields.
func (r *reader) items(y *yaml.Node, n *node, path string) (reflect.Value, error) {
	if isNull(y) {
		return reflect.Zero(n.typ), nil
	}
	if y.Kind != yaml.SequenceNode {
		return reflect.Value{}, r.fail(y.Line, path, "a list is expected here; every entry begins with a dash", "")
	}
	out := reflect.MakeSlice(n.typ, len(y.Content), len(y.Content))
	for i, item := range y.Content {
		if err := r.item(item, n, fmt.Sprintf("%s[%d]", path, i), out.Index(i)); err != nil {
			return reflect.Value{}, err
		}
	}
	return out, nil
}

// item reads one entry of a list, or a section of one, into a struct.
func (r *reader) item(y *yaml.Node, n *node, path string, into reflect.Value) error {
	if isNull(y) && n.section {
		return nil
	}
	r.into.origins[path] = r.origin(y.Line)
	err := r.fields(y, n, path+".", func(key, value *yaml.Node, c *node) error {
		at := path + "." + c.key
		field := into.FieldByIndex(c.index)
		if c.section {
			return r.item(value, c, at, field)
		}
		v, err := r.value(value, c, at)
		if err != nil {
			return err
		}
		field.Set(v)
		r.into.origins[at] = r.origin(key.Line)
		return nil
	})
	if err != nil {
		return err
	}
	return r.complete(y, n, path)
}

// complete refuses an entry without the fields it needs.
func (r *reader) complete(y *yaml.Node, n *node, path string) error {
	for _, c := range n.children {
		if !c.required {
			continue
		}
		value := ""
		for i := 0; i+1 < len(y.Content); i += 2 {
			if y.Content[i].Value == c.key {
				value = y.Content[i+1].Value
			}
		}
		if value == "" {
			return r.fail(y.Line, path, "it has no "+c.key, c.about)
		}
	}
	return nil
}
