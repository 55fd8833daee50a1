package summarize

import (
	"fmt"
	"strings"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/language"
	"dragoman/internal/llm"
	"dragoman/prompts"

	"github.com/google/go-cmp/cmp"
)

const tooLong = "Deputy Minister Nuh Yilmaz opened the meeting, and as he opened the meeting he called for a ceasefire, which he called for at the very meeting that he had just opened."

func TestRepairIsAccepted(t *testing.T) {
	draft := change(t, good, "about 300 thousand people.", "about 999 people.")
	draft = change(t, draft, "Deputy Minister Nuh Yilmaz called for a ceasefire as he opened the meeting.", tooLong)
	m := scripted(t, step{text: draft}, step{text: `{"point1":{"text":"Deputy Minister Nuh Yilmaz called for a ceasefire.","evidence":["s03"]},
		"point2":{"text":"Secretary-General Hissein Taha spoke of about 300 thousand people.","evidence":["s04"]}}`})
	got, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	m.done()
	want := []digest.Sentence{
		{Text: "Deputy Minister Nuh Yilmaz called for a ceasefire.", Evidence: []int{3}},
		{Text: "Secretary-General Hissein Taha spoke of about 300 thousand people.", Evidence: []int{4}},
		{Text: "A draft resolution is to be submitted on Tuesday.", Evidence: []int{5}},
	}
	if diff := cmp.Diff(want, got.Summary.Body); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	if len(got.Findings) != 0 {
		t.Errorf("findings: got %v, want none: all was repaired", got.Findings)
	}
	user := m.requests[1].Messages[1].Content
	for _, want := range []string{"[point1 s03] Deputy", "[point2 s04] Secretary-General", "[fault] ", "[s04 en] ", "point1, point2"} {
		if !strings.Contains(user, want) {
			t.Errorf("the repair does not hold %q:\n%s", want, user)
		}
	}
	if strings.Contains(user, "[point3") {
		t.Errorf("the repair asks for a sentence without a fault:\n%s", user)
	}
}

func TestRepairThatFailsAnotherCheckIsRefused(t *testing.T) {
	draft := change(t, good, "Deputy Minister Nuh Yilmaz called for a ceasefire as he opened the meeting.", tooLong)
	m := scripted(t, step{text: draft}, step{text: `{"point1":{"text":"Nuh Yilmaz called for a ceasefire within 48 hours.","evidence":["s03"]}}`})
	got, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	m.done()
	text := got.Summary.Body[0].Text
	if strings.Contains(text, "48") || !strings.HasPrefix(tooLong, strings.TrimSuffix(text, "…")) {
		t.Errorf("point 1: got %q, want the beginning of the draft's", text)
	}
	if n := language.CountWords(text); n > 25 {
		t.Errorf("point 1 has %d words, want at most 25", n)
	}
	if cuts := of(got.Findings, cutCheck); len(cuts) != 1 || cuts[0].Index != 1 || cuts[0].TargetEvidence.Text != tooLong {
		t.Errorf("findings: got %+v, want one cut of point 1", got.Findings)
	}
}

func TestUnsupportedPointIsDropped(t *testing.T) {
	cases := map[string][2]string{
		"number":                {"about 300 thousand people.", "about 999 people."},
		"quotation":             {"“a step backwards”", "“a great leap”"},
		"name":                  {"Hissein Taha called", "Hissein Brahim Talaat called"},
		"evidence out of range": {`["s04"]`, `["s99"]`},
		"no evidence":           {`["s04"]`, `[]`},
		"evidence is no id":     {`["s04"]`, `["Taha"]`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			draft := change(t, good, c[0], c[1])
			m := scripted(t, step{text: draft}, step{err: llmError(llm.Network)})
			got, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), aidEnglish())
			if err != nil {
				t.Fatal(err)
			}
			m.done()
			if len(got.Summary.Body) != 2 || got.Summary.Body[1].Evidence[0] != 5 {
				t.Errorf("body: got %v, want points 1 and 3", got.Summary.Body)
			}
			drops := of(got.Findings, dropCheck)
			if len(drops) != 1 || drops[0].ID == "" || drops[0].Category == "" || !strings.Contains(drops[0].Message, "Hissein") {
				t.Errorf("findings: got %+v, want one drop with id, category and text", got.Findings)
			}
		})
	}
}

