package render

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/hypertext"
	"dragoman/internal/language"
)

//go:embed style.css
var styleFile string

// Style returns the style sheet of a page, for those who put a fragment into
// one of their own.
func Style() string { return styleFile }

// The rest of a page is what is shown; every text in it is plain.
type (
	htmlPage struct {
		NoSummary   string
		Summary     *htmlSummary
		Translation *htmlTranslation
		Names       *htmlNames
		Findings    *htmlFindings
		Footer      *footer
	}
	htmlLang    struct{ Lang, Dir string }
	htmlSummary struct {
		htmlLang
		Headline, Dek htmlSentence
		Bullets       bool
		Body          []htmlSentence
	}
	htmlSentence struct {
		Text     string
		Evidence []htmlRef
	}
	htmlRef struct {
		Number int
		ID     string // empty where there is nothing to link to
	}
	htmlTranslation struct {
		Heading bool
		Groups  []htmlGroup
	}
	htmlGroup struct {
		List   bool
		Blocks []htmlBlock
	}
	htmlBlock struct {
		htmlLang
		ID, Element, Class string
		Number             int
		Source             htmlSource
		Pieces             []htmlPiece
		Failure            string
	}
	htmlSource struct {
		htmlLang
		Text string
	}
	htmlPiece struct {
		Number         int    // 0 where no number is wanted
		ID, Text, Join string // ID where the block's own is another segment's
	}
	htmlNames struct {
		htmlLang
		Rows []htmlName
	}
	htmlName struct {
		digest.Name
		From string
	}
	htmlFindings struct {
		htmlLang
		Groups []htmlFinding
		Line   string
	}
	htmlFinding struct {
		group
		At string
	}
)

func writeHTML(out *bytes.Buffer, d digest.Digest, opt Options) error {
	var w hypertext.Writer
	v := newHTMLPage(d, opt)
	if opt.Fragment {
		v.write(&w)
	} else {
		w.Page(pageTitle(d), hypertext.Sheet(styleFile), func(w *hypertext.Writer) {
			w.Raw("<main>\n")
			v.write(w)
			w.Raw("</main>\n")
		})
	}
	_, err := out.Write(w.Bytes())
	return err
}

func newHTMLPage(d digest.Digest, opt Options) htmlPage {
	var v htmlPage
	switch opt.Part {
	case Names:
		v.Names = newHTMLNames(d)
		return v
	case Findings:
		v.Findings = newHTMLFindings(d)
		return v
	}
	h := htmlView{opt: opt, prefix: idPrefix(d.Article.ID), linked: opt.Part != Summary && d.Translation != nil && !opt.Clean}
	if opt.Part != Translation {
		if summaryMissing(d) {
			v.NoSummary = noSummary
		}
		if d.Summary != nil {
			v.Summary = h.summary(*d.Summary)
		}
	}
	if opt.Part != Summary && d.Translation != nil {
		v.Translation = h.translation(d, v.Summary != nil)
	}
	if opt.WithNames {
		v.Names = newHTMLNames(d)
	}
	if f, ok := foot(d, opt); ok {
		v.Footer = &f
	}
	return v
}

func newHTMLNames(d digest.Digest) *htmlNames {
	v := &htmlNames{htmlLang: langOf(d.Article.Language)}
	for _, n := range names(d) {
		v.Rows = append(v.Rows, htmlName{n, originOf(n)})
	}
	return v
}

func pageTitle(d digest.Digest) string {
	if d.Summary != nil && d.Summary.Headline != "" {
		return Line(d.Summary.Headline)
	}
	if d.Translation != nil {
		for _, s := range d.Translation.Segments {
			if s.Kind == article.Headline && s.Target != nil {
				return Line(*s.Target)
			}
		}
	}
	return label(d)
}

// idPrefix keeps the ids of several records on one page apart. An article's id
// may hold anything, so its hash stands for it.
func idPrefix(id string) string {
	if id == "" {
		return "segment-"
	}
	return "segment-" + digest.Key(id)[:8] + "-"
}

