package render

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
	"dragoman/internal/digest"
)

// bulletin is a record of an article that was read from Markdown.
func bulletin() digest.Digest {
	d := newRecord("bulletin", "fr", []line{
		{article.Headline, "Grève à Lyon", "Strike in *Lyon*"},
		{article.Paragraph, "Les trains sont à l’arrêt.", ""},
		{article.ListItem, "1. Ils repartiront lundi.", "They will run again on Monday."},
		{article.ListItem, "2. Voir ici.", "2. See here."},
		{article.TableRow, "Train | Heure", "Train | Time"},
	})
	number := func(open string) article.Mark {
		return article.Mark{Kind: article.Number, Start: 0, End: 3, Open: open}
	}
	s, t := d.Article.Segments, d.Translation.Segments
	s[2].Marks = []article.Mark{number("1. ")}
	s[3].Marks = []article.Mark{number("2. "), {Kind: article.Link, Start: 8, End: 11, Open: "[", Close: "](http://x.example)"}}
	t[3].TargetMarks = []article.Mark{number("2. "), {Kind: article.Link, Start: 7, End: 11, Open: "[", Close: "](http://x.example)"}}
	s[4].Marks = []article.Mark{{Kind: article.Cell, Start: 5, End: 8, Open: " | "}}
	t[4].TargetMarks = s[4].Marks
	d.Article.Dropped = []article.Dropped{{Text: "---\na: b\n---", Reason: "front matter", Carried: true}, {Text: "Partager", Reason: "share buttons"}}
	d.Article.Layout = []article.Piece{
		{Text: "---\na: b\n---\n\n# "}, {Segment: 1}, {Text: "\n\n> "}, {Segment: 2}, {Text: "\n\n"}, {Segment: 3}, {Text: "\n"}, {Segment: 4},
		{Text: "\n\n| "}, {Segment: 5}, {Text: " |\n|---|---|\n\n```\nx\n```"},
	}
	return d
}

const bulletinMarkdown = "# Strike in \\*Lyon\\*\n\n> **[2] was not translated: no draft of it passed the checks**\n\n" +
	"1. They will run again on Monday.\n2. See [here](http://x.example).\n\n| Train | Time |\n|---|---|\n\n```\nx\n```\n"

func TestDocument(t *testing.T) {
	d := bulletin()
	d.Translation.Segments[1].Reason, d.Translation.Segments[1].Detail = digest.ReasonCheck, ""
	show := func(opt Options) string {
		var out bytes.Buffer
		if err := Markdown(&out, d, opt); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if diff := cmp.Diff("---\na: b\n---\n\n"+bulletinMarkdown, show(Options{Part: Translation, Clean: true})); diff != "" {
		t.Errorf("the translation (-want +got):\n%s", diff)
	}
	if got := show(Options{Part: Translation}); !strings.Contains(got, "```\n\n---\n\nMachine translation, not reviewed") {
		t.Errorf("no notice at the end: %s", got)
	}
	if got := show(Options{Part: Translation, Bilingual: true}); !strings.Contains(got, "[4] 2\\. See here.") {
		t.Errorf("two languages have the form of the document: %s", got)
	}
	d.Summary = bullets("Strike in Lyon", "Trains stand still.")
	if diff := cmp.Diff("## Translation\n\n"+bulletinMarkdown, show(Options{Clean: true})[strings.Index(show(Options{Clean: true}), "## T"):]); diff != "" {
		t.Errorf("behind a summary (-want +got):\n%s", diff)
	}
	if got, want := LeftOut(d.Article), "left out: share buttons · not translated: front matter"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	d.Article.Dropped = []article.Dropped{{Text: "x", Reason: "share buttons"}} // the letter is in the code, too
	if got, want := LeftOut(d.Article), "left out: share buttons"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
