package markup

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
)

// source is "see the *report* or run go test | end", with a link around
// "the report", emphasis in it, code, a footnote and a cell border.
const source = "see the report or run go test | end"

func marks() []article.Mark {
	return []article.Mark{
		{Kind: article.Link, Start: 4, End: 14, Open: "[", Close: "](http://x.example)"},
		{Kind: article.Emphasis, Start: 8, End: 14, Depth: 1, Open: "*", Close: "*"},
		{Kind: article.Footnote, Start: 14, End: 14, Open: "[^1]"},
		{Kind: article.Code, Start: 22, End: 29, Open: "`go test`"},
		{Kind: article.Cell, Start: 29, End: 32, Open: "|"},
	}
}

func TestTag(t *testing.T) {
	want := "see <x1>the <x2>report</x2></x1><x3/> or run <x4/> <x5/> end"
	if got := Tag(source, marks()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := Tag(source, nil); got != source {
		t.Errorf("a text without marks is tagged: %s", got)
	}
}

func TestUntag(t *testing.T) {
	for name, tt := range map[string]struct{ reply, want, lost, strays string }{
		"in order":           {"see <x1>the <x2>report</x2></x1><x3/> or run <x4/> <x5/> end", "see [the *report*](http://x.example)[^1] or run `go test`|end", "", ""},
		"words moved":        {"<x4/> or <x1><x2>the report</x2></x1><x3/> <x5/> end", "`go test` or [*the report*](http://x.example)[^1]|end", "", ""},
		"spaces in tags":     {"<x1 >a</x1> <x2>b</x2><x3 /><x4 /> <x5/>", "[a](http://x.example) *b*[^1]`go test`|", "", ""},
		"words in code":      {"<x1>a</x1> <x2>b</x2><x3></x3> <x4>go build</x4> <x5/> c", "[a](http://x.example) *b*[^1] `go test`|c", "", ""},
		"emphasis lost":      {"<x1>a</x1><x3/><x4/> <x5/> c", "[a](http://x.example)[^1]`go test`|c", "emphasis", ""},
		"emphasis half":      {"<x1>a <x2>b</x1><x3/><x4/> <x5/> c</x2>", "[a b](http://x.example)[^1]`go test`|c", "emphasis", ""},
		"emphasis crossing":  {"<x2>a <x1>b</x2> c</x1><x3/><x4/><x5/>", "a [b c](http://x.example)[^1]`go test`|", "emphasis", ""},
		"link lost":          {"a <x2>b</x2><x3/><x4/><x5/>", "a *b*[^1]`go test`|", "link", ""},
		"link open":          {"<x1>a <x2>b</x2><x3/><x4/><x5/>", "&lt;x1>a *b*[^1]`go test`|", "link", "<x1>"},
		"link twice":         {"<x1>a</x1> <x1>b</x1> <x2>c</x2><x3/><x4/><x5/>", "[a](http://x.example) [b](http://x.example) *c*[^1]`go test`|", "link", ""},
		"emphasis twice":     {"<x1>a</x1> <x2>b</x2> <x2>c</x2><x3/><x4/><x5/>", "[a](http://x.example) *b* *c*[^1]`go test`|", "", ""},
		"invented":           {"<x1>a</x1> <x2>b</x2><x3/><x4/><x5/> <x9/> <x7>c</x7>", "[a](http://x.example) *b*[^1]`go test`|&lt;x9/> &lt;x7>c&lt;/x7>", "", "<x9/> <x7> </x7>"},
		"upper case":         {"<X1>a</X1> <X2>b</X2><X3/><X4/><X5/>", "[a](http://x.example) *b*[^1]`go test`|", "", ""},
		"no tag at all":      {"a < b and c > d", "a < b and c > d", "link emphasis footnote code cell", ""},
		"nothing in between": {"<x1></x1><x2>b</x2><x3/><x4/><x5/>", "[](http://x.example)*b*[^1]`go test`|", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			text, found := Untag(tt.reply, source, marks())
			if got := Markdown(text, found, Setting{}); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			var lost []string
			for _, f := range Lost(marks(), found) {
				lost = append(lost, string(f.Mark.Kind))
			}
			if got := strings.Join(lost, " "); got != tt.lost {
				t.Errorf("lost %q, want %q", got, tt.lost)
			}
			if got := strings.Join(Strays(source, text), " "); got != tt.strays {
				t.Errorf("strays %q, want %q", got, tt.strays)
			}
			if text, _ := Salvage(tt.reply, source, marks()); len(Strays(source, text)) > 0 {
				t.Errorf("salvaged text has tags: %s", text)
			}
		})
	}
}

