package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/article"
)

// What the bytes of an escaper's text are.
const (
	word   = 'w' // text, to be escaped where it would be markup
	style  = '*' // the delimiters of emphasis
	label1 = '[' // the start of a link or image
	label2 = ']' // its end
	fixed  = '=' // anything else that stays as it is
)

// escaper writes text and markup together first, so that what a character
// means can be judged by what stands around it.
type escaper struct {
	setting Setting
	text    []byte
	role    []byte
	starts  []int // where a line begins, at which a block could
}

func (e *escaper) add(s string, role byte) {
	e.text = append(e.text, s...)
	for range len(s) {
		e.role = append(e.role, role)
	}
}

func (e *escaper) raw(s string) { e.add(s, fixed) }

func (e *escaper) words(s string) {
	e.add(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' ' // a line end of its own would end the block
		}
		return r
	}, s), word)
}

func (e *escaper) openMark(marks []article.Mark, i int) {
	m := marks[i]
	switch {
	case m.Kind.Style() && hollow(marks, i): // ** around nothing is no markup
	case m.Kind.Style():
		e.add(m.Open, style)
	case m.Kind == article.Link || m.Kind == article.Image:
		e.add(m.Open, label1)
		if hollow(marks, i) {
			e.add(m.Close, label2)
		}
	default:
		e.raw(m.Open)
	}
	if m.Kind == article.Break || m.Kind == article.Number {
		e.starts = append(e.starts, len(e.text))
	}
}

func (e *escaper) closeMark(m article.Mark) {
	if m.Kind.Style() {
		e.add(m.Close, style)
		return
	}
	e.add(m.Close, label2)
}

// String returns the text, escaped.
func (e *escaper) String() string {
	escape := map[int]bool{}
	for i := range e.text {
		if e.role[i] == word && e.meansSomething(i) {
			escape[i] = true
		}
	}
	for _, c := range "*_~" {
		e.delimiters(byte(c), escape)
	}
	if atLineStart(e.setting) {
		e.starts = append(e.starts, 0)
	}
	for _, at := range e.starts {
		if i := e.blockStart(at); i >= 0 {
			escape[i] = true
		}
	}
	if i := e.headingEnd(); i >= 0 {
		escape[i] = true
	}
	return e.escaped(escape)
}

func (e *escaper) escaped(escape map[int]bool) string {
	var out strings.Builder
	for i, b := range e.text {
		switch {
		case escape[i] && b == '<': // a reader that knows no backslashes would see a tag
			out.WriteString("&lt;")
		case escape[i] && b == '&':
			out.WriteString("&amp;")
		case escape[i]:
			out.WriteByte('\\')
			fallthrough
		default:
			out.WriteByte(b)
		}
	}
	return out.String()
}

// meansSomething reports whether one character of the text would be markup.
func (e *escaper) meansSomething(i int) bool {
	rest := e.text[i+1:]
	switch e.text[i] {
	case '\\':
		return len(rest) == 0 || isPunct(rest[0]) || rest[0] == '\n'
	case '`':
		return strings.Count(string(e.text), "`") > 1
	case '|':
		return e.setting.Kind == article.TableRow
	case '<':
		return len(rest) > 0 && (isLetter(rest[0]) || strings.IndexByte("/!?", rest[0]) >= 0 || isAlnum(rest[0]) && strings.Contains(string(rest), "@"))
	case '&':
		return isEntity(string(rest))
	case '!':
		return len(rest) > 0 && rest[0] == '[' && e.role[i+1] == label1
	case '[', ']':
		return e.bracket(i)
	}
	return false
}

// bracket reports whether a bracket of the text would be part of a link.
func (e *escaper) bracket(i int) bool {
	if e.text[i] == ']' {
		open := e.partner(i, -1)
		return e.inLabel(i) && (open < 0 || e.bracket(open))
	}
	end := e.partner(i, 1)
	if end < 0 {
		return e.inLabel(i)
	}
	if i+1 < len(e.text) && e.text[i+1] == '^' || e.setting.Labels[label(string(e.text[i+1:end]))] {
		return true
	}
	return end+1 < len(e.text) && strings.IndexByte("([:", e.text[end+1]) >= 0
}

// partner returns the place of the bracket of the text that closes or opens one.
func (e *escaper) partner(i, step int) int {
	depth := 0
	for ; i >= 0 && i < len(e.text) && e.role[i] != label1 && e.role[i] != label2; i += step {
		switch {
		case e.role[i] != word:
		case e.text[i] == '[':
			depth++
		case e.text[i] == ']':
			depth--
		}
		if depth == 0 {
			return i
		}
	}
	return -1
}

