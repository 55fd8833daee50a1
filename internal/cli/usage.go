package cli

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dragoman/internal/config"
)

// frontPage is what the program prints alone: one screen.
const frontPage = `dragoman translates and summarises foreign news into English, as records that can be checked.

  dragoman demo                      see it work: a sample article, recorded replies, no key
  dragoman digest https://…          translation and summary: of a page, a file, a feed
  dragoman translate article.txt     the translation alone, printed while it comes
  dragoman read article.txt          what would be sent, and what would be left out; no model

Articles      digest  translate  summarize  read  show  check  demo
Settings      config  providers  prompts  glossary  memory
Maintenance   cache  eval  doctor  completion  man  version

"dragoman COMMAND --help" shows examples, flags and exit codes of a command.
Pages: dragoman help inputs, exit-codes, settings, checks, privacy, formats.
`

// writeHelp writes what a command is for, and how it is used.
//
// cobra's help and usage can be templates too. They call methods by name, for
// which the linker would keep every method of every library.
func writeHelp(cmd *cobra.Command, _ []string) {
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	if about != "" {
		about = strings.TrimRightFunc(about, unicode.IsSpace) + "\n\n"
	}
	if cmd.Runnable() || cmd.HasSubCommands() {
		about += cmd.UsageString()
	}
	if _, err := io.WriteString(cmd.OutOrStdout(), about); err != nil {
		cmd.PrintErrln(err)
	}
}

// writeUsage writes how a command is used.
func writeUsage(cmd *cobra.Command) error {
	var b strings.Builder
	local, inherited := cmd.LocalFlags(), cmd.InheritedFlags() // the line of use is complete only after these
	use := cmd.UseLine()
	if cmd.HasAvailableSubCommands() {
		use = cmd.CommandPath() + " COMMAND"
	}
	b.WriteString("Usage:\n  " + use + "\n")
	if cmd.HasExample() {
		b.WriteString("\nExamples:\n" + cmd.Example + "\n")
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\nCommands:")
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(&b, "\n  %-*s %s", sub.NamePadding(), sub.Name(), sub.Short)
			}
		}
		b.WriteString("\n")
	}
	for _, flags := range []struct {
		title string
		set   *pflag.FlagSet
	}{{"Flags", local}, {"Flags of every command", inherited}} {
		if flags.set.HasAvailableFlags() {
			b.WriteString("\n" + flags.title + ":\n" + strings.TrimRightFunc(flags.set.FlagUsages(), unicode.IsSpace) + "\n")
		}
	}
	if codes := cmd.Annotations["codes"]; codes != "" {
		b.WriteString("\nExit codes:\n" + codes + "\n")
	}
	_, err := io.WriteString(cmd.OutOrStderr(), b.String())
	return err
}

// codesOf returns the lines of a text that explain the exit codes a command can
// have.
func codesOf(text string, codes ...int) string {
	var lines []string
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		for _, code := range codes {
			if strings.HasPrefix(line, "  ") && len(fields) > 1 && fields[0] == strconv.Itoa(code) {
				lines = append(lines, strings.TrimRight(line, "\n"))
			}
		}
	}
	return strings.Join(lines, "\n")
}

// nearestFlag returns the flag of a command whose name is most like name.
func nearestFlag(cmd *cobra.Command, name string) string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	cmd.InheritedFlags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return config.Nearest(strings.TrimLeft(name, "-"), names)
}
