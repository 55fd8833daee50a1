package read

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
	"dragoman/internal/markup"
)

// document writes an article's layout with its own texts.
func document(a article.Article) string {
	var out strings.Builder
	for _, p := range a.Layout {
		out.WriteString(p.Text)
		if s, ok := a.Segment(p.Segment); ok {
			out.WriteString(markup.Markdown(s.Text, s.Marks, markup.Setting{Before: out.String(), Kind: s.Kind, Source: s.Marks, Labels: markup.Labels(a.Layout)}))
		}
	}
	return out.String()
}

func TestLayout(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"whole", "---\na: b\n---\n\n# T *x*\n\n- [a](b)\n- c\n\n```\nx\n```\n\nFin du texte.\n", ""},
		{"line ends of other systems", "# T\r\n\r\n- a\r\n- b\r\n", "# T\n\n- a\n- b\n"},
		{"boilerplate goes with its marks", "# Titre\n\n" + long1 + "\n\n## Leave a Reply\n\nYour email address will not be published.\n\n- Name *\n\n" + long2 + "\n", "# Titre\n\n" + long1 + "\n\n" + long2 + "\n"},
		{"boilerplate first", "Skip to content\n\n# Titre\n\n" + long1 + "\n", "# Titre\n\n" + long1 + "\n"},
		{"paragraphs stay apart", long1 + "\n\n## Leave a Reply\n" + long2 + "\n", long1 + "\n\n" + long2 + "\n"},
		{"repeated headline", "# Titre\n\nTITRE\n\n" + long1 + "\n", "# Titre\n\n" + long1 + "\n"},
		{"dateline", "# T\n\n**BREST, 12 octobre 2026 –** Le *ministre* parle aujourd’hui.\n", ""},
		{"dateline inside a mark", "# T\n\n**BREST, 12 octobre 2026 – Le ministre** parle aujourd’hui.\n", ""},
		{"wrapped at a hyphen", "Le vice-\nprésident est venu aujourd’hui.\n", "Le vice-président est venu aujourd’hui.\n"},
		{"chinese", "中国政府今天宣布新的\n政策。\n", "中国政府今天宣布新的政策。\n"},
		{"invisible characters", "# T\u200B\n\nUn\u202E texte.\n", "# T\n\nUn texte.\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.want
			if want == "" {
				want = tt.text
			}
			a := mustRead(t, tt.text, "a.md", Options{})
			if diff := cmp.Diff(want, document(a)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if a := mustRead(t, "# T\n\n"+long1, "a.txt", Options{}); a.Layout != nil {
		t.Errorf("plain text has a layout: %+v", a.Layout)
	}
}

func TestCarriedStaysCarried(t *testing.T) {
	text := "# T\n\n```\nrm -rf /\n```\n\nLeave a Reply\n"
	a := mustRead(t, text, "a.md", Options{KeepAll: true})
	if diff := cmp.Diff("headline: T\nparagraph: Leave a Reply\n- code block: ```\nrm -rf /\n```\n", outline(a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !a.Dropped[0].Carried || document(a) != text {
		t.Errorf("the code is not carried: %q", document(a))
	}
}

func TestFrontMatterIsMetadata(t *testing.T) {
	front := func(lines string) article.Article {
		return mustRead(t, "---\n"+lines+"\n---\n\n"+long1+"\n", "a.md", Options{})
	}
	a := front("title: \"Un titre\"\nauthors: [A. Un, B. Deux]\ndate: 2026-03-02 10:30:00 +0100\nlang: fr-CA\ncanonical: https://example.com/a")
	if a.Title != "Un titre" || a.Byline != "A. Un, B. Deux" || a.Published != "2026-03-02T10:30:00+01:00" || a.Language != "fr-CA" || a.URL != "https://example.com/a" {
		t.Errorf("got %q, %q, %q, %q, %q", a.Title, a.Byline, a.Published, a.Language, a.URL)
	}
	for _, lines := range []string{
		"title: {a: b}\ndate: yesterday\nlang: 12\nurl: /a", "date: 2026-13-40\nurl: javascript:alert(1)", "a: &x [*x]\ntitle: " + strings.Repeat("long ", 100), ": : :\n\t- x",
	} {
		if a := front(lines); a.Title != "" || a.Published != "" || a.URL != "" || a.Language != "fr" {
			t.Errorf("%q: got %q, %q, %q, %q", lines, a.Title, a.Published, a.URL, a.Language)
		}
	}
	if a := front("lang: en"); a.Language != "fr" {
		t.Errorf("a French article that says en is in %q", a.Language)
	}
	user := Options{From: "fr", Meta: Meta{Title: "Mine", Published: "2026-01-01"}}
	b := mustRead(t, "---\ntitle: x\ndate: 2025-01-01\nlang: de\n---\n\n"+long1, "a.md", user)
	if b.Title != "Mine" || b.Published != "2026-01-01" || b.Language != "fr" {
		t.Errorf("the user does not win: %q, %q, %q", b.Title, b.Published, b.Language)
	}
	for value, want := range map[string]string{
		"2026-03-02": "2026-03-02", "2026-03-02T10:30:00Z": "2026-03-02T10:30:00Z", "2026-03-02 10:30": "2026-03-02T10:30:00Z", "02/03/2026": "", "": "",
	} {
		if got := asDay(value); got != want {
			t.Errorf("%q is read as %q, want %q", value, got, want)
		}
	}
}
