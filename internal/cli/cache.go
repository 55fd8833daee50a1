package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dragoman/internal/cache"
	"dragoman/internal/llm"
	"dragoman/internal/llm/recorded"
	"dragoman/internal/render"
	"dragoman/internal/source"
)

func newCache(a *app) *cobra.Command {
	cmd := group("cache", "what is stored, and why an answer was not found")
	cmd.AddCommand(newCacheStats(a), newCacheWhy(a), newCacheShow(a), newCacheVerify(a), newCachePrune(a), newCacheRemove(a))
	for _, sub := range cmd.Commands() {
		if sub.Name() != "why" {
			a.settingFlags(sub, flagCache)
		}
	}
	return cmd
}

func newCacheStats(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "stats", Short: "how much is stored, where and of which models", Args: cobra.NoArgs,
		Example: "  dragoman cache stats\n  dragoman cache stats --json\n  dragoman cache stats --cache-dir /tmp/dragoman-cache",
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := a.openCache()
			if err != nil {
				return err
			}
			s, err := c.Stats(cmd.Context())
			if err != nil {
				return fail(exitDisk, err)
			}
			if asJSON {
				return a.printJSON(s)
			}
			fmt.Fprintf(a.Out, "folder    %s\n", s.Dir)
			for _, g := range []struct {
				name string
				cache.Group
			}{{"replies", s.Replies}, {"segments", s.Segments}, {"pages", s.Pages}, {"seen", s.Seen}} {
				fmt.Fprintf(a.Out, "%-8s  %d (%s)\n", g.name, g.Entries, render.Bytes(g.Bytes))
			}
			if s.Damaged > 0 {
				fmt.Fprintf(a.Out, "damaged   %d (dragoman cache verify --repair)\n", s.Damaged)
			}
			if s.Entries > 0 {
				fmt.Fprintf(a.Out, "oldest    %s\nnewest    %s\n", s.Oldest.UTC().Format(time.DateOnly), s.Newest.UTC().Format(time.DateOnly))
			}
			for _, m := range s.Models {
				fmt.Fprintf(a.Out, "  %s  %d replies, %s, %s tokens in, %s out\n", m.Name, m.Entries, render.Bytes(m.Bytes), render.Count(m.PromptTokens), render.Count(m.CompletionTokens))
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func newCacheShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "show KEY", Short: "one entry as JSON, by its key or the start of it", Args: cobra.ExactArgs(1),
		Example: "  dragoman cache show 3fa9c1\n  dragoman cache show 3fa9c1 --cache-dir /tmp/dragoman-cache\n  dragoman cache show 3fa9c1 | less",
		RunE: func(_ *cobra.Command, args []string) error {
			c, err := a.openCache()
			if err != nil {
				return err
			}
			shown, err := c.Show(args[0])
			if err != nil {
				return cacheError(err)
			}
			return a.printJSON(shown)
		},
	}
}

func newCacheVerify(a *app) *cobra.Command {
	var repair bool
	cmd := &cobra.Command{
		Use: "verify", Short: "read every entry and check it", Args: cobra.NoArgs,
		Long:    "Reads every entry and checks it. Exit code 1 says that damaged entries were found and left; a damaged entry is never used as an answer.",
		Example: "  dragoman cache verify\n  dragoman cache verify --repair\n  dragoman cache verify --cache-dir /tmp/dragoman-cache",
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := a.openCache()
			if err != nil {
				return err
			}
			report, err := c.Verify(cmd.Context(), repair)
			if err != nil {
				return fail(exitDisk, err)
			}
			for _, d := range report.Damaged {
				fmt.Fprintln(a.Out, d.Error())
			}
			fmt.Fprintf(a.Out, "%d entries (%s), %d damaged, %d removed\n", report.Entries, render.Bytes(report.Bytes), len(report.Damaged), report.Removed)
			if len(report.Damaged) > report.Removed {
				return exit(exitPartial)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&repair, "repair", false, "remove what is damaged; it is asked for again when needed")
	return cmd
}

func newCachePrune(a *app) *cobra.Command {
	var size, age string
	var opts cache.PruneOptions
	cmd := &cobra.Command{
		Use: "prune", Short: "make the cache smaller, entries used longest ago first", Args: cobra.NoArgs,
		Example: "  dragoman cache prune --max-size 500MB\n  dragoman cache prune --older-than 90d --dry-run\n  dragoman cache prune --all",
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if size == "" && age == "" && !opts.All {
				return fail(exitUsage, errors.New("prune: nothing says what may stay"), "name a size:  dragoman cache prune --max-size 500MB", "or an age:    dragoman cache prune --older-than 90d", "or all:       dragoman cache prune --all")
			}
			if size != "" {
				if opts.MaxSize, err = cache.ParseSize(size); err != nil {
					return fail(exitUsage, err)
				}
				opts.All = opts.All || opts.MaxSize == 0
			}
			if age != "" {
				if opts.OlderThan, err = cache.ParseAge(age); err != nil {
					return fail(exitUsage, err)
				}
			}
			return a.prune(cmd.Context(), opts)
		},
	}
	f := cmd.Flags()
	f.StringVar(&size, "max-size", "", "how much may stay, such as 500MB")
	f.StringVar(&age, "older-than", "", "remove what was not used for so long, such as 90d")
	f.BoolVar(&opts.All, "all", false, "remove everything")
	f.BoolVar(&opts.DryRun, "dry-run", false, "say what would go, remove nothing")
	return cmd
}

