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
	"time"

	"github.com/spf13/cobra"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/llm"
	"dragoman/internal/llm/recorded"
	"dragoman/internal/pipeline"
	"dragoman/internal/render"
	"dragoman/internal/source"
)

// task is what an article command makes.
type task string

const (
	taskDigest    task = "digest"
	taskTranslate task = "translate"
	taskSummarize task = "summarize"
)

// articleCommand is one of the commands that make records.
type articleCommand struct {
	*app
	task       task
	format     string
	file, dir  string
	bilingual  bool
	clean      bool
	strict     bool
	extractive bool
	schema     bool
	names      string                                         // "", "table" or "tsv"
	open       func(context.Context) (article.Article, error) // nil: what the arguments name
}

// outputFlags adds the flags that say how and where records are written.
func (c *articleCommand) outputFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.format, "format", "text", "text, markdown, html, json or jsonl")
	f.StringVarP(&c.file, "output", "o", "", "write everything to this `file`, whole or not at all")
	f.StringVar(&c.dir, "out", "", "write a file for each article into this `folder`")
	f.BoolVar(&c.bilingual, "bilingual", false, "print each source paragraph above its translation")
	f.BoolVar(&c.clean, "clean", false, "leave out numbers and marks, for pasting")
	f.BoolVar(&c.strict, "strict", false, "exit with code 3 when a check finds an error")
	namesFlag(cmd, &c.names)
	must(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp)))
}

var formats = []string{"text", "markdown", "html", "json", "jsonl"}

// validate refuses flags that cannot be honoured, whatever the arguments stand
// for, before anything is fetched.
func (c *articleCommand) validate() error {
	switch {
	case !slices.Contains(formats, c.format):
		return fail(exitUsage, fmt.Errorf("unknown format %q", c.format), "choose one of: "+strings.Join(formats, ", "))
	case c.file != "" && c.dir != "":
		return fail(exitUsage, errors.New("-o and --out were both given; one says one file, the other a file for each article"))
	}
	return nil
}

// fits refuses what cannot be honoured for so many articles, before anything is
// asked.
func (c *articleCommand) fits(articles int) error {
	switch {
	case c.format == "json" && articles > 1 && c.dir == "":
		return fail(exitUsage, fmt.Errorf("%d articles do not fit into one JSON object", articles), "one record a line: --format jsonl", "a file for each:   --out DIR")
	case c.format == "html" && articles > 1 && c.dir == "":
		return fail(exitUsage, fmt.Errorf("%d articles do not fit into one HTML page", articles), "a file for each: --out DIR")
	}
	if err := validNames(c.names, c.format, c.bilingual || c.clean); err != nil {
		return err
	}
	return c.oneArticle(articles)
}

// textWidth is where English text is wrapped. It is the same with and without
// a terminal, so that the bytes are.
const textWidth = 100

// look returns how records are rendered.
func (c *articleCommand) look() render.Options {
	return render.Options{Bilingual: c.bilingual, Clean: c.clean, WithNames: c.names == namesTable, Width: textWidth}
}

// run makes a record of every input.
func (c *articleCommand) run(ctx context.Context, args []string) error {
	if c.schema {
		_, err := c.Out.Write(digest.Schema())
		return written(err)
	}
	if err := c.validate(); err != nil {
		return err
	}
	ctx, cancel := c.deadline(ctx)
	defer cancel()
	seen, remember := c.seenBy(c.task)
	in, err := c.inputs(ctx, args, seen)
	if err != nil || len(in.items) == 0 {
		return c.ended(ctx, err)
	}
	out, err := c.target(in)
	if err != nil {
		return err
	}
	line, err := c.pipeline(ctx, c.task, c.extractive)
	if err != nil {
		return err
	}
	c.shareSegments(line, in)
	code := c.over(ctx, in.names(), c.settings.Jobs, func(ctx context.Context, _ string, s *slot) outcome {
		o := c.one(ctx, line, out, in, s)
		if mark := in.items[s.index].Mark; mark != "" && (o.code == exitDone || o.code == exitStrict) {
			out.then(s, func() { remember(mark) })
		}
		return o
	})
	if err := out.flush(len(in.items)); err != nil {
		return err
	}
	c.reportRun(in)
	return exit(code)
}

// target returns where the records of the run go, after it was seen that they
// can.
func (c *articleCommand) target(in *inputs) (*target, error) {
	if err := c.fits(len(in.items)); err != nil {
		return nil, err
	}
	out := &target{file: c.path(c.file), dir: c.path(c.dir), ext: extensions[c.format], write: renderer(c.format, c.look())}
	if c.names == namesTSV {
		out.ext, out.write = extensions[namesTSV], writeNames
	}
	if err := out.plan(in.items, c.paths(in.names())); err != nil {
		return nil, err
	}
	if c.record != "" {
		return out, written(os.MkdirAll(c.path(c.record), 0o755))
	}
	return out, nil
}

// inputs returns the articles of the run, without the entries of feeds that
// seen knows.
func (c *articleCommand) inputs(ctx context.Context, args []string, seen func(string) bool) (*inputs, error) {
	if c.open != nil {
		return &inputs{items: []source.Item{{Name: args[0], Stem: "demo", Open: c.open}}}, nil
	}
	finder := c.finder()
	finder.Seen, finder.Out = seen, c.path(c.dir)
	return c.find(ctx, args, finder)
}

