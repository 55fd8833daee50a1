package cli

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// asking are the commands that ask a model, in a place that holds a.txt.
var asking = [][]string{
	{"digest", "--verbose", "--format", "json", "-o", "record.json", "a.txt"},
	{"translate", "--verbose", "--record", "recordings", "a.txt"},
	{"summarize", "--verbose", "--record", "recordings", "a.txt"},
	{"providers", "test", "--verbose"},
}

// silent are the commands that send nothing anywhere. Those that only print
// what is built in are left out.
var silent = [][]string{
	{"prompts", "show", "translate", "--article", "a.txt"}, {"cache", "why", "--json", "a.txt"}, {"doctor", "--verbose"},
	{"read", "a.txt"}, {"show", "record.json"}, {"demo"}, {"config", "show"}, {"providers", "list"},
	{"cache", "stats", "--json"}, {"summarize", "--extractive", "a.txt"}, {"__complete", "digest", "--model", ""},
}

// each runs commands and returns what each printed.
func each(run func(args ...string) result, list [][]string, more ...string) map[string]result {
	results := map[string]result{}
	for _, args := range list {
		args = slices.Concat(args, more)
		results[strings.Join(args, " ")] = run(args...)
	}
	return results
}

// TestOnlyTheConfiguredEndpointIsContacted runs every command behind a proxy
// that sees all traffic which does not stay on this machine.
func TestOnlyTheConfiguredEndpointIsContacted(t *testing.T) {
	proxy := newService(t, nil)
	p := newPlace(t, "HTTP_PROXY="+proxy.URL, "HTTPS_PROXY="+proxy.URL, "OPENAI_API_KEY=sk-not-asked", "ANTHROPIC_API_KEY=sk-not-asked")
	p.uses(t, "http://llm.example.test/v1", "api_key_command: echo key-of-the-house")
	p.file(t, "a.txt", french)
	last := 0
	each(func(args ...string) result {
		r := p.process(t, args...)
		calls := proxy.seen()
		for _, c := range calls[last:] {
			if c.host != "llm.example.test" {
				t.Errorf("dragoman %s contacted %s", strings.Join(args, " "), c.host)
			}
		}
		may := slices.ContainsFunc(asking, func(a []string) bool { return slices.Equal(a, args) })
		if len(calls) > last && !may {
			t.Errorf("dragoman %s sent %d requests", strings.Join(args, " "), len(calls)-last)
		}
		if len(calls) == last && may {
			t.Errorf("dragoman %s sent nothing: exit code %d\n%s", strings.Join(args, " "), r.code, r.err)
		}
		last = len(calls)
		return r
	}, slices.Concat(asking, silent))
}

// TestRedirectsAreNotFollowed: a service cannot send the article elsewhere.
func TestRedirectsAreNotFollowed(t *testing.T) {
	elsewhere := newService(t, nil)
	for _, status := range []int{http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		server := newService(t, func(w http.ResponseWriter, r *http.Request, _ call) bool {
			http.Redirect(w, r, elsewhere.URL+r.URL.Path, status)
			return true
		})
		p := newPlace(t)
		p.uses(t, server.base())
		p.file(t, "a.txt", french)
		if r := p.run("translate", "a.txt"); r.code == exitDone || r.out != "" {
			t.Errorf("status %d: exit code %d, output %q", status, r.code, r.out)
		}
	}
	if n := len(elsewhere.seen()); n > 0 {
		t.Errorf("%d requests went where a service redirected to", n)
	}
}

// secret is what must not be seen anywhere.
const secret = "sesame-4711-open"

// echo answers as the house does; where the model's name says so it repeats the
// key in every place a service has for words of its own.
func echo(w http.ResponseWriter, r *http.Request, c call) bool {
	key := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ") + r.Header.Get("X-Api-Key")
	w.Header().Set("X-Request-Id", "req_1")
	if c.Model != "echo" {
		return false
	}
	houseError(w, http.StatusUnauthorized, "invalid_api_key", "the key "+key+" is wrong; you sent "+r.Header.Get("X-House"))
	return true
}

