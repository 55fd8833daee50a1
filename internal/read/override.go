package read

import (
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

// droppedByHand is the reason of what --drop leaves out.
const droppedByHand = "--drop"

// hiddenText is the reason of text that a page does not show. Nothing brings it
// back: it is where instructions to models are smuggled in.
const hiddenText = "hidden"

// override applies what the user said of single blocks: what holds a text of
// drop is left out, and what was left out and holds a text of keep is kept.
// Case, diacritics and digits' scripts do not count. Of a block of several
// lines, such as a menu, only the lines that hold the text are kept.
func override(blocks []article.Block, keep, drop []string) []article.Block {
	if len(keep) == 0 && len(drop) == 0 {
		return blocks
	}
	keep, drop = foldAll(keep), foldAll(drop)
	var out []article.Block
	for _, b := range blocks {
		switch {
		case b.Kept() && holds(b.Text, drop):
			b.Reason = droppedByHand
			out = append(out, b)
		case !b.Kept() && !b.Carried && b.Reason != hiddenText && holds(b.Text, keep):
			out = append(out, rescue(b, keep)...)
		default:
			out = append(out, b)
		}
	}
	return out
}

// rescue keeps the lines of a block that hold one of the texts.
func rescue(b article.Block, keep []string) []article.Block {
	if !strings.Contains(b.Text, "\n") {
		b.Reason = ""
		return []article.Block{b}
	}
	var out []article.Block
	for line := range strings.SplitSeq(b.Text, "\n") {
		part := article.Block{Kind: b.Kind, Text: line, Reason: b.Reason}
		if holds(line, keep) {
			part.Reason = ""
		}
		if n := len(out); n > 0 && !part.Kept() && !out[n-1].Kept() {
			out[n-1].Text += "\n" + line
			continue
		}
		out = append(out, part)
	}
	return out
}

// holds reports whether a text has one of some folded texts in it.
func holds(text string, folded []string) bool {
	if len(folded) == 0 {
		return false
	}
	text = language.Fold(text)
	for _, f := range folded {
		if strings.Contains(text, f) {
			return true
		}
	}
	return false
}

func foldAll(texts []string) []string {
	var folded []string
	for _, t := range texts {
		if f := language.Fold(strings.TrimSpace(t)); f != "" {
			folded = append(folded, f)
		}
	}
	return folded
}

// Unused returns those of the texts in Options.Keep and Options.Drop that
// changed nothing in an article, most likely because they are misspelt.
func Unused(a article.Article, opt Options) (keep, drop []string) {
	for _, t := range opt.Drop {
		if !anyDropped(a.Dropped, language.Fold(strings.TrimSpace(t))) {
			drop = append(drop, t)
		}
	}
	for _, t := range opt.Keep {
		if !anySegment(a.Segments, language.Fold(strings.TrimSpace(t))) {
			keep = append(keep, t)
		}
	}
	return keep, drop
}

func anyDropped(dropped []article.Dropped, folded string) bool {
	for _, d := range dropped {
		if d.Reason == droppedByHand && strings.Contains(language.Fold(d.Text), folded) {
			return true
		}
	}
	return false
}

func anySegment(segments []article.Segment, folded string) bool {
	for _, s := range segments {
		if strings.Contains(language.Fold(s.Text), folded) {
			return true
		}
	}
	return false
}