func TestEvidenceOutOfRangeBesideGoodOneIsRemoved(t *testing.T) {
	m := scripted(t, step{text: change(t, good, `["s04"]`, `["s04","s99"]`)}, step{text: "no"})
	got, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{4}, got.Summary.Body[1].Evidence); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
}

func TestUnsupportedHeadlineAndDekAreReplaced(t *testing.T) {
	draft := change(t, good, "Ministers of 57 countries discuss", "Ministers of 75 countries discuss")
	draft = change(t, draft, "Ministers of 57 countries met", "Ministers of 75 countries met")
	t.Run("by the translation", func(t *testing.T) {
		m := scripted(t, step{text: draft}, step{text: "no"})
		got, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), aidEnglish())
		if err != nil {
			t.Fatal(err)
		}
		if want := "Ministers of 57 countries meet in Jeddah on aid"; got.Summary.Headline != want {
			t.Errorf("headline: got %q, want %q", got.Summary.Headline, want)
		}
		if want := "A meeting of ministers of 57 countries was held in Jeddah on Monday to discuss aid to Gaza."; got.Summary.Dek != want {
			t.Errorf("dek: got %q, want %q", got.Summary.Dek, want)
		}
		if diff := cmp.Diff([][]int{{1}, {2}}, [][]int{got.Summary.HeadlineEvidence, got.Summary.DekEvidence}); diff != "" {
			t.Errorf("evidence (-want +got):\n%s", diff)
		}
		if n := len(of(got.Findings, replaceCheck)); n != 2 {
			t.Errorf("findings: got %d replacements, want 2", n)
		}
	})
	t.Run("without a translation by what stands", func(t *testing.T) {
		draft := strings.NewReplacer("“", "", "”", "").Replace(draft)
		m := scripted(t, step{text: draft}, step{text: "no"})
		got, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), nil)
		if err != nil {
			t.Fatal(err)
		}
		s := got.Summary
		if s.Headline == "" || s.Dek == "" || strings.Contains(s.Headline+s.Dek, "75") {
			t.Errorf("got headline %q and dek %q, want both without 75", s.Headline, s.Dek)
		}
		if s.HeadlineEvidence[0] != 3 || s.DekEvidence[0] != 3 || len(s.Body) != 2 {
			t.Errorf("got %+v, want the first point in their place", s)
		}
	})
}

func TestNothingSupportedGoesToTheNextModel(t *testing.T) {
	bad := `{"headline":"Ministers of 75 countries meet","headline_evidence":["s01"],"dek":"In all 76 ministers met.","dek_evidence":["s02"],"body":[{"text":"There were 77 of them.","evidence":["s03"]}]}`
	one := scripted(t, step{text: bad}, step{text: "no"})
	two := scripted(t, step{text: good})
	got, err := summarizer(t, "short", one, two).Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	if got.Summary.Model != "two/m" || len(got.Findings) != 0 {
		t.Errorf("got model %q and findings %v, want two/m and none", got.Summary.Model, got.Findings)
	}
}

func TestRepairCanBeTurnedOff(t *testing.T) {
	m := scripted(t, step{text: change(t, good, "300 thousand", "999")})
	s := summarizer(t, "short", m)
	s.Repair = -1
	if _, err := s.Summarize(t.Context(), aid(), aidEnglish()); err != nil {
		t.Fatal(err)
	}
	m.done()
}

