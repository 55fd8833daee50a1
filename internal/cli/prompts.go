package cli

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/atomicfile"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

func newPrompts(a *app) *cobra.Command {
	cmd := group("prompts", "the instructions that models are given")
	list := &cobra.Command{
		Use: "list", Short: "the prompts with their hashes", Args: cobra.NoArgs,
		Example: "  dragoman prompts list\n  dragoman prompts list --prompts house\n  dragoman prompts list --quiet",
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.listPrompts() },
	}
	eject := &cobra.Command{
		Use: "eject DIR", Short: "write the prompts into a folder, to edit them", Args: cobra.ExactArgs(1),
		Example: "  dragoman prompts eject house\n  dragoman digest --prompts house testdata/articles/oic-jeddah.ar.txt\n  dragoman prompts list --prompts house",
		RunE:    func(cmd *cobra.Command, args []string) error { return a.ejectPrompts(args[0]) },
	}
	a.settingFlags(list, flagPrompts)
	cmd.AddCommand(list, newPromptsShow(a), eject)
	return cmd
}

func (a *app) listPrompts() error {
	set, err := a.promptSet()
	if err != nil {
		return err
	}
	for _, name := range prompts.Names() {
		fmt.Fprintf(a.Out, "%-10s %s\n", name, set.Hash(name))
	}
	return nil
}

func (a *app) ejectPrompts(dir string) error {
	dir = a.path(dir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return written(err)
	}
	paths, err := prompts.Embedded().Eject(dir, func(path string, data []byte) error {
		return written(atomicfile.Write(path, data, 0o644))
	})
	if err != nil {
		return fail(exitOutput, err)
	}
	for _, path := range paths {
		fmt.Fprintln(a.Out, path)
	}
	return nil
}

// promptsShow prints a prompt's file, or with --article the request itself.
type promptsShow struct {
	*app
	article string
}

func newPromptsShow(a *app) *cobra.Command {
	c := &promptsShow{app: a}
	cmd := &cobra.Command{
		Use: "show NAME", Short: "one prompt; with --article exactly what would be sent", Args: cobra.ExactArgs(1),
		Example: `  dragoman prompts show translate
  dragoman prompts show translate --article testdata/articles/oic-jeddah.ar.txt
  dragoman prompts show summarise --article testdata/articles/oic-jeddah.ar.txt`,
		ValidArgs: prompts.Names(),
		RunE:      func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args[0]) },
	}
	cmd.Flags().StringVar(&c.article, "article", "", "print the request that this `file` would send")
	a.read.add(a, cmd)
	a.settingFlags(cmd, flagPrompts, flagModel, flagGlossary, flagSummary)
	return cmd
}

func (c *promptsShow) run(ctx context.Context, name string) error {
	set, err := c.promptSet()
	if err != nil {
		return err
	}
	if !slices.Contains(prompts.Names(), name) {
		return fail(exitUsage, fmt.Errorf("there is no prompt %q", name), "there are: "+strings.Join(prompts.Names(), ", "))
	}
	if c.article == "" {
		_, err := fmt.Fprint(c.Out, set.Text(name))
		return written(err)
	}
	req, err := c.request(ctx, name)
	if err != nil {
		return err
	}
	return written(printRequest(c.Out, req))
}

// request returns the first request that the task of a prompt would send.
func (c *promptsShow) request(ctx context.Context, name string) (llm.Request, error) {
	kind := map[string]task{prompts.Translate: taskTranslate, prompts.Summarise: taskSummarize}[name]
	if kind == "" {
		return llm.Request{}, fail(exitUsage, fmt.Errorf("the prompt %q is sent only after a finding; there is no request of it beforehand", name), "print its text: dragoman prompts show "+name)
	}
	return c.firstRequest(ctx, kind, c.article)
}
