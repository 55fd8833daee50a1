package digest_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/digest/digesttest"
)

// sample is a record that holds something everywhere.
func sample() digest.Digest {
	target, cost := "Rain & <wind>", 0.5
	tokens := digest.Tokens{Requests: 1, PromptTokens: 10, CompletionTokens: 5, CostUSD: &cost}
	return digest.Digest{
		Schema: digest.SchemaName, Status: digest.Partial,
		Article: article.Article{
			ID: "a", Source: "a.txt", SourceHash: "sha256:" + strings.Repeat("0", 64), Language: "fr", Published: "2026-03-01",
			Segments: []article.Segment{{Number: 1, Kind: article.Headline, Text: "Pluie", Marks: bold(5)}, {Number: 2, Kind: article.Paragraph, Text: "Vent."}},
			Dropped:  []article.Dropped{{Text: "x", Reason: "share bar"}, {Text: "---", Reason: "front matter", Carried: true}}, Caveats: []article.Caveat{article.Paywalled}, Extra: map[string]any{"k": "v"},
			Layout: []article.Piece{{Text: "# "}, {Segment: 1}, {Text: "\n\n"}, {Segment: 2}},
		},
		Translation: &digest.Translation{Language: "en", Status: digest.Machine, Segments: []digest.Segment{
			{Number: 1, Key: digest.Key("Pluie"), Kind: article.Headline, Source: "Pluie", Target: &target, TargetMarks: bold(4), State: digest.OK, Origin: digest.FromModel, Model: "p/m"},
			{Number: 2, Key: digest.Key("Vent."), Kind: article.Paragraph, Source: "Vent.", State: digest.SegmentFailed, Reason: digest.ReasonRefused, Detail: "p refused it"},
		}},
		Summary: &digest.Summary{
			Headline: "Rain", HeadlineEvidence: []int{1}, Dek: "It rains.", DekEvidence: []int{1}, Form: digest.Bullets,
			Body: []digest.Sentence{{Text: "Rain.", Evidence: []int{1}}}, Method: digest.FromSource, Language: "en", Model: "p/m",
		},
		Names: []digest.Name{{Source: "Lyon", Target: "Lyon", Kind: "place", Origin: "glossary", Segments: []int{1}}},
		Findings: []check.Finding{{ID: "f1", Check: "completeness", Category: "accuracy/omission", Severity: check.Error, Place: check.Translation,
			Segment: 2, Message: "refused", SourceEvidence: &check.Evidence{Text: "Vent.", Start: 0, End: 5}}},
		Accepted: []digest.Acceptance{{ID: "f1", Check: "completeness", Reason: "an advertisement", By: "night desk", At: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}},
		Checks:   digest.Checks{Accepted: 1, Ran: []string{"completeness"}, Skipped: []check.Skip{{Check: "names", Reason: "not checked"}}},
		Usage:    digest.Usage{Tokens: tokens, ByModel: []digest.ModelUsage{{Model: "p/m", Tokens: tokens}}},
		Provenance: digest.Provenance{
			Program: "dragoman 0", Asked: []string{"p/m"}, Answered: []string{"p/m"}, Prompts: map[string]string{"translate": "00"},
			Settings: map[string]any{"english": "us"}, Started: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC), Finished: time.Date(2026, 3, 1, 8, 0, 1, 0, time.UTC),
		},
	}
}

func bold(end int) []article.Mark {
	return []article.Mark{{Kind: article.Strong, End: end, Open: "**", Close: "**"}, {Kind: article.Raw, Start: 1, End: 1, Depth: 1, Open: "<br>"}}
}

// bare is a record in which every list and map is nil.
func bare() digest.Digest {
	d := digest.Digest{Schema: digest.SchemaName, Status: digest.Failed, Translation: &digest.Translation{Language: "en", Status: digest.Machine},
		Summary: &digest.Summary{Headline: "x", Form: digest.Lead, Method: digest.FromSource, Body: []digest.Sentence{{Text: "x"}}}, Names: []digest.Name{{Origin: "model"}}}
	d.Article.SourceHash = "sha256:" + strings.Repeat("0", 64)
	return d
}

