package cli

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"dragoman/internal/article"
	"dragoman/internal/config"
	"dragoman/internal/llm/recorded"
	"dragoman/internal/read"
	"dragoman/testdata"
)

// demoArticle is the sample that the demo digests.
const demoArticle = "oic-jeddah.ar.txt"

func newDemo(a *app) *cobra.Command {
	c := &articleCommand{app: a, task: taskDigest, format: "text"}
	cmd := &cobra.Command{
		Use: "demo", Short: "a sample article, translated and summarised from recorded replies", Args: cobra.NoArgs,
		Long:    "Digests a sample article with the real replies that a model gave once. No key and no network.",
		Example: "  dragoman demo\n  dragoman demo --bilingual\n  dragoman demo --format json",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !a.settings.Quiet {
				fmt.Fprintln(a.Err, "the replies of this demo are recorded; nothing is sent\n  for your own articles, set a key: export OPENAI_API_KEY=…   (others: dragoman providers list)\n  or run locally:                   start Ollama, ollama pull gemma3, then add --provider ollama")
			}
			return c.demo(cmd.Context())
		},
	}
	c.outputFlags(cmd)
	a.settingFlags(cmd, flagSummary)
	return cmd
}

// demo runs the digest of the embedded sample.
func (c *articleCommand) demo(ctx context.Context) error {
	s, own := config.Defaults(), c.settings // the replies are recorded with the defaults
	s.Provider, s.Summary, s.Jobs = recorded.Name, own.Summary, own.Jobs
	s.Quiet, s.Verbose, s.Color = own.Quiet, own.Verbose, own.Color
	c.settings = s
	c.open = func(context.Context) (article.Article, error) { return sample(demoArticle) }
	return c.run(ctx, []string{"testdata/articles/" + demoArticle})
}

// sample reads one of the embedded articles.
func sample(name string) (article.Article, error) {
	file, err := testdata.Articles().Open(name)
	if err != nil {
		return article.Article{}, err
	}
	defer func(f fs.File) { f.Close() }(file)
	return read.From(file, "testdata/articles/"+name, read.Options{})
}
