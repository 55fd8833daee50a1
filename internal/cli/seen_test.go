package cli

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// twoEntries is a feed with two reports.
func twoEntries() string {
	entry := func(n int) string {
		title, text, _ := strings.Cut(story(n), "\n\n")
		return "<item><guid isPermaLink=\"false\">" + itoa(n) + "</guid><title>" + title + "</title><description>" + text + "</description></item>"
	}
	return `<rss version="2.0"><channel><title>Q</title>` + entry(1) + entry(2) + `</channel></rss>`
}

// TestRememberedOnceWritten: an entry whose record did not reach the reader is
// not skipped the next time.
func TestRememberedOnceWritten(t *testing.T) {
	vanish := func() {}
	server := newService(t, func(http.ResponseWriter, *http.Request, call) bool {
		vanish()
		return false
	})
	p := newPlace(t)
	p.uses(t, server.base())
	p.file(t, "feed.xml", twoEntries())
	p.file(t, "out/kept.txt", "")
	vanish = func() { os.RemoveAll(filepath.Join(p.dir, "out")) }
	if got := p.run("translate", "--format", "jsonl", "-o", "out/a.jsonl", "feed.xml"); got.code != exitOutput {
		t.Fatalf("a folder that vanished: code %d\n%s", got.code, got.err)
	}
	// The first record arrives, the second does not.
	out := &shortPipe{left: 1}
	code := Main([]string{"translate", "--format", "jsonl", "-j", "2", "feed.xml"}, Env{
		In: strings.NewReader(""), Out: out, Err: &shared{}, Dir: p.dir, Version: "test", Now: time.Now, Environ: p.environ,
	})
	if code != exitPartial || !strings.Contains(out.String(), "1001") {
		t.Fatalf("a reader that went away: code %d, %s", code, out.String())
	}
	if got := p.run("translate", "--format", "jsonl", "-o", "b.jsonl", "feed.xml"); got.code != exitDone || !strings.Contains(got.err, "skipped: 1, read before") {
		t.Fatalf("code %d\n%s", got.code, got.err)
	}
	if data, _ := os.ReadFile(filepath.Join(p.dir, "b.jsonl")); bytes.Count(data, []byte("\n")) != 1 || !bytes.Contains(data, []byte("1002")) {
		t.Errorf("want the second entry alone, got %s", data)
	}
	if got := p.run("translate", "feed.xml"); got.code != exitDone || !strings.Contains(got.err, "skipped: 2, read before") {
		t.Errorf("code %d\n%s", got.code, got.err)
	}
}

// TestWrittenMeansWritten: what waited for its turn and then found nobody to
// read it does not count, whatever comes after.
func TestWrittenMeansWritten(t *testing.T) {
	o := newOrder(3, &shortPipe{left: 1}, &shared{})
	var written []int
	for _, i := range []int{1, 0, 2} {
		s := o.slots[i]
		io.WriteString(s.out(), "record\n")
		s.whenWritten(func() { written = append(written, i) })
		s.close()
	}
	if !slices.Equal(written, []int{0}) {
		t.Errorf("%v count as written, want the first alone", written)
	}
}

// shortPipe is an output whose reader goes away after some lines.
type shortPipe struct {
	bytes.Buffer
	left int
}

func (l *shortPipe) Write(p []byte) (int, error) {
	if l.left == 0 {
		return 0, syscallEPIPE
	}
	l.left -= bytes.Count(p, []byte("\n"))
	return l.Buffer.Write(p)
}

// Flags that can be honoured for no input are refused before one is looked at,
// also where there is no article.
func TestFlagsAreRefusedFirst(t *testing.T) {
	site := newSite(t)
	p := newPlace(t)
	for _, flags := range [][]string{{"--format", "pdf"}, {"-o", "a", "--out", "b"}, {"--glob", "[a"}} {
		got := p.run(append([]string{"translate", "--allow-private", site.URL + "/feed"}, flags...)...)
		if got.code != exitUsage || len(site.asked) != 0 {
			t.Errorf("%v: code %d, %d pages fetched\n%s", flags, got.code, len(site.asked), got.err)
		}
	}
	// A feed of which everything was read before.
	server := newService(t, nil)
	p.uses(t, server.base())
	p.file(t, "feed.xml", twoEntries())
	if got := p.run("translate", "--out", "made", "feed.xml"); got.code != exitDone {
		t.Fatalf("code %d\n%s", got.code, got.err)
	}
	if got := p.run("translate", "--format", "pdf", "feed.xml"); got.code != exitUsage {
		t.Errorf("code %d\n%s", got.code, got.err)
	}
}
