package scorecard

import (
	"fmt"
	"math"

	"dragoman/internal/hypertext"
	"dragoman/internal/render"
)

// plot is an SVG picture in the order in which it is drawn: lines, then shapes, then
// words. Coordinates are in its own units; the page scales it.
type plot struct {
	ID, Title, About string // About says in words what is to be seen
	Width, Height    float64
	Lines            []line
	Shapes           []shape
	Words            []words
}

type line struct {
	X1, Y1, X2, Y2 float64
	Class          string
}

// shape is a mark: a rectangle, or the mark of a system.
type shape struct {
	Kind          string // "rect" or "path"
	X, Y          float64
	Width, Height float64
	Path          string
	Class, Tip    string
}

type words struct {
	X, Y   float64
	Anchor string // start, middle or end
	Text   string
}

// The measures of a plot: room for names at the left, the width of the plane,
// the height of a row.
const (
	nameWidth  = 230.0
	planeWidth = 440.0
	rowHeight  = 22.0
	edge       = 24.0
	nameRunes  = 30 // of a name that fit into its room
)

// looks is how many colours and forms there are. [look] and [markPath] give a
// system one of each, so that neither alone has to tell systems apart.
const looks = 6

func look(system int) string { return fmt.Sprintf("s%d", system%looks) }

func markPath(system int, x, y float64) string {
	const r = 5.5
	switch system % looks {
	case 0: // circle
		return fmt.Sprintf("M%.1f %.1fa%g %g 0 1 0 %g 0a%g %g 0 1 0 %g 0z", x-r, y, r, r, 2*r, r, r, -2*r)
	case 1: // square
		return fmt.Sprintf("M%.1f %.1fh%gv%gh%gz", x-r, y-r, 2*r, 2*r, -2*r)
	case 2: // triangle
		return fmt.Sprintf("M%.1f %.1fl%g %gh%gz", x, y-r, r, 2*r, -2*r)
	case 3: // diamond
		return fmt.Sprintf("M%.1f %.1fl%g %gl%g %gl%g %gz", x, y-r-1, r+1, r+1, -r-1, r+1, -r-1, -r-1)
	case 4: // triangle on its head
		return fmt.Sprintf("M%.1f %.1fh%gl%g %gz", x-r, y-r, 2*r, -r, 2*r)
	}
	return fmt.Sprintf("M%.1f %.1fh%gv%gh%gv%gh%gv%gh%gv%gh%gv%gh%gv%gz", x-2, y-r, 4.0, 3.5, 3.5, 4.0, -3.5, 3.5, -4.0, -3.5, -3.5, -4.0, 3.5, -3.5) // cross
}

// dots draws the score of each document, and of all, for each system.
func (r Report) dots(m Metric) plot {
	rows := len(r.Documents) + 1
	if len(r.Documents) == 1 {
		rows = 1
	}
	p := plot{ID: "dots-" + slug(m.Name), Title: m.Name + " by document", Width: nameWidth + planeWidth + 2*edge, Height: edge*2 + rowHeight*float64(rows)}
	low, high := r.spanOf(m)
	x := scale(low, high, nameWidth+edge)
	p.axis(low, high, x, edge, p.Height-edge)
	for row := range rows {
		y := edge + rowHeight*(float64(row)+0.5)
		name, total := "all", row == rows-1
		if !total {
			name = r.Documents[row].Name
		}
		p.Words = append(p.Words, words{nameWidth + edge - 10, y + 4, "end", short(name)})
		p.Lines = append(p.Lines, line{nameWidth + edge, y, nameWidth + edge + planeWidth, y, "row"})
		for s, system := range r.Systems {
			v := system.Scores[m.Name]
			if !total {
				v = system.Documents[row].Scores[m.Name]
			}
			p.Shapes = append(p.Shapes, shape{Kind: "path", Path: markPath(s, x(v), y), Class: look(s), Tip: fmt.Sprintf("%s, %s: %.2f", render.Line(system.Name), render.Line(name), v)})
		}
	}
	better := "further right is better"
	if m.LowerIsBetter {
		better = "further left is better"
	}
	p.About = fmt.Sprintf("One row for each document and one for all; a mark for each system at its %s, from %.0f to %.0f; %s.", m.Name, low, high, better)
	return p
}

