package language

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/sentences"

	"dragoman/internal/fixture"
)

// sentenceCase is one golden case of the two sentence splitters it stems from.
type sentenceCase struct {
	ID, Lang, Text string
	Segments       []string
	Covers         bool `json:"segments_cover_text"`
}

func sentenceCases(t *testing.T) []sentenceCase {
	t.Helper()
	data, err := os.ReadFile(fixture.Path(t, "data", "segmentation", "sentences.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []sentenceCase
	for line := range strings.Lines(string(data)) {
		var c sentenceCase
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	return cases
}

// score counts right cases, and boundaries: those inside a text that are found,
// wanted, and both.
type score struct{ cases, right, found, wanted, both int }

func (t *score) add(got, want []string) {
	t.cases++
	if slices.Equal(got, want) {
		t.right++
	}
	g, w := boundaries(got), boundaries(want)
	t.found += len(g)
	t.wanted += len(w)
	for at := range g {
		if w[at] {
			t.both++
		}
	}
}

// f1 is the harmonic mean of the boundaries' precision and recall.
func (t *score) f1() float64 { return 2 * float64(t.both) / float64(t.found+t.wanted) }

// boundaries returns where sentences end, as the number of characters before
// that are no white space. The end of the text is none.
func boundaries(parts []string) map[int]bool {
	at, found := 0, map[int]bool{}
	for _, p := range parts[:max(len(parts)-1, 0)] {
		at += len(squeezed(p))
		found[at] = true
	}
	return found
}

// uax returns the sentences by Unicode's rules alone.
func uax(text string) []string {
	var list []string
	for it := sentences.FromString(text); it.Next(); {
		if s := strings.TrimSpace(it.Value()); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// TestSentencesBeatUnicode scores the splitter and Unicode's rules alone on the
// golden cases, by cases that are right whole and by F1 of the boundaries. In
// Arabic the cases whose gold splits at a comma or colon are left out: that is
// wrong for translation (the folder's README says so).
func TestSentencesBeatUnicode(t *testing.T) {
	for _, lang := range []string{"en", "ar", "fa", "ru", "es", "fr", "de"} {
		var ours, plain score
		for _, c := range sentenceCases(t) {
			if c.Lang != lang || !c.Covers || lang == "ar" && splitsAtComma(c.Segments) {
				continue
			}
			ours.add(sentencesOf(c.Text, lang), c.Segments)
			plain.add(uax(c.Text), c.Segments)
		}
		t.Logf("%s: %3d cases, %3d right (plain %3d), boundary F1 %.3f (plain %.3f)", lang, ours.cases, ours.right, plain.right, ours.f1(), plain.f1())
		if ours.right <= plain.right && plain.right < plain.cases || ours.f1() < plain.f1() {
			t.Errorf("%s: no better than Unicode's rules alone", lang)
		}
	}
}

func splitsAtComma(segments []string) bool {
	return slices.ContainsFunc(segments[:max(len(segments)-1, 0)], func(s string) bool {
		return strings.HasSuffix(s, "،") || strings.HasSuffix(s, ":")
	})
}

// TestSentencesOfNews scores both on professionally translated news, whose
// lines are sentences with few exceptions: the documents' lines are joined with
// spaces and have to be found again.
func TestSentencesOfNews(t *testing.T) {
	docs := strings.Fields(read(t, "docids.txt"))
	for _, lang := range []struct{ tag, file string }{{"en", "eng"}, {"ar", "arb"}, {"fa", "fas"}, {"ru", "rus"}, {"es", "spa"}, {"fr", "fra"}, {"de", "deu"}} {
		var ours, plain score
		lines := strings.Split(strings.TrimSuffix(read(t, lang.file+".txt"), "\n"), "\n")
		for start := 0; start < len(lines); {
			end := start
			for end < len(lines) && docs[end] == docs[start] {
				end++
			}
			text := strings.Join(lines[start:end], " ")
			ours.add(sentencesOf(text, lang.tag), lines[start:end])
			plain.add(uax(text), lines[start:end])
			start = end
		}
		t.Logf("%s: boundary F1 %.3f (plain %.3f); found %d, wanted %d, both %d (plain %d, %d)", lang.tag, ours.f1(), plain.f1(), ours.found, ours.wanted, ours.both, plain.found, plain.both)
		if ours.f1() <= plain.f1() {
			t.Errorf("%s: no better than Unicode's rules alone", lang.tag)
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(fixture.Path(t, "data", "ntrex", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
