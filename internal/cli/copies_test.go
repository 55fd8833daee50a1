package cli

import (
	"strings"
	"testing"
)

// report is an agency's report under a paper's headline.
func report(headline string) string {
	return headline + `

Le gouvernement a présenté mercredi un plan de trois milliards d’euros pour moderniser les ports du pays.

Les quais seront électrifiés dans les dix plus grands d’entre eux, et les lignes de fret remises en état.

Les syndicats de dockers ont accueilli l’annonce avec prudence, et demandent des garanties sur l’emploi.
`
}

// TestCopiesAreTranslatedOnce works on three copies at once, whatever the cache
// does: what they share is asked for once, their headlines each.
func TestCopiesAreTranslatedOnce(t *testing.T) {
	for _, mode := range []string{"rw", "ro", "off"} {
		t.Run(mode, func(t *testing.T) {
			server := newService(t, nil)
			p := newPlace(t)
			p.uses(t, server.base())
			p.file(t, "a.txt", report("Trois milliards pour les ports du pays"))
			p.file(t, "b.txt", report("Le plan du gouvernement pour les dockers"))
			p.file(t, "c.txt", report("Les quais seront bientôt branchés au réseau"))
			got := p.run("translate", "--cache", mode, "--format", "jsonl", "-j", "3", "a.txt", "b.txt", "c.txt")
			if got.code != exitDone || strings.Count(got.out, `"schema"`) != 3 || strings.Count(got.out, `"copy_of":{`) != 2 {
				t.Fatalf("code %d\n%s%s", got.code, got.out, got.err)
			}
			asked := 0
			for _, c := range server.seen() {
				_, wanted, found := strings.Cut(c.body, "To be translated")
				if !found {
					wanted = c.body
				}
				asked += strings.Count(wanted, "trois milliards d’euros pour moderniser")
			}
			if asked != 1 {
				t.Errorf("a shared paragraph was asked for %d times", asked)
			}
			if n := len(server.seen()); n != 3 {
				t.Errorf("%d requests, want one for the report and one for each other headline", n)
			}
		})
	}
}

// TestCopyOfWhatFailed goes on by itself.
func TestCopyOfWhatFailed(t *testing.T) {
	server := newService(t, nil)
	p := newPlace(t)
	p.uses(t, server.base())
	p.file(t, "b.txt", report("Le plan du gouvernement pour les dockers"))
	got := p.run("translate", "--format", "jsonl", "-j", "2", "missing.txt", "b.txt")
	if got.code != exitPartial || strings.Count(got.out, `"article":{`) != 1 {
		t.Fatalf("code %d\n%s%s", got.code, got.out, got.err)
	}
}

func TestSafeWords(t *testing.T) {
	for line, want := range map[string]string{
		"Suivez toute l’actualité":  "'Suivez toute l'",
		"تابعنا على تيليجرام الآن":  "'تابعنا على تيليجرام الآن'",
		"$(rm -rf ~) and more text": "TEXT",
		"one'; rm -rf ~":            "TEXT",
		"Subscribe now! It is free": "'Subscribe now'",
	} {
		if got := safeWords(line); got != want {
			t.Errorf("%q: got %s, want %s", line, got, want)
		}
	}
}