// shareSegments lets copies share their translation where nothing is kept on
// disk.
func (c *articleCommand) shareSegments(line *pipeline.Pipeline, in *inputs) {
	if t := line.Translator; t != nil && in.copies != nil && llm.Mode(c.settings.Cache.Mode) != llm.ReadWrite && c.record == "" && t.Models[0].Provider != recorded.Name {
		t.Store = newRunStore(t.Store)
	}
}

// one makes and delivers the record of one article, and lets its copies go on.
func (c *articleCommand) one(ctx context.Context, line *pipeline.Pipeline, out *target, in *inputs, s *slot) (o outcome) {
	defer func() { in.leave(ctx, s.index, o.record != nil && o.record.Status != digest.Failed) }()
	started, input, alone := c.Now(), in.items[s.index].Name, len(in.items) == 1
	a, err := in.open(ctx, s.index)
	if err = c.ended(ctx, err); err != nil {
		return c.failed(out, s, input, "", err)
	}
	if alone {
		c.unused(s.err(), a)
	}
	c.caveat(s.err(), input, a)
	watch, done := c.progress(alone)
	stream := c.stream(out, s)
	d, err := c.follow(line, watch).Run(ctx, a, stream.emit)
	done()
	err = c.unrecorded(c.ended(ctx, err))
	if d == nil {
		return c.failed(out, s, input, a.ID, err)
	}
	if d.Status == digest.Failed && (out.file != "" || out.dir != "") {
		return c.failed(out, s, input, a.ID, fail(exitPartial, errNothing, "why: the same command without -o and --out"))
	}
	if werr := stream.finish(*d, func() error { return out.put(s, *d) }); werr != nil {
		return outcome{input: input, err: werr, code: codeOf(werr)}
	}
	if !alone && !c.settings.Quiet {
		fmt.Fprintf(s.err(), "%s:\n", render.Line(input))
	}
	c.report(s.err(), *d, c.Now().Sub(started))
	return outcome{input: input, record: d, err: err, code: worse(codeOf(err), c.codeOf(*d))}
}

// ended gives a run that was interrupted or ran out of time its own error,
// whatever the work in hand made of it.
func (c *articleCommand) ended(ctx context.Context, err error) error {
	switch {
	case err == nil || ctx.Err() == nil:
		return err
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fail(exitLater, errTimeLimit, "run the same command again to continue")
	}
	return errors.Join(context.Cause(ctx), err)
}

var errTimeLimit = errors.New("the time limit (--timeout) is over; what was finished is saved")

// errNothing keeps a file that may hold something better.
var errNothing = errors.New("no segment was translated; no file was written")

// codeOf is the exit code that a record alone gives.
func (c *articleCommand) codeOf(d digest.Digest) int {
	switch {
	case d.Status != digest.Complete:
		return exitPartial
	case c.strict && d.Checks.Errors > 0:
		return exitStrict
	}
	return exitDone
}

// failed reports an article without a record; in JSONL it is a line of its own.
func (c *articleCommand) failed(out *target, s *slot, input, id string, err error) outcome {
	code := codeOf(err)
	if c.format == "jsonl" {
		message, _ := explain(err)
		var line bytes.Buffer
		werr := digest.EncodeFailure(&line, digest.Failure{ID: id, Source: input,
			Error: digest.FailureError{Code: code, Kind: kindOf(err), Retryable: retryable(err), Message: message}})
		if werr == nil {
			werr = out.line(s, line.Bytes())
		}
		if werr != nil {
			return outcome{input: input, err: werr, code: codeOf(werr)}
		}
	}
	return outcome{input: input, err: err, code: code}
}

// report prints what a person should know beside the text, on standard error.
func (a *app) report(w io.Writer, d digest.Digest, elapsed time.Duration) {
	if a.settings.Quiet {
		return
	}
	fmt.Fprintln(w, render.Head(d))
	for _, l := range render.FindingLines(d, a.settings.Verbose) {
		fmt.Fprintln(w, a.paint(l))
	}
	fmt.Fprintln(w, render.ChecksLine(d))
	fmt.Fprintln(w, render.UsageLine(d, elapsed))
}

// segmentStream prints translated segments while they are accepted, where the
// output is a text that grows in order; elsewhere it does nothing.
//
// Segments that failed wait for the first that did not: without one there may
// be no record, and then nothing is printed.
type segmentStream struct {
	writer *render.Stream // nil: nothing is printed before the end
	before func() error   // what stands before the first segment; nil once it is written
	held   []digest.Segment
	err    error
}

func (c *articleCommand) stream(out *target, s *slot) *segmentStream {
	if c.task != taskTranslate || c.format != "text" || c.names == namesTSV || out.file != "" || out.dir != "" {
		return &segmentStream{}
	}
	return &segmentStream{writer: render.NewStream(s.out(), c.look()), before: func() error {
		_, err := io.WriteString(s.out(), out.separator(s))
		return err
	}}
}

func (t *segmentStream) emit(s digest.Segment) {
	if t.writer == nil {
		return
	}
	t.held = append(t.held, s)
	if t.before == nil || s.State == digest.OK {
		t.print()
	}
}

// print writes what is held.
func (t *segmentStream) print() {
	if t.before != nil {
		t.err, t.before = t.before(), nil
	}
	for _, s := range t.held {
		if t.err == nil {
			t.err = t.writer.Segment(s)
		}
	}
	t.held = nil
}

// finish ends the text, or writes the record whole where nothing was printed.
func (t *segmentStream) finish(d digest.Digest, whole func() error) error {
	if t.writer == nil {
		return whole()
	}
	t.print()
	if t.err == nil {
		t.err = t.writer.Close(d)
	}
	return written(t.err)
}
