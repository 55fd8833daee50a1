package check

// How much shorter than usual a title is, as a logarithm, of which something may
// be missing: a word that has no counterpart, or a name. Translated titles are
// long: a tenth of the good ones are below the first, and half below the second.
const (
	shortTitle     = 0.35
	shortNameTitle = 0.1
)

// provenMentions is how many other segments must show that a word of the source
// is a name of the translation.
const provenMentions = 2

// losesWords reports whether a text without a full stop is short for its source
// and has no counterpart for a word or name of it.
func losesWords(doc Document, i int) bool {
	p := doc.Pairs[i]
	ratio, _, known := LengthRatio(doc.SourceLanguage, doc.TargetLanguage)
	if !known {
		return false
	}
	d := lengthDifference(runes(p.Source), runes(p.Target), ratio)
	if d > -shortNameTitle {
		return false
	}
	has := keysOf(doc.targetTraits(i))
	wordLost, nameLost := false, false
	for word := range wordTraits(doc.sourceTraits(i)) {
		found, named := false, false
		for _, t := range word {
			found = found || has[t.key]
			named = named || t.kind == conceptTrait || t.kind == latinTrait
		}
		wordLost = wordLost || named && !found
		nameLost = nameLost || !found && doc.provenName(i, word)
	}
	return wordLost && d <= -shortTitle || nameLost
}

func keysOf(traits []trait) map[uint64]bool {
	keys := make(map[uint64]bool, len(traits))
	for _, t := range traits {
		keys[t.key] = true
	}
	return keys
}

// wordTraits yields the traits of each word, which stand together.
func wordTraits(traits []trait) func(func([]trait) bool) {
	return func(yield func([]trait) bool) {
		byPlace := map[int][]trait{}
		var places []int
		for _, t := range traits {
			if byPlace[t.at] == nil {
				places = append(places, t.at)
			}
			byPlace[t.at] = append(byPlace[t.at], t)
		}
		for _, at := range places {
			if !yield(byPlace[at]) {
				return
			}
		}
	}
}

// provenName reports whether a word of one segment is a name by its sound in
// others, wherever it stands there.
func (d Document) provenName(i int, word []trait) bool {
	for _, t := range word {
		if t.kind != soundTrait {
			continue
		}
		both, alone := 0, 0
		for k, p := range d.Pairs {
			if k == i || p.Kept || p.Reason != "" || p.Target == "" || !hasTrait(d.sourceTraits(k), t.key, soundTrait) {
				continue
			}
			if hasTrait(d.targetTraits(k), t.key, soundTrait) {
				both++
			} else {
				alone++
			}
		}
		if both >= provenMentions && alone == 0 {
			return true
		}
	}
	return false
}

func hasTrait(traits []trait, key uint64, kind traitKind) bool {
	for _, t := range traits {
		if t.key == key && t.kind == kind {
			return true
		}
	}
	return false
}
