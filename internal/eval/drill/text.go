package drill

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// Text writes a report for people.
func (r Report) Text(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintf(tw, "%s → English · %d documents · %d segments · seed %d\n\n", r.From, r.Documents, r.Segments, r.Seed)
	fmt.Fprintf(tw, "error\tseeded\tfound\tas error\tshare\tfound by\n")
	for _, c := range r.Classes {
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d\t%s\t%s\n", c.Class, c.Seeded, c.Found, c.Errors, percent(c.Found, c.Seeded), c.foundBy())
	}
	fmt.Fprintf(tw, "\nfalse alarms\terrors\twarnings\tnotes\n")
	for _, a := range r.Alarms {
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d\n", a.Check, a.Errors, a.Warnings, a.Notes)
	}
	fmt.Fprintf(tw, "good segments with an error: %d of %d (%s), with a warning: %d (%s)\n",
		r.Flagged.Errors, r.Segments, percent(r.Flagged.Errors, r.Segments), r.Flagged.Warnings, percent(r.Flagged.Warnings, r.Segments))
	for _, s := range r.Skipped {
		fmt.Fprintf(tw, "%s did not run: %s\n", s.Check, s.Reason)
	}
	return tw.Flush()
}

// foundBy lists the checks that found the errors, the most frequent first.
func (c Class) foundBy() string {
	var names []string
	for name := range c.Checks {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := c.Checks[b] - c.Checks[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", name, c.Checks[name])
	}
	return strings.Join(names, ", ")
}

func percent(part, all int) string {
	if all == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(part)/float64(all))
}

// Markdown returns a table of several reports: a row for each class, the share
// found for each language, the count of seeded errors and of those found as an
// error over all.
func Markdown(reports []Report) string {
	var b strings.Builder
	b.WriteString("| error |")
	for _, r := range reports {
		fmt.Fprintf(&b, " %s |", r.From)
	}
	b.WriteString(" all | as error | seeded |\n| --- |" + strings.Repeat(" --: |", len(reports)+3) + "\n")
	if len(reports) == 0 {
		return b.String()
	}
	for i, class := range reports[0].Classes {
		seeded, found, errors := 0, 0, 0
		fmt.Fprintf(&b, "| %s |", class.Class)
		for _, r := range reports {
			c := r.Classes[i]
			seeded, found, errors = seeded+c.Seeded, found+c.Found, errors+c.Errors
			fmt.Fprintf(&b, " %s |", percent(c.Found, c.Seeded))
		}
		fmt.Fprintf(&b, " %s | %s | %d |\n", percent(found, seeded), percent(errors, seeded), seeded)
	}
	for _, row := range []struct {
		name string
		of   func(Report) int
	}{
		{"good segments with an error", func(r Report) int { return r.Flagged.Errors }},
		{"good segments with a warning", func(r Report) int { return r.Flagged.Warnings }},
	} {
		flagged, segments := 0, 0
		fmt.Fprintf(&b, "| %s |", row.name)
		for _, r := range reports {
			flagged, segments = flagged+row.of(r), segments+r.Segments
			fmt.Fprintf(&b, " %s |", percent(row.of(r), r.Segments))
		}
		fmt.Fprintf(&b, " %s | | %d |\n", percent(flagged, segments), segments)
	}
	return b.String()
}
