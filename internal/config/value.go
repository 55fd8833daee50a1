package config

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// JSON is a value in JSON.
type JSON string

// Size is a number of bytes.
type Size int64

// sizeUnits are decimal, as disks are sold, and binary with an i; the longest
// first.
var sizeUnits = []struct {
	name  string
	bytes int64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30},
	{"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"B", 1},
}

// String returns the size in the largest unit that it is a whole number of.
func (s Size) String() string {
	best := sizeUnits[len(sizeUnits)-1]
	for _, u := range sizeUnits {
		if s != 0 && int64(s)%u.bytes == 0 && u.bytes > best.bytes {
			best = u
		}
	}
	return strconv.FormatInt(int64(s)/best.bytes, 10) + best.name
}

// parseSize reads a size as people write it: "10MB", "1.5 GiB", "20000".
func parseSize(text string) (Size, bool) {
	unit := int64(1)
	for _, u := range sizeUnits {
		if n := len(text) - len(u.name); n >= 0 && strings.EqualFold(text[n:], u.name) {
			text, unit = strings.TrimSpace(text[:n]), u.bytes
			break
		}
	}
	if text == "" || strings.Trim(text, "0123456789.") != "" {
		return 0, false // no sign, no exponent
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n*float64(unit) > 1<<53 { // where a float64 still counts single bytes
		return 0, false
	}
	return Size(n * float64(unit)), true
}

// parse reads a value as a flag or a variable gives it, and in files every
// single value. The second result says what is wrong, without the setting's
// name, and without the text where that may be secret. An empty text is the
// zero value.
func (n *node) parse(text string) (any, string) {
	typ := n.typ
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if text == "" || n.list {
		return reflect.Zero(n.typ).Interface(), ""
	}
	if typ == textsType {
		return n.parseTexts(strings.Split(text, ","))
	}
	if len(n.values) > 0 && !slices.Contains(n.values, text) {
		return nil, n.notOneOf(text)
	}
	if n.check != nil {
		if problem := n.check(text); problem != "" {
			return nil, problem
		}
	}
	value, problem := scalar(typ, text)
	if problem != "" || n.typ.Kind() != reflect.Pointer {
		return value, problem
	}
	p := reflect.New(typ)
	p.Elem().Set(reflect.ValueOf(value))
	return p.Interface(), ""
}

// parseTexts reads the parts of a list of texts.
func (n *node) parseTexts(parts []string) (any, string) {
	out := make([]string, 0, len(parts))
	for _, p := range parts {
		p = strings.TrimSpace(p)
		if p == "" {
			return nil, "an item of the list is empty"
		}
		if n.check != nil {
			if problem := n.check(p); problem != "" {
				return nil, problem
			}
		}
		out = append(out, p)
	}
	return out, ""
}

func (n *node) notOneOf(text string) string {
	problem := quote(text) + " is none of " + strings.Join(n.values, ", ")
	if near := Nearest(text, n.values); near != "" {
		problem += fmt.Sprintf("; did you mean %q?", near)
	}
	return problem
}

// scalar reads one value of a type.
func scalar(typ reflect.Type, text string) (any, string) {
	switch typ {
	case durationType:
		d, err := time.ParseDuration(text)
		if err != nil || d < 0 {
			return nil, quote(text) + " is no time; write a number and a unit, such as 90s or 10m"
		}
		return d, ""
	case sizeType:
		s, ok := parseSize(strings.TrimSpace(text))
		if !ok || s == 0 {
			return nil, quote(text) + " is no size; write a number and a unit, such as 500kB or 10MB"
		}
		return s, ""
	case secretType:
		return NewSecret(text), ""
	case commandType:
		return NewCommand(text), ""
	case jsonType:
		if !json.Valid([]byte(text)) {
			return nil, quote(text) + ` is not JSON; text needs quotes of its own: '"low"'`
		}
		return JSON(text), ""
	}
	switch typ.Kind() {
	case reflect.Bool:
		if text != "true" && text != "false" {
			return nil, quote(text) + " is neither true nor false"
		}
		return text == "true", ""
	case reflect.Int:
		return wholeNumber(text)
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) || strings.ContainsAny(text, "xX_") {
			return nil, quote(text) + " is not a number"
		}
		return f, ""
	}
	return reflect.ValueOf(text).Convert(typ).Interface(), ""
}

// maxNumber bounds every whole number: no limit of tokens or words is larger,
// and it fits an int everywhere.
const maxNumber = 100_000_000

// wholeNumber reads digits. A leading zero means octal to some readers of YAML
// and nothing to others, so it is refused.
func wholeNumber(text string) (any, string) {
	i, err := strconv.Atoi(text)
	if err != nil || i < 0 || i > maxNumber || strconv.Itoa(i) != text {
		return nil, quote(text) + " is not a whole number from 0 to 100,000,000"
	}
	return i, ""
}

// longest is how much of a wrong value a message repeats.
const longest = 40

// quote returns a value for a message: in quotes, control codes escaped, cut.
func quote(text string) string {
	if r := []rune(text); len(r) > longest {
		text = string(r[:longest]) + "…"
	}
	return strconv.Quote(text)
}

// format returns a value as it would be given.
func format(value any) string {
	switch v := value.(type) {
	case []string:
		return strings.Join(v, ", ")
	case time.Duration:
		return formatDuration(v)
	case *float64:
		return strconv.FormatFloat(*v, 'g', -1, 64)
	case *bool:
		return strconv.FormatBool(*v)
	case JSON:
		return string(v)
	case Command:
		return v.Program()
	}
	return fmt.Sprint(value)
}

// formatDuration leaves out the zeros that time.Duration prints: 10m, not
// 10m0s.
func formatDuration(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
