package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/check"
	"dragoman/internal/eval/drill"
	"dragoman/internal/eval/seed"
	"dragoman/internal/language"
)

// evalChecks tries the checks on good translations and on seeded errors.
type evalChecks struct {
	*app
	source, target string
	docids         string
	join           int
	seed           uint64
	format         string
	file           string
}

var evalChecksFormats = []string{"text", "json", "markdown"}

// linesOfDocument is how many lines make a document where --docids names none:
// about those of a news article, so that what looks at a whole article has one
// to look at.
const linesOfDocument = 20

func newEvalChecks(a *app) *cobra.Command {
	c := &evalChecks{app: a}
	var names []string
	for _, class := range seed.Classes() {
		names = append(names, fmt.Sprintf("  %-16s %s", class.Name, class.About))
	}
	cmd := &cobra.Command{
		Use: "checks", Short: "how many seeded errors the checks find, and how often they are wrong", Args: cobra.NoArgs,
		Long: `Takes a good translation into English, line by line beside its source, and puts one error into each of many
copies of its documents. Reports how many errors of each class the checks found, by an error or a warning
about that segment which the good version does not have, and what they found on the good version: false
alarms. No model and no network; the same seed gives the same errors. The classes:

` + strings.Join(names, "\n"),
		Example: `  dragoman eval checks --source news.ar.txt --target news.en.txt --from ar --docids ids.txt
  dragoman eval checks --source news.ar.txt --target news.en.txt --join 3 --seed 7
  dragoman eval checks --source news.fr.txt --target news.en.txt --format json -o checks.json`,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.run(cmd.Context()) },
	}
	f := cmd.Flags()
	f.StringVar(&c.source, "source", "", "the source texts, a `file`")
	f.StringVar(&c.target, "target", "", "their translations, a `file`")
	f.StringVar(&c.docids, "docids", "", "the document of each line, a `file` with a name a line; without it, "+strconv.Itoa(linesOfDocument)+" lines are one")
	f.IntVar(&c.join, "join", 1, "make up to so many lines of a document one paragraph")
	f.Uint64Var(&c.seed, "seed", 1, "what the errors are drawn by")
	f.StringVar(&c.format, "format", "text", strings.Join(evalChecksFormats, ", "))
	f.StringVarP(&c.file, "output", "o", "", "write the report to this `file`, whole or not at all")
	addSettingFlag(f, settingFlag{name: "from", key: "from", about: "the source language, such as ar"})
	must(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(evalChecksFormats, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func (c *evalChecks) validate() error {
	inputs := []string{c.source, c.target, c.docids}
	switch {
	case c.source == "" || c.target == "":
		return fail(exitUsage, errors.New("eval checks needs --source and --target"), "such as: dragoman eval checks --source S --target T --from ar")
	case c.join < 1:
		return fail(exitUsage, fmt.Errorf("--join %d: one at least", c.join))
	case count(inputs, "-") > 1:
		return fail(exitUsage, errors.New("standard input (-) is named more than once; it can be read once"))
	case !slices.Contains(evalChecksFormats, c.format):
		return fail(exitUsage, fmt.Errorf("unknown --format %q", c.format), "choose one of: "+strings.Join(evalChecksFormats, ", "))
	}
	return c.outputIsFree(c.file, inputs)
}

func (c *evalChecks) run(ctx context.Context) error {
	if err := c.validate(); err != nil {
		return err
	}
	corpus, err := c.corpus(ctx)
	if err != nil {
		return err
	}
	r := drill.Run(corpus.Joined(c.join), seed.Classes(), append(check.Segment(), check.Article()...), c.seed)
	return c.deliver(c.file, func(w io.Writer) error { return c.write(w, r) })
}

// corpus reads the files.
func (c *evalChecks) corpus(ctx context.Context) (drill.Corpus, error) {
	var corpus drill.Corpus
	for _, file := range []struct {
		flag, name string
		into       *[]string
	}{{"source", c.source, &corpus.Source}, {"target", c.target, &corpus.Target}, {"docids", c.docids, &corpus.Documents}} {
		if file.name == "" {
			continue
		}
		list, err := c.readTexts(ctx, file.flag, file.name)
		if err != nil {
			return corpus, err
		}
		if len(list) != len(corpus.Source) && corpus.Source != nil {
			return corpus, fail(exitInput, fmt.Errorf("--%s %s has %d lines, --source %s %d; line by line they must belong together", file.flag, file.name, len(list), c.source, len(corpus.Source)))
		}
		*file.into = list
	}
	if c.docids == "" {
		for i := range corpus.Source {
			corpus.Documents = append(corpus.Documents, strconv.Itoa(i/linesOfDocument+1))
		}
	}
	if corpus.From = c.settings.From; corpus.From == "" {
		corpus.From, _ = language.Detect(strings.Join(corpus.Source, "\n"))
	}
	if corpus.From == "" {
		return corpus, fail(exitUsage, errors.New("the source language was not recognised"), "name it: --from ar")
	}
	return corpus, nil
}

func (c *evalChecks) write(w io.Writer, r drill.Report) error {
	switch c.format {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	case "markdown":
		_, err := io.WriteString(w, drill.Markdown([]drill.Report{r}))
		return err
	}
	return r.Text(w)
}
