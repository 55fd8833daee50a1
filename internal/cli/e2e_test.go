package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dragoman/internal/digest"
	"dragoman/internal/digest/digesttest"
)

// TestRealServer runs whole commands against a real LLM server, whose base URL
// is in DRAGOMAN_TEST_LLM_URL. The model may understand nothing: what is tested
// is that whatever it says ends in a valid record or a clear failure, and that
// nothing failed looks done.
func TestRealServer(t *testing.T) {
	base := os.Getenv("DRAGOMAN_TEST_LLM_URL")
	if base == "" {
		t.Skip("DRAGOMAN_TEST_LLM_URL is not set")
	}
	dir := t.TempDir()
	settings := filepath.Join(dir, "real.yaml")
	text := "providers:\n  - name: real\n    base_url: " + base + "\n    model: tiny-random\n    max_tokens: 300\n"
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	article, err := filepath.Abs("../../testdata/articles/oic-jeddah.ar.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"digest", "translate", "summarize"} {
		t.Run(command, func(t *testing.T) {
			var out, errs bytes.Buffer
			env := Env{In: strings.NewReader(""), Out: &out, Err: &errs, Dir: dir, Version: "test", Now: time.Now,
				Environ: []string{"XDG_CACHE_HOME=" + dir, "XDG_CONFIG_HOME=" + dir, "HOME=" + dir}}
			code := Main([]string{command, "--config", settings, "--provider", "real", "--format", "jsonl", "--cache-dir", filepath.Join(dir, "cache"), article}, env)
			t.Logf("exit %d\n%s", code, errs.String())
			if code != exitDone && code != exitPartial && code != exitProvider {
				t.Errorf("exit code %d", code)
			}
			digesttest.Valid(t, out.Bytes())
			for d, err := range digest.DecodeAll(bytes.NewReader(out.Bytes())) {
				if err == nil && d.Status == digest.Complete && code != exitDone {
					t.Errorf("a complete record with exit code %d", code)
				}
				if err == nil && d.Status != digest.Complete && code == exitDone {
					t.Errorf("a %s record with exit code 0", d.Status)
				}
			}
		})
	}
}
