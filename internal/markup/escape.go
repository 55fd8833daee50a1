package markup

import (
	"bytes"
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

	depth    int         // links and images that are open
	labelled []bool      // whether a place is inside the words of one
	partners map[int]int // brackets of the text that belong together
	closing  int         // the last closing bracket of the text
	ticks    int         // backticks anywhere
}

func (e *escaper) add(s string, role byte) {
	e.text = append(e.text, s...)
	for range len(s) {
		e.role = append(e.role, role)
		e.labelled = append(e.labelled, e.depth > 0)
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
		} else {
			e.depth++
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
	e.depth--
	e.add(m.Close, label2)
}

// String returns the text, escaped.
func (e *escaper) String() string {
	escape := map[int]bool{}
	e.ticks = bytes.Count(e.text, []byte("`"))
	e.pairBrackets()
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
		return e.ticks > 1
	case '|':
		return e.setting.Kind == article.TableRow
	case '<':
		return len(rest) > 0 && (isLetter(rest[0]) || strings.IndexByte("/!?", rest[0]) >= 0 || isAlnum(rest[0]) && bytes.IndexByte(rest[:min(len(rest), maxAddress)], '@') >= 0)
	case '&':
		return isEntity(string(rest[:min(len(rest), maxEntity)]))
	case '!':
		return len(rest) > 0 && rest[0] == '[' && e.role[i+1] == label1
	case '[', ']':
		return e.bracket(i)
	}
	return false
}

// maxAddress is longer than any mail address (RFC 5321), maxEntity than the
// name of any entity.
const (
	maxAddress = 320
	maxEntity  = 40
)

// bracket reports whether a bracket of the text would be part of a link.
func (e *escaper) bracket(i int) bool {
	partner, paired := e.partners[i]
	switch {
	case !paired && e.text[i] == '[':
		return e.labelled[i] || i < e.closing
	case !paired:
		return e.labelled[i]
	case e.text[i] == ']':
		return e.bracket(partner)
	case e.text[i+1] == '^' || e.setting.Labels[label(string(e.text[i+1:min(partner, i+maxLabel)]))]:
		return true
	}
	if partner+1 == len(e.text) {
		return false
	}
	starts := i == 0 || e.role[i-1] == fixed // a link target begins its line
	return e.text[partner+1] == '(' || e.text[partner+1] == '[' || starts && e.text[partner+1] == ':'
}

// maxLabel is the longest label of a link target (CommonMark 0.31, 4.7).
const maxLabel = 1000

// pairBrackets finds the brackets of the text that belong together, which those
// of a link between them never do.
func (e *escaper) pairBrackets() {
	e.partners = map[int]int{}
	var open []int
	for i, b := range e.text {
		switch {
		case e.role[i] == label1 || e.role[i] == label2:
			open = open[:0]
		case e.role[i] != word:
		case b == '[':
			open = append(open, i)
		case b == ']':
			if e.closing = i; len(open) == 0 {
				continue
			}
			last := open[len(open)-1]
			e.partners[last], e.partners[i] = i, last
			open = open[:len(open)-1]
		}
	}
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
	opened, closes := 0, 0
	for _, r := range runs {
		if r.close {
			closes++
		}
	}
	for i, r := range runs {
		if r.close {
			closes--
		}
		beside := i > 0 && runs[i-1].end == r.start || i+1 < len(runs) && runs[i+1].start == r.end
		pairs := beside || r.open && closes > 0 || r.close && opened > 0
		if r.open {
			opened++
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
	end := len(e.text)
	if n := bytes.IndexByte(e.text[at:], '\n'); n >= 0 {
		end = at + n
	}
	line := string(e.text[at:end])
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
