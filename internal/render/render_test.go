package render

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
	"dragoman/internal/digest"
)

func render(t *testing.T, write func(io.Writer, digest.Digest, Options) error, d digest.Digest, opt Options) string {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, d, opt); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestStreamWritesTheBytesOfText(t *testing.T) {
	for name, d := range map[string]digest.Digest{"arabic": arabic(), "partial": partial(), "hostile": hostile(), "recorded": recorded(), "approved": approved()} {
		for _, opt := range []Options{{}, {Bilingual: true}, {Clean: true}, {Width: 40}} {
			t.Run(name, func(t *testing.T) {
				opt.Part = Translation
				want := render(t, Text, d, opt)
				var got bytes.Buffer
				s := NewStream(&got, opt)
				for _, segment := range d.Translation.Segments {
					if err := s.Segment(segment); err != nil {
						t.Fatal(err)
					}
				}
				if err := s.Close(d); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got.String()); diff != "" {
					t.Errorf("%+v (-text +stream):\n%s", opt, diff)
				}
			})
		}
	}
}

func TestStreamHoldsNothingButADateline(t *testing.T) {
	var out bytes.Buffer
	s := NewStream(&out, Options{})
	segments := arabic().Translation.Segments
	for i, wrote := range []bool{true, false, true, true} { // headline, dateline, paragraph, subheading
		before := out.Len()
		if err := s.Segment(segments[i]); err != nil {
			t.Fatal(err)
		}
		if got := out.Len() > before; got != wrote {
			t.Errorf("segment %d written: %v, want %v", i+1, got, wrote)
		}
	}
}

func TestPartsThatAreNotThere(t *testing.T) {
	none := arabic()
	none.Translation, none.Summary = nil, nil
	rows := []struct {
		name   string
		record digest.Digest
		part   Part
		want   error
	}{
		{"summary of a translation", approved(), Summary, ErrNoPart},
		{"translation of a summary", extractive(), Translation, ErrNoPart},
		{"everything of nothing", none, "", ErrNoPart},
		{"names of nothing", none, Names, nil},
		{"findings of nothing", none, Findings, nil},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			for _, write := range []func(io.Writer, digest.Digest, Options) error{Text, Markdown, HTML} {
				var out bytes.Buffer
				err := write(&out, row.record, Options{Part: row.part})
				if !errors.Is(err, row.want) {
					t.Errorf("got %v, want %v", err, row.want)
				}
				if (out.Len() == 0) != (row.want != nil) {
					t.Errorf("wrote %d bytes with error %v", out.Len(), err)
				}
			}
		})
	}
	if err := Text(io.Discard, arabic(), Options{Part: "title"}); err == nil || !strings.Contains(err.Error(), `no part "title"`) {
		t.Errorf("unknown part: got %v", err)
	}
}

// Every failed segment is named in every output that shows the translation.
func TestFailedSegmentsAreLoud(t *testing.T) {
	for _, write := range []func(io.Writer, digest.Digest, Options) error{Text, Markdown, HTML} {
		for _, opt := range []Options{{}, {Clean: true}, {Bilingual: true}, {Part: Translation}, {Fragment: true}} {
			out := render(t, write, partial(), opt)
			if !strings.Contains(out, "was not translated: openai refused it; no fallback is set (tasks.translate.fallback)") {
				t.Errorf("%+v: the failed segment is not marked:\n%s", opt, out)
			}
			if !opt.Bilingual && strings.Contains(out, "arrêt") {
				t.Errorf("%+v: source text stands in for a translation:\n%s", opt, out)
			}
		}
	}
}

func TestFailureReasons(t *testing.T) {
	for reason, want := range map[string]string{
		digest.ReasonRefused:     "was not translated: the model refused it",
		digest.ReasonCut:         "was not translated: the answer ended before it",
		digest.ReasonCheck:       "was not translated: no draft of it passed the checks",
		digest.ReasonUnavailable: "was not translated: no model could be asked",
	} {
		if got := failure(digest.Segment{State: digest.SegmentFailed, Reason: reason}); got != want {
			t.Errorf("%s: got %q, want %q", reason, got, want)
		}
	}
}

