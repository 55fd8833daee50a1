package markdown

import "testing"

func TestBareURL(t *testing.T) {
	for text, want := range map[string]string{
		"see https://a.example/x_y?z=1&b=2#c, and": "https://a.example/x_y?z=1&b=2#c",
		"(http://a.example/b_(c))":                 "http://a.example/b_(c)",
		"في http://a.example.":                     "http://a.example",
		"见https://a.example/b。":                    "https://a.example/b",
		"xhttp://a.example http:// ftp://a.b":      "",
		"**https://a.example**":                    "https://a.example",
		"none":                                     "",
	} {
		got := ""
		if at, end := bareURL(text); at >= 0 {
			got = text[at:end]
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
