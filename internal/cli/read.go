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
		Use: "read [FILE|URL|FOLDER|-]...", Short: "the article as it would be sent; no model",
		Long: "Prints each article with the numbers of its segments, as it would be sent, and with --show-dropped what was\nleft out and why. No model is asked.\n" + articleInput,
		Example: `  dragoman read testdata/articles/oic-jeddah.ar.txt
  dragoman read --show-dropped testdata/articles/oic-jeddah.ar.txt
  dragoman read --format json --publisher "Example News" testdata/articles/port-brest.fr.txt`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args) },
	}
	a.read.add(a, cmd)
	a.read.addSeveral(cmd)
	a.settingFlags(cmd, flagCache)
	cmd.Flags().StringVar(&c.format, "format", "text", strings.Join(readFormats, ", "))
	cmd.Flags().BoolVar(&c.dropped, "show-dropped", false, "print what was left out, with its reason")
	must(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(readFormats, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func (c *readCommand) run(ctx context.Context, args []string) error {
	if !slices.Contains(readFormats, c.format) {
		return fail(exitUsage, fmt.Errorf("unknown format %q for read", c.format), "choose one of: "+strings.Join(readFormats, ", "))
	}
	in, err := c.find(ctx, args, c.finder())
	if err != nil {
		return err
	}
	if n := len(in.items); c.format == "json" && n > 1 {
		return fail(exitUsage, fmt.Errorf("%d articles do not fit into one JSON object", n), "one article a line: --format jsonl")
	}
	if err := c.oneArticle(len(in.items)); err != nil {
		return err
	}
	code := c.over(ctx, in.names(), 1, func(ctx context.Context, input string, s *slot) outcome {
		err := c.one(ctx, in, s)
		return outcome{input: input, err: err, code: codeOf(err)}
	})
	c.reportRun(in)
	return exit(code)
}

// one reads and prints one article, and lets its copies go on.
func (c *readCommand) one(ctx context.Context, in *inputs, s *slot) error {
	read := false
	defer func() { in.leave(ctx, s.index, read) }()
	several := len(in.items) > 1
	a, err := in.open(ctx, s.index)
	if err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return err
	}
	read = true
	if !several {
		c.unused(s.err(), a)
	}
	c.caveat(s.err(), in.items[s.index].Name, a)
	c.instructions(s.err(), in.items[s.index].Name, a)
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
