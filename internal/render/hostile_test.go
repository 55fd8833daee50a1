package render

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"dragoman/internal/digest"
)

var controls = regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{202a}-\x{202e}\x{2028}\x{2029}\x{2066}-\x{206f}\x{feff}\x{e0000}-\x{e007f}]`)

func noControls(t *testing.T, out string) {
	t.Helper()
	if at := controls.FindStringIndex(out); at != nil {
		t.Errorf("control character %q at byte %d", out[at[0]:at[1]], at[0])
	}
}

var everyPart = []Options{{}, {Bilingual: true}, {Clean: true, Bilingual: true}, {Part: Names}, {WithNames: true}, {Part: Findings}, {Part: Summary}, {Part: Translation, Width: 30}}

func TestHostileTextDoesNotSteerATerminal(t *testing.T) {
	for _, opt := range everyPart {
		for _, write := range []func(io.Writer, digest.Digest, Options) error{Text, Markdown, HTML} {
			noControls(t, render(t, write, hostile(), opt))
		}
	}
	for _, line := range append(FindingLines(hostile(), true), Head(hostile()), ChecksLine(hostile()), UsageLine(hostile(), 0)) {
		noControls(t, line)
		if strings.Contains(line, "\n") {
			t.Errorf("more than one line: %q", line)
		}
	}
}

// Only the program writes at the start of a line, save in text for pasting.
func TestHostileTextDoesNotPassForOurs(t *testing.T) {
	for _, opt := range []Options{{}, {Bilingual: true}, {Width: 30}, {Width: 24, Bilingual: true}} {
		out := render(t, Text, hostile(), opt)
		if n := strings.Count(out, "\n--- translation ---"); n != 1 {
			t.Errorf("%+v: %d separators, want 1:\n%s", opt, n, out)
		}
		for _, fake := range []string{"\n[7]", "\n[8]", "\n[9]"} {
			if strings.Contains(out, fake) {
				t.Errorf("%+v: a line of the article starts with %q:\n%s", opt, fake, out)
			}
		}
	}
}

var (
	ownTags     = regexp.MustCompile(`</?(div|bdi)( dir="(rtl|ltr|auto)")?( lang="[a-z-]+")?>`)
	ownNumbers  = regexp.MustCompile(`(^|[^\\])\[\d+(, \d+)*\]($|[^(:\[])`)
	bareBracket = regexp.MustCompile(`(^|[^\\])[\[\]]`)
)

func TestHostileTextIsNoMarkdown(t *testing.T) {
	for _, opt := range everyPart {
		out := render(t, Markdown, hostile(), opt)
		rest := ownTags.ReplaceAllString(out, "")
		if strings.ContainsAny(rest, "<") {
			t.Errorf("%+v: foreign markup:\n%s", opt, rest)
		}
		for line := range strings.Lines(rest) {
			for ownNumbers.MatchString(line) {
				line = ownNumbers.ReplaceAllString(line, "$1 $3")
			}
			if at := bareBracket.FindString(line); at != "" {
				t.Errorf("%+v: a bracket can start a link: %q in %q", opt, at, line)
			}
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"# a", "1. b\n2) c", "<b>&amp;", "a\\\nb", "![x](y)", "\u202e\x1b", "- - -", "```", "a|b", "\xff"} {
		f.Add(s)
	}
	start := regexp.MustCompile(`^(\s|[#+\-=:>]|\d+[.)])`)
	special := regexp.MustCompile("[`*_\\[\\]|~$<>&]")
	entity := regexp.MustCompile(`&(lt|gt|amp);`)
	f.Fuzz(func(t *testing.T, s string) {
		out := markdown(s)
		if at := controls.FindString(out); at != "" {
			t.Errorf("control character %q in %q", at, out)
		}
		for _, line := range strings.Split(out, "\n") {
			if start.MatchString(line) {
				t.Errorf("%q starts a block in the rendering of %q", line, s)
			}
			line = strings.ReplaceAll(line, `\\`, "")
			line = regexp.MustCompile(`\\[^a-zA-Z0-9]`).ReplaceAllString(line, "")
			if at := special.FindString(entity.ReplaceAllString(line, "")); at != "" {
				t.Errorf("%q is not escaped in %q", at, out)
			}
		}
	})
}

func TestHTMLHoldsOnlyWhatWePutThere(t *testing.T) {
	allowed := map[string]bool{}
	for _, name := range strings.Fields("html head meta title style body main article section header footer h1 h2 h3 h4 p ul li blockquote span a bdi time table caption thead tbody tr th td strong br q") {
		allowed[name] = true
	}
	attributes := map[string]bool{}
	for _, name := range strings.Fields("lang dir class id href charset http-equiv content name datetime scope colspan") {
		attributes[name] = true
	}
	for _, d := range []digest.Digest{hostile(), arabic(), partial(), extractive(), recorded()} {
		for _, opt := range everyPart {
			if present(d, opt.Part) != nil {
				continue
			}
			doc, err := html.Parse(strings.NewReader(render(t, HTML, d, opt)))
			if err != nil {
				t.Fatal(err)
			}
			ids, links := map[string]int{}, []string{}
			for n := range doc.Descendants() {
				if n.Type != html.ElementNode {
					continue
				}
				if !allowed[n.Data] {
					t.Errorf("%s %+v: element %s", d.Article.ID, opt, n.Data)
				}
				for _, a := range n.Attr {
					switch {
					case !attributes[a.Key]:
						t.Errorf("%s %+v: attribute %s", d.Article.ID, opt, a.Key)
					case a.Key == "id":
						ids[a.Val]++
					case a.Key == "href":
						links = append(links, a.Val)
					case a.Key == "dir" && a.Val != "ltr" && a.Val != "rtl" && a.Val != "auto":
						t.Errorf("%s: dir %q", d.Article.ID, a.Val)
					}
				}
			}
			for _, link := range links {
				if ids[strings.TrimPrefix(link, "#")] != 1 {
					t.Errorf("%s %+v: link %q has %d targets, want 1", d.Article.ID, opt, link, ids[strings.TrimPrefix(link, "#")])
				}
			}
		}
	}
}

// The page's policy names its own style sheet, byte for byte, or a browser
// would not use it.
func TestPolicyNamesTheStyle(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(render(t, HTML, arabic(), Options{})))
	if err != nil {
		t.Fatal(err)
	}
	style, policy := "", ""
	for n := range doc.Descendants() {
		if n.Data == "style" && n.FirstChild != nil {
			style = n.FirstChild.Data
		}
		for _, a := range n.Attr {
			if n.Data == "meta" && a.Key == "content" && strings.Contains(a.Val, "default-src") {
				policy = a.Val
			}
		}
	}
	sum := sha256.Sum256([]byte(style))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	if policy != want {
		t.Errorf("policy\n got %s\nwant %s", policy, want)
	}
	if strings.Contains(style, "url(") || strings.Contains(style, "@import") {
		t.Error("the style sheet loads something")
	}
}

func TestSafe(t *testing.T) {
	rows := []struct{ name, in, want string }{
		{"plain", "می‌خواهم café\tx\ny", "می‌خواهم café\tx\ny"},
		{"escape", "a\x1b[31mb\u009bc", "a\uFFFD[31mb\uFFFDc"},
		{"line ends", "a\r\nb\rc\u2028d\ve", "a\nb\nc\nd e"},
		{"bidi", "a\u202eb\u2067c\u2069\u200fd\u061c", "abc\u200fd\u061c"},
		{"tags", "a\U000E0041\ufeffb", "ab"},
		{"not UTF-8", "a\xffb", "a\uFFFDb"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := Safe(row.in); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}
