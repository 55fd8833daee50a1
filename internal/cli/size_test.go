package cli

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// maxSize is the limit of the stripped program: a download of seconds.
const maxSize = 25_000_000

// Where one reachable function looks up methods by a name that is not constant,
// as text/template does, the linker keeps every exported method of every type:
// 5 MB of them.
func TestLinkerCanDropMethods(t *testing.T) {
	if testing.Short() {
		t.Skip("it links the program")
	}
	program := filepath.Join(t.TempDir(), "dragoman")
	cmd := exec.Command("go", "build", "-ldflags=-s -w -dumpdep", "-o", program, "./cmd/dragoman")
	cmd.Dir = root(t)
	var log bytes.Buffer // "from -> to" for each thing that is linked, and why
	cmd.Stderr = &log
	if err := cmd.Run(); err != nil {
		text := log.String()
		t.Fatalf("%v\n%s", err, text[max(0, len(text)-2000):])
	}
	lines, seen := bufio.NewScanner(&log), 0
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		from, to, arrow := strings.Cut(lines.Text(), " -> ")
		if arrow {
			seen++
		}
		if arrow && strings.HasSuffix(to, "<ReflectMethod>") {
			t.Errorf("%s looks methods up by name; %s needs it", strings.TrimSuffix(to, " <ReflectMethod>"), from)
		}
	}
	if seen < 10_000 || lines.Err() != nil {
		t.Fatalf("the linker named %d things (%v); did -dumpdep change?", seen, lines.Err())
	}
	info, err := os.Stat(program)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%.1f MB", float64(info.Size())/1e6)
	if info.Size() > maxSize {
		t.Errorf("the program has %d bytes, want at most %d", info.Size(), maxSize)
	}
}
