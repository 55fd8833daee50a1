package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// known is what a page says of its article.
type known struct{ URL, Publisher, Title, Byline, Published, Updated, Language string }

func of(p Page) known {
	return known{p.URL, p.Publisher, p.Title, p.Byline, p.Published, p.Updated, p.Language}
}

func TestMetadata(t *testing.T) {
	const tempest = "Le port rouvre après la tempête"
	tests := []struct {
		name, head string
		opt        Options
		want       known
	}{
		{"nothing but a title", "", Options{}, known{Title: tempest, Language: "fr"}},
		{"open graph", `<meta property="og:title" content="Le port rouvre après la tempête"><meta property="og:site_name" content="Le Quotidien"><meta property="article:published_time" content="2026-03-03T10:00:00+01:00"><meta property="article:modified_time" content="2026-03-03T12:00:00Z"><meta property="og:url" content="https://example.org/a"><meta name="author" content="Jeanne Moreau">`,
			Options{}, known{"https://example.org/a", "Le Quotidien", tempest, "Jeanne Moreau", "2026-03-03T10:00:00+01:00", "2026-03-03T12:00:00Z", "fr"}},
		{"json-ld", `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Le port rouvre apr&egrave;s la temp&ecirc;te","author":[{"@type":"Person","name":"Jeanne Moreau"},{"name":"Ali Ben"}],"publisher":{"name":"Le Quotidien"},"datePublished":"2026-03-03T10:00:00.000Z","dateModified":"2026-03-04"}</script>`,
			Options{}, known{"", "Le Quotidien", tempest, "Jeanne Moreau, Ali Ben", "2026-03-03T10:00:00Z", "2026-03-04", "fr"}},
		{"json-ld graph with references", `<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"Site"},{"@type":["Article","NewsArticle"],"headline":"Le port rouvre après la tempête","author":{"@id":"#j"}},{"@type":"Person","@id":"#j","name":"Jeanne Moreau"}]}</script>`,
			Options{}, known{"", "", tempest, "Jeanne Moreau", "", "", "fr"}},
		{"json-ld nested", `<script type="application/ld+json">[{"@type":"WebPage","mainEntity":{"@type":"https://schema.org/ReportageNewsArticle","headline":"Le port rouvre après la tempête","author":"Jeanne Moreau"}}]</script>`,
			Options{}, known{"", "", tempest, "Jeanne Moreau", "", "", "fr"}},
		{"json-ld of several articles", `<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Autre chose encore","author":"X Y"},{"@type":"NewsArticle","headline":"Le port rouvre après la tempête","author":"Jeanne Moreau"}]</script>`,
			Options{}, known{"", "", tempest, "Jeanne Moreau", "", "", "fr"}},
		{"broken json-ld", "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Le port rouvre après la tempête\",\"description\":\"deux\nlignes\",\"author\":{\"name\":\"Jeanne Moreau\",},}</script>",
			Options{}, known{"", "", tempest, "Jeanne Moreau", "", "", "fr"}},
		{"hopeless json-ld", `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-03-03","author":{{{</script>`, Options{}, known{"", "", tempest, "", "2026-03-03", "", "fr"}},
		{"canonical, relative", `<link rel=canonical href="/a/b">`, Options{URL: "https://example.org/x?y"}, known{"https://example.org/a/b", "", tempest, "", "", "", "fr"}},
		{"canonical that is no web address", `<link rel=canonical href="javascript:alert(1)">`, Options{URL: "https://example.org/x"}, known{"https://example.org/x", "", tempest, "", "", "", "fr"}},
		{"author that is an address", `<meta property="article:author" content="https://example.org/jeanne">`, Options{}, known{Title: tempest, Language: "fr"}},
		{"date without a zone", `<meta name="date" content="2026-03-03 10:00:00">`, Options{}, known{Title: tempest, Published: "2026-03-03", Language: "fr"}},
		{"date that is none", `<meta name="date" content="hier">`, Options{}, known{Title: tempest, Language: "fr"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, of(mustParse(t, whole(tt.head, body), tt.opt))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTitle(t *testing.T) {
	tests := []struct{ name, head, html, want string }{
		{"site after a bar", "<title>Le port rouvre après la tempête | Le Quotidien</title>", "", "Le port rouvre après la tempête"},
		{"site after a dash", "<title>Le port rouvre - Le Quotidien</title><meta property=og:site_name content='Le Quotidien'>", "", "Le port rouvre"},
		{"a dash in the headline", "<title>Port - la réouverture après la tempête</title>", "", "Port - la réouverture après la tempête"},
		{"heading and more", "<title>Le port rouvre après la tempête - Région - Info</title>", "<h1>Le port rouvre après la tempête</h1>", "Le port rouvre après la tempête"},
		{"heading of the site", "<title>Le port rouvre après la tempête</title><meta property=og:site_name content='Le Quotidien'>", "<h1>Le Quotidien</h1><h2>Le port rouvre après la tempête</h2>", "Le port rouvre après la tempête"},
		{"no title", "", "<h1>Le port rouvre après la tempête</h1>", "Le port rouvre après la tempête"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := mustParse(t, "<html><head>"+tt.head+"</head><body>"+tt.html+body+"</body></html>", Options{})
			if p.Title != tt.want || p.Blocks[0].Kind != "headline" || p.Blocks[0].Text != tt.want {
				t.Errorf("title %q, first block %+v; want %q", p.Title, p.Blocks[0], tt.want)
			}
			n := 0
			for _, b := range p.Blocks {
				if b.Kind == "headline" && b.Kept() {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%d headlines", n)
			}
		})
	}
}

func TestDeclaredLanguage(t *testing.T) {
	arabic := "<p>" + strings.Repeat("أعلنت السلطات إعادة فتح الميناء بعد ثلاثة أيام من العاصفة، وقالت إن السفن بدأت بالدخول. ", 4) + "</p>"
	tests := []struct{ name, html, want string }{
		{"html", "<html lang=fr-CA>" + body, "fr-CA"},
		{"underscore", "<html lang=pt_br>" + body, "pt-BR"},
		{"meta", "<html><meta http-equiv=Content-Language content='fr, en'>" + body, "fr"},
		{"open graph", "<html><meta property=og:locale content=fr_FR>" + body, "fr-FR"},
		{"contradicts the script", "<html lang=en>" + arabic, ""},
		{"contradicts the script, another does not", "<html lang=en-US><meta property=og:locale content=ar_AR>" + arabic, "ar-AR"},
		{"nonsense", "<html lang='{{lang}}'>" + body, ""},
		{"unknown", "<html lang=xx>" + body, ""},
		{"none", "<html>" + body, ""},
	}
	for _, tt := range tests {
		if got := mustParse(t, tt.html, Options{}).Language; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestFindings(t *testing.T) {
	teaser := "<p>" + p1 + "</p>"
	paid := `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Le port rouvre après la tempête","isAccessibleForFree":"False"}</script>`
	links := strings.Repeat("<li><a href=/x>Une nouvelle du port et de ses bateaux</a></li>", 20)
	tests := []struct{ name, html, want string }{
		{"article", whole("", body), ""},
		{"brief", whole("", "<p>"+p1+"</p><p>"+p2+"</p>"), ""},
		{"article with a cookie banner", whole("", "<div class=cookie-banner><p>"+strings.Repeat("Nous utilisons des cookies et partageons des données. ", 20)+"</p><button>Tout accepter</button></div>"+body), ""},
		{"consent page", "<html><title>Avant de continuer</title><body><div><h2>Votre vie privée</h2><p>Nous et nos partenaires utilisons des cookies pour mesurer l'audience.</p><button>Tout accepter</button></div></body></html>", Consent},
		{"paywall", whole(paid, teaser+"<div class=paywall><p>Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés.</p></div>"), Paywall},
		{"paid for, with the whole text", whole(paid, body+body+"<p>"+strings.Repeat(p1+" ", 6)+"</p>"), ""},
		{"section front", "<html><title>Région</title><body><ul>" + links + "</ul></body></html>", Links},
		{"shell", "<html><title>Info</title><body><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div></body></html>", Script},
		{"error", "<html><title>404 Not Found</title><body><h1>Page introuvable</h1><p>La page demandée n'existe pas.</p></body></html>", Failure},
		{"robot check", "<html><title>Just a moment...</title><body><p>Checking your browser before accessing the site.</p></body></html>", Robot},
		{"frames", "<html><frameset cols=50%,50%><frame src=a.html><frame src=b.html></frameset></html>", Frames},
		{"nothing", "<html><body></body></html>", Empty},
	}
	for _, tt := range tests {
		if got := mustParse(t, tt.html, Options{}).Found; got.Kind != tt.want {
			t.Errorf("%s: %+v, want %q", tt.name, got, tt.want)
		}
	}
}
