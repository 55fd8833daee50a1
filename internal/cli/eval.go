package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/atomicfile"
	"dragoman/internal/check"
	"dragoman/internal/eval"
	"dragoman/internal/eval/scorecard"
	"dragoman/internal/language"
)

// evalCommand scores translations, or summaries, against references.
type evalCommand struct {
	*app
	source     string
	references []string
	hypotheses []string
	models     []string
	docids     string
	summary    bool
	part       string
	tokenizer  string
	samples    int
	seed       uint64
	format     string
	file       string
}

var evalFormats = []string{"text", "json", "html"}

// summaryParts are what of a record's summary is scored.
var summaryParts = []string{"body", "dek", "headline", "all"}

func newEval(a *app) *cobra.Command {
	c := &evalCommand{app: a}
	cmd := &cobra.Command{
		Use: "eval", Short: "score translations and summaries against references, and try the checks", Args: cobra.NoArgs,
		Long: `Scores systems against references: chrF2, chrF2++, BLEU and TER exactly as sacreBLEU computes them, or with
--summary ROUGE; with the findings of the checks, tokens and money, for each document and in all. A system is
a file (--hypothesis), or a model that translates the sources now (--model), through the same cache, prompts and
checks as "translate". The second system and those after it are compared with the first by paired bootstrap
resampling, over documents where --docids names them.

Files are texts line by line, all with the same number of lines; a hypothesis may also be a record or several, as
digest and translate print with --format json or jsonl. With --summary, a line is the summary of a document.`,
		Example: `  dragoman eval --source news.ar.txt --reference news.en.txt --docids ids.txt --hypothesis mine.txt --hypothesis theirs.txt
  dragoman eval --source news.ar.txt --reference news.en.txt --model openai/gpt-6-luna --format html -o report.html
  dragoman eval --summary --reference summaries.txt --hypothesis digests.jsonl`,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.run(cmd.Context()) },
	}
	f := cmd.Flags()
	f.StringVar(&c.source, "source", "", "the source texts, a `file`; needed for --model, and to count findings")
	f.StringArrayVar(&c.references, "reference", nil, "the reference texts, a `file`; several references of each text: once for each")
	f.StringArrayVar(&c.hypotheses, "hypothesis", nil, "a system's texts, a `file`; may be repeated")
	f.StringArrayVar(&c.models, "model", nil, "a system: a model, as provider/model; may be repeated")
	f.StringVar(&c.docids, "docids", "", "the document of each source text, a `file` with a name a line")
	f.BoolVar(&c.summary, "summary", false, "score summaries, by ROUGE")
	f.StringVar(&c.part, "part", "body", "with --summary, what of a record's summary is scored: "+strings.Join(summaryParts, ", "))
	f.StringVar(&c.tokenizer, "tokenizer", eval.Tokenizers[0], "of BLEU: "+strings.Join(eval.Tokenizers, ", "))
	f.IntVar(&c.samples, "samples", eval.Samples, "samples of the bootstrap")
	f.Uint64Var(&c.seed, "seed", eval.Seed, "what the samples are drawn by")
	f.StringVar(&c.format, "format", "text", strings.Join(evalFormats, ", "))
	f.StringVarP(&c.file, "output", "o", "", "write the report to this `file`, whole or not at all")
	addSettingFlag(f, settingFlag{name: "from", key: "from", about: "the source language, such as ar"})
	for _, flag := range settingFlags[flagModel] {
		if flag.name != "provider" && flag.name != "model" {
			addSettingFlag(f, flag)
		}
	}
	a.settingFlags(cmd, flagStyle, flagPrompts, flagCache, flagSummary, flagJobs)
	must(cmd.RegisterFlagCompletionFunc("model", a.completeModels))
	for name, values := range map[string][]string{"format": evalFormats, "tokenizer": eval.Tokenizers, "part": summaryParts} {
		must(cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)))
	}
	cmd.AddCommand(newEvalChecks(a))
	return cmd
}

// validate refuses what cannot be honoured before anything is read or asked.
func (c *evalCommand) validate() error {
	inputs := append(append([]string{c.source, c.docids}, c.references...), c.hypotheses...)
	switch {
	case len(c.references) == 0:
		return fail(exitUsage, errors.New("eval needs --reference"), "such as: dragoman eval --reference R --hypothesis H")
	case len(c.hypotheses)+len(c.models) == 0:
		return fail(exitUsage, errors.New("eval needs a system to score"), "a file:  --hypothesis H", "a model: --source S --model provider/model")
	case len(c.models) > 0 && c.source == "":
		return fail(exitUsage, errors.New("--model needs --source: the texts it is to translate"))
	case c.samples < 1:
		return fail(exitUsage, fmt.Errorf("--samples %d: one at least", c.samples))
	case count(inputs, "-") > 1:
		return fail(exitUsage, errors.New("standard input (-) is named more than once; it can be read once"))
	}
	for _, choice := range []struct {
		flag, value string
		of          []string
	}{{"format", c.format, evalFormats}, {"tokenizer", c.tokenizer, eval.Tokenizers}, {"part", c.part, summaryParts}} {
		if !slices.Contains(choice.of, choice.value) {
			return fail(exitUsage, fmt.Errorf("unknown --%s %q", choice.flag, choice.value), "choose one of: "+strings.Join(choice.of, ", "))
		}
	}
	return c.outputIsFree(c.file, inputs)
}

