package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

func TestHelp(t *testing.T) {
	run := func(*cobra.Command, []string) {}
	parent := &cobra.Command{Use: "parent", Short: "holds others"}
	parent.PersistentFlags().BoolP("quiet", "q", false, "say less")
	child := &cobra.Command{Use: "child FILE", Short: "does it", Long: "Does it, at length. \n\n", Example: "  parent child a\n  parent child b", Run: run}
	child.Flags().String("out", "", "write to this `file`")
	child.Annotations = map[string]string{"codes": "  0  done"}
	parent.AddCommand(child, &cobra.Command{Use: "other", Short: "does another", Run: run}, &cobra.Command{Use: "secret", Hidden: true, Run: run}, &cobra.Command{Use: "page", Short: "a page"})
	parent.SetHelpFunc(writeHelp)
	parent.SetUsageFunc(writeUsage)
	for _, row := range []struct {
		cmd  *cobra.Command
		want string
	}{
		{parent, `holds others

Usage:
  parent COMMAND

Commands:
  child       does it
  other       does another

Flags:
  -q, --quiet   say less
`},
		{child, `Does it, at length.

Usage:
  parent child FILE [flags]

Examples:
  parent child a
  parent child b

Flags:
      --out file   write to this file

Flags of every command:
  -q, --quiet   say less

Exit codes:
  0  done
`},
	} {
		var out bytes.Buffer
		row.cmd.SetOut(&out)
		if err := row.cmd.Help(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(row.want, out.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.cmd.Name(), diff)
		}
	}
}

func TestVersion(t *testing.T) {
	p := newPlace(t)
	p.file(t, "config/dragoman/config.yaml", "nonsense: [") // --version reads no settings
	const version = "dragoman test\n"
	for _, row := range []struct {
		args string
		code int
		out  string
	}{
		{"--version", exitDone, version},
		{"--version=true", exitDone, version},
		{"-q --version", exitDone, version},
		{"--config none --version", exitDone, version},
		{"--version digest", exitDone, version},
		{"nonsense --version", exitDone, version},
		{"digest --version", exitUsage, ""},
		{"--version --nonsense", exitUsage, ""},
		{"--version=nonsense", exitUsage, ""},
		{"-- --version", exitUsage, ""},
		{"__complete --version ", exitSettings, ""}, // it completes the line, and reads settings for that
	} {
		t.Run(row.args, func(t *testing.T) {
			got := p.run(strings.Split(row.args, " ")...)
			if got.code != row.code || row.out != version && strings.Contains(got.out, version) || row.out == version && got.out != version {
				t.Errorf("got %+v, want code %d and %q", got, row.code, row.out)
			}
		})
	}
	if got := p.run("--version", "--help"); !strings.Contains(got.out, "--version ") || !strings.HasPrefix(got.out, "translates and summarises") {
		t.Errorf("--version --help: got %+v", got)
	}
}
