package record

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Fields names the fields of records that are called otherwise than here: the
// name here, and the name there. A name with dots leads into objects and lists:
// "article.body", "authors.0.name". The zero value maps nothing.
type Fields map[string]string

// names are the fields of a record, in the order of the documentation.
var names = []string{"id", "url", "title", "byline", "published", "updated", "publisher", "language", "text", "html", "paragraphs"}

// ParseFields reads mappings as a user gives them: text=body.
func ParseFields(mappings []string) (Fields, error) {
	fields := Fields{}
	for _, m := range mappings {
		name, path, ok := strings.Cut(m, "=")
		switch {
		case !ok || path == "":
			return nil, fmt.Errorf("%q is no mapping of a field: write it as text=body", m)
		case !slices.Contains(names, name):
			return nil, fmt.Errorf("%q is no field of an article; there are %s", name, strings.Join(names, ", "))
		}
		if other, twice := fields[name]; twice && other != path {
			return nil, fmt.Errorf("the field %s is mapped twice: to %s and to %s", name, other, path)
		}
		fields[name] = path
	}
	return fields, nil
}

// path returns what a field is called in the records.
func (f Fields) path(name string) string {
	if path := f[name]; path != "" {
		return path
	}
	return name
}

// take removes a value from an object and returns it. A name with a dot in it
// wins over a path.
func take(object map[string]any, path string) (any, bool) {
	if v, ok := object[path]; ok {
		delete(object, path)
		return v, true
	}
	head, rest, dotted := strings.Cut(path, ".")
	if !dotted {
		return nil, false
	}
	inner, ok := object[head].(map[string]any)
	if !ok {
		return look(object[head], rest)
	}
	v, ok := take(inner, rest)
	if ok && len(inner) == 0 {
		delete(object, head)
	}
	return v, ok
}

// look finds a value in a list. It stays there: the places of the others are
// their names.
func look(v any, path string) (any, bool) {
	head, rest, dotted := strings.Cut(path, ".")
	switch v := v.(type) {
	case []any:
		i, err := strconv.Atoi(head)
		if err != nil || i < 0 || i >= len(v) {
			return nil, false
		}
		if !dotted {
			return v[i], true
		}
		return look(v[i], rest)
	case map[string]any:
		if !dotted {
			found, ok := v[head]
			return found, ok
		}
		return look(v[head], rest)
	}
	return nil, false
}

// list names the fields of an object, for an error.
func list(object map[string]any) string {
	const most = 20 // more is no help
	all := slices.Sorted(maps.Keys(object))
	for i := range all {
		all[i] = short(all[i])
	}
	if len(all) > most {
		return strings.Join(all[:most], ", ") + fmt.Sprintf(" and %d more", len(all)-most)
	}
	return strings.Join(all, ", ")
}

// short cuts a text from a record to what an error may show.
func short(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || 0x7F <= r && r <= 0x9F {
			return ' '
		}
		return r
	}, text)
	if r := []rune(text); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return text
}