// spanOf returns the ends of a metric's axis: round numbers around all scores.
func (r Report) spanOf(m Metric) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, s := range r.Systems {
		low, high = min(low, s.Scores[m.Name]), max(high, s.Scores[m.Name])
		for _, d := range s.Documents {
			low, high = min(low, d.Scores[m.Name]), max(high, d.Scores[m.Name])
		}
	}
	if low > high {
		return 0, 100
	}
	low, high = 10*math.Floor(low/10), 10*math.Ceil(high/10)
	if low == high {
		high += 10
	}
	return low, high
}

// scale returns the function from a value to its place.
func scale(low, high, left float64) func(float64) float64 {
	return func(v float64) float64 { return left + planeWidth*(v-low)/(high-low) }
}

// axis draws up to seven marks with their values.
func (p *plot) axis(low, high float64, x func(float64) float64, top, bottom float64) {
	step := niceStep((high - low) / 6)
	for v := math.Ceil(low/step) * step; v <= high+step/1000; v += step {
		p.Lines = append(p.Lines, line{x(v), top, x(v), bottom, "grid"})
		p.Words = append(p.Words, words{x(v), bottom + 16, "middle", number(v, step)})
	}
}

// number writes a value with as many decimals as its axis needs.
func number(v, step float64) string {
	decimals := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	if math.Abs(v) < step/1000 {
		v = 0
	}
	return fmt.Sprintf("%.*f", decimals, v)
}

// niceStep returns the next of 1, 2, 5 and their tens.
func niceStep(least float64) float64 {
	if least <= 0 {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(least)))
	for _, f := range []float64{1, 2, 5} {
		if f*unit >= least*(1-1e-9) {
			return f * unit
		}
	}
	return 10 * unit
}

// spread draws the differences of the samples of a comparison.
func (c Comparison) spread(i int) plot {
	const height = 120.0
	p := plot{ID: fmt.Sprintf("spread-%d", i), Title: fmt.Sprintf("%s: %s minus %s", c.Metric, short(c.SystemName), short(c.BaselineName)), Width: planeWidth + 2*edge, Height: height + 2*edge}
	h := c.Histogram
	low, high := h.From, h.From+h.Width*float64(len(h.Counts))
	low, high = min(low, 0), max(high, 0)
	if low == high {
		low, high = -1, 1
	}
	x := scale(low, high, edge)
	most := 1
	for _, n := range h.Counts {
		most = max(most, n)
	}
	p.axis(low, high, x, edge, edge+height)
	for b, n := range h.Counts {
		left := h.From + h.Width*float64(b)
		tall := height * float64(n) / float64(most)
		p.Shapes = append(p.Shapes, shape{Kind: "rect", X: x(left), Y: edge + height - tall, Width: max(x(left+h.Width)-x(left)-0.5, 1), Height: tall, Class: "s0",
			Tip: fmt.Sprintf("%d samples from %.2f to %.2f", n, left, left+h.Width)})
	}
	p.Lines = append(p.Lines, line{x(0), edge - 8, x(0), edge + height, "zero"})
	p.About = fmt.Sprintf("How often each difference came up in %s samples of %s; from %.2f to %.2f. The line stands at no difference; the real one is %+.2f, p %s.",
		render.Count(c.Samples), render.Plural(c.Units, c.Unit), h.From, h.From+h.Width*float64(len(h.Counts)), c.Difference(), c.Chance())
	return p
}

