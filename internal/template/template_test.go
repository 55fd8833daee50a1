package template

import (
	"strings"
	"testing"
	standard "text/template"
)

// data has a value of every kind that a text may ask for.
type data struct {
	Name, Empty string
	Yes, No     bool
	Zero, Three int
	Small       uint8
	Half        float64
	List, None  []string
	Any, Nil    any
	Inner       *data
	Map         map[string]any
	hidden      string
}

func values() data {
	return data{
		Name: "تركيا <b>", Yes: true, Three: 3, Small: 3, Half: 0.5, List: []string{"a", "", "c"}, Any: "any",
		Inner: &data{Name: "inner", List: []string{"x"}, Any: 3}, Map: map[string]any{"Key": "value", "List": []string{"m"}, "Nil": nil}, hidden: "h",
	}
}

// ours and theirs fill a text with this package and with text/template.
func ours(text string, data any) (string, error) {
	t, err := Parse("t", text)
	if err != nil {
		return "", err
	}
	return t.Execute(data)
}

func theirs(text string, data any) (string, error) {
	t, err := standard.New("t").Option("missingkey=error").Funcs(standard.FuncMap{"join": strings.Join}).Parse(text)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = t.Execute(&out, data)
	return out.String(), err
}

var accepted = []string{
	"", "plain { } }} text", "{{.Name}}", "a {{.Name}} b\n{{.Inner.Name}}", "{{.}}", "{{$.Name}}",
	"{{.Zero}}{{.Three}}{{.Small}}{{.Half}}{{.Yes}}{{.No}}{{.Any}}{{.Nil}}{{.List}}{{.Map.Key}}{{.Inner.Inner}}",
	"{{if .Yes}}y{{end}}", "{{if .No}}y{{else}}n{{end}}", "{{if .No}}a{{else if .Zero}}b{{else if .Three}}c{{else}}d{{end}}",
	"{{if .Name}}1{{end}}{{if .Empty}}2{{end}}{{if .List}}3{{end}}{{if .None}}4{{end}}{{if .Half}}5{{end}}{{if .Any}}6{{end}}{{if .Nil}}7{{end}}{{if .Inner}}8{{end}}{{if .Inner.Inner}}9{{end}}{{if .Map}}0{{end}}",
	"{{with .Name}}<{{.}}>{{end}}", "{{with .Empty}}x{{else}}{{.Name}}{{end}}", "{{with .Empty}}x{{else with .Inner}}{{.Name}}{{$.Name}}{{else}}z{{end}}",
	"{{range .List}}[{{.}}]{{end}}", "{{range .None}}x{{else}}none{{end}}", "{{range .Nil}}x{{else}}none{{end}}", "{{range .Map.List}}{{.}}{{$.Name}}{{end}}",
	"{{range .List}}{{if eq . \"a\"}}A{{else}}{{with .}}{{.}}{{end}}{{end}}{{end}}",
	`{{eq .Name "x"}} {{eq .Name "x" "y" "تركيا <b>"}} {{ne .Name "x"}} {{eq .Three 3}} {{eq .Small 3}} {{eq 3 .Small}} {{eq .Small .Small}} {{eq .Half .Half}} {{eq .Yes true}} {{ne .No true}} {{eq .Nil .Nil}} {{eq .Nil "x"}} {{eq .Inner.Any 3}}`,
	`{{not .Yes}} {{not .Empty}} {{and .Name .Three}} {{and .Name .Empty .Three}} {{or .Empty .Zero .Name .Three}} {{or .Empty .Nil}} {{and .Yes}} {{or .No}}`,
	`{{if and (eq .Name "x") (not .No)}}a{{else if or (ne .Three 4) .No}}b{{end}}`, `{{or .Yes .Missing}}`, `{{and .No .Missing}}`,
	`{{join .List ", "}} {{join .None "x"}} {{join .Map.List ""}}`, "{{\"a\\n\\\"}}\"}}{{`raw }} \n`}}", `{{12}} {{-3}} {{true}} {{false}} {{(.Name)}} {{((not .Yes))}}`,
	"a \n {{- .Name -}} \t\n b", "a {{- /* comment }} */ -}} b", "a {{/* comment */}} b", "{{- .Name}} {{.Name -}}", "x  {{- \"\" -}}  y", "{{ if\n.Yes -}}\n\ny {{ end\t}}", "{{with .Inner}}{{.List}}{{end}}",
	"{{if .Yes}}{{end}}{{with .Yes}}{{.}}{{end}}", "{{- /**/ -}}", "{{.Map.Nil}}",
}

