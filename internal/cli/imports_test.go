package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// allowed says which rooms a room may import. A room that is not listed may
// import none of ours; "*" may import all.
var allowed = map[string][]string{
	"dragoman/cmd/dragoman":               {"internal/cli"},
	"dragoman/internal/article":           {},
	"dragoman/internal/language":          {},
	"dragoman/internal/align":             {"internal/language"},
	"dragoman/internal/atomicfile":        {},
	"dragoman/internal/llm":               {"internal/flight"},
	"dragoman/internal/flight":            {},
	"dragoman/testdata":                   {},
	"dragoman/internal/fixture":           {},
	"dragoman/internal/fetch":             {"internal/flight"},
	"dragoman/internal/read":              {"internal/article", "internal/language", "internal/read/feed", "internal/read/markdown", "internal/read/page", "internal/read/record", "internal/read/when"},
	"dragoman/internal/read/page":         {"internal/article", "internal/language"},
	"dragoman/internal/shingle":           {"internal/language"},
	"dragoman/internal/source":            {"internal/article", "internal/fetch", "internal/read", "internal/read/feed", "internal/read/record"},
	"dragoman/internal/read/when":         {"internal/language"},
	"dragoman/internal/read/record":       {"internal/read/when"},
	"dragoman/internal/read/feed":         {"internal/read/when"},
	"dragoman/internal/glossary":          {"internal/language"},
	"dragoman/internal/check":             {"internal/article", "internal/glossary", "internal/language", "internal/markup", "internal/name"},
	"dragoman/internal/name":              {"internal/language"},
	"dragoman/internal/markup":            {"internal/article"},
	"dragoman/internal/read/markdown":     {"internal/article", "internal/language"},
	"dragoman/internal/digest":            {"internal/article", "internal/check"},
	"dragoman/internal/eval":              {},
	"dragoman/internal/eval/seed":         {"internal/language"},
	"dragoman/internal/eval/scorecard":    {"internal/check", "internal/eval", "internal/eval/drill", "internal/hypertext", "internal/language", "internal/render"},
	"dragoman/internal/eval/drill":        {"internal/article", "internal/check", "internal/eval/seed"},
	"dragoman/internal/digest/digesttest": {"internal/digest"},
	"dragoman/internal/render":            {"internal/article", "internal/check", "internal/digest", "internal/hypertext", "internal/language", "internal/markup"},
	"dragoman/internal/llm/openai":        {"internal/llm", "internal/llm/transport"},
	"dragoman/internal/llm/transport":     {"internal/llm"},
	"dragoman/internal/llm/anthropic":     {"internal/llm", "internal/llm/transport"},
	"dragoman/internal/llm/recorded":      {"internal/atomicfile", "internal/llm"},
	"dragoman/internal/llm/llmtest":       {"internal/llm"},
	"dragoman/internal/llm/price":         {"internal/llm"},
	"dragoman/internal/llm/preset":        {"internal/llm", "internal/llm/anthropic", "internal/llm/openai"},
	"dragoman/internal/memory":            {"internal/atomicfile", "internal/language"},
	"dragoman/internal/exchange":          {},
	"dragoman/internal/cache":             {"internal/atomicfile", "internal/llm"},
	"dragoman/internal/config":            {"internal/llm"},
	"dragoman/internal/template":          {},
	"dragoman/internal/hypertext":         {},
	"dragoman/prompts":                    {"internal/glossary", "internal/language", "internal/template"},
	"dragoman/translate":                  {"internal/article", "internal/check", "internal/digest", "internal/glossary", "internal/language", "internal/llm", "internal/markup", "internal/name", "prompts"},
	"dragoman/summarize":                  {"internal/article", "internal/check", "internal/digest", "internal/language", "internal/llm", "prompts"},
	"dragoman/internal/judge":             {"internal/article", "internal/check", "internal/digest", "internal/flight", "internal/llm", "prompts"},
	"dragoman/internal/pipeline":          {"internal/article", "internal/check", "internal/digest", "internal/glossary", "internal/judge", "internal/language", "internal/llm", "internal/name", "prompts", "summarize", "translate"},
	"dragoman/internal/cli":               {"*"},
}

// keepers says which packages alone may import a library, tests aside.
var keepers = map[string][]string{
	"github.com/yuin/goldmark":               {"dragoman/internal/read/markdown"},
	"github.com/mmcdole/gofeed":              {"dragoman/internal/read/feed"},
	"github.com/andybalholm/brotli":          {"dragoman/internal/fetch"},
	"github.com/kljensen/snowball":           {"dragoman/internal/glossary"},
	"codeberg.org/readeck/go-readability":    {"dragoman/internal/read/page"},
	"github.com/spf13/cobra":                 {"dragoman/internal/cli"},
	"github.com/spf13/viper":                 {"dragoman/internal/config"},
	"github.com/spf13/pflag":                 {"dragoman/internal/cli", "dragoman/internal/config"},
	"github.com/sashabaranov/go-openai":      {"dragoman/internal/llm/openai"},
	"github.com/anthropics/anthropic-sdk-go": {"dragoman/internal/llm/anthropic"},
	"text/template":                          {"dragoman/internal/template"}, // its parser alone; see TestLinkerCanDropMethods
	"html/template":                          {},
}

