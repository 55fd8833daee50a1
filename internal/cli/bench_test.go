package cli

import (
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// programs builds this program and one that does nothing, as released.
func programs(b *testing.B) (dragoman, empty string) {
	b.Helper()
	dir := b.TempDir()
	source := filepath.Join(dir, "empty.go")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	dragoman, empty = filepath.Join(dir, "dragoman"), filepath.Join(dir, "empty")
	for out, what := range map[string]string{dragoman: "dragoman/cmd/dragoman", empty: source} {
		cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", out, what)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if text, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, text)
		}
	}
	return dragoman, empty
}

// whole times a whole process against one that does nothing, in turn, so that
// both meet the same load. It reports the median of each and of the difference,
// in milliseconds.
func whole(b *testing.B, env []string, dragoman, empty string, args ...string) {
	b.Helper()
	run := func(path string, args ...string) time.Duration {
		cmd := exec.Command(path, args...)
		cmd.Env = env
		started := time.Now()
		if text, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, text)
		}
		return time.Since(started)
	}
	var ours, floor, more []time.Duration
	for b.Loop() {
		o, f := run(dragoman, args...), run(empty)
		ours, floor, more = append(ours, o), append(floor, f), append(more, o-f)
	}
	for unit, times := range map[string][]time.Duration{"ms/run": ours, "ms/empty": floor, "ms/more": more} {
		slices.Sort(times)
		b.ReportMetric(float64(times[len(times)/2])/float64(time.Millisecond), unit)
	}
	b.ReportMetric(0, "ns/op") // of both together, which says nothing
}

func BenchmarkVersion(b *testing.B) {
	dragoman, empty := programs(b)
	info, err := os.Stat(dragoman)
	if err != nil {
		b.Fatal(err)
	}
	whole(b, nil, dragoman, empty, "--version")
	b.ReportMetric(float64(info.Size())/1e6, "MB")
}

// BenchmarkCachedDigest is a digest of the sample that asks nobody.
func BenchmarkCachedDigest(b *testing.B) {
	dragoman, empty := programs(b)
	h := &house{}
	server := httptest.NewServer(h)
	defer server.Close()
	dir := b.TempDir()
	settings := filepath.Join(dir, "house.yaml")
	text := "provider: house\nproviders:\n  - name: house\n    base_url: " + server.URL + "/v1\n    model: good\n"
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	env := []string{"HOME=" + dir, "XDG_CACHE_HOME=" + dir, "XDG_CONFIG_HOME=" + dir}
	args := []string{"digest", "--config", settings, "../../testdata/articles/oic-jeddah.ar.txt"}
	first := exec.Command(dragoman, args...)
	first.Env = env
	if text, err := first.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, text)
	}
	asked := h.asked
	whole(b, env, dragoman, empty, args...)
	if h.asked != asked || asked == 0 {
		b.Fatalf("the first run asked %d times, all others %d times; want none of these", asked, h.asked-asked)
	}
}

// startAllocations is twice what building the command tree takes. When every
// flag made the list of settings anew it was fifteen times as much, and half of
// the time of every run.
const startAllocations = 4000

func TestStartIsCheap(t *testing.T) {
	got := testing.AllocsPerRun(5, func() {
		newRoot(&app{Env: Env{Out: io.Discard, Err: io.Discard, Now: time.Now, Version: "test"}})
	})
	t.Logf("%.0f allocations", got)
	if got > startAllocations {
		t.Errorf("the command tree takes %.0f allocations, want at most %d", got, startAllocations)
	}
}
