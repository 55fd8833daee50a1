package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/glossary"
	"dragoman/internal/render"
)

func newGlossary(a *app) *cobra.Command {
	cmd := group("glossary", "the house's renderings of terms and names")
	cmd.AddCommand(newGlossaryCheck(a), newGlossarySuggest(a))
	return cmd
}

// glossaryCheck looks for what is wrong with glossary files.
type glossaryCheck struct {
	*app
	format string
}

func newGlossaryCheck(a *app) *cobra.Command {
	c := &glossaryCheck{app: a}
	cmd := &cobra.Command{
		Use: "check [FILE]...", Short: "conflicts, duplicates, overlaps and wrong fields of glossary files",
		Long: `Reads glossary files (.tsv, .csv, .yaml, .tbx) together, or those of the settings, and prints what is wrong:
  field      an empty or wrong field (error)
  conflict   one source with different renderings; alternatives on one line are none (error)
  duplicate  one source twice with the same renderings (warning)
  overlap    a term inside a longer one that has another rendering there (warning)
  homograph  a source so short that other words look like it (warning)
Exit code 65 when there is an error.`,
		Example: `  dragoman glossary check testdata/glossary/oic.tsv
  dragoman glossary check --format json testdata/glossary/oic.tsv
  dragoman glossary check house.tsv names.csv`,
		RunE: func(_ *cobra.Command, args []string) error { return c.run(args) },
	}
	cmd.Flags().StringVar(&c.format, "format", "text", "text or json")
	must(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

// glossaryReport is what glossary check prints as JSON.
type glossaryReport struct {
	Files    []string           `json:"files"`
	Terms    int                `json:"terms"`
	Errors   int                `json:"errors"`
	Warnings int                `json:"warnings"`
	Problems []glossary.Problem `json:"problems"`
}

func (c *glossaryCheck) run(files []string) error {
	if c.format != "text" && c.format != "json" {
		return fail(exitUsage, fmt.Errorf("unknown format %q for glossary check", c.format), "choose one of: text, json")
	}
	if len(files) == 0 {
		files = c.settings.Glossary
	}
	if len(files) == 0 {
		return fail(exitUsage, errors.New("no glossary is named, and the settings have none"), "such as: dragoman glossary check house.tsv")
	}
	report, err := c.report(files)
	if err != nil {
		return err
	}
	if c.format == "json" {
		out := json.NewEncoder(c.Out)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		err = written(out.Encode(report))
	} else {
		err = c.print(report)
	}
	if err == nil && report.Errors > 0 {
		return exit(exitInput)
	}
	return err
}

// report reads all files and checks them together.
func (c *glossaryCheck) report(files []string) (glossaryReport, error) {
	report := glossaryReport{Files: files, Problems: []glossary.Problem{}}
	var terms []glossary.Term
	for _, name := range files {
		file, err := os.Open(c.path(name))
		if err != nil {
			return report, fail(exitInput, err)
		}
		more, problems, err := glossary.Scan(name, file)
		file.Close()
		if err != nil {
			return report, fail(exitInput, err)
		}
		terms = append(terms, more...)
		report.Problems = append(report.Problems, problems...)
	}
	report.Terms = len(terms)
	report.Problems = append(report.Problems, glossary.Check(terms)...)
	for _, p := range report.Problems {
		if p.Severity == glossary.Error {
			report.Errors++
		} else {
			report.Warnings++
		}
	}
	return report, nil
}

func (c *glossaryCheck) print(r glossaryReport) error {
	for _, p := range r.Problems {
		if _, err := fmt.Fprintf(c.Out, "%s:%d: %s %s: %s\n", render.Line(p.File), p.Line, p.Severity, p.Check, render.Line(p.Message)); err != nil {
			return written(err)
		}
	}
	if !c.settings.Quiet {
		fmt.Fprintf(c.Err, "%s: %s, %s, %s\n", render.Line(strings.Join(r.Files, ", ")), render.Plural(r.Terms, "term"), render.Plural(r.Errors, "error"), render.Plural(r.Warnings, "warning"))
	}
	return nil
}
