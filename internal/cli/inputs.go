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
	"sync/atomic"
	"unicode"

	"dragoman/internal/article"
	"dragoman/internal/read"
	"dragoman/internal/render"
	"dragoman/internal/source"
)

// inputs are the articles of one run, in order.
type inputs struct {
	items   []source.Item
	copies  *copies       // nil: there is one article only
	repeats *read.Repeats // nil likewise
	short   atomic.Int64  // articles of which the feed has a summary only
}

// names returns what the items are called.
func (in *inputs) names() []string {
	names := make([]string, len(in.items))
	for i, item := range in.items {
		names[i] = item.Name
	}
	return names
}

// find returns the articles that the arguments stand for, standard input
// without any.
func (a *app) find(ctx context.Context, args []string, finder *source.Finder) (*inputs, error) {
	names, err := a.named(ctx, args)
	if err != nil {
		return nil, err
	}
	found := finder.Find(ctx, names)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	a.announceSkipped(found)
	in := &inputs{items: found.Items}
	if len(in.items) > 1 {
		in.copies, in.repeats = newCopies(len(in.items)), &read.Repeats{}
	}
	return in, nil
}

// named returns the names in the arguments and in the list of --files-from.
func (a *app) named(ctx context.Context, args []string) ([]string, error) {
	if a.read.filesFrom == "" {
		return inputsOf(args)
	}
	listed, err := a.listed(ctx)
	if err != nil {
		return nil, err
	}
	if len(args)+len(listed) == 0 {
		return nil, fail(exitUsage, fmt.Errorf("--files-from %s: it names no file", a.read.filesFrom))
	}
	return inputsOf(append(args[:len(args):len(args)], listed...))
}

// listed reads the names in a list: one a line, or divided by NUL as "find
// -print0" writes them.
func (a *app) listed(ctx context.Context) ([]string, error) {
	var data []byte
	var err error
	if a.read.filesFrom == "-" {
		data, err = io.ReadAll(a.stdin(ctx))
	} else {
		data, err = os.ReadFile(a.path(a.read.filesFrom))
	}
	if err != nil {
		return nil, fail(exitInput, fmt.Errorf("--files-from: %w", err))
	}
	divider := "\n"
	if bytes.IndexByte(data, 0) >= 0 {
		divider = "\x00"
	}
	var names []string
	for name := range strings.SplitSeq(string(data), divider) {
		if name = strings.TrimRight(name, "\r"); strings.TrimSpace(name) != "" {
			names = append(names, name)
		}
	}
	if a.read.filesFrom == "-" {
		for _, name := range names {
			if name == "-" {
				return nil, fail(exitUsage, errors.New("standard input is the list of files (--files-from -) and named in it; it can be read once"))
			}
		}
	}
	return names, nil
}

// inputsOf returns the arguments, or standard input when there are none.
func inputsOf(args []string) ([]string, error) {
	if len(args) == 0 {
		return []string{"-"}, nil
	}
	stdin := 0
	for _, arg := range args {
		if arg == "-" {
			stdin++
		}
	}
	if stdin > 1 {
		return nil, fail(exitUsage, fmt.Errorf("standard input (-) is named %d times; it can be read once", stdin))
	}
	return args, nil
}

// announceSkipped says which entries of feeds are not read.
func (a *app) announceSkipped(found source.Found) {
	if a.settings.Quiet {
		return
	}
	if found.Seen > 0 {
		fmt.Fprintf(a.Err, "entries of feeds skipped: %s, read before (--seen reads them again)\n", render.Count(found.Seen))
	}
	if found.Older > 0 {
		fmt.Fprintf(a.Err, "entries of feeds skipped: %s, older than --since\n", render.Count(found.Older))
	}
}

// oneArticle refuses metadata flags, which describe one article, for several.
func (a *app) oneArticle(articles int) error {
	for _, name := range a.read.given() {
		if articles > 1 {
			return fail(exitUsage, fmt.Errorf("--%s describes one article; %d were given", name, articles))
		}
	}
	return nil
}

// finder returns what finds articles, as flags and settings say.
func (a *app) finder() *source.Finder {
	r := a.read
	return &source.Finder{
		Read: a.readOptions(), Path: a.path, Stdin: a.askedStdin, Pages: newLazyPages(a),
		Recursive: r.recursive, Glob: r.glob, Full: r.full, Since: r.sinceTime, Limit: r.limit,
		Fields: r.fields, Jobs: a.settings.Jobs,
	}
}

