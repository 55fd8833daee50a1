package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dragoman/internal/article"
)

// isHidden reports whether nobody sees an element. What is in doubt is hidden:
// text that only a machine reads is how instructions are smuggled in.
func (w *walker) isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			if !strings.EqualFold(a.Val, "until-found") {
				return true
			}
		case "style":
			if hiddenStyle(a.Val) {
				return true
			}
		case "class":
			if hiddenClass(a.Val) || w.sheet.hidesClass(n, a.Val) {
				return true
			}
		case "id":
			if w.sheet.hidesID(n, a.Val) {
				return true
			}
		case "aria-hidden":
			if strings.EqualFold(a.Val, "true") && !w.isSpared(n) {
				return true
			}
		}
	}
	return n.DataAtom == atom.Dialog && !hasAttr(n, "open") || n.DataAtom == atom.Input
}

// maxSpared bounds how many aria-hidden elements are measured.
const maxSpared = 8

// isSpared reports whether an aria-hidden element is the page itself, which
// some scripts hide from screen readers while a pop-up is open.
func (w *walker) isSpared(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Body, atom.Main, atom.Article:
		return true
	}
	if w.spared++; w.spared > maxSpared {
		return false
	}
	return 2*textSize(n) > w.total
}

// textSize returns the letters and digits below a node, scripts left out.
func textSize(n *html.Node) int {
	size := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode && !isCode(d.Parent) {
			size += weight(d.Data)
		}
	}
	return size
}

func isCode(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Title, atom.Iframe, atom.Noframes:
		return true
	}
	return false
}

