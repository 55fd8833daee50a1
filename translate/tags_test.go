package translate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/llm"
	"dragoman/internal/markup"
	"dragoman/prompts"
)

// linkedArticle is the test article with a link, code and emphasis in its
// second segment.
func linkedArticle(url string) article.Article {
	a := testArticle()
	s := &a.Segments[1]
	mark := func(kind article.MarkKind, words, open, close string) {
		at := strings.Index(s.Text, words)
		s.Marks = append(s.Marks, article.Mark{Kind: kind, Start: at, End: at + len(words), Open: open, Close: close})
	}
	mark(article.Link, "جدة", "[", "]("+url+")")
	mark(article.Code, "21", "`21`", "")
	mark(article.Strong, "المنطقة", "**", "**")
	return a
}

const (
	tagsKept = "The ministers met in <x1>Jeddah</x1> on Sunday, and <x2/> delegations from <x3>the region</x3> took part in the session."
	linkLost = "The ministers met in Jeddah on Sunday, and <x2/> delegations from <x3>the region</x3> took part in the session."
	codeLost = "The ministers met in <x1>Jeddah</x1> on Sunday, and 21 delegations from <x3>the region</x3> took part in the session."
	written  = "The ministers met in [Jeddah](http://x.example/a) on Sunday, and `21` delegations from **the region** took part in the session."
)

func answering(second string) reply {
	return reply{make: func(req llm.Request) string {
		parts := map[string]string{}
		for _, id := range asked(req) {
			parts[id] = english[id]
		}
		if _, ok := parts["s02"]; ok {
			parts["s02"] = second
		}
		return carry(req, parts)
	}}
}

func second(r Result) digest.Segment { return r.Translation.Segments[1] }

func asMarkdown(s digest.Segment) string {
	return markup.Markdown(*s.Target, s.TargetMarks, markup.Setting{})
}

func TestMarksGoThroughAsTags(t *testing.T) {
	m := &scripted{replies: []reply{answering(tagsKept)}}
	r, err := translator(candidate("a", m)).Translate(t.Context(), linkedArticle("http://x.example/a"), nil)
	if err != nil {
		t.Fatal(err)
	}
	wantAll(t, r)
	if got := asMarkdown(second(r)); got != written {
		t.Errorf("got  %s\nwant %s", got, written)
	}
	user := m.requests[0].Messages[1].Content
	for _, want := range []string{"في <x1>جدة</x1> يوم", "بمشاركة <x2/> وفدا", "Tags such as <x1>…</x1> and <x2/> belong to the text"} {
		if !strings.Contains(user, want) {
			t.Errorf("the request lacks %q:\n%s", want, user)
		}
	}
	if strings.Contains(user, "x.example") || len(m.requests) != 1 {
		t.Errorf("%d requests; the address is sent:\n%s", len(m.requests), user)
	}
}

func TestRequestsWithoutMarksSayNothingOfTags(t *testing.T) {
	m := &scripted{replies: []reply{{make: answerAll}}}
	if _, err := translator(candidate("a", m)).Translate(t.Context(), testArticle(), nil); err != nil {
		t.Fatal(err)
	}
	for _, message := range m.requests[0].Messages {
		if strings.Contains(message.Content, "Tags") {
			t.Errorf("got %s", message.Content)
		}
	}
}

