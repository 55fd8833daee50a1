package page

import (
	"fmt"
	"strings"
	"testing"
)

// syntheticPage returns an article page of about 100 kB as sites serve them:
// menus, scripts, forty paragraphs, related lists, reader comments.
func syntheticPage() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en"><head><title>The council approves a new bridge | Example News</title>
<meta property="og:type" content="article"><meta property="og:site_name" content="Example News">
<style>.promo{display:none}.lead{font-size:20px}</style>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"The council approves a new bridge","datePublished":"2024-05-01T10:00:00Z"}</script>`)
	fmt.Fprintf(&b, "<script>var data = {%s};</script></head><body><header class=\"site-header\"><nav><ul>", strings.Repeat(`"key":"value",`, 3000))
	for i := range 120 {
		fmt.Fprintf(&b, `<li class="menu-item"><a href="/section/%d" class="menu-link"><span>Section number %d</span></a></li>`, i, i)
	}
	b.WriteString(`</ul></nav></header><main><article class="story"><h1>The council approves a new bridge</h1><p class="dek">After years of debate the crossing will be built.</p><div class="story-body">`)
	for i := range 40 {
		fmt.Fprintf(&b, `<p>Paragraph %d: the council said on <em>Tuesday</em> that <a href="/b/%d">the bridge</a> would be built, and that the cost, <strong>%d million</strong>, would be shared between the town, the region and the state, though residents had asked for a tunnel.</p>`, i, i, i)
		if i%8 == 7 {
			fmt.Fprintf(&b, `<div class="related"><h3>Related</h3><ul><li><a href="/r/%d">Another report about the bridge and the river</a></li></ul></div><div class="ad-slot"><script>show(%d)</script></div>`, i, i)
		}
	}
	b.WriteString(`</div></article><aside class="most-read"><ul>`)
	for i := range 80 {
		fmt.Fprintf(&b, `<li><div class="card"><a href="/m/%d"><img src="/i/%d.jpg" alt=""><h3>A headline of another report, number %d</h3></a><span class="time">2 hours ago</span></div></li>`, i, i, i)
	}
	b.WriteString(`</ul></aside></main><section id="comments">`)
	for i := range 100 {
		fmt.Fprintf(&b, `<div class="comment"><span class="comment-author">Reader %d</span><div class="comment-body"><p>I do not agree with the council at all, the old bridge is fine and number %d is wrong.</p></div></div>`, i, i)
	}
	b.WriteString(`</section><footer><p>© Example News</p></footer></body></html>`)
	return b.String()
}

func BenchmarkParse100kB(b *testing.B) {
	text := syntheticPage()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(text, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// The shared page whose size is nearest to 120 kB.
func BenchmarkParseReal(b *testing.B) {
	const want = 120_000
	text := ""
	for _, s := range samples(b, "data", "pages") {
		if text == "" || max(len(s.html)-want, want-len(s.html)) < max(len(text)-want, want-len(text)) {
			text = s.html
		}
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(text, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
