package check

import (
	"fmt"
	"math"
)

// smallWords finds small number words that have another value: "six" where the
// source says zwei. One and two are said in many other ways (both, a pair, the
// dual of Arabic and Hebrew), so "two" is asked for only where the source has
// another small number that is not in the translation.
func (c *comparison) smallWords() []Finding {
	if !c.source.words || !c.target.words {
		return nil
	}
	var findings []Finding
	used := map[int]bool{}
	for j, b := range c.target.list {
		if c.found[1][j] || !b.smallWord() {
			continue
		}
		if i := c.counterpart(b, used); i >= 0 {
			used[i] = true
			a := c.source.list[i]
			findings = append(findings, Finding{Severity: Warning, Message: fmt.Sprintf("%s is %s in the translation", said(a), said(b)),
				SourceEvidence: cite(a), TargetEvidence: cite(b)})
		} else if b.number > 2 {
			findings = append(findings, Finding{Severity: Warning, Category: "accuracy/addition", Message: said(b) + " is not in the source", TargetEvidence: cite(b)})
		}
	}
	return findings
}

// counterpart returns the first small number of the source that answers none of
// the translation's and may have become b, or -1.
func (c *comparison) counterpart(b quantity, used map[int]bool) int {
	for i, a := range c.source.list {
		free := !c.found[0][i] || !c.matched[0][i] && b.number > 2
		if free && !used[i] && (a.smallWord() || a.weight == few && a.number == 2) {
			return i
		}
	}
	return -1
}

// smallWord reports whether a number is a word from two to twelve that counts.
func (q quantity) smallWord() bool {
	return q.InWords() && q.weight == idle && q.number >= 2 && q.number <= smallValue && q.number == math.Trunc(q.number) && q.unit != "month" && !q.century
}