// langOf returns the lang and dir attributes of a text. What is no tag, such as
// one from a record that somebody else wrote, counts as unknown, and the text
// then finds its own direction.
func langOf(tag string) htmlLang {
	const allowed = "abcdefghijklmnopqrstuvwxyz0123456789-"
	if tag == "" || strings.Trim(strings.ToLower(tag), allowed) != "" {
		return htmlLang{"", "auto"}
	}
	return htmlLang{tag, language.Direction(tag)}
}

// htmlView builds what is shown.
type htmlView struct {
	opt    Options
	prefix string
	linked bool // evidence numbers have segments on the page to link to
}

func (h htmlView) id(number int) string {
	if !h.linked {
		return ""
	}
	return fmt.Sprintf("%s%d", h.prefix, number)
}

func (h htmlView) summary(s digest.Summary) *htmlSummary {
	v := &htmlSummary{
		htmlLang: langOf(s.Language), Bullets: s.Form == digest.Bullets,
		Headline: h.sentence(s.Headline, s.HeadlineEvidence), Dek: h.sentence(s.Dek, s.DekEvidence),
	}
	for _, b := range s.Body {
		v.Body = append(v.Body, h.sentence(b.Text, b.Evidence))
	}
	return v
}

func (h htmlView) sentence(text string, evidence []int) htmlSentence {
	v := htmlSentence{Text: Line(text)}
	if h.opt.Clean {
		return v
	}
	for _, n := range evidence {
		v.Evidence = append(v.Evidence, htmlRef{n, h.id(n)})
	}
	return v
}

func (h htmlView) translation(d digest.Digest, heading bool) *htmlTranslation {
	v := &htmlTranslation{Heading: heading}
	for _, b := range blocks(*d.Translation, h.opt.Bilingual) {
		block := h.block(d, b, heading)
		list := b.Kind == article.ListItem
		if n := len(v.Groups); n > 0 && v.Groups[n-1].List && list {
			v.Groups[n-1].Blocks = append(v.Groups[n-1].Blocks, block)
			continue
		}
		v.Groups = append(v.Groups, htmlGroup{list, []htmlBlock{block}})
	}
	return v
}

func (h htmlView) block(d digest.Digest, b block, below bool) htmlBlock {
	v := htmlBlock{
		htmlLang: langOf(d.Translation.Language), ID: h.id(b.Number), Number: b.Number,
		Element: element(b.Kind, below), Failure: b.Failure,
	}
	if b.Kind == article.Caption {
		v.Class = "caption"
	}
	if len(b.Source) > 0 {
		v.Source = htmlSource{langOf(d.Article.Language), joined(b.Source, Options{Clean: true})}
	}
	for i, p := range b.Target {
		piece := htmlPiece{Text: strings.TrimSpace(Safe(p.Text))}
		if !h.opt.Clean {
			piece.Number = p.Number
		}
		if p.Number != b.Number {
			piece.ID = h.id(p.Number)
		}
		if i+1 < len(b.Target) {
			piece.Join = dash(p.Text)
		}
		v.Pieces = append(v.Pieces, piece)
	}
	return v
}

// element is the HTML element of a kind. Below a summary the article's own
// headings stand under the page's.
func element(kind article.Kind, below bool) string {
	switch {
	case kind == article.Headline && below:
		return "h3"
	case kind == article.Headline:
		return "h1"
	case kind == article.Subheading && below:
		return "h4"
	case kind == article.Subheading:
		return "h2"
	case kind == article.Quote:
		return "blockquote"
	}
	return "p"
}

func newHTMLFindings(d digest.Digest) *htmlFindings {
	v := &htmlFindings{htmlLang: langOf(d.Article.Language), Line: ChecksLine(d)}
	for _, g := range groups(d) {
		v.Groups = append(v.Groups, htmlFinding{g, g.at()})
	}
	return v
}
