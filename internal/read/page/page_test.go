package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
)

// Paragraphs long enough to be an article by themselves.
const (
	p1 = "Le port de la ville a rouvert mardi matin après trois jours de tempête, ont annoncé les autorités, qui prévoient un retour à la normale jeudi."
	p2 = "Selon le directeur du port, une vingtaine de navires attendaient au large, et les premiers ont pu décharger leur cargaison peu après neuf heures."
	p3 = "Les pêcheurs, de leur côté, demandent une aide d'urgence : leurs filets ont été emportés, et plusieurs bateaux ont été gravement endommagés."
	p4 = "La région a promis d'étudier leur demande avant la fin du mois, sans vouloir donner de chiffre, et enverra des experts sur place dès mercredi."
)

const body = "<p>" + p1 + "</p><p>" + p2 + "</p><p>" + p3 + "</p><p>" + p4 + "</p>"

// whole makes a page of what stands in the head and in the article.
func whole(head, article string) string {
	return "<!doctype html><html lang=fr><head><title>Le port rouvre après la tempête</title>" + head + "</head><body><article><h1>Le port rouvre après la tempête</h1>" + article + "</article></body></html>"
}

func mustParse(t *testing.T, text string, opt Options) Page {
	t.Helper()
	p, err := Parse(text, opt)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// outline writes the blocks without the four paragraphs: kind and text of those
// that are kept, reason and text of those that are not.
func outline(blocks []article.Block) string {
	var b strings.Builder
	for _, block := range blocks {
		switch {
		case block.Text == p1 || block.Text == p2 || block.Text == p3 || block.Text == p4:
			if block.Kept() {
				b.WriteString("…\n")
				continue
			}
			fallthrough
		case !block.Kept():
			fmt.Fprintf(&b, "- %s: %s\n", block.Reason, strings.ReplaceAll(block.Text, "\n", " / "))
		default:
			fmt.Fprintf(&b, "%s: %s\n", block.Kind, block.Text)
		}
	}
	return strings.TrimSpace(strings.ReplaceAll(b.String(), "…\n…\n…\n…\n", "****\n"))
}

const title = "headline: Le port rouvre après la tempête\n"

func TestBlocks(t *testing.T) {
	tests := []struct{ name, html, want string }{
		{"paragraphs", body, title + "****"},
		{"subheading", "<p>" + p1 + "</p><h2>La suite</h2><p>" + p2 + "</p><p>" + p3 + "</p><p>" + p4 + "</p>", title + "…\nsubheading: La suite\n…\n…\n…"},
		{"line breaks", "<div>" + p1 + "<br><br>" + p2 + "<br><br>" + p3 + "<br>\n" + p4 + "</div>", title + "****"},
		{"one break is a space", "<div>" + p1 + "</div><p>Un vers<br>et un autre, dans la même strophe du poème.</p><p>" + p2 + "</p><p>" + p3 + "</p>", title + "…\nparagraph: Un vers et un autre, dans la même strophe du poème.\n…\n…"},
		{"quotation of two paragraphs", "<p>" + p1 + "</p><blockquote><p>« Nous avons eu peur », dit un marin.</p><p>« Il fallait tenir », dit un autre.</p></blockquote><p>" + p2 + "</p><p>" + p3 + "</p><p>" + p4 + "</p>",
			title + "…\nquote: « Nous avons eu peur », dit un marin.\nquote: « Il fallait tenir », dit un autre.\n…\n…\n…"},
		{"list", "<p>" + p1 + "</p><ul><li>Vingt navires attendaient au large.</li><li>Trois quais sont fermés.</li></ul><p>" + p2 + "</p><p>" + p3 + "</p><p>" + p4 + "</p>",
			title + "…\nlist_item: Vingt navires attendaient au large.\nlist_item: Trois quais sont fermés.\n…\n…\n…"},
		{"table", "<p>" + p1 + "</p><table><tr><th>Quai</th><th>Navires</th></tr><tr><td><p>Nord</p></td><td>12</td></tr></table><p>" + p2 + "</p><p>" + p3 + "</p><p>" + p4 + "</p>",
			title + "…\ntable_row: Quai | Navires\ntable_row: Nord | 12\n…\n…\n…"},
		{"unclosed tags", "<p>" + p1 + "<p>" + p2 + "<p>" + p3 + "<div>" + p4, title + "****"},
		{"words over inline elements", body + "<p>Le <b>p</b>ort est <i>ou</i>vert, a dit <a href=/x>le maire</a> mardi soir devant la presse.</p>", title + "****\nparagraph: Le port est ouvert, a dit le maire mardi soir devant la presse."},
		{"navigation", "<nav><a href=/a>Accueil</a> <a href=/b>Sport</a></nav>" + body, title + "- navigation: Accueil Sport\n****"},
		{"share bar", body + "<div class=share-bar><a href=#>Facebook</a><a href=#>X</a></div>", title + "****\n- share bar: FacebookX"},
		{"related list", "<p>" + p1 + "</p><p>" + p2 + "</p><h3>Sur le même sujet</h3><ul><li><a href=/1>Une nouvelle du port</a></li><li><a href=/2>Une autre nouvelle</a></li></ul><p>" + p3 + "</p><p>" + p4 + "</p>",
			title + "…\n…\n- related links: Sur le même sujet / Une nouvelle du port / Une autre nouvelle\n…\n…"},
		{"read also line", "<p>" + p1 + "</p><p>" + p2 + "</p><p><strong>À lire : <a href=/1>Les pêcheurs demandent une aide d'urgence à la région</a></strong></p><p>" + p3 + "</p><p>" + p4 + "</p>",
			title + "…\n…\n- related links: À lire : Les pêcheurs demandent une aide d'urgence à la région\n…\n…"},
		{"link alone", "<p>" + p1 + "</p><p>" + p2 + "</p><p><a href=/1>Les pêcheurs demandent une aide</a></p><p>" + p3 + "</p><p>" + p4 + "</p>", title + "…\n…\n- related links: Les pêcheurs demandent une aide\n…\n…"},
		{"comment form", body + "<form class=comment-form><p>Laisser un avis</p><label>Nom</label><button>Envoyer</button></form>", title + "****\n- comment form: Laisser un avis / Nom / Envoyer"},
		{"reader comments", body + "<section id=comments><p>Bravo pour cet article, que j'ai lu avec plaisir ce matin, et merci aux marins.</p></section>", title + "****\n- reader comments: Bravo pour cet article, que j'ai lu avec plaisir ce matin, et merci aux marins."},
		{"captions", "<figure><img src=a.jpg><figcaption>Le port au petit matin, après le passage de la tempête.</figcaption></figure><p>" + p1 + "</p><p>" + p2 + "</p><p>" + p3 + "</p><figure><img src=b.jpg><figcaption>Un bateau endommagé, amarré au quai nord du port.</figcaption></figure><p>" + p4 + "</p>",
			title + "caption: Le port au petit matin, après le passage de la tempête.\n…\n…\n…\n- caption: Un bateau endommagé, amarré au quai nord du port.\n…"},
		{"caption before the headline's dek", "<figure><img src=a.jpg><figcaption>Le port au petit matin, après le passage de la tempête.</figcaption></figure><p class=dek>Après trois jours de vent, les navires ont repris la mer mardi matin.</p><div>" + body + "</div>",
			title + "paragraph: Après trois jours de vent, les navires ont repris la mer mardi matin.\ncaption: Le port au petit matin, après le passage de la tempête.\n****"},
		{"text that stands for an image", "<p>" + p1 + "</p><p>" + p2 + "</p><div><img src=a.jpg alt='Un navire au quai nord'><span>Un navire au quai nord</span></div><p>" + p3 + "</p><p>" + p4 + "</p>", title + "…\n…\n- caption: Un navire au quai nord\n…\n…"},
		{"byline and date", "<p class=byline>Par Jeanne Moreau</p><time datetime=2026-03-03>3 mars 2026, 10:00</time>" + body, title + "- byline: Par Jeanne Moreau\n- date: 3 mars 2026, 10:00\n****"},
		{"date without a class", "<div>03/03/2026 10:00</div>" + body, title + "- date: 03/03/2026 10:00\n****"},
		{"newsletter", "<p>" + p1 + "</p><p>" + p2 + "</p><div class='c-newsletter-box'><h3>Notre lettre</h3><p>Recevez chaque matin l'essentiel de l'actualité.</p></div><p>" + p3 + "</p><p>" + p4 + "</p>",
			title + "…\n…\n- newsletter: Notre lettre / Recevez chaque matin l'essentiel de l'actualité.\n…\n…"},
		{"advertisement", "<p>" + p1 + "</p><div class=ad-slot>Publicité</div><p>" + p2 + "</p><p>" + p3 + "</p><p>" + p4 + "</p>", title + "…\n- advertisement: Publicité\n…\n…\n…"},
		{"cookie notice beside an article", "<div id=cookie-banner><p>Nous utilisons des cookies.</p><button>Tout accepter</button></div>" + body, title + "- cookie notice: Nous utilisons des cookies. / Tout accepter\n****"},
		{"tags", body + "<ul class=tags><li><a href=/t/1>Port</a></li><li><a href=/t/2>Tempête</a></li></ul>", title + "****\n- tags: Port / Tempête"},
		{"author box", body + "<div class=author-bio><p>Jeanne Moreau couvre la mer et les ports depuis dix ans.</p></div>", title + "****\n- author box: Jeanne Moreau couvre la mer et les ports depuis dix ans."},
		{"rights", body + "<p>© 2026 Le Quotidien</p>", title + "****\n- copyright notice: © 2026 Le Quotidien"},
		{"headline again", "<p>Le port rouvre après la tempête</p>" + body, title + "- repeated headline: Le port rouvre après la tempête\n****"},
		{"footer and sidebar", body + "</article><aside><p>Météo : soleil</p></aside><footer>Mentions légales</footer>", title + "****\n- sidebar: Météo : soleil\n- footer: Mentions légales"},
		{"breadcrumbs", "<ol class=breadcrumb><li><a href=/>Accueil</a></li><li><a href=/r>Région</a></li></ol>" + body, title + "- navigation: Accueil / Région\n****"},
		{"score inside the text", "<p>" + p1 + "</p><p>" + p2 + "</p><p>Lyon – Nice 2:1 (1:0)</p><p>" + p3 + "</p><p>" + p4 + "</p>", title + "…\n…\nparagraph: Lyon – Nice 2:1 (1:0)\n…\n…"},
		{"pieces of a page builder", "<div class='x-widget'><p>" + p1 + "</p></div><div class='x-widget'><p>" + p2 + "</p></div><div class='x-widget'><p>" + p3 + "</p></div><div class='x-widget'><p>" + p4 + "</p></div>", title + "****"},
		{"introduction called a teaser", "<p class=teaser>Après trois jours de vent, les navires ont repris la mer mardi matin, sous surveillance.</p>" + body, title + "paragraph: Après trois jours de vent, les navires ont repris la mer mardi matin, sous surveillance.\n****"},
		{"a class of the whole page is no mark", "<div class='post has-sidebar newsletter-enabled comments-open'>" + body + "</div>", title + "****"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := outline(mustParse(t, whole("", tt.html), Options{}).Blocks)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestOptions(t *testing.T) {
	page := whole("", "<nav><a href=/>Accueil</a></nav><div class=main>"+body+"</div><div class=extra><p>Encadré : le port en chiffres, et ce qu'il faut savoir de ses quais.</p></div><figure><img><figcaption>Un bateau endommagé, amarré au quai nord du port.</figcaption></figure><p hidden>caché</p>")
	tests := []struct {
		name string
		opt  Options
		want string
	}{
		{"keep all", Options{KeepAll: true}, title + "paragraph: Accueil\n****\nparagraph: Encadré : le port en chiffres, et ce qu'il faut savoir de ses quais.\ncaption: Un bateau endommagé, amarré au quai nord du port.\n- hidden: caché"},
		{"content", Options{Content: ".extra"}, title + "- navigation: Accueil\n- outside the article: " + strings.Join([]string{p1, p2, p3, p4}, " / ") + "\nparagraph: Encadré : le port en chiffres, et ce qu'il faut savoir de ses quais.\n- caption: Un bateau endommagé, amarré au quai nord du port.\n- hidden: caché"},
		{"drop", Options{Drop: []string{".extra", "figure"}}, title + "- navigation: Accueil\n****\n- site rule: Encadré : le port en chiffres, et ce qu'il faut savoir de ses quais. / Un bateau endommagé, amarré au quai nord du port.\n- hidden: caché"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := outline(mustParse(t, page, tt.opt).Blocks)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	p := mustParse(t, page, Options{Content: ".nowhere"})
	if !p.Unmatched || !strings.Contains(outline(p.Blocks), "****") {
		t.Errorf("a selector that matches nothing: unmatched %v, %s", p.Unmatched, outline(p.Blocks))
	}
	if all := outline(mustParse(t, page, Options{Captions: All}).Blocks); !strings.Contains(all, "\ncaption: Un bateau") {
		t.Errorf("all captions: %s", all)
	}
	for _, opt := range []Options{{Content: "p["}, {Drop: []string{"p["}}} {
		if _, err := Parse(page, opt); err == nil || !strings.Contains(err.Error(), `"p["`) {
			t.Errorf("%+v: error %v, want one that names the selector", opt, err)
		}
	}
}

// A page of layout tables, as they were written until 2005.
func TestLayoutTable(t *testing.T) {
	page := "<html><head><title>Le port rouvre après la tempête</title></head><body><table width=100%><tr><td><a href=/>Accueil</a><br><a href=/s>Sport</a></td><td><font size=5><b>Le port rouvre après la tempête</b></font><br><br><font>" +
		p1 + "<br><br>" + p2 + "<br><br>" + p3 + "<br><br>" + p4 + "</font></td></tr></table></body></html>"
	got := outline(mustParse(t, page, Options{}).Blocks)
	if !strings.HasPrefix(got, title) || !strings.Contains(got, "****") || strings.Contains(got, "paragraph: Accueil") {
		t.Errorf("got:\n%s", got)
	}
}

func TestFragment(t *testing.T) {
	got := outline(Fragment("<p>Un.</p><h2>Deux</h2><ul><li>trois</li></ul><p style='display:none'>caché</p>texte nu<br><br>suite<script>x()</script><!-- note -->"))
	want := "paragraph: Un.\nsubheading: Deux\nlist_item: trois\n- hidden: caché\nparagraph: texte nu\nparagraph: suite"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := Fragment("  "); len(got) != 0 {
		t.Errorf("an empty fragment has blocks: %v", got)
	}
}

func TestIs(t *testing.T) {
	tests := []struct {
		name, text string
		want       bool
	}{
		{"doctype", "\uFEFF <!DOCTYPE html><p>x", true},
		{"comment before", "<!-- saved -->\n<html lang=fr>", true},
		{"body", "<BODY bgcolor=white>x", true},
		{"xhtml", "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN'><html>", true},
		{"fragment", "<p>un</p><p>deux</p><div>trois</div>", true},
		{"one paragraph", "<p>un</p>", true},
		{"plain", "Un titre\n\nUn texte.", false},
		{"markdown with tags", "# Titre\n\n<p>un</p><p>deux</p><div>trois</div>\n\nSuite.", false},
		{"markdown that begins with a tag", "<img src=logo.png>\n\n# Titre\n\nDu texte, et encore du texte.", false},
		{"stray tag", "Le <b>port</b> rouvre <p>", false},
		{"address", "<https://example.org>\n\nTexte", false},
		{"rss", "<?xml version='1.0'?><rss version='2.0'><channel><item><description>&lt;p>x</description></item></channel></rss>", false},
		{"bare rss", "<rss><channel></channel></rss>", false},
		{"atom", "<feed xmlns='http://www.w3.org/2005/Atom'></feed>", false},
		{"json", `{"html":"<html>"}`, false},
		{"headline like a tag", "<head-on crash", false},
		{"empty", "", false},
	}
	for _, tt := range tests {
		if got := Is(tt.text); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
