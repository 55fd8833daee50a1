package render

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/language"
)

func writeText(out *bytes.Buffer, d digest.Digest, opt Options) error {
	switch opt.Part {
	case Names:
		textNames(out, d)
		return nil
	case Findings:
		for _, line := range append(allFindings(d), ChecksLine(d)) {
			fmt.Fprintln(out, line)
		}
		return nil
	}
	if opt.Part != Translation {
		textSummary(out, d, opt)
	}
	if opt.Part != Summary && d.Translation != nil {
		if out.Len() > 0 {
			out.WriteString("\n--- translation ---\n\n")
		}
		s := NewStream(out, opt)
		for _, segment := range d.Translation.Segments {
			if err := s.Segment(segment); err != nil {
				return err
			}
		}
		return s.Close(d)
	}
	if f, ok := foot(d, opt); ok {
		fmt.Fprintf(out, "\n%s\n", f)
	}
	namesAfter(out, d, opt)
	return nil
}

func textSummary(out *bytes.Buffer, d digest.Digest, opt Options) {
	if summaryMissing(d) {
		fmt.Fprintln(out, noSummary)
	}
	s := d.Summary
	if s == nil {
		return
	}
	// A source language is not wrapped: bidirectional text is laid out by the
	// line, and a terminal knows better where a line of it ends.
	width := opt.width()
	if !language.IsEnglish(s.Language) {
		width = 0
	}
	para := func(first, text string) {
		fmt.Fprintln(out, wrap(first+indented(text, opt.indent()), width, strings.Repeat(" ", len(first))))
	}
	para("", s.Headline+evidence(s.HeadlineEvidence, opt))
	if s.Dek != "" {
		out.WriteString("\n")
		para("", s.Dek+evidence(s.DekEvidence, opt))
	}
	if len(s.Body) == 0 {
		return
	}
	out.WriteString("\n")
	if s.Form == digest.Bullets {
		for _, b := range s.Body {
			para("- ", b.Text+evidence(b.Evidence, opt))
		}
		return
	}
	para("", strings.Join(sentences(s.Body, opt), " "))
}

// sentences returns the sentences of a body with their evidence.
func sentences(body []digest.Sentence, opt Options) []string {
	out := make([]string, len(body))
	for i, b := range body {
		out[i] = b.Text + evidence(b.Evidence, opt)
	}
	return out
}

// evidence returns " [2, 7]", or nothing.
func evidence(numbers []int, opt Options) string {
	if len(numbers) == 0 || opt.Clean {
		return ""
	}
	parts := make([]string, len(numbers))
	for i, n := range numbers {
		parts[i] = strconv.Itoa(n)
	}
	return " [" + strings.Join(parts, ", ") + "]"
}

// width is the column to wrap at. Text for pasting is not wrapped.
func (o Options) width() int {
	if o.Clean {
		return 0
	}
	return o.Width
}

// indent is what starts the further lines of an article's text.
func (o Options) indent() string {
	if o.Clean {
		return ""
	}
	return "    "
}

// Stream writes a translation as text while its segments come in, in the bytes
// that [Text] writes for the whole. It buffers nothing but a dateline.
type Stream struct {
	w     io.Writer
	opt   Options
	join  joiner
	prev  article.Kind
	begun bool
}

// NewStream returns a stream to w.
func NewStream(w io.Writer, opt Options) *Stream {
	return &Stream{w: w, opt: opt, join: joiner{bilingual: opt.Bilingual}}
}

// Segment writes the next segment. Segments come in order, each once.
func (s *Stream) Segment(segment digest.Segment) error {
	return s.write(s.join.add(segment))
}

// Close writes what is left, the footer of the record and, where they are
// wanted, its names.
func (s *Stream) Close(d digest.Digest) error {
	if err := s.write(s.join.rest()); err != nil {
		return err
	}
	var end bytes.Buffer
	if f, ok := foot(d, s.opt); ok {
		fmt.Fprintf(&end, "\n%s\n", f)
	}
	namesAfter(&end, d, s.opt)
	_, err := s.w.Write(end.Bytes())
	return err
}

func (s *Stream) write(blocks []block) error {
	for _, b := range blocks {
		text := textBlock(b, s.opt)
		items := b.Kind == article.ListItem && s.prev == article.ListItem && !s.opt.Bilingual
		if s.begun && !items {
			text = "\n" + text
		}
		s.begun, s.prev = true, b.Kind
		if _, err := io.WriteString(s.w, Safe(text)); err != nil {
			return err
		}
	}
	return nil
}

// textBlock returns a block's lines. A source stands on a line of its own, so
// that its direction is its own and not that of a number before it.
func textBlock(b block, opt Options) string {
	var out strings.Builder
	if len(b.Source) > 0 {
		plain := Options{Clean: true}
		fmt.Fprintln(&out, strings.ReplaceAll(joined(b.Source, plain), "\n", "\n"+opt.indent()))
	}
	if b.Failure != "" {
		fmt.Fprintf(&out, "[%d] %s\n", b.Number, b.Failure)
		return out.String()
	}
	mark := kindMark(b.Kind, opt)
	text := joined(b.Target, opt)
	if mark != "" {
		number := ""
		if !opt.Clean {
			number, text, _ = strings.Cut(text, " ")
			number += " "
		}
		text = number + mark + text
	}
	// Wrapped lines stand in from the edge like the lines of the article, so
	// that only the program writes at the start of a line.
	fmt.Fprintln(&out, wrap(text, opt.width(), opt.indent()))
	return out.String()
}

// joined returns the pieces of a block, each after its number.
func joined(pieces []piece, opt Options) string {
	var out strings.Builder
	for i, p := range pieces {
		if !opt.Clean {
			fmt.Fprintf(&out, "[%d] ", p.Number)
		}
		out.WriteString(indented(p.Text, opt.indent()))
		if i+1 < len(pieces) {
			out.WriteString(dash(p.Text))
		}
	}
	return out.String()
}

// kindMark is what shows a segment's kind in plain text.
func kindMark(kind article.Kind, opt Options) string {
	switch {
	case kind == article.ListItem:
		return "- "
	case kind == article.Quote && !opt.Clean:
		return "> "
	case kind == article.Caption && !opt.Clean:
		return "(caption) "
	}
	return ""
}

// wrap breaks lines longer than width at spaces; further lines start with
// indent. A word longer than the width stays whole.
func wrap(text string, width int, indent string) string {
	if width <= 0 {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = wrapLine(line, width, indent)
	}
	return strings.Join(lines, "\n")
}

func wrapLine(line string, width int, indent string) string {
	var out strings.Builder
	used := 0
	for i, word := range strings.Split(line, " ") {
		n := columns(word)
		switch {
		case i == 0:
		case used+1+n > width:
			out.WriteString("\n" + indent)
			used = len(indent)
		default:
			out.WriteString(" ")
			used++
		}
		out.WriteString(word)
		used += n
	}
	return out.String()
}

// columns counts the columns of a word: its characters without combining
// marks. Only English is wrapped, where this is exact enough.
func columns(word string) int {
	n := 0
	for _, r := range word {
		if !unicode.Is(unicode.Mn, r) {
			n++
		}
	}
	return n
}
