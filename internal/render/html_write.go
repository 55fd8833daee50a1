package render

import (
	"strconv"

	"dragoman/internal/hypertext"
)

// english marks what the program says itself.
var english = htmlLang{"en", "ltr"}

func (l htmlLang) attrs() []hypertext.Attribute {
	return []hypertext.Attribute{hypertext.Some("lang", l.Lang), hypertext.Attr("dir", l.Dir)}
}

// with returns an element's attributes with the language of its text last.
func (l htmlLang) with(attributes ...hypertext.Attribute) []hypertext.Attribute {
	return append(attributes, l.attrs()...)
}

func (p htmlPage) write(w *hypertext.Writer) {
	w.Raw("<article class=\"dragoman\" lang=\"en\" dir=\"ltr\">\n")
	if p.NoSummary != "" {
		w.Element("p", p.NoSummary, hypertext.Attr("class", "failed"))
		w.Raw("\n")
	}
	if p.Summary != nil {
		p.Summary.write(w)
	}
	if p.Translation != nil {
		p.Translation.write(w)
	}
	if p.Names != nil {
		p.Names.write(w)
	}
	if p.Findings != nil {
		p.Findings.write(w)
	}
	if p.Footer != nil {
		p.Footer.write(w)
	}
	w.Raw("</article>\n")
}

func (f footer) write(w *hypertext.Writer) {
	w.Raw("<footer><p>")
	w.Text(f.Label)
	if f.Model != "" {
		w.Raw(" · ")
		w.Element("bdi", f.Model)
	}
	if f.Day != "" {
		w.Raw(" · ")
		w.Element("time", f.Day, hypertext.Attr("datetime", f.Day))
	}
	w.Raw("</p></footer>\n")
}

func (s htmlSummary) write(w *hypertext.Writer) {
	w.Open("section", s.with(hypertext.Attr("class", "summary"))...)
	w.Raw("\n")
	w.Around("h1", s.Headline.write, s.attrs()...)
	w.Raw("\n")
	if s.Dek.Text != "" {
		w.Around("p", s.Dek.write, s.with(hypertext.Attr("class", "dek"))...)
		w.Raw("\n")
	}
	switch {
	case s.Bullets:
		w.Raw("<ul>\n")
		for _, b := range s.Body {
			w.Around("li", b.write, s.attrs()...)
			w.Raw("\n")
		}
		w.Raw("</ul>\n")
	case len(s.Body) > 0:
		w.Open("p", s.attrs()...)
		for i, b := range s.Body {
			if i > 0 {
				w.Raw(" ")
			}
			b.write(w)
		}
		w.Raw("</p>\n")
	}
	w.Raw("</section>\n")
}

// write writes a sentence and the numbers of the segments it rests on.
func (s htmlSentence) write(w *hypertext.Writer) {
	w.Text(s.Text)
	for i, e := range s.Evidence {
		if i == 0 {
			w.Raw(` <span class="evidence" dir="ltr">[`)
		} else {
			w.Raw(", ")
		}
		if e.ID != "" {
			w.Element("a", e.Number, hypertext.To(e.ID))
		} else {
			w.Text(e.Number)
		}
	}
	if len(s.Evidence) > 0 {
		w.Raw("]</span>")
	}
}

func (t htmlTranslation) write(w *hypertext.Writer) {
	w.Raw("<section class=\"translation\">\n")
	if t.Heading {
		w.Raw("<h2 lang=\"en\" dir=\"ltr\">Translation</h2>\n")
	}
	for _, g := range t.Groups {
		if g.List {
			w.Raw("<ul>\n")
		}
		for _, b := range g.Blocks {
			if g.List {
				b.item(w)
			} else {
				b.write(w)
			}
		}
		if g.List {
			w.Raw("</ul>\n")
		}
	}
	w.Raw("</section>\n")
}

// failed is the class of what could not be translated.
func (b htmlBlock) failed() hypertext.Attribute {
	if b.Failure == "" {
		return hypertext.Attribute{}
	}
	return hypertext.Attr("class", "failed")
}

func (b htmlBlock) item(w *hypertext.Writer) {
	w.Open("li", b.with(b.failed(), hypertext.Some("id", b.ID))...)
	b.Source.write(w)
	b.text(w)
	w.Raw("</li>\n")
}

