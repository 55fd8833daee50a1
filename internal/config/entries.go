package config

import (
	"fmt"
	"reflect"
)

// Entry is one setting as it is in effect. Secrets are hidden.
type Entry struct {
	Key    string
	Value  string
	Origin Origin
}

// Entries returns all settings in the order of the table. Of list items it
// returns the fields that are set.
func (l *Loaded) Entries() []Entry {
	byName := map[string]reflect.Value{}
	collect(reflect.ValueOf(l.Settings), tree(), byName)
	var entries []Entry
	for _, r := range rules() {
		n := leaf(r.name)
		if n == nil {
			continue // a field of an item, which comes with its list
		}
		value := byName[n.name]
		if n.graded() {
			entries = append(entries, l.gradeEntries(n, value.Interface().(Grades))...)
			continue
		}
		if !n.list {
			entries = append(entries, Entry{n.name, format(value.Interface()), l.Origin(n.name)})
			continue
		}
		if value.Len() == 0 {
			entries = append(entries, Entry{n.name, "", l.Origin(n.name)})
		}
		entries = l.items(entries, n, n.name, value)
	}
	return entries
}

// collect finds the values of all settings.
func collect(v reflect.Value, n *node, into map[string]reflect.Value) {
	for _, c := range n.children {
		field := v.FieldByIndex(c.index)
		if c.section {
			collect(field, c, into)
			continue
		}
		into[c.name] = field
	}
}

// items adds the fields of a list's items.
func (l *Loaded) items(entries []Entry, n *node, name string, list reflect.Value) []Entry {
	for i := range list.Len() {
		entries = l.fields(entries, n, fmt.Sprintf("%s[%d]", name, i), list.Index(i))
	}
	return entries
}

func (l *Loaded) fields(entries []Entry, n *node, name string, item reflect.Value) []Entry {
	for _, c := range n.children {
		field, at := item.FieldByIndex(c.index), name+"."+c.key
		switch {
		case field.IsZero():
		case c.section:
			entries = l.fields(entries, c, at, field)
		case c.list:
			entries = l.items(entries, c, at, field)
		default:
			entries = append(entries, Entry{l.label(at), format(field.Interface()), l.Origin(at)})
		}
	}
	return entries
}
