package feed

import (
	"cmp"
	"encoding/json"
	"html"
	"io"
	"mime"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"dragoman/internal/fixture"
	"dragoman/internal/read/when"

	"golang.org/x/net/html/charset"
)

var declared = regexp.MustCompile(`^[^<]*<\?xml[^>]*encoding=["']([^"']+)["']`)

// decoded reads a file as a caller of this package would: by byte order mark,
// HTTP header, declaration.
func decoded(t testing.TB, path, header string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, params, _ := mime.ParseMediaType(strings.TrimPrefix(header, "Content-type: "))
	label := params["charset"]
	if m := declared.FindSubmatch(data[:min(len(data), 300)]); label == "" && m != nil {
		label = string(m[1])
	}
	switch {
	case strings.HasPrefix(string(data), "\xFF\xFE\x00\x00"), strings.HasPrefix(string(data), "\x00\x00\x00<"):
		t.Skip("UTF-32 is not for this test's helper")
	case strings.HasPrefix(string(data), "<\x00"):
		label = "utf-16le"
	case strings.HasPrefix(string(data), "\x00<"):
		label = "utf-16be"
	}
	r, err := charset.NewReader(strings.NewReader(string(data)), "text/xml; charset="+cmp.Or(label, "utf-8"))
	if err != nil {
		return string(data)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != strings.Join(strings.Fields(want), " ") {
		t.Errorf("%s is %q, want %q", what, got, want)
	}
}

type realFeed struct {
	File       string
	Root       string
	Items      int
	URL        string
	Title      string
	Wellformed bool
	First      realItem
	Last       realItem
}

type realItem struct{ Title, Link, PubDate, Date string }

func TestRealFeeds(t *testing.T) {
	dir := fixture.Path(t, "data", "feeds")
	var feeds []realFeed
	load(t, filepath.Join(dir, "real", "expected.json"), &feeds)
	for _, want := range feeds {
		t.Run(filepath.Base(want.File), func(t *testing.T) {
			text := decoded(t, filepath.Join(dir, want.File), "")
			if !Is(text) {
				t.Error("not taken for a feed")
			}
			f, err := Parse(text, want.URL)
			if !want.Wellformed {
				t.Logf("not well-formed: %d entries, %v", len(f.Entries), err)
				return
			}
			if err != nil || len(f.Entries) != want.Items {
				t.Fatalf("%d entries, %v; want %d", len(f.Entries), err, want.Items)
			}
			same(t, "title", f.Title, want.Title)
			first, last := f.Entries[0], f.Entries[len(f.Entries)-1]
			want.First.compare(t, "first", first)
			want.Last.compare(t, "last", last)
		})
	}
}

func (want realItem) compare(t *testing.T, which string, got Entry) {
	t.Helper()
	if want.Title != "" {
		same(t, which+" title", got.Title, want.Title)
	}
	same(t, which+" link", got.URL, want.Link)
	if raw := cmp.Or(want.PubDate, want.Date); raw != "" {
		date, _ := when.Parse(raw)
		same(t, which+" date", got.Published, date)
	}
	if got.ID == "" {
		t.Errorf("%s has no id", which)
	}
}

func load(t testing.TB, path string, v any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatal(err)
	}
}

type gofeedModel struct {
	Title, Link, Language string
	Items                 []struct {
		GUID, Title, Link, Content, Description string
		Published, Updated                      string
		PublishedParsed, UpdatedParsed          string
		Authors                                 []struct{ Name string }
	}
}

func TestGofeedsOwn(t *testing.T) {
	dir := fixture.Path(t, "data", "feeds", "gofeed")
	files, _ := filepath.Glob(filepath.Join(dir, "*", "*.json"))
	checked := 0
	for _, expected := range files {
		source := strings.TrimSuffix(expected, ".json") + ".xml"
		if name, ok := strings.CutSuffix(expected, "_expected.json"); ok {
			source = name + ".json"
		}
		if _, err := os.Stat(source); err != nil || filepath.Base(filepath.Dir(source)) == "universal" || strings.HasSuffix(source, "_expected.xml") {
			continue
		}
		checked++
		t.Run(filepath.Base(source), func(t *testing.T) { compareGofeed(t, source, expected) })
	}
	if checked < 59 {
		t.Errorf("%d feeds, want all", checked)
	}
}

func compareGofeed(t *testing.T, source, expected string) {
	var want gofeedModel
	load(t, expected, &want)
	got, err := Parse(decoded(t, source, ""), "")
	if err != nil || len(got.Entries) != len(want.Items) {
		t.Fatalf("%d entries, %v; want %d", len(got.Entries), err, len(want.Items))
	}
	same(t, "title", got.Title, want.Title)
	same(t, "link", got.Link, want.Link)
	same(t, "language", got.Language, want.Language)
	for i, w := range want.Items {
		g := got.Entries[i]
		same(t, "title", g.Title, w.Title)
		same(t, "link", g.URL, w.Link)
		if w.GUID != "" {
			same(t, "id", g.ID, w.GUID)
		}
		same(t, "published", g.Published, normal(w.Published, w.PublishedParsed))
		same(t, "updated", g.Updated, normal(w.Updated, w.UpdatedParsed))
		if content := cmp.Or(g.HTML, g.Text); content != w.Content && w.Content != "" {
			t.Errorf("content is %q, want %q", content, w.Content)
		}
		if w.Description != "" && g.Summary != w.Description {
			t.Errorf("summary is %q, want %q", g.Summary, w.Description)
		}
		if len(w.Authors) > 0 {
			same(t, "byline", g.Byline, w.Authors[0].Name)
		}
	}
}

