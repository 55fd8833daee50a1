package digest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"dragoman/internal/article"
)

// Encode writes a record as indented JSON with a newline at its end. Lists and
// maps are never null, text is written as it is (no HTML escapes), and times
// are UTC, so the same record always gives the same bytes.
func Encode(w io.Writer, d Digest) error {
	return encode(w, "  ", d.complete(), "record "+d.Article.ID)
}

// EncodeLine writes a record as one line of JSONL.
func EncodeLine(w io.Writer, d Digest) error {
	return encode(w, "", d.complete(), "record "+d.Article.ID)
}

// EncodeFailure writes the JSONL line of an article without a record. Schema
// and status are set here.
func EncodeFailure(w io.Writer, f Failure) error {
	f.Schema, f.Status = SchemaName, Failed
	return encode(w, "", f, "failure of "+f.Source)
}

// EncodeArticle writes an article as indented JSON: the "article" of a record.
func EncodeArticle(w io.Writer, a article.Article) error {
	return encode(w, "  ", completeArticle(a), "article "+a.ID)
}

// EncodeArticleLine writes an article as one line of JSONL.
func EncodeArticleLine(w io.Writer, a article.Article) error {
	return encode(w, "", completeArticle(a), "article "+a.ID)
}

// encode renders to memory first: a value that does not marshal, such as an
// infinite cost, writes nothing.
func encode(w io.Writer, indent string, v any, thing string) error {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("encode %s: %w", thing, err)
	}
	if _, err := w.Write(escaped(out.Bytes())); err != nil {
		return fmt.Errorf("write %s: %w", thing, err)
	}
	return nil
}

// escaped writes the characters that encoding/json leaves as they are and that
// act on a terminal, or reorder the text beside them, as \uXXXX. They can stand
// in strings only, so the value is the same.
func escaped(data []byte) []byte {
	if bytes.IndexFunc(data, steers) < 0 {
		return data
	}
	var out bytes.Buffer
	for _, r := range string(data) {
		if steers(r) {
			fmt.Fprintf(&out, `\u%04x`, r)
			continue
		}
		out.WriteRune(r)
	}
	return out.Bytes()
}

// steers reports whether a character is DEL, a C1 control, or a bidirectional
// embedding, override or isolate. Marks (LRM, RLM, ALM) belong to many texts.
func steers(r rune) bool {
	return r >= 0x7F && r <= 0x9F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// complete returns a copy in which no list or map is nil. The record itself is
// not touched: others may hold it.
func (d Digest) complete() Digest {
	d.Article = completeArticle(d.Article)
	if d.Translation != nil {
		t := *d.Translation
		t.Segments = list(t.Segments)
		d.Translation = &t
	}
	if d.Summary != nil {
		s := *d.Summary
		s.HeadlineEvidence, s.DekEvidence = list(s.HeadlineEvidence), list(s.DekEvidence)
		s.Body = append([]Sentence{}, s.Body...)
		for i := range s.Body {
			s.Body[i].Evidence = list(s.Body[i].Evidence)
		}
		d.Summary = &s
	}
	d.Names = append([]Name{}, d.Names...)
	for i := range d.Names {
		d.Names[i].Segments = list(d.Names[i].Segments)
	}
	d.Findings = list(d.Findings)
	d.Accepted = append([]Acceptance(nil), d.Accepted...)
	for i := range d.Accepted {
		d.Accepted[i].At = d.Accepted[i].At.UTC()
	}
	d.Checks.Ran, d.Checks.Skipped = list(d.Checks.Ran), list(d.Checks.Skipped)
	d.Usage.ByModel = list(d.Usage.ByModel)
	d.Provenance = d.Provenance.complete()
	return d
}

func (p Provenance) complete() Provenance {
	p.Asked, p.Answered = list(p.Asked), list(p.Answered)
	if p.Prompts == nil {
		p.Prompts = map[string]string{}
	}
	if p.Settings == nil {
		p.Settings = map[string]any{}
	}
	p.Started, p.Finished = p.Started.UTC(), p.Finished.UTC()
	return p
}

func completeArticle(a article.Article) article.Article {
	a.Segments, a.Dropped = list(a.Segments), list(a.Dropped)
	if a.Extra == nil {
		a.Extra = map[string]any{}
	}
	return a
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
