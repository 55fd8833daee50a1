package check

import (
	"slices"
	"strings"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

func TestSentences(t *testing.T) {
	const (
		one   = "قال وزير الخارجية إن المحادثات ستستأنف في العاصمة بعد أسابيع من التوقف. "
		two   = "وأضاف أن 45 دولة ستشارك في المؤتمر الذي يعقد برعاية الأمم المتحدة في نيويورك. "
		three = "ورفض المتحدث باسم المعارضة التعليق على ذلك."
		un    = "The foreign minister said the talks would resume in the capital after weeks of deadlock. "
		deux  = "He added that 45 countries would take part in the conference, held under UN auspices in New York. "
		trois = "The opposition's spokesman declined to comment on it."
	)
	testPairs(t, sentencesKept, []pairRow{
		{name: "all there", pair: Pair{Source: one + two + three, Target: un + deux + trois}},
		{name: "joined", pair: Pair{Source: one + two + three, Target: strings.TrimSuffix(un, ". ") + ", and " + deux + trois}},
		{name: "split", pair: Pair{Source: one + two + three, Target: un + strings.Replace(deux, ", held", ". It is held", 1) + trois}},
		{name: "one sentence", pair: Pair{Source: one, Target: un}},
		{name: "last one lost", pair: Pair{Source: one + two + three, Target: un + deux}, want: "warning may lack this sentence of its source"},
		{name: "with its number", pair: Pair{Source: one + two + three, Target: un + trois}, want: "error lacks this sentence of its source"},
		{name: "two of three", pair: Pair{Source: one + two + three, Target: un}, want: "error lacks this sentence of its source"},
		{name: "abbreviation", source: "hi", pair: Pair{Source: "मि. जोको ने कहा कि सरकार मदद करेगी।", Target: "Mr. Joko said the government would help."}},
		{name: "Chinese", source: "zh", pair: Pair{Source: "外交部长表示，会谈将在停顿数周后于首都恢复。他补充说，将有45个国家参加在纽约举行的会议。反对党发言人拒绝就此置评。", Target: un + trois}, want: "warning may lack this sentence of its source"},
		{name: "French", source: "fr", pair: Pair{Source: "Le ministre a déclaré que les discussions reprendront dans la capitale. Il a ajouté que Macron se rendrait à Beyrouth mardi prochain. L'opposition s'est abstenue de tout commentaire.",
			Target: "The minister said that the talks would resume in the capital. The opposition abstained from any comment."}, want: "error lacks this sentence of its source"},
	})
}

// joinedNTREX returns the shared translations with two to four segments in one,
// so that segments have sentences to lose.
func joinedNTREX(t testing.TB, file, tag string) []Document {
	space := " "
	if tag == "zh" || tag == "ja" {
		space = ""
	}
	var joined []Document
	for _, doc := range readNTREX(t, file, tag) {
		whole, size := doc, 2
		whole.Pairs = nil
		for at := 1; at < len(doc.Pairs); {
			end := min(at+size, len(doc.Pairs))
			p := Pair{Number: len(whole.Pairs) + 1, Kind: article.Paragraph}
			for _, q := range doc.Pairs[at:end] {
				p.Source, p.Target = p.Source+space+q.Source, p.Target+" "+q.Target
			}
			p.Source, p.Target = strings.TrimSpace(p.Source), strings.TrimSpace(p.Target)
			whole.Pairs = append(whole.Pairs, p)
			at, size = end, 2+(size-1)%3
		}
		joined = append(joined, whole)
	}
	return joined
}

// TestSeededLoss leaves out each sentence of joined segments in turn.
func TestSeededLoss(t *testing.T) {
	segments, wrong, wrongErrors, seeded, alone, together := 0, 0, 0, 0, 0, 0
	for _, l := range ntrex {
		for _, doc := range joinedNTREX(t, l.file, l.tag) {
			segments += len(doc.Pairs)
			for _, f := range Run(doc, []Check{sentencesKept}).Findings {
				wrong++
				if f.Severity == Error {
					wrongErrors++
				}
			}
			for i, p := range doc.Pairs {
				parts := language.Sentences(p.Target, "en")
				for _, s := range parts {
					if len(parts) < 2 {
						continue
					}
					lost := doc
					lost.Pairs = slices.Clone(doc.Pairs)
					lost.Pairs[i].Target = strings.TrimSpace(p.Target[:s.Start] + p.Target[s.End:])
					seeded++
					if len(sentencesKept.Run(lost).Findings) > 0 {
						alone++
						together++
					} else if lost.Pairs = lost.Pairs[i : i+1]; len(Run(lost, Segment()).Findings) > 0 {
						together++
					}
				}
			}
		}
	}
	t.Logf("good: %d segments, %d findings, %d errors; lost: %d, found %.1f %% alone, %.1f %% with the other segment checks",
		segments, wrong, wrongErrors, seeded, 100*float64(alone)/float64(seeded), 100*float64(together)/float64(seeded))
	if float64(alone) < 0.85*float64(seeded) {
		t.Error("want at least 85 % found")
	}
	if float64(wrong) > 0.01*float64(segments) || wrongErrors > 1 {
		t.Error("want findings on at most 1 % of good segments, and hardly an error")
	}
}
