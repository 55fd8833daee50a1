package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

// normalise makes line ends uniform and removes what nobody can see: control
// characters and what [language.Clean] removes. A soft hyphen at a line end
// joins the halves of its word.
func normalise(text string) string {
	if !strings.ContainsFunc(text, isSteering) {
		return language.Clean(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	for i, r := range text {
		switch {
		case r == '\n' && i > 0 && (text[i-1] == '\r' || strings.HasSuffix(text[:i], softHyphen)), r == '\r' && strings.HasSuffix(text[:i], softHyphen):
			// the second half of a line end, or one inside a word
		case r == '\r', r == '\v', r == nextLine, r == '\u2028':
			b.WriteByte('\n')
		case r == '\f', r == '\u2029':
			b.WriteString("\n\n")
		case r < 0x20 && r != '\n' && r != '\t', r == 0x7F: // terminal control codes and their like
		default:
			b.WriteRune(r)
		}
	}
	return language.Clean(b.String())
}

// isSteering reports whether a rune ends a line, other than a line feed, or
// controls something else.
func isSteering(r rune) bool {
	return r < 0x20 && r != '\n' && r != '\t' || 0x7F <= r && r <= 0xAD && (r == 0x7F || r == nextLine || r == 0xAD) || r == '\u2028' || r == '\u2029'
}

const softHyphen = "\u00AD"

// plain divides plain text into blocks.
//
// Where the mode is empty, blank lines end paragraphs if there are any between
// lines of text. Without them every line is a paragraph, unless the lines look
// wrapped at a width. Lines that blank lines keep together are one paragraph,
// unless all of them end in a full stop and so were not broken for width.
func plain(text, mode string) []article.Block {
	lines := strings.Split(text, "\n")
	groups := grouped(lines)
	if mode == "" && len(groups) == 1 && !looksWrapped(groups[0]) {
		mode = Line
	}
	var blocks []article.Block
	for _, g := range groups {
		for _, p := range paragraphs(g, mode, len(groups) == 1) {
			blocks = append(blocks, inGroup(p)...)
		}
	}
	return blocks
}

// grouped returns the runs of lines that have something on them.
func grouped(lines []string) [][]string {
	var groups [][]string
	open := false
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			open = false
			continue
		}
		if !open {
			groups = append(groups, nil)
			open = true
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], line)
	}
	return groups
}

// paragraphs divides a run of lines into the lines of each paragraph. whole
// says that the run is the whole text, so that only widths can divide it.
func paragraphs(lines []string, mode string, whole bool) [][]string {
	switch {
	case mode == Line:
		return each(lines)
	case mode == Blank:
		return [][]string{lines}
	case mode == Wrap, whole && looksWrapped(lines):
		return unwrap(lines)
	case !looksWrapped(lines) && allEnd(lines):
		return each(lines)
	}
	return apart(lines)
}

func each(lines []string) [][]string {
	list := make([][]string, len(lines))
	for i := range lines {
		list[i] = lines[i : i+1]
	}
	return list
}

// apart takes list items and boilerplate out of a run of lines; the lines
// between stay together. A line is boilerplate here only where no sentence
// runs into it.
func apart(lines []string) [][]string {
	if len(lines) == 1 {
		return [][]string{lines}
	}
	var list [][]string
	open := false
	for i, line := range lines {
		alone := isBullet(line) || boilerplate(line) != nil && (i == 0 || !open || ends(lines[i-1]))
		if alone || !open {
			list = append(list, nil)
		}
		open = !alone
		list[len(list)-1] = append(list[len(list)-1], line)
	}
	return list
}

func allEnd(lines []string) bool {
	for _, line := range lines {
		if !ends(line) {
			return false
		}
	}
	return true
}

// inGroup makes blocks of the lines of one paragraph.
func inGroup(lines []string) []article.Block {
	text := join(lines)
	if isBullet(text) {
		return []article.Block{{Kind: article.ListItem, Text: strings.TrimSpace(strings.TrimLeft(text, bullets+" \t"))}}
	}
	return []article.Block{{Kind: article.Paragraph, Text: text}}
}

