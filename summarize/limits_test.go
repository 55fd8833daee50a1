package summarize

import (
	"strings"
	"testing"

	"dragoman/internal/digest"
	"dragoman/internal/language"

	"github.com/google/go-cmp/cmp"
)

func TestLength(t *testing.T) {
	cases := map[string]struct {
		name           string
		words, bullets int
		want           Limits
	}{
		"short":            {"short", 0, 0, Limits{Form: digest.Bullets, HeadlineWords: 12, DekWords: 30, Bullets: 3, BulletWords: 25}},
		"default":          {"", 0, 0, Limits{Form: digest.Bullets, HeadlineWords: 12, DekWords: 30, Bullets: 3, BulletWords: 25}},
		"five bullets":     {"short", 0, 5, Limits{Form: digest.Bullets, HeadlineWords: 12, DekWords: 30, Bullets: 5, BulletWords: 25}},
		"bullets of words": {"short", 40, 0, Limits{Form: digest.Bullets, HeadlineWords: 12, DekWords: 30, Bullets: 3, BulletWords: 13, MaxWords: 40}},
		"brief":            {"brief", 0, 0, Limits{Form: digest.Lead, HeadlineWords: 12, DekWords: 30}},
		"long":             {"long", 0, 0, Limits{Form: digest.ParagraphForm, HeadlineWords: 12, DekWords: 30, MinWords: 120, MaxWords: 150}},
		"long of words":    {"long", 60, 0, Limits{Form: digest.ParagraphForm, HeadlineWords: 12, DekWords: 30, MinWords: 48, MaxWords: 60}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := Length(c.name, c.words, c.bullets)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("limits (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLengthRejects(t *testing.T) {
	cases := map[string]struct {
		name           string
		words, bullets int
		says           string
	}{
		"unknown":           {"tiny", 0, 0, `"tiny"`},
		"negative":          {"short", -1, 0, "negative"},
		"brief with words":  {"brief", 40, 0, "no body"},
		"long with bullets": {"long", 0, 3, "bullets"},
		"too few words":     {"short", 10, 3, "18 words"},
		"too many bullets":  {"short", 0, 50, "at most"},
		"paragraph of five": {"long", 5, 0, "from 20"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := Length(c.name, c.words, c.bullets)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want an error that says %q", err, c.says)
			}
		})
	}
}

func TestShorten(t *testing.T) {
	cases := map[string]struct {
		text, want string
		limit      int
	}{
		"fits":              {"One two three.", "One two three.", 3},
		"whole sentences":   {"One two. Three four. Five six.", "One two. Three four.", 5},
		"inside a word row": {"One two three four five.", "One two three…", 3},
		"end of a clause":   {"One two three four, five six seven eight.", "One two three four…", 6},
		"clause too early":  {"One, two three four five six seven.", "One, two three four five six…", 6},
		"number kept whole": {"About 1,250 people met there on that day.", "About 1,250 people…", 3},
		"open quotation":    {"The minister of trade said “we will never ever agree”.", "The minister of trade said…", 7},
		"quotation closed":  {"He said “no” and then left the room.", "He said “no” and…", 4},
		"no spaces":         {"大桥因洪水关闭市长说桥会开放", "大桥因洪水关闭市…", 4},
		"one long word":     {"Donaudampfschifffahrt", "Donaudampfschifffahrt", 1},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := shorten(c.text, c.limit, "en")
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if n := language.CountWords(got); n > c.limit {
				t.Errorf("got %d words, want at most %d", n, c.limit)
			}
		})
	}
}

func TestWithoutStop(t *testing.T) {
	for in, want := range map[string]string{
		"Ministers meet.":  "Ministers meet",
		"Back in the U.S.": "Back in the U.S.",
		"Ministers meet":   "Ministers meet",
		"Why?":             "Why?",
		".":                ".",
	} {
		if got := withoutStop(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
