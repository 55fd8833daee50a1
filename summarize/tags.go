package summarize

import (
	"fmt"
	"strconv"
	"strings"
)

// pointTag is the tag of a sentence of the body. It stands once for each, so
// its sentences are numbered in their order.
const pointTag = "point"

// readTags reads lines such as <dek s02 s03>text</dek>. Signs that open no
// known tag are prose.
func readTags(reply string, known func(tag string) bool) (answer, error) {
	a := answer{}
	points := 0
	for rest := reply; ; {
		_, after, found := strings.Cut(rest, "<")
		if !found {
			break
		}
		tag, attributes, body, ok := openTag(after, known)
		if !ok {
			rest = after
			continue
		}
		text, tail, closed := strings.Cut(body, "</"+tag+">")
		if !closed || opensTag(text, known) {
			return nil, fmt.Errorf("the reply's %s is not closed", tag)
		}
		name := tag
		if tagKind(tag, known) == pointTag {
			points++
			name = pointTag + strconv.Itoa(points)
		}
		if _, twice := a[name]; twice {
			return nil, fmt.Errorf("the reply has %q twice", name)
		}
		cleaned, err := clean(text)
		if err != nil {
			return nil, fmt.Errorf("the reply's %s %w", name, err)
		}
		a[name] = part{text: cleaned, evidence: evidence(strings.ReplaceAll(attributes, "evidence", " "))}
		rest = tail
	}
	if len(a) == 0 {
		return nil, errNone
	}
	return a, nil
}

// openTag reads a tag whose "<" was read: its name, what stands in it beside
// the name, and what follows it.
func openTag(s string, known func(string) bool) (tag, attributes, body string, ok bool) {
	inside, body, ok := strings.Cut(s, ">")
	if !ok {
		return "", "", "", false
	}
	tag, attributes, _ = strings.Cut(strings.TrimSpace(inside), " ")
	return tag, attributes, body, tagKind(tag, known) != ""
}

// tagKind returns the known tag that tag is, or "". Models number points even
// when they are not asked to.
func tagKind(tag string, known func(string) bool) string {
	if known(tag) {
		return tag
	}
	if bare := strings.TrimRight(tag, "0123456789"); bare == pointTag && known(pointTag) {
		return pointTag
	}
	return ""
}

// opensTag reports whether a known tag opens inside text: the one before it was
// never closed.
func opensTag(text string, known func(string) bool) bool {
	for {
		_, after, found := strings.Cut(text, "<")
		if !found {
			return false
		}
		if _, _, _, ok := openTag(after, known); ok {
			return true
		}
		text = after
	}
}