func (b htmlBlock) write(w *hypertext.Writer) {
	b.Source.write(w)
	id := hypertext.Some("id", b.ID)
	switch {
	case b.Failure != "":
		w.Around("p", b.text, english.with(b.failed(), id)...)
	case b.Element == "h1":
		w.Around("h1", b.text, b.with(id)...)
	case b.Element == "h2":
		w.Around("h2", b.text, b.with(id)...)
	case b.Element == "h3":
		w.Around("h3", b.text, b.with(id)...)
	case b.Element == "h4":
		w.Around("h4", b.text, b.with(id)...)
	case b.Element == "blockquote":
		w.Around("blockquote", b.text, b.with(id)...)
	default:
		w.Around("p", b.text, b.with(hypertext.Some("class", b.Class), id)...)
	}
	w.Raw("\n")
}

func (s htmlSource) write(w *hypertext.Writer) {
	if s.Text != "" {
		w.Element("blockquote", s.Text, s.with(hypertext.Attr("class", "source"))...)
		w.Raw("\n")
	}
}

// text writes a block's translation, or why there is none.
func (b htmlBlock) text(w *hypertext.Writer) {
	if b.Failure != "" {
		number(w, b.Number)
		w.Text(b.Failure)
		return
	}
	for _, p := range b.Pieces {
		if p.ID != "" {
			w.Open("span", hypertext.Attr("id", p.ID))
		}
		if p.Number != 0 {
			number(w, p.Number)
		}
		w.Text(p.Text)
		if p.ID != "" {
			w.Close("span")
		}
		w.Text(p.Join)
	}
}

func number(w *hypertext.Writer, n int) {
	w.Element("span", "["+strconv.Itoa(n)+"]", hypertext.Attr("class", "number"), hypertext.Attr("dir", "ltr"))
	w.Raw(" ")
}

func (n htmlNames) write(w *hypertext.Writer) {
	w.Raw("<table class=\"names\">\n<caption>Names</caption>\n<thead><tr><th scope=\"col\">English</th><th scope=\"col\">source</th><th scope=\"col\">kind</th><th scope=\"col\">origin</th><th scope=\"col\">segments</th></tr></thead>\n<tbody>\n")
	for _, row := range n.Rows {
		w.Raw(`<tr><td lang="en" dir="ltr">`)
		w.Element("bdi", row.Target)
		w.Raw("</td>")
		w.Open("td", n.attrs()...)
		w.Element("bdi", row.Source)
		w.Raw("</td>")
		w.Element("td", row.Kind)
		w.Element("td", row.From)
		w.Raw("<td>")
		for i, segment := range row.Segments {
			if i > 0 {
				w.Raw(", ")
			}
			w.Text(segment)
		}
		w.Raw("</td></tr>\n")
	}
	if len(n.Rows) == 0 {
		w.Raw("<tr><td colspan=\"5\">no names are listed in this record</td></tr>\n")
	}
	w.Raw("</tbody>\n</table>\n")
}

func (f htmlFindings) write(w *hypertext.Writer) {
	w.Raw("<section class=\"findings\">\n")
	if len(f.Groups) == 0 {
		w.Raw("<p>no findings</p>\n")
	} else {
		w.Raw("<ul>\n")
		for _, g := range f.Groups {
			f.finding(w, g)
		}
		w.Raw("</ul>\n")
	}
	w.Element("p", f.Line)
	w.Raw("\n</section>\n")
}

func (f htmlFindings) finding(w *hypertext.Writer, g htmlFinding) {
	w.Open("li", hypertext.Attr("class", g.Severity))
	w.Element("strong", g.Severity)
	w.Raw(" ")
	w.Text(g.Check)
	if g.At != "" {
		w.Raw(" ")
		w.Text(g.At)
	}
	w.Raw(": ")
	w.Text(g.Message)
	if g.Source != "" {
		w.Raw("<br>source: ")
		w.Element("q", g.Source, f.attrs()...)
	}
	if g.Target != "" {
		w.Raw("<br>English: ")
		w.Element("q", g.Target, english.attrs()...)
	}
	w.Raw("</li>\n")
}