func TestParagraphThatIsTooLongLosesItsEnd(t *testing.T) {
	var items []string
	for _, name := range []string{"opening", "public", "closed", "final"} {
		items = append(items, fmt.Sprintf(`{"text":"Deputy Minister Nuh Yilmaz called for a ceasefire in the %s part of the meeting that he opened.","evidence":["s03"]}`, name))
	}
	m := scripted(t, step{text: good[:strings.Index(good, `"body"`)] + `"body":[` + strings.Join(items, ",") + `]}`}, step{text: "no"})
	s := summarizer(t, "long", m)
	s.Limits.MinWords, s.Limits.MaxWords = 10, 40
	got, err := s.Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	m.done()
	words := 0
	for _, p := range got.Summary.Body {
		words += language.CountWords(p.Text)
	}
	if words > 40 || len(got.Summary.Body) != 2 {
		t.Errorf("body: got %d sentences of %d words, want 2 within 40", len(got.Summary.Body), words)
	}
	if n := len(of(got.Findings, cutCheck)); n != 2 {
		t.Errorf("findings: got %d cuts, want 2", n)
	}
	if user := m.requests[1].Messages[1].Content; !strings.Contains(user, "at most 40 are wanted") {
		t.Errorf("the repair does not say the limit:\n%s", user)
	}
}

func TestMoreBulletsThanAsked(t *testing.T) {
	m := scripted(t, step{text: good})
	s := summarizer(t, "short", m)
	s.Limits.Bullets = 2
	got, err := s.Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Summary.Body) != 2 || len(of(got.Findings, cutCheck)) != 1 {
		t.Errorf("got %d points and findings %v, want 2 and one cut", len(got.Summary.Body), got.Findings)
	}
}