// askedStdin is standard input, after a word to a person who has to type.
func (a *app) askedStdin(ctx context.Context) io.Reader {
	if a.InTTY && !a.settings.Quiet {
		fmt.Fprintln(a.Err, "paste the article, end with Ctrl-D")
	}
	return a.stdin(ctx)
}

// readInput reads the one article that an argument stands for.
func (a *app) readInput(ctx context.Context, input string) (article.Article, error) {
	in, err := a.find(ctx, []string{input}, a.finder())
	if err != nil {
		return article.Article{}, err
	}
	if n := len(in.items); n != 1 {
		return article.Article{}, fail(exitUsage, fmt.Errorf("%s holds %d articles; one is needed here", source.Shown(input), n), "see them: dragoman read --format jsonl "+source.Shown(input))
	}
	return in.items[0].Open(ctx)
}

// open reads the article at a place of the run, compares it with those before
// it, and counts its lines.
func (in *inputs) open(ctx context.Context, i int) (article.Article, error) {
	a, err := in.items[i].Open(ctx)
	if err == nil && slices.Contains(a.Caveats, article.SummaryOnly) {
		in.short.Add(1)
	}
	if err != nil || in.copies == nil {
		return a, err
	}
	first, repeats := in.copies.meet(ctx, i, a)
	if a.CopyOf = first; !repeats {
		in.repeats.Add(a)
	}
	return a, nil
}

// leave says that the article at a place is done with, and whether it has a
// record that others can be copies of.
func (in *inputs) leave(ctx context.Context, i int, made bool) {
	if in.copies != nil {
		in.copies.leave(ctx, i, made)
	}
}

// repeatLines is how many repeated lines are reported: beyond that a site needs
// a rule of its own.
const repeatLines = 5

// reportRun says what only the whole run shows: articles that are summaries,
// and lines that articles of one site share.
func (a *app) reportRun(in *inputs) {
	if a.settings.Quiet {
		return
	}
	if n := in.short.Load(); n > 0 {
		fmt.Fprintf(a.Err, "of %s the feed has only a summary (--full fetches the pages)\n", render.Plural(int(n), "article"))
	}
	if in.repeats == nil {
		return
	}
	found := in.repeats.Found()
	for i, r := range found {
		if i == repeatLines {
			fmt.Fprintf(a.Err, "and %s more; a site rule leaves them out for good: dragoman help settings (sites)\n", render.Plural(len(found)-i, "line"))
			break
		}
		where := ""
		if r.Site != "" {
			where = " of " + r.Site
		}
		fmt.Fprintf(a.Err, "likely boilerplate: %s\n  in %d articles%s; leave it out: --drop %s\n", render.Line(r.Text), r.Articles, render.Line(where), safeWords(r.Text))
	}
}

// safeWords returns the first words of a line, quoted, as they can be pasted
// into a shell: the line is a stranger's, and nothing in it may mean anything
// there.
func safeWords(line string) string {
	end := strings.IndexFunc(line, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != ' '
	})
	if end >= 0 {
		line = line[:end]
	}
	if line = strings.TrimSpace(line); len(strings.Fields(line)) < 2 {
		return "TEXT"
	}
	return "'" + line + "'"
}

// caveat says what an article is not, whole or read as its site's rule wants.
// That it is a summary is said once for the run.
func (a *app) caveat(w io.Writer, name string, art article.Article) {
	if a.settings.Quiet {
		return
	}
	for _, c := range art.Caveats {
		switch c {
		case article.Paywalled:
			fmt.Fprintf(w, "%s: the page shows only the beginning; the rest is for subscribers (--cookie-file)\n", render.Line(name))
		case article.NoSiteRule:
			fmt.Fprintf(w, "%s: the content selector of the site's rule matched nothing; it was read without\n", render.Line(name))
		}
	}
}

// unused warns of --keep and --drop texts that changed nothing in the only
// article.
func (a *app) unused(w io.Writer, art article.Article) {
	keep, drop := read.Unused(art, a.readOptions())
	for _, f := range []struct {
		name  string
		texts []string
	}{{"--keep", keep}, {"--drop", drop}} {
		for _, text := range f.texts {
			fmt.Fprintf(w, "%s %q: no block of the article holds it\n", f.name, render.Line(text))
		}
	}
}
