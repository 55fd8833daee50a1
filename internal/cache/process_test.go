package cache

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dragoman/internal/llm"
)

// The tests here run this test binary again as other processes of the program.
const (
	workVar = "DRAGOMAN_TEST_WORK" // what the child does
	dirVar  = "DRAGOMAN_TEST_DIR"  // where its cache is
	nameVar = "DRAGOMAN_TEST_NAME" // who it is
)

func TestMain(m *testing.M) {
	work := map[string]func(*Cache, string) error{
		"share": workShare, "put": workPut, "hold": workHold,
	}[os.Getenv(workVar)]
	if work == nil {
		os.Exit(m.Run())
	}
	c, err := Open(os.Getenv(dirVar))
	if err == nil {
		err = work(c, os.Getenv(nameVar))
	}
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

// child is a running worker.
type child struct {
	*exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

func start(t *testing.T, dir, work, name string) *child {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), workVar+"="+work, dirVar+"="+dir, nameVar+"="+name)
	in, err := cmd.StdinPipe()
	must(t, err)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	return &child{cmd, in, bufio.NewScanner(out)}
}

// line returns the child's next line.
func (c *child) line(t *testing.T) string {
	t.Helper()
	if !c.out.Scan() {
		t.Fatalf("the child ended early: %v", c.out.Err())
	}
	return c.out.Text()
}

// slowModel notes each call in a file and answers when standard input ends.
type slowModel struct{ calls string }

func (m slowModel) Ask(_ context.Context, req llm.Request, _ func(string)) (llm.Reply, error) {
	f, err := os.OpenFile(m.calls, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return llm.Reply{}, err
	}
	defer f.Close()
	fmt.Fprintln(f, "call")
	io.Copy(io.Discard, os.Stdin)
	return answer(req.Messages[1].Content), nil
}

func workShare(c *Cache, _ string) error {
	var fault error
	model := llm.Cached(slowModel{filepath.Join(c.Dir(), "..", "calls")}, c, identity, llm.ReadWrite,
		func(err error) { fault = err })
	fmt.Println("asking")
	reply, err := model.Ask(context.Background(), request("shared"), nil)
	fmt.Println(reply.Text)
	return errors.Join(err, fault)
}

// TestProcessesShareOneCall lets several processes ask the same at once.
func TestProcessesShareOneCall(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	children := make([]*child, 4)
	for i := range children {
		children[i] = start(t, dir, "share", "")
	}
	for _, c := range children {
		if got := c.line(t); got != "asking" {
			t.Fatalf("child says %q", got)
		}
	}
	for _, c := range children {
		c.in.Close() // now the model may answer
	}
	for _, c := range children {
		if got, want := c.line(t), answer("shared").Text; got != want {
			t.Errorf("child was answered %q, want %q", got, want)
		}
		if err := c.Wait(); err != nil {
			t.Error(err)
		}
	}
	calls, err := os.ReadFile(filepath.Join(dir, "..", "calls"))
	must(t, err)
	if n := strings.Count(string(calls), "call"); n != 1 {
		t.Errorf("the model was asked %d times, want once", n)
	}
}

func workHold(c *Cache, name string) error {
	if _, err := c.Lock(context.Background(), name); err != nil {
		return err
	}
	fmt.Println("held")
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

// TestKilledHolderFreesLock kills the process that all others wait for.
func TestKilledHolderFreesLock(t *testing.T) {
	c := open(t)
	key := llm.Key(request("one"), identity)
	holder := start(t, c.Dir(), "hold", key)
	if got := holder.line(t); got != "held" {
		t.Fatalf("child says %q", got)
	}
	if unlock, err := c.tryLock(key); err != nil || unlock != nil {
		t.Fatalf("the lock of another process was taken (error %v)", err)
	}
	must(t, holder.Process.Kill())
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	unlock, err := c.Lock(ctx, key)
	must(t, err)
	unlock()
	holder.Wait()
}

// workPut stores entries without end and says so after each.
func workPut(c *Cache, name string) error {
	for i := 0; ; i++ {
		prompt := fmt.Sprintf("%s-%d", name, i)
		key := llm.Key(request(prompt), identity)
		if err := c.Put(key, request(prompt), identity, answer(prompt)); err != nil {
			return err
		}
		if err := c.Segments().Save(key, []byte(prompt)); err != nil {
			return err
		}
		if _, err := fmt.Println(prompt); err != nil {
			return err
		}
	}
}

// TestKillLosesNothing kills writers in the middle of their work, again and
// again, and reads back every entry that one of them had said was stored.
func TestKillLosesNothing(t *testing.T) {
	rounds := 8
	if testing.Short() {
		rounds = 2
	}
	c := open(t)
	c.Damaged = func(d *Damage) { t.Error(d) }
	var mu sync.Mutex
	var stored []string
	for round := range rounds {
		var group sync.WaitGroup
		for w := range 3 {
			writer := start(t, c.Dir(), "put", fmt.Sprintf("%d-%d", round, w))
			group.Go(func() {
				for n := 0; writer.out.Scan(); n++ {
					if n == 3+5*w+round { // at a different moment for each
						writer.Process.Kill()
					}
					mu.Lock()
					stored = append(stored, writer.out.Text())
					mu.Unlock()
				}
				writer.Wait()
			})
		}
		group.Wait()
	}
	for _, prompt := range stored {
		key := llm.Key(request(prompt), identity)
		got, _, err := c.Get(key)
		if err != nil || got.Text != answer(prompt).Text {
			t.Errorf("%s was stored; now it is %q, %v", prompt, got.Text, err)
		}
		if data, ok := c.Segments().Load(key); !ok || string(data) != prompt {
			t.Errorf("segment %s was stored; now it is %q, %v", prompt, data, ok)
		}
	}
	report, err := c.Verify(t.Context(), false)
	must(t, err)
	if len(report.Damaged) > 0 || report.Entries < 2*len(stored) || len(stored) < 3*rounds {
		t.Errorf("%d stored, %d found, damaged: %v", len(stored), report.Entries, report.Damaged)
	}
}
