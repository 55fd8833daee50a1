package language

import (
	"math/big"
	"strings"
	"unicode/utf8"
)

// isHan reports whether a language writes number words in Chinese characters.
func isHan(base string) bool { return base == "zh" || base == "ja" || base == "yue" }

// scaleCharacters reads the scale characters at text[at:]: each up to a
// thousand alone, larger ones as their product, so that 万亿 is 10^12.
func scaleCharacters(text string, at int, table *numberTable) []part {
	var parts []part
	from := at // a sign for "more than" belongs to the scale
	at += moreThan(text[at:], table)
	for i, r := range text[at:] {
		p, ok := table.words[string(r)]
		if !ok || p.kind != scalePart || strings.HasPrefix(text[at+i:], "百分") || strings.HasPrefix(text[at+i:], "千米") || strings.HasPrefix(text[at+i:], "千克") {
			break
		}
		p.start, p.end = from, at+i+utf8.RuneLen(r)
		from = p.end
		if p.value.Cmp(thousand) <= 0 {
			p.kind = smallPart
		} else if n := len(parts) - 1; n >= 0 && parts[n].kind == scalePart {
			parts[n].value = new(big.Rat).Mul(parts[n].value, p.value)
			parts[n].end = p.end
			continue
		}
		parts = append(parts, p)
	}
	return parts
}

// moreThan returns the length of a sign for "more than" that stands before a
// large scale inside a number: 1300多万.
func moreThan(text string, table *numberTable) int {
	r, n := utf8.DecodeRuneInString(text)
	if r != '多' && r != '余' && r != '餘' {
		return 0
	}
	next, _ := utf8.DecodeRuneInString(text[n:])
	if p, ok := table.words[string(next)]; !ok || p.kind != scalePart || p.value.Cmp(thousand) <= 0 {
		return 0
	}
	return n
}

// hanCounters are the characters that make a number of one before them: people,
// things, times, dates, shares.
const hanCounters = "人名個个位隻只台年月日天周週岁歳歲才次回度件倍家座條条本枚冊部组組种種届屆场場章號号番割成層层集世代億亿万萬千百十点點時时秒分つ"

// notCounted are words that only look like a number and a counter.
var notCounted = []string{"十分", "一度", "一部", "一種", "一种", "一家", "一人", "一時", "一时", "一次", "一本", "一层", "一代", "一年", "一日", "一個", "一个", "一位", "一名", "一成", "万一", "三成", "千万", "百万", "百度", "九分"}

// hanNumber reads the number characters at text[at:], where they are surely a
// number, and returns where to go on.
func hanNumber(text string, at int, table *numberTable) ([]part, int) {
	var run []part
	end, digits := at, 0
	for {
		if len(run) > 0 {
			end += moreThan(text[end:], table)
			run[len(run)-1].end = end
		}
		r, n := utf8.DecodeRuneInString(text[end:])
		p, ok := table.words[string(r)]
		if !ok || p.kind == scalePart && strings.HasPrefix(text[end:], "百分") {
			break
		}
		p.start, p.end = end, end+n
		if p.kind == unitPart {
			digits++
		}
		run, end = append(run, p), p.end
	}
	if len(run) == 0 {
		_, n := utf8.DecodeRuneInString(text[at:])
		return nil, at + n
	}
	switch scales := len(run) - digits; {
	case vagueBefore(text[:at]):
	case scales == 0 && digits >= 3:
		return []part{positional(run)}, end
	case scales > 0 && wellFormed(run):
		if len(run) == 2 && run[0].kind == scalePart && run[1].kind == scalePart && strings.HasPrefix(text[at+len("十"):], text[run[1].start:end]) { // 百万 alone: a million, or a name
			break
		}
		if len(run) > 1 || counted(text, at, end) {
			return asParts(run), end
		}
	case scales == 0 && digits == 1 && counted(text, at, end):
		return asParts(run), end
	}
	return nil, end
}

// vagueBefore reports whether "several" stands before a number: 数十 is tens.
func vagueBefore(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("数數几幾", r)
}

