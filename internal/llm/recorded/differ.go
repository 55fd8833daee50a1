package recorded

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"dragoman/internal/llm"
)

// quoted is how many characters of a line a Difference quotes: enough to know
// an instruction by, too little to pass an article on.
const quoted = 80

// differences compares field by field, so that a field added to the request
// later is compared too. Provider and model are not part of a recording's key.
func differences(recorded, asked llm.Request) []Difference {
	var all []Difference
	r, a := reflect.ValueOf(recorded), reflect.ValueOf(asked)
	for i := range r.NumField() {
		name, _, _ := strings.Cut(r.Type().Field(i).Tag.Get("json"), ",")
		switch name {
		case "provider", "model":
		case "messages":
			all = append(all, messages(recorded.Messages, asked.Messages)...)
		case "schema":
			if d, ok := text(pretty(recorded.Schema), pretty(asked.Schema)); ok {
				d.Field = name
				all = append(all, d)
			}
		default:
			if was, is := knob(r.Field(i)), knob(a.Field(i)); was != is {
				all = append(all, Difference{Field: name, Recorded: was, Asked: is})
			}
		}
	}
	return all
}

// messages compares message by message; one that only one side has differs
// from nothing.
func messages(recorded, asked []llm.Message) []Difference {
	var all []Difference
	for i := range max(len(recorded), len(asked)) {
		var was, is llm.Message
		if i < len(recorded) {
			was = recorded[i]
		}
		if i < len(asked) {
			is = asked[i]
		}
		role := is.Role
		if role == "" {
			role = was.Role
		}
		if was.Role != "" && is.Role != "" && was.Role != is.Role {
			all = append(all, Difference{Field: "messages", Role: role, Recorded: "role " + string(was.Role), Asked: "role " + string(is.Role)})
			continue
		}
		if d, ok := text(was.Content, is.Content); ok {
			d.Field, d.Role = "messages", role
			all = append(all, d)
		}
	}
	return all
}

// text finds the first line that differs.
func text(recorded, asked string) (d Difference, differs bool) {
	if recorded == asked {
		return d, false
	}
	was, is := strings.Split(recorded, "\n"), strings.Split(asked, "\n")
	n := 0
	for n < len(was) && n < len(is) && was[n] == is[n] {
		n++
	}
	d.Line = n + 1
	if n < len(was) {
		d.Recorded = was[n]
	}
	if n < len(is) {
		d.Asked = is[n]
	}
	d.Recorded, d.Asked = around(d.Recorded, d.Asked)
	return d, true
}

// around shortens two unlike lines to the part where they begin to differ.
func around(a, b string) (string, string) {
	x, y := []rune(a), []rune(b)
	same := 0
	for same < len(x) && same < len(y) && x[same] == y[same] {
		same++
	}
	from := 0
	if same > quoted/2 {
		from = same - quoted/4
	}
	return cut(x, from), cut(y, from)
}

func cut(r []rune, from int) string {
	before, after := "", ""
	if from > 0 && from < len(r) {
		before, r = "…", r[from:]
	}
	if len(r) > quoted {
		r, after = r[:quoted], "…"
	}
	return before + string(r) + after
}

// knob writes a setting as people would; one that is not set is "".
func knob(v reflect.Value) string {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
		return fmt.Sprint(v.Interface())
	}
	if v.IsZero() {
		return ""
	}
	return fmt.Sprint(v.Interface())
}

// pretty gives each member of a schema a line, so that they can be compared.
func pretty(schema json.RawMessage) string {
	var out bytes.Buffer
	if len(schema) == 0 {
		return ""
	}
	if json.Indent(&out, schema, "", " ") != nil {
		return string(schema)
	}
	return out.String()
}