func TestFooter(t *testing.T) {
	edited, kept, nothing := approved(), approved(), approved()
	edited.Translation.Status = digest.Edited
	kept.Translation.Status = digest.Machine
	for i := range kept.Translation.Segments {
		kept.Translation.Segments[i].Origin = digest.SourceIsTarget
	}
	nothing.Provenance, nothing.Translation.Status = digest.Provenance{}, digest.Machine
	summary := arabic()
	summary.Translation = nil
	rows := []struct {
		name   string
		record digest.Digest
		opt    Options
		want   string
	}{
		{"machine", arabic(), Options{}, "Machine translation, not reviewed · openai/gpt-6-luna · 2026-11-23"},
		{"clean", arabic(), Options{Clean: true}, ""},
		{"approved", approved(), Options{}, ""},
		{"edited", edited, Options{}, "Machine translation, edited, not approved · openai/gpt-6-luna · 2026-11-23"},
		{"already English", kept, Options{}, ""},
		{"no provenance", nothing, Options{}, "Machine translation, not reviewed · openai/gpt-6-luna"},
		{"recorded", recorded(), Options{}, "Machine translation, not reviewed · recorded reply · A. Writer, 2026"},
		{"summary alone", summary, Options{}, "Machine summary, not reviewed · openai/gpt-6-luna · 2026-11-23"},
		{"extractive", extractive(), Options{}, "Sentences of the article, chosen by machine · 2026-11-23"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got := ""
			if f, ok := foot(row.record, row.opt); ok {
				got = f.String()
			}
			if got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func TestDatelines(t *testing.T) {
	seg := func(n int, kind article.Kind, text string) digest.Segment {
		return digest.Segment{Number: n, Kind: kind, Target: &text, State: digest.OK}
	}
	rows := []struct {
		name     string
		segments []digest.Segment
		want     string
	}{
		{"own dash", []digest.Segment{seg(1, article.Dateline, "ROME —"), seg(2, article.Paragraph, "It rained.")}, "[1] ROME — [2] It rained.\n"},
		{"without dash", []digest.Segment{seg(1, article.Dateline, "ROME (AP)"), seg(2, article.Paragraph, "It rained.")}, "[1] ROME (AP) – [2] It rained.\n"},
		{"before a heading", []digest.Segment{seg(1, article.Dateline, "ROME"), seg(2, article.Headline, "Rain")}, "[1] ROME\n\n[2] Rain\n"},
		{"two", []digest.Segment{seg(1, article.Dateline, "ROME"), seg(2, article.Dateline, "PARIS:"), seg(3, article.Paragraph, "Rain.")}, "[1] ROME\n\n[2] PARIS: [3] Rain.\n"},
		{"failed", []digest.Segment{{Number: 1, Kind: article.Dateline, State: digest.SegmentFailed, Reason: digest.ReasonCut}, seg(2, article.Paragraph, "Rain.")}, "[1] was not translated: the answer ended before it\n\n[2] Rain.\n"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			var out bytes.Buffer
			s := NewStream(&out, Options{})
			for _, segment := range row.segments {
				if err := s.Segment(segment); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.Close(approved()); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(row.want, out.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestArticle(t *testing.T) {
	a := arabic().Article
	a.Publisher, a.Published, a.Title = "Agency\x1b[2J", "2026-03-03", "another title"
	for name, dropped := range map[string]bool{"article": false, "article-dropped": true} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := Article(&out, a, dropped); err != nil {
				t.Fatal(err)
			}
			golden(t, name+".txt", out.Bytes())
		})
	}
	var out bytes.Buffer
	if err := Article(&out, hostile().Article, true); err != nil {
		t.Fatal(err)
	}
	noControls(t, out.String())
	if strings.Contains(out.String(), "\n--- translation ---") || strings.Contains(out.String(), "\n[9]") {
		t.Errorf("a line of the article passes for one of the program's:\n%s", out.String())
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWriteErrorsComeBack(t *testing.T) {
	for _, write := range []func(io.Writer, digest.Digest, Options) error{Text, Markdown, HTML} {
		if err := write(brokenWriter{}, arabic(), Options{}); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("got %v, want %v", err, io.ErrClosedPipe)
		}
	}
	if err := NewStream(brokenWriter{}, Options{}).Segment(arabic().Translation.Segments[0]); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("stream: got %v, want %v", err, io.ErrClosedPipe)
	}
}
