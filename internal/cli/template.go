package cli

import (
	"strconv"
	"strings"

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
Settings      config  providers  prompts
Maintenance   cache  eval  doctor  completion  man  version

"dragoman COMMAND --help" shows examples, flags and exit codes of a command.
Pages: dragoman help inputs, exit-codes, settings, checks, privacy, formats.
`

const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}{{if or .Runnable .HasSubCommands}}{{.UsageString}}{{end}}`

const usageTemplate = `Usage:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND{{else}}{{.UseLine}}{{end}}
{{if .HasExample}}
Examples:
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}
Commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}{{if .HasAvailableInheritedFlags}}
Flags of every command:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}{{with index .Annotations "codes"}}
Exit codes:
{{.}}
{{end}}`

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
