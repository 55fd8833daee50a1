package seed

import (
	"math/rand/v2"
	"strings"
)

// auxiliaries can stand before "not". Those of the perfect are no auxiliaries
// unless a participle follows.
var auxiliaries = map[string]bool{
	"is": true, "are": true, "was": true, "were": true, "would": true, "could": true, "should": true, "will": true, "can": true,
	"has": true, "have": true, "had": true, "must": true,
}

var perfect = map[string]bool{"has": true, "have": true, "had": true}

// denials say no themselves.
var denials = map[string]bool{"not": true, "never": true, "no": true, "nothing": true, "nobody": true, "neither": true}

// negatives are words after a verb before which "not" does not simply turn the
// meaning round: denials, and the subjects of questions.
var negatives = map[string]bool{
	"not": true, "never": true, "no": true, "only": true, "just": true, "neither": true, "nor": true, "nothing": true, "nobody": true,
	"hardly": true, "to": true, "it": true, "he": true, "she": true, "they": true, "we": true, "you": true, "i": true, "there": true, "that": true, "this": true,
}

// contracted are the verbs in contractions whose stem is no word of its own.
var contracted = map[string]string{"can't": "can", "won't": "will", "shan't": "shall", "cannot": "can"}

// negation takes a negation out as often as it puts one in where both can be
// done. It passes questions, "not only", "whether or not" and what is negated
// already beside the verb.
func negation(pairs []Pair, i int, r *rand.Rand) (change, bool) {
	text := pairs[i].Target
	list := words(text)
	out, in := removals(text, list), insertions(text, list)
	places := out
	if len(out) == 0 || len(in) > 0 && r.IntN(2) == 0 {
		places = in
	}
	if len(places) == 0 {
		return change{}, false
	}
	return pick(r, places)(), true
}

func removals(text string, list []word) []func() change {
	var places []func() change
	add := func(start, end int, is string) {
		places = append(places, func() change { return replace(text, start, end, is) })
	}
	for k, w := range list {
		plain := strings.ReplaceAll(strings.ToLower(w.text), "’", "'")
		after := lower(list, k+1)
		switch {
		case contracted[plain] != "":
			add(w.start, w.end, like(w.text, contracted[plain]))
		case strings.HasSuffix(plain, "n't") && plain != "ain't":
			at := strings.LastIndexAny(w.text, "nN")
			add(w.start, w.end, w.text[:at])
		case plain == "not" && auxiliaries[lower(list, k-1)] && gap(text, list, k) == " " && after != "only" && after != "just" && after != "to",
			plain == "never" && k > 0 && gap(text, list, k) == " " && after != "mind":
			add(w.start, list[k+1].start, "")
		}
	}
	return places
}

func insertions(text string, list []word) []func() change {
	var places []func() change
	for k, w := range list {
		verb, before, after := lower(list, k), lower(list, k-1), lower(list, k+1)
		if k == 0 || w.text != verb || !auxiliaries[verb] || gap(text, list, k) != " " || gap(text, list, k-1) != " " || negatives[after] || denials[lower(list, k+2)] {
			continue
		}
		if strings.HasSuffix(before, "n't") || denials[before] || questions[before] {
			continue
		}
		if perfect[verb] && !participle(after) || (verb == "will" || verb == "can") && determiners[before] {
			continue
		}
		places = append(places, func() change {
			if verb == "can" {
				return replace(text, w.start, w.end, "cannot")
			}
			return replace(text, w.start, w.end, w.text+" not")
		})
	}
	return places
}

// questions are words after which the verb may stand before its subject.
var questions = map[string]bool{"what": true, "why": true, "how": true, "where": true, "when": true, "who": true, "so": true, "nor": true, "than": true, "as": true}

// determiners make a noun of "will" and "can".
var determiners = map[string]bool{"the": true, "a": true, "his": true, "her": true, "their": true, "its": true, "my": true, "our": true, "your": true, "good": true, "free": true, "political": true}

// participle reports whether a word is surely a past participle.
func participle(w string) bool {
	switch w {
	case "been", "become", "made", "said", "gone", "done", "seen", "taken", "given", "come", "begun", "won", "lost", "told", "had", "left", "met", "sent", "kept", "led", "put", "set":
		return true
	}
	return len(w) > 4 && (strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "en"))
}
