package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/pipeline"
	"dragoman/internal/render"
)

// checkCommand runs the checks on what is there: stored records, or two texts.
type checkCommand struct {
	*app
	format         string
	strict         bool
	source, target string
	accept         []string
	reason, by     string
	rules          check.Rules
	checked        []render.Checked
}

var checkFormats = []string{"text", "json", "jsonl", "sarif", "github"}

func newCheck(a *app) *cobra.Command {
	c := &checkCommand{app: a}
	cmd := &cobra.Command{
		Use: "check [DIGEST... | --source FILE --target FILE]", Short: "run the checks again, or on any two texts; no model",
		Long: `Runs all checks on stored records, as the settings grade them now, or on a text and its translation made
elsewhere: every line that is not blank is a paragraph. They are matched in order; where the counts differ, by
length, numbers and names, and one finding names the lines without a partner. No model and no network.

--accept keeps a decision with the record: the finding with that id may stand. It is shown with the reason, counts
no more as an error, and holds until the source or the text that the finding quotes changes.`,
		Example: `  dragoman digest --format json testdata/articles/oic-jeddah.ar.txt | dragoman check -
  dragoman check --source article.ar.txt --target translation.txt --from ar --strict
  dragoman check --accept 3f2a1b4c5d6e --reason "the agency corrected the figure" record.json`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args) },
	}
	f := cmd.Flags()
	f.StringVar(&c.format, "format", "text", strings.Join(checkFormats, ", ")+" (annotations of GitHub Actions)")
	f.BoolVar(&c.strict, "strict", false, "exit with code 3 when a check finds an error")
	f.StringVar(&c.source, "source", "", "the text that was translated, a paragraph a line: a `file`, or -")
	f.StringVar(&c.target, "target", "", "its English translation, likewise: a `file`, or -")
	f.StringArrayVar(&c.accept, "accept", nil, "let the finding with this `id` stand; needs --reason; may be repeated")
	f.StringVar(&c.reason, "reason", "", "why it may stand; kept in the record")
	f.StringVar(&c.by, "by", "", "who says so; kept in the record where given")
	f.StringVar(&a.read.meta.Published, "published", "", "when the article was published, such as 2026-11-23; for a record, in place of what it says")
	addSettingFlag(f, settingFlag{name: "from", key: "from", about: "with --source: its language, such as ar"})
	a.settingFlags(cmd, flagStyle, flagGlossary, flagChecks)
	must(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(checkFormats, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

// validate refuses what cannot be honoured before anything is read.
func (c *checkCommand) validate(args []string) error {
	texts := c.source != "" || c.target != ""
	switch {
	case !slices.Contains(checkFormats, c.format):
		return fail(exitUsage, fmt.Errorf("unknown format %q for check", c.format), "choose one of: "+strings.Join(checkFormats, ", "))
	case texts && (c.source == "" || c.target == ""):
		return fail(exitUsage, errors.New("--source and --target go together: a text and its translation"))
	case texts && len(args) > 0:
		return fail(exitUsage, errors.New("--source and --target were given and records, too"), "check them one after the other")
	case texts && len(c.accept) > 0:
		return fail(exitUsage, errors.New("--accept keeps a decision with a record, and two texts have none"), "turn a check off for them: --check NAME=off")
	case !texts && len(args) == 0:
		return fail(exitUsage, errors.New("nothing to check was named"), "such as: dragoman check record.json", "or:      dragoman check --source article.txt --target translation.txt")
	case c.source == "-" && c.target == "-":
		return fail(exitUsage, errors.New("--source and --target are both -; standard input is read once"))
	case count(args, "-") > 1:
		return fail(exitUsage, errors.New("- was given twice; standard input is read once"))
	}
	return c.validateAccept(args)
}

func (c *checkCommand) validateAccept(args []string) error {
	switch {
	case len(c.accept) == 0 && c.reason != "":
		return fail(exitUsage, errors.New("--reason goes with --accept ID"))
	case len(c.accept) == 0 && c.by != "":
		return fail(exitUsage, errors.New("--by goes with --accept ID"))
	case len(c.accept) > 0 && strings.TrimSpace(c.reason) == "":
		return fail(exitUsage, errors.New("--accept needs a reason, which is kept with the record"), `such as: --reason "the agency corrected the figure"`)
	case len(c.accept) > 0 && slices.Contains(args, "-"):
		return fail(exitUsage, errors.New("--accept writes the record back, and - is no file"))
	}
	return nil
}

func (c *checkCommand) run(ctx context.Context, args []string) error {
	if err := c.validate(args); err != nil {
		return err
	}
	var err error
	if c.rules, err = c.app.rules(); err != nil {
		return err
	}
	code := exitDone
	if c.source != "" {
		if err := c.texts(ctx); err != nil {
			return err
		}
	} else if code, err = c.records(ctx, args); err != nil {
		return err
	}
	if err := written(c.write()); err != nil {
		return err
	}
	if c.strict && slices.ContainsFunc(c.checked, func(r render.Checked) bool { return r.Record.Checks.Errors > 0 }) {
		code = worse(code, exitStrict)
	}
	return exit(code)
}

// records checks every record of every file. A file that cannot be read is
// reported and the others are checked.
func (c *checkCommand) records(ctx context.Context, args []string) (int, error) {
	code := exitDone
	var files []*recordFile
	records := 0
	for _, arg := range args {
		file, problems := c.open(ctx, arg)
		files, records = append(files, file), records+len(file.records)
		for _, err := range problems {
			c.complain(c.Err, err)
			code = worse(code, codeOf(err))
		}
	}
	if err := c.fits(records); err != nil {
		return code, err // before a decision is written
	}
	if err := c.acceptIn(files); err != nil {
		return code, err
	}
	for _, file := range files {
		c.checked = append(c.checked, file.checked()...)
	}
	if len(args) > 1 && code != exitDone {
		code = exitPartial
	}
	return code, nil
}

// open reads a file of records and checks each. What of it cannot be checked is
// among the problems.
func (c *checkCommand) open(ctx context.Context, arg string) (file *recordFile, problems []error) {
	file = &recordFile{name: arg, path: c.path(arg)}
	data, err := c.bytesOf(ctx, arg)
	if err != nil {
		return file, []error{err}
	}
	file.data, file.spots = data, locate(bytes.TrimPrefix(data, []byte("\uFEFF")))
	number := 0
	for d, err := range digest.DecodeAll(bytes.NewReader(data)) {
		var failed *digest.FailedArticle
		switch number++; {
		case errors.As(err, &failed):
			problems = append(problems, fail(exitPartial, fmt.Errorf("%s: %w", arg, err)))
		case err != nil:
			problems = append(problems, fail(exitInput, fmt.Errorf("%s: %w", arg, err), "check takes what digest --format json or jsonl prints",
				"two texts: dragoman check --source article.txt --target translation.txt"))
		default:
			seen := d
			if c.read.meta.Published != "" {
				seen.Article.Published = c.read.meta.Published
			}
			file.records = append(file.records, storedRecord{number: number, stored: d, now: pipeline.Recheck(seen, c.rules)})
		}
	}
	return file, problems
}

// bytesOf reads a file, or standard input.
func (c *checkCommand) bytesOf(ctx context.Context, name string) ([]byte, error) {
	in := c.stdin(ctx)
	if name != "-" {
		file, err := os.Open(c.path(name))
		if err != nil {
			return nil, fail(exitInput, err)
		}
		defer file.Close()
		in = file
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, fail(exitInput, fmt.Errorf("%s: %w", name, err))
	}
	return data, nil
}

// fits refuses several records for a format that holds one.
func (c *checkCommand) fits(records int) error {
	if c.format == "json" && records > 1 {
		return fail(exitUsage, fmt.Errorf("the findings of %d records do not fit into one JSON object", records), "one record a line: --format jsonl")
	}
	return nil
}

// write prints what was found.
func (c *checkCommand) write() error {
	switch c.format {
	case "sarif":
		return render.SARIF(c.Out, c.Version, knownChecks(), c.checked)
	case "json":
		if err := c.fits(len(c.checked)); err != nil {
			return err
		}
	}
	for i, r := range c.checked {
		if err := c.writeOne(i, r); err != nil {
			return err
		}
	}
	return nil
}

func (c *checkCommand) writeOne(i int, r render.Checked) error {
	report := digest.Report{Input: r.Input, Findings: r.Record.Findings, Accepted: r.Record.Accepted, Checks: r.Record.Checks}
	switch c.format {
	case "json":
		return digest.EncodeReport(c.Out, report)
	case "jsonl":
		return digest.EncodeReportLine(c.Out, report)
	case "github":
		return render.Annotations(c.Out, r)
	}
	if i > 0 {
		if _, err := io.WriteString(c.Out, "\n"); err != nil {
			return err
		}
	}
	return render.FindingList(c.Out, r)
}
