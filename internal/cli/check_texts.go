package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dragoman/internal/align"
	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/language"
	"dragoman/internal/read"
	"dragoman/internal/render"
)

// englishTag is the language translations are in.
const englishTag = "en"

// textPair is a text and its translation, a paragraph on every line.
type textPair struct {
	sourceName, targetName string
	source, target         []read.TextLine
	beads                  []align.Bead // what belongs together
	aligned                bool         // matched by what they say; otherwise in order
	tag                    string       // the source's language; empty when unknown
}

// texts checks --target against --source.
func (c *checkCommand) texts(ctx context.Context) error {
	p, err := c.readTexts(ctx)
	if err != nil {
		return err
	}
	checks := slices.Concat(check.Segment(), check.Article())
	if p.aligned { // alignment says what is missing, and numbers may be skipped
		checks = slices.DeleteFunc(checks, func(k check.Check) bool { return k.Name == "completeness" })
		checks = append(checks, check.Matching()...)
	}
	doc := p.document(c.read.meta.Published)
	doc.Glossary = c.rules.Glossary
	report := check.Run(doc, c.rules.Apply(checks))
	d := p.record(report)
	c.checked = append(c.checked, render.Checked{Input: p.targetName, Record: d, Where: p.where})
	return nil
}

func (c *checkCommand) readTexts(ctx context.Context) (*textPair, error) {
	p := &textPair{sourceName: c.source, targetName: c.target, tag: c.settings.From}
	for _, side := range []struct {
		name string
		into *[]read.TextLine
	}{{c.source, &p.source}, {c.target, &p.target}} {
		data, err := c.bytesOf(ctx, side.name)
		if err != nil {
			return nil, err
		}
		if *side.into, err = read.Lines(data, side.name); err != nil {
			return nil, err
		}
	}
	if p.tag == "" {
		p.tag, _ = language.Detect(strings.Join(texts(p.source), "\n"))
	}
	p.match()
	if p.aligned && !c.settings.Quiet {
		fmt.Fprintf(c.Err, "%d paragraphs and %d of the translation: matched by length, numbers and names\n", len(p.source), len(p.target))
	}
	return p, nil
}

func texts(lines []read.TextLine) []string {
	list := make([]string, len(lines))
	for i, l := range lines {
		list[i] = l.Text
	}
	return list
}

// match decides what belongs together: in order where the counts agree.
func (p *textPair) match() {
	if len(p.source) == len(p.target) {
		for i := range p.source {
			p.beads = append(p.beads, align.Bead{SourceStart: i, SourceEnd: i + 1, TargetStart: i, TargetEnd: i + 1})
		}
		return
	}
	ratio, deviation, _ := check.LengthRatio(p.tag, englishTag)
	p.aligned = true
	p.beads = align.Paragraphs(texts(p.source), texts(p.target), align.Options{
		SourceLanguage: p.tag, TargetLanguage: englishTag, Ratio: ratio, Deviation: deviation,
	})
}

// document is what the checks look at. A pair has the number of its first
// source paragraph.
func (p *textPair) document(published string) check.Document {
	doc := check.Document{SourceLanguage: p.tag, TargetLanguage: englishTag, Published: published, Translated: true}
	if p.aligned {
		doc.Unmatched = &check.Unmatched{}
	}
	for _, b := range p.beads {
		if !b.Matched() {
			p.unmatched(doc.Unmatched, b)
			continue
		}
		if p.aligned && b.SourceEnd-b.SourceStart != b.TargetEnd-b.TargetStart {
			doc.Unmatched.Joined = append(doc.Unmatched.Joined, check.Join{
				Sources: lineNumbers(p.source, b.SourceStart, b.SourceEnd), Targets: lineNumbers(p.target, b.TargetStart, b.TargetEnd),
			})
		}
		source, target := joined(p.source[b.SourceStart:b.SourceEnd]), joined(p.target[b.TargetStart:b.TargetEnd])
		doc.Pairs = append(doc.Pairs, check.Pair{Number: b.SourceStart + 1, Kind: p.kind(b), Source: source, Target: target})
	}
	return doc
}

