package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/digest"
	"dragoman/internal/render"
)

var showParts = []string{"summary", "translation", "names", "findings"}

type showCommand struct {
	*app
	format string
	names  string
	opt    render.Options
	shown  int
}

func newShow(a *app) *cobra.Command {
	c := &showCommand{app: a}
	cmd := &cobra.Command{
		Use:   "show DIGEST...",
		Short: "a stored record as text, Markdown or HTML; no model, no network",
		Long:  "Prints records that were stored with --format json or jsonl. No model and no network.",
		Example: `  dragoman digest --format json testdata/articles/oic-jeddah.ar.txt | dragoman show -
  dragoman show --part summary --clean digest.json
  dragoman show --format html --bilingual digest.json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args) },
	}
	f := cmd.Flags()
	f.StringVar(&c.format, "format", "text", "text, markdown or html")
	f.StringVar(&c.opt.Part, "part", "", "only this part: "+strings.Join(showParts, ", "))
	f.BoolVar(&c.opt.Bilingual, "bilingual", false, "print each source paragraph above its translation")
	f.BoolVar(&c.opt.Clean, "clean", false, "leave out numbers and marks, for pasting")
	f.BoolVar(&c.opt.Fragment, "fragment", false, "with --format html: only the body, to put into a page")
	namesFlag(cmd, &c.names)
	must(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats[:3], cobra.ShellCompDirectiveNoFileComp)))
	must(cmd.RegisterFlagCompletionFunc("part", cobra.FixedCompletions(showParts, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func (c *showCommand) run(ctx context.Context, args []string) error {
	if !slices.Contains(formats[:3], c.format) {
		return fail(exitUsage, fmt.Errorf("unknown format %q for show", c.format), "choose one of: text, markdown, html")
	}
	if c.opt.Part != "" && !slices.Contains(showParts, c.opt.Part) {
		return fail(exitUsage, fmt.Errorf("unknown part %q", c.opt.Part), "choose one of: "+strings.Join(showParts, ", "))
	}
	if c.opt.Fragment && c.format != "html" {
		return fail(exitUsage, errors.New("--fragment goes with --format html"))
	}
	if err := validNames(c.names, c.format, c.opt.Bilingual || c.opt.Clean || c.opt.Part != ""); err != nil {
		return err
	}
	c.opt.Width, c.opt.WithNames = textWidth, c.names == namesTable
	code, write := exitDone, renderer(c.format, c.opt)
	if c.names == namesTSV {
		write = writeNames
	}
	for _, arg := range args {
		if err := c.one(ctx, arg, write); err != nil {
			if errors.Is(err, errBrokenPipe) || codeOf(err) == exitOutput {
				return err
			}
			if _, shown := err.(exitCode); !shown {
				c.complain(c.Err, err)
			}
			code = worse(code, codeOf(err))
		}
	}
	if len(args) > 1 && code != exitDone {
		code = exitPartial
	}
	return exit(code)
}

// one renders every record of a file. An exitCode is the error of records that
// are shown and not whole.
func (c *showCommand) one(ctx context.Context, arg string, write func(io.Writer, digest.Digest) error) error {
	in := c.stdin(ctx)
	if arg != "-" {
		file, err := os.Open(c.path(arg))
		if err != nil {
			return fail(exitInput, err)
		}
		defer file.Close()
		in = file
	}
	partial := false
	for d, err := range digest.DecodeAll(in) {
		var failed *digest.FailedArticle
		switch {
		case errors.As(err, &failed):
			c.complain(c.Err, fail(exitPartial, fmt.Errorf("%s: %w", arg, err)))
			partial = true
			continue
		case err != nil:
			return fail(exitInput, fmt.Errorf("%s: %w", arg, err), "show takes what digest --format json or jsonl prints")
		}
		if c.shown > 0 && c.format == "html" && !c.opt.Fragment {
			return fail(exitUsage, fmt.Errorf("%s: several records do not fit into one HTML page", arg), "their bodies, to put into a page: --fragment")
		}
		if c.shown > 0 && c.format != "html" {
			if _, err := io.WriteString(c.Out, "\n"); err != nil {
				return written(err)
			}
		}
		if err := write(c.Out, d); err != nil {
			return written(err)
		}
		c.shown++
		partial = partial || d.Status != digest.Complete
	}
	if partial {
		return exitCode(exitPartial)
	}
	return nil
}
