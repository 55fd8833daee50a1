package read

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

// dateline is what a paragraph opens with before the news: place, date, agency.
type dateline struct {
	text      string // as written, with its dash
	published string // RFC 3339 date, when day, month and year are given
}

// splitDateline makes the dateline of the first paragraph a block of its own,
// before that paragraph.
func splitDateline(blocks []article.Block) (out []article.Block, published string) {
	for i, b := range blocks {
		if !b.Kept() || b.Kind != article.Paragraph {
			continue
		}
		head, rest := cutDateline(b.Text)
		if head.text == "" {
			break
		}
		parts, ok := divide(b, head.text, rest)
		if !ok {
			return blocks, head.published
		}
		out = append(out, blocks[:i]...)
		out = append(out, parts...)
		return append(out, blocks[i+1:]...), head.published
	}
	return blocks, ""
}

// divide makes two blocks of one, a dateline and the rest of its paragraph. It
// cannot where a mark, such as a link, goes from one into the other.
func divide(b article.Block, head, rest string) ([]article.Block, bool) {
	lead, start := b, len(b.Text)-len(rest)
	lead.Kind, lead.Text, lead.Marks = article.Dateline, head, nil
	if rest == "" {
		lead.Marks = b.Marks
		return []article.Block{lead}, len(b.Marks) == 0 || head == b.Text
	}
	if len(b.Marks) > 0 && !strings.HasPrefix(b.Text, head) {
		return nil, false
	}
	tail := b
	tail.Text, tail.Marks = rest, nil
	for _, m := range b.Marks {
		switch {
		case m.End <= len(head):
			lead.Marks = append(lead.Marks, m)
		case m.Start >= start:
			m.Start, m.End = m.Start-start, m.End-start
			tail.Marks = append(tail.Marks, m)
		default:
			return nil, false
		}
	}
	lead.After, tail.Before = "", ""
	if len(head) < start {
		tail.Before = b.Text[len(head):start]
	}
	return []article.Block{lead, tail}, true
}

// Limits of a dateline: the longest of real ones, "SHARM EL-SHEIKH, Egypt, 23
// November 2025 (Europa Press/Prensa Latina) —", has 66 letters.
const (
	datelineRunes = 90
	placeWords    = 4
)

// cutDateline divides a paragraph into its dateline and the rest. There is a
// dateline only where a place is followed by a date or an agency, and a dash
// ends them; the place has capitals where the script has any. Everything else
// is text: a dateline missed is harmless, one invented is not.
func cutDateline(text string) (dateline, string) {
	if d, rest := cutEastAsian(text); d.text != "" {
		return d, rest
	}
	var found dateline
	rest := ""
	for _, end := range dashes(text) {
		head := strings.TrimRight(text[:end.Start], " \u00A0.")
		if date, ok := parseDateline(head); ok {
			found = dateline{strings.TrimSpace(text[:end.End]), date}
			rest = strings.TrimSpace(text[end.End:])
		}
	}
	if found.text == "" {
		return found, ""
	}
	return withTrailingAgency(found, rest)
}

// dashes returns the places of the dashes that can end a dateline: among the
// first runes, with white space on the right, and at most three.
func dashes(text string) []language.Span {
	var list []language.Span
	runes := 0
	for i, r := range text {
		if runes++; runes > datelineRunes || len(list) == 3 {
			break
		}
		if !isDash(r) {
			continue
		}
		end := i + utf8.RuneLen(r)
		if next, _ := utf8.DecodeRuneInString(text[end:]); isDash(next) { // "--": the last one counts
			continue
		}
		prev, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:i], "-–—"))
		next, n := utf8.DecodeRuneInString(text[end:])
		if (unicode.IsSpace(prev) || prev == ')' || prev == '.') && (n == 0 || unicode.IsSpace(next)) {
			list = append(list, language.Span{Start: len(strings.TrimRight(text[:end], "-–—−")), End: end})
		}
	}
	return list
}

func isDash(r rune) bool { return r == '-' || r == '–' || r == '—' || r == '−' }

