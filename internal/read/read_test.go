package read

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
)

func mustRead(t *testing.T, text, source string, opt Options) article.Article {
	t.Helper()
	a, err := From(strings.NewReader(text), source, opt)
	if err != nil {
		t.Fatalf("From(%q) = %v", text, err)
	}
	return a
}

// outline is an article as "kind: text" lines, then "- reason: text" for what
// was dropped.
func outline(a article.Article) string {
	var b strings.Builder
	for _, s := range a.Segments {
		b.WriteString(string(s.Kind) + ": " + s.Text + "\n")
	}
	for _, d := range a.Dropped {
		b.WriteString("- " + d.Reason + ": " + d.Text + "\n")
	}
	return b.String()
}

func TestSample(t *testing.T) {
	const path = "../../testdata/articles/oic-jeddah.ar.txt"
	a, err := File(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if a.Language != "ar" || a.Source != path || a.Published != "" || len(a.ID) != 12 || !strings.HasPrefix(a.SourceHash, "sha256:"+a.ID) {
		t.Errorf("language %q, source %q, published %q, id %q, hash %q", a.Language, a.Source, a.Published, a.ID, a.SourceHash)
	}
	if len(a.Segments) != 7 || a.Segments[0].Kind != article.Headline || a.Title != a.Segments[0].Text {
		t.Fatalf("%d segments, title %q; want 7, the first the headline and title", len(a.Segments), a.Title)
	}
	for i, s := range a.Segments {
		if s.Number != i+1 || i > 0 && s.Kind != article.Paragraph {
			t.Errorf("segment %d has number %d and kind %s", i+1, s.Number, s.Kind)
		}
	}
	var dropped []string
	for _, d := range a.Dropped {
		dropped = append(dropped, d.Reason)
	}
	want := []string{"repeated headline", "comment form", "comment form", "comment form"}
	if diff := cmp.Diff(want, dropped); diff != "" {
		t.Errorf("dropped (-want +got):\n%s", diff)
	}

	all, err := File(path, Options{KeepAll: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(all.Segments) != 11 || len(all.Dropped) != 0 {
		t.Errorf("with KeepAll %d segments and %d dropped, want 11 and 0", len(all.Segments), len(all.Dropped))
	}
}

func TestOtherSamples(t *testing.T) {
	tests := []struct{ file, language, published, dateline string }{
		{"port-brest.fr.txt", "fr", "2026-10-12", "BREST, 12 octobre 2026 –"},
		{"water-yazd.fa.txt", "fa", "", "یزد، ۲۱ مهر ۱۴۰۵ –"},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			a, err := File("../../testdata/articles/"+tt.file, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if a.Language != tt.language || a.Published != tt.published || len(a.Segments) != 7 || len(a.Dropped) != 0 {
				t.Errorf("language %q, published %q, %d segments, %d dropped", a.Language, a.Published, len(a.Segments), len(a.Dropped))
			}
			if s := a.Segments[1]; s.Kind != article.Dateline || s.Text != tt.dateline {
				t.Errorf("segment 2 is %s %q, want dateline %q", s.Kind, s.Text, tt.dateline)
			}
		})
	}
}

const (
	long1 = "Le ministre a annoncé lundi que le projet serait présenté au Parlement avant la fin de l’année."
	long2 = "L’opposition a critiqué cette décision, qu’elle juge prématurée et coûteuse pour les communes."
)

func TestParagraphs(t *testing.T) {
	wrapped := "The minister said on Monday that the plan would be put before\n" +
		"parliament by the end of the year, and that the regions would\n" +
		"be asked for their opinion first.\n" +
		"The opposition called the decision premature and said that it\n" +
		"would cost the communities more than they could afford, which\n" +
		"the minister denied."
	joined := "paragraph: The minister said on Monday that the plan would be put before parliament by the end of the year, and that the regions would be asked for their opinion first.\n" +
		"paragraph: The opposition called the decision premature and said that it would cost the communities more than they could afford, which the minister denied.\n"
	tests := []struct{ name, text, mode, want string }{
		{"blank lines", "Titre\n\n" + long1 + "\n\n\n" + long2, "", "headline: Titre\nparagraph: " + long1 + "\nparagraph: " + long2 + "\n"},
		{"blank lines with spaces on them", long1 + "\n \t\n" + long2, "", "paragraph: " + long1 + "\nparagraph: " + long2 + "\n"},
		{"one line each", "Titre\n" + long1 + "\n" + long2, "", "headline: Titre\nparagraph: " + long1 + "\nparagraph: " + long2 + "\n"},
		{"carriage returns", "Titre\r\n\r\n" + long1 + "\r\r" + long2, "", "headline: Titre\nparagraph: " + long1 + "\nparagraph: " + long2 + "\n"},
		{"hard wrap", wrapped, "", joined},
		{"hard wrap between blank lines", "Title\n\n" + strings.Join(strings.Split(wrapped, "\n")[:3], "\n") + "\n\n" + strings.Join(strings.Split(wrapped, "\n")[3:], "\n"), "", "headline: Title\n" + joined},
		{"a headline on two lines", "A long title that goes on\nover a second line\n\n" + long1, "", "headline: A long title that goes on over a second line\nparagraph: " + long1 + "\n"},
		{"paragraphs on lines after a blank line", "Titre\n\n" + long1 + "\n" + long2, "", "headline: Titre\nparagraph: " + long1 + "\nparagraph: " + long2 + "\n"},
		{"blank wins over lines when asked", long1 + "\n" + long2, Blank, "paragraph: " + long1 + " " + long2 + "\n"},
		{"line when asked", "Eins zwei\ndrei vier.\n\nFünf sechs.", Line, "headline: Eins zwei\nparagraph: drei vier.\nparagraph: Fünf sechs.\n"},
		{"wrap when asked", "one two\nthree four five six seven\neight.", Wrap, "headline: one two\nparagraph: three four five six seven eight.\n"},
		{"chinese lines join without a space", "中国政府今天宣布新的政策，\n将于明年开始实施。\n\n专家表示欢迎。", "", "paragraph: 中国政府今天宣布新的政策，将于明年开始实施。\nparagraph: 专家表示欢迎。\n"},
		{"a word's own hyphen at a line end", "Il a dit que le vice-\nprésident viendrait.\n\n" + long1, "", "paragraph: Il a dit que le vice-président viendrait.\nparagraph: " + long1 + "\n"},
		{"a soft hyphen at a line end", "Der Staats\u00AD\nminister kam.\n\n" + long1, "", "paragraph: Der Staatsminister kam.\nparagraph: " + long1 + "\n"},
		{"bullets", "Titre\n\n• premier point\n• second point\n\n" + long1, "", "headline: Titre\nlist_item: premier point\nlist_item: second point\nparagraph: " + long1 + "\n"},
		{"terminal codes and bidi controls", "\u202ETitre\x1b[31m\n\n" + long1, "", "headline: Titre[31m\nparagraph: " + long1 + "\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := outline(mustRead(t, tt.text, "a.txt", Options{Paragraphs: tt.mode}))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestHeadline(t *testing.T) {
	tests := []struct{ name, text, title, want, wantTitle string }{
		{"short first block", "Un titre\n\n" + long1, "", "headline: Un titre\nparagraph: " + long1 + "\n", "Un titre"},
		{"none with a full stop", "Un début.\n\n" + long1, "", "paragraph: Un début.\nparagraph: " + long1 + "\n", ""},
		{"none with a question mark", "هل يكفي؟\n\nقال الوزير إن ذلك يكفي الآن.", "", "paragraph: هل يكفي؟\nparagraph: قال الوزير إن ذلك يكفي الآن.\n", ""},
		{"none with closing quotation mark after the stop", "« Un début. »\n\n" + long1, "", "paragraph: « Un début. »\nparagraph: " + long1 + "\n", ""},
		{"a title from the user makes no segment", "Un début.\n\n" + long1, "Mon titre", "paragraph: Un début.\nparagraph: " + long1 + "\n", "Mon titre"},
		{"a title from the user that stands in the text", "Qui paiera ?\n\n" + long1, "QUI PAIERA ?", "headline: Qui paiera ?\nparagraph: " + long1 + "\n", "QUI PAIERA ?"},
		{"a dateline is none", "PARIS, 3 mars (AFP) - Le texte sans point\n\n" + long1, "", "dateline: PARIS, 3 mars (AFP) -\nparagraph: Le texte sans point\nparagraph: " + long1 + "\n", ""},
		{"too long", strings.Repeat("mot ", 50) + "\n\n" + long1, "", "paragraph: " + strings.TrimSpace(strings.Repeat("mot ", 50)) + "\nparagraph: " + long1 + "\n", ""},
		{"after boilerplate", "Skip to content\n\nUn titre\n\n" + long1, "", "headline: Un titre\nparagraph: " + long1 + "\n- navigation: Skip to content\n", "Un titre"},
		{"repeated anywhere, in other spelling", "Un titre\n\n" + long1 + "\n\nUN  TITRE", "", "headline: Un titre\nparagraph: " + long1 + "\n- repeated headline: UN  TITRE\n", "Un titre"},
		{"repeated paragraph", "Un titre\n\n" + long1 + "\n\n" + long2 + "\n\n" + long1, "", "headline: Un titre\nparagraph: " + long1 + "\nparagraph: " + long2 + "\n- repeated paragraph: " + long1 + "\n", "Un titre"},
		{"short answers may repeat", "Un titre\n\n— Oui.\n\n" + long1 + "\n\n— Oui.", "", "headline: Un titre\nparagraph: — Oui.\nparagraph: " + long1 + "\nparagraph: — Oui.\n", "Un titre"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := mustRead(t, tt.text, "a.txt", Options{Meta: Meta{Title: tt.title}})
			if diff := cmp.Diff(tt.want, outline(a)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if a.Title != tt.wantTitle {
				t.Errorf("title %q, want %q", a.Title, tt.wantTitle)
			}
		})
	}
}

func TestMeta(t *testing.T) {
	m := Meta{Published: "2026-01-02", Publisher: "P", URL: "https://example.com/a", Byline: "B", ID: "my-id"}
	a := mustRead(t, "BREST, 12 octobre 2026 – "+long1, "-", Options{From: "fr-FR", Meta: m})
	if a.Published != "2026-01-02" || a.Publisher != "P" || a.URL != m.URL || a.Byline != "B" || a.ID != "my-id" || a.Language != "fr-FR" || a.Source != "-" {
		t.Errorf("got %+v", a)
	}
	// The id comes from the text, not from its encoding or line ends.
	b := mustRead(t, "\uFEFFTitre\r\n\r\n"+long1, "x", Options{})
	c := mustRead(t, "Titre\n\n\n"+long1+"\n", "y", Options{})
	if b.ID != c.ID || b.SourceHash != c.SourceHash || len(b.SourceHash) != len("sha256:")+64 {
		t.Errorf("ids %s and %s, hashes %s and %s, want them equal", b.ID, c.ID, b.SourceHash, c.SourceHash)
	}
	if d := mustRead(t, "Titre\n\n"+long2, "y", Options{}); d.ID == c.ID {
		t.Errorf("two texts have the id %s", d.ID)
	}
	if a.Segments == nil || a.Dropped == nil || a.Extra == nil {
		t.Error("a list of the article is nil")
	}
}

func TestErrors(t *testing.T) {
	dir := t.TempDir()
	big := filepath.Join(dir, "big.txt")
	if err := os.WriteFile(big, []byte(strings.Repeat("x", 2000)), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		path   string
		data   string // read from a stream when the path is empty
		opt    Options
		want   string // part of the message
		hint   string
		offset int64
	}{
		{"missing", filepath.Join(dir, "none.txt"), "", Options{}, "none.txt: no such file", "", -1},
		{"xml", "", "<?xml version=\"1.0\"?><note><to>Tove</to></note>", Options{}, "is XML of a kind", "feeds and HTML", -1},
		{"folder", dir, "", Options{}, "is a folder", "--recursive", -1},
		{"too large", big, "", Options{MaxSize: 1024}, "larger than 1 KiB", "--max-size", -1},
		{"empty", "", "", Options{}, "no article found; it is empty", "", -1},
		{"white space", "", " \n\t\n\u200B\n", Options{}, "no article found; it is empty", "", -1},
		{"signs only", "", "12 34\n\n***", Options{}, "not a single letter", "", -1},
		{"boilerplate only", "", "Leave a Reply\n\nPost Comment", Options{}, "left out: comment form", "--keep-all", -1},
		{"binary", "", "GIF89a\x01\x00\x02", Options{}, "byte 7 is NUL", "", 7},
		{"damaged utf-8", "", "é à ü ö ç é à ü ö ç \xFF ok", Options{}, "byte 30 is not valid UTF-8", "", 30},
		{"invalid after a utf-8 mark", "", "\xEF\xBB\xBFab\xFF", Options{}, "byte 5 is not valid UTF-8", "", 5},
		{"odd utf-16", "", "\xFF\xFEa\x00b", Options{}, "byte 4 is not valid UTF-16LE", "", 4},
		{"half a surrogate", "", "\xFE\xFF\x00a\xD8\x00\x00b", Options{}, "byte 4 is not valid UTF-16BE", "", 4},
		{"c1 control in utf-8", "", "caf\u0082 noir", Options{}, "byte 3 is a control character (U+0082)", "", 3},
		{"control in a legacy encoding", "", "caf\xE9 \x01", Options{}, "byte 5 is a control character", "", 5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var err error
			if tt.path != "" {
				_, err = File(tt.path, tt.opt)
			} else {
				_, err = From(strings.NewReader(tt.data), "-", tt.opt)
			}
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want an *Error", err)
			}
			if !strings.Contains(e.Error(), tt.want) || !strings.Contains(e.Hint, tt.hint) || e.Offset != tt.offset {
				t.Errorf("got %q, hint %q, offset %d; want %q, %q, %d", e.Error(), e.Hint, e.Offset, tt.want, tt.hint, tt.offset)
			}
			if tt.path == "" && !strings.HasPrefix(e.Error(), "standard input: ") {
				t.Errorf("%q does not name standard input", e.Error())
			}
		})
	}
}

type brokenReader struct{}

var errDisk = errors.New("disk gone")

func (brokenReader) Read([]byte) (int, error) { return 0, errDisk }

func TestBrokenStream(t *testing.T) {
	_, err := From(brokenReader{}, "a.txt", Options{})
	var e *Error
	if !errors.As(err, &e) || !errors.Is(err, errDisk) || e.Error() != "a.txt: cannot be read: disk gone" {
		t.Errorf("got %v", err)
	}
}

func TestMaxSizeIsTheLastThatIsRead(t *testing.T) {
	text := "Bonjour"
	if _, err := From(strings.NewReader(text), "-", Options{MaxSize: int64(len(text))}); err != nil {
		t.Errorf("a text of exactly the largest size: %v", err)
	}
}
