package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dragoman/internal/config"
	"dragoman/internal/llm/preset"
)

// commands returns every command that does something.
func commands(root *cobra.Command) []*cobra.Command {
	var list []*cobra.Command
	for _, cmd := range root.Commands() {
		if cmd.Name() == "help" || cmd.Name() == "completion" || !cmd.Runnable() {
			continue
		}
		if cmd.HasSubCommands() {
			list = append(list, commands(cmd)...)
			continue
		}
		list = append(list, cmd)
	}
	return list
}

func testRoot(t *testing.T) *cobra.Command {
	t.Helper()
	a := &app{Env: Env{Dir: t.TempDir(), Version: "test", Now: time.Now, Out: &bytes.Buffer{}, Err: &bytes.Buffer{}}}
	a.root = newRoot(a)
	return a.root
}

// invocations finds command lines of the program in a text.
var invocations = regexp.MustCompile(`(?m)dragoman ((?:[a-z]+ ?)+)([^\n|#"` + "`" + `;>]*)`)

// parses reports what is wrong with a command line, if anything: an unknown
// command or flag.
func parses(root *cobra.Command, words []string) string {
	cmd, rest, err := root.Find(words)
	if err != nil {
		return err.Error()
	}
	if cmd == root || cmd.HasSubCommands() && len(rest) > 0 && !strings.HasPrefix(rest[0], "-") {
		return "no such command"
	}
	for _, word := range rest {
		name, _, _ := strings.Cut(strings.TrimLeft(word, "-"), "=")
		if !strings.HasPrefix(word, "-") || word == "-" {
			continue
		}
		flag := cmd.Flags().Lookup(name)
		if flag == nil {
			flag = cmd.InheritedFlags().Lookup(name)
		}
		if flag == nil && len(name) == 1 {
			flag = cmd.Flags().ShorthandLookup(name)
		}
		if flag == nil && name != "help" {
			return "no flag " + word
		}
	}
	return ""
}

// TestDocumentsNameWhatExists parses every command line in the documents and in
// the help, so that none names a command or flag that is not there.
func TestDocumentsNameWhatExists(t *testing.T) {
	texts := map[string]string{}
	for _, name := range []string{"README.md", "CHANGELOG.md", "docs/architecture.md", "docs/benchmarks.md", "testdata/README.md"} {
		data, err := os.ReadFile(filepath.Join(root(t), name))
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(data)
	}
	for _, topic := range topics {
		texts["help "+topic.name] = page(topic.name)
	}
	texts["front page"] = frontPage
	found := 0
	for name, text := range texts {
		for _, m := range invocations.FindAllString(text, -1) {
			words := strings.Fields(strings.TrimPrefix(m, "dragoman "))
			if _, _, err := testRoot(t).Find(words[:1]); err != nil || slices.Contains([]string{"is", "does", "takes", "was", "help", "reads", "translates", "has", "will", "asks", "at"}, words[0]) {
				continue // prose
			}
			found++
			if wrong := parses(testRoot(t), words); wrong != "" {
				t.Errorf("%s: %q: %s", name, m, wrong)
			}
		}
	}
	if found < 20 {
		t.Errorf("found only %d command lines in the documents", found)
	}
}

func TestEveryCommandHasThreeExamples(t *testing.T) {
	for _, cmd := range commands(testRoot(t)) {
		lines := strings.Split(strings.TrimRight(cmd.Example, "\n"), "\n")
		if len(lines) < 3 {
			t.Errorf("%s has %d examples, want 3", cmd.CommandPath(), len(lines))
		}
		for _, line := range lines {
			for _, m := range invocations.FindAllString(line, -1) {
				if wrong := parses(testRoot(t), strings.Fields(strings.TrimPrefix(m, "dragoman "))); wrong != "" {
					t.Errorf("%s: example %q: %s", cmd.CommandPath(), line, wrong)
				}
			}
		}
		if cmd.Annotations["codes"] == "" {
			t.Errorf("%s: its help has no exit codes", cmd.CommandPath())
		}
		if cmd.Short == "" {
			t.Errorf("%s: no short description", cmd.CommandPath())
		}
	}
}

// TestFlagsAndSettingsAgree holds that every flag that stands for a setting
// shows its variable, and that help lists every setting.
func TestFlagsAndSettingsAgree(t *testing.T) {
	bound := 0
	for _, cmd := range commands(testRoot(t)) {
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if len(f.Annotations[keyAnnotation]) == 0 {
				return
			}
			bound++
			if !strings.Contains(f.Usage, "[DRAGOMAN_") {
				t.Errorf("%s --%s does not name its variable", cmd.CommandPath(), f.Name)
			}
		})
	}
	if bound == 0 {
		t.Error("no flag stands for a setting")
	}
	settings := page("settings")
	for _, k := range config.Keys() {
		if !strings.Contains(settings, "\n  "+k.Name+"\n") {
			t.Errorf("help settings does not list %s", k.Name)
		}
	}
}

func TestReadmeTablesAreTrue(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root(t), "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	for _, p := range preset.All() {
		row := "| " + p.Name + " | "
		if len(p.KeyEnv) > 0 && !p.Local {
			row += "`" + p.KeyEnv[0] + "` | "
		}
		if p.Model != "" && !p.Local {
			row += "`" + p.Model + "` | "
		}
		if !strings.Contains(readme, row) {
			t.Errorf("README lacks the row %q", row)
		}
	}
	codes := regexp.MustCompile(`(?m)^ +(\d+) {2}`).FindAllStringSubmatch(page("exit-codes"), -1)
	if len(codes) != len(rank) {
		t.Errorf("help exit-codes explains %d codes, there are %d", len(codes), len(rank))
	}
	table := readme[strings.Index(readme, "| code | meaning |"):]
	for _, code := range rank {
		if !regexp.MustCompile(`(?m)^\|.*\b` + itoa(code) + `\b.*\|`).MatchString(table) {
			t.Errorf("README does not explain exit code %d", code)
		}
	}
}
