package feed

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// legal returns a text without what makes XML invalid and stands in feeds all
// the same: control characters, as themselves or as references, and halves of
// characters. Everything else, tags included, stays as it is.
func legal(text string) string {
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	if strings.ContainsFunc(text, func(r rune) bool { return isIllegal(r) || isC1(r) }) {
		text = strings.Map(legalRune, text)
	}
	return legalReferences(text)
}

// legalRune maps a character to the one that was meant, or to none.
func legalRune(r rune) rune {
	switch {
	case isIllegal(r):
		return -1
	case isC1(r):
		return charmap.Windows1252.DecodeByte(byte(r))
	}
	return r
}

// isC1 reports whether a rune is a C1 control: in feeds it is a character of
// Windows-1252 that was taken for Latin-1.
func isC1(r rune) bool { return 0x80 <= r && r <= 0x9F }

func isIllegal(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// legalReferences drops the numeric references to characters that XML forbids.
func legalReferences(text string) string {
	var b strings.Builder
	kept := 0
	for at := 0; ; {
		i := strings.Index(text[at:], "&#")
		if i < 0 {
			break
		}
		at += i
		end, r := reference(text[at:])
		if end > 0 && (isIllegal(r) || !utf8.ValidRune(r)) {
			b.WriteString(text[kept:at])
			kept = at + end
		}
		at += max(end, 2)
	}
	if kept == 0 {
		return text
	}
	b.WriteString(text[kept:])
	return b.String()
}

// reference reads a numeric reference. end is 0 when it is none.
func reference(text string) (end int, r rune) {
	i := strings.IndexByte(text[:min(len(text), 16)], ';')
	if i < 0 {
		return 0, 0
	}
	digits, base := text[2:i], 10
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 64)
	if err != nil {
		return 0, 0
	}
	return i + 1, rune(min(n, utf8.MaxRune+1))
}

// Limits of the entities that a document type may define. Feeds use them for
// the start of an address or a name; that is 20 letters, a few times an entry.
const (
	entityLength = 200
	entityCount  = 500
	entityGrowth = 2 // the text may be that many times as long with them replaced
)

// replaceEntities replaces the entities that a document type defines. Only
// plain text counts: a value with markup or another entity in it is not looked
// at, so nothing grows by powers, and external ones are never fetched.
func replaceEntities(text, doctype string) string {
	var pairs []string
	longest := 0
	for _, part := range strings.Split(doctype, "<!ENTITY")[1:] {
		name, value, ok := entity(part)
		if !ok || len(pairs) >= 2*entityCount {
			continue
		}
		pairs = append(pairs, "&"+name+";", value)
		longest = max(longest, len(value))
	}
	if len(pairs) == 0 || longest*strings.Count(text, "&") > entityGrowth*len(text)+1<<16 {
		return text
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// entity reads the name and value of a definition.
func entity(part string) (name, value string, ok bool) {
	name, rest, _ := strings.Cut(strings.TrimLeft(part, " \t\r\n"), " ")
	rest = strings.TrimLeft(rest, " \t\r\n")
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return "", "", false
	}
	value, _, closed := strings.Cut(rest[1:], rest[:1])
	switch {
	case !closed || len(value) > entityLength || strings.ContainsAny(value, "&<%"):
		return "", "", false
	case name == "" || name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos":
		return "", "", false
	}
	return name, value, true
}
