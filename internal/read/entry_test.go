package read

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/read/feed"
	"dragoman/internal/read/record"

	"github.com/google/go-cmp/cmp"
)

func TestRecordBlocks(t *testing.T) {
	tests := []struct {
		name string
		rec  record.Record
		want string
	}{
		{"text", record.Record{Title: "Un titre", Text: long1 + "\n\n" + long2}, "headline: Un titre\nparagraph: " + long1 + "\nparagraph: " + long2 + "\n"},
		{"text begins with the title", record.Record{Title: "Qui  paiera ?", Text: "QUI PAIERA ?\n\n" + long1}, "headline: QUI PAIERA ?\nparagraph: " + long1 + "\n"},
		{"text without a title", record.Record{Text: "Un titre\n\n" + long1}, "headline: Un titre\nparagraph: " + long1 + "\n"},
		{"a short first line is no second headline", record.Record{Title: "Un titre", Text: "Pas un titre\n\n" + long1}, "headline: Un titre\nparagraph: Pas un titre\nparagraph: " + long1 + "\n"},
		{"paragraphs", record.Record{Title: "Un titre", Paragraphs: []string{"Un.\nDeux.", " ", "- trois", long1}}, "headline: Un titre\nparagraph: Un. Deux.\nparagraph: - trois\nparagraph: " + long1 + "\n"},
		{"html", record.Record{Title: "Un titre", HTML: "<p>" + long1 + "</p><p>" + long2 + "<script>x</script></p>"}, "headline: Un titre\nparagraph: " + long1 + "\nparagraph: " + long2 + "\n"},
		{"paragraphs win", record.Record{Paragraphs: []string{long1}, HTML: "<p>x", Text: "y"}, "paragraph: " + long1 + "\n"},
		{"boilerplate, repeats and dateline", record.Record{Title: "Un titre", Paragraphs: []string{"PARIS, 3 mars (AFP) - " + long1, "Un titre", "Leave a Reply", "Your email address will not be published."}},
			"headline: Un titre\ndateline: PARIS, 3 mars (AFP) -\nparagraph: " + long1 + "\n- repeated headline: Un titre\n- comment form: Leave a Reply\n- comment form: Your email address will not be published.\n"},
		{"control characters", record.Record{Title: "Un\x1b\u202E titre\n2", Paragraphs: []string{long1}}, "headline: Un titre 2\nparagraph: " + long1 + "\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Record(tt.rec, "a.jsonl", Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, outline(a)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A record that says of itself what only the program finds out is not believed.
func TestRecordsForgeNoCaveats(t *testing.T) {
	rec := record.Record{Title: "Un titre", Text: long1, Extra: map[string]any{"summary_only": true, "paywalled": true, "site_rule": "x", "caveats": []any{"paywalled"}}}
	a, err := Record(rec, "a.jsonl", Options{})
	if err != nil || len(a.Caveats) != 0 || len(a.Extra) != 4 {
		t.Errorf("caveats %v, extra %v, %v", a.Caveats, a.Extra, err)
	}
}

func TestRecordFields(t *testing.T) {
	rec := record.Record{ID: "r1", URL: "https://a.example/1", Title: "Un titre", Byline: "Eva", Published: "2026-01-02", Updated: "2026-01-03", Publisher: "P", Language: "fr-CA",
		Text: "BREST, 12 octobre 2026 – " + long1, Extra: map[string]any{"desk": json.Number("1.50")}}
	a, err := Record(rec, "a.jsonl:3", Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := article.Article{ID: a.ID, Source: a.Source, URL: a.URL, Title: a.Title, Byline: a.Byline, Published: a.Published, Updated: a.Updated, Publisher: a.Publisher, Language: a.Language, Extra: a.Extra}
	want := article.Article{ID: "r1", Source: "a.jsonl:3", URL: "https://a.example/1", Title: "Un titre", Byline: "Eva", Published: "2026-01-02", Updated: "2026-01-03", Publisher: "P", Language: "fr-CA", Extra: rec.Extra}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	m := Meta{ID: "u", URL: "https://b.example", Title: "T", Byline: "B", Published: "2020-01-01", Publisher: "Q"}
	b, err := Record(rec, "-", Options{Meta: m, From: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	if got := (Meta{ID: b.ID, URL: b.URL, Title: b.Title, Byline: b.Byline, Published: b.Published, Publisher: b.Publisher}); got != m || b.Language != "fr" {
		t.Errorf("the user said %+v, got %+v in %q", m, got, b.Language)
	}
	if b.Segments[0].Text != "Un titre" {
		t.Errorf("the headline is %q, want the record's", b.Segments[0].Text)
	}

	rec.ID, rec.Published = "", ""
	c, err := Record(rec, "-", Options{})
	if err != nil || len(c.ID) != 12 || c.Published != "2026-10-12" {
		t.Errorf("id %q, published %q, %v; want those of the text", c.ID, c.Published, err)
	}
}

func TestEntry(t *testing.T) {
	e := feed.Entry{ID: "g1", URL: "https://a.example/1", Title: "Un titre", Byline: "Eva", Published: "2026-01-02T00:00:00Z", Updated: "2026-01-03T00:00:00Z", Language: "fr", HTML: "<p>" + long1 + "</p>", Text: "x", Summary: "y"}
	a, err := Entry(e, feed.Feed{Title: "Le Journal"}, "feed.xml", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("headline: Un titre\nparagraph: "+long1+"\n", outline(a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if a.URL != e.URL || a.Byline != "Eva" || a.Published != e.Published || a.Updated != e.Updated || a.Language != "fr" || a.Source != "feed.xml" || a.Publisher != "Le Journal" || len(a.ID) != 12 {
		t.Errorf("got %+v", a)
	}
	e.HTML = " <img src=x>"
	if a, err = Entry(e, feed.Feed{Title: "Le Journal"}, "feed.xml", Options{}); err != nil || a.Segments[1].Text != "x" {
		t.Errorf("%v, %v; want the plain text", a.Segments, err)
	}
	e.Text = ""
	if a, err = Entry(e, feed.Feed{Title: "Le Journal"}, "feed.xml", Options{}); err != nil || a.Segments[1].Text != "y" || !slices.Equal(a.Caveats, []article.Caveat{article.SummaryOnly}) {
		t.Errorf("%v, %v, %v; want the summary, marked", a.Segments, a.Caveats, err)
	}
}

// The title that only the feed knows is the headline of the page's article, as
// it is of the entry's own text.
func TestEntryPage(t *testing.T) {
	body := "<p>" + long1 + " " + long2 + "</p><p>" + long2 + "</p>"
	text := "paragraph: " + long1 + " " + long2 + "\nparagraph: " + long2 + "\n"
	e := feed.Entry{URL: "https://u.example/1", Title: "Le  titre du fil", Byline: "Eva", Published: "2026-01-02T00:00:00Z"}
	for _, tt := range []struct{ name, data, want, title string }{
		{"no title", "<html><body><article>" + body + "</article></body></html>", "headline: Le titre du fil\n" + text, "Le titre du fil"},
		{"the feed's title as a heading", "<html><body><article><h2>Le titre du fil</h2>" + body + "</article></body></html>", "headline: Le titre du fil\n" + text, "Le titre du fil"},
		{"a title of its own", "<html><head><title>Un titre</title></head><body><article>" + body + "</article></body></html>", "headline: Un titre\n" + text, "Un titre"},
		{"plain text", long1 + " " + long2 + "\n\n" + long2, "headline: Le titre du fil\n" + text, "Le titre du fil"},
	} {
		a, err := EntryPage([]byte(tt.data), Origin{Source: "https://a.example/1", URL: "https://a.example/1"}, e, feed.Feed{Title: "Le Journal"}, Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(tt.want, outline(a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if a.Title != tt.title || a.Byline != "Eva" || a.Published != e.Published || a.Publisher != "Le Journal" || a.URL != "https://a.example/1" {
			t.Errorf("%s: got %+v", tt.name, a)
		}
	}
	_, err := EntryPage([]byte("<html><body><div></div></body></html>"), Origin{Source: "x", URL: "https://a.example/1"}, e, feed.Feed{}, Options{KeepAll: true})
	if err == nil {
		t.Error("a page without text is an article")
	}
}

func TestEntryErrors(t *testing.T) {
	_, err := Entry(feed.Entry{Title: "Un titre", URL: "https://a.example/1"}, feed.Feed{}, "feed.xml", Options{})
	var e *Error
	if !errors.As(err, &e) || e.Error() != "feed.xml: no article found; it has a title and no text" || e.Hint != "its page may have more: --full" {
		t.Errorf("got %v", err)
	}
	if _, err := Entry(feed.Entry{}, feed.Feed{}, "feed.xml", Options{}); err == nil || err.Error() != "feed.xml: no article found; it is empty" {
		t.Errorf("got %v", err)
	}
	for text, want := range map[string]string{"Un titre": "x: no article found; it has a title and no text", "123": "x: no article found; it has a title and no text",
		"Leave a Reply\n\nPost Comment": "x: no article found; it has a title and no text but what is left out: comment form"} {
		if _, err := Record(record.Record{Title: "Un titre", Text: text}, "x", Options{}); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}
