package page

import (
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// Pages made to break a reader are read or refused, in linear time.
func TestHostile(t *testing.T) {
	const mb = 1 << 20
	tests := []struct {
		name, html string
		refused    bool
	}{
		{"nested divs", strings.Repeat("<div>", 10_000) + "x", true},
		{"nested spans", strings.Repeat("<span class=a>", 10_000) + "x", true},
		{"nested lists", strings.Repeat("<ul><li>", 200) + "x", false},
		{"many paragraphs", strings.Repeat("<p>Une phrase, et une autre, qui font un paragraphe.</p>", 100_000), false},
		{"many divs", strings.Repeat("<div class=a><span>x</span></div>", 150_000), false},
		{"one huge text", "<p>" + strings.Repeat("mot ", 10*mb/4), false},
		{"huge attribute", "<p class='" + strings.Repeat("share ad ", mb) + "' style='" + strings.Repeat("a:b;", mb) + "'>" + p1, false},
		{"many classes", "<p class='" + strings.Repeat("x ", mb) + "'>" + p1, false},
		{"huge style", "<style>" + strings.Repeat(".a{display:none}.b .a{display:block}", mb/16) + "</style><p class=a>" + p1, false},
		{"open style", "<style>" + strings.Repeat("@media x{", mb/8) + "</style>" + body, false},
		{"many hidden", strings.Repeat("<i hidden>x</i>y ", 100_000), false},
		{"nested aria-hidden", strings.Repeat("<div aria-hidden=true>", 300) + strings.Repeat("<p>mot</p>", 50_000), false},
		{"deep json", `<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, 9000) + "</script>" + body, false},
		{"line breaks", strings.Repeat("mot<br>", 300_000), false},
		{"table cells", "<table><tr>" + strings.Repeat("<td>mot", 300_000), false},
		{"nested tables", strings.Repeat("<table><tr><td>", 100) + strings.Repeat("mot ", 100_000), false},
		{"links", strings.Repeat("<a href=/x>Une nouvelle</a> ", 200_000), false},
		{"open tag", "<html><body " + strings.Repeat("a", mb), false},
		{"nul and broken utf-8", "<p>\x00\xff\xfe" + p1, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			p, err := Parse(tt.html, Options{})
			if (err != nil) != tt.refused {
				t.Errorf("error %v, want one: %v", err, tt.refused)
			}
			Fragment(tt.html[:min(len(tt.html), mb)])
			Is(tt.html)
			for _, b := range p.Blocks {
				if !utf8.ValidString(b.Text) {
					t.Error("a block is not valid UTF-8")
					break
				}
			}
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("%d bytes took %v", len(tt.html), d)
			}
		})
	}
}

// Ten times the page takes about ten times as long: at most thirty, to leave
// room for a busy machine.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("times 10 MB of HTML")
	}
	small, large := newsPage(1<<20), newsPage(10<<20)
	took := func(text string) time.Duration {
		runtime.GC()
		start := time.Now()
		mustParse(t, text, Options{})
		return time.Since(start)
	}
	a, b := took(small), took(large)
	t.Logf("1 MB %v, 10 MB %v", a, b)
	if b > 30*a {
		t.Errorf("1 MB takes %v, 10 MB %v", a, b)
	}
}

// Nothing panics, and no text that is hidden is kept, whatever stands around it.
func FuzzParse(f *testing.F) {
	f.Add("<div><p>", "</p></div>", "display:none")
	f.Add("<table><tr><td>", "</table><ul><li>x", "visibility:hidden")
	f.Add("<svg><title>", "</svg><math><mi>", "opacity:0")
	f.Add("<noscript><!--", "--></noscript>", "font-size:0")
	f.Add("<select><option>", "<template><p>", "position:absolute;left:-9999px")
	f.Add("<blockquote><a href=x>", "</a><pre>\n", "text-indent:-9999px")
	f.Fuzz(func(t *testing.T, before, after, style string) {
		if strings.ContainsAny(style, `"&<>\`) || !hiddenStyle(style) {
			style = "display:none"
		}
		const mark = "zqhiddenqz"
		text := before + body + `<div style="` + style + `"><p>` + mark + `</p></div>` + body + after
		Is(text)
		hides := hidesHere(before)
		for _, opt := range []Options{{}, {KeepAll: true}, {Captions: All, Content: "p"}} {
			p, err := Parse(text, opt)
			if err != nil {
				continue
			}
			for _, b := range append(p.Blocks, Fragment(text)...) {
				if b.Kept() && strings.Contains(b.Text, mark) && hides {
					t.Errorf("%+v: kept %q", opt, b.Text)
				}
				if !utf8.ValidString(b.Text) || strings.TrimSpace(b.Text) == "" {
					t.Errorf("bad block %q", b.Text)
				}
			}
		}
	})
}

// hidesHere reports whether what stands before leaves the parser where a tag is
// a tag with its attributes: not inside another tag, a comment, or an element
// whose content is text, and not in one that drops attributes.
func hidesHere(before string) bool {
	lower := strings.ToLower(before)
	if strings.Count(before, "<") != strings.Count(before, ">") || strings.LastIndex(before, "<") > strings.LastIndex(before, ">") {
		return false
	}
	for _, name := range []string{"<!", "<?", "</", "<script", "<style", "<title", "<textarea", "<xmp", "<iframe", "<noembed", "<noframes", "<noscript", "<plaintext", "<select", "<frameset", "<svg", "<math", "<template"} {
		if strings.Contains(lower, name) {
			return false
		}
	}
	return !strings.ContainsAny(before, `"'=`)
}
