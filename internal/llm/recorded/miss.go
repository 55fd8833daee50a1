package recorded

import (
	"fmt"
	"strings"

	"dragoman/internal/llm"
)

// Miss says why there is no recorded reply: it is the cause inside the
// [llm.Error] of kind [llm.Missing] that [Model.Ask] returns.
type Miss struct {
	Recordings int // how many there are
	// Shared is how much of the request's user messages stands, line for line,
	// in those of the nearest recording, from 0 to 1. Near 1 the same text was
	// recorded with other options; near 0 it was never recorded.
	Shared float64
	// Differs is what the nearest recording has differently, in the order of
	// the request. It is empty when there are no recordings.
	Differs []Difference
}

// Difference is one thing in which a request is unlike a recording.
type Difference struct {
	// Field is the field of the request as in its JSON, such as "carrier",
	// "schema" or "max_tokens", or "messages".
	Field    string
	Role     llm.Role // whose message; only with "messages"
	Line     int      // the first line that differs, from 1; only with texts
	Recorded string   // what was recorded; of a text that line, shortened
	Asked    string   // what was asked now
}

// String names the difference in one line.
func (d Difference) String() string {
	place := d.Field
	if d.Role != "" {
		place = string(d.Role) + " message"
	}
	if d.Line > 0 {
		place += fmt.Sprintf(" line %d", d.Line)
	}
	return fmt.Sprintf("%s: recorded with %s, asked with %s", place, orNothing(d.Recorded), orNothing(d.Asked))
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return fmt.Sprintf("%q", s)
}

func (m *Miss) Error() string {
	switch {
	case m.Recordings == 0:
		return "there are no recordings"
	case len(m.Differs) == 0:
		return "this request is not recorded"
	}
	s := "this request is not recorded; the nearest recording differs in " + m.Differs[0].String()
	if n := len(m.Differs) - 1; n > 0 {
		s += fmt.Sprintf(" (and %d more)", n)
	}
	return s
}

// miss describes how req is unlike the recording nearest to it.
func (m *Model) miss(req llm.Request) error {
	all, err := m.all()
	if err != nil {
		return unreadable(err)
	}
	miss := &Miss{Recordings: len(all)}
	if near := nearest(all, req); near != nil {
		miss.Shared = shared(near.Request, req, llm.User)
		miss.Differs = differences(near.Request, req)
	}
	return &llm.Error{Provider: Name, Kind: llm.Missing, Err: miss}
}

// nearest returns the recording whose messages share most lines with req's;
// among equals the one with the fewest other differences.
func nearest(all []entry, req llm.Request) *entry {
	var best *entry
	var most float64
	var least int
	for i := range all {
		share := shared(all[i].Request, req, llm.User) + shared(all[i].Request, req, llm.System)
		other := len(differences(all[i].Request, req))
		if best == nil || share > most || share == most && other < least {
			best, most, least = &all[i], share, other
		}
	}
	return best
}

// shared returns how much of what role says in a and b they have in common, by
// the bytes of their lines: 1 when equal, 0 when no line is the same.
func shared(a, b llm.Request, role llm.Role) float64 {
	left := map[string]int{}
	total, common := 0, 0
	for _, line := range lines(a, role) {
		left[line]++
		total += len(line) + 1
	}
	for _, line := range lines(b, role) {
		total += len(line) + 1
		if left[line] > 0 {
			left[line]--
			common += 2 * (len(line) + 1)
		}
	}
	if total == 0 {
		return 1
	}
	return float64(common) / float64(total)
}

func lines(req llm.Request, role llm.Role) []string {
	var all []string
	for _, m := range req.Messages {
		if m.Role == role {
			all = append(all, strings.Split(m.Content, "\n")...)
		}
	}
	return all
}
