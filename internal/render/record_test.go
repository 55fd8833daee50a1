package render

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
)

// line is one segment of a made-up record; an empty target is a failed one.
type line struct {
	kind           article.Kind
	source, target string
}

// newRecord builds a whole, valid record.
func newRecord(id, language string, lines []line) digest.Digest {
	a := article.Article{ID: id, Source: "testdata/articles/" + id + ".txt", Language: language, Dropped: []article.Dropped{}}
	t := digest.Translation{Language: "en", Status: digest.Machine}
	hash := sha256.New()
	for i, l := range lines {
		hash.Write([]byte(l.source))
		a.Segments = append(a.Segments, article.Segment{Number: i + 1, Kind: l.kind, Text: l.source})
		s := digest.Segment{Number: i + 1, Key: digest.Key(l.source), Kind: l.kind, Source: l.source, State: digest.OK, Origin: digest.FromModel, Model: "openai/gpt-6-luna"}
		if s.Target = &l.target; l.target == "" {
			s.Target, s.State, s.Origin, s.Model = nil, digest.SegmentFailed, "", ""
			s.Reason, s.Detail = digest.ReasonRefused, "openai refused it; no fallback is set (tasks.translate.fallback)"
		}
		t.Segments = append(t.Segments, s)
	}
	a.Title, a.SourceHash = a.Segments[0].Text, "sha256:"+hex.EncodeToString(hash.Sum(nil))
	cost := 0.0009
	tokens := digest.Tokens{Requests: 2, PromptTokens: 1930, CompletionTokens: 1410, CostUSD: &cost}
	started := time.Date(2026, 11, 23, 21, 59, 57, 0, time.UTC)
	return digest.Digest{
		Schema: digest.SchemaName, Status: digest.Complete, Article: a, Translation: &t,
		Checks: digest.Checks{Ran: strings.Fields("completeness copied script leftover chat refusal length loops dates numbers quotes")},
		Usage:  digest.Usage{Tokens: tokens, ByModel: []digest.ModelUsage{{Model: "openai/gpt-6-luna", Tokens: tokens}}},
		Provenance: digest.Provenance{
			Program: "dragoman 0.1.0", Asked: []string{"openai/gpt-6-luna"}, Answered: []string{"openai/gpt-6-luna"},
			Prompts: map[string]string{"translate": "0011223344556677"}, Started: started, Finished: started.Add(3 * time.Second),
		},
	}
}

func bullets(headline, dek string, points ...digest.Sentence) *digest.Summary {
	return &digest.Summary{
		Headline: headline, HeadlineEvidence: []int{2, 3}, Dek: dek, DekEvidence: []int{3},
		Form: digest.Bullets, Body: points, Method: digest.FromSourceAndTranslation, Language: "en", Model: "openai/gpt-6-luna",
	}
}

// arabic has a dateline, every kind of segment, names and findings.
func arabic() digest.Digest {
	d := newRecord("harbour", "ar", []line{
		{article.Headline, "افتتاح الميناء الجديد في صور", "New harbour opens in Tyre"},
		{article.Dateline, "صور، 3 آذار (وكالة)", "TYRE, March 3 (Agency)"},
		{article.Paragraph, "افتتح الوزير اليوم الميناء الجديد بكلفة 300 ألف دولار.", "The minister today opened the new harbour, which cost $300,000."},
		{article.Subheading, "ما التالي", "What comes next"},
		{article.Quote, "«سنعود غداً»، قال الوزير.", "“We will return tomorrow,” the minister said."},
		{article.ListItem, "رصيف للصيادين", "A quay for fishermen"},
		{article.ListItem, "رصيف للعبّارات", "A quay for ferries"},
		{article.Paragraph, "Reuters reported the opening first.", "Reuters reported the opening first."},
		{article.Caption, "الميناء عند الفجر", "The harbour at dawn"},
	})
	kept := &d.Translation.Segments[7]
	kept.Origin, kept.Model = digest.SourceIsTarget, ""
	d.Article.Dropped = []article.Dropped{
		{Text: "افتتاح الميناء الجديد في صور", Reason: "repeated headline"},
		{Text: "اترك تعليقاً", Reason: "comment form"}, {Text: "Comments", Reason: "comment form"},
	}
	d.Summary = bullets("New harbour opens in Tyre", "The minister opened a harbour in Tyre that the report says cost $300,000.",
		digest.Sentence{Text: "The harbour has a quay for fishermen and one for ferries.", Evidence: []int{6, 7}},
		digest.Sentence{Text: "The minister said he would return.", Evidence: []int{5}})
	d.Names = []digest.Name{
		{Source: "لبنان", Target: "Lebanon", Kind: "place", Origin: "glossary", Segments: []int{3}},
		{Source: "صور", Target: "Tyre", Kind: "place", Origin: "model", Segments: []int{1, 2}},
	}
	note := `"today", "tomorrow": publication date unknown; set --published`
	d.Findings = []check.Finding{
		{ID: "a1", Check: "dates", Category: "accuracy/other", Severity: check.Note, Place: check.Translation, Segment: 3, Message: note},
		{ID: "a2", Check: "dates", Category: "accuracy/other", Severity: check.Note, Place: check.Translation, Segment: 5, Message: note},
		{ID: "a3", Check: "numbers", Category: "accuracy/mistranslation", Severity: check.Warning, Place: check.Translation, Segment: 3,
			Message:        "300 thousand in the source reads as another number",
			SourceEvidence: &check.Evidence{Text: "300 ألف", Start: 40, End: 47}, TargetEvidence: &check.Evidence{Text: "$300,000", Start: 54, End: 62}},
	}
	d.Checks.Warnings, d.Checks.Notes = 1, 2
	return d
}

