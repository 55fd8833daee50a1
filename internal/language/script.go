package language

import "slices"

// block is a range of code points whose letters belong to one script. Blocks,
// not Unicode's script tables: letters are all that is looked up, and one
// search over this list is many times faster.
type block struct {
	first, last rune
	script      string
}

// In order of code points; from Unicode's Blocks.txt.
var blocks = [...]block{
	{0x0041, 0x024F, "Latn"}, {0x0250, 0x02AF, "Latn"}, {0x0370, 0x03FF, "Grek"},
	{0x0400, 0x052F, "Cyrl"}, {0x0530, 0x058F, "Armn"}, {0x0590, 0x05FF, "Hebr"},
	{0x0600, 0x06FF, "Arab"}, {0x0700, 0x074F, "Syrc"}, {0x0750, 0x077F, "Arab"},
	{0x0780, 0x07BF, "Thaa"}, {0x07C0, 0x07FF, "Nkoo"}, {0x0860, 0x086F, "Syrc"},
	{0x0870, 0x08FF, "Arab"}, {0x0900, 0x097F, "Deva"}, {0x0980, 0x09FF, "Beng"},
	{0x0A00, 0x0A7F, "Guru"}, {0x0A80, 0x0AFF, "Gujr"}, {0x0B00, 0x0B7F, "Orya"},
	{0x0B80, 0x0BFF, "Taml"}, {0x0C00, 0x0C7F, "Telu"}, {0x0C80, 0x0CFF, "Knda"},
	{0x0D00, 0x0D7F, "Mlym"}, {0x0D80, 0x0DFF, "Sinh"}, {0x0E00, 0x0E7F, "Thai"},
	{0x0E80, 0x0EFF, "Laoo"}, {0x0F00, 0x0FFF, "Tibt"}, {0x1000, 0x109F, "Mymr"},
	{0x10A0, 0x10FF, "Geor"}, {0x1100, 0x11FF, "Hang"}, {0x1200, 0x139F, "Ethi"},
	{0x13A0, 0x13FF, "Cher"}, {0x1400, 0x167F, "Cans"}, {0x1780, 0x17FF, "Khmr"},
	{0x1800, 0x18AF, "Mong"}, {0x1C80, 0x1C8F, "Cyrl"}, {0x1C90, 0x1CBF, "Geor"},
	{0x1D00, 0x1DBF, "Latn"}, {0x1E00, 0x1EFF, "Latn"}, {0x1F00, 0x1FFF, "Grek"},
	{0x2C60, 0x2C7F, "Latn"}, {0x2D00, 0x2D2F, "Geor"}, {0x2D80, 0x2DDF, "Ethi"},
	{0x2DE0, 0x2DFF, "Cyrl"}, {0x3005, 0x3007, "Hani"}, {0x3041, 0x309F, "Hira"},
	{0x30A1, 0x30FF, "Kana"}, {0x3131, 0x318F, "Hang"}, {0x31F0, 0x31FF, "Kana"},
	{0x3400, 0x4DBF, "Hani"}, {0x4E00, 0x9FFF, "Hani"}, {0xA640, 0xA69F, "Cyrl"},
	{0xA720, 0xA7FF, "Latn"}, {0xA960, 0xA97F, "Hang"}, {0xAA60, 0xAA7F, "Mymr"},
	{0xAB00, 0xAB2F, "Ethi"}, {0xAB30, 0xAB6F, "Latn"}, {0xAC00, 0xD7FF, "Hang"},
	{0xF900, 0xFAFF, "Hani"}, {0xFB00, 0xFB06, "Latn"}, {0xFB13, 0xFB17, "Armn"},
	{0xFB1D, 0xFB4F, "Hebr"}, {0xFB50, 0xFDFF, "Arab"}, {0xFE70, 0xFEFE, "Arab"},
	{0xFF21, 0xFF5A, "Latn"}, {0xFF66, 0xFF9F, "Kana"}, {0xFFA0, 0xFFDC, "Hang"},
	{0x1E900, 0x1E95F, "Adlm"}, {0x20000, 0x323AF, "Hani"},
}

// scriptOf returns the script of a letter; "" for everything else.
func scriptOf(r rune) string {
	if r < 0x80 {
		if 'a' <= r|0x20 && r|0x20 <= 'z' {
			return "Latn"
		}
		return ""
	}
	if 0x0620 <= r && r <= 0x064A { // all of them letters
		return "Arab"
	}
	if !IsLetter(r) {
		return ""
	}
	i, found := slices.BinarySearchFunc(blocks[:], r, func(b block, r rune) int {
		switch {
		case b.last < r:
			return -1
		case b.first > r:
			return 1
		}
		return 0
	})
	if !found {
		return "Zyyy"
	}
	return blocks[i].script
}

// tally counts the letters of each script in a text.
func tally(text string) (counts map[string]int, letters int) {
	counts = make(map[string]int, 4)
	last, run := "", 0
	for _, r := range text {
		s := scriptOf(r)
		if s == "" {
			continue
		}
		letters++
		if s != last {
			counts[last] += run
			last, run = s, 0
		}
		run++
	}
	counts[last] += run
	delete(counts, "")
	return counts, letters
}

// DominantScript returns the script that most letters of a text have, or "".
// Text with kana in it is "Jpan", whatever its share of Chinese characters.
func DominantScript(text string) string {
	counts, _ := tally(text)
	return dominant(counts)
}

func dominant(counts map[string]int) string {
	merged := make(map[string]int, len(counts))
	kana := counts["Hira"] + counts["Kana"]
	for s, n := range counts {
		switch {
		case s == "Hira" || s == "Kana" || s == "Hani" && kana*20 > n: // one kana in 21: real Japanese has one in two
			s = "Jpan"
		}
		merged[s] += n
	}
	best := ""
	for s, n := range merged {
		if best == "" || n > merged[best] || n == merged[best] && s < best {
			best = s
		}
	}
	return best
}

// ScriptShare returns the share, 0 to 1, of a text's letters that are written
// in a script. "Jpan" is kana and Chinese characters, "Kore" Hangul and Chinese
// characters. It is 0 for a text without letters.
func ScriptShare(text, script string) float64 {
	counts, letters := tally(text)
	if letters == 0 {
		return 0
	}
	n := 0
	switch script {
	case "Jpan":
		n = counts["Hira"] + counts["Kana"] + counts["Hani"]
	case "Kore":
		n = counts["Hang"] + counts["Hani"]
	case "Hans", "Hant":
		n = counts["Hani"]
	default:
		n = counts[script]
	}
	return float64(n) / float64(letters)
}