// What an author writes is never taken for a tag.
func TestTagsOfTheAuthor(t *testing.T) {
	text := "the <x1> element and bold"
	bold := []article.Mark{{Kind: article.Strong, Start: 21, End: 25, Open: "**", Close: "**"}}
	tagged := Tag(text, bold)
	if want := "the <x1> element and <z1>bold</z1>"; tagged != want {
		t.Errorf("got %s, want %s", tagged, want)
	}
	plain, found := Untag(tagged, text, bold)
	if plain != text || len(Strays(text, plain)) > 0 || cmp.Diff(bold, found) != "" {
		t.Errorf("got %q with %+v", plain, found)
	}
}

func TestNumberOfAnItem(t *testing.T) {
	number := []article.Mark{{Kind: article.Number, Start: 0, End: 3, Open: "2. "}}
	in := Setting{Kind: article.ListItem, Numbered: true, Source: number}
	for _, tt := range []struct {
		reply    string
		numbered bool
		want     string
	}{
		{"2. second", true, "2. second"},
		{"2) second", true, "2. second"},
		{"second", true, "2. second"},
		{"3. third", true, "2. 3\\. third"},
		{"On November 2, it", false, "On November 2, it"},
		{"2. November", false, "2. November"},
		{"1. November", false, "1\\. November"},
	} {
		if Tag("2. zwei", number) != "2. zwei" || Tagged(number) {
			t.Fatal("a number is sent as a tag")
		}
		text, found := Untag(tt.reply, "2. zwei", number)
		in.Numbered = tt.numbered
		if got := Markdown(text, found, in); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.reply, got, tt.want)
		}
	}
}

func TestPlace(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"siehe the report, dann go test | Ende", "siehe [the report](http://x.example), dann `go test`|Ende"},
		{"siehe den Bericht, go test", "siehe den Bericht, `go test`"},
		{"nichts davon", "nichts davon"},
	} {
		if got := Markdown(tt.text, Place(tt.text, source, marks()), Setting{}); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

// Marks that cannot be are ignored, whatever a record says.
func TestMarksThatCannotBe(t *testing.T) {
	for _, m := range [][]article.Mark{
		{{Kind: article.Link, Start: 5, End: 2, Open: "["}},
		{{Kind: article.Link, Start: 0, End: 99, Open: "["}},
		{{Kind: article.Code, Start: -1, End: 1, Open: "`"}},
		{{Kind: article.Strong, Start: 0, End: 2, Depth: 3, Open: "**"}},
	} {
		if got := Markdown("text", m, Setting{}); got != "text" {
			t.Errorf("%+v: got %q", m, got)
		}
	}
	crossing := []article.Mark{
		{Kind: article.Strong, Start: 0, End: 3, Open: "**", Close: "**"},
		{Kind: article.Emphasis, Start: 1, End: 4, Open: "*", Close: "*"},
	}
	if got := Markdown("text", crossing, Setting{}); got != "**tex**t" {
		t.Errorf("got %q", got)
	}
}

func FuzzUntag(f *testing.F) {
	f.Add("see <x1>the <x2>report</x2></x1><x3/> or run <x4/> <x5/> end")
	f.Add("</x1><x1><x2></x1></x2><x3><x4></x3></x4><X5/><x99>")
	f.Fuzz(func(t *testing.T, reply string) {
		text, found := Untag(reply, source, marks())
		for _, m := range found {
			if m.Start < 0 || m.End < m.Start || m.End > len(text) {
				t.Fatalf("mark %+v of %q", m, text)
			}
		}
		Markdown(text, found, Setting{Numbered: true, Source: marks()})
		Salvage(reply, source, marks())
		again, same := Untag(Tag(text, found), text, found)
		if Letter(text) == "x" && (again != text || len(same) != len(found)) {
			t.Errorf("%q is %q after its tags, marks %+v and %+v", text, again, found, same)
		}
	})
}