func count(list []string, value string) int {
	n := 0
	for _, v := range list {
		if v == value {
			n++
		}
	}
	return n
}

// outputIsFree refuses to write over an input or a person's work.
func (a *app) outputIsFree(file string, inputs []string) error {
	if file == "" {
		return nil
	}
	for _, in := range inputs {
		if in != "" && in != "-" && sameFile(a.path(file), a.path(in)) {
			return fail(exitOutput, fmt.Errorf("-o %s is an input", file), "name another file")
		}
	}
	return guardPerson(a.path(file))
}

// run scores the systems and writes the report.
func (c *evalCommand) run(ctx context.Context) error {
	if err := c.validate(); err != nil {
		return err
	}
	ctx, cancel := c.deadline(ctx)
	defer cancel()
	in, err := c.input(ctx)
	if err != nil {
		return err
	}
	code := exitDone
	for _, model := range c.models {
		system, modelCode, err := c.ask(ctx, model, &in)
		if err != nil {
			return err
		}
		code = worse(code, modelCode)
		in.Systems = append(in.Systems, system)
	}
	if err := parallel(in); err != nil {
		return err
	}
	r := scorecard.Make(in.Input)
	if err := c.deliver(c.file, func(w io.Writer) error { return c.write(w, r) }); err != nil {
		return err
	}
	return exit(code)
}

func (c *evalCommand) write(w io.Writer, r scorecard.Report) error {
	switch c.format {
	case "json":
		return r.JSON(w)
	case "html":
		return r.HTML(w)
	}
	return r.Text(w)
}

// deliver writes to a file, whole or not at all, or without one to standard
// output.
func (a *app) deliver(file string, write func(io.Writer) error) error {
	if file == "" {
		return written(write(a.Out))
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return written(atomicfile.Write(a.path(file), b.Bytes(), 0o644))
}

// evalInput is what is measured, and the sources of the models, which with
// summaries are more lines than there are summaries.
type evalInput struct {
	scorecard.Input
	lines     []string // of --source
	documents []string // of each of them; nil: not known
}

// input reads the files.
func (c *evalCommand) input(ctx context.Context) (evalInput, error) {
	in := evalInput{Input: scorecard.Input{Program: "dragoman-" + c.Version, Kind: scorecard.Translations, Samples: c.samples, Seed: c.seed}}
	if c.summary {
		in.Kind, in.Metrics = scorecard.Summaries, eval.Rouges()
	} else {
		in.Metrics, _ = eval.Standard(c.tokenizer) // validated
		in.Checks = append(check.Segment(), check.Article()...)
	}
	if err := c.readReferences(ctx, &in); err != nil {
		return in, err
	}
	if err := c.readSources(ctx, &in); err != nil {
		return in, err
	}
	for _, name := range c.hypotheses {
		s, err := c.readSystem(ctx, name)
		if err != nil {
			return in, err
		}
		if in.Documents == nil && s.documents != nil {
			in.Documents = s.documents
		}
		if in.Sources == nil && s.sources != nil && !c.summary {
			in.Sources = s.sources
		}
		in.Systems = append(in.Systems, s.Candidate)
	}
	if in.From == "" && in.Sources != nil {
		in.From, _ = language.Detect(strings.Join(in.Sources, "\n"))
	}
	return in, nil
}

// parallel refuses lists of texts that cannot belong together.
func parallel(in evalInput) error {
	want := len(in.References)
	for _, s := range in.Systems {
		if len(s.Hypotheses) != want {
			return fail(exitInput, fmt.Errorf("%s has %d texts, the references %d; line by line they must belong together", s.Name, len(s.Hypotheses), want))
		}
	}
	if in.Sources != nil && len(in.Sources) != want {
		return fail(exitInput, fmt.Errorf("the sources are %d texts, the references %d; line by line they must belong together", len(in.Sources), want))
	}
	if in.Documents != nil && len(in.Documents) != want {
		return fail(exitInput, fmt.Errorf("the names of documents are %d, the references %d", len(in.Documents), want))
	}
	return nil
}
