package cli

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newMan(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "man DIR", Short: "write the manual pages into a folder", Args: cobra.ExactArgs(1),
		Example: "  dragoman man man1\n  dragoman man /usr/local/share/man/man1\n  dragoman man . && man ./dragoman-digest.1",
		RunE: func(_ *cobra.Command, args []string) error {
			dir := a.path(args[0])
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return written(err)
			}
			date := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC) // fixed, so that the same program writes the same pages
			header := &doc.GenManHeader{Section: "1", Source: "dragoman " + a.Version, Manual: "dragoman", Date: &date}
			a.root.DisableAutoGenTag = true
			if err := doc.GenManTree(a.root, header, dir); err != nil {
				return written(err)
			}
			_, err := fmt.Fprintf(a.Out, "the manual pages are in %s\n", dir)
			return written(err)
		},
	}
}
