package name

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// written returns what a source has for the words of a name: from the first to
// the last of its words when nothing but a particle stands between them.
func (s *Source) written(verdicts []verdict) string {
	var places []int
	from := map[int]int{}
	for _, v := range verdicts {
		if !v.found {
			continue
		}
		for w := v.hit.first; w <= v.hit.last && w < len(s.words); w++ {
			if !slices.Contains(places, w) {
				places = append(places, w)
			}
		}
		from[v.hit.first] = v.hit.letter
	}
	if len(places) == 0 {
		return verdicts[0].hit.form
	}
	slices.Sort(places)
	first, last := places[0], places[len(places)-1]
	if last-first <= len(places) {
		end := s.bareEnd(last)
		start, article := s.bareStart(first, from[first])
		return article + s.text[start:max(start, end)]
	}
	var parts []string
	for _, w := range places {
		start, article := s.bareStart(w, from[w])
		parts = append(parts, article+s.text[start:s.bareEnd(w)])
	}
	return strings.Join(parts, " ")
}

// bareEnd returns where a word ends without what an apostrophe joins to it.
func (s *Source) bareEnd(word int) int {
	w := s.words[word]
	if s.base == "tr" || s.base == "az" {
		if at := strings.IndexAny(s.text[w.Start:w.End], "'’"); at > 0 {
			return w.Start + at
		}
	}
	if w.latin {
		return w.Start + len(trimPossessive(s.text[w.Start:w.End]))
	}
	return w.End
}

// bareStart returns where a word begins when its name begins at a letter of
// the folded text: behind particles, but with the article, which is put back
// where a particle swallowed its first letter.
func (s *Source) bareStart(word, letter int) (start int, article string) {
	w := s.words[word]
	before := w.Text[:letter]
	switch {
	case strings.HasSuffix(before, "لل"):
		article = "ال"
	case strings.HasSuffix(before, "ال"):
		before = strings.TrimSuffix(before, "ال")
	}
	skip := utf8.RuneCountInString(before)
	for i := range s.text[w.Start:w.End] {
		if skip == 0 {
			return w.Start + i, article
		}
		skip--
	}
	return w.Start, ""
}