type listed struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...", "./testdata")
	cmd.Dir = root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var pkgs []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); dec.More(); {
		var p listed
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
	return pkgs
}

func TestImportsGoOneWay(t *testing.T) {
	for _, p := range packages(t) {
		rooms, known := allowed[p.ImportPath]
		if !known {
			t.Errorf("%s is not in the list of rooms: say what it may import", p.ImportPath)
		}
		for _, path := range p.Imports {
			if room, ours := strings.CutPrefix(path, "dragoman/"); ours && !slices.Contains(rooms, room) && !slices.Contains(rooms, "*") {
				t.Errorf("%s imports %s; it may import %v", p.ImportPath, room, rooms)
			}
			for library, only := range keepers {
				if (path == library || strings.HasPrefix(path, library+"/")) && !slices.Contains(only, p.ImportPath) {
					t.Errorf("%s imports %s; only %v may", p.ImportPath, path, only)
				}
			}
		}
	}
}

// dependencies are the modules this project requires directly, each with its
// reason. A new one has to earn its line.
var dependencies = map[string]string{
	"codeberg.org/readeck/go-readability/v2":   "which part of a page is the article",
	"github.com/abadojack/whatlanggo":          "language detection",
	"github.com/agnivade/levenshtein":          "did-you-mean for settings",
	"github.com/andybalholm/cascadia":          "CSS selectors of site rules",
	"github.com/anthropics/anthropic-sdk-go":   "Anthropic's native protocol; v1.60, since later ones are 3 MB of services never called",
	"github.com/andybalholm/brotli":            "pages that servers compress with brotli",
	"github.com/clipperhouse/uax29/v2":         "words and sentences by Unicode's rules",
	"github.com/getkin/kin-openapi":            "tests: requests against the providers' OpenAPI documents",
	"github.com/gofrs/flock":                   "locks between processes, on every system",
	"github.com/gogs/chardet":                  "legacy encodings without a declaration",
	"github.com/google/go-cmp":                 "tests: differences of structs",
	"github.com/kljensen/snowball":             "stems of words, to find terms in their inflected forms",
	"github.com/klauspost/compress":            "zstd for cache entries and pages",
	"github.com/mmcdole/gofeed":                "RSS, Atom and JSON Feed as they are, not as they should be",
	"github.com/rogpeppe/go-internal":          "tests: command scripts",
	"github.com/santhosh-tekuri/jsonschema/v6": "tests: records against the JSON Schema",
	"github.com/sashabaranov/go-openai":        "the chat completions protocol",
	"github.com/schollz/progressbar/v3":        "the progress line",
	"github.com/spf13/cobra":                   "commands, completion, manual pages",
	"github.com/spf13/pflag":                   "cobra's flags, to bind them to settings",
	"github.com/spf13/viper":                   "precedence of settings",
	"github.com/tiktoken-go/tokenizer":         "tests: tokens of a prompt",
	"go.yaml.in/yaml/v3":                       "settings files, with line numbers",
	"golang.org/x/net":                         "HTML as browsers read it, host names in every script, public suffixes",
	"github.com/yuin/goldmark":                 "the blocks and inline marks of Markdown, by CommonMark's rules",
	"golang.org/x/sync":                        "errgroup",
	"golang.org/x/term":                        "whether a stream is a terminal",
	"golang.org/x/text":                        "encodings, normal forms, language names",
}

func TestDirectDependencies(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root(t), "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(fields) == 2 && strings.HasPrefix(fields[1], "v") {
			found[fields[0]] = true
		}
	}
	for name := range found {
		if dependencies[name] == "" {
			t.Errorf("go.mod requires %s directly, and nothing here says why", name)
		}
	}
	for name := range dependencies {
		if !found[name] {
			t.Errorf("%s has a reason here and is not in go.mod", name)
		}
	}
}

func TestTopLevel(t *testing.T) {
	want := []string{"CHANGELOG.md", "LICENSE", "README.md", "cmd", "docs", "go.mod", "go.sum", "internal", "prompts", "summarize", "testdata", "translate"}
	entries, err := os.ReadDir(root(t))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && e.Name() != "dragoman" && e.Name() != "dist" {
			got = append(got, e.Name())
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("top level: got %v, want %v", got, want)
	}
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
