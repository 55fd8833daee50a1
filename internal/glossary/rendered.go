package glossary

// Rendered returns where one of a term's renderings stands in an English text,
// in bytes. A term that is kept stands as it is.
func Rendered(text string, t Term) (start, end int, ok bool) {
	targets := t.Targets
	if t.Keep {
		targets = []string{t.Source}
	}
	for _, target := range targets {
		if m := New([]Term{{Source: target, Case: t.Case}}).In(text, "en"); len(m) > 0 {
			return m[0].Start, m[0].End, true
		}
	}
	return 0, 0, false
}
