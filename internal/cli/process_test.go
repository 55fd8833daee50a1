package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"dragoman/internal/digest"
	"dragoman/internal/digest/digesttest"
)

// beginReply streams the whole texts of the first segments and the beginning of
// the next, and leaves the stream open.
func beginReply(w http.ResponseWriter, c call, whole int) {
	ids := c.ResponseFormat.JSONSchema.Schema.Required
	parts := map[string]string{}
	user := c.Messages[len(c.Messages)-1].Content
	for _, id := range ids {
		parts[id] = houseTranslation(user, id, c.Model)
	}
	text := "{"
	for _, id := range ids[:whole] {
		value, _ := json.Marshal(parts[id])
		text += fmt.Sprintf("%q:%s,", id, value)
	}
	text += fmt.Sprintf("%q:%q", ids[whole], parts[ids[whole]][:5])
	text = text[:len(text)-1] // the last text is not closed
	w.Header().Set("Content-Type", "text/event-stream")
	data, _ := json.Marshal(map[string]any{"id": "1", "object": "chat.completion.chunk", "created": 1, "model": c.Model,
		"choices": []any{map[string]any{"index": 0, "delta": map[string]any{"role": "assistant", "content": text}}}})
	fmt.Fprintf(w, "data: %s\n\n", data)
	w.(http.Flusher).Flush()
}

// TestSignals interrupts a translation when its first paragraphs are there: the
// exit code names the signal, and the next run asks only for the rest.
func TestSignals(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be sent these signals here")
	}
	for _, c := range []struct {
		name   string
		signal os.Signal
		code   int
	}{{"interrupt", os.Interrupt, 130}, {"terminate", syscall.SIGTERM, 143}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			first := make(chan struct{}, 1)
			first <- struct{}{}
			server := newService(t, func(w http.ResponseWriter, r *http.Request, got call) bool {
				select {
				case <-first:
				default:
					return false
				}
				beginReply(w, got, 2)
				<-r.Context().Done() // the program went away
				return true
			})
			p := newPlace(t)
			p.uses(t, server.base())
			p.file(t, "a.txt", french)
			var errs bytes.Buffer
			cmd := p.command("translate", "a.txt")
			cmd.Stderr = &errs
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			lines, seen := bufio.NewScanner(out), ""
			for !strings.HasPrefix(seen, "[2] ") && lines.Scan() {
				seen = lines.Text()
			}
			if err := cmd.Process.Signal(c.signal); err != nil {
				t.Fatal(err)
			}
			rest, err := io.ReadAll(out)
			if err != nil {
				t.Fatal(err)
			}
			cmd.Wait()
			if got := cmd.ProcessState.ExitCode(); got != c.code {
				t.Errorf("exit code %d, want %d", got, c.code)
			}
			if !strings.Contains(errs.String(), "dragoman: interrupted; what was finished is saved\n  run the same command again to continue\n") {
				t.Errorf("standard error:\n%s", errs.String())
			}
			if strings.Contains(string(rest), "context canceled") || strings.Contains(errs.String(), "context canceled") {
				t.Errorf("Go's own words reach the reader:\n%s%s", rest, errs.String())
			}

			again := p.process(t, "translate", "--format", "json", "a.txt")
			if again.code != 0 {
				t.Fatalf("the second run: exit code %d\n%s", again.code, again.err)
			}
			digesttest.Valid(t, []byte(again.out))
			calls := server.seen()
			if len(calls) != 2 {
				t.Fatalf("%d requests, want 2", len(calls))
			}
			if got, want := calls[1].ResponseFormat.JSONSchema.Schema.Required, []string{"s03"}; !slices.Equal(got, want) {
				t.Errorf("the second run asked for %v, want %v", got, want)
			}
		})
	}
}

