package cli

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
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
		if text, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, text)
		}
	}
	return dragoman, empty
}

// whole times a whole process against one that does nothing, in turn, and
// reports both in milliseconds.
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
	var ours, floor time.Duration
	for b.Loop() {
		ours += run(dragoman, args...)
		floor += run(empty)
	}
	n := float64(b.N) * float64(time.Millisecond)
	b.ReportMetric(float64(ours)/n, "ms/run")
	b.ReportMetric(float64(floor)/n, "ms/empty")
	b.ReportMetric(float64(ours-floor)/n, "ms/more")
}

func BenchmarkVersion(b *testing.B) {
	dragoman, empty := programs(b)
	whole(b, nil, dragoman, empty, "--version")
}

// BenchmarkCachedDigest is a digest of the sample that asks nobody.
func BenchmarkCachedDigest(b *testing.B) {
	dragoman, empty := programs(b)
	server := httptest.NewServer(&house{})
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
	whole(b, env, dragoman, empty, args...)
}
