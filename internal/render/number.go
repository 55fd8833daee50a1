package render

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Money returns US dollars with four decimals below a dollar and two above. An
// amount that is not nothing never reads as nothing.
func Money(usd float64) string {
	switch {
	case usd > 0 && usd < 0.00005:
		return "under $0.0001"
	case usd < 0.99995:
		return "$" + strconv.FormatFloat(usd, 'f', 4, 64)
	}
	cents := int(math.Round(usd * 100))
	return fmt.Sprintf("$%s.%02d", Count(cents/100), cents%100)
}

// Cost is [Money], or "cost unknown" for an unknown amount.
func Cost(usd *float64) string {
	if usd == nil {
		return "cost unknown"
	}
	return Money(*usd)
}

// Count returns a number with thousands separators.
func Count(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// Plural returns a count with its noun, such as "1 segment", "7 segments".
func Plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return Count(n) + " " + noun
}

// Duration returns a time as people read it: 6 ms, 3.1 s, 4 min, 2 h 5 min.
func Duration(d time.Duration) string {
	tenths := d.Round(100 * time.Millisecond)
	minutes := int(d.Round(time.Minute) / time.Minute)
	switch {
	case d < 999500*time.Microsecond:
		return fmt.Sprintf("%d ms", d.Round(time.Millisecond)/time.Millisecond)
	case tenths < time.Minute:
		return strconv.FormatFloat(tenths.Seconds(), 'f', 1, 64) + " s"
	case minutes < 60:
		return fmt.Sprintf("%d min", minutes)
	case minutes%60 == 0:
		return fmt.Sprintf("%d h", minutes/60)
	}
	return fmt.Sprintf("%d h %d min", minutes/60, minutes%60)
}

// Bytes returns a size in decimal units: 812 B, 12 kB, 1.2 MB.
func Bytes(n int64) string {
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	size, unit := float64(n), 0
	// 999.5 of a unit would print as 1000 of it.
	for size >= 999.5 && unit < 4 {
		size, unit = size/1000, unit+1
	}
	format := "%.0f %s"
	if size < 9.95 && unit > 1 {
		format = "%.1f %s"
	}
	return fmt.Sprintf(format, size, strings.Fields("B kB MB GB TB")[unit])
}