// hiddenStyle reports whether an inline style hides its element.
func hiddenStyle(style string) bool {
	if len(style) > maxStyle {
		style = style[:maxStyle]
	}
	clipped, zero := false, false
	for decl := range strings.SplitSeq(strings.ToLower(stripCSS(style)), ";") {
		name, value, _ := strings.Cut(decl, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(strings.Replace(value, "!important", "", 1))
		if hiddenDeclaration(name, value) {
			return true
		}
		switch name {
		case "overflow", "overflow-x", "overflow-y":
			clipped = clipped || value == "hidden" || value == "clip"
		case "height", "width", "max-height", "max-width":
			zero = zero || isZero(value) || value == "1px"
		}
	}
	return clipped && zero
}

// maxStyle is more than any style attribute a person wrote.
const maxStyle = 4096

func hiddenDeclaration(name, value string) bool {
	switch name {
	case "display":
		return value == "none"
	case "visibility":
		return value == "hidden" || value == "collapse"
	case "content-visibility":
		return value == "hidden"
	case "opacity", "font-size", "zoom":
		return isZero(value)
	case "font":
		return strings.HasPrefix(value, "0 ") || strings.HasPrefix(value, "0px ") || strings.HasPrefix(value, "0/")
	case "color":
		return value == "transparent"
	case "left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top", "inset":
		return isOffScreen(value)
	case "clip":
		return strings.HasPrefix(value, "rect(0") || strings.HasPrefix(value, "rect(1px")
	case "clip-path":
		return strings.HasPrefix(value, "inset(50%") || strings.HasPrefix(value, "inset(100%") || strings.HasPrefix(value, "circle(0")
	case "transform":
		return strings.Contains(value, "scale(0)") || strings.Contains(value, "translate") && strings.Contains(value, "-999")
	}
	return false
}

// isZero reports whether a length or share is 0 in any unit: "0", "0px", ".0".
func isZero(value string) bool {
	number := strings.TrimRight(value, "abcdefghijklmnopqrstuvwxyz%")
	return number != "" && strings.Trim(number, "0.") == ""
}

// isOffScreen reports whether a length is so far to one side that nobody sees
// what stands there: -999 or less, -50 in units of whole letters or screens.
func isOffScreen(value string) bool {
	digits, ok := strings.CutPrefix(value, "-")
	if !ok {
		return false
	}
	unit := strings.TrimLeft(digits, "0123456789")
	n := len(digits) - len(unit)
	unit, _, _ = strings.Cut(strings.TrimLeft(unit, ".0123456789"), " ")
	switch unit {
	case "em", "rem", "vw", "vh", "ch":
		return n >= 3 || n == 2 && digits[0] >= '5'
	}
	return n >= 4 || n == 3 && digits[:3] == "999"
}

// hiddenClass reports whether a class hides its element by a name that means
// the same in every framework. The utility classes that show it again from some
// width of the window on count as shown.
func hiddenClass(class string) bool {
	found := false
	for name := range strings.FieldsSeq(class) {
		if shownAgain(name) {
			return false
		}
		found = found || isHiddenName(name)
	}
	return found
}

func isHiddenName(name string) bool {
	switch strings.ToLower(strings.ReplaceAll(name, "_", "-")) {
	case "hidden", "d-none", "is-hidden", "u-hidden", "display-none", "invisible", "hide", "element-invisible", "element-hidden",
		"sr-only", "screen-reader-text", "screen-reader-only", "screen-reader", "screenreader-only", "screenreader", "sr-text",
		"visually-hidden", "visuallyhidden", "u-visually-hidden", "is-visually-hidden", "visuallyhidden--always", "a11y-hidden", "accessibly-hidden", "hidden-visually",
		"hidden-accessible", "assistive-text", "accessibility-hidden", "off-screen", "offscreen", "show-for-sr", "vh", "a11y-text":
		return true
	}
	return false
}

func shownAgain(name string) bool {
	if i := strings.LastIndexByte(name, ':'); i > 0 { // "md:block"
		name = name[i+1:]
		return name == "block" || name == "flex" || name == "grid" || strings.HasPrefix(name, "inline")
	}
	if rest, ok := strings.CutPrefix(name, "d-"); ok { // "d-md-block"
		_, display, ok := strings.Cut(rest, "-")
		return ok && display != "none"
	}
	return false
}

// hide records the text of a hidden element.
func (w *walker) hide(n *html.Node) {
	var lines []string
	if isCode(n) {
		lines = markupText(n)
	} else {
		inner := walker{fixed: true, sheet: &stylesheet{}, total: 1}
		inner.hiddenText(n)
		for _, b := range inner.blocks {
			lines = append(lines, b.text)
		}
	}
	if len(lines) > 0 {
		w.hidden = append(w.hidden, strings.Join(lines, "\n"))
	}
	if !w.run.started {
		w.flush()
	}
}

// hiddenText collects all text below a hidden node.
func (w *walker) hiddenText(n *html.Node) {
	w.elems = append(w.elems, element{node: n, parent: -1})
	w.everything(n, scope{kind: article.Paragraph, figure: -1})
	w.flush()
}

func (w *walker) everything(n *html.Node, s scope) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && !isCode(n):
			w.text(c.Data, s)
		case c.Type == html.ElementNode && isBlock(c.DataAtom):
			w.flush()
			w.everything(c, s)
			w.flush()
		case c.Type == html.ElementNode:
			w.everything(c, s)
		}
	}
}

// markupText returns the text of an element whose content the parser leaves as
// markup, such as noscript.
func markupText(n *html.Node) []string {
	if n.DataAtom == atom.Template {
		inner := walker{fixed: true}
		inner.elems = append(inner.elems, element{node: n, parent: -1})
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode {
				inner.text(c.Data, scope{figure: -1})
				continue
			}
			inner.everything(c, scope{figure: -1})
			inner.flush()
		}
		inner.flush()
		return texts(inner.blocks)
	}
	var lines []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			lines = append(lines, stripTags(c.Data)...)
		}
	}
	return lines
}

func texts(blocks []block) []string {
	var list []string
	for _, b := range blocks {
		list = append(list, b.text)
	}
	return list
}

// stripTags returns the text between tags, in one line.
func stripTags(markup string) []string {
	z := html.NewTokenizer(strings.NewReader(markup))
	var parts []string
	skip := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(parts) == 0 {
				return nil
			}
			return []string{strings.Join(parts, " ")}
		case html.StartTagToken:
			name, _ := z.TagName()
			skip = string(name) == "script" || string(name) == "style"
		case html.EndTagToken:
			skip = false
		case html.TextToken:
			if text := tidy(strings.Join(strings.Fields(string(z.Text())), " ")); text != "" && !skip {
				parts = append(parts, text)
			}
		}
	}
}
