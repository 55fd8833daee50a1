package check

import (
	"slices"
	"strings"
	"testing"

	"dragoman/internal/article"
)

// TestSeededAlways spoils good translations in ways that must never pass: each
// has to be found, as an error or a warning, by the checks of a translation.
func TestSeededAlways(t *testing.T) {
	appended := []string{
		"I hope this helps!", "Let me know if you need anything else.", "(Note: the tone of the original has been kept.)",
		"\n\nNote: \"minister\" is literal.", "This translation preserves the original tone.", "[Translator's note: see the original.]",
	}
	seeds := []struct {
		name  string
		spoil func(doc *Document, i int) bool // false where there is nothing to spoil
	}{
		{"cut after a word", func(doc *Document, i int) bool {
			p := &doc.Pairs[i]
			words := strings.Fields(p.Target)
			if p.Kind == article.Headline || !ends(p.Source) || len(words) < 4 {
				return false
			}
			p.Target = strings.TrimRight(strings.Join(words[:2+i%(len(words)-2)], " "), terminals+closers)
			return true
		}},
		{"chat behind it", func(doc *Document, i int) bool {
			doc.Pairs[i].Target += " " + appended[i%len(appended)]
			return true
		}},
		{"untranslated", func(doc *Document, i int) bool {
			doc.Pairs[i].Target = doc.Pairs[i].Source
			return runes(doc.Pairs[i].Source) >= longEnough
		}},
		{"empty", func(doc *Document, i int) bool {
			doc.Pairs[i].Target = ""
			return true
		}},
		{"segment dropped", func(doc *Document, i int) bool {
			last := i == len(doc.Pairs)-1
			doc.Pairs = slices.Delete(doc.Pairs, i, i+1)
			return !last // the last one is missed by those who count the segments
		}},
		{"segment twice", func(doc *Document, i int) bool {
			doc.Pairs = slices.Insert(doc.Pairs, i, doc.Pairs[i])
			return true
		}},
		{"said twice", func(doc *Document, i int) bool {
			p := &doc.Pairs[i]
			p.Target += " " + p.Target
			return len(strings.Fields(p.Source)) > 1 && runes(p.Target) > 2*longEnough
		}},
		{"Markdown fence", func(doc *Document, i int) bool {
			doc.Pairs[i].Target = "```\n" + doc.Pairs[i].Target + "\n```"
			return true
		}},
	}
	for _, seed := range seeds {
		t.Run(seed.name, func(t *testing.T) {
			seeded, found := 0, 0
			for _, l := range ntrex {
				for _, good := range readNTREX(t, l.file, l.tag) {
					for i := range good.Pairs {
						doc := good
						doc.Pairs = slices.Clone(good.Pairs)
						if !seed.spoil(&doc, i) {
							continue
						}
						seeded++
						if spoiledFound(doc, i) {
							found++
						} else {
							t.Logf("%s not found: %s | %s", l.tag, good.Pairs[i].Source, doc.Pairs[i].Target)
						}
					}
				}
			}
			t.Logf("%d of %d found (%.1f %%)", found, seeded, 100*float64(found)/float64(seeded))
			if found < seeded {
				t.Error("want all")
			}
		})
	}
}

// spoiledFound runs the segment checks on one segment and the cheap ones of the
// article on all.
func spoiledFound(doc Document, i int) bool {
	one := doc
	if i < len(doc.Pairs) {
		one.Pairs = doc.Pairs[i : i+1]
	}
	return len(Run(one, Segment()).Findings) > 0 || len(completeness.Run(doc).Findings) > 0
}
