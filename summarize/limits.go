package summarize

import (
	"fmt"

	"dragoman/internal/check"
	"dragoman/internal/digest"
)

// Limits is the shape of a summary. Words are counted as
// language.CountWords counts them. Zero values mean no limit.
type Limits struct {
	Form          digest.Form
	HeadlineWords int
	DekWords      int
	Bullets       int // how many bullets
	BulletWords   int // words in one bullet
	MinWords      int // words in the whole body, from
	MaxWords      int // to
}

// The limits of the lengths. A headline of 12 words fits a line and a half of
// a news page, a dek of 30 is one sentence that can be read at once
// (reference: quality.md 10).
const (
	headlineWords = 12
	dekWords      = 30
	bulletCount   = 3
	bulletWords   = 25
	longWords     = 150
)

// What can be asked for. Fewer than minBulletWords hold no sentence with who
// and what; more than maxBullets is no summary of a news article.
const (
	minBulletWords = 6
	maxBullets     = 12
	minLongWords   = 20
	maxLongWords   = 1000
)

// Length returns the limits of a named length: "short" (headline, dek and
// bullets), "brief" (headline and dek) or "long" (headline, dek and a
// paragraph). Empty is short.
//
// words, where it is not 0, limits the whole body: the bullets share it, a
// paragraph has four fifths of it at least (as 120 to 150 is). bullets, where
// it is not 0, is how many there are.
func Length(name string, words, bullets int) (Limits, error) {
	l := Limits{HeadlineWords: headlineWords, DekWords: dekWords}
	if words < 0 || bullets < 0 {
		return Limits{}, fmt.Errorf("summary length: words %d and bullets %d must not be negative", words, bullets)
	}
	switch name {
	case "short", "":
		return l.short(words, bullets)
	case "long":
		return l.long(words, bullets)
	case "brief":
		if words > 0 || bullets > 0 {
			return Limits{}, fmt.Errorf(`summary length "brief" has no body: words and bullets go with "short", words with "long"`)
		}
		l.Form = digest.Lead
		return l, nil
	}
	return Limits{}, fmt.Errorf(`summary length %q: there are "short", "brief" and "long"`, name)
}

func (l Limits) short(words, bullets int) (Limits, error) {
	l.Form, l.Bullets, l.BulletWords = digest.Bullets, bulletCount, bulletWords
	if bullets > maxBullets {
		return Limits{}, fmt.Errorf("summary of %d bullets: at most %d", bullets, maxBullets)
	}
	if bullets > 0 {
		l.Bullets = bullets
	}
	if words > 0 {
		l.MaxWords = words
		l.BulletWords = min(bulletWords, words/l.Bullets)
	}
	if l.BulletWords < minBulletWords {
		return Limits{}, fmt.Errorf("summary of %d words in %d bullets: a bullet needs %d words; ask for at least %d words or fewer bullets",
			words, l.Bullets, minBulletWords, minBulletWords*l.Bullets)
	}
	return l, nil
}

func (l Limits) long(words, bullets int) (Limits, error) {
	if bullets > 0 {
		return Limits{}, fmt.Errorf(`summary length "long" is a paragraph and has no bullets: use "short" with bullets`)
	}
	if words == 0 {
		words = longWords
	}
	if words < minLongWords || words > maxLongWords {
		return Limits{}, fmt.Errorf("summary paragraph of %d words: from %d to %d are possible", words, minLongWords, maxLongWords)
	}
	l.Form, l.MinWords, l.MaxWords = digest.ParagraphForm, words*4/5, words
	return l, nil
}

// maxWords returns the limit of a slot, 0 for none.
func (l Limits) maxWords(s slot) int {
	switch s.place {
	case check.SummaryHeadline:
		return l.HeadlineWords
	case check.SummaryDek:
		return l.DekWords
	}
	return l.BulletWords
}

// Checked returns a summary as the checks see it, with the limits it was asked
// to keep. A headline or dek that is empty is no sentence.
func (l Limits) Checked(s digest.Summary) *check.Summary {
	c := &check.Summary{
		Extractive: s.Method == digest.Extractive, Language: s.Language,
		MinWords: l.MinWords, MaxWords: l.MaxWords,
	}
	add := func(at slot, text string, evidence []int) {
		if text != "" {
			c.Sentences = append(c.Sentences, check.Sentence{
				Place: at.place, Index: at.index, Text: text, Evidence: evidence, MaxWords: l.maxWords(at),
			})
		}
	}
	add(slot{check.SummaryHeadline, 0}, s.Headline, s.HeadlineEvidence)
	add(slot{check.SummaryDek, 0}, s.Dek, s.DekEvidence)
	for i, p := range s.Body {
		add(slot{check.SummaryBody, i + 1}, p.Text, p.Evidence)
	}
	return c
}
