package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/digest"
	"dragoman/internal/glossary"
	"dragoman/internal/language"
	"dragoman/internal/render"
)

// glossarySuggest collects the names of records for a glossary.
type glossarySuggest struct {
	*app
	least int
}

func newGlossarySuggest(a *app) *cobra.Command {
	c := &glossarySuggest{app: a}
	cmd := &cobra.Command{
		Use: "suggest DIGEST...", Short: "names that recur in stored records, as glossary lines to edit",
		Long: `Reads records that were stored with --format json or jsonl and prints the names in them as a glossary (TSV) to
edit: the rendering most records have, and in the comment how many articles and segments have the name and which
other renderings there are. What the glossary of the settings or --glossary has already is left out.`,
		Example: `  dragoman glossary suggest monday.jsonl tuesday.jsonl > names.tsv
  dragoman glossary suggest --glossary house.tsv --min 3 archive.jsonl
  dragoman glossary suggest --min 1 record.json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args) },
	}
	a.settingFlags(cmd, flagGlossary)
	cmd.Flags().IntVar(&c.least, "min", 0, "names in this many articles or more (default 2, and 1 for a single record)")
	return cmd
}

func (c *glossarySuggest) run(ctx context.Context, args []string) error {
	known, err := c.houseGlossary()
	if err != nil {
		return err
	}
	found := candidates{}
	for _, arg := range args {
		if err := c.collect(ctx, arg, &found); err != nil {
			return err
		}
	}
	least := c.least
	if least <= 0 {
		least = min(2, found.records)
	}
	entries := found.entries(least, known)
	if err := written(glossary.WriteTSV(c.Out, entries)); err != nil {
		return err
	}
	if !c.settings.Quiet {
		fmt.Fprintf(c.Err, "%s in %s\n", render.Plural(len(entries), "name"), render.Plural(found.records, "record"))
	}
	return nil
}

// collect reads the records of a file. Lines about articles without a record
// have no names.
func (c *glossarySuggest) collect(ctx context.Context, arg string, into *candidates) error {
	var in io.Reader = c.stdin(ctx)
	if arg != "-" {
		file, err := os.Open(c.path(arg))
		if err != nil {
			return fail(exitInput, err)
		}
		defer file.Close()
		in = file
	}
	for d, err := range digest.DecodeAll(in) {
		switch {
		case errors.As(err, new(*digest.FailedArticle)):
		case err != nil:
			return fail(exitInput, fmt.Errorf("%s: %w", arg, err), "suggest takes what digest --format json or jsonl prints")
		default:
			into.add(d)
		}
	}
	return nil
}

// candidates are the names of some records, by language and folded source.
type candidates struct {
	records int
	byKey   map[string]*candidateName
}

// candidateName is one name: how many records have each of its forms.
type candidateName struct {
	language                string
	sources, targets, kinds map[string]int
	articles, segments      int
}

func (c *candidates) add(d digest.Digest) {
	c.records++
	if c.byKey == nil {
		c.byKey = map[string]*candidateName{}
	}
	base, seen := language.Base(d.Article.Language), map[string]bool{}
	for _, n := range d.Names {
		if strings.TrimSpace(n.Source) == "" || strings.TrimSpace(n.Target) == "" {
			continue
		}
		key := base + "\x00" + language.Fold(n.Source)
		name := c.byKey[key]
		if name == nil {
			name = &candidateName{language: base, sources: map[string]int{}, targets: map[string]int{}, kinds: map[string]int{}}
			c.byKey[key] = name
		}
		if !seen[key] {
			seen[key] = true
			name.articles++
		}
		name.segments += len(n.Segments)
		name.sources[n.Source]++
		name.targets[n.Target]++
		name.kinds[n.Kind]++
	}
}

// entries returns the names that enough articles have and the glossary has not,
// the most frequent first.
func (c *candidates) entries(least int, known *glossary.Glossary) []glossary.Entry {
	names := slices.SortedFunc(maps.Values(c.byKey), func(a, b *candidateName) int {
		return cmp.Or(b.articles-a.articles, b.segments-a.segments, cmp.Compare(mostOf(a.sources)[0], mostOf(b.sources)[0]), cmp.Compare(a.language, b.language))
	})
	var entries []glossary.Entry
	for _, n := range names {
		e := n.entry()
		if n.articles >= least && !has(known, e.Term) {
			entries = append(entries, e)
		}
	}
	return entries
}

func (n *candidateName) entry() glossary.Entry {
	targets := mostOf(n.targets)
	e := glossary.Entry{Term: glossary.Term{Source: mostOf(n.sources)[0], Targets: targets[:1]}}
	if language.Name(n.language) != n.language { // a language there is
		e.Language = n.language
	}
	if k := glossary.Kind(mostOf(n.kinds)[0]); k.IsName() {
		e.Kind = k
	}
	e.Comment = render.Plural(n.articles, "article") + ", " + render.Plural(n.segments, "segment")
	if len(targets) > 1 {
		parts := make([]string, len(targets))
		for i, t := range targets {
			parts[i] = fmt.Sprintf("%s (%d)", t, n.targets[t])
		}
		e.Comment += "; conflict: " + strings.Join(parts, ", ")
	}
	return e
}

// mostOf returns the keys of a count, the most frequent first.
func mostOf(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
}

// has reports whether a glossary has a term for all of a name.
func has(known *glossary.Glossary, t glossary.Term) bool {
	return slices.ContainsFunc(known.In(t.Source, t.Language), func(m glossary.Match) bool {
		return m.Start == 0 && m.End == len(t.Source)
	})
}
