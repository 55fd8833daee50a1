package config

import (
	"reflect"
	"strings"
	"sync"
	"time"
)

// node is one place in the tree of settings: a section, a setting, or a list
// of items with fields of their own.
type node struct {
	rule
	key      string // the last part of its name
	typ      reflect.Type
	index    []int   // of the field in the struct around it
	children []*node // of a section or a list's items
	section  bool
	list     bool
}

// tree returns the settings as a tree, made from the struct and the table.
var tree = sync.OnceValue(func() *node {
	byName := map[string]rule{}
	for _, r := range rules() {
		byName[r.name] = r
	}
	root := &node{section: true, typ: reflect.TypeFor[Settings]()}
	grow(root, "", byName)
	return root
})

// grow adds the fields of n's type as children.
func grow(n *node, prefix string, byName map[string]rule) {
	typ := n.typ
	if n.list {
		typ = typ.Elem()
	}
	for i := range typ.NumField() {
		f := typ.Field(i)
		key := f.Tag.Get("mapstructure")
		c := &node{key: key, typ: f.Type, index: f.Index, rule: byName[prefix+key]}
		c.name = prefix + key
		n.children = append(n.children, c)
		switch {
		case c.typ.Kind() == reflect.Struct && c.typ != secretType && c.typ != commandType:
			c.section = true
			grow(c, c.name+".", byName)
		case c.typ.Kind() == reflect.Slice && c.typ.Elem().Kind() == reflect.Struct:
			c.list = true
			grow(c, c.name+"[].", byName)
		}
	}
}

// leaves returns the settings, without sections and without the fields of
// items, in the order of the struct.
var leaves = sync.OnceValue(func() []*node {
	var found []*node
	var walk func(*node)
	walk = func(n *node) {
		for _, c := range n.children {
			if c.section {
				walk(c)
				continue
			}
			found = append(found, c)
		}
	}
	walk(tree())
	return found
})

// leaf returns a setting by name, or nil.
func leaf(name string) *node {
	for _, n := range leaves() {
		if n.name == name {
			return n
		}
	}
	return nil
}

// child returns the part of a section or of a list's items with that key.
func (n *node) child(key string) *node {
	for _, c := range n.children {
		if c.key == key {
			return c
		}
	}
	return nil
}

// keys returns the keys of the children.
func (n *node) keys() []string {
	var keys []string
	for _, c := range n.children {
		keys = append(keys, c.key)
	}
	return keys
}

// variable returns the environment variable of a setting. Lists of items have
// none: they do not fit on a line.
func (n *node) variable() string {
	if n.list || n.section || strings.Contains(n.name, "[]") {
		return ""
	}
	return envPrefix + strings.ToUpper(strings.ReplaceAll(n.name, ".", "_"))
}

// fallback returns the default. The table's defaults are right: a test reads
// every one.
func (n *node) fallback() any {
	value, problem := n.parse(n.rule.fallback)
	if problem != "" {
		panic("config: default of " + n.name + ": " + problem)
	}
	return value
}

// Key is a setting as help pages list it.
type Key struct {
	Name    string // fields of list items have "[]" in it
	Env     string // empty: it stands in files only
	Default string // empty: nothing is set
	About   string // one line
}

// Keys returns all settings, in the order in which people should see them. The
// list is shared and must not be changed: every command asks for it many times
// while the program starts.
func Keys() []Key { return allKeys() }

var allKeys = sync.OnceValue(func() []Key {
	envs := map[string]string{}
	for _, n := range leaves() {
		envs[n.name] = n.variable()
	}
	var keys []Key
	for _, r := range rules() {
		about := r.about
		if len(r.values) > 0 {
			about = strings.Join(r.values, ", ") + ": " + about
		}
		keys = append(keys, Key{Name: r.name, Env: envs[r.name], Default: r.fallback, About: about})
	}
	return keys
})

// nested turns the names of a layer into maps within maps, as viper has them.
func nested(values map[string]any) map[string]any {
	top := map[string]any{}
	for name, value := range values {
		at := top
		parts := strings.Split(name, ".")
		for _, p := range parts[:len(parts)-1] {
			next, ok := at[p].(map[string]any)
			if !ok {
				next = map[string]any{}
				at[p] = next
			}
			at = next
		}
		at[parts[len(parts)-1]] = value
	}
	return top
}

// isItemOf reports whether a name is that of a field of an item of a list.
func isItemOf(name, list string) bool { return strings.HasPrefix(name, list+"[") }

var (
	durationType = reflect.TypeFor[time.Duration]()
	sizeType     = reflect.TypeFor[Size]()
	commandType  = reflect.TypeFor[Command]()
	secretType   = reflect.TypeFor[Secret]()
	jsonType     = reflect.TypeFor[JSON]()
	gradesType   = reflect.TypeFor[Grades]()
	textsType    = reflect.TypeFor[[]string]()
	floatType    = reflect.TypeFor[float64]()
)