func encoded(t *testing.T, encode func(io.Writer, digest.Digest) error, d digest.Digest) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := encode(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRecordsAreValid(t *testing.T) {
	for name, d := range map[string]digest.Digest{"sample": sample(), "bare": bare()} {
		t.Run(name, func(t *testing.T) {
			digesttest.Valid(t, encoded(t, digest.Encode, d))
			digesttest.Valid(t, encoded(t, digest.EncodeLine, d))
		})
	}
	var out bytes.Buffer
	if err := digest.EncodeArticle(&out, article.Article{SourceHash: sample().Article.SourceHash}); err != nil {
		t.Fatal(err)
	}
	if err := digest.EncodeArticleLine(&out, sample().Article); err != nil {
		t.Fatal(err)
	}
	digesttest.ValidArticle(t, out.Bytes())
}

// What the schema must refuse, or it promises nothing.
func TestSchemaRefuses(t *testing.T) {
	text := "x"
	rows := map[string]func(*digest.Digest){
		"failed with a text":      func(d *digest.Digest) { d.Translation.Segments[1].Target = &text },
		"failed without a reason": func(d *digest.Digest) { d.Translation.Segments[1].Reason = "" },
		"ok without a text":       func(d *digest.Digest) { d.Translation.Segments[0].Target = nil },
		"ok with a reason":        func(d *digest.Digest) { d.Translation.Segments[0].Reason = digest.ReasonCut },
		"status":                  func(d *digest.Digest) { d.Status = "done" },
		"schema":                  func(d *digest.Digest) { d.Schema = "dragoman/digest/2" },
		"cost below nothing":      func(d *digest.Digest) { c := -1.0; d.Usage.CostUSD = &c },
		"segment 0":               func(d *digest.Digest) { d.Article.Segments[0].Number = 0 },
		"evidence 0":              func(d *digest.Digest) { d.Summary.DekEvidence = []int{0} },
		"a day in words":          func(d *digest.Digest) { d.Article.Published = "yesterday" },
		"accepted for no reason":  func(d *digest.Digest) { d.Accepted[0].Reason = "" },
		"a finding nowhere":       func(d *digest.Digest) { d.Findings[0].Place = "" },
	}
	for name, spoil := range rows {
		t.Run(name, func(t *testing.T) {
			d := sample()
			spoil(&d)
			probe := &failures{TB: t}
			digesttest.Valid(probe, encoded(t, digest.Encode, d))
			if probe.n == 0 {
				t.Error("the schema allows it")
			}
		})
	}
	probe := &failures{TB: t}
	digesttest.Valid(probe, bytes.Replace(encoded(t, digest.EncodeLine, sample()), []byte(`"dek":`), []byte(`"extra_name":1,"dek":`), 1))
	if probe.n == 0 {
		t.Error("a property that is not documented passes in tests")
	}
}

// failures counts what a helper reports.
type failures struct {
	testing.TB
	n int
}

func (f *failures) Errorf(string, ...any) { f.n++ }

func TestEncode(t *testing.T) {
	d := sample()
	d.Provenance.Started = d.Provenance.Started.In(time.FixedZone("", 3600))
	data := encoded(t, digest.Encode, d)
	for _, want := range []string{`"target": "Rain & <wind>"`, `"started": "2026-03-01T08:00:00Z"`, "{\n  \"schema\"", "}\n"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("no %q in\n%s", want, data)
		}
	}
	if again := encoded(t, digest.Encode, d); !bytes.Equal(data, again) {
		t.Error("the same record gives other bytes")
	}
	if n := strings.Count(string(encoded(t, digest.EncodeLine, d)), "\n"); n != 1 {
		t.Errorf("a line has %d newlines, want 1", n)
	}
	if d := bare(); encoded(t, digest.Encode, d) != nil && (d.Names[0].Segments != nil || d.Summary.Body[0].Evidence != nil || d.Translation.Segments != nil) {
		t.Error("encoding changed the record")
	}
}

