package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/digest"
	"dragoman/internal/render"
)

// readCommand prints articles as they would be sent.
type readCommand struct {
	*app
	format  string
	dropped bool
}

var readFormats = []string{"text", "json", "jsonl"}

func newRead(a *app) *cobra.Command {
	c := &readCommand{app: a}
	cmd := &cobra.Command{
		Use: "read [FILE|-]...", Short: "the article as it would be sent; no model",
		Long: "Prints each article with the numbers of its segments, as it would be sent, and with --show-dropped what was\nleft out and why. No model and no network.\n" + articleInput,
		Example: `  dragoman read testdata/articles/oic-jeddah.ar.txt
  dragoman read --show-dropped testdata/articles/oic-jeddah.ar.txt
  dragoman read --format json --publisher "Example News" testdata/articles/port-brest.fr.txt`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args) },
	}
	a.read.add(a, cmd)
	cmd.Flags().StringVar(&c.format, "format", "text", strings.Join(readFormats, ", "))
	cmd.Flags().BoolVar(&c.dropped, "show-dropped", false, "print what was left out, with its reason")
	must(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(readFormats, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func (c *readCommand) run(ctx context.Context, args []string) error {
	inputs, err := inputsOf(args)
	switch {
	case err != nil:
		return err
	case !slices.Contains(readFormats, c.format):
		return fail(exitUsage, fmt.Errorf("unknown format %q for read", c.format), "choose one of: "+strings.Join(readFormats, ", "))
	case c.format == "json" && len(inputs) > 1:
		return fail(exitUsage, fmt.Errorf("%d articles do not fit into one JSON object", len(inputs)), "one article a line: --format jsonl")
	}
	for _, name := range c.read.given() {
		if len(inputs) > 1 {
			return fail(exitUsage, fmt.Errorf("--%s describes one article; %d were given", name, len(inputs)))
		}
	}
	return exit(c.over(ctx, inputs, 1, func(ctx context.Context, input string, s *slot) outcome {
		err := c.one(ctx, input, s, len(inputs) > 1)
		return outcome{input: input, err: err, code: codeOf(err)}
	}))
}

func (c *readCommand) one(ctx context.Context, input string, s *slot, several bool) error {
	a, err := c.readInput(ctx, input)
	if err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return err
	}
	switch c.format {
	case "json":
		return written(digest.EncodeArticle(s.out(), a))
	case "jsonl":
		return written(digest.EncodeArticleLine(s.out(), a))
	}
	if several && s.index > 0 {
		if _, err := io.WriteString(s.out(), "\n"); err != nil {
			return written(err)
		}
	}
	if err := render.Article(s.out(), a, c.dropped); err != nil {
		return written(err)
	}
	if out := render.LeftOut(a); out != "" && !c.dropped && !c.settings.Quiet {
		fmt.Fprintf(s.err(), "%s (--show-dropped prints it)\n", out)
	}
	return nil
}
