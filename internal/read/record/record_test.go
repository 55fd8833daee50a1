package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// read returns what a text holds, one line for each record or error.
func read(text string, opt Options) string {
	var b strings.Builder
	for rec, err := range All(strings.NewReader(text), opt) {
		if err != nil {
			fmt.Fprintf(&b, "%v", err)
			var e *Error
			if errors.As(err, &e) && e.Hint != "" {
				fmt.Fprintf(&b, " (%s)", e.Hint)
			}
			b.WriteString("\n")
			continue
		}
		fmt.Fprintf(&b, "%d: %s %q\n", rec.Line, rec.ID, rec.Text)
	}
	return b.String()
}

func TestAll(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"lines", `{"id":"a","text":"x"}` + "\n\n  \r\n" + `{"id":2,"text":"y"}`, "1: a \"x\"\n4: 2 \"y\"\n"},
		{"byte order mark and CRLF", "\uFEFF\r\n" + `{"id":"a","text":"x"}` + "\r\n" + `{"id":"b","text":"y"}` + "\r\n", "2: a \"x\"\n3: b \"y\"\n"},
		{"utf-16", "\xFF\xFE{\x00\"\x00t\x00e\x00x\x00t\x00\"\x00:\x00\"\x00\xE9\x00\"\x00}\x00", "1:  \"é\"\n"},
		{"object on lines", "\n{\n \"id\": \"a\",\n \"text\": \"x\"\n}\n", "2: a \"x\"\n"},
		{"objects on lines", "{\n \"text\": \"x\"\n}\n{\n \"text\": \"y\"\n}", "1:  \"x\"\n4:  \"y\"\n"},
		{"array", "[\n {\"text\":\"x\"},\n\n {\"text\":\"y\"}]\n", "2:  \"x\"\n4:  \"y\"\n"},
		{"empty array", " [ ]", ""},
		{"empty", "", ""},
		{"one bad line", "{\"text\":\"x\"}\n{\"text\":\n{\"text\":\"z\"}\nhello\n", "1:  \"x\"\nline 2: is not valid JSON: it is cut off\n3:  \"z\"\nline 4: is not valid JSON: invalid character 'h' looking for beginning of value (byte 1)\n"},
		{"first line bad", "{\"text\":\"x\n{\"text\":\"y\"}\n", "line 1: is not valid JSON: it is cut off\n2:  \"y\"\n"},
		{"two on a line", `{"text":"x"} {"text":"y"}`, "1:  \"x\"\n1:  \"y\"\n"},
		{"two on the second line", "{\"text\":\"x\"}\n{\"text\":\"y\"} 1", "1:  \"x\"\nline 2: is not valid JSON: something follows the record\n"},
		{"array cut off", "[{\"text\":\"x\"},\n{\"te", "1:  \"x\"\nline 2: is not valid JSON: it is cut off\n"},
		{"array broken", "[{\"text\":\"x\"},\n{,}]", "1:  \"x\"\nline 2: is not valid JSON: invalid character ',' looking for beginning of object key string\n"},
		{"array of others", "[1,\n{\"text\":\"x\"}]", "line 1: is a number; a record is an object with the fields of an article\n2:  \"x\"\n"},
		{"not UTF-8", "{\"text\":\"x\xFF\"}\n{\"text\":\"y\"}", "line 1: the record is not valid UTF-8\n2:  \"y\"\n"},
		{"the same id", "{\"id\":1,\"text\":\"x\"}\n{\"id\":\"1\",\"text\":\"y\"}", "1: 1 \"x\"\nline 2: has the id \"1\", which line 1 has already\n"},
		{"a bad record takes no id", "{\"id\":1}\n{\"id\":\"1\",\"text\":\"y\"}", "line 1: has no text; its fields are id (name the field that has it: --field text=FIELD)\n2: 1 \"y\"\n"},
		{"types", "{\"text\":1}\n{\"text\":\"x\",\"title\":[]}\n{\"text\":\"x\",\"id\":{}}\n{\"paragraphs\":\"x\"}\n{\"paragraphs\":[1]}\n{\"text\":\"x\",\"published\":true}",
			"line 1: \"text\" is a number; it has to be a string\nline 2: \"title\" is a list; it has to be a string\nline 3: \"id\" is an object; it has to be a string or a number\nline 4: \"paragraphs\" is a string; it has to be a list of strings\nline 5: \"paragraphs\" is a list; it has to be a list of strings\nline 6: \"published\" is true or false; it has to be a date\n"},
		{"no text", "{\"body\":\"x\",\"id\":3}\n{}\n{\"text\":\" \"}\n{\"paragraphs\":[]}\n{\"text\":null}", "line 1: has no text; its fields are body, id (name the field that has it: --field text=FIELD)\nline 2: has no text; it is empty\nline 3: its text is empty\nline 4: its text is empty\nline 5: has no text; its fields are text (name the field that has it: --field text=FIELD)\n"},
		{"digest", `{"schema":"dragoman/digest/1","article":{"text":"x"}}`, "line 1: is a dragoman record, not an article (show it: dragoman show FILE)\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, read(tt.text, Options{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func one(t *testing.T, text string, fields ...string) Record {
	t.Helper()
	f, err := ParseFields(fields)
	if err != nil {
		t.Fatal(err)
	}
	for rec, err := range All(strings.NewReader(text), Options{Fields: f}) {
		if err != nil {
			t.Fatal(err)
		}
		return rec
	}
	t.Fatal("no record")
	return Record{}
}

