package page

import (
	"fmt"
	"strings"
	"testing"
)

// newsPage makes the page of an article as a news site serves it: scripts and
// styles, a menu, the article with links between its paragraphs, lists of
// related articles, a footer. It has about size bytes, a quarter of them the
// article: real pages have 2 to 15 % of it.
func newsPage(size int) string {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="fr"><head><title>Le port rouvre après la tempête | Le Quotidien</title><meta property="og:title" content="Le port rouvre après la tempête">`)
	b.WriteString(`<style>.promo-layer{display:none} .grid{display:grid} @media (max-width:600px){.grid{display:block}}</style>`)
	b.WriteString(`<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Le port rouvre après la tempête","author":{"name":"Jeanne Moreau"},"datePublished":"2026-03-03T10:00:00+01:00"}</script></head><body>`)
	b.WriteString(`<header class="site-header"><nav><ul>`)
	for i := range 60 {
		fmt.Fprintf(&b, `<li class="nav__item"><a class="nav__link" href="/section/%d">Rubrique %d</a></li>`, i, i)
	}
	b.WriteString(`</ul></nav></header><main><article class="post"><h1>Le port rouvre après la tempête</h1><p class="dek">Après trois jours de vent, les navires ont repris la mer mardi matin, sous la surveillance des autorités.</p><div class="post__body">`)
	for i := 0; b.Len() < size*25/100; i++ {
		fmt.Fprintf(&b, `<p class="post__text">Le directeur du port, interrogé mardi, a estimé à <strong>%d millions</strong> d'euros le coût des réparations, en précisant que <a href="/a/%d">les travaux</a> dureraient jusqu'à l'été et que les pêcheurs seraient indemnisés par la région avant la fin du mois.</p>`, i+2, i)
		if i%6 == 5 {
			fmt.Fprintf(&b, `<script>window.slots=window.slots||[];slots.push({id:%d,size:[300,250]})</script><div class="ad-slot"></div><h2>La suite des travaux</h2>`, i)
		}
	}
	b.WriteString(`</div></article><aside class="related"><h2>À lire aussi</h2>`)
	for i := 0; b.Len() < size*60/100; i++ {
		fmt.Fprintf(&b, `<div class="card"><a href="/r/%d"><img src="/i/%d.jpg" alt=""><h3 class="card__title">Une autre nouvelle du port, numéro %d</h3></a></div>`, i, i, i)
	}
	b.WriteString(`</aside></main><footer class="footer"><p>Mentions légales</p></footer><script>`)
	for b.Len() < size {
		b.WriteString(`window.config={"feature":true,"list":[1,2,3]};`)
	}
	b.WriteString(`</script></body></html>`)
	return b.String()
}

func BenchmarkParse100kB(b *testing.B) {
	text := newsPage(100_000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(text, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
