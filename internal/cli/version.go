package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
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
