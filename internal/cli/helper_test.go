package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// place is the surroundings of one or several runs of the program: a home and
// working folder of its own, and variables.
type place struct {
	dir     string
	environ []string
}

// newPlace returns empty surroundings with the variables given.
func newPlace(t *testing.T, environ ...string) place {
	t.Helper()
	dir := t.TempDir()
	// Nothing answers there, so that no server of this machine is found.
	p := place{dir, []string{"HOME=" + dir, "DRAGOMAN_CACHE_DIR=" + filepath.Join(dir, "cache", "dragoman"), "OLLAMA_HOST=127.0.0.1:9"}}
	for name, sub := range map[string]string{"XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"} {
		p.environ = append(p.environ, name+"="+filepath.Join(dir, sub))
	}
	p.environ = append(p.environ, environ...)
	return p
}

// with returns the same place with further variables.
func (p place) with(environ ...string) place {
	p.environ = append(slices.Clone(p.environ), environ...)
	return p
}

// file writes a file into the place and returns its path.
func (p place) file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// uses writes the user's settings: a provider named house at a base URL, and
// what extra says of it, a line each.
func (p place) uses(t *testing.T, base string, extra ...string) {
	t.Helper()
	p.file(t, "config/dragoman/config.yaml", "provider: house\nproviders:\n  - name: house\n    base_url: "+base+"\n    model: good\n    "+strings.Join(extra, "\n    ")+"\n")
}

// result is what a run came to.
type result struct {
	code     int
	out, err string
}

// run runs the program in this process.
func (p place) run(args ...string) result { return p.read("", args...) }

// read is run with something on standard input.
func (p place) read(in string, args ...string) result {
	var out bytes.Buffer
	var errs shared
	code := Main(args, Env{
		In: strings.NewReader(in), Out: &out, Err: &errs, Dir: p.dir, Version: "test", Now: time.Now, Environ: p.environ,
	})
	return result{code, out.String(), errs.String()}
}

// command returns the program as a process of its own.
func (p place) command(args ...string) *exec.Cmd {
	cmd := exec.Command("dragoman", args...)
	cmd.Dir, cmd.Env = p.dir, append(slices.Clone(p.environ), "PATH="+os.Getenv("PATH"))
	return cmd
}

// process runs the program as a process of its own.
func (p place) process(t *testing.T, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := p.command(args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// shared is a buffer that several goroutines write to.
type shared struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *shared) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// call is one request as a provider got it.
type call struct {
	houseRequest
	host, path string
	header     http.Header
	body       string
}

// service is a provider that keeps every request and answers as the house
// does, unless reply does it first.
type service struct {
	*httptest.Server
	reply func(w http.ResponseWriter, r *http.Request, c call) (done bool)

	mu    sync.Mutex
	calls []call
}

func newService(t *testing.T, reply func(http.ResponseWriter, *http.Request, call) bool) *service {
	t.Helper()
	s := &service{reply: reply}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// base is the service's base URL.
func (s *service) base() string { return s.URL + "/v1" }

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	c := call{host: r.Host, path: r.URL.Path, header: r.Header.Clone(), body: string(body)}
	if len(body) > 0 {
		json.Unmarshal(body, &c.houseRequest) // what is not of this protocol is kept all the same
	}
	s.mu.Lock()
	s.calls = append(s.calls, c)
	s.mu.Unlock()
	if s.reply != nil && s.reply(w, r, c) {
		return
	}
	houseStream(w, c.Model, houseReply(c.houseRequest), "stop")
}

// seen returns the requests so far.
func (s *service) seen() []call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// files returns every file under a folder with its content.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		found[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// french is a short article whose request is the same on every run.
const french = `Le port se dote d’un quai

Le port de la ville a mis en service lundi un quai électrifié pour les bateaux de passage.

Les travaux, commencés en avril 2024, se sont achevés avec trois mois de retard sur le calendrier.
`

// story returns a French article that shares no paragraph with the story of
// another number.
func story(n int) string {
	number := itoa(1000 + n)
	return strings.NewReplacer("2024", number, "quai\n", "quai "+number+"\n", "lundi", "en "+number).Replace(french)
}