// TestInterruptedRecord: an interrupted digest leaves no file that looks whole,
// and the one it leaves is a valid record.
func TestInterruptedRecord(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be sent these signals here")
	}
	asked := make(chan struct{})
	server := newService(t, func(w http.ResponseWriter, r *http.Request, got call) bool {
		beginReply(w, got, 1)
		close(asked)
		<-r.Context().Done()
		return true
	})
	p := newPlace(t)
	p.uses(t, server.base())
	p.file(t, "a.txt", french)
	cmd := p.command("digest", "--format", "json", "-o", "record.json", "a.txt")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-asked
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 130 {
		t.Errorf("exit code %d, want 130", got)
	}
	data, err := os.ReadFile(filepath.Join(p.dir, "record.json"))
	if errors.Is(err, os.ErrNotExist) {
		return // nothing had been accepted yet
	}
	digesttest.Valid(t, data)
	for d, err := range digest.DecodeAll(bytes.NewReader(data)) {
		if err != nil || d.Status != digest.Partial {
			t.Errorf("status %q, error %v; want a partial record", d.Status, err)
		}
	}
}

// TestReaderGoesAway: `dragoman read big.txt | head -1` ends quietly, and not
// as if all had been written: by SIGPIPE, or with 73 where there is none.
func TestReaderGoesAway(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGPIPE here")
	}
	p := newPlace(t)
	// Larger than a pipe holds (64 KiB), so that writing goes on after the end.
	var big strings.Builder
	for n := range 2000 {
		big.WriteString(story(n))
	}
	p.file(t, "big.txt", big.String())
	for _, c := range []struct{ name, shell string }{
		{"head", `dragoman read big.txt | head -1`},
		{"several files", `dragoman read big.txt big.txt | head -1`},
		{"json", `dragoman read --format jsonl big.txt | head -c 10`},
		{"digest", `dragoman summarize --extractive big.txt big.txt big.txt big.txt | head -c 1`},
		{"exit code", `(dragoman read big.txt; echo $? > code) | head -1`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var errs bytes.Buffer
			cmd := exec.Command("sh", "-c", c.shell)
			cmd.Dir, cmd.Env, cmd.Stderr = p.dir, append(slices.Clone(p.environ), "PATH="+os.Getenv("PATH")), &errs
			out, err := cmd.Output()
			if err != nil || len(out) == 0 {
				t.Fatalf("output %q, error %v", out, err)
			}
			for _, line := range strings.Split(errs.String(), "\n") {
				if strings.Contains(line, "pipe") || strings.HasPrefix(line, "dragoman: ") {
					t.Errorf("standard error:\n%s", errs.String())
				}
			}
			if c.name != "exit code" {
				return
			}
			code, err := os.ReadFile(filepath.Join(p.dir, "code"))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSpace(string(code)); got != "141" && got != "73" {
				t.Errorf("exit code %s, want 141 (SIGPIPE) or 73", got)
			}
		})
	}
}

// TestTwoProcessesShareACall: while one process waits for an answer, a second
// one wants the same; only one of them asks.
func TestTwoProcessesShareACall(t *testing.T) {
	t.Parallel()
	arrived, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	server := newService(t, func(w http.ResponseWriter, _ *http.Request, c call) bool {
		if strings.Contains(c.body, "1007") { // the other article of the second process
			once.Do(func() { close(release) })
			return false
		}
		select {
		case <-arrived:
		default:
			close(arrived)
			<-release
		}
		return false
	})
	p := newPlace(t)
	p.uses(t, server.base())
	p.file(t, "a.txt", french)
	p.file(t, "other.txt", "La forêt rouvre\n\nLes 1007 hectares de la forêt domaniale rouvrent samedi aux promeneurs après deux étés de fermeture.\n")
	first, second := make(chan result, 1), make(chan result, 1)
	go func() { first <- p.process(t, "translate", "--format", "jsonl", "a.txt") }()
	<-arrived
	// The second process works on both articles at once. When the server hears
	// of the other one, it is wanting a.txt, too.
	go func() { second <- p.process(t, "translate", "--format", "jsonl", "-j", "2", "a.txt", "other.txt") }()
	a, b := <-first, <-second
	if a.code != 0 || b.code != 0 {
		t.Fatalf("exit codes %d and %d\n%s%s", a.code, b.code, a.err, b.err)
	}
	count := map[bool]int{}
	for _, c := range server.seen() {
		count[strings.Contains(c.body, "1007")]++
	}
	if count[false] != 1 || count[true] != 1 {
		t.Errorf("a.txt was asked for %d times, other.txt %d times; want 1 each", count[false], count[true])
	}
	texts := func(out string) (list []string) {
		for d, err := range digest.DecodeAll(strings.NewReader(out)) {
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range d.Translation.Segments {
				list = append(list, *s.Target)
			}
		}
		return list
	}
	if mine, theirs := texts(a.out), texts(b.out); !slices.Equal(mine, theirs[:len(mine)]) {
		t.Errorf("the two processes have different translations:\n%q\n%q", mine, theirs)
	}
}

