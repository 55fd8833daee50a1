package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// calendarName is a weekday or month in a text.
type calendarName struct {
	class      calendarClass
	value      int
	sure       bool // it is surely one; otherwise a word that may mean something else
	start, end int  // bytes
}

// calendarNames returns the weekdays and months of a text. A form with two
// meanings, such as "weekend", comes out once for each.
func calendarNames(text string, tokens []token, tag string) []calendarName {
	base := language.Base(tag)
	t := calendarNamesOf(base)
	if t == nil {
		return nil
	}
	if len(t.byRune) > 0 {
		return t.inText(text)
	}
	var found []calendarName
	for i := 0; i < len(tokens); {
		forms, n := t.at(tokens, i, base)
		for _, f := range forms {
			start, end := tokens[i].start, tokens[i+n-1].end
			upper := capitalised(text, start)
			if f.capital && !upper || f.geresh && !geresh(text[end:]) {
				continue
			}
			name := calendarName{class: f.class, value: f.value, start: start, end: end}
			name.sure = t.sure(f, text, tokens, i, i+n, upper) && !(base == "en" && partOfName(f, text, tokens, i, i+n))
			found = append(found, name)
		}
		i += max(n, 1)
	}
	return found
}

// geresh reports whether an apostrophe or geresh comes first: יום ב' is Monday,
// and ב with a hyphen a preposition.
func geresh(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return r == '\'' || r == '׳' || r == '’'
}

// at returns the forms that stand at tokens[i], all of one length, and how many
// tokens they take.
func (t *calendarTable) at(tokens []token, i int, base string) ([]*calendarForm, int) {
	word := tokens[i].word
	if forms, n := t.matching(word, tokens, i); n > 0 {
		return forms, n
	}
	switch base {
	case "ar":
		return t.afterPrefix(word, tokens, i, arabicPrefixes)
	case "he":
		return t.afterPrefix(word, tokens, i, hebrewPrefixes)
	}
	if at := strings.IndexByte(word, '\''); at > 0 { // Monday's, Cuma'ya, l'août
		if forms, n := t.matching(word[:at], tokens, i); n > 0 {
			return forms, n
		}
		return t.matching(word[at+1:], tokens, i)
	}
	return nil, 0
}

const (
	arabicPrefixes = "وفبلك"
	hebrewPrefixes = "ובלמשהכ"
	longestPrefix  = 3 // conjunction, preposition, article
)

// afterPrefix looks for forms after the letters that are written with a word.
func (t *calendarTable) afterPrefix(word string, tokens []token, i int, prefixes string) ([]*calendarForm, int) {
	for range longestPrefix {
		r, n := utf8.DecodeRuneInString(word)
		if len(word) <= n || !strings.ContainsRune(prefixes, r) {
			return nil, 0
		}
		word = word[n:]
		if strings.HasPrefix(word, "ل") && r == 'ل' { // ل and ال make لل
			if forms, n := t.matching("ا"+word, tokens, i); n > 0 {
				return forms, n
			}
		}
		if forms, n := t.matching(word, tokens, i); n > 0 {
			return forms, n
		}
	}
	return nil, 0
}

// matching returns the forms that begin with a word, which stands for that of
// tokens[i].
func (t *calendarTable) matching(word string, tokens []token, i int) ([]*calendarForm, int) {
	forms := t.byWord[word]
	for k, f := range forms {
		if !f.goesOn(tokens, i) {
			continue
		}
		same := forms[k : k+1]
		for _, g := range forms[k+1:] { // "weekend" is both its days
			if len(g.words) == len(f.words) && g.goesOn(tokens, i) {
				same = append(same[:len(same):len(same)], g)
			}
		}
		return same, len(f.words)
	}
	r, _ := utf8.DecodeRuneInString(word)
	var same []*calendarForm
	for _, f := range t.stems[r] {
		if strings.HasPrefix(word, f.words[0]) && (same == nil || same[0].words[0] == f.words[0]) {
			same = append(same, f)
		}
	}
	return same, min(len(same), 1)
}

// goesOn reports whether the words of a form after its first follow tokens[i].
func (f *calendarForm) goesOn(tokens []token, i int) bool {
	rest := f.words[1:]
	if !f.stem {
		return hasAt(tokens, i+1, rest)
	}
	last := len(rest) - 1
	return hasAt(tokens, i+1, rest[:last]) && i+1+last < len(tokens) && strings.HasPrefix(tokens[i+1+last].word, rest[last])
}

// sure reports whether a form at tokens[i:j] is surely the weekday or month. A
// name that its language writes small is doubtful with a capital within a
// sentence: Domingo, Julio, Mars.
func (t *calendarTable) sure(f *calendarForm, text string, tokens []token, i, j int, upper bool) bool {
	doubted := f.doubted || t.lower && upper && i > 0
	if !doubted || besideNumber(text, tokens, i, j) {
		return true
	}
	for _, cue := range t.before[f.class] {
		if k := i - len(cue); k >= 0 && hasAt(tokens, k, cue) && spaced(text[tokens[i-1].end:tokens[i].start]) {
			return f.doubted
		}
	}
	for _, cue := range t.after[f.class] {
		if hasAt(tokens, j, cue) && spaced(text[tokens[j-1].end:tokens[j].start]) {
			return f.doubted
		}
	}
	return false
}

