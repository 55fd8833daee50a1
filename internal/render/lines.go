package render

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/language"
)

// Head says in one line what was read and what became of it.
func Head(d digest.Digest) string {
	head := language.Name(Line(d.Article.Language))
	if d.Translation != nil && language.Base(d.Translation.Language) != language.Base(d.Article.Language) {
		head += " → " + language.Name(Line(d.Translation.Language))
	}
	parts := []string{head, Plural(len(d.Article.Segments), "segment")}
	if d.Translation != nil {
		kept, failed := 0, 0
		for _, s := range d.Translation.Segments {
			if s.State != digest.OK {
				failed++
			} else if s.Origin == digest.SourceIsTarget {
				kept++
			}
		}
		if failed > 0 {
			parts = append(parts, Count(failed)+" not translated")
		}
		parts = append(parts, reused(*d.Translation)...)
		if kept > 0 {
			parts = append(parts, Count(kept)+" kept, already in "+language.Name(Line(d.Translation.Language)))
		}
	}
	if c := d.Article.CopyOf; c != nil {
		parts = append(parts, fmt.Sprintf("copy of %s (%.0f %%)", Line(c.Source), 100*c.Similarity))
	}
	if dropped := droppedHint(d); dropped != "" {
		parts = append(parts, dropped)
	}
	return strings.Join(parts, " · ")
}

// reused says how many segments of a translation needed no model, where others
// did: those of an older version of the article, or that a person approved.
func reused(t digest.Translation) []string {
	count := map[digest.Origin]int{}
	for _, s := range t.Segments {
		count[s.Origin]++
	}
	var parts []string
	if n := count[digest.FromMemory]; n > 0 {
		parts = append(parts, Count(n)+" from memory")
	}
	if n := count[digest.FromCache]; n > 0 && count[digest.FromModel] > 0 {
		parts = append(parts, Count(n)+" from cache")
	}
	return parts
}

// droppedHint says what was left out, and the command that shows it.
func droppedHint(d digest.Digest) string {
	hint := LeftOut(d.Article)
	if hint == "" {
		return ""
	}
	return hint + " (dragoman read --show-dropped " + argument(d.Article.Source) + ")"
}

// LeftOut names each reason for which something is not among an article's
// segments once: what is left out, and what a document written around the
// translation has as it was. Rules between paragraphs are no loss to either.
func LeftOut(a article.Article) string {
	var left, carried []string
	for _, b := range a.Dropped {
		reason := Line(b.Reason)
		switch {
		case slices.Contains(left, reason), slices.Contains(carried, reason):
		case !b.Carried:
			left = append(left, reason)
		case reason != "separator":
			carried = append(carried, reason)
		}
	}
	var parts []string
	if len(left) > 0 {
		parts = append(parts, "left out: "+strings.Join(left, ", "))
	}
	if len(carried) > 0 {
		parts = append(parts, "not translated: "+strings.Join(carried, ", "))
	}
	return strings.Join(parts, " · ")
}

// argument returns a source as it can stand in a command, or FILE for one that
// cannot.
func argument(source string) string {
	if source == "" || source[0] == '-' || source != Line(source) || strings.ContainsAny(source, "\"'`$!*?[]{}()<>|&;#~%^") {
		return "FILE"
	}
	if strings.ContainsAny(source, ` \`) {
		return `"` + source + `"`
	}
	return source
}

// ChecksLine counts the findings and says what ran and what could not.
func ChecksLine(d digest.Digest) string {
	c := d.Checks
	ran := []string{Count(len(c.Ran)) + " ran"}
	ran = append(ran, skips(c.Skipped)...)
	counts := []string{Plural(c.Errors, "error"), Plural(c.Warnings, "warning"), Plural(c.Notes, "note")}
	if c.Accepted > 0 {
		counts = append(counts, Count(c.Accepted)+" accepted")
	}
	return fmt.Sprintf("checks: %s (%s)", strings.Join(counts, ", "), strings.Join(ran, "; "))
}

// skips returns what could not run, the checks with the same reason together:
// "names not checked for Chinese", "dates skipped: no table for Thai".
func skips(skipped []check.Skip) []string {
	var reasons []string
	names := map[string][]string{}
	for _, s := range skipped {
		reason := Line(s.Reason)
		if !strings.HasPrefix(reason, "not ") {
			reason = "skipped: " + reason
		}
		if names[reason] == nil {
			reasons = append(reasons, reason)
		}
		names[reason] = append(names[reason], Line(s.Check))
	}
	out := make([]string, len(reasons))
	for i, reason := range reasons {
		out[i] = strings.Join(names[reason], ", ") + " " + reason
	}
	return out
}

// UsageLine says who answered, how much was asked, and what that cost in money
// and time.
func UsageLine(d digest.Digest, elapsed time.Duration) string {
	if d.Provenance.Recorded != "" {
		return writer(d)
	}
	u, stored := d.Usage, fromStore(d)
	who := Line(strings.Join(models(d), ", "))
	if who == "" && u.Requests == 0 && u.CacheHits == 0 && !stored {
		return "no model was asked · " + Duration(elapsed)
	}
	var parts []string
	if who != "" {
		parts = append(parts, who)
	}
	switch {
	case u.Requests == 0 && (u.CacheHits > 0 || stored):
		parts = append(parts, "from cache")
	case u.CacheHits > 0:
		parts = append(parts, Plural(u.Requests, "request")+", "+Count(u.CacheHits)+" from cache")
	default:
		parts = append(parts, Plural(u.Requests, "request"))
	}
	if u.PromptTokens > 0 || u.CompletionTokens > 0 {
		parts = append(parts, Count(u.PromptTokens)+" tokens in, "+Count(u.CompletionTokens)+" out")
	}
	parts = append(parts, Cost(u.CostUSD))
	if r := u.Repairs; r != nil && r.Requests > 0 {
		parts = append(parts, repairsPart(*r))
	}
	return strings.Join(append(parts, Duration(elapsed)), " · ")
}

// repairsPart says what the corrections among the requests cost, and what they
// saved against asking for the whole again.
func repairsPart(r digest.Repairs) string {
	part := "of it " + Plural(r.Requests, "repair") + ", " + Cost(r.CostUSD)
	if r.SavedUSD != nil && *r.SavedUSD > 0 {
		part += " (all again: " + Cost(r.SavedUSD) + " more)"
	}
	return part
}

// fromStore reports whether a translation came from the store of segments.
func fromStore(d digest.Digest) bool {
	return d.Translation != nil && slices.ContainsFunc(d.Translation.Segments, func(s digest.Segment) bool {
		return s.Origin == digest.FromCache
	})
}
