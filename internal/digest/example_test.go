package digest_test

import (
	"fmt"
	"strings"

	"dragoman/internal/digest"
)

// A stream of records, such as "dragoman digest --format jsonl" prints: what
// is no record says where and why, and the others are still read.
func ExampleDecodeAll() {
	const stream = `
{"schema":"dragoman/digest/1","status":"complete","article":{"id":"rain"}}
{"schema":"dragoman/digest/1","id":"wind","source":"wind.txt","status":"failed","error":{"code":65,"kind":"input","message":"no text"}}
{"schema":"dragoman/digest/1","status":"complete","article":{"id":7}}`
	for d, err := range digest.DecodeAll(strings.NewReader(stream)) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(d.Article.ID, d.Status)
	}
	// Output:
	// rain complete
	// record 2: wind.txt has no record: no text
	// record 3: article.id: a number cannot stand here
}
