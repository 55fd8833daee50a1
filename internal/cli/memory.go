package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/atomicfile"
	"dragoman/internal/config"
	"dragoman/internal/digest"
	"dragoman/internal/exchange"
	"dragoman/internal/language"
	"dragoman/internal/llm"
	"dragoman/internal/llm/recorded"
	"dragoman/internal/memory"
	"dragoman/internal/render"
	"dragoman/translate"
)

// memoryFile returns the file of approved translations: the one of the
// settings, or the user's own.
func (a *app) memoryFile() (path string, chosen bool) {
	if a.settings.Memory != "" {
		return a.path(a.settings.Memory), true
	}
	user := config.UserFile(a.Environ)
	if user == "" {
		return "", false
	}
	return filepath.Join(filepath.Dir(user), "memory.jsonl"), false
}

// openMemory reads the memory. Without a file it is empty; a file that was
// named has to be there.
func (a *app) openMemory() (*memory.Memory, error) {
	path, chosen := a.memoryFile()
	if path == "" {
		return nil, nil
	}
	m, err := memory.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !chosen:
		return nil, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fail(exitSettings, fmt.Errorf("there is no memory %s", path), "make one: dragoman memory import --memory "+path+" FILE.tmx")
	case err != nil:
		return nil, fail(exitSettings, err)
	}
	return m, nil
}

// approved returns what translations look up first, or nil. Recordings are
// exact and bypass it.
func (a *app) approved(models []llm.Candidate) (translate.Memory, error) {
	if models[0].Provider == recorded.Name {
		return nil, nil
	}
	m, err := a.openMemory()
	if m == nil || err != nil {
		return nil, err
	}
	return m, nil
}

func newMemory(a *app) *cobra.Command {
	cmd := group("memory", "translations that people approved: used again, shown to the model when near")
	cmd.AddCommand(newMemoryImport(a), newMemoryExport(a), newMemoryList(a), newMemoryRemove(a))
	for _, sub := range cmd.Commands() {
		a.settingFlags(sub, flagMemory)
	}
	return cmd
}

func newMemoryImport(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "import FILE...", Short: "add pairs from TMX, from another memory or from approved records", Args: cobra.MinimumNArgs(1),
		Long: "Adds translations into English that a person approved. They win over every model: a paragraph with the same source is\n" +
			"never asked for again, and the translation of one that is nearly the same (75 % of the words) is shown to the model.\n" +
			"A later import replaces the text of the same source.",
		Example: "  dragoman memory import archive.tmx\n  dragoman memory import --memory house.jsonl archive.tmx\n  dragoman memory import approved-record.json",
		RunE: func(_ *cobra.Command, args []string) error {
			var pairs []memory.Pair
			for _, name := range args {
				found, err := pairsIn(a.path(name))
				if err != nil {
					return fail(exitInput, fmt.Errorf("%s: %w", name, err))
				}
				pairs = append(pairs, found...)
			}
			path, _ := a.memoryFile()
			added, changed, same := 0, 0, 0
			err := a.changeMemory(path, func(old []memory.Pair) (merged []memory.Pair) {
				merged, added, changed, same = memory.Merge(old, pairs)
				return merged
			})
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.Out, "%s: %s added, %d replaced, %d there already\n", path, render.Plural(added, "pair"), changed, same)
			return written(err)
		},
	}
}

// changeMemory rewrites the memory in a file.
func (a *app) changeMemory(path string, change func([]memory.Pair) []memory.Pair) error {
	if path == "" {
		return fail(exitOutput, errors.New("the system names no folder for a memory"), "name a file: --memory FILE")
	}
	return written(memory.Change(path, func(old []memory.Pair) ([]memory.Pair, error) { return change(old), nil }))
}

// pairsIn reads a file that is TMX, a memory or a record by its first sign.
func pairsIn(path string) ([]memory.Pair, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	switch text := strings.TrimSpace(strings.TrimPrefix(string(head[:n]), "\uFEFF")); {
	case !strings.HasPrefix(text, "{"):
		return pairsOfTMX(f)
	case strings.Contains(text, digest.SchemaName):
		return pairsOfRecords(f)
	}
	return memory.Read(f)
}

// signed are the states in which a unit is a person's decision, as tools write
// them; a unit that says nothing of its state is taken for one.
var signed = []string{"approved", "final", "signed-off", "reviewed"}

// pairsOfTMX takes each unit's English and what it translates, but for units that
// say that nobody approved them.
func pairsOfTMX(r io.Reader) ([]memory.Pair, error) {
	var pairs []memory.Pair
	err := exchange.ReadTMX(r, func(u exchange.Unit) error {
		english, ok := u.In("en")
		if !ok || strings.TrimSpace(english.Text) == "" || u.State != "" && !slices.Contains(signed, u.State) {
			return nil
		}
		for _, t := range u.Texts {
			if language.IsEnglish(t.Language) || t.Language == "" || strings.TrimSpace(t.Text) == "" {
				continue
			}
			pairs = append(pairs, memory.Pair{
				Source: strings.Join(strings.Fields(t.Text), " "), Target: strings.Join(strings.Fields(english.Text), " "),
				Language: t.Language, By: u.By, At: u.At, Note: u.Note,
			})
		}
		return nil
	})
	if err == nil && len(pairs) == 0 {
		err = errors.New("it has no approved unit with English and another language")
	}
	return pairs, err
}

