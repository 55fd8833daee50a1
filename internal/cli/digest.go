package cli

import (
	"github.com/spf13/cobra"
)

const articleInput = `Reads text, Markdown and HTML files, web pages, feeds (RSS, Atom, JSON Feed, OPML), JSON and JSONL records and,
with --recursive or --glob, folders; without arguments, or with -, standard input. What an input is, its content says.`

func newDigest(a *app) *cobra.Command {
	c := &articleCommand{app: a, task: taskDigest}
	cmd := &cobra.Command{
		Use: "digest [FILE|URL|FOLDER|-]...", Short: "translation and summary, one record per article",
		Long: "One article in, one record out: an English summary whose sentences name the paragraphs they rest on,\nthe full translation, and what the checks found. Several articles give several records, not a round-up.\n" + articleInput,
		Example: `  dragoman digest testdata/articles/oic-jeddah.ar.txt
  dragoman digest --format json -o record.json testdata/articles/port-brest.fr.txt
  cat testdata/articles/oic-jeddah.ar.txt | dragoman digest --length brief -`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args) },
	}
	c.flags(cmd)
	a.settingFlags(cmd, flagSummary)
	cmd.Flags().BoolVar(&c.schema, "json-schema", false, "print the JSON Schema of the record and exit")
	return cmd
}

func newTranslate(a *app) *cobra.Command {
	c := &articleCommand{app: a, task: taskTranslate}
	cmd := &cobra.Command{
		Use: "translate [FILE|URL|FOLDER|-]...", Short: "translation only, printed while it comes",
		Long: "Translates every paragraph; each is printed as soon as it is whole and was accepted.\n" + articleInput,
		Example: `  dragoman translate testdata/articles/oic-jeddah.ar.txt
  dragoman translate --bilingual --format markdown testdata/articles/water-yazd.fa.txt
  dragoman translate --clean testdata/articles/port-brest.fr.txt > brest.txt`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args) },
	}
	c.flags(cmd)
	return cmd
}

func newSummarize(a *app) *cobra.Command {
	c := &articleCommand{app: a, task: taskSummarize}
	cmd := &cobra.Command{
		Use: "summarize [FILE|URL|FOLDER|-]...", Aliases: []string{"summarise"}, Short: "summary only, from the source",
		Long: "Writes an English summary from the source, in one request, or with --extractive chooses the article's own\nsentences, without a model and in its own language.\n" + articleInput,
		Example: `  dragoman summarize testdata/articles/oic-jeddah.ar.txt
  dragoman summarize --extractive testdata/articles/water-yazd.fa.txt
  dragoman summarize --length long testdata/articles/oic-jeddah.ar.txt`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args) },
	}
	c.flags(cmd)
	a.settingFlags(cmd, flagSummary)
	cmd.Flags().BoolVar(&c.extractive, "extractive", false, "choose sentences of the article itself; no model")
	return cmd
}

// flags adds what the three commands share.
func (c *articleCommand) flags(cmd *cobra.Command) {
	c.app.read.add(c.app, cmd)
	c.app.read.addSeveral(cmd)
	c.app.read.addSeen(cmd)
	c.app.settingFlags(cmd, flagModel, flagStyle, flagGlossary, flagChecks, flagPrompts, flagCache, flagTrust, flagMemory, flagJobs)
	c.outputFlags(cmd)
	cmd.Flags().StringVar(&c.app.record, "record", "", "keep each request and its reply in this `folder`, to replay with --recordings")
}
