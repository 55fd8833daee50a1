package check

var attribution = Check{
	Name:     "attribution",
	Category: "accuracy/omission",
	About:    "where the source says whose words something is, the translation says so too, or quotes",
	Gravest:  Warning,
	Run:      eachPair(attributionIn),
}

// attributionIn finds a report that became a statement of the writer's: the
// source has "he said", the translation no word of the kind and no quotation.
func attributionIn(doc Document, i int) []Finding {
	return lacksSign(doc, i, says, "is given as a fact; the source says whose words it is")
}

var claimsKept = Check{
	Name:     "claims",
	Category: "accuracy/mistranslation",
	About:    "what the source calls a claim (alleged, so-called, purported) is no plain statement in the translation",
	Gravest:  Warning,
	Run:      eachPair(claimsIn),
}

func claimsIn(doc Document, i int) []Finding {
	return lacksSign(doc, i, claims, "has no word for the source's claim (alleged, claimed, so-called)")
}

var byProxy = Check{
	Name:     "proxy",
	Category: "accuracy/omission",
	About:    "a statement that somebody delivers for somebody else is one in the translation too",
	Gravest:  Warning,
	Run:      eachPair(proxyIn),
}

func proxyIn(doc Document, i int) []Finding {
	return lacksSign(doc, i, proxy, "does not say that one speaks for another; the source does")
}

// fewWords is the length of a text too short to say who says what: a remnant of
// a sentence.
const fewWords = 4

// lacksSign finds that a source has a sign and its translation neither a word
// that can render it nor, where it says whose words something is, a quotation.
func lacksSign(doc Document, i int, s sign, message string) []Finding {
	source, ok := doc.sourceSigns(i)
	if !ok || !source.has(s) || len(doc.targetTokens(i)) < fewWords {
		return nil
	}
	target, ok := doc.targetSigns(i)
	if !ok || target.has(s) {
		return nil
	}
	p := doc.Pairs[i]
	if s&(says|claims) != 0 && readQuoting(p.Target).any() {
		return nil
	}
	return []Finding{{Severity: Warning, Message: message, SourceEvidence: source.evidence(p.Source, s), TargetEvidence: opening(p.Target, 60)}}
}