// partial has a refused paragraph behind a dateline, and no summary.
func partial() digest.Digest {
	d := newRecord("partial", "fr", []line{
		{article.Headline, "Grève à Lyon", "Strike in Lyon"},
		{article.Dateline, "LYON (AFP) –", "LYON (AFP) –"},
		{article.Paragraph, "Les trains sont à l’arrêt.", ""},
		{article.Paragraph, "Ils repartiront lundi.", "They will run again on Monday."},
	})
	d.Status = digest.Partial
	d.Provenance.Prompts["summarise"] = "8899aabbccddeeff"
	return d
}

// extractive has a summary in the source's language and no translation.
func extractive() digest.Digest {
	d := newRecord("extractive", "fa", []line{
		{article.Headline, "باران در تهران", "-"},
		{article.Paragraph, "باران دیروز آغاز شد.", "-"},
		{article.Paragraph, "خیابان‌ها بسته شدند.", "-"},
	})
	d.Translation = nil
	d.Summary = &digest.Summary{
		Headline: "باران در تهران", HeadlineEvidence: []int{1}, Dek: "باران دیروز آغاز شد.", DekEvidence: []int{2},
		Form: digest.Bullets, Body: []digest.Sentence{{Text: "خیابان‌ها بسته شدند.", Evidence: []int{3}}}, Method: digest.Extractive, Language: "fa",
	}
	zero := 0.0
	d.Usage = digest.Usage{Tokens: digest.Tokens{CostUSD: &zero}}
	d.Provenance.Asked, d.Provenance.Answered, d.Provenance.Prompts = nil, nil, nil
	return d
}

// hostile tries to steer the terminal, to become markup and to pass for the
// program's own lines, in every field that is shown.
func hostile() digest.Digest {
	const (
		esc  = "\x1b[2J\x1b]0;owned\x07\u009b31m"
		bidi = "\u202eevil\u2066x\u2069\u202c"
		html = `<script>alert(1)</script><img src="https://tracker.invalid/x.png" onerror=alert(1)>`
		md   = "![x](https://tracker.invalid/y.png) [link](javascript:alert(1)) `code` **bold** <b>raw</b> $a$ | cell | &copy;"
	)
	d := newRecord("hostile", `ar" onload="alert(1)`, []line{
		{article.Headline, esc + html, esc + html + bidi},
		{article.Paragraph, "مصدر " + bidi + "\r\n--- translation ---\r[9] fake\u2028[8] fake " + html, "# heading\n- item\n1. one\n    code\n\n--- translation ---\r[9] was not translated: fake\u2028---\n===\n> quote\n~~~\n[1]: https://tracker.invalid"},
		{article.Quote, md, md},
		{article.ListItem, "2) two\n# three", "2) two\n# three"},
		{article.Caption, "a\x00b\x7fc\xffd\U000E0041", "a\x00b\x7fc\xffd\U000E0041"},
		{article.Paragraph, "refused", ""},
	})
	d.Article.ID, d.Article.Source = `x" onclick="alert(1)`+esc, "a b`$(touch owned)`.txt"
	d.Translation.Segments[5].Detail = "openai: " + html + esc + "\n[7] fake"
	d.Status = digest.Partial
	d.Summary = bullets(html+bidi, md, digest.Sentence{Text: esc + "+ x\n- y", Evidence: []int{2}})
	d.Names = []digest.Name{{Source: "a|b" + bidi, Target: html, Kind: "pl`ace", Origin: "model", Segments: []int{2}}}
	d.Findings = []check.Finding{{ID: "1", Check: "injection", Category: "other", Severity: check.Error, Place: check.SummaryBody, Index: 1,
		Message: html + esc, SourceEvidence: &check.Evidence{Text: md + bidi}, TargetEvidence: &check.Evidence{Text: html + "\n[3] fake"}}}
	d.Checks.Skipped = []check.Skip{{Check: "names", Reason: "not checked for " + esc}}
	d.Provenance.Answered = []string{"evil/" + html + esc}
	return d
}

// approved is a translation a person stands behind.
func approved() digest.Digest {
	d := newRecord("approved", "de", []line{{article.Headline, "Wahl in Bonn", "Election in Bonn"}, {article.Paragraph, "Die Wahl ist frei.", "The election is free."}})
	d.Translation.Status = digest.Approved
	return d
}

// recorded is a short record whose replies were recorded, with a paragraph for
// a summary.
func recorded() digest.Digest {
	d := newRecord("recorded", "tr", []line{
		{article.Paragraph, "Bir.", "One."}, {article.Paragraph, "İki.", "Two is a rather long sentence that does not fit into forty columns."}, {article.Dateline, "ANKARA", "ANKARA"},
	})
	d.Provenance.Recorded, d.Provenance.Answered = "A. Writer, 2026", []string{"recorded/sample"}
	d.Summary = bullets("One and two", "Both are counted, and the counting takes a line and more.",
		digest.Sentence{Text: "One comes first.", Evidence: []int{1}}, digest.Sentence{Text: "Two follows.", Evidence: []int{2}})
	d.Summary.Form, d.Summary.HeadlineEvidence, d.Summary.DekEvidence = digest.ParagraphForm, []int{1, 2}, []int{2}
	return d
}
