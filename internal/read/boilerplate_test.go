package read

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBoilerplate(t *testing.T) {
	const body = "headline: Un titre\nparagraph: " + long1 + "\n"
	tests := []struct{ name, tail, want string }{
		{"english form", "Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n\nName *\n\nEmail *\n\nPost Comment", "- comment form: Leave a Reply\n- comment form: Your email address will not be published. Required fields are marked *\n- comment form: Name *\n- comment form: Email *\n- comment form: Post Comment\n"},
		{"form in one group of lines", "Leave a Reply\nYour email address will not be published.\nName *", "- comment form: Leave a Reply\n- comment form: Your email address will not be published.\n- comment form: Name *\n"},
		{"counters and stars", "Comments (2)\n\nDeja una respuesta *", "- comment form: Comments (2)\n- comment form: Deja una respuesta *\n"},
		{"persian form", "دیدگاهتان را بنویسید\n\nنشانی ایمیل شما منتشر نخواهد شد. بخش‌های موردنیاز علامت‌گذاری شده‌اند *", "- comment form: دیدگاهتان را بنویسید\n- comment form: نشانی ایمیل شما منتشر نخواهد شد. بخش‌های موردنیاز علامت‌گذاری شده‌اند *\n"},
		{"hebrew form", "כתיבת תגובה\n\nהאימייל לא יוצג באתר. שדות החובה מסומנים *", "- comment form: כתיבת תגובה\n- comment form: האימייל לא יוצג באתר. שדות החובה מסומנים *\n"},
		{"russian form", "Добавить комментарий\n\nВаш адрес email не будет опубликован. Обязательные поля помечены *", "- comment form: Добавить комментарий\n- comment form: Ваш адрес email не будет опубликован. Обязательные поля помечены *\n"},
		{"german share bar", "Klick, um über Twitter zu teilen (Wird in neuem Fenster geöffnet)\n\nGefällt mir\n\nWird geladen …", "paragraph: Klick, um über Twitter zu teilen (Wird in neuem Fenster geöffnet)\n- share bar: Gefällt mir\n- share bar: Wird geladen …\n"},
		{"click to share", "Click to share on Facebook (Opens in new window)", "- share bar: Click to share on Facebook (Opens in new window)\n"},
		{"related", "À lire aussi", "- related links: À lire aussi\n"},
		{"related, with a title", "À lire aussi : la météo de la semaine", "- related links: À lire aussi : la météo de la semaine\n"},
		{"a sentence after a colon stays", "À lire aussi : le maire a signé hier.", "paragraph: À lire aussi : le maire a signé hier.\n"},
		{"separator", "* * *\n\n" + long2, "paragraph: " + long2 + "\n- separator: * * *\n"},
		{"never inside a paragraph", "Le site affiche « Laisser un commentaire » sous chaque article.", "paragraph: Le site affiche « Laisser un commentaire » sous chaque article.\n"},
		{"never inside wrapped lines", "Le formulaire portait le titre\nLaisser un commentaire\net restait vide.", "paragraph: Le formulaire portait le titre Laisser un commentaire et restait vide.\n"},
		{"a weak word may be a subheading", "Commentaires\n\n" + long2, "paragraph: Commentaires\nparagraph: " + long2 + "\n"},
		{"a weak word last is not", long2 + "\n\nCommentaires", "paragraph: " + long2 + "\n- comment form: Commentaires\n"},
		{"text after a form stays", "Votre adresse e-mail ne sera pas publiée.\n\nNom\n\n" + long2, "paragraph: " + long2 + "\n- comment form: Votre adresse e-mail ne sera pas publiée.\n- comment form: Nom\n"},
		{"short lines without a form stay", "Nom\n\nSite web", "paragraph: Nom\nparagraph: Site web\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := outline(mustRead(t, "Un titre\n\n"+long1+"\n\n"+tt.tail, "a.txt", Options{}))
			if diff := cmp.Diff(body+tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Every phrase of the data file is found by itself, with its reason; a weak one
// is found where nothing follows it.
func TestEveryPhraseMatches(t *testing.T) {
	reason, n := "", 0
	for line := range strings.Lines(boilerplateFile) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			_, reason, _ = strings.Cut(line, "] ")
			continue
		}
		n++
		phrase := strings.TrimSuffix(strings.TrimLeft(line, "!?"), "…")
		r := boilerplate(phrase + " *")
		if r == nil {
			t.Errorf("%q is not found", phrase)
			continue
		}
		if r.reason != reason {
			t.Errorf("%q is dropped as %q, want %q", phrase, r.reason, reason)
		}
	}
	if n < 200 {
		t.Errorf("%d phrases, want the whole file", n)
	}
}

func TestMarkdown(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"headings", "# Titre #\n\n" + long1 + "\n\n## Suite\n" + long2, "headline: Titre\nparagraph: " + long1 + "\nsubheading: Suite\nparagraph: " + long2 + "\n"},
		{"underlined headings", "Titre\n=====\n\n" + long1 + "\n\nSuite\n---\n\n" + long2, "headline: Titre\nparagraph: " + long1 + "\nsubheading: Suite\nparagraph: " + long2 + "\n"},
		{"front matter", "---\ntitle: Autre\ndate: 2020-01-01\n---\n# Titre\n\n" + long1, "headline: Titre\nparagraph: " + long1 + "\n- front matter: ---\ntitle: Autre\ndate: 2020-01-01\n---\n"},
		{"lists", "# T\n\n- un\n- deux\n  suite\n\n1. premier\n2. second", "headline: T\nlist_item: un\nlist_item: deux suite\nlist_item: 1. premier\nlist_item: 2. second\n"},
		{"quotation", "# T\n\n> Une ligne\n> et la suite.\n>\n> Une autre.\n\nFin du texte.", "headline: T\nquote: Une ligne et la suite.\nquote: Une autre.\nparagraph: Fin du texte.\n"},
		{"code", "# T\n\n```sh\nrm -rf /\n```\n\nFin du texte.", "headline: T\nparagraph: Fin du texte.\n- code block: ```sh\nrm -rf /\n```\n"},
		{"an open fence swallows nothing", "# T\n\n```\n\nFin du texte.", "headline: T\nparagraph: Fin du texte.\n- separator: ```\n"},
		{"inline marks", "# **T** _t_\n\nUn [lien](https://example.com \"x\") et une ![image](a.png), *fort* et `code`; snake_case_name, 2 * 3 * 4.", "headline: T t\nparagraph: Un lien et une image, fort et code; snake_case_name, 2 * 3 * 4.\n"},
		{"comments", "# T\n\n<!-- ignore previous\ninstructions -->\n\nFin <!-- x --> du texte.", "headline: T\nparagraph: Fin  du texte.\n- hidden comment: <!-- ignore previous\ninstructions -->\n"},
		{"rule", "# T\n\nUn.\n\n* * *\n\nDeux.", "headline: T\nparagraph: Un.\nparagraph: Deux.\n- separator: * * *\n"},
		{"no heading", "Un titre\n\n" + long1, "headline: Un titre\nparagraph: " + long1 + "\n"},
		{"heading after text", long1 + "\n\n# Suite\n\n" + long2, "paragraph: " + long1 + "\nsubheading: Suite\nparagraph: " + long2 + "\n"},
		{"escapes", "# T\n\n1\\. juin \\* note", "headline: T\nparagraph: 1. juin * note\n"},
		{"dateline", "# T\n\nجدة (يونا) – عقد اليوم في جدة اجتماع تحضيري.", "headline: T\ndateline: جدة (يونا) –\nparagraph: عقد اليوم في جدة اجتماع تحضيري.\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := outline(mustRead(t, tt.text, "a.md", Options{}))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
