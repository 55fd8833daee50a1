package scorecard

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"sync"

	"dragoman/internal/language"
	"dragoman/internal/render"
)

//go:embed page.html
var pageFile string

//go:embed style.css
var styleFile string

// page is parsed on first use.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"score":  func(v float64) string { return fmt.Sprintf("%.2f", v) },
		"signed": func(v float64) string { return fmt.Sprintf("%+.2f", v) },
		"share":  func(v float64) string { return fmt.Sprintf("%.1f %%", 100*v) },
		"count":  render.Count,
		"cost":   cost,
		"safe":   render.Safe,
	}).Parse(pageFile))
})

// view is what the page shows. Every text in it is plain; the template escapes
// it for the place where it stands.
type view struct {
	Report
	Title, Policy, Method string
	Style                 template.CSS
	SourceLang, SourceDir string
	Counted               bool // findings were counted
	Dots                  []plot
	Spreads               []plot
	Bars                  *plot
	Rows                  []checkRow
	Keys                  []key
}

// key explains a system's mark.
type key struct {
	Number            int
	Class, Path, Name string
}

// HTML writes the report as one page that needs nothing else and loads nothing.
// Plots are SVG; the numbers behind each stand in a table below it.
func (r Report) HTML(w io.Writer) error {
	sum := sha256.Sum256([]byte(styleFile))
	v := view{Report: r, Title: "Evaluation: " + r.heading(), Style: template.CSS(styleFile), Counted: len(r.Checks) > 0,
		Policy:     "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'",
		SourceLang: r.From, SourceDir: language.Direction(r.From), Rows: r.checkRows()}
	if r.From == "" {
		v.SourceLang = "und"
	}
	if len(r.Comparisons) > 0 {
		v.Method = r.method()
	}
	for i, s := range r.Systems {
		v.Keys = append(v.Keys, key{i + 1, class(i), markPath(i, 8, 8), s.Name})
	}
	for _, m := range r.Metrics {
		v.Dots = append(v.Dots, r.dots(m))
	}
	for i, c := range r.Comparisons {
		v.Spreads = append(v.Spreads, c.spread(i))
	}
	if v.Counted {
		bars := r.bars()
		v.Bars = &bars
	}
	var b bytes.Buffer
	if err := page().Execute(&b, v); err != nil {
		return fmt.Errorf("write the HTML report: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
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

// Name returns what a row of the check table is called.
func (r checkRow) Name() string { return r.check }

// Systems returns the findings of a row, by system.
func (r checkRow) Systems() []Findings { return r.systems }
