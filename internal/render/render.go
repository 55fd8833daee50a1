// Package render turns a record into text, Markdown and HTML for people, and
// into the lines that go to stderr beside it.
//
// [Text], [Markdown] and [HTML] are the way in; [Stream] writes a translation
// segment by segment in the same bytes as Text. [Head], [FindingLines],
// [ChecksLine] and [UsageLine] are the lines, [Article] is what "dragoman read"
// prints. JSON is written by package digest.
//
// The same record gives the same bytes everywhere: there is no colour, and
// nothing depends on a terminal, a clock or a locale. Article text is hostile:
// what could steer a terminal, become markup or reorder the text around it is
// taken out or escaped, see [Safe].
package render

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"dragoman/internal/digest"
)

// Part is one part of a record. The empty part is summary and translation.
type Part = string

// The parts that can be asked for alone.
const (
	Summary     Part = "summary"
	Translation Part = "translation"
	Names       Part = "names"
	Findings    Part = "findings"
)

// Parts returns the names of the parts, for help and completion.
func Parts() []string { return []string{Summary, Translation, Names, Findings} }

// Options shape a rendering. The zero value renders summary and translation
// with their numbers.
type Options struct {
	Part      Part
	Bilingual bool // each source paragraph above its translation
	Clean     bool // no numbers and no marks, for pasting; what failed stays marked
	WithNames bool // the table of names after the text
	Fragment  bool // HTML: the article element alone, without page and style
	Width     int  // Text: columns to wrap English text at; 0 does not wrap
}

// ErrNoPart is the error for a part that the record does not have.
var ErrNoPart = errors.New("not in this record")

// Text writes a record as plain text.
func Text(w io.Writer, d digest.Digest, opt Options) error {
	return send(w, d, opt, writeText)
}

// Markdown writes a record as Markdown (CommonMark with tables). The
// translation of an article that was read from Markdown is that document again,
// translated.
func Markdown(w io.Writer, d digest.Digest, opt Options) error {
	return send(w, d, opt, writeMarkdown)
}

// HTML writes a record as a page that loads nothing, or with Fragment as one
// article element.
func HTML(w io.Writer, d digest.Digest, opt Options) error {
	return send(w, d, opt, writeHTML)
}

// send renders to memory, so that a fault never leaves half a page, and passes
// the result through Safe once more: no format can forget a field.
func send(w io.Writer, d digest.Digest, opt Options, render func(*bytes.Buffer, digest.Digest, Options) error) error {
	if err := present(d, opt.Part); err != nil {
		return fmt.Errorf("show %s: %w", label(d), err)
	}
	var out bytes.Buffer
	if err := render(&out, d, opt); err != nil {
		return fmt.Errorf("show %s: %w", label(d), err)
	}
	_, err := io.WriteString(w, Safe(out.String()))
	return err
}

// present reports a part that is unknown or that the record does not have.
func present(d digest.Digest, part Part) error {
	switch part {
	case "":
		if d.Summary == nil && d.Translation == nil {
			return fmt.Errorf("translation and summary are %w; make them with dragoman digest", ErrNoPart)
		}
	case Summary:
		if d.Summary == nil {
			return fmt.Errorf("a summary is %w; make one with dragoman digest or dragoman summarize", ErrNoPart)
		}
	case Translation:
		if d.Translation == nil {
			return fmt.Errorf("a translation is %w; make one with dragoman digest or dragoman translate", ErrNoPart)
		}
	case Names, Findings:
	default:
		return fmt.Errorf("there is no part %q (there are: summary, translation, names, findings)", part)
	}
	return nil
}

// label names a record in an error.
func label(d digest.Digest) string {
	switch {
	case d.Article.ID != "":
		return Line(d.Article.ID)
	case d.Article.Source != "" && d.Article.Source != "-":
		return Line(d.Article.Source)
	}
	return "the record"
}
