package scorecard

import (
	_ "embed"
	"fmt"
	"io"

	"dragoman/internal/hypertext"
	"dragoman/internal/language"
	"dragoman/internal/render"
)

//go:embed style.css
var styleFile string

// HTML writes the report as one page that needs nothing else and loads nothing.
// Plots are SVG; the numbers behind each stand in a table below it.
func (r Report) HTML(w io.Writer) error {
	var out hypertext.Writer
	title := "Evaluation: " + r.heading()
	out.Page(title, hypertext.Sheet(styleFile), func(w *hypertext.Writer) {
		w.Raw("<main>\n")
		w.Element("h1", title)
		for _, section := range []func(*hypertext.Writer){r.htmlTotals, r.htmlDocuments, r.htmlDifferences, r.htmlFindings, r.htmlLowest, r.htmlSignatures} {
			section(w)
		}
		w.Raw("</main>\n<footer>")
		w.Element("p", r.Program, class("quiet"))
		w.Raw("</footer>\n")
	})
	_, err := w.Write(out.Bytes())
	return err
}

func class(name string) hypertext.Attribute { return hypertext.Attr("class", name) }

var (
	figure = class("n") // of a column of figures
	column = hypertext.Attr("scope", "col")
	row    = hypertext.Attr("scope", "row")
)

func score(v float64) string { return fmt.Sprintf("%.2f", v) }

// isolated writes a stranger's name, which may run in either direction.
func isolated(w *hypertext.Writer, name string) { w.Element("bdi", render.Safe(name)) }

func figures(w *hypertext.Writer, texts ...any) {
	for _, text := range texts {
		w.Element("td", text, figure)
	}
}

func figureHeads(w *hypertext.Writer, texts ...string) {
	for _, text := range texts {
		w.Element("th", text, column, figure)
	}
}

// rowHead writes the name a row begins with.
func rowHead(w *hypertext.Writer, name string) {
	w.Raw(`<tr><th scope="row">`)
	isolated(w, name)
	w.Raw("</th>")
}

// openTable writes a table up to the cells of its head.
func openTable(w *hypertext.Writer, caption func(*hypertext.Writer)) {
	w.Raw("<div class=\"wide\"><table>\n")
	w.Around("caption", caption)
	w.Raw("\n<thead><tr>")
}

const (
	tableBody = "</tr></thead>\n<tbody>\n"
	tableEnd  = "</tbody>\n</table></div>\n"
)

func (r Report) counted() bool { return len(r.Checks) > 0 }

// heads are the columns of scores and findings.
func (r Report) heads(w *hypertext.Writer) {
	for _, m := range r.Metrics {
		if m.LowerIsBetter {
			figureHeads(w, m.Name+" (less is better)")
		} else {
			figureHeads(w, m.Name)
		}
	}
	if r.counted() {
		figureHeads(w, "errors", "warnings", "notes")
	}
}

func (r Report) results(w *hypertext.Writer, scores map[string]float64, found *Findings) {
	for _, m := range r.Metrics {
		figures(w, score(scores[m.Name]))
	}
	if r.counted() && found != nil {
		figures(w, found.Errors, found.Warnings, found.Notes)
	}
}

func usage(w *hypertext.Writer, u *Usage) {
	if u == nil {
		figures(w, "–", "–", "–")
		return
	}
	figures(w, render.Count(u.PromptTokens), render.Count(u.CompletionTokens), cost(*u))
}

func (r Report) htmlTotals(w *hypertext.Writer) {
	w.Raw("\n\n<h2 id=\"totals\">Totals</h2>\n")
	openTable(w, func(w *hypertext.Writer) {
		w.Raw("Scores over all texts")
		if r.counted() {
			w.Raw(", and what the checks found")
		}
	})
	w.Element("th", "system", column)
	r.heads(w)
	figureHeads(w, "missing", "tokens in", "out", "cost")
	w.Raw(tableBody)
	for _, s := range r.Systems {
		rowHead(w, s.Name)
		r.results(w, s.Scores, s.Findings)
		figures(w, s.Missing)
		usage(w, s.Usage)
		w.Raw("</tr>\n")
	}
	w.Raw(tableEnd)
	if len(r.Systems) > 1 {
		r.legend(w)
	}
}

// legend explains the systems' marks.
func (r Report) legend(w *hypertext.Writer) {
	w.Raw("<p class=\"quiet\">Marks in the plots:</p>\n<ul class=\"legend\">\n")
	for i, s := range r.Systems {
		w.Raw(`<li><svg viewBox="0 0 16 16" aria-hidden="true">`)
		w.Element("path", "", class(look(i)), hypertext.Attr("d", markPath(i, 8, 8)))
		w.Raw("</svg> ")
		w.Text(i + 1)
		w.Raw(". ")
		isolated(w, s.Name)
		w.Raw("</li>\n")
	}
	w.Raw("</ul>\n")
}

func (r Report) htmlDocuments(w *hypertext.Writer) {
	w.Raw("\n<h2 id=\"documents\">By document</h2>\n")
	for _, m := range r.Metrics {
		r.dots(m).write(w)
	}
	w.Raw("\n")
	if len(r.Documents) < 2 {
		return
	}
	for _, s := range r.Systems {
		openTable(w, func(w *hypertext.Writer) {
			isolated(w, s.Name)
			w.Raw(", by document")
		})
		w.Element("th", "document", column)
		figureHeads(w, "texts")
		r.heads(w)
		figureHeads(w, "tokens in", "out", "cost")
		w.Raw(tableBody)
		for d, doc := range s.Documents {
			rowHead(w, doc.Name)
			figures(w, r.Documents[d].Texts)
			r.results(w, doc.Scores, doc.Findings)
			usage(w, doc.Usage)
			w.Raw("</tr>\n")
		}
		w.Raw(tableEnd)
	}
}