// counted reports whether a counter stands behind text[start:end], or the sign
// of an ordinal before it.
func counted(text string, start, end int) bool {
	if r, _ := utf8.DecodeLastRuneInString(text[:start]); r == '第' {
		return true
	}
	r, n := utf8.DecodeRuneInString(text[end:])
	if n == 0 || !strings.ContainsRune(hanCounters, r) {
		return false
	}
	for _, w := range notCounted {
		if text[start:end+n] == w {
			return false
		}
	}
	return true
}

// wellFormed reports whether no two digits stand side by side and the small
// scales fall: 三百五十 is a number, 三五百 and 十百 are none.
func wellFormed(run []part) bool {
	var small *big.Rat // the last scale of the group
	for i, p := range run {
		switch {
		case i == 0 && p.value.Cmp(thousand) > 0: // 万一
			return len(run) == 1
		case p.kind == unitPart:
			if i > 0 && run[i-1].kind == unitPart && run[i-1].value.Sign() != 0 {
				return false
			}
		case p.value.Cmp(thousand) <= 0:
			if small != nil && p.value.Cmp(small) >= 0 {
				return false
			}
			small = p.value
		default:
			small = nil
		}
	}
	return true
}

// positional reads a row of digits: 二〇一八.
func positional(run []part) part {
	v := new(big.Rat)
	for _, p := range run {
		v.Add(v.Mul(v, ten), p.value)
	}
	return part{kind: unitPart, value: v, start: run[0].start, end: run[len(run)-1].end}
}

// asParts makes parts of a number of a run of characters.
func asParts(run []part) []part {
	var parts []part
	for _, p := range run {
		n := len(parts) - 1
		switch {
		case p.kind == unitPart && p.value.Sign() == 0 && len(run) > 1: // 一百零五
			if n >= 0 {
				parts[n].end = p.end
			}
			continue
		case p.kind == scalePart && p.value.Cmp(thousand) <= 0:
			p.kind = smallPart
		case p.kind == scalePart && n >= 0 && parts[n].kind == scalePart:
			parts[n].value = new(big.Rat).Mul(parts[n].value, p.value)
			parts[n].end = p.end
			continue
		}
		parts = append(parts, p)
	}
	return parts
}

// koreanCounters are what follows a number word that is written with it.
var koreanCounters = []string{"명", "개", "살", "시", "번", "마리", "사람", "달", "해", "가지", "대", "곳", "배", "권", "장", "잔", "병", "층", "차례", "시간", "년", "월", "일", "주", "분", "초", "원", "달러", "세", "회", "위", "호", "도", "퍼센트", "여"}

// koreanNumber reads a Korean word that begins with a number: scales need a
// digit before them, and words of one syllable stand alone or before a counter.
func koreanNumber(text string, at, end int, table *numberTable) []part {
	var parts []part
	digits, scales, stop := 0, 0, at
	for stop < end {
		p, n := table.longestPiece(text[stop:end])
		if n == 0 || p.kind == unitPart && len(parts) > 0 && parts[len(parts)-1].kind == unitPart && parts[len(parts)-1].value.Cmp(twenty) < 0 {
			break
		}
		p.start, p.end = stop, stop+n
		if p.kind == scalePart {
			scales++
			if p.value.Cmp(thousand) <= 0 {
				p.kind = smallPart
			}
		} else {
			digits++
		}
		parts, stop = append(parts, p), stop+n
	}
	syllables := utf8.RuneCountInString(text[at:stop])
	switch {
	case syllables == 0:
		return nil
	case scales > 0 && digits > 0 && syllables >= 2:
		return koreanPlain(parts, text[at:stop])
	case stop == end && (syllables >= 2 || strings.Contains("한두세네열", text[at:stop])):
		return parts
	}
	for _, c := range koreanCounters {
		if strings.HasPrefix(text[stop:end], c) && (syllables >= 2 || strings.Contains("한두세네열", text[at:stop])) {
			return parts
		}
	}
	return nil
}

// koreanPlain leaves out the words that look like a number: 오만 is Oman, 사천
// a town.
func koreanPlain(parts []part, word string) []part {
	if utf8.RuneCountInString(word) == 2 && !strings.HasSuffix(word, "십") && !strings.HasSuffix(word, "백") && !strings.HasPrefix(word, "십") {
		return nil
	}
	return parts
}