func (a *app) prune(ctx context.Context, opts cache.PruneOptions) error {
	c, err := a.openCache()
	if err != nil {
		return err
	}
	r, err := c.Prune(ctx, opts)
	if err != nil {
		return fail(exitDisk, err)
	}
	verb := "removed"
	if opts.DryRun {
		verb = "would remove"
	}
	_, err = fmt.Fprintf(a.Out, "%s %d entries (%s); %d stay (%s)\n", verb, r.Removed, render.Bytes(r.Freed), r.Kept, render.Bytes(r.Left))
	return written(err)
}

func newCacheRemove(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "rm KEY...", Short: "remove entries by key or the start of it", Args: cobra.MinimumNArgs(1),
		Example: "  dragoman cache rm 3fa9c1\n  dragoman cache rm 3fa9c1 77b02e\n  dragoman cache rm 3fa9c1 --cache-dir /tmp/dragoman-cache",
		RunE: func(_ *cobra.Command, args []string) error {
			c, err := a.openCache()
			if err != nil {
				return err
			}
			removed, err := c.Delete(args...)
			for _, key := range removed {
				fmt.Fprintln(a.Out, key)
			}
			return cacheError(err)
		},
	}
}

// cacheError gives an error about an entry its code.
func cacheError(err error) error {
	var damage *cache.Damage
	switch {
	case err == nil:
		return nil
	case errors.Is(err, cache.ErrNoEntry):
		return fail(exitUsage, err, "what is stored: dragoman cache stats")
	case errors.As(err, &damage):
		return fail(exitDisk, err, "remove it: dragoman cache verify --repair")
	}
	return fail(exitUsage, err)
}

// whyCommand explains why a request for an article is or is not answered from
// the cache.
type whyCommand struct {
	*app
	task   string
	asJSON bool
}

func newCacheWhy(a *app) *cobra.Command {
	c := &whyCommand{app: a}
	cmd := &cobra.Command{
		Use: "why FILE", Short: "which part of an article's request differs from the nearest stored one", Args: cobra.ExactArgs(1),
		Example: `  dragoman cache why testdata/articles/oic-jeddah.ar.txt
  dragoman cache why --task summarize testdata/articles/oic-jeddah.ar.txt
  dragoman cache why --json testdata/articles/oic-jeddah.ar.txt`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args[0]) },
	}
	cmd.Flags().StringVar(&c.task, "task", string(taskTranslate), "translate or summarize")
	cmd.Flags().BoolVar(&c.asJSON, "json", false, "print JSON")
	a.read.add(a, cmd)
	a.settingFlags(cmd, flagModel, flagGlossary, flagPrompts, flagSummary, flagCache)
	return cmd
}

func (c *whyCommand) run(ctx context.Context, input string) error {
	if c.task != string(taskTranslate) && c.task != string(taskSummarize) {
		return fail(exitUsage, fmt.Errorf("unknown task %q", c.task), "choose one of: translate, summarize")
	}
	store, err := c.openCache()
	if err != nil {
		return err
	}
	req, err := c.firstRequest(ctx, task(c.task), input)
	if err != nil {
		return err
	}
	if req.Provider == recorded.Name {
		_, err := fmt.Fprintln(c.Out, "recorded replies answer this request; they bypass the cache\n  with a provider of your own: dragoman cache why --provider NAME "+source.Shown(input))
		return written(err)
	}
	e, err := c.endpoint(req.Provider)
	if err != nil {
		return err
	}
	client, err := c.client(e)
	if err != nil {
		return err
	}
	d, found, err := store.Nearest(ctx, req, client.Identity())
	if err != nil {
		return fail(exitDisk, err)
	}
	if c.asJSON {
		return c.printJSON(d)
	}
	return c.print(store, d, found, llm.Key(req, client.Identity()))
}

func (c *whyCommand) print(store *cache.Cache, d cache.Difference, found bool, key string) error {
	_, _, err := store.Get(key)
	switch {
	case err == nil:
		_, err = fmt.Fprintf(c.Out, "%s is stored: the %s request is answered from the cache\n", key[:12], c.task)
	case !found:
		_, err = fmt.Fprintf(c.Out, "%s is not stored, and nothing like it is\n", key[:12])
	default:
		_, err = fmt.Fprintf(c.Out, "%s is not stored; the nearest stored request is %s of %s:\n  %s\n", key[:12], d.Nearest.Key[:12],
			d.Nearest.Stored.UTC().Format(time.DateTime), strings.ReplaceAll(d.String(), "\n", "\n  "))
	}
	return written(err)
}

func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return written(enc.Encode(v))
}