func (r Report) htmlDifferences(w *hypertext.Writer) {
	if len(r.Comparisons) == 0 {
		return
	}
	w.Raw("\n<h2 id=\"comparison\">Differences</h2>\n<p>")
	w.Text(r.method())
	w.Raw(". Small differences mean little even where they are no chance: string metrics see words, not meaning.</p>\n")
	openTable(w, func(w *hypertext.Writer) {
		w.Raw("Each system against ")
		isolated(w, r.Comparisons[0].BaselineName)
	})
	w.Element("th", "system", column)
	w.Element("th", "metric", column)
	figureHeads(w, "score", "difference", "p", "better in", "95 % of the samples")
	w.Raw(tableBody)
	for _, c := range r.Comparisons {
		rowHead(w, c.SystemName)
		w.Element("td", c.Metric)
		figures(w, score(c.System.Score), fmt.Sprintf("%+.2f", c.Difference()), c.Chance(), fmt.Sprintf("%.1f %%", 100*c.Better), score(c.System.Mean)+" ± "+score(c.System.CI))
		w.Raw("</tr>\n")
	}
	w.Raw(tableEnd)
	for i, c := range r.Comparisons {
		c.spread(i).write(w)
	}
	w.Raw("\n")
}

func (r Report) htmlFindings(w *hypertext.Writer) {
	if !r.counted() {
		return
	}
	w.Raw("\n<h2 id=\"findings-by-check\">Findings</h2>\n")
	r.bars().write(w)
	w.Raw("\n")
	openTable(w, func(w *hypertext.Writer) { w.Raw("Errors, warnings and notes of each check") })
	w.Element("th", "check", column)
	for _, s := range r.Systems {
		w.Around("th", func(w *hypertext.Writer) { isolated(w, s.Name) }, column, figure)
	}
	w.Raw(tableBody)
	for _, line := range r.checkRows() {
		w.Raw("<tr>")
		w.Element("th", line.check, row)
		for _, f := range line.systems {
			figures(w, fmt.Sprintf("%d / %d / %d", f.Errors, f.Warnings, f.Notes))
		}
		w.Raw("</tr>\n")
	}
	w.Raw(tableEnd)
	for _, s := range r.Skipped {
		w.Element("p", s.Check+" did not run: "+s.Reason)
		w.Raw("\n")
	}
}

// lowest shows the texts that each system came off worst with.
func (r Report) htmlLowest(w *hypertext.Writer) {
	w.Raw("\n<h2 id=\"weakest\">Lowest scores</h2>\n")
	for _, s := range r.Systems {
		if len(s.Weakest) == 0 {
			continue
		}
		w.Around("h3", func(w *hypertext.Writer) { isolated(w, s.Name) })
		w.Raw("\n")
		openTable(w, func(w *hypertext.Writer) { w.Text("The texts with the lowest " + r.Metrics[0].Name) })
		figureHeads(w, "line")
		w.Element("th", "document", column)
		figureHeads(w, "score")
		sources := s.Weakest[0].Source != ""
		if sources {
			w.Element("th", "source", column)
		}
		w.Element("th", "reference", column)
		w.Element("th", "system", column)
		w.Raw(tableBody)
		for _, t := range s.Weakest {
			r.htmlText(w, t, sources)
		}
		w.Raw(tableEnd)
	}
}

// text writes a row with a text, its reference and, where they are known, its
// source.
func (r Report) htmlText(w *hypertext.Writer, t Text, source bool) {
	passage := func(text, lang, dir string) {
		w.Element("td", render.Safe(text), class("text"), hypertext.Attr("lang", lang), hypertext.Attr("dir", dir))
	}
	w.Raw("<tr>")
	w.Element("th", t.Line, row, figure)
	w.Around("td", func(w *hypertext.Writer) { isolated(w, t.Document) })
	figures(w, score(t.Score))
	if source {
		from := r.From
		if from == "" {
			from = "und"
		}
		passage(t.Source, from, language.Direction(r.From))
	}
	passage(t.Reference, "en", "ltr")
	passage(t.Hypothesis, "en", "ltr")
	w.Raw("</tr>\n")
}

func (r Report) htmlSignatures(w *hypertext.Writer) {
	w.Raw("\n<h2 id=\"signatures\">Signatures</h2>\n<table>\n<caption>How each score is made, in sacreBLEU's form</caption>\n<tbody>\n")
	for _, m := range r.Metrics {
		w.Raw("<tr>")
		w.Element("th", m.Name, row)
		w.Raw("<td>")
		w.Element("code", m.Signature)
		w.Raw("</td></tr>\n")
	}
	for _, c := range r.Comparisons {
		w.Raw(`<tr><th scope="row">`)
		w.Text(c.Metric + ", ")
		isolated(w, c.SystemName)
		w.Raw(" compared</th><td>")
		w.Element("code", c.Signature)
		w.Raw("</td></tr>\n")
	}
	w.Raw("</tbody>\n</table>\n")
}

// Difference is how far the system's score is above the baseline's.
func (c Comparison) Difference() float64 { return c.System.Score - c.Baseline.Score }

// Chance is p, or that there is nothing to explain.
func (c Comparison) Chance() string {
	if c.Difference() == 0 {
		return "equal"
	}
	return fmt.Sprintf("%.4f", c.P)
}