var brackets = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\(([^()]*)\)`) })

// parseDateline reads what stands before the dash. ok is false when it is not a
// dateline; published is empty when the date is not whole.
func parseDateline(head string) (published string, ok bool) {
	var bracketed []string
	for _, m := range brackets().FindAllStringSubmatch(head, -1) {
		bracketed = append(bracketed, strings.FieldsFunc(m[1], func(r rune) bool { return r == '/' || r == ',' || r == '،' })...)
	}
	head = brackets().ReplaceAllString(head, ",")
	if strings.ContainsAny(head, "()[]:;!?؟«»\"“”") {
		return "", false
	}
	parts := split(head)
	if len(parts) == 0 {
		return "", false
	}
	place := placeKind(parts[0])
	if place == notPlace {
		return "", false
	}
	p := datelineParts{place: place}
	for _, s := range bracketed {
		p.bracketed(s)
	}
	p.plain(parts[1:])
	return p.published, p.evidence && !p.bad
}

// split divides the head at commas and dashes into trimmed parts, and a date
// off the end of the first part ("KABUL 12 March").
func split(head string) []string {
	fields := strings.FieldsFunc(head, func(r rune) bool { return r == ',' || r == '،' || r == '–' || r == '—' })
	var parts []string
	for _, f := range fields {
		for _, s := range strings.Split(f, " - ") {
			if s = strings.Trim(s, " \u00A0."); s != "" {
				parts = append(parts, s)
			}
		}
	}
	if len(parts) == 0 {
		return nil
	}
	if i := strings.IndexFunc(parts[0], unicode.IsDigit); i > 0 {
		parts = append([]string{strings.TrimSpace(parts[0][:i]), parts[0][i:]}, parts[1:]...)
	}
	return parts
}

// How a place is written, which decides what may stand after it.
type placement int

const (
	notPlace   placement = iota
	capitals             // PARIS: an agency need not be known
	titleCase            // Paris
	noCapitals           // باريس: the script has none
)

func placeKind(place string) placement {
	words := strings.Fields(place)
	if len(words) > placeWords || utf8.RuneCountInString(place) < 2 || isDateWord(words[0]) || beforeDate(place) {
		return notPlace
	}
	upper, cased, caseless := true, true, true
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if strings.ContainsFunc(w, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("-'’.\u200C", r)
		}) {
			return notPlace
		}
		upper = upper && w == strings.ToUpper(w)
		cased = cased && (unicode.IsUpper(r) || i > 0 && isParticle(w))
		caseless = caseless && !unicode.IsUpper(r) && !unicode.IsLower(r)
	}
	switch {
	case caseless && len(words) <= 3:
		return noCapitals
	case caseless:
		return notPlace
	case upper:
		return capitals
	case cased:
		return titleCase
	}
	return notPlace
}

// beforeDate reports whether a word leads to a date in a sentence and is no
// place: "Le 3 mars 2026 – …".
func beforeDate(place string) bool {
	switch language.Fold(place) {
	case "le", "du", "au", "des", "el", "del", "al", "il", "dal", "o", "em", "no", "der", "am", "im", "bis", "on", "in", "by", "since", "until", "from", "the",
		"в", "с", "до", "في", "يوم", "منذ", "در", "از", "تا", "روز":
		return true
	}
	return false
}

// isParticle reports whether a word is one that place names have in lower case.
func isParticle(w string) bool {
	switch w {
	case "de", "del", "do", "da", "la", "le", "les", "sur", "am", "an", "der", "el", "di", "en", "y", "of", "the", "upon", "на":
		return true
	}
	return strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-")
}

// datelineParts collects what stands after the place.
type datelineParts struct {
	place     placement
	evidence  bool // a date or an agency was found
	bad       bool // something was found that no dateline has
	published string
}

func (p *datelineParts) bracketed(s string) {
	s = strings.TrimSpace(s)
	switch {
	case isAgency(s), p.place == capitals && isAcronym(s):
		p.evidence = true
	case p.date(s):
	default:
		p.bad = true
	}
}

// plain reads the parts outside brackets. The first may be the country or
// region of the place; the others must be dates or agencies.
func (p *datelineParts) plain(parts []string) {
	for i := 0; i < len(parts); i++ {
		s := parts[i]
		if i+1 < len(parts) && isYear(parts[i+1]) && p.date(s+" "+parts[i+1]) { // "Nov 23, 2025"
			i++
			continue
		}
		switch {
		case p.date(s):
		case isAgency(s):
			p.evidence = true
		case i == 0 && placeKind(s) != notPlace && len(parts) <= 3:
		default:
			p.bad = true
		}
	}
}

// date reads a date and reports whether it is one.
func (p *datelineParts) date(s string) bool {
	published, ok := parseDate(s)
	if !ok {
		return false
	}
	p.evidence = true
	if published != "" {
		p.published = published
	}
	return true
}

// isAcronym reports whether a name in brackets can be an agency's: two to six
// capitals.
func isAcronym(s string) bool {
	n := utf8.RuneCountInString(s)
	return 2 <= n && n <= 6 && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsUpper(r) })
}

//go:embed data/agencies.txt
var agenciesFile string

var agencies = sync.OnceValue(func() map[string]bool {
	table := map[string]bool{}
	for line := range strings.Lines(agenciesFile) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			table[agencyKey(line)] = true
		}
	}
	return table
})

// agencyKey folds a name and leaves out full stops and spaces: "أ ف ب" is
// written in many ways.
func agencyKey(name string) string {
	return strings.NewReplacer(" ", "", ".", "").Replace(language.Fold(name))
}

func isAgency(name string) bool { return agencies()[agencyKey(name)] }

// withTrailingAgency takes an agency after the dash, with its own full stop or
// dash, into the dateline: "МОСКВА, 9 янв - РИА Новости. Надежды …".
func withTrailingAgency(d dateline, rest string) (dateline, string) {
	i := strings.IndexAny(rest, ".:–—-")
	if i <= 0 || i > 40 || !isAgency(rest[:i]) {
		return d, rest
	}
	_, n := utf8.DecodeRuneInString(rest[i:])
	d.text += " " + rest[:i+n]
	return d, strings.TrimSpace(rest[i+n:])
}

// eastAsian matches the datelines of the agencies that write no dash: Xinhua
// (新华社北京3月3日电), Kyodo and the Japanese papers (【ロンドン=共同】),
// Yonhap ((서울=연합뉴스) 홍길동 기자 =).
var eastAsian = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(fmt.Sprintf(`^(?:%s|%s|%s)`,
		`(?:新华社|新華社|中新社|中新网|中央社)\p{Han}{2,8}[0-9０-９]{1,2}月[0-9０-９]{1,2}日电(?:[（(][^（）()]{2,20}[）)])?`,
		`【\p{L}{1,12}[=＝]\p{L}{1,8}】`,
		`\(\p{Hangul}{2,6}=\p{Hangul}{2,8}\)(?: \p{Hangul}{2,4} 기자)? =`))
})

func cutEastAsian(text string) (dateline, string) {
	head := eastAsian().FindString(text)
	return dateline{text: head}, strings.TrimSpace(text[len(head):])
}
