package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func parse(t *testing.T, text, base string) Feed {
	t.Helper()
	f, err := Parse(text, base)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func item(inner string) string {
	return `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><language>fr</language><item>` + inner + `</item></channel></rss>`
}

func entry(inner string) string {
	return `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><entry>` + inner + `</entry></feed>`
}

func TestEntries(t *testing.T) {
	const base = "https://news.example/rss/feed.xml"
	tests := []struct {
		name, text string
		want       Entry
	}{
		{"rss", item(`<title>Un &lt;b&gt;titre&lt;/b&gt; &amp;amp; plus</title><link>https://a.example/1</link><guid isPermaLink="false">x1</guid><description>&lt;p&gt;Court&lt;/p&gt;</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded><dc:creator>Ana</dc:creator><pubDate>Tue, 3 Jan 2006 19:57:00 +0300</pubDate>`),
			Entry{ID: "x1", URL: "https://a.example/1", Title: "Un titre & plus", Byline: "Ana", Published: "2006-01-03T19:57:00+03:00", Language: "fr", HTML: "<p>Long</p>", Summary: "<p>Court</p>"}},
		{"relative link", item(`<link>../a?b=1&amp;c=2</link>`), Entry{ID: "https://news.example/a?b=1&c=2", URL: "https://news.example/a?b=1&c=2", Language: "fr"}},
		{"base of the element", item(`<link xml:base="https://other.example/x/">y</link>`), Entry{ID: "https://other.example/x/y", URL: "https://other.example/x/y", Language: "fr"}},
		{"guid is a link", item(`<guid>https://a.example/2</guid>`), Entry{ID: "https://a.example/2", URL: "https://a.example/2", Language: "fr"}},
		{"guid is no link", item(`<guid>4711</guid>`), Entry{ID: "4711", Language: "fr"}},
		{"guid says it is no link", item(`<guid isPermaLink="false">https://a.example/2</guid>`), Entry{ID: "https://a.example/2", Language: "fr"}},
		{"script link", item(`<link>javascript:alert(1)</link><guid>mailto:a@b.example</guid>`), Entry{ID: "mailto:a@b.example", Language: "fr"}},
		{"atom link in rss", item(`<guid isPermaLink="false">z</guid><atom:link rel="alternate" href="/z"/>`), Entry{ID: "z", URL: "https://news.example/z", Language: "fr"}},
		{"language of an item", item(`<guid>1</guid><dc:language>pt-BR</dc:language>`), Entry{ID: "1", Language: "pt-BR"}},
		{"nothing but a title", item(`<title>Allein</title>`), Entry{ID: "8d97fd45a02c", Title: "Allein", Language: "fr"}},
		{"date of no format", item(`<guid>1</guid><pubDate>Di, 3. Januar</pubDate>`), Entry{ID: "1", Language: "fr"}},
		{"html entities", item(`<guid>1</guid><title>Caf&eacute; &nbsp;d&#8217;&#x1;ici</title>`), Entry{ID: "1", Title: "Café d’ici", Language: "fr"}},
		{"atom", entry(`<id>tag:a,1</id><title type="html">A &amp;lt; &lt;i&gt;B&lt;/i&gt;</title><link rel="self" href="/self"/><link href="/p.html"/><author><name>Eva</name></author><author><name>Max</name></author><published>2026-01-02T03:04:05+01:00</published><updated>2026-01-03T00:00:00Z</updated><content type="html">&lt;p&gt;Hallo&lt;/p&gt;</content><summary>Kurz</summary>`),
			Entry{ID: "tag:a,1", URL: "https://news.example/p.html", Title: "A < B", Byline: "Eva, Max", Published: "2026-01-02T03:04:05+01:00", Updated: "2026-01-03T00:00:00Z", Language: "de", HTML: "<p>Hallo</p>", Summary: "Kurz"}},
		{"atom text", entry(`<id>1</id><content type="text">A &lt; B</content>`), Entry{ID: "1", Language: "de", Text: "A < B"}},
		{"atom without a type", entry(`<id>1</id><content>eins &amp; zwei</content>`), Entry{ID: "1", Language: "de", Text: "eins & zwei"}},
		{"atom html without a type", entry(`<id>1</id><content>&lt;p&gt;eins&lt;/p&gt;</content>`), Entry{ID: "1", Language: "de", HTML: "<p>eins</p>"}},
		{"atom xhtml", entry(`<id>1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>eins <b>zwei</b></p></div></content>`), Entry{ID: "1", Language: "de", HTML: "<p>eins <b>zwei</b></p>"}},
		{"atom picture", entry(`<id>1</id><content type="image/png">aGFsbG8=</content>`), Entry{ID: "1", Language: "de"}},
		{"language of an entry", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><entry xml:lang="tr"><id>1</id></entry></feed>`, Entry{ID: "1", Language: "tr"}},
		{"json", `{"version":"https://jsonfeed.org/version/1.1","items":[null,{"id":7,"url":"/seven","title":"T &amp; U","content_text":"Eins\n\nZwei","authors":[null,{"name":"Eva"}],"date_published":"2026-01-02","language":"hu"}]}`,
			Entry{ID: "7", URL: "https://news.example/seven", Title: "T & U", Byline: "Eva", Published: "2026-01-02", Language: "hu", Text: "Eins\n\nZwei"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !Is(tt.text) {
				t.Error("not taken for a feed")
			}
			f := parse(t, tt.text, base)
			if len(f.Entries) != 1 {
				t.Fatalf("%d entries", len(f.Entries))
			}
			if diff := cmp.Diff(tt.want, f.Entries[0]); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestIs(t *testing.T) {
	for text, want := range map[string]bool{
		"<rss>": true,
		"\uFEFF \n<?xml version='1.0' encoding='koi8-r'?><!-- <html> --><?style x?><!DOCTYPE rss [<!ENTITY a \">\">]><RSS >": true,
		"<feed xmlns='http://www.w3.org/2005/Atom'>":        true,
		"<a:feed xmlns:a='http://www.w3.org/2005/Atom'>":    true,
		"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>":        true,
		"<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'>": false,
		"<html><rss>":           false,
		"<!DOCTYPE html><html>": false,
		"<!-- <rss>":            false,
		"<?xml":                 false,
		"<rss":                  false,
		"rss":                   false,
		"":                      false,
		`{"version":"https://jsonfeed.org/version/1"`:    true,
		` {"items":[],"version":"1.1"}`:                  true,
		`{"version":"1.1","title":"a record"}`:           false,
		`[{"version":"https://jsonfeed.org/version/1"}]`: false,
		`{"text":"a","version":2}`:                       false,
	} {
		if Is(text) != want {
			t.Errorf("%q: got %v", text, !want)
		}
	}
}

func TestErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"empty", "\n", "no feed found; it is empty"},
		{"text", "Hello", "no feed found; it has no root element"},
		{"page", "<!DOCTYPE html>\n<html lang='de'>", "line 2: no feed found; its root element is <html>, not rss, RDF or feed"},
		{"cut", "<?xml version='1.0'?>\n<rss><channel>\n<item><title>Ab", "line 3: the feed is cut off"},
		{"not closed", "<rss><channel><item>\n<title>a < b</title></item></channel></rss>", "line 2: the feed is not well-formed: expected element name after <"},
		{"json", "{\"version\":\"https://jsonfeed.org/version/1\",\n\"items\":[}", "line 2: the feed is not valid JSON: invalid character '}' looking for beginning of value"},
		{"json of another shape", `{"version":"https://jsonfeed.org/version/1","items":{}}`, "the feed has the wrong type at items: object"},
		{"deep", "<rss><channel>\n" + strings.Repeat("<x:a>", 100000), "line 2: nested more than 500 elements deep"},
		{"namespaces", "<rss><a" + strings.Repeat(" xmlns:b='c'", 101) + "/></rss>", "line 1: more than 100 namespaces"},
		{"pieces", "<rss><channel><x:a>" + strings.Repeat(strings.Repeat("a", 500)+"<!---->", 3000), "line 1: the text of <a> is in too many pieces"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Parse(tt.text, ""); err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// Entities neither grow by powers nor reach outside the document.
func TestEntities(t *testing.T) {
	bomb := `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
	<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY m "<b>"><!ENTITY house 'Le Journal'>]>` + item(`<title>&c; &x; &m; &house; &a;</title>`)
	if got, want := parse(t, bomb, "").Entries[0].Title, "&c; &x; &m; Le Journal aaaaaaaaaa"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	wide := `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("a", 200) + `">]>` + item(`<title>`+strings.Repeat("&a;", 100000)+`</title>`)
	if n := len(parse(t, wide, "").Entries[0].Title); n > 300000 {
		t.Errorf("a title of %d bytes, want the entities left as they are", n)
	}
}

func TestOPML(t *testing.T) {
	text := `<?xml version="1.0" encoding="ISO-8859-1"?><opml version="2.0"><head><title>x</title></head><body>
	<outline text="Presse"><outline text="Un &amp; deux" xmlUrl="https://a.example/rss"/><outline><outline title="B" text="b" xmlurl="feed://b.example/x"/></outline></outline>
	<outline text="again" xmlUrl="https://a.example/rss"/><outline text="c" xmlUrl="feed:https://c.example/"/><outline text="no" xmlUrl="javascript:1"/><outline text="site" htmlUrl="https://d.example"/></body></opml>`
	if !IsOPML(text) || Is(text) || IsOPML("<rss>") {
		t.Error("told wrongly")
	}
	got, err := OPML(text)
	want := []Outline{{"Un & deux", "https://a.example/rss"}, {"B", "http://b.example/x"}, {"c", "https://c.example/"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if _, err := OPML("<opml><body>\n<outline"); err == nil || err.Error() != "line 2: the feed is cut off" {
		t.Errorf("got %v", err)
	}
	if _, err := OPML("<rss>"); err == nil {
		t.Error("a feed is no list")
	}
}

// large returns a feed of n entries and about a kilobyte each.
func large(n int) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title>`)
	body := strings.Repeat("<p>Das ist ein Satz &amp; noch einer.</p>", 22)
	for i := range n {
		fmt.Fprintf(&b, `<item><title>Titel %d &amp; mehr</title><link>https://a.example/%d</link><pubDate>Tue, 3 Jan 2006 19:57:00 +0300</pubDate><content:encoded><![CDATA[%s]]></content:encoded></item>`, i, i, body)
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// Ten times as many entries take about ten times as long, not a hundred.
func TestLinear(t *testing.T) {
	took := func(n int) time.Duration {
		text, best := large(n), time.Hour
		for range 3 {
			start := time.Now()
			if f := parse(t, text, ""); len(f.Entries) != n {
				t.Fatalf("%d entries, want %d", len(f.Entries), n)
			}
			best = min(best, time.Since(start))
		}
		return best
	}
	small, big := took(500), took(5000)
	if big > 40*small+time.Second/10 {
		t.Errorf("500 entries take %v, 5000 take %v", small, big)
	}
}

func BenchmarkParse(b *testing.B) {
	text := large(10000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Parse(text, "")
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		item(`<title>a</title><link>b</link><dc:creator>c</dc:creator><body>x</body>`), entry(`<content type="xhtml"><div/></content>`),
		`<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>`, `<rdf:RDF xmlns="http://purl.org/rss/1.0/"><item/></rdf:RDF>`,
		`{"version":"https://jsonfeed.org/version/1","authors":[null],"items":[{"author":null,"attachments":[null]}]}`,
		`<opml><outline xmlUrl="http://a"/></opml>`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		feed, _ := Parse(text, "https://a.example/")
		for _, e := range feed.Entries {
			if e.ID == "" || e.URL != "" && !strings.HasPrefix(strings.ToLower(e.URL), "http") {
				t.Errorf("entry %+v", e)
			}
		}
		OPML(text)
		Is(text)
	})
}
