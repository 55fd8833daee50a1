package scorecard

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"dragoman/internal/language"
	"dragoman/internal/render"
)

// bootstrapSignature puts what a test drew into a metric's signature, where
// sacreBLEU has it; "rng:pcg" says that the draws are not numpy's.
func bootstrapSignature(signature string, in Input, unit string) string {
	first, rest, _ := strings.Cut(signature, "|")
	return fmt.Sprintf("%s|bs:%d|seed:%d|rng:pcg|unit:%s|%s", first, in.Samples, in.Seed, unit, rest)
}

// JSON writes the report as one object.
func (r Report) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(r)
}

// Text writes the report for people.
func (r Report) Text(w io.Writer) error {
	var b strings.Builder
	b.WriteString(r.heading() + "\n\n")
	r.totals(&b)
	if len(r.Documents) > 1 {
		for _, s := range r.Systems {
			b.WriteString("\n" + r.perDocument(s))
		}
	}
	r.comparisons(&b)
	r.byCheck(&b)
	b.WriteString("\nsignatures\n")
	for _, m := range r.Metrics {
		fmt.Fprintf(&b, "  %s  %s\n", m.Name, m.Signature)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// heading says in one line what was measured.
func (r Report) heading() string {
	parts := []string{}
	if r.From != "" {
		parts = append(parts, language.Name(r.From)+" → English")
	}
	if len(r.Documents) > 1 {
		parts = append(parts, render.Plural(len(r.Documents), "document"))
	}
	noun := map[string]string{Translations: "segment", Summaries: "summary"}[r.Kind]
	count := render.Plural(r.Texts, noun)
	if r.Kind == Summaries && r.Texts != 1 {
		count = render.Count(r.Texts) + " summaries"
	}
	return strings.Join(append(parts, count), " · ")
}

func (r Report) totals(b *strings.Builder) {
	tw := tabwriter.NewWriter(b, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(tw, "system\t"+r.columns()+"missing\ttokens in\tout\tcost\t\n")
	for _, s := range r.Systems {
		fmt.Fprintf(tw, "%s\t%s%d\t%s\n", render.Line(s.Name), r.cells(s.Scores, s.Findings), s.Missing, usageCells(s.Usage))
	}
	tw.Flush()
}

// columns are the heads of what every table has.
func (r Report) columns() string {
	heads := ""
	for _, m := range r.Metrics {
		heads += m.Name + "\t"
	}
	if len(r.Checks) > 0 {
		heads += "errors\twarnings\tnotes\t"
	}
	return heads
}

func (r Report) cells(scores map[string]float64, f *Findings) string {
	row := ""
	for _, m := range r.Metrics {
		row += fmt.Sprintf("%.2f\t", scores[m.Name])
	}
	if f != nil {
		row += fmt.Sprintf("%d\t%d\t%d\t", f.Errors, f.Warnings, f.Notes)
	}
	return row
}

func usageCells(u *Usage) string {
	if u == nil {
		return "–\t–\t–\t"
	}
	return fmt.Sprintf("%s\t%s\t%s\t", render.Count(u.PromptTokens), render.Count(u.CompletionTokens), cost(*u))
}

// cost names what a system cost; what came from the cache was paid for before.
func cost(u Usage) string {
	if u.Requests == 0 && u.CostUSD != nil {
		return "from cache"
	}
	return render.Cost(u.CostUSD)
}

func (r Report) perDocument(s System) string {
	var b strings.Builder
	tw := tabwriter.NewWriter(&b, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(tw, "%s, by document\t%s\t%stokens in\tout\tcost\t\n", render.Line(s.Name), r.unit(), r.columns())
	for d, doc := range s.Documents {
		fmt.Fprintf(tw, "%s\t%d\t%s%s\n", render.Line(doc.Name), r.Documents[d].Texts, r.cells(doc.Scores, doc.Findings), usageCells(doc.Usage))
	}
	tw.Flush()
	return b.String()
}

func (r Report) unit() string {
	if r.Kind == Summaries {
		return "summaries"
	}
	return "segments"
}

func (r Report) comparisons(b *strings.Builder) {
	if len(r.Comparisons) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", r.method())
	tw := tabwriter.NewWriter(b, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(tw, "against "+render.Line(r.Comparisons[0].BaselineName)+"\tmetric\tscore\tdifference\tp\tbetter in\t95 % of the samples\t\n")
	for _, c := range r.Comparisons {
		fmt.Fprintf(tw, "%s\t%s\t%.2f\t%+.2f\t%s\t%.1f %%\t%.2f ± %.2f\t\n", render.Line(c.SystemName), c.Metric, c.System.Score, c.Difference(), c.Chance(), 100*c.Better, c.System.Mean, c.System.CI)
	}
	tw.Flush()
}

// method says how systems were compared.
func (r Report) method() string {
	c := r.Comparisons[0]
	return fmt.Sprintf("paired bootstrap resampling: %s samples of %s, seed %d, generator PCG (sacreBLEU's draws come from numpy's; the statistic is the same)",
		render.Count(c.Samples), render.Plural(c.Units, c.Unit), c.Seed)
}

func (r Report) byCheck(b *strings.Builder) {
	if len(r.Checks) == 0 {
		return
	}
	b.WriteString("\nfindings by check (errors/warnings/notes)\n")
	tw := tabwriter.NewWriter(b, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(tw, "check\t")
	for _, s := range r.Systems {
		fmt.Fprint(tw, render.Line(s.Name)+"\t")
	}
	fmt.Fprintln(tw)
	quiet := 0
	for _, row := range r.checkRows() {
		if row.silent {
			quiet++
			continue
		}
		fmt.Fprint(tw, row.check+"\t")
		for _, f := range row.systems {
			fmt.Fprintf(tw, "%d/%d/%d\t", f.Errors, f.Warnings, f.Notes)
		}
		fmt.Fprintln(tw)
	}
	tw.Flush()
	fmt.Fprintf(b, "%s ran, %d of them found nothing\n", render.Plural(len(r.Checks), "check"), quiet)
	for _, s := range r.Skipped {
		fmt.Fprintf(b, "%s did not run: %s\n", s.Check, s.Reason)
	}
}

// checkRow is what one check found, by system.
type checkRow struct {
	check   string
	systems []Findings
	silent  bool // it found nothing anywhere
}

func (r Report) checkRows() []checkRow {
	var rows []checkRow
	for _, name := range r.Checks {
		row := checkRow{check: name, silent: true}
		for _, s := range r.Systems {
			var f Findings
			for _, a := range s.ByCheck {
				if a.Check == name {
					f = Findings{a.Errors, a.Warnings, a.Notes}
				}
			}
			row.silent = row.silent && f == Findings{}
			row.systems = append(row.systems, f)
		}
		rows = append(rows, row)
	}
	return rows
}