var refused = []struct{ name, text, want string }{
	{"unclosed action", "a\nb {{.Name", "t:2: unclosed action"},
	{"unclosed block", "{{if .Yes}}\nx", "t:2: unexpected EOF"},
	{"end alone", "\n\n{{end}}", "t:3: unexpected {{end}}"},
	{"two elses", "{{if .Yes}}{{else}}\n{{else}}{{end}}", "t:2: "},
	{"unclosed comment", "{{/* x", "t:1: unclosed comment"},
	{"unclosed text", "x\n{{\"abc}}", "t:2: unterminated quoted string"},
	{"empty action", "{{}}", "t:1: missing value"},
	{"unknown function", "\n{{len .Name}}", `t:2: function "len" not defined`},
	{"variable", "\n{{$x := .Name}}", "t:2:2: at <$x := .Name>: variables and pipes are not known"},
	{"undefined variable", "{{$x}}", "t:1: undefined variable"},
	{"pipe", "{{.List | not}}", "t:1:2: at <.List | not>: variables and pipes are not known"},
	{"define", "a\n{{define \"x\"}}b{{end}}", "t:2:14: at <b>: define and block are not known"},
	{"template", "{{template \"t\"}}", "t:1:11: at <{{template \"t\"}}>: this is not known"},
	{"break", "{{range .List}}{{break}}{{end}}", "this is not known here"},
	{"nil", "{{nil}}", "at <nil>: this is not known"},
	{"nil as an argument", "{{eq .Any nil}}", "at <nil>: this is not known"},
	{"field of a value", "{{(.Inner).Name}}", "at <(.Inner).Name>: this is not known"},
	{"half a number", "{{if .No}}{{0.5}}{{end}}", "at <0.5>: a number is a whole one"},
	{"argument of no function", "{{.Name .Three}}", ".Name is no function, so .Three can not stand after it"},
	{"function as argument", "{{eq .Yes not .No}}", "at <not>: this is not known"},
	{"too few", "{{eq .Name}}", "eq has 1 arguments, which is too few"},
	{"too many", "{{if not .Yes .No}}{{end}}", "not has 2 arguments, which is too many"},
	{"no such field", "a\n {{.Missing}}", "t:2:3: at <.Missing>: the data has no Missing"},
	{"no such key", "{{.Map.Missing}}", "the data has no Missing"},
	{"field of nothing", "{{.Nil.Name}}", "the data has no Name"},
	{"field of a nil pointer", "{{.Inner.Inner.Name}}", "the data has no Name"},
	{"field of a text", "{{range .List}}{{.Name}}{{end}}", "the data has no Name"},
	{"hidden field", "{{.hidden}}", "the data has no hidden"},
	{"method", "{{.Method}}", "the data has no Method"},
	{"range over a text", "{{range .Name}}{{end}}", "range needs a list, not string"},
	{"kinds", "{{if eq .Name 3}}{{end}}", "string and int can not be compared"},
	{"lists", "{{eq .List .List}}", "can not be compared"},
	{"join of a text", `{{join .Name ","}}`, "join needs a list of texts"},
}

// Method is what no text may call.
func (data) Method() string { return "called" }

func TestSameAsTextTemplate(t *testing.T) {
	for _, text := range accepted {
		for _, d := range []any{values(), new(values())} {
			want, err := theirs(text, d)
			if err != nil {
				t.Fatalf("text/template refuses %q: %v", text, err)
			}
			if text == "{{.}}" { // the address in it
				continue
			}
			if got, err := ours(text, d); err != nil || got != want {
				t.Errorf("%q: got %q, %v; want %q", text, got, err, want)
			}
		}
	}
	for _, d := range []any{nil, "text", 3, []string{"a"}, map[string]any{"A": 1}} {
		want, _ := theirs("{{.}}{{$}}{{if .}}y{{end}}", d)
		if got, err := ours("{{.}}{{$}}{{if .}}y{{end}}", d); err != nil || got != want {
			t.Errorf("%v: got %q, %v; want %q", d, got, err, want)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, row := range refused {
		t.Run(row.name, func(t *testing.T) {
			got, err := ours(row.text, values())
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got %q, %v; want an error with %q", got, err, row.want)
			}
		})
	}
}

// What both accept, both render the same.
func FuzzSameAsTextTemplate(f *testing.F) {
	for _, text := range accepted {
		f.Add(text)
	}
	for _, row := range refused {
		f.Add(row.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := values()
		d.Inner.Inner = nil
		got, err := ours(text, d)
		if err != nil {
			return
		}
		want, err := theirs(text, d)
		if err == nil && got != want && !strings.Contains(want, "0x") && !strings.Contains(text, "Method") {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	})
}