// TestKeysAreNeverShown searches everything the program prints and keeps for
// the key, wherever it came from.
func TestKeysAreNeverShown(t *testing.T) {
	server := newService(t, echo)
	openai := []string{"OPENAI_BASE_URL=" + server.base(), "DRAGOMAN_PROVIDER=openai"}
	cases := []struct {
		name     string
		environ  []string
		settings string // of the provider house; empty: there is none
		dead     bool   // nobody is there who is understood
	}{
		{"variable", append(openai, "OPENAI_API_KEY="+secret), "", false},
		{"password of the base URL", []string{"OPENAI_API_KEY=k", "DRAGOMAN_PROVIDER=openai", "OPENAI_BASE_URL=" + strings.Replace(server.base(), "://", "://user:"+secret+"@", 1)}, "", false},
		{"query of the base URL", []string{"OPENAI_API_KEY=k", "DRAGOMAN_PROVIDER=openai", "OPENAI_BASE_URL=" + server.base() + "?key=" + secret}, "", false},
		{"a base URL where nobody is", []string{"OPENAI_API_KEY=k", "DRAGOMAN_PROVIDER=openai", "OPENAI_BASE_URL=http://user:" + secret + "@127.0.0.1:9/v1?key=" + secret}, "", true},
		{"anthropic", []string{"ANTHROPIC_BASE_URL=" + server.URL, "DRAGOMAN_PROVIDER=anthropic", "ANTHROPIC_API_KEY=" + secret}, "", true},
		{"file", nil, "api_key_file: key.txt", false},
		{"command", nil, "api_key_command: echo " + secret, false},
		{"header", nil, "headers:\n      - {name: X-House, value: " + secret + "}", false},
		{"proxy", []string{"NO_PROXY=*"}, "proxy: http://user:" + secret + "@127.0.0.1:9", true},
		{"password of a setting's base URL", nil, "base_url: " + strings.Replace(server.base(), "://", "://user:"+secret+"@", 1), false},
		{"variable of a proxy", append(openai, "OPENAI_API_KEY=k", "HTTPS_PROXY=http://user:"+secret+"@proxy.example.test"), "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newPlace(t, c.environ...)
			p.file(t, "a.txt", french)
			if c.settings != "" {
				base := "\n    base_url: " + server.base()
				if strings.HasPrefix(c.settings, "base_url") {
					base = ""
				}
				p.file(t, "config/dragoman/config.yaml", "provider: house\nproviders:\n  - name: house"+base+"\n    model: good\n    "+c.settings+"\n")
				p.file(t, "config/dragoman/key.txt", secret+"\n")
			}
			before := len(server.seen())
			home, limit := filepath.Join(p.dir, "config"), "1m"
			if c.dead {
				limit = "20ms" // it would be tried again and again
			}
			results := each(p.within(limit), slices.Concat(asking, silent))
			maps.Copy(results, each(p.within(limit), asking, "--model", "echo"))
			for name, r := range results {
				if strings.Contains(r.out+r.err, secret) {
					t.Errorf("dragoman %s shows the secret:\n%s%s", name, r.out, r.err)
				}
			}
			used := slices.ContainsFunc(server.seen()[before:], func(c call) bool { return strings.Contains(fmt.Sprint(c.header), secret) })
			if key := !strings.Contains(c.name, "URL") && !strings.Contains(c.name, "proxy"); key && !used {
				t.Error("the service was never sent the secret, so nothing was tested")
			}
			kept := files(t, p.dir)
			for path, data := range kept {
				if !strings.HasPrefix(path, home) && strings.Contains(data, secret) {
					t.Errorf("%s holds the secret", path)
				}
			}
		})
	}
}

// within is run with a time limit for the commands that ask.
func (p place) within(limit string) func(args ...string) result {
	return func(args ...string) result {
		if slices.Contains([]string{"digest", "translate", "summarize"}, args[0]) || slices.Equal(args[:min(2, len(args))], []string{"providers", "test"}) {
			args = append(args, "--timeout", limit)
		}
		return p.run(args...)
	}
}

// TestCacheIsPrivate: nobody else can read what was sent.
func TestCacheIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are lists there")
	}
	server := newService(t, nil)
	p := newPlace(t)
	p.uses(t, server.base())
	p.file(t, "a.txt", french)
	if r := p.run("digest", "a.txt"); r.code != 0 {
		t.Fatalf("exit code %d\n%s", r.code, r.err)
	}
	found := 0
	err := filepath.WalkDir(filepath.Join(p.dir, "cache", "dragoman"), func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := os.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", path, got, want)
		}
		found++
		return nil
	})
	if err != nil || found < 4 {
		t.Errorf("%d files in the cache, error %v", found, err)
	}
}

// TestArticleStandsInTheUserMessageOnly, after the stable text, and nothing
// else of the place goes with it.
func TestArticleStandsInTheUserMessageOnly(t *testing.T) {
	server := newService(t, nil)
	p := newPlace(t, "USER=nightingale", "HOSTNAME=magpie")
	p.uses(t, server.base(), "api_key_command: echo k")
	p.file(t, "secret-plans/a.txt", french)
	if r := p.run("digest", "secret-plans/a.txt"); r.code != 0 {
		t.Fatalf("exit code %d\n%s", r.code, r.err)
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range server.seen() {
		for _, word := range []string{p.dir, "secret-plans", "a.txt", "nightingale", "magpie", `"` + host + `"`} {
			if strings.Contains(c.body, word) {
				t.Errorf("a request holds %q", word)
			}
		}
		if len(c.Messages) != 2 || strings.Contains(c.Messages[0].Content, "électrifié") || !strings.Contains(c.Messages[1].Content, "électrifié") {
			t.Errorf("the article is not in the second of two messages alone:\n%s", c.body)
		}
		for name, values := range c.header {
			if value := fmt.Sprint(values); strings.Contains(value, p.dir) || strings.Contains(value, host+" ") {
				t.Errorf("the header %s says %s", name, value)
			}
		}
	}
}
