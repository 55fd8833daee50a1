package page

import (
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// stylesheet knows the classes and ids that the page's own style elements hide
// by a rule for nothing but that class or id, such as ".note{display:none}", and
// the rules that show such an element again: for a wide window, or inside
// others. Other rules are not read.
type stylesheet struct {
	hides map[string]bool
	shows map[string][]string // selectors that end in a class or id, by that
}

// add reads the text of a style element. Of two rules for a name the later one
// holds, as in a browser.
func (s *stylesheet) add(css string) { s.rules(stripCSS(css), false) }

// rules reads rules. Those that hold in some windows only can show but not hide.
func (s *stylesheet) rules(css string, some bool) {
	for css != "" {
		head, rest, ok := strings.Cut(css, "{")
		if !ok {
			return
		}
		if i := strings.LastIndexAny(head, ";}"); i >= 0 {
			head = head[i+1:]
		}
		head = strings.TrimSpace(head)
		switch {
		case isOpenMedia(head): // its rules follow as if they stood alone
			css = rest
		case strings.HasPrefix(head, "@"):
			css = afterBlock(rest)
			if isWideMedia(head) && !some {
				s.rules(rest[:len(rest)-len(css)], true)
			}
		default:
			body, after, _ := strings.Cut(rest, "}")
			s.rule(head, body, some)
			css = after
		}
	}
}

// isOpenMedia reports whether a group of rules holds in every window.
func isOpenMedia(head string) bool {
	media, ok := strings.CutPrefix(strings.ToLower(head), "@media")
	if !ok {
		return strings.HasPrefix(head, "@layer") || strings.HasPrefix(head, "@supports")
	}
	media = strings.TrimSpace(media)
	return media == "all" || media == "screen" || media == "only screen"
}

// isWideMedia reports whether a group of rules holds in the window of a desktop.
func isWideMedia(head string) bool {
	return strings.HasPrefix(head, "@media") && !strings.Contains(head, "print") && (!strings.Contains(head, "max-width") || strings.Contains(head, "min-width"))
}

// afterBlock returns what follows the end of a block that css is inside of.
func afterBlock(css string) string {
	depth := 1
	for i := range len(css) {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return css[i+1:]
			}
		}
	}
	return ""
}

func (s *stylesheet) rule(selectors, body string, some bool) {
	hides, shows := cssHides(body)
	if !hides && !shows {
		return
	}
	for selector := range strings.SplitSeq(selectors, ",") {
		selector = strings.TrimSpace(selector)
		switch {
		case isSimple(selector) && !some:
			if s.hides == nil {
				s.hides = map[string]bool{}
			}
			s.hides[selector] = hides
		case shows && !hides:
			if s.shows == nil {
				s.shows = map[string][]string{}
			}
			if i := strings.LastIndexAny(selector, ".#"); i >= 0 {
				s.shows[selector[i:]] = append(s.shows[selector[i:]], selector)
			}
		}
	}
}

// maxShows bounds how many rules are tried to show one element.
const maxShows = 20

// shown reports whether another rule shows an element that a rule hides.
func (s *stylesheet) shown(n *html.Node, name string) bool {
	list := s.shows[name]
	for _, selector := range list[:min(len(list), maxShows)] {
		if sel, err := cascadia.Compile(selector); err == nil && sel.Match(n) {
			return true
		}
	}
	return false
}

// cssHides reports whether declarations hide an element, or show it whatever an
// earlier rule said. What is transparent only until it is faded in is shown.
func cssHides(body string) (hides, shows bool) {
	body = strings.ToLower(body)
	moves := strings.Contains(body, "transition") || strings.Contains(body, "animation")
	for decl := range strings.SplitSeq(body, ";") {
		name, value, _ := strings.Cut(decl, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(strings.Replace(value, "!important", "", 1))
		switch name {
		case "display", "visibility":
			shows = !hiddenDeclaration(name, value)
			hides = hides || !shows
		case "opacity", "transform":
			hides = hides || !moves && hiddenDeclaration(name, value)
		case "left", "right", "top", "text-indent", "clip", "clip-path":
			hides = hides || hiddenDeclaration(name, value)
		}
	}
	return hides, shows
}

// isSimple reports whether a selector is one class or id, with or without the
// name of an element: ".note", "#note", "p.note".
func isSimple(selector string) bool {
	i := strings.IndexAny(selector, ".#")
	if i < 0 || len(selector) > 200 || i == len(selector)-1 {
		return false
	}
	return !strings.ContainsAny(selector[i+1:], ".# >+~:[]*()\t\n") && !strings.ContainsAny(selector[:i], " >+~:[]*()\t\n")
}

func (s *stylesheet) hidesClass(n *html.Node, class string) bool {
	if s == nil || len(s.hides) == 0 {
		return false
	}
	for name := range strings.FieldsSeq(class) {
		if s.hidden(n, "."+name) {
			return true
		}
	}
	return false
}

func (s *stylesheet) hidesID(n *html.Node, id string) bool {
	return s != nil && len(s.hides) > 0 && s.hidden(n, "#"+id)
}

func (s *stylesheet) hidden(n *html.Node, name string) bool {
	if n.Data == "body" || n.Data == "html" || !s.hides[name] && !s.hides[n.Data+name] {
		return false
	}
	return !s.shown(n, name)
}

// stripCSS removes comments, which may stand anywhere in a style.
func stripCSS(css string) string {
	if !strings.Contains(css, "/*") {
		return css
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(css, "/*")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		if _, css, ok = strings.Cut(rest, "*/"); !ok {
			return b.String()
		}
	}
}