// inLabel reports whether a place is inside the words of a link or image.
func (e *escaper) inLabel(i int) bool {
	for ; i < len(e.text); i++ {
		switch e.role[i] {
		case label2:
			return true
		case label1:
			return false
		}
	}
	return false
}

// run is a run of delimiters and what it could do.
type run struct {
	start, end  int
	role        byte
	open, close bool
}

// delimiters marks the runs of one character that could begin or end emphasis
// together with another.
func (e *escaper) delimiters(c byte, escape map[int]bool) {
	runs := e.runs(c)
	for i, r := range runs {
		pairs := false
		for j, o := range runs {
			pairs = pairs || r.open && j > i && o.close || r.close && j < i && o.open ||
				o.role != r.role && (o.end == r.start || o.start == r.end)
		}
		for at := r.start; pairs && r.role == word && at < r.end; at++ {
			escape[at] = true
		}
	}
}

func (e *escaper) runs(c byte) []run {
	var runs []run
	for i := 0; i < len(e.text); i++ {
		if e.text[i] != c || e.role[i] != word && e.role[i] != style {
			continue
		}
		r := run{start: i, role: e.role[i]}
		for i < len(e.text) && e.text[i] == c && e.role[i] == r.role {
			i++
		}
		r.end = i
		i--
		before, _ := utf8.DecodeLastRune(e.text[:r.start])
		after, _ := utf8.DecodeRune(e.text[r.end:])
		r.open, r.close = flanks(before, after, c)
		runs = append(runs, r)
	}
	return runs
}

// flanks says whether a run of delimiters between two characters can open and
// close emphasis (CommonMark 0.31, 6.2).
func flanks(before, after rune, c byte) (open, close bool) {
	space := func(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }
	punct := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	left := !space(after) && (!punct(after) || space(before) || punct(before))
	right := !space(before) && (!punct(before) || space(after) || punct(after))
	if c != '_' {
		return left, right
	}
	return left && (!right || punct(before)), right && (!left || punct(after))
}

// atLineStart reports whether a text begins a line, where a block could begin.
func atLineStart(in Setting) bool {
	if in.Kind == article.TableRow {
		return false
	}
	last := strings.Trim(in.Before[strings.LastIndexByte(in.Before, '\n')+1:], " \t>-+*")
	number := strings.TrimRight(strings.TrimRight(last, ".)"), "0123456789")
	return number == "" || strings.HasPrefix(last, "[^") && strings.HasSuffix(last, "]:")
}

// blockStart returns the character to escape so that a line does not begin a
// heading, quotation, list, rule or code block; a negative number if it does
// not.
func (e *escaper) blockStart(at int) int {
	if at >= len(e.text) || e.role[at] != word {
		return -1
	}
	line, _, _ := strings.Cut(string(e.text[at:]), "\n")
	first := line[0]
	same := len(line) - len(strings.TrimLeft(line, line[:1]))
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	blank := func(n int) bool { return n >= len(line) || line[n] == ' ' || line[n] == '\t' }
	switch {
	case first == '>',
		first == '#' && same <= 6 && blank(same),
		strings.IndexByte("-+*", first) >= 0 && blank(1),
		strings.IndexByte("-=*_", first) >= 0 && strings.Trim(line, line[:1]+" \t") == "",
		strings.IndexByte("`~", first) >= 0 && same >= 3,
		first == '[' && e.setting.Kind == article.ListItem && len(line) > 3 && line[2] == ']' && blank(3):
		return at
	case 0 < digits && digits <= 9 && digits < len(line) && (line[digits] == '.' || line[digits] == ')') && blank(digits+1):
		return at + digits
	}
	return -1
}

// headingEnd returns where # at the end of a heading would be taken for its
// closing marks.
func (e *escaper) headingEnd() int {
	if e.setting.Kind != article.Headline && e.setting.Kind != article.Subheading {
		return -1
	}
	i := len(strings.TrimRight(string(e.text), "#"))
	if i < len(e.text) && i > 0 && e.text[i-1] == ' ' && e.role[i] == word {
		return i
	}
	return -1
}

// isEntity reports whether what follows an ampersand makes it an entity's.
func isEntity(rest string) bool {
	name, _, ok := strings.Cut(rest, ";")
	name = strings.TrimPrefix(name, "#")
	return ok && name != "" && strings.IndexFunc(name, func(r rune) bool { return r >= utf8.RuneSelf || !isAlnum(byte(r)) }) < 0
}

func isLetter(b byte) bool { return 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z' }

func isAlnum(b byte) bool { return '0' <= b && b <= '9' || isLetter(b) }

func isPunct(b byte) bool { return '!' <= b && b <= '~' && !isAlnum(b) }