// pairsOfRecords takes what a person wrote or approved.
func pairsOfRecords(r io.Reader) ([]memory.Pair, error) {
	var pairs []memory.Pair
	for d, err := range digest.DecodeAll(r) {
		if err != nil {
			return nil, err
		}
		if d.Translation == nil {
			continue
		}
		for _, s := range d.Translation.Segments {
			if s.Target != nil && (d.Translation.Status == digest.Approved || s.Origin == digest.FromPerson) {
				pairs = append(pairs, memory.Pair{Source: s.Source, Target: *s.Target, Language: d.Article.Language})
			}
		}
	}
	if len(pairs) == 0 {
		return nil, errors.New("no person approved anything in it; only approved text goes into a memory")
	}
	return pairs, nil
}

func newMemoryExport(a *app) *cobra.Command {
	var format, out string
	cmd := &cobra.Command{
		Use: "export", Short: "the memory as TMX, for other tools, or as JSON lines", Args: cobra.NoArgs,
		Example: "  dragoman memory export -o house.tmx\n  dragoman memory export --format jsonl\n  dragoman memory export --memory house.jsonl | less",
		RunE: func(*cobra.Command, []string) error {
			m, err := a.openMemory()
			if err != nil {
				return err
			}
			write := func(w io.Writer) error { return exchange.WriteTMX(w, a.Version, unitsOf(pairsOf(m))) }
			switch format {
			case "tmx":
			case "jsonl":
				write = func(w io.Writer) error { return memory.Write(w, pairsOf(m)) }
			default:
				return fail(exitUsage, fmt.Errorf("unknown format %q for a memory", format), "choose one of: tmx, jsonl")
			}
			var b bytes.Buffer
			if err := write(&b); err != nil {
				return err
			}
			if out != "" {
				return written(atomicfile.Write(a.path(out), b.Bytes(), 0o644))
			}
			_, err = a.Out.Write(b.Bytes())
			return written(err)
		},
	}
	cmd.Flags().StringVar(&format, "format", "tmx", "tmx or jsonl")
	cmd.Flags().StringVarP(&out, "output", "o", "", "write to this `file`")
	must(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"tmx", "jsonl"}, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func pairsOf(m *memory.Memory) []memory.Pair {
	if m == nil {
		return nil
	}
	return m.Pairs()
}

func unitsOf(pairs []memory.Pair) []exchange.Unit {
	var units []exchange.Unit
	for _, p := range pairs {
		units = append(units, exchange.Unit{
			Texts: []exchange.Text{{Language: p.Language, Text: p.Source}, {Language: "en", Text: p.Target}},
			By:    p.By, At: p.At, Note: p.Note,
		})
	}
	return units
}

func newMemoryList(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "list [TEXT]", Short: "the pairs, or those that hold a text in either language", Args: cobra.MaximumNArgs(1),
		Example: "  dragoman memory list\n  dragoman memory list Jeddah\n  dragoman memory list جدة",
		RunE: func(_ *cobra.Command, args []string) error {
			m, err := a.openMemory()
			if err != nil {
				return err
			}
			want := language.Fold(strings.Join(args, " "))
			for _, p := range pairsOf(m) {
				if !strings.Contains(language.Fold(p.Source), want) && !strings.Contains(language.Fold(p.Target), want) {
					continue
				}
				if _, err := fmt.Fprintf(a.Out, "%s  %s\n%s\n%s\n\n", digest.Key(p.Source), render.Line(p.Language), render.Line(p.Source), render.Line(p.Target)); err != nil {
					return written(err)
				}
			}
			return nil
		},
	}
}

func newMemoryRemove(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "rm KEY...", Short: "remove pairs, by the keys that list prints", Args: cobra.MinimumNArgs(1),
		Example: "  dragoman memory rm 3fa9c1d2e4b5a697\n  dragoman memory rm --memory house.jsonl 3fa9c1d2e4b5a697\n  dragoman memory list Jeddah",
		RunE: func(_ *cobra.Command, keys []string) error {
			path, _ := a.memoryFile()
			left := slices.Clone(keys)
			err := a.changeMemory(path, func(pairs []memory.Pair) []memory.Pair {
				return slices.DeleteFunc(slices.Clone(pairs), func(p memory.Pair) bool {
					i := slices.Index(left, digest.Key(p.Source))
					if i >= 0 {
						left = slices.Delete(left, i, i+1)
					}
					return i >= 0
				})
			})
			if err == nil && len(left) > 0 {
				return fail(exitInput, fmt.Errorf("there is no pair %s", strings.Join(left, ", ")), "the keys: dragoman memory list")
			}
			return err
		},
	}
}
