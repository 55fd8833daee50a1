package cache

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// sizeUnits are decimal, as disks are sold, and binary with an i.
var sizeUnits = []struct {
	name  string
	bytes float64
}{
	{"kib", 1 << 10}, {"mib", 1 << 20}, {"gib", 1 << 30}, {"tib", 1 << 40},
	{"kb", 1e3}, {"mb", 1e6}, {"gb", 1e9}, {"tb", 1e12},
	{"k", 1e3}, {"m", 1e6}, {"g", 1e9}, {"t", 1e12}, {"b", 1},
}

// maxSize is where a float64 still counts single bytes; eight million gigabytes.
const maxSize = 1 << 53

// ParseSize reads a size as people write it: "500MB", "1.5 GiB", "20000".
func ParseSize(s string) (int64, error) {
	text, unit := strings.ToLower(strings.TrimSpace(s)), 1.0
	for _, u := range sizeUnits {
		if rest, ok := strings.CutSuffix(text, u.name); ok {
			text, unit = strings.TrimSpace(rest), u.bytes
			break
		}
	}
	n, ok := plainNumber(text)
	if !ok || n*unit > maxSize {
		return 0, fmt.Errorf("size %q: write a number and a unit, such as 500MB or 1.5GB", s)
	}
	return int64(n * unit), nil
}

// ageUnits go beyond time.ParseDuration, which ends at hours. A day is 24 of
// them.
var ageUnits = []struct {
	name string
	span time.Duration
}{
	{"d", 24 * time.Hour}, {"w", 7 * 24 * time.Hour}, {"y", 365 * 24 * time.Hour},
}

// maxAge is a century; a time.Duration ends at 292 years.
const maxAge = 100 * 365 * 24 * time.Hour

// ParseAge reads a length of time: "30d", "2w", "1y", or as
// [time.ParseDuration] does, "36h".
func ParseAge(s string) (time.Duration, error) {
	text := strings.ToLower(strings.TrimSpace(s))
	for _, u := range ageUnits {
		rest, found := strings.CutSuffix(text, u.name)
		if n, ok := plainNumber(strings.TrimSpace(rest)); found && ok && n <= float64(maxAge/u.span) {
			return time.Duration(n * float64(u.span)), nil
		}
	}
	if d, err := time.ParseDuration(text); err == nil && d >= 0 && d <= maxAge {
		return d, nil
	}
	return 0, fmt.Errorf("age %q: write a number and a unit, such as 30d, 2w or 36h", s)
}

// plainNumber reads digits with at most one point: no sign, no exponent, none
// of the names that strconv knows.
func plainNumber(s string) (float64, bool) {
	if s == "" || strings.Trim(s, "0123456789.") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil
}
