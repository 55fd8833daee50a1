package summarize

import (
	"fmt"
	"slices"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/language"
	"dragoman/internal/llm"
)

// maxSourceWords is the number of source words up to which an article is sent
// whole. Far below any current context window, but beyond it models neglect
// the middle of what they read (arXiv 2410.23609; reference: quality.md 10).
const maxSourceWords = 12_000

// The estimate by which an article is fitted into a known context. Three bytes
// a token is on the safe side for every script: English has about 4.5, Arabic
// and Cyrillic 4 to 6, Chinese 3. The rest is for instructions, schema and
// answer.
const (
	bytesPerToken   = 3
	reservedTokens  = 2_000
	bytesPerSegment = 24 // ids, kind and line ends
)

// leadSegments is how many segments from the beginning are always kept: the
// headline, and the paragraphs that say who, what, where and when.
const leadSegments = 4

// budget is how much of an article fits into a request.
type budget struct {
	words  int
	tokens int // 0 is unknown
}

func (j *job) budget(c llm.Candidate) budget {
	b := budget{words: maxSourceWords}
	if c.ContextTokens > 0 {
		b.tokens = max(c.ContextTokens-reservedTokens, c.ContextTokens/4)
	}
	return b
}

// cost is what one segment takes of a budget.
func (j *job) cost(number int) budget {
	source, english := j.article.Segments[number-1].Text, j.targets[number]
	return budget{
		words:  language.CountWords(source),
		tokens: (len(source) + len(english) + bytesPerSegment) / bytesPerToken,
	}
}

func (b budget) add(c budget) budget { return budget{b.words + c.words, b.tokens + c.tokens} }

func (b budget) holds(used budget) bool {
	return used.words <= b.words && (b.tokens == 0 || used.tokens <= b.tokens)
}

// narrow halves the budget after a model said that the prompt was too long, and
// chooses again. It reports false when nothing is left to leave out.
func (j *job) narrow(b *budget) bool {
	if len(j.scope) <= 1 {
		return false
	}
	var used budget
	for _, n := range j.scope {
		used = used.add(j.cost(n))
	}
	before := len(j.scope)
	*b = budget{words: used.words / 2, tokens: max(1, used.tokens/2)}
	j.scope = j.selectSegments(*b)
	return len(j.scope) < before
}

// selectSegments returns the numbers of the segments to send, in order: all of
// them where they fit, otherwise the lead and then the most central ones.
func (j *job) selectSegments(b budget) []int {
	var all []int
	var whole budget
	for _, s := range j.article.Segments {
		all = append(all, s.Number)
		whole = whole.add(j.cost(s.Number))
	}
	if b.holds(whole) {
		return all
	}
	var chosen []int
	var used budget
	for _, n := range j.byImportance() {
		next := used.add(j.cost(n))
		if len(chosen) > 0 && !b.holds(next) {
			continue
		}
		chosen, used = append(chosen, n), next
	}
	slices.Sort(chosen)
	return chosen
}

// byImportance returns all segments' numbers: the lead first, then by
// centrality.
func (j *job) byImportance() []int {
	segments := j.article.Segments
	texts := make([]string, len(segments))
	for i, s := range segments {
		if s.Kind != article.Caption {
			texts[i] = s.Text
		}
	}
	lead := min(leadSegments, len(segments))
	order := newCorpus(texts).ranked()
	var numbers []int
	for i := range lead {
		numbers = append(numbers, segments[i].Number)
	}
	for _, i := range order {
		if i >= lead {
			numbers = append(numbers, segments[i].Number)
		}
	}
	return numbers
}

func (j *job) noteScope(c llm.Candidate) {
	j.find(scopeCheck, check.Finding{
		Severity: check.Note, Place: check.SummaryBody,
		Message: fmt.Sprintf("written from %d of %d segments, the first and the most central ones: the article is too long for one request to %s",
			len(j.scope), len(j.article.Segments), c.Name()),
	})
}
