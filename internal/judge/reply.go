package judge

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"dragoman/internal/check"
	"dragoman/internal/digest"
)

// opinion is one error as a model states it.
type opinion struct {
	Category string `json:"category"`
	Severity string `json:"severity"`
	Source   string `json:"source"`
	Target   string `json:"target"`
	Why      string `json:"why"`
}

// parse reads the object of a reply, which may have prose or a fence around it.
func parse(text string) ([]opinion, error) {
	from, to := strings.IndexByte(text, '{'), strings.LastIndexByte(text, '}')
	if from < 0 || to < from {
		return nil, errNoList
	}
	var reply struct {
		Errors *[]opinion `json:"errors"`
	}
	if json.Unmarshal([]byte(text[from:to+1]), &reply) != nil || reply.Errors == nil {
		return nil, errNoList
	}
	return *reply.Errors, nil
}

// most is how many errors of one segment are taken: a judge that finds more
// disagrees with the whole text (GEMBA-MQM stops at five, too).
const most = 5

// findings returns what is worth a person's look: opinions that quote words
// which stand there.
func findings(s digest.Segment, opinions []opinion) []check.Finding {
	var out []check.Finding
	for _, o := range opinions {
		if len(out) == most {
			break
		}
		source, inSource := find(s.Source, o.Source)
		target, inTarget := find(*s.Target, o.Target)
		if !inSource || !inTarget || source == nil && target == nil || strings.TrimSpace(o.Why) == "" {
			continue
		}
		out = append(out, check.Finding{
			Category: category(o.Category), Severity: severity(o.Severity), Place: check.Translation, Segment: s.Number,
			Message: message(o.Why), SourceEvidence: source, TargetEvidence: target,
		})
	}
	return out
}

// find returns where a quotation stands in a text. An empty one stands nowhere
// and is no fault; one that is not there is.
func find(text, quotation string) (*check.Evidence, bool) {
	quotation = strings.TrimSpace(quotation)
	if quotation == "" {
		return nil, true
	}
	at := strings.Index(text, quotation)
	if at < 0 {
		return nil, false
	}
	start := utf8.RuneCountInString(text[:at])
	return &check.Evidence{Text: quotation, Start: start, End: start + utf8.RuneCountInString(quotation)}, true
}

// categories are those of GEMBA-MQM that a judge is asked for, with the names
// that findings have.
var categories = []string{
	"accuracy/mistranslation", "accuracy/omission", "accuracy/addition", "accuracy/untranslated", "terminology", "fluency", "style",
}

func category(name string) string {
	if name = strings.ToLower(strings.TrimSpace(name)); slices.Contains(categories, name) {
		return name
	}
	return "other"
}

func severity(name string) check.Severity {
	if name == "minor" {
		return check.Note
	}
	return check.Warning
}

// longest is the length of a judge's reason in characters.
const longest = 200

// message brings a reason into the form of messages: one line, no full stop.
func message(why string) string {
	runes := []rune(strings.Join(strings.Fields(why), " "))
	if len(runes) > longest {
		runes = append(runes[:longest], '…')
	}
	return strings.TrimSuffix(string(runes), ".")
}
