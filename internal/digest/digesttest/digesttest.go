// Package digesttest validates records in tests. [Valid] is the way in.
package digesttest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"dragoman/internal/digest"
)

const address = "urn:dragoman:digest:1"

// Valid fails the test unless data is one or more records, or failure lines,
// that the schema allows. It is stricter than the schema: a property that the
// schema does not list is a fault, since the program must not write what it
// does not document.
func Valid(t testing.TB, data []byte) {
	t.Helper()
	valid(t, data, address)
}

// ValidArticle fails the test unless data is one or more articles, such as
// "dragoman read --format json" prints.
func ValidArticle(t testing.TB, data []byte) {
	t.Helper()
	valid(t, data, address+"#/$defs/article")
}

func valid(t testing.TB, data []byte, ref string) {
	t.Helper()
	compiler, err := strict()
	if err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile(ref)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	for n := 1; ; n++ {
		var v any
		if err := dec.Decode(&v); errors.Is(err, io.EOF) && n > 1 {
			return
		} else if err != nil {
			t.Fatalf("record %d: %v", n, err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("record %d: %v", n, err)
		}
	}
}

// strict returns a compiler that knows the schema with every object closed.
// Compiling is cheap beside parsing; a compiler is not safe for concurrent use.
func strict() (*jsonschema.Compiler, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(digest.Schema()))
	if err != nil {
		return nil, err
	}
	for _, def := range doc.(map[string]any)["$defs"].(map[string]any) {
		if def := def.(map[string]any); def["properties"] != nil {
			def["unevaluatedProperties"] = false
		}
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	return c, c.AddResource(address, doc)
}