func TestLongArticle(t *testing.T) {
	a := aid()
	filler := strings.Repeat("كلمة أخرى ", 400)
	for n := 6; n <= 30; n++ {
		a.Segments = append(a.Segments, article.Segment{Number: n, Kind: article.Paragraph, Text: fmt.Sprintf("%s %d.", filler, n)})
	}
	m := scripted(t, step{text: bare})
	got, err := summarizer(t, "short", m).Summarize(t.Context(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	user := m.requests[0].Messages[1].Content
	for n := 1; n <= leadSegments; n++ {
		if !strings.Contains(user, "["+prompts.ID(n)+" ") {
			t.Errorf("the lead's segment %d is not sent", n)
		}
	}
	if n := language.CountWords(user); n > maxSourceWords+500 {
		t.Errorf("the request has %d words, want about %d", n, maxSourceWords)
	}
	if n := len(of(got.Findings, scopeCheck)); n != 1 {
		t.Errorf("findings: got %v, want one note on what was read", got.Findings)
	}
}

func TestContextLengthIsNarrowed(t *testing.T) {
	m := scripted(t, step{err: llmError(llm.Context)}, step{text: change(t, good, `,
{"text":"A draft resolution is to be submitted on Tuesday.","evidence":["s05"]}`, "")}, step{text: "no"})
	got, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	first, second := m.requests[0].Messages[1].Content, m.requests[1].Messages[1].Content
	if len(second) >= len(first) || !strings.Contains(second, "[s01 ") {
		t.Errorf("the second request should be shorter and begin with the headline:\n%s", second)
	}
	if n := len(of(got.Findings, scopeCheck)); n != 1 {
		t.Errorf("findings: got %v, want one note on what was read", got.Findings)
	}
}

func TestKnownContextIsKept(t *testing.T) {
	a := aid()
	for n := 6; n <= 60; n++ {
		a.Segments = append(a.Segments, article.Segment{Number: n, Kind: article.Paragraph, Text: strings.Repeat("كلمة أخرى ", 30)})
	}
	m := scripted(t, step{text: bare})
	s := summarizer(t, "short", m)
	s.Models[0].ContextTokens = 4096
	if _, err := s.Summarize(t.Context(), a, nil); err != nil {
		t.Fatal(err)
	}
	if size := len(m.requests[0].Messages[1].Content) / bytesPerToken; size > 4096-reservedTokens+200 {
		t.Errorf("the request is estimated at %d tokens, which does not fit", size)
	}
}

func TestRepeatedPointIsDropped(t *testing.T) {
	draft := change(t, good, "A draft resolution is to be submitted on Tuesday.", "Deputy Minister Nuh Yilmaz called for a ceasefire as he opened the meeting.")
	draft = change(t, draft, `["s05"]`, `["s03"]`)
	m := scripted(t, step{text: draft}, step{text: "no"})
	got, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Summary.Body) != 2 || len(of(got.Findings, dropCheck)) != 1 {
		t.Errorf("got %d points and findings %v, want 2 and one drop", len(got.Summary.Body), got.Findings)
	}
}

// The instructions attribute claims to the publication, so its name is no fault.
func TestPublisherMayBeNamed(t *testing.T) {
	a := aid()
	a.Publisher = "Harbour Gazette"
	m := scripted(t, step{text: change(t, good, "A draft resolution is to be submitted on Tuesday.", "The meeting will submit a draft resolution on Tuesday, the Harbour Gazette said.")})
	if _, err := summarizer(t, "short", m).Summarize(t.Context(), a, aidEnglish()); err != nil {
		t.Fatal(err)
	}
	m.done()
}

func TestRepairOfLongArticleSendsWhatTheDraftNames(t *testing.T) {
	a := aid()
	for n := 6; n <= 12; n++ {
		a.Segments = append(a.Segments, article.Segment{Number: n, Kind: article.Paragraph, Text: strings.Repeat("كلمة أخرى ", 200)})
	}
	m := scripted(t, step{text: change(t, bare, "300 thousand", "999")}, step{text: "no"})
	if _, err := summarizer(t, "short", m).Summarize(t.Context(), a, nil); err != nil {
		t.Fatal(err)
	}
	user := m.requests[1].Messages[1].Content
	if !strings.Contains(user, "[s05 paragraph]") || strings.Contains(user, "[s06 paragraph]") {
		t.Errorf("the repair should hold segments 1 to 5 alone:\n%.3000s", user)
	}
}

// What is left after repair, drops and cuts never fails a check of support.
func TestNothingUnsupportedIsLeft(t *testing.T) {
	said := []string{"57 countries", "Jeddah on Monday", "Nuh Yilmaz", "“a step backwards”", `["s03"]`, `["s02"]`, "300 thousand"}
	wrong := []string{"58 countries", "Geneva on Monday", "Omar Haddad", "“a leap”", `["s77"]`, `[]`, "300 million"}
	for set := range 1 << len(said) {
		draft := good
		for i := range said {
			if set&(1<<i) != 0 {
				draft = strings.ReplaceAll(draft, said[i], wrong[i])
			}
		}
		model := scripted(t, step{text: draft}, step{text: "no"})
		s := summarizer(t, "short", model)
		got, err := s.Summarize(t.Context(), aid(), aidEnglish())
		if err != nil {
			if llm.KindOf(err) != llm.BadReply {
				t.Errorf("set %b: %v", set, err)
			}
			continue
		}
		j := newJob(s, aid(), aidEnglish())
		report := check.Run(check.Document{SourceLanguage: "ar", TargetLanguage: "en", Published: aid().Published, Translated: true,
			Pairs: j.pairs, Summary: s.Limits.Checked(got.Summary)}, check.SummaryChecks())
		for _, f := range report.Findings {
			if fatal(f) {
				t.Errorf("set %b: %s: %s", set, f.Check, f.Message)
			}
		}
		if got.Summary.Headline == "" || got.Summary.Dek == "" {
			t.Errorf("set %b: got headline %q and dek %q", set, got.Summary.Headline, got.Summary.Dek)
		}
		if set != 0 && len(got.Findings) == 0 && len(got.Summary.Body) < 3 {
			t.Errorf("set %b: something was dropped without a finding", set)
		}
	}
}

// A name that the draft spells in another way than our own translation is
// repaired, and no finding is left of it.
func TestSpellingIsRepaired(t *testing.T) {
	draft := change(t, good, "Deputy Minister Nuh Yilmaz called", "Deputy Minister Nuh Yelmaz called")
	m := scripted(t, step{text: draft}, step{text: `{"point1":{"text":"Deputy Minister Nuh Yilmaz called for a ceasefire as he opened the meeting.","evidence":["s03"]}}`})
	got, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	m.done()
	if user := m.requests[1].Messages[1].Content; !strings.Contains(user, "is Yelmaz here and Yilmaz in the translation [3]") {
		t.Errorf("the repair does not name both spellings:\n%s", user)
	}
	if text := got.Summary.Body[0].Text; !strings.Contains(text, "Nuh Yilmaz") || len(got.Findings) != 0 {
		t.Errorf("got %q with %v", text, got.Findings)
	}
}