// besideNumber reports whether the number of a day or year stands beside
// tokens[i:j].
func besideNumber(text string, tokens []token, i, j int) bool {
	if i > 0 && isDayOrYear(tokens[i-1].word) && datelike(text[tokens[i-1].end:tokens[i].start]) {
		return true
	}
	return j < len(tokens) && isDayOrYear(tokens[j].word) && datelike(text[tokens[j-1].end:tokens[j].start])
}

// isDayOrYear reads the digits a word begins with: "23", "1st", "2018".
func isDayOrYear(word string) bool {
	n, digits := 0, 0
	for _, r := range word {
		if r < '0' || r > '9' {
			break
		}
		n, digits = 10*n+int(r-'0'), digits+1
		if digits > 4 {
			return false
		}
	}
	return n >= 1 && n <= 31 && digits <= 2 || n >= 1300 && n <= 2600 && digits == 4
}

// datelike reports whether what stands between a name and a number may stand
// inside a date: spaces, a full stop or a comma.
func datelike(gap string) bool { return len(strings.Trim(gap, " .,،/-\u00A0\u202F")) == 0 }

func spaced(gap string) bool { return strings.TrimSpace(gap) == "" }

// partOfName reports whether an English weekday or month is one word of a name
// or title, as in Sunday Times, Saturday Night Live, Black Friday, Theresa May.
func partOfName(f *calendarForm, text string, tokens []token, i, j int) bool {
	if besideNumber(text, tokens, i, j) {
		return false
	}
	after := j < len(tokens) && text[tokens[j-1].end:tokens[j].start] == " " && capitalised(text, tokens[j].start)
	if after && f.class == weekdayName && !isCalendarWord(tokens[j].word) {
		return true
	}
	before := i > 0 && text[tokens[i-1].end:tokens[i].start] == " " && capitalised(text, tokens[i-1].start)
	return before && namedDays[tokens[i-1].word] || f.class == monthName && before && f.doubted
}

// namedDays are what comes before a weekday in the name of one day.
var namedDays = map[string]bool{
	"black": true, "good": true, "bloody": true, "super": true, "cyber": true, "ash": true, "palm": true, "easter": true, "maundy": true,
	"holy": true, "shrove": true, "whit": true,
}

func isCalendarWord(word string) bool { return len(calendarOf("en").byWord[word]) > 0 }

// inText finds names in a text whose words are not divided.
func (t *calendarTable) inText(text string) []calendarName {
	var found []calendarName
	for i, r := range text {
		if r == '月' || r == '월' {
			found = append(found, numberedMonth(text, i)...)
		}
		length := 0
		for _, f := range t.byRune[r] {
			if !strings.HasPrefix(text[i:], f.text) || length > 0 && len(f.text) != length {
				continue
			}
			length = len(f.text)
			found = append(found, calendarName{class: f.class, value: f.value, start: i, end: i + length, sure: !f.doubted && !counted(text, i, f)})
		}
	}
	return found
}

// counted reports whether a Chinese week is counted: 一周一次 is once a week.
func counted(text string, at int, f *calendarForm) bool {
	if !strings.HasPrefix(f.text, "周") && !strings.HasPrefix(f.text, "週") {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return strings.ContainsRune("一二两兩三四五六七八九十几幾数數半", r) || unicode.IsDigit(r)
}

// numberedMonth reads the number before 月, in digits or characters: 11月,
// 十一月. In 1-9月 the first month of the range is one too.
func numberedMonth(text string, at int) []calendarName {
	if rest := text[at+len("月"):]; strings.HasPrefix(rest, "曜") || strings.HasPrefix(rest, "球") {
		return nil
	}
	value, start := monthBefore(strings.TrimRight(text[:at], " "))
	if value < 1 || value > 12 {
		return nil
	}
	names := []calendarName{{class: monthName, value: value, sure: true, start: start, end: at + len("月")}}
	before := strings.TrimRight(text[:start], "-~–—～至到、")
	if len(before) < start {
		if first, from := monthBefore(before); first >= 1 && first <= 12 {
			names = append(names, calendarName{class: monthName, value: first, start: from, end: len(before)})
		}
	}
	return names
}

// monthBefore reads the number that ends a text, and where it begins.
func monthBefore(before string) (value, start int) {
	start = len(before)
	unit := 1
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(before[:start])
		d, ok := monthDigit(r)
		if !ok {
			break
		}
		if d == 10 { // 十 alone, or before a digit
			if value >= 10 {
				return 0, start
			}
			value, unit = value+10, 100
		} else {
			value, unit = value+d*unit, unit*10
		}
		if start -= n; value > 99 {
			return 0, start
		}
	}
	return value, start
}

func monthDigit(r rune) (int, bool) {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0'), true
	case '０' <= r && r <= '９':
		return int(r - '０'), true
	case r == '十':
		return 10, true
	}
	i := strings.IndexRune("〇一二三四五六七八九", r)
	return i / len("一"), i >= 0
}