// kind takes a first line without a full stop for the headline.
func (p *textPair) kind(b align.Bead) article.Kind {
	if b.SourceStart > 0 || b.SourceEnd > 1 || len(p.source) == 1 {
		return article.Paragraph
	}
	last, _ := utf8.DecodeLastRuneInString(p.source[0].Text)
	if strings.ContainsRune(".。।۔!؟?:…", last) {
		return article.Paragraph
	}
	return article.Headline
}

func (p *textPair) unmatched(u *check.Unmatched, b align.Bead) {
	u.Sources = append(u.Sources, lineNumbers(p.source, b.SourceStart, b.SourceEnd)...)
	u.Targets = append(u.Targets, lineNumbers(p.target, b.TargetStart, b.TargetEnd)...)
}

func joined(lines []read.TextLine) string { return strings.Join(texts(lines), " ") }

// record holds the findings as a record does, so that they are shown alike.
func (p *textPair) record(report check.Report) digest.Digest {
	d := digest.Digest{
		Schema: digest.SchemaName, Status: digest.Complete, Findings: report.Findings,
		Checks:      digest.Checks{Ran: report.Ran, Skipped: report.Skipped},
		Translation: &digest.Translation{Language: englishTag},
	}
	d.Article.Source, d.Article.Language = p.sourceName, p.tag
	for i, l := range p.source {
		d.Article.Segments = append(d.Article.Segments, article.Segment{Number: i + 1, Kind: article.Paragraph, Text: l.Text})
		d.Translation.Segments = append(d.Translation.Segments, digest.Segment{Number: i + 1, Source: l.Text, State: digest.OK})
	}
	for _, b := range p.beads {
		if b.Matched() {
			target := joined(p.target[b.TargetStart:b.TargetEnd])
			d.Translation.Segments[b.SourceStart].Target = &target
		}
	}
	d.Tally()
	return d
}

// where finds the lines of a finding in both files.
func (p *textPair) where(f check.Finding) (render.Spot, []render.Spot) {
	bead, found := p.beadOf(f)
	spot := render.Spot{File: fileName(p.targetName), Line: 1}
	if !found {
		return spot, nil
	}
	if bead.Targets() > 0 {
		spot = spotIn(p.targetName, p.target[bead.TargetStart:bead.TargetEnd], f.TargetEvidence)
	} else if bead.TargetStart > 0 { // where it is missing: after what stands before it
		spot.Line = p.target[bead.TargetStart-1].Number
	}
	if bead.Sources() == 0 {
		return spot, nil
	}
	return spot, []render.Spot{spotIn(p.sourceName, p.source[bead.SourceStart:bead.SourceEnd], f.SourceEvidence)}
}

// beadOf returns the bead that a finding is about. The one that names unmatched
// lines stands at the first of them.
func (p *textPair) beadOf(f check.Finding) (align.Bead, bool) {
	for _, b := range p.beads {
		if f.Segment == 0 && f.Check == check.Matching()[0].Name && !b.Matched() {
			return b, true
		}
		if f.Segment > 0 && b.SourceStart < f.Segment && f.Segment <= b.SourceEnd {
			return b, true
		}
	}
	return align.Bead{}, false
}

func fileName(name string) string {
	if name == "-" {
		return "stdin"
	}
	return name
}

// spotIn finds evidence in the lines of a file. The lines were joined by one
// space each, and evidence counts from the start of the first.
func spotIn(name string, lines []read.TextLine, e *check.Evidence) render.Spot {
	spot := render.Spot{File: fileName(name), Line: lines[0].Number, EndLine: lines[len(lines)-1].Number}
	if e == nil {
		return spot
	}
	at := 0
	for _, l := range lines {
		length := utf8.RuneCountInString(l.Text)
		if e.Start >= at && e.Start <= at+length {
			spot.Line, spot.Column, spot.Evidence = l.Number, l.Indent+e.Start-at+1, e.Text
		}
		if e.End > at && e.End <= at+length {
			spot.EndLine, spot.EndColumn = l.Number, l.Indent+e.End-at+1
		}
		at += length + 1
	}
	if spot.EndColumn == 0 {
		spot.Column = 0
	}
	return spot
}

func lineNumbers(lines []read.TextLine, from, to int) []check.Line {
	var list []check.Line
	for i := from; i < to; i++ {
		list = append(list, check.Line{Number: i + 1, Text: lines[i].Text})
	}
	return list
}
