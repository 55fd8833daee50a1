package summarize

import (
	"slices"
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/language"
)

// maxAlike is the similarity from which a sentence repeats another one, and
// minSentence the number of words below which a sentence says too little to
// stand alone. Both are empirical, on the sample articles.
const (
	maxAlike    = 0.5
	minSentence = 4
)

// Extract summarises without a model, in the source's language: the article's
// headline, its first sentence as the dek, and the most central sentences of
// the rest as the body, in their order. Every text is a piece of the source,
// chosen to keep to the limits; only where nothing else is left is it cut, and
// then ends with an ellipsis. The same article always gives the same summary.
func Extract(a article.Article, limits Limits) digest.Summary {
	e := newExtract(a, limits)
	s := digest.Summary{
		HeadlineEvidence: []int{}, DekEvidence: []int{}, Body: []digest.Sentence{},
		Form: limits.Form, Method: digest.Extractive, Language: a.Language,
	}
	if headline, number := e.headline(); headline != "" {
		s.Headline, s.HeadlineEvidence = headline, []int{number}
	}
	if len(e.units) > 0 {
		s.Dek, s.DekEvidence = e.fit(0, limits.DekWords), []int{e.units[0].segment}
	}
	for _, i := range e.body() {
		s.Body = append(s.Body, digest.Sentence{Text: e.fit(i, e.sentenceWords()), Evidence: []int{e.units[i].segment}})
	}
	return s
}

// unit is one sentence of the source.
type unit struct {
	text    string
	words   int
	segment int
}

// extract is one article on its way.
type extract struct {
	article article.Article
	limits  Limits
	units   []unit // the sentences of running text, in order; the first is the lead
	corpus  *corpus
}

func newExtract(a article.Article, limits Limits) *extract {
	e := &extract{article: a, limits: limits}
	var texts []string
	headlines := map[string]bool{}
	for _, s := range a.Segments {
		if s.Kind == article.Headline {
			headlines[language.Fold(s.Text)] = true
		}
		switch s.Kind {
		case article.Paragraph, article.Quote, article.ListItem:
		default:
			continue
		}
		for _, text := range sentences(s.Text, a.Language) {
			if headlines[language.Fold(text)] {
				continue // it would be the dek, or a point, a second time
			}
			e.units = append(e.units, unit{text, language.CountWords(text), s.Number})
			texts = append(texts, text)
		}
	}
	e.corpus = newCorpus(texts)
	return e
}

// headline returns the article's headline, or the beginning of its first
// sentence, and the segment it comes from.
func (e *extract) headline() (string, int) {
	for _, s := range e.article.Segments {
		if s.Kind == article.Headline {
			return e.clip(strings.TrimSpace(s.Text), e.limits.HeadlineWords), s.Number
		}
	}
	if len(e.units) > 0 {
		return e.fit(0, e.limits.HeadlineWords), e.units[0].segment
	}
	for _, s := range e.article.Segments {
		if text := strings.TrimSpace(s.Text); text != "" {
			return e.clip(text, e.limits.HeadlineWords), s.Number
		}
	}
	return "", 0
}

// fit returns a sentence in at most limit words; 0 is no limit.
func (e *extract) fit(i, limit int) string { return e.clip(e.units[i].text, limit) }

func (e *extract) clip(text string, limit int) string {
	if limit <= 0 {
		return text
	}
	return shorten(text, limit, e.article.Language)
}

// sentenceWords is the limit of one sentence of the body: a bullet's, or that
// of the whole paragraph. 0 is none.
func (e *extract) sentenceWords() int {
	if e.limits.BulletWords > 0 {
		return e.limits.BulletWords
	}
	return e.limits.MaxWords
}

// body returns the positions of the sentences of the body, in order.
func (e *extract) body() []int {
	if e.limits.Form == digest.Lead || len(e.units) < 2 {
		return nil
	}
	chosen := e.choose(func(u unit) bool {
		return u.words >= minSentence && (e.sentenceWords() == 0 || u.words <= e.sentenceWords())
	}, nil)
	if len(chosen) == 0 || e.limits.Form == digest.Bullets && len(chosen) < e.limits.Bullets {
		chosen = e.choose(func(unit) bool { return true }, chosen)
	}
	slices.Sort(chosen)
	return chosen
}

// choose adds to chosen, by centrality, sentences that may be taken and repeat
// neither the dek nor each other, until the body is full.
func (e *extract) choose(may func(unit) bool, chosen []int) []int {
	words := 0
	for _, i := range chosen {
		words += e.units[i].words
	}
	for _, i := range e.corpus.ranked() {
		u := e.units[i]
		if i == 0 || !may(u) || e.repeats(i, chosen) {
			continue
		}
		size := u.words
		if limit := e.sentenceWords(); limit > 0 {
			size = min(size, limit)
		}
		if most := e.limits.MaxWords; most > 0 && words+size > most {
			continue
		}
		chosen, words = append(chosen, i), words+size
		if e.full(len(chosen), words) {
			break
		}
	}
	return chosen
}

func (e *extract) full(count, words int) bool {
	if e.limits.Form == digest.Bullets {
		return count >= e.limits.Bullets
	}
	return words >= e.limits.MinWords
}

func (e *extract) repeats(i int, chosen []int) bool {
	if slices.Contains(chosen, i) || e.corpus.similarity(i, 0) >= maxAlike {
		return true
	}
	return slices.ContainsFunc(chosen, func(k int) bool { return e.corpus.similarity(i, k) >= maxAlike })
}
