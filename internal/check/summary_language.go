package check

import "dragoman/internal/language"

var summaryLanguage = Check{
	Name:     "summary-language",
	Category: "accuracy/untranslated",
	About:    "the summary is in the language it was asked for",
	Run:      notExtractive(eachSentence(languageOf)),
}

// sentenceWords is how many words a sentence needs to be taken for the source's
// language. For another one, as of a list of names, it needs enoughWords.
const sentenceWords = 6

func languageOf(doc Document, s Sentence) []Finding {
	tag, tokens := doc.summaryTag(), tokenize(s.Text)
	if findings := foreignScript(Pair{Target: s.Text}, tokens, tag); len(findings) > 0 {
		return findings
	}
	if len(tokens) < sentenceWords || looksEnglish(tokens) && language.IsEnglish(tag) {
		return nil
	}
	if len(tokens) < enoughWords && language.Script(doc.SourceLanguage) != language.Script(tag) {
		return nil // a short sentence counts only in the source's language, and that has another script
	}
	found, ok := language.Detect(s.Text)
	if !ok || found == language.Base(tag) || found != language.Base(doc.SourceLanguage) && len(tokens) < enoughWords {
		return nil
	}
	return []Finding{{Severity: Error, Message: "is in " + language.Name(found) + ", not in " + language.Name(tag), TargetEvidence: whole(s.Text)}}
}
