package hypertext

import (
	"html/template"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var hostile = []string{
	"", "plain", "العربية", `<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='x`, "a & b &amp; &#34;", "`x`", "a=b c",
	"</title><script>", "--><b>", "]]>", "</style><b>", "\x00\x01\x1b[31m", "\xff\xfe", "\u2028\u202e\ufeff", "+1.5", "1e+06", "javascript:alert(1)", "{{.}}", "\r\n\t",
}

// in writes a value into each place there is.
func in(value string) string {
	var w Writer
	w.Element("title", value)
	w.Element("p", value)
	w.Element("p", "x", Attr("class", value), Attr("lang", value), Attr("title", value))
	w.Element("svg", value, Attr("viewBox", value), Attr("aria-labelledby", value), Attr("d", value))
	return string(w.Bytes())
}

var reference = template.Must(template.New("").Parse(`<title>{{.}}</title><p>{{.}}</p><p class="{{.}}" lang="{{.}}" title="{{.}}">x</p><svg viewBox="{{.}}" aria-labelledby="{{.}}" d="{{.}}">{{.}}</svg>`))

func same(t *testing.T, value string) {
	t.Helper()
	var want strings.Builder
	if err := reference.Execute(&want, value); err != nil {
		t.Fatal(err)
	}
	if got := in(value); got != want.String() {
		t.Errorf("%q:\n got %s\nwant %s", value, got, want.String())
	}
}

func TestEscapesAsHTMLTemplate(t *testing.T) {
	for _, value := range hostile {
		same(t, value)
	}
	for _, value := range []any{-1, 0.30000000000000004, 1e21, true} {
		var got Writer
		got.Text(value)
		var want strings.Builder
		if err := template.Must(template.New("").Parse("{{.}}")).Execute(&want, value); err != nil || string(got.Bytes()) != want.String() {
			t.Errorf("%v: got %s, want %s (%v)", value, got.Bytes(), want.String(), err)
		}
	}
}

func FuzzEscapesAsHTMLTemplate(f *testing.F) {
	for _, value := range hostile {
		f.Add(value)
	}
	f.Fuzz(same)
}

// Whatever the texts are, a browser finds the elements that were written.
func TestTextStaysText(t *testing.T) {
	for _, value := range hostile {
		var w Writer
		w.Page(value, "p { color: red }", func(w *Writer) {
			w.Around("p", func(w *Writer) { w.Text(value) }, Attr("id", value), Some("class", value), To(value))
		})
		doc, err := html.Parse(strings.NewReader(string(w.Bytes())))
		if err != nil {
			t.Fatal(err)
		}
		var elements []string
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode {
				elements = append(elements, n.Data)
				if n.Data == "p" && (len(n.Attr) > 3 || n.Attr[len(n.Attr)-1].Key != "href" || !strings.HasPrefix(n.Attr[len(n.Attr)-1].Val, "#")) {
					t.Errorf("%q: attributes %v", value, n.Attr)
				}
			}
		}
		if got := strings.Join(elements, " "); got != "html head meta meta meta meta title style body p" {
			t.Errorf("%q: elements %s", value, got)
		}
	}
}

func TestPage(t *testing.T) {
	var w Writer
	w.Page("T", "p { color: red }", func(w *Writer) { w.Raw("<p>\n") })
	for _, want := range []string{"<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n", "<title>T</title>\n<style>p { color: red }</style>\n</head>\n<body>\n<p>\n</body>\n</html>\n", "default-src &#39;none&#39;; style-src &#39;sha256-"} {
		if !strings.Contains(string(w.Bytes()), want) {
			t.Errorf("no %q in\n%s", want, w.Bytes())
		}
	}
}

func TestMistakesPanic(t *testing.T) {
	panics := func(name string, f func()) {
		t.Helper()
		defer func() {
			if recover() == nil {
				t.Errorf("%s did not panic", name)
			}
		}()
		f()
	}
	for _, name := range []markup{"href", "src", "style", "onclick", "onerror", "srcdoc", "xlink:href", "a b", `a"`, "content"} {
		panics(string(name), func() { Attr(name, "x") })
	}
	panics("a sheet that ends its element", func() { new(Writer).Page("", "</style>", func(*Writer) {}) })
}
