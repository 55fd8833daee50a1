package cli

import (
	"embed"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/check"
	"dragoman/internal/config"
	"dragoman/internal/judge"
	"dragoman/internal/pipeline"
)

//go:embed help/*.txt
var helpPages embed.FS

// topics are the help pages that are no commands.
var topics = []struct{ name, short string }{
	{"inputs", "what can be read: files, pages, feeds, records, folders"},
	{"exit-codes", "what each exit code means"},
	{"settings", "where settings come from, and all of them"},
	{"checks", "what each check covers, and what no check sees"},
	{"privacy", "what is sent, kept and probed"},
	{"formats", "the output formats and the record"},
}

// helpTopics returns the pages as commands without a run function, which cobra
// lists as additional help topics.
func helpTopics() []*cobra.Command {
	var cmds []*cobra.Command
	for _, t := range topics {
		cmd := &cobra.Command{Use: t.name, Short: t.short}
		cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) { fmt.Fprint(cmd.OutOrStdout(), page(t.name)) })
		cmds = append(cmds, cmd)
	}
	return cmds
}

// page returns a help page with its tables filled in from the code, so that
// they cannot differ.
func page(name string) string {
	data, err := helpPages.ReadFile("help/" + name + ".txt")
	must(err)
	text := string(data)
	switch name {
	case "checks":
		return strings.Replace(text, "{{checks}}", checkTable(), 1)
	case "settings":
		return strings.Replace(text, "{{settings}}", settingTable(), 1)
	}
	return text
}

// knownChecks are all that can find something in a record.
func knownChecks() []check.Check {
	return append(check.Known(), pipeline.Support(nil), judge.Check(nil))
}

// checkNames are the names that settings may grade.
func checkNames() []string {
	var names []string
	for _, c := range knownChecks() {
		names = append(names, c.Name)
	}
	return names
}

func checkTable() string {
	var lines []string
	for _, c := range knownChecks() {
		lines = append(lines, fmt.Sprintf("  %-20s %s", c.Name, c.About))
	}
	return strings.Join(lines, "\n")
}

func settingTable() string {
	var lines []string
	for _, k := range config.Keys() {
		line := fmt.Sprintf("  %s\n      %s", k.Name, k.About)
		if k.Default != "" {
			line += " (default " + k.Default + ")"
		}
		if k.Env != "" {
			line += "\n      " + k.Env
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// group returns a command that only holds others; alone it prints its help.
func group(use, short string) *cobra.Command {
	return &cobra.Command{Use: use, Short: short, Args: noSuchCommand, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
}

// noSuchCommand refuses arguments that are no command, with a suggestion.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hints := []string{"the commands: " + cmd.CommandPath() + " --help"}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hints = []string{"did you mean: " + cmd.CommandPath() + " " + near[0]}
	}
	return fail(exitUsage, fmt.Errorf("unknown command %q for %q", args[0], cmd.CommandPath()), hints...)
}
