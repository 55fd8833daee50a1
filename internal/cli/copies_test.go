package cli

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"dragoman/internal/article"
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

// TestCopiesOfWhatFailed: what has no record is no article to be a copy of. The
// next one with a record is, and is waited for.
func TestCopiesOfWhatFailed(t *testing.T) {
	server := newService(t, func(w http.ResponseWriter, _ *http.Request, c call) bool {
		if !strings.Contains(c.body, "Trois milliards pour les ports") {
			return false
		}
		houseStream(w, c.Model, "", "content_filter")
		return true
	})
	p := newPlace(t)
	p.uses(t, server.base())
	p.file(t, "a.txt", report("Trois milliards pour les ports du pays"))
	p.file(t, "b.txt", report("Le plan du gouvernement pour les dockers"))
	p.file(t, "c.txt", report("Les quais seront bientôt branchés au réseau"))
	got := p.run("translate", "--format", "jsonl", "-j", "3", "a.txt", "b.txt", "c.txt")
	if got.code != exitPartial || strings.Count(got.out, `"copy_of":{`) != 1 || !strings.Contains(got.out, `b.txt","similarity"`) {
		t.Errorf("code %d\n%s%s", got.code, got.out, got.err)
	}
}

// TestTwins: of several versions of one report the same two wait for each other,
// whichever of the others is done first.
func TestTwins(t *testing.T) {
	c := newCopies(3)
	read := func(last string) article.Article {
		return article.Article{Source: last, Segments: []article.Segment{{Text: report("x")}, {Text: last}}}
	}
	c.meet(t.Context(), 0, read("Le maire a salué une décision attendue."))
	twin := read("Les pêcheurs attendent encore une réponse de la région.")
	done := make(chan *article.Copy)
	c.leave(t.Context(), 0, true)
	c.meet(t.Context(), 1, twin)
	go func() {
		first, _ := c.meet(t.Context(), 2, twin)
		done <- first
	}()
	select {
	case <-done:
		t.Fatal("the twin did not wait")
	case <-time.After(20 * time.Millisecond):
	}
	c.leave(t.Context(), 1, true)
	if first := <-done; first == nil || first.Source != "Le maire a salué une décision attendue." {
		t.Errorf("it is a copy of %v, want the first", first)
	}
}

// TestRunStoreIsBounded: the oldest go, the store on disk keeps all.
func TestRunStoreIsBounded(t *testing.T) {
	s := newRunStore(nil)
	s.limit = 10
	for _, key := range []string{"a", "b", "b", "c"} {
		s.Save(key, []byte("12345"))
	}
	if _, ok := s.Load("a"); ok || s.size != 10 || len(s.kept) != 2 || len(s.order) != 2 {
		t.Errorf("a is kept: %v; %d bytes in %d entries", ok, s.size, len(s.kept))
	}
	s.Save("d", make([]byte, 11))
	if s.size != 0 || len(s.kept) != 0 {
		t.Errorf("%d bytes in %d entries", s.size, len(s.kept))
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
