package align

import (
	"math"
	"strings"
	"unicode/utf8"

	"dragoman/internal/language"
)

// move is a way to go on: so many paragraphs of the source and of the target
// make a bead. Cost is the negative logarithm of how often that happens.
type move struct {
	sources, targets int
	cost             float64
}

// moves are measured on professional translations of news with paragraphs left
// out, added, joined and split. Two for two is the last resort: it hides which
// belongs to which.
var moves = []move{{1, 1, 0.12}, {1, 0, 5.1}, {0, 1, 5.1}, {2, 1, 5}, {1, 2, 5}, {2, 2, 8}}

// What else decides, measured with the moves.
const (
	// typical is the length of the paragraphs, in characters of the target, for
	// which the deviation holds; shorter ones vary more.
	typical = 200.0
	// worst bounds what a length can cost: beyond it only anchors decide.
	worst = 14.0
	// pull is what a shared anchor is worth that stands in one paragraph of each
	// side, and missing what a number costs that the other side lacks.
	pull, missing = 3.0, 0.8
	// signs is what it costs when only one side asks a question, or speaks.
	signs = 1.5
	// soundWorth is what a name is worth that is only alike by its sounds.
	soundWorth = 0.55
)

// model is what the search needs to know of each paragraph.
type model struct {
	source, target   []paragraph
	ratio, deviation float64
	weights          weights
	sums             []int // lengths of the target before each paragraph
	before           []int // the same of the source
}

// paragraph is one of either side.
type paragraph struct {
	runes    int
	anchors  []int // sorted
	numbers  int   // how many of the anchors are numbers
	question bool
	quotes   bool
}

func newModel(source, target []string, o Options) *model {
	m := &model{ratio: o.Ratio, deviation: o.Deviation}
	a := &anchors{ids: map[string]int{}, sounds: otherScripts(o)}
	for _, text := range source {
		m.source = append(m.source, a.read(text, o.SourceLanguage, 0))
	}
	for _, text := range target {
		m.target = append(m.target, a.read(text, o.TargetLanguage, 1))
	}
	m.weights = a.weights(max(len(source), len(target)))
	m.before, m.sums = sums(m.source), sums(m.target)
	whole := float64(m.sums[len(m.target)]) / math.Max(1, float64(m.before[len(m.source)]))
	if m.ratio <= 0 {
		m.ratio = math.Max(whole, 0.05)
	}
	if m.deviation <= 0 {
		m.deviation = m.ratio / 5 // as wide as that of the languages measured
	}
	return m
}

// otherScripts reports whether names are written in another script in the
// translation, which is in Latin letters.
func otherScripts(o Options) bool {
	return language.Script(o.SourceLanguage) != "Latn" && language.Script(o.TargetLanguage) == "Latn"
}

func sums(paragraphs []paragraph) []int {
	list := make([]int, len(paragraphs)+1)
	for i, p := range paragraphs {
		list[i+1] = list[i] + p.runes
	}
	return list
}

// describe returns what a paragraph is beside its anchors.
func describe(text string) paragraph {
	text = strings.TrimSpace(text)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, "\"'”’»)"))
	return paragraph{
		runes:    utf8.RuneCountInString(text),
		question: strings.ContainsRune("?؟？", last),
		quotes:   strings.ContainsAny(text, "\"“”„«»「」״‘"),
	}
}

// fit says how badly two lengths go together: the negative logarithm of how
// likely it is that a translation is as far off as this one.
func (m *model) fit(source, target int) float64 {
	s := math.Max(float64(source), 1)
	expected := s * m.ratio
	deviation := m.deviation * s * math.Sqrt(math.Max(typical/math.Max(expected, 1), 0.5))
	distance := math.Abs(float64(target)-expected) / deviation
	likely := math.Erfc(distance / math.Sqrt2)
	if likely <= 0 {
		return worst
	}
	return math.Min(-math.Log(likely), worst)
}

// shared is what two paragraphs have in common.
type shared struct {
	weight  float32
	numbers int32
}

func (m *model) share(i, j int) shared {
	a, b := m.source[i].anchors, m.target[j].anchors
	var s shared
	for x, y := 0, 0; x < len(a) && y < len(b); {
		switch {
		case a[x] < b[y]:
			x++
		case a[x] > b[y]:
			y++
		default:
			s.weight += float32(m.weights.of(a[x]))
			if a[x] < numberIDs {
				s.numbers++
			}
			x, y = x+1, y+1
		}
	}
	return s
}

// cost is what a bead costs that ends before source i and target j.
func (m *model) cost(i, j int, step move, share func(i, j int) shared) float64 {
	if step.sources == 0 || step.targets == 0 {
		return step.cost
	}
	source, target := m.source[i-step.sources:i], m.target[j-step.targets:j]
	cost := step.cost + m.fit(m.before[i]-m.before[i-step.sources], m.sums[j]-m.sums[j-step.targets])
	weight, common := 0.0, 0
	for x := i - step.sources; x < i; x++ {
		for y := j - step.targets; y < j; y++ {
			s := share(x, y)
			weight, common = weight+float64(s.weight), common+int(s.numbers)
		}
	}
	here, there := total(source), total(target)
	lost := max(here.numbers-common, 0) + max(there.numbers-common, 0)
	cost += missing*math.Min(float64(lost), 4) - pull*math.Min(weight, 3)
	if here.question != there.question {
		cost += signs
	}
	if here.quotes != there.quotes {
		cost += signs
	}
	return cost
}

// total joins the paragraphs of one side of a bead.
func total(list []paragraph) paragraph {
	sum := list[0]
	for _, p := range list[1:] {
		sum.numbers += p.numbers
		sum.quotes = sum.quotes || p.quotes
		sum.question = p.question
	}
	return sum
}