// TestManyInputsAtOnce works on twelve articles, four at a time, one of them
// missing and two the same: output in argument order, one call for the twins.
func TestManyInputsAtOnce(t *testing.T) {
	server := newService(t, nil)
	p := newPlace(t)
	p.uses(t, server.base())
	args := []string{"translate", "--format", "jsonl", "-j", "4", "--quiet"}
	var want []string
	for n := range 12 {
		name := fmt.Sprintf("a%02d.txt", n)
		switch n {
		case 5:
			want = append(want, "failed "+name)
		case 9:
			p.file(t, name, story(3))
			want = append(want, "complete "+name)
		default:
			p.file(t, name, story(n))
			want = append(want, "complete "+name)
		}
		args = append(args, name)
	}
	r := p.run(args...)
	if r.code != exitPartial {
		t.Errorf("exit code %d, want 1\n%s", r.code, r.err)
	}
	digesttest.Valid(t, []byte(r.out))
	var got []string
	for line := range strings.Lines(r.out) {
		var record struct {
			Status, Source string
			Article        struct{ Source string }
		}
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatal(err)
		}
		got = append(got, record.Status+" "+filepath.Base(record.Article.Source+record.Source))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if n := len(server.seen()); n != 10 {
		t.Errorf("%d requests, want 10: one for each different article", n)
	}
	before := len(server.seen())
	if r := p.run(args...); r.code != exitPartial || len(server.seen()) != before {
		t.Errorf("the second run: exit code %d, %d more requests, want none", r.code, len(server.seen())-before)
	}
}

// TestNoFileWithoutRecord: whatever fails, -o and --out leave nothing behind.
func TestNoFileWithoutRecord(t *testing.T) {
	server := newService(t, nil)
	p := newPlace(t)
	p.uses(t, server.base())
	p.file(t, "a.txt", french)
	for _, format := range formats {
		for _, input := range [][]string{{"missing.txt"}, {"a.txt", "--model", "house/locked"}, {"a.txt", "--model", "house/poor"}} {
			t.Run(format+" "+strings.Join(input, " "), func(t *testing.T) {
				server.reply = func(w http.ResponseWriter, _ *http.Request, c call) bool {
					houseError(w, http.StatusUnauthorized, "invalid_api_key", "no")
					return true
				}
				out := filepath.Join(p.dir, "out")
				for _, to := range [][]string{{"-o", "out"}, {"--out", "out"}} {
					r := p.run(slices.Concat([]string{"digest", "--format", format}, to, input)...)
					if r.code == 0 || r.out != "" {
						t.Errorf("%v: exit code %d, output %q", to, r.code, r.out)
					}
					if _, err := os.Stat(out); err == nil {
						data, _ := os.ReadFile(out)
						t.Errorf("%v: there is a file without a record: %s", to, data)
						os.RemoveAll(out)
					}
				}
			})
		}
	}
}

// TestNothingOnStandardOutputWithoutRecord is the same for standard output,
// where only JSON Lines has a line for an article without a record.
func TestNothingOnStandardOutputWithoutRecord(t *testing.T) {
	server := newService(t, func(w http.ResponseWriter, _ *http.Request, _ call) bool {
		houseError(w, http.StatusUnauthorized, "invalid_api_key", "no")
		return true
	})
	p := newPlace(t)
	p.uses(t, server.base())
	p.file(t, "a.txt", french)
	for _, command := range []string{"digest", "translate", "summarize"} {
		for _, format := range formats {
			r := p.run(command, "--format", format, "a.txt")
			if r.code != exitKey {
				t.Errorf("%s --format %s: exit code %d, want 77", command, format, r.code)
			}
			if format == "jsonl" {
				digesttest.Valid(t, []byte(r.out))
			} else if r.out != "" {
				t.Errorf("%s --format %s: standard output:\n%s", command, format, r.out)
			}
		}
	}
}
