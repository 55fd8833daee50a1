package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"dragoman/internal/atomicfile"
	"dragoman/internal/config"
)

func newConfig(a *app) *cobra.Command {
	cmd := group("config", "where settings come from")
	var user bool
	initCmd := &cobra.Command{
		Use: "init [FILE]", Short: "write a commented settings file", Args: cobra.MaximumNArgs(1),
		Long:    "Writes dragoman.yaml into the working folder, or with --user the user file, every setting in it explained and\ncommented out. A file that is there is never overwritten.",
		Example: "  dragoman config init\n  dragoman config init --user\n  dragoman config init house/dragoman.yaml",
		RunE:    func(_ *cobra.Command, args []string) error { return a.configInit(args, user) },
	}
	initCmd.Flags().BoolVar(&user, "user", false, "write the user file")
	show := &cobra.Command{
		Use: "show", Short: "the settings in effect and where each comes from; secrets hidden", Args: cobra.NoArgs,
		Example: "  dragoman config show\n  dragoman config show --config house.yaml\n  DRAGOMAN_STYLE_ENGLISH=uk dragoman config show",
		RunE:    func(*cobra.Command, []string) error { return a.configShow() },
	}
	path := &cobra.Command{
		Use: "path", Short: "the settings files, and which are there", Args: cobra.NoArgs,
		Example: "  dragoman config path\n  dragoman config path --config house.yaml\n  dragoman config path --quiet",
		RunE:    func(*cobra.Command, []string) error { return a.configPath() },
	}
	cmd.AddCommand(initCmd, show, path)
	return cmd
}

func (a *app) configInit(args []string, user bool) error {
	file := a.path("dragoman.yaml")
	switch {
	case user && len(args) > 0:
		return fail(exitUsage, errors.New("--user and a file were both given"))
	case user:
		file = config.UserFile(a.Environ)
	case len(args) == 1:
		file = a.path(args[0])
	}
	if _, err := os.Lstat(file); err == nil {
		return fail(exitOutput, fmt.Errorf("%s is there already; it is not overwritten", file), "what is in effect: dragoman config show")
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return written(err)
	}
	if err := atomicfile.Write(file, []byte(config.Template()), 0o600); err != nil {
		return written(err)
	}
	_, err := fmt.Fprintln(a.Out, file)
	return written(err)
}

func (a *app) configShow() error {
	for _, e := range a.loaded.Entries() {
		if _, err := fmt.Fprintf(a.Out, "%s: %s   (%s)\n", e.Key, e.Value, e.Origin); err != nil {
			return written(err)
		}
	}
	return nil
}

func (a *app) configPath() error {
	for _, f := range a.loaded.Files {
		state := "not there"
		if f.Found {
			state = "in use"
		}
		if _, err := fmt.Fprintf(a.Out, "%-8s %s (%s)\n", f.Kind, f.Path, state); err != nil {
			return written(err)
		}
	}
	return nil
}
