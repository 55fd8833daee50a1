package cli

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"dragoman/internal/language"
)

// longStory is an article of about 20,000 words, no paragraph like another.
func longStory() string {
	var b strings.Builder
	subjects := strings.Fields("le ministre la commission le conseil la région le port la ville le comité la présidente le juge la société")
	for i := range 260 {
		fmt.Fprintf(&b, "Selon le rapport numéro %d, ", i+1000)
		for k := range 9 {
			fmt.Fprintf(&b, "%s %s a dit au groupe %d que ", subjects[(i+2*k)%10*2], subjects[(i+2*k)%10*2+1], i*10+k+5000)
		}
		b.WriteString("rien ne change.\n\n")
	}
	return b.String()
}

// TestLongArticle translates 20,000 words chunk by chunk, is killed on the way,
// and goes on from there: only what was in flight is asked for again.
func TestLongArticle(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be killed in the same way here")
	}
	text := longStory()
	if words := language.CountWords(text); words < 20_000 {
		t.Fatalf("the article has %d words", words)
	}
	var asked atomic.Int32
	reached := make(chan struct{})
	server := newService(t, func(_ http.ResponseWriter, r *http.Request, _ call) bool {
		if asked.Add(1) != 6 {
			return false
		}
		close(reached)
		<-r.Context().Done() // the program is gone
		return true
	})
	p := newPlace(t)
	p.uses(t, server.base())
	p.file(t, "long.txt", text)
	cmd := p.command("translate", "--format", "json", "-o", "long.json", "long.txt")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-reached
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the program was killed and ended well")
	}
	again := p.process(t, "translate", "--format", "json", "-o", "long.json", "long.txt")
	if again.code != 0 {
		t.Fatalf("the second run: exit code %d\n%s", again.code, again.err)
	}
	chunks := int32(language.CountWords(text)/1400 + 1) // paragraphs do not fill a chunk to the last word
	if n := asked.Load(); n < 10 || n > chunks+1 {
		t.Errorf("%d requests for at most %d chunks, of which one was in flight when the program was killed", n, chunks)
	}
	if !strings.Contains(again.err, "from cache") {
		t.Errorf("the second run does not say what it had:\n%s", again.err)
	}
	whole := asked.Load()
	third := p.process(t, "translate", "--format", "json", "-o", "long.json", "long.txt")
	if third.code != 0 || asked.Load() != whole {
		t.Errorf("a third run made %d requests", asked.Load()-whole)
	}
}
