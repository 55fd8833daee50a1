package read

import (
	"regexp"
	"strings"
	"sync"

	"dragoman/internal/article"
)

// markdown divides Markdown into blocks: headings, paragraphs, list items and
// quotations. Emphasis, links and images come out as their text. What is not
// prose is dropped with its reason: front matter, code, comments.
//
// The first heading is the headline if no paragraph stands before it; the other
// headings are subheadings.
func markdown(text string) []article.Block {
	m := markdownReader{lines: strings.Split(text, "\n")}
	m.frontMatter()
	for m.at < len(m.lines) {
		m.step()
	}
	m.flush()
	return m.blocks
}

// markdownReader walks over the lines. open holds the lines of the block that
// is being read, and kind what it will be.
type markdownReader struct {
	lines  []string
	at     int
	blocks []article.Block
	open   []string
	kind   article.Kind
}

// step reads the line at m.at, and the lines after it where it opens something
// that has an end of its own.
func (m *markdownReader) step() {
	line := strings.TrimSpace(m.lines[m.at])
	switch {
	case line == "":
		m.flush()
	case m.fenced(line), m.commented(line):
		return
	case strings.HasPrefix(line, "#") && headingText(line) != "":
		m.flush()
		m.add(m.headingKind(), headingText(line))
	case m.isUnderlined(line):
		m.underlined(line)
		m.at++
	case strings.HasPrefix(line, ">"):
		m.quote(strings.TrimSpace(strings.TrimLeft(line, "> ")))
	case isSeparator(line):
		m.flush()
		m.drop([]string{line}, "separator")
	case listItem(line) != "":
		m.flush()
		m.kind, m.open = article.ListItem, []string{listItem(line)}
	case strings.HasPrefix(line, "|"):
		m.flush()
		m.add(article.Paragraph, line)
	default:
		m.open = append(m.open, strings.TrimSuffix(line, `\`))
	}
	m.at++
}

// flush ends the open block.
func (m *markdownReader) flush() {
	text := join(m.open)
	kind := m.kind
	m.open, m.kind = nil, article.Paragraph
	if text == "" {
		return
	}
	m.add(kind, text)
}

func (m *markdownReader) add(kind article.Kind, text string) {
	if kind == "" {
		kind = article.Paragraph
	}
	if plain := inline(text); plain != "" {
		m.blocks = append(m.blocks, article.Block{Kind: kind, Text: plain})
		return
	}
	m.drop([]string{text}, "image without a text")
}

func (m *markdownReader) drop(lines []string, reason string) {
	if text := strings.TrimSpace(strings.Join(lines, "\n")); text != "" {
		m.blocks = append(m.blocks, article.Block{Kind: article.Paragraph, Text: text, Reason: reason})
	}
}

// frontMatter drops the settings of a publishing system at the top: lines
// between two of --- or +++, if the first of them sets something.
func (m *markdownReader) frontMatter() {
	mark := strings.TrimSpace(m.lines[0])
	if mark != "---" && mark != "+++" || len(m.lines) < 3 || !strings.ContainsAny(m.lines[1], ":=") {
		return
	}
	for i, line := range m.lines[1:] {
		if end := strings.TrimSpace(line); end == mark || mark == "---" && end == "..." {
			m.drop(m.lines[:i+2], "front matter")
			m.at = i + 2
			return
		}
	}
}

// fenced drops a code block. A fence that is never closed is an ordinary line:
// half an article must not vanish behind it.
func (m *markdownReader) fenced(line string) bool {
	fence := ""
	for _, f := range []string{"```", "~~~"} {
		if strings.HasPrefix(line, f) {
			fence = f
		}
	}
	if fence == "" {
		return false
	}
	for i := m.at + 1; i < len(m.lines); i++ {
		if strings.HasPrefix(strings.TrimSpace(m.lines[i]), fence) {
			m.flush()
			m.drop(m.lines[m.at:i+1], "code block")
			m.at = i + 1
			return true
		}
	}
	return false
}

// commented drops an HTML comment that stands on lines of its own.
func (m *markdownReader) commented(line string) bool {
	if !strings.HasPrefix(line, "<!--") {
		return false
	}
	for i := m.at; i < len(m.lines); i++ {
		if strings.HasSuffix(strings.TrimSpace(m.lines[i]), "-->") {
			m.flush()
			m.drop(m.lines[m.at:i+1], "hidden comment")
			m.at = i + 1
			return true
		}
	}
	return false
}

// quote takes a line of a quotation; an empty one divides its paragraphs.
func (m *markdownReader) quote(text string) {
	if m.kind != article.Quote || text == "" {
		m.flush()
	}
	m.kind = article.Quote
	if text != "" {
		m.open = append(m.open, text)
	}
}

// headingKind returns headline for the first heading that no text precedes,
// subheading for all others.
func (m *markdownReader) headingKind() article.Kind {
	for _, b := range m.blocks {
		if b.Kept() {
			return article.Subheading
		}
	}
	return article.Headline
}

// isUnderlined reports whether a line is a heading by the line of = or - under
// it.
func (m *markdownReader) isUnderlined(line string) bool {
	if len(m.open) > 0 || m.at+1 >= len(m.lines) || isSeparator(line) || listItem(line) != "" {
		return false
	}
	under := strings.TrimSpace(m.lines[m.at+1])
	return len(under) >= 3 && (strings.Trim(under, "=") == "" || strings.Trim(under, "-") == "")
}

func (m *markdownReader) underlined(line string) {
	m.flush()
	m.add(m.headingKind(), line)
}

// headingText returns the text of a line such as "## Text ##", or "".
func headingText(line string) string {
	marks := len(line) - len(strings.TrimLeft(line, "#"))
	text := line[marks:]
	if marks > 6 || text != "" && text[0] != ' ' && text[0] != '\t' {
		return ""
	}
	return strings.TrimSpace(strings.TrimRight(strings.TrimSpace(text), "#"))
}

// listItem returns the text of a line that is a list item, or "". A number
// needs its text on the same line, as does a sign.
func listItem(line string) string {
	for _, sign := range []string{"- ", "* ", "+ "} {
		if text, ok := strings.CutPrefix(line, sign); ok {
			return strings.TrimSpace(text)
		}
	}
	if isBullet(line) {
		return strings.TrimSpace(strings.TrimLeft(line, bullets+" "))
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	if digits == 0 || digits > 3 || len(line) < digits+2 || !strings.ContainsRune(".)", rune(line[digits])) || line[digits+1] != ' ' {
		return ""
	}
	return line // the number stays: it may be the text's own, and order is meaning
}

// inlinePatterns are the marks inside a line and what stays of them, in the
// order in which they are undone.
var inlinePatterns = sync.OnceValue(func() []struct {
	re   *regexp.Regexp
	with string
} {
	return []struct {
		re   *regexp.Regexp
		with string
	}{
		{regexp.MustCompile(`<!--.*?-->`), ""},
		{regexp.MustCompile(`!\[([^\]\[]*)\]\([^()\s]*(?:\s+"[^"]*")?\)`), "$1"},
		{regexp.MustCompile(`\[([^\]\[]+)\]\([^()\s]*(?:\([^()\s]*\))?[^()\s]*(?:\s+"[^"]*")?\)`), "$1"},
		{regexp.MustCompile(`<(https?://[^<>\s]+)>`), "$1"},
		{regexp.MustCompile(`\*\*(\S(?:[^*\n]*\S)?)\*\*`), "$1"},
		{regexp.MustCompile(`__(\S(?:[^_\n]*\S)?)__`), "$1"},
		{regexp.MustCompile(`\*([^\s*](?:[^*\n]*[^\s*])?)\*`), "$1"},
		{regexp.MustCompile(`(^|[\s("'«“])_([^\s_](?:[^_\n]*[^\s_])?)_($|[\s)."'»”,;:!?،؛؟])`), "$1$2$3"},
		{regexp.MustCompile("`([^`\n]+)`"), "$1"},
		{regexp.MustCompile(`\\([\\*_#>\-+.!\[\]()` + "`" + `{}|])`), "$1"},
	}
})

// inline returns a text without its Markdown marks. Text without any is
// returned as it is.
func inline(text string) string {
	if !strings.ContainsAny(text, "*_[<`\\") {
		return text
	}
	for _, p := range inlinePatterns() {
		text = p.re.ReplaceAllString(text, p.with)
	}
	return strings.TrimSpace(text)
}
