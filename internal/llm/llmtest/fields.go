package llmtest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
)

// EveryField proves that a hash covers its input: it fills every field of the
// struct that v points to, deep down, then changes one at a time and wants
// another hash each time.
func EveryField(t *testing.T, v any, hash func() string) {
	t.Helper()
	root := reflect.ValueOf(v).Elem()
	fill(root)
	base := hash()
	seen := 0
	visit(root, root.Type().Name(), func(path string, field reflect.Value) {
		seen++
		old := reflect.New(field.Type()).Elem()
		old.Set(field)
		change(field)
		if hash() == base {
			t.Errorf("%s does not change the hash", path)
		}
		field.Set(old)
	})
	if seen == 0 || hash() != base {
		t.Fatalf("visited %d fields; the hash is stable: %v", seen, hash() == base)
	}
}

// raw is the type of JSON kept as it is; it counts as one value.
var raw = reflect.TypeFor[json.RawMessage]()

// fill sets every field to something that is not zero.
func fill(v reflect.Value) {
	switch {
	case v.Type() == raw:
		v.Set(reflect.ValueOf(json.RawMessage(`{"a":1}`)))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	default:
		change(v)
	}
}

// visit calls f for every value one can change alone: leaves, and the length
// of slices, and whether pointers are nil.
func visit(v reflect.Value, path string, f func(string, reflect.Value)) {
	switch {
	case v.Type() == raw:
		f(path, v)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			visit(v.Field(i), path+"."+v.Type().Field(i).Name, f)
		}
	case v.Kind() == reflect.Slice:
		f(path+"[]", v)
		visit(v.Index(0), path+"[0]", f)
	case v.Kind() == reflect.Pointer:
		f(path+"*", v)
		visit(v.Elem(), path, f)
	default:
		f(path, v)
	}
}

// change gives a value another one.
func change(v reflect.Value) {
	switch {
	case v.Type() == raw:
		v.Set(reflect.ValueOf(json.RawMessage(`{"a":2}`)))
	case v.Kind() == reflect.Slice:
		v.Set(reflect.Append(v.Slice3(0, v.Len(), v.Len()), v.Index(0)))
	case v.Kind() == reflect.Pointer:
		v.SetZero()
	case v.Kind() == reflect.String:
		v.SetString(v.String() + "x")
	case v.Kind() == reflect.Bool:
		v.SetBool(!v.Bool())
	case v.CanInt():
		v.SetInt(v.Int() + 1)
	case v.CanFloat():
		v.SetFloat(v.Float() + 0.5)
	default:
		panic(fmt.Sprintf("llmtest: no other value for a %s", v.Type()))
	}
}
