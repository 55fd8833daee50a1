package check

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// Run runs checks on a document, in order. Findings come sorted: by place,
// segment and sentence, worst first within one. Their ids depend on the check,
// the source text, the quoted evidence and the ordinal among equal ones, so
// they stay the same when other findings come and go, when a segment gets
// another number, and on the next run.
func Run(doc Document, checks []Check) Report {
	doc = Read(doc)
	report := Report{Findings: []Finding{}, Ran: []string{}, Skipped: []Skip{}}
	for _, c := range checks {
		result := c.Run(doc)
		if result.Skipped != "" {
			report.Skipped = append(report.Skipped, Skip{Check: c.Name, Reason: result.Skipped})
			continue
		}
		report.Ran = append(report.Ran, c.Name)
		for _, f := range result.Findings {
			f.Check = c.Name
			if f.Category == "" {
				f.Category = c.Category
			}
			if f.Place == "" {
				f.Place = Translation
			}
			report.Findings = append(report.Findings, f)
		}
	}
	slices.SortStableFunc(report.Findings, order)
	number(doc, report.Findings)
	return report
}

// Read returns a document whose parts are worked out once for all that is asked
// of it: [Run] and [NamesIn] on it share their work. It must not be changed
// afterwards.
func Read(doc Document) Document {
	if doc.facts == nil {
		doc.facts = newFacts(len(doc.Pairs))
	}
	return doc
}

var (
	placeOrder    = map[Place]int{Translation: 0, SummaryHeadline: 1, SummaryDek: 2, SummaryBody: 3}
	severityOrder = map[Severity]int{Error: 0, Warning: 1, Note: 2}
)

// order is the reading order, total over everything a person can see.
func order(a, b Finding) int {
	sentence := 0
	if a.Place != Translation { // a sentence's segment is only where it is supported
		sentence = cmp.Compare(a.Index, b.Index)
	}
	return cmp.Or(
		cmp.Compare(placeOrder[a.Place], placeOrder[b.Place]),
		sentence,
		cmp.Compare(a.Segment, b.Segment),
		cmp.Compare(severityOrder[a.Severity], severityOrder[b.Severity]),
		cmp.Compare(a.Check, b.Check),
		cmp.Compare(start(a.TargetEvidence), start(b.TargetEvidence)),
		cmp.Compare(start(a.SourceEvidence), start(b.SourceEvidence)),
		cmp.Compare(a.Message, b.Message),
	)
}

func start(e *Evidence) int {
	if e == nil {
		return -1
	}
	return e.Start
}

// idLength is in hex digits: 48 bits, short enough to type after --accept and
// far beyond the findings of one record.
const idLength = 12

// number gives sorted findings their ids.
func number(doc Document, findings []Finding) {
	seen := make(map[string]int, len(findings))
	sources := map[int]string{}
	for i := range findings {
		f := &findings[i]
		source, hashed := sources[f.Segment]
		if !hashed {
			sum := sha256.Sum256([]byte(doc.sourceOf(f.Segment)))
			source = string(sum[:])
			sources[f.Segment] = source
		}
		key := frame(f.Check, source, quoted(f.SourceEvidence), quoted(f.TargetEvidence))
		ordinal := seen[key]
		seen[key]++
		sum := sha256.Sum256([]byte(key + strconv.Itoa(ordinal)))
		f.ID = hex.EncodeToString(sum[:])[:idLength]
	}
}

// frame joins texts so that no two lists give the same result.
func frame(texts ...string) string {
	var b strings.Builder
	for _, t := range texts {
		b.WriteString(strconv.Itoa(len(t)))
		b.WriteByte(':')
		b.WriteString(t)
	}
	return b.String()
}

func quoted(e *Evidence) string {
	if e == nil {
		return ""
	}
	return e.Text
}

// sourceOf returns the source text a finding's id is tied to: its segment's, or
// the whole article's when it is about no single one.
func (d Document) sourceOf(segment int) string {
	if segment > 0 {
		for _, p := range d.Pairs {
			if p.Number == segment {
				return p.Source
			}
		}
		return ""
	}
	return d.article()
}

func (d Document) article() string {
	if d.facts != nil && d.facts.article != "" {
		return d.facts.article
	}
	texts := make([]string, len(d.Pairs))
	for i, p := range d.Pairs {
		texts[i] = p.Source
	}
	all := strings.Join(texts, "\n")
	if d.facts != nil {
		d.facts.article = all
	}
	return all
}