// bullets are the signs that mark a list item at the start of a line. Hyphens
// and dashes do not: in many languages they begin direct speech.
const bullets = "•▪‣◦●■"

func isBullet(line string) bool {
	line = strings.TrimSpace(line)
	r, n := utf8.DecodeRuneInString(line)
	return strings.ContainsRune(bullets, r) && strings.ContainsFunc(line[n:], unicode.IsLetter)
}

// join makes one text of lines: with a space between, except after a hyphen
// inside a word and between characters of scripts without spaces.
func join(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if b.Len() > 0 && !seamless(b.String(), line) {
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	return b.String()
}

func seamless(before, after string) bool {
	last, n := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	if last == '-' {
		r, _ := utf8.DecodeLastRuneInString(before[:len(before)-n])
		return unicode.IsLetter(r) && unicode.IsLower(next)
	}
	return isWide(last) && isWide(next)
}

// isWide reports whether a rune is a Chinese or Japanese character or their
// punctuation, which fills two columns and needs no space.
func isWide(r rune) bool {
	return 0x3001 <= r && r <= 0x30FF || 0x3400 <= r && r <= 0x9FFF || 0xFF01 <= r && r <= 0xFF60
}

// width returns the columns a line fills.
func width(line string) int {
	n := 0
	for _, r := range strings.TrimSpace(line) {
		switch {
		case isWide(r):
			n += 2
		case language.IsLetter(r) || !unicode.Is(unicode.Mn, r):
			n++
		}
	}
	return n
}

// Text is wrapped at 60 to 80 columns by people and programs; these bounds
// leave room on both sides. Longer lines are paragraphs.
const (
	minWrap = 35
	maxWrap = 130
)

// looksWrapped reports whether lines were broken at a width: at least three
// lines, nearly all of them so long that the next line's first word would not
// have fitted, and at least half of the breaks inside a sentence.
func looksWrapped(lines []string) bool {
	if len(lines) < 3 {
		return false
	}
	limit := widest(lines)
	if limit < minWrap || limit > maxWrap {
		return false
	}
	full, mid := 0, 0
	for i := range lines[:len(lines)-1] {
		if isFull(lines[i], lines[i+1], limit) {
			full++
		}
		if !ends(lines[i]) {
			mid++
		}
	}
	breaks := len(lines) - 1
	return full*10 >= breaks*7 && mid*2 >= breaks
}

func widest(lines []string) int {
	limit := 0
	for _, line := range lines {
		limit = max(limit, width(line))
	}
	return limit
}

// isFull reports whether the first word of the next line had no room on a line.
func isFull(line, next string, limit int) bool {
	words := strings.Fields(next)
	first := width(words[0])
	if r, _ := utf8.DecodeRuneInString(words[0]); isWide(r) {
		first = 4 // a line without spaces breaks anywhere but before punctuation
	}
	return width(line)+1+first > limit
}

// unwrap divides wrapped lines into paragraphs: one ends with a line that had
// room for the next line's first word, or before an indented line that a
// finished sentence precedes.
func unwrap(lines []string) [][]string {
	limit := widest(lines)
	var list [][]string
	start := 0
	for i := 1; i < len(lines); i++ {
		indented := strings.TrimLeft(lines[i], " \t") != lines[i] && ends(lines[i-1])
		if indented || !isFull(lines[i-1], lines[i], limit) {
			list = append(list, lines[start:i])
			start = i
		}
	}
	return append(list, lines[start:])
}

// ends reports whether a text ends with punctuation that ends a sentence,
// whatever closing marks follow it.
func ends(text string) bool {
	text = strings.TrimRight(strings.TrimSpace(text), "\"'”’»›)]」』）〉】 \u00A0\u202F")
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?؟۔…。！？।॥։።", r)
}