func TestEncodeErrors(t *testing.T) {
	d := sample()
	infinite := math.Inf(1)
	d.Usage.CostUSD = &infinite
	var out bytes.Buffer
	if err := digest.Encode(&out, d); err == nil || !strings.HasPrefix(err.Error(), "encode record a: ") || out.Len() != 0 {
		t.Errorf("infinite cost: wrote %d bytes, error %v", out.Len(), err)
	}
	r, w := io.Pipe()
	r.Close()
	if err := digest.EncodeLine(w, sample()); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v, want %v", err, io.ErrClosedPipe)
	}
}

func TestRoundTrip(t *testing.T) {
	for _, encode := range []func(io.Writer, digest.Digest) error{digest.Encode, digest.EncodeLine} {
		got, err := digest.Decode(bytes.NewReader(encoded(t, encode, sample())))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sample(), got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestDecodeErrors(t *testing.T) {
	line := strings.TrimSpace(string(encoded(t, digest.EncodeLine, sample())))
	replace := func(from, to string) string {
		if !strings.Contains(line, from) {
			t.Fatalf("the sample has no %s", from)
		}
		return strings.Replace(line, from, to, 1)
	}
	rows := []struct{ name, in, want string }{
		{"empty", "", "record 1: the input is empty"},
		{"only space", " \n", "record 1: the input is empty"},
		{"text", "Rain in Lyon", "record 1: not JSON at byte 1: invalid character 'R' looking for beginning of value"},
		{"cut", line[:200], "record 1: the JSON ends in the middle"},
		{"list", "[" + line + "]", "record 1: this is a list; give one record, or one record a line (JSONL)"},
		{"number", "17", "record 1: schema: missing, so this is no record; dragoman digest --format json makes one"},
		{"other JSON", `{"title":"x"}`, "record 1: schema: missing, so this is no record; dragoman digest --format json makes one"},
		{"other schema", replace(`dragoman/digest/1`, `ninjs/3`), `record 1: schema: "ninjs/3" is not "dragoman/digest/1"`},
		{"older", replace(`dragoman/digest/1`, `dragoman/digest/0`), `record 1: schema: "dragoman/digest/0" is not "dragoman/digest/1"`},
		{"newer", replace(`dragoman/digest/1`, `dragoman/digest/2`), "record 1: schema: dragoman/digest/2 is newer than this program, which reads dragoman/digest/1; update dragoman"},
		{"type", replace(`"headline":"Rain"`, `"headline":7`), "record 1: summary.headline: a number cannot stand here"},
		{"status", replace(`"partial"`, `"done"`), `record 1: status: "done" is not complete, partial or failed`},
		{"article number", replace(`"number":2`, `"number":3`), "record 1: article.segments[1].number: 3, want 2: numbers count from 1 without gaps"},
		{"translation status", replace(`"machine"`, `"human"`), `record 1: translation.status: "human" is not machine, edited or approved`},
		{"number", replace(`{"number":2,"key"`, `{"number":1,"key"`), "record 1: translation.segments[1].number: 1, want 2: segments stand in the article's order"},
		{"state", replace(`"failed"`, `"gone"`), `record 1: translation.segments[1].state: "gone" is not ok or failed`},
		{"failed with a text", replace(`"target":null`, `"target":"x"`), "record 1: translation.segments[1].target: a text, but the state is failed"},
		{"ok without a text", replace(`"target":"Rain & <wind>"`, `"target":null`), "record 1: translation.segments[0].target: empty, but the state is ok"},
		{"form", replace(`"bullets"`, `"poem"`), `record 1: summary.form: "poem" is not bullets, paragraph or lead`},
		{"method", replace(`"method":"source"`, `"method":"guess"`), `record 1: summary.method: "guess" is not source-and-translation, source or extractive`},
		{"evidence", replace(`"evidence":[1]`, `"evidence":[9]`), "record 1: summary.body[0].evidence: the article has no segment 9"},
		{"severity", replace(`"severity":"error"`, `"severity":"bad"`), `record 1: findings[0].severity: "bad" is not error, warning or note`},
		{"place", replace(`"place":"translation"`, `"place":""`), `record 1: findings[0].place: "" is not translation, summary.headline, summary.dek or summary.body`},
		{"acceptance without a reason", replace(`"reason":"an advertisement"`, `"reason":""`), "record 1: accepted[0].reason: empty: an acceptance names its finding and a reason"},
		{"layout without a segment", replace(`,{"text":"\n\n"},{"segment":2}`, ``), "record 1: article.layout: 1 segments, but the article has 2"},
		{"layout out of order", replace(`{"segment":1}`, `{"segment":2}`), "record 1: article.layout[1].segment: 2, want 1: every segment once, in order"},
		{"layout with both", replace(`{"segment":1}`, `{"text":"x","segment":1}`), "record 1: article.layout[1]: a text and a segment in one piece"},
		{"mark beyond its text", replace(`"end":5,"open"`, `"end":6,"open"`), "record 1: article.segments[0].marks: mark 0 stands from byte 0 to 6 of 5"},
		{"target mark beyond its text", replace(`"end":4,"open"`, `"end":99,"open"`), "record 1: translation.segments[0].target_marks: mark 0 stands from byte 0 to 99 of 13"},
		{"two", line + "\n" + line, "record 2: one record was expected, and here is a second one"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			_, err := digest.Decode(strings.NewReader(row.in))
			if err == nil || err.Error() != row.want {
				t.Errorf("\n got %v\nwant %s", err, row.want)
			}
		})
	}
	var notRecord *digest.NotRecord
	if _, err := digest.Decode(strings.NewReader("{}")); !errors.As(err, &notRecord) || notRecord.Field != "schema" {
		t.Errorf("got %#v, want a NotRecord for schema", err)
	}
	broken := errors.New("broken")
	if _, err := digest.Decode(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}

func TestDecodeAll(t *testing.T) {
	var in bytes.Buffer
	in.WriteString("\uFEFF")
	in.Write(encoded(t, digest.Encode, sample()))
	failure := digest.Failure{ID: "b", Source: "b.txt", Error: digest.FailureError{Code: 65, Kind: "input", Message: "b.txt: no text"}}
	if err := digest.EncodeFailure(&in, failure); err != nil {
		t.Fatal(err)
	}
	digesttest.Valid(t, bytes.TrimPrefix(in.Bytes(), []byte("\uFEFF")))
	in.WriteString(`{"schema":"other"}` + "\n\n")
	in.Write(bytes.Replace(encoded(t, digest.EncodeLine, sample()), []byte(`"names":`), []byte(`"new_name":1,"names":`), 1))
	in.WriteString(`{"schema":`)
	var got []string
	for d, err := range digest.DecodeAll(&in) {
		if err != nil {
			got = append(got, err.Error())
		} else {
			got = append(got, d.Article.ID)
		}
		var failed *digest.FailedArticle
		if errors.As(err, &failed) && (failed.Failure.Error.Code != 65 || failed.Failure.Status != digest.Failed || failed.Failure.Schema != digest.SchemaName) {
			t.Errorf("failure line: %+v", failed.Failure)
		}
	}
	want := []string{"a", "record 2: b.txt has no record: b.txt: no text", `record 3: schema: "other" is not "dragoman/digest/1"`, "a", "record 5: the JSON ends in the middle"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for range digest.DecodeAll(strings.NewReader(string(encoded(t, digest.EncodeLine, sample())) + "x")) {
		break // leaving early must not read on
	}
}

func FuzzDecode(f *testing.F) {
	var line bytes.Buffer
	if err := digest.EncodeLine(&line, sample()); err != nil {
		f.Fatal(err)
	}
	f.Add(line.Bytes())
	f.Add([]byte(`{"schema":"dragoman/digest/1","error":{}}`))
	f.Add([]byte("[]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := digest.Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := digest.Encode(&out, d); err != nil {
			return // a time that is in the year 10000 in UTC
		}
		if _, err := digest.Decode(&out); err != nil {
			t.Fatalf("what was decoded and encoded does not decode: %v", err)
		}
	})
}
