package check

import "dragoman/internal/language"

var negation = Check{
	Name:     "negation",
	Category: "accuracy/mistranslation",
	About:    "where the source negates, the translation does, and the reverse: as far as words tell",
	Gravest:  Warning,
	Run:      eachPair(negationIn),
}

// negationIn compares whether source and translation negate at all. A clear
// negation on one side can be many things on the other ("without", "refused",
// "unable"); only when there is none of them one was lost or put in.
func negationIn(doc Document, i int) []Finding {
	source, ok := doc.sourceSigns(i)
	if !ok {
		return nil
	}
	target, ok := doc.targetSigns(i)
	if !ok {
		return nil
	}
	p := doc.Pairs[i]
	switch {
	case clearlyNegates(doc.SourceLanguage, source) && !target.has(denies|weakens|asides):
		return []Finding{{Severity: Warning, Message: "has no negation; the source has one",
			SourceEvidence: source.evidence(p.Source, denies), TargetEvidence: opening(p.Target, 60)}}
	case target.has(denies) && !source.has(denies|weakens|asides|frames):
		return []Finding{{Severity: Warning, Message: "has a negation; the source has none",
			SourceEvidence: opening(p.Source, 60), TargetEvidence: target.evidence(p.Target, denies)}}
	}
	return nil
}

// clearlyNegates reports whether a source has a sentence negation that is
// nothing else. In French it takes two words.
func clearlyNegates(tag string, r *reading) bool {
	if !r.has(denies) || r.has(asides) && unspaced(language.Base(tag)) {
		return false
	}
	return language.Base(tag) != "fr" || r.has(frames)
}
