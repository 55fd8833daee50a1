package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/digest"
	"dragoman/internal/glossary"
	"dragoman/internal/render"
)

// What --names may be.
const (
	namesTable = "table"
	namesTSV   = "tsv"
)

// namesFlag adds --names, which alone stands for the table.
func namesFlag(cmd *cobra.Command, into *string) {
	cmd.Flags().StringVar(into, "names", "", "print the names, too, those not confirmed first; --names tsv prints only them, as lines of a glossary")
	cmd.Flags().Lookup("names").NoOptDefVal = namesTable
	must(cmd.RegisterFlagCompletionFunc("names", cobra.FixedCompletions([]string{namesTable, namesTSV}, cobra.ShellCompDirectiveNoFileComp)))
}

// joinNames lets "--names tsv" stand for "--names=tsv": a flag that may stand
// alone takes no word after it otherwise.
func joinNames(args []string) []string {
	args = slices.Clone(args)
	for i := 0; i+1 < len(args) && args[i] != "--"; i++ {
		if args[i] == "--names" && (args[i+1] == namesTSV || args[i+1] == namesTable) {
			args[i] += "=" + args[i+1]
			args = slices.Delete(args, i+1, i+2)
		}
	}
	return args
}

// validNames refuses what --names cannot go with. shaped is set when another
// flag shapes the text, of which --names tsv leaves nothing.
func validNames(names, format string, shaped bool) error {
	switch {
	case names == "":
	case names != namesTable && names != namesTSV:
		return fail(exitUsage, fmt.Errorf("unknown form %q of --names", names), "write --names for a table or --names tsv for lines of a glossary")
	case format == "json" || format == "jsonl":
		return fail(exitUsage, fmt.Errorf("--names does not go with --format %s, which has the names always", format))
	case names == namesTSV && (format != "text" || shaped):
		return fail(exitUsage, errors.New("--names tsv prints the names alone; it goes with no other form or part of the text"))
	}
	return nil
}

// writeNames writes a record's names as lines of a glossary: those nobody has
// confirmed as terms, to be accepted, the others behind them as comments. What
// is called by two names is one term with both, and a name whose source is not
// known is none.
func writeNames(w io.Writer, d digest.Digest) error {
	var open, decided []glossary.Entry
	at := map[string]int{} // position in open by source
	for _, n := range render.NamesOf(d) {
		if n.Source == "" {
			continue
		}
		e := glossary.Entry{Term: glossary.Term{Source: n.Source, Targets: []string{n.Target}, Language: d.Article.Language}, Comment: n.Origin + numbersOf(n.Segments)}
		if k := glossary.Kind(n.Kind); k.IsName() {
			e.Kind = k
		}
		if render.Confirmed(n) {
			decided = append(decided, e)
			continue
		}
		if i, ok := at[n.Source]; ok {
			also(&open[i], e)
			continue
		}
		at[n.Source] = len(open)
		open = append(open, e)
	}
	if err := glossary.WriteTSV(w, open); err != nil || len(decided) == 0 {
		return err
	}
	var known strings.Builder
	if err := glossary.WriteTSV(&known, decided); err != nil {
		return err
	}
	_, lines, _ := strings.Cut(known.String(), "\n") // the heading stands above
	for line := range strings.Lines(lines) {
		if _, err := io.WriteString(w, "# "+line); err != nil {
			return err
		}
	}
	return nil
}

// also adds to a term what its source is called elsewhere.
func also(e *glossary.Entry, o glossary.Entry) {
	if !slices.Contains(e.Targets, o.Targets[0]) {
		e.Targets = append(e.Targets, o.Targets[0])
	}
	if e.Kind == "" {
		e.Kind = o.Kind
	}
	e.Comment += ", " + o.Comment
}

// numbersOf returns where a name stands, as people see it: " [2, 7]".
func numbersOf(segments []int) string {
	if len(segments) == 0 {
		return ""
	}
	return " " + strings.ReplaceAll(fmt.Sprint(segments), " ", ", ")
}