// normal is the date that gofeed's model has, as ours writes it.
func normal(text, parsed string) string {
	if d, ok := when.Parse(text); ok {
		return d
	}
	d, _ := when.Parse(parsed)
	return d
}

func TestUniversal(t *testing.T) {
	dir := fixture.Path(t, "data", "feeds", "gofeed", "universal")
	for name, title := range map[string]string{
		"atom03_feed.xml": "Feed Title", "atom10_feed.xml": "Feed Title", "rdf_feed.xml": "Feed Title", "rss_feed.xml": "Feed Title",
		"rss_feed_bom.xml": "Feed Title", "rss_feed_leading_spaces.xml": "Feed Title", "json10_feed.json": "title", "json11_feed.json": "title", "sample.json": "title",
		"empty_feed.xml": "", "unknown_feed.xml": "", "invalid.json": "",
	} {
		t.Run(name, func(t *testing.T) {
			text := decoded(t, filepath.Join(dir, name), "")
			f, err := Parse(text, "")
			if f.Title != title || (err == nil) != (title != "") || Is(text) != (title != "") {
				t.Errorf("title %q, %v, is a feed: %v; want %q", f.Title, err, Is(text), title)
			}
			if err != nil {
				t.Log(err)
			}
		})
	}
}

type feedparserCase struct {
	File   string
	Header string `json:"http_header"`
	Expect string
}

// pythonEqual is what the expectations say of what this package reads.
var pythonEqual = regexp.MustCompile(`(entries\[0\]|feed)(?:\['(\w+)'\]|\.(\w+))(?:\[0\]\['value'\])? == ['"]([^'"]*(?:'s title)?)['"]`)

// otherwise are the expectations that this package does not meet, and why.
var otherwise = map[string]string{
	"item_description_and_summary.xml":       "RSS has no summary: the description is the summary, whatever stands after it",
	"item_summary_and_description.xml":       "the same",
	"rss_item_link_corrupted_ampersands.xml": "the root's end tag is cut: half a feed is an error",
	"bozo_bogus_encoding.xml":                "the encoding is the caller's",
	"bozo_http_i18n.xml":                     "the same",
	"bozo_linenoise.xml":                     "the same",
	"windows1255.xml":                        "the same",
	"koi8r.xml":                              "the same",
	"gb2312.xml":                             "the same",
	"illformed/chardet/big5.xml":             "the same",
	"undeclared_namespace.xml":               "is read: only the extension is lost",
}

func TestFeedparsers(t *testing.T) {
	dir := fixture.Path(t, "data", "feeds")
	var cases []feedparserCase
	load(t, filepath.Join(dir, "feedparser", "index.json"), &cases)
	for _, c := range cases {
		t.Run(filepath.Base(c.File), func(t *testing.T) {
			f, err := Parse(decoded(t, filepath.Join(dir, c.File), c.Header), "")
			for name, why := range otherwise {
				if strings.HasSuffix(c.File, "/"+name) {
					t.Skipf("otherwise: %s (%d entries, %v)", why, len(f.Entries), err)
				}
			}
			wantBozo := strings.HasPrefix(strings.TrimSpace(c.Expect), "bozo")
			if err != nil && !wantBozo && strings.HasPrefix(c.Expect, "not bozo") {
				t.Fatal(err)
			}
			if wantBozo {
				if err == nil {
					t.Errorf("no error, %d entries", len(f.Entries))
				}
				return
			}
			for _, m := range pythonEqual.FindAllStringSubmatch(c.Expect, -1) {
				comparePython(t, f, m[1], m[2]+m[3], m[4])
			}
			if strings.Contains(c.Expect, "not entries[0].has_key('link')") && f.Entries[0].URL != "" {
				t.Errorf("link %q, want none", f.Entries[0].URL)
			}
		})
	}
}

func comparePython(t *testing.T, f Feed, of, field, want string) {
	t.Helper()
	if of == "entries[0]" && len(f.Entries) == 0 {
		t.Fatalf("no entries, want %s %q", field, want)
	}
	want, _ = strconv.Unquote(`"` + strings.ReplaceAll(want, `\\u`, `\u`) + `"`)
	got := ""
	switch of + "." + field {
	case "feed.title":
		got = f.Title
	case "entries[0].link":
		got = f.Entries[0].URL
	case "entries[0].guid":
		got = f.Entries[0].ID
	case "entries[0].author":
		got = f.Entries[0].Byline
	case "entries[0].description", "entries[0].summary":
		got = f.Entries[0].Summary
	case "entries[0].content":
		got = cmp.Or(f.Entries[0].HTML, f.Entries[0].Summary)
	case "entries[0].updated":
		got = f.Entries[0].Updated
	case "entries[0].published":
		got = f.Entries[0].Published
		want, _ = when.Parse(want)
	default:
		t.Logf("not compared: %s.%s", of, field)
		return
	}
	if html.UnescapeString(got) != html.UnescapeString(want) {
		t.Errorf("%s is %q, want %q", field, got, want)
	}
}