// bars draws the errors, warnings and notes of each check, a bar for each
// system. Checks that found nothing are left out.
func (r Report) bars() plot {
	const thick, between = 13.0, 8.0
	p := plot{ID: "findings", Title: "Findings by check", Width: nameWidth + planeWidth + 2*edge}
	most, found := 1, 0
	for _, row := range r.checkRows() {
		for _, f := range row.systems {
			most = max(most, f.Errors+f.Warnings+f.Notes)
		}
	}
	x := func(n int) float64 { return (planeWidth - 90) * float64(n) / float64(most) } // room for the figures
	y := edge
	for _, row := range r.checkRows() {
		if row.silent {
			continue
		}
		found++
		p.Words = append(p.Words, words{nameWidth + edge - 10, y + 11, "end", row.check})
		for s, f := range row.systems {
			left := nameWidth + edge
			for _, part := range []struct {
				n     int
				class string
			}{{f.Errors, "error"}, {f.Warnings, "warning"}, {f.Notes, "note"}} {
				if part.n > 0 {
					p.Shapes = append(p.Shapes, shape{Kind: "rect", X: left, Y: y, Width: x(part.n), Height: thick, Class: part.class, Tip: fmt.Sprintf("%s, %s: %d %ss", short(r.Systems[s].Name), row.check, part.n, part.class)})
				}
				left += x(part.n)
			}
			p.Words = append(p.Words, words{left + 6, y + 11, "start", fmt.Sprintf("%d/%d/%d %s", f.Errors, f.Warnings, f.Notes, mark(r, s))})
			y += thick + 2
		}
		y += between
	}
	p.Height = y + edge/2
	p.About = fmt.Sprintf("%d of %s found something: a bar for each system, errors first, then warnings, then notes; the figures are errors/warnings/notes.", found, render.Plural(len(r.Checks), "check"))
	return p
}

// mark tells bars of several systems apart.
func mark(r Report, s int) string {
	if len(r.Systems) == 1 {
		return ""
	}
	return fmt.Sprintf("(%d)", s+1)
}

// short cuts a name to the room there is.
func short(name string) string {
	runes := []rune(render.Line(name))
	if len(runes) > nameRunes {
		return string(runes[:nameRunes-1]) + "…"
	}
	return string(runes)
}

// slug makes an id of a metric's name.
func slug(name string) string {
	var id []rune
	for _, r := range name {
		if r == '+' {
			r = 'p'
		}
		id = append(id, r)
	}
	return string(id)
}

// write draws a plot and says in words what is to be seen.
func (p plot) write(w *hypertext.Writer) {
	w.Raw("<figure>\n")
	w.Open("svg", hypertext.Attr("viewBox", fmt.Sprint("0 0 ", p.Width, " ", p.Height)), hypertext.Attr("role", "img"), hypertext.Attr("aria-labelledby", p.ID+"-title "+p.ID+"-about"))
	w.Raw("\n")
	w.Element("title", render.Safe(p.Title), hypertext.Attr("id", p.ID+"-title"))
	w.Raw("\n")
	w.Element("desc", p.About, hypertext.Attr("id", p.ID+"-about"))
	w.Raw("\n")
	for _, l := range p.Lines {
		w.Element("line", "", hypertext.Attr("x1", l.X1), hypertext.Attr("y1", l.Y1), hypertext.Attr("x2", l.X2), hypertext.Attr("y2", l.Y2), class(l.Class))
		w.Raw("\n")
	}
	for _, s := range p.Shapes {
		s.write(w)
	}
	for _, t := range p.Words {
		w.Element("text", t.Text, hypertext.Attr("x", t.X), hypertext.Attr("y", t.Y), hypertext.Attr("text-anchor", t.Anchor))
		w.Raw("\n")
	}
	w.Raw("</svg>\n")
	w.Element("figcaption", render.Safe(p.Title)+". "+p.About)
	w.Raw("\n</figure>\n")
}

func (s shape) write(w *hypertext.Writer) {
	tip := func(w *hypertext.Writer) { w.Element("title", s.Tip) }
	if s.Kind == "rect" {
		w.Around("rect", tip, hypertext.Attr("x", s.X), hypertext.Attr("y", s.Y), hypertext.Attr("width", s.Width), hypertext.Attr("height", s.Height), class(s.Class))
	} else {
		w.Around("path", tip, hypertext.Attr("d", s.Path), class(s.Class))
	}
	w.Raw("\n")
}
