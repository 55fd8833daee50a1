package digest

import _ "embed"

//go:embed schema.json
var schema string

// Schema returns the JSON Schema (draft 2020-12) of a record and of the line
// that stands for an article without one. Names are only ever added to it, so
// it allows properties it does not list; the article alone is at
// "#/$defs/article".
func Schema() []byte { return []byte(schema) }