func TestALostLinkIsAskedAgain(t *testing.T) {
	m := &scripted{replies: []reply{answering(linkLost), answering(tagsKept)}}
	r, err := translator(candidate("a", m)).Translate(t.Context(), linkedArticle("http://x.example/a"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := asMarkdown(second(r)); got != written || len(m.requests) != 2 {
		t.Errorf("%d requests, got %s", len(m.requests), got)
	}
	repair := m.requests[1].Messages[1].Content
	for _, want := range []string{"[draft] The ministers met in Jeddah on Sunday, and <x2/>", "[fault] lacks the link of the source", "Tags such as"} {
		if !strings.Contains(repair, want) {
			t.Errorf("the repair lacks %q:\n%s", want, repair)
		}
	}
}

func TestALinkThatNoAnswerKeepsCostsNoParagraph(t *testing.T) {
	m, store := &scripted{replies: []reply{answering(linkLost)}}, memoryStore{}
	tr, a := translator(candidate("a", m)), linkedArticle("http://x.example/a")
	tr.Store = store
	r, err := tr.Translate(t.Context(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	wantAll(t, r)
	if s := second(r); len(markup.Lost(a.Segments[1].Marks, s.TargetMarks)) != 1 || s.Model != "a/m" {
		t.Errorf("got %+v", s)
	}
	if len(m.forgot) > 0 {
		t.Errorf("%d requests forgotten, want none", len(m.forgot))
	}
	asked := len(m.requests)
	again, err := tr.Translate(t.Context(), a, nil)
	if err != nil || len(m.requests) != asked {
		t.Errorf("a second run made %d requests (%v)", len(m.requests)-asked, err)
	}
	if s := second(again); s.Origin != digest.FromCache || asMarkdown(s) != asMarkdown(second(r)) {
		t.Errorf("a second run gave %+v", s)
	}
}

func TestCodeThatNoAnswerKeepsFails(t *testing.T) {
	m := &scripted{replies: []reply{answering(codeLost)}}
	r, err := translator(candidate("a", m)).Translate(t.Context(), linkedArticle("http://x.example/a"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if s := second(r); s.State != digest.SegmentFailed || s.Reason != digest.ReasonCheck || !strings.Contains(s.Detail, "lacks the code") {
		t.Errorf("got %+v", s)
	}
}

func TestAnotherAddressIsNoNewTranslation(t *testing.T) {
	m, store := &scripted{replies: []reply{answering(tagsKept)}}, memoryStore{}
	tr := translator(candidate("a", m))
	tr.Store = store
	if _, err := tr.Translate(t.Context(), linkedArticle("http://x.example/old"), nil); err != nil {
		t.Fatal(err)
	}
	r, err := tr.Translate(t.Context(), linkedArticle("http://x.example/a"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := asMarkdown(second(r)); got != written || len(m.requests) != 1 {
		t.Errorf("%d requests, got %s", len(m.requests), got)
	}
	a := linkedArticle("http://x.example/a")
	if tr.storeKey(a, 1, reference{}) == tr.storeKey(testArticle(), 1, reference{}) {
		t.Error("a text has the key of the same text without marks")
	}
}

// approved is a memory of one text.
type approved map[string]string

func (m approved) Lookup(source, _ string) (string, string, float64) {
	if text, ok := m[source]; ok {
		return source, text, 1
	}
	return "", "", 0
}

func TestTextsWithoutTagsKeepTheMarksThatCanBeFound(t *testing.T) {
	a := linkedArticle("http://x.example/a")
	tr := translator(candidate("a", &scripted{replies: []reply{answering(tagsKept)}}))
	tr.Memory = approved{a.Segments[1].Text: english[prompts.ID(2)]}
	r, err := tr.Translate(t.Context(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := "The ministers met in Jeddah on Sunday, and `21` delegations from the region took part in the session."
	if got := asMarkdown(second(r)); got != want || second(r).Origin != digest.FromMemory {
		t.Errorf("got  %s\nwant %s", got, want)
	}

	kept := article.Article{Language: "en", Segments: []article.Segment{{Number: 1, Kind: article.Paragraph,
		Text:  "The ministers met in Jeddah on Sunday, and 21 delegations from the region took part in the session there.",
		Marks: []article.Mark{{Kind: article.Strong, Start: 4, End: 13, Open: "**", Close: "**"}}}}}
	r, err = tr.Translate(t.Context(), kept, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(kept.Segments[0].Marks, r.Translation.Segments[0].TargetMarks); diff != "" {
		t.Errorf("English kept (-want +got):\n%s", diff)
	}
}

func TestWhatIsOnlyCodeIsNotAsked(t *testing.T) {
	m := &scripted{replies: []reply{{make: answerAll}}}
	a := testArticle()
	a.Segments = append(a.Segments, article.Segment{Number: 5, Kind: article.ListItem, Text: "1. قال",
		Marks: []article.Mark{{Kind: article.Number, End: 3, Open: "1. "}, {Kind: article.Code, Start: 3, End: len("1. قال"), Open: "`قال`"}}})
	r, err := translator(candidate("a", m)).Translate(t.Context(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s := r.Translation.Segments[4]; s.Origin != digest.SourceIsTarget || asMarkdown(s) != "1. `قال`" || len(asked(m.requests[0])) != 4 {
		t.Errorf("got %+v, asked for %v", s, asked(m.requests[0]))
	}
}
