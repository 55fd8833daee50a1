package cli

import (
	"fmt"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "the program's version", Args: cobra.NoArgs,
		Example: "  dragoman version\n  dragoman --version\n  dragoman version --no-color",
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(a.Out, "dragoman %s %s %s/%s\n", a.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return written(err)
		},
	}
}

// asksVersion reports whether arguments are of no command and have --version.
// cobra would answer that with another line, unless it is given a template.
func asksVersion(root *cobra.Command, args []string) bool {
	if cmd, _, err := root.Find(args); err != nil || cmd != root || len(args) > 0 && strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		return false
	}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.AddFlagSet(root.PersistentFlags())
	version := flags.Bool("version", false, "")
	help := flags.BoolP("help", "h", false, "")
	return flags.Parse(args) == nil && *version && !*help
}