func TestRecord(t *testing.T) {
	tests := []struct {
		name, text string
		fields     []string
		want       Record
	}{
		{"all fields", `{"id":"a","url":"https://a.example/1","title":"T","byline":"B","published":"Tue, 3 Jan 2006 19:57:00 +0300","updated":1136214245,"publisher":"P","language":"pt_BR","text":"x"}`, nil,
			Record{ID: "a", URL: "https://a.example/1", Title: "T", Byline: "B", Published: "2006-01-03T19:57:00+03:00", Updated: "2006-01-02T15:04:05Z", Publisher: "P", Language: "pt-BR", Text: "x"}},
		{"paragraphs and html", `{"paragraphs":["x","y"],"html":"<p>x"}`, nil, Record{Paragraphs: []string{"x", "y"}, HTML: "<p>x"}},
		{"mapped", `{"text":"teaser","body":"x","head":"T"}`, []string{"text=body", "title=head"}, Record{Text: "x", Title: "T", Extra: map[string]any{"text": "teaser"}}},
		{"mapped to another kind", `{"text":"teaser","body":"<p>x"}`, []string{"html=body"}, Record{HTML: "<p>x", Extra: map[string]any{"text": "teaser"}}},
		{"path", `{"article":{"body":"x","n":1},"meta":{"id":7},"authors":[{"name":"Eva"}]}`, []string{"text=article.body", "id=meta.id", "byline=authors.0.name"},
			Record{ID: "7", Text: "x", Byline: "Eva", Extra: map[string]any{"article": map[string]any{"n": json.Number("1")}, "authors": []any{map[string]any{"name": "Eva"}}}}},
		{"a name with a dot", `{"a.b":"x","a":{"b":"y"}}`, []string{"text=a.b"}, Record{Text: "x", Extra: map[string]any{"a": map[string]any{"b": "y"}}}},
		{"what is no date or link is kept", `{"text":"x","published":"gestern","url":"javascript:1","updated":12}`, nil,
			Record{Text: "x", Extra: map[string]any{"published": "gestern", "url": "javascript:1", "updated": json.Number("12")}}},
		{"dates", `{"text":"x","published":20260102,"updated":"1136214245000"}`, nil, Record{Text: "x", Published: "2026-01-02", Updated: "2006-01-02T15:04:05Z"}},
		{"authors", `{"text":"x","byline":["Eva","Max"]}`, nil, Record{Text: "x", Byline: "Eva, Max"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.want.Line = 1
			if tt.want.Extra == nil {
				tt.want.Extra = map[string]any{}
			}
			if diff := cmp.Diff(tt.want, one(t, tt.text, tt.fields...)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What is not known comes out as it came in, to the last digit.
func TestExtra(t *testing.T) {
	const extra = `{"big":12345678901234567890,"list":[1,"a",null],"n":1.50,"tiny":1e-7,"tree":{"x":{"y":-0.0}},"yes":true}`
	rec := one(t, extra[:len(extra)-1]+`,"text":"x"}`)
	got, err := json.Marshal(rec.Extra)
	if err != nil || string(got) != extra {
		t.Errorf("got %s, %v; want %s", got, err, extra)
	}
}

func TestParseFields(t *testing.T) {
	for mapping, want := range map[string]string{
		"body=text":       `"body" is no field of an article; there are id, url, title, byline, published, updated, publisher, language, text, html, paragraphs`,
		"text":            `"text" is no mapping of a field: write it as text=body`,
		"text=":           `"text=" is no mapping of a field: write it as text=body`,
		"text=a text=b":   `the field text is mapped twice: to a and to b`,
		"text=a title=a":  "",
		"text=article.tx": "",
	} {
		_, err := ParseFields(strings.Fields(mapping))
		if got := fmt.Sprint(err); got != want && (want != "" || err != nil) {
			t.Errorf("%s: got %v, want %q", mapping, err, want)
		}
	}
	if got := read(`{"body":5}`, Options{Fields: Fields{"text": "body"}}); got != "line 1: \"body\" is a number; it has to be a string\n" {
		t.Errorf("got %q", got)
	}
}

func TestIs(t *testing.T) {
	for text, want := range map[string]bool{
		`{"text":"x"}`:          true,
		"\uFEFF\n{ \"a\" :\n 1": true,
		`[{"a":[]}]`:            true,
		"[]":                    true,
		"{}":                    true,
		"[1]":                   false,
		"{name}":                false,
		"[Reuters] - text":      false,
		`{"quoted" text}`:       false,
		"<rss>":                 false,
		"":                      false,
	} {
		if Is(text) != want {
			t.Errorf("%q: got %v", text, !want)
		}
	}
}

func TestMaxSize(t *testing.T) {
	long := `{"text":"` + strings.Repeat("x", 200) + `"}`
	opt := Options{MaxSize: 100}
	const large = "the record is larger than 100 bytes, the largest that is read\n"
	if got, want := read(long+"\n{\"text\":\"y\"}\n"+long, opt), "line 1: "+large+"2:  \"y\"\nline 3: "+large; got != want {
		t.Errorf("lines: got %q, want %q", got, want)
	}
	if got, want := read("[\n"+long+",{\"text\":\"y\"}]", opt), "line 2: "+large; got != want {
		t.Errorf("array: got %q, want %q", got, want)
	}
	exact := `{"text":"` + strings.Repeat("x", 89) + `"}`
	if got := read(exact+"\n", opt); !strings.HasPrefix(got, "1: ") {
		t.Errorf("exactly the largest: got %q", got)
	}
}

func TestBrokenStream(t *testing.T) {
	broken := errors.New("disk gone")
	for _, text := range []string{"{\"text\":\"x\"}\n{\"te", "[{\"text\":\"x\"},{\"te", "{\n\"text\":\"x\"}\n{"} {
		var last error
		n := 0
		for _, err := range All(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), Options{}) {
			n, last = n+1, err
		}
		if n != 2 || !errors.Is(last, broken) {
			t.Errorf("%q: %d records, then %v", text, n, last)
		}
	}
}

func TestErrDigest(t *testing.T) {
	for _, err := range All(strings.NewReader(`{"schema":"dragoman/digest/1"}`), Options{}) {
		if !errors.Is(err, ErrDigest) {
			t.Errorf("got %v", err)
		}
	}
}

// A stream of 100 MB is read with the memory of a few records.
func TestLazy(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 100 MB")
	}
	for name, ends := range map[string][3]string{"lines": {"", "\n", ""}, "array": {"[", ",", "{\"text\":\"z\"}]"}} {
		t.Run(name, func(t *testing.T) {
			line := `{"text":"` + strings.Repeat("Das ist ein Satz. ", 5500) + `"}` + ends[1]
			many := repeated{text: line, n: 1000}
			r := io.MultiReader(strings.NewReader(ends[0]), &many, strings.NewReader(ends[2]))
			n, most := 0, uint64(0)
			for _, err := range All(r, Options{}) {
				if err != nil {
					t.Fatal(err)
				}
				if n++; n%100 == 0 {
					var m runtime.MemStats
					runtime.GC()
					runtime.ReadMemStats(&m)
					most = max(most, m.HeapAlloc)
				}
			}
			if n < 1000 || most > 20<<20 {
				t.Errorf("%d records, %d MB in use", n, most>>20)
			}
		})
	}
}

// repeated is a reader of one text many times.
type repeated struct {
	text string
	n    int
	rest string
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.rest == "" {
		if r.n == 0 {
			return 0, io.EOF
		}
		r.n--
		r.rest = r.text
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func TestStopsEarly(t *testing.T) {
	for _, text := range []string{"{\"text\":\"x\"}\n{\"text\":\"y\"}", "[{\"text\":\"x\"},{\"text\":\"y\"}]", "{\n\"text\":\"x\"}{}", "{\n{\n"} {
		for range All(strings.NewReader(text), Options{}) {
			break
		}
	}
}

func FuzzAll(f *testing.F) {
	f.Add("{\"text\":\"x\"}\n{\"id\":1,\"paragraphs\":[\"a\"]}\n")
	f.Add("[{\"text\":\"x\",\"published\":1e9},null]")
	f.Add("{\n\"html\":\"<p>\"}\n{")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for rec, err := range All(strings.NewReader(text), Options{MaxSize: 1000}) {
			if rec.Line < last || rec.Line == 0 {
				t.Errorf("line %d after %d", rec.Line, last)
			}
			last = rec.Line
			if err == nil && !rec.hasText() {
				t.Error("a record without a text")
			}
		}
		Is(text)
	})
}

func BenchmarkLines(b *testing.B) {
	text := strings.Repeat(`{"url":"https://a.example/1","title":"T","n":1,"text":"`+strings.Repeat("Das ist ein Satz. ", 200)+`"}`+"\n", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for range All(strings.NewReader(text), Options{}) {
		}
	}
}
