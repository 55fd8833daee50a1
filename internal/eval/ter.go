package eval

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// TER is the translation edit rate (Snover et al. 2006) as sacreBLEU 2.6.0
// computes it, with tercom's limits: words inserted, deleted, replaced and
// blocks of words moved, by the words of the reference. The zero value is its
// usual form.
type TER struct {
	Cased      bool
	Normalized bool // tercom's tokenizer
	NoPunct    bool
	Asian      bool // Chinese and Japanese characters are words; with Normalized
}

// Name implements [Metric].
func (t TER) Name() string { return "TER" }

// Signature implements [Metric].
func (t TER) Signature(refs int) string {
	return fmt.Sprintf("nrefs:%d|case:%s|tok:tercom|norm:%s|punct:%s|asian:%s",
		refs, caseName(!t.Cased), yesNo(t.Normalized), yesNo(!t.NoPunct), yesNo(t.Asian))
}

// Stats returns the edits to the closest reference and the references' mean
// length. References are normalised twice, because sacreBLEU does so: a second
// time splits the 's of "Jim's.", which the first leaves.
func (t TER) Stats(hypothesis string, references []string) []float64 {
	numbers := symbols{}
	h := numbers.of(fields(t.normal(hypothesis)))
	edits, length := -1, 0
	for _, r := range references {
		words := numbers.of(fields(t.normal(t.normal(r))))
		length += len(words)
		if n := editRate(h, words); edits < 0 || n < edits {
			edits = n
		}
	}
	return []float64{float64(edits), float64(length) / float64(len(references))}
}

// Score implements [Metric].
func (t TER) Score(stats []float64) float64 {
	switch {
	case len(stats) == 0:
		return 0
	case stats[1] > 0:
		return 100 * stats[0] / stats[1]
	case stats[0] > 0:
		return 100
	}
	return 0
}

var (
	tercomSplits = sync.OnceValue(func() []rewrite {
		return rewrites("([{-~\\[-` -&(-+:-@/])", " ${1} ", `'s `, ` 's `, `'s$`, ` 's`,
			`([^0-9])([.,])`, "${1} ${2} ", `([.,])([^0-9])`, " ${1} ${2}", `([0-9])(-)`, "${1} ${2} ")
	})
	// Each step sees the spaces of those before. tercom's steps for runs of kana
	// are left out: as they are written they match nothing.
	tercomAsian = sync.OnceValue(func() []rewrite {
		return rewrites(`([\x{4e00}-\x{9fff}\x{3400}-\x{4dbf}])`, " ${1} ", `([\x{31c0}-\x{31ef}\x{2e80}-\x{2eff}])`, " ${1} ",
			`([\x{3300}-\x{33ff}\x{f900}-\x{faff}\x{fe30}-\x{fe4f}])`, " ${1} ", `([\x{3200}-\x{3f22}])`, " ${1} ",
			"("+asianPunctuation+")", " ${1} ", "("+wideSigns+")", " ${1} ")
	})
	tercomPunctuation = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[.,?:;!"()]`) })
	tercomAsianSigns  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(asianPunctuation + "|" + wideSigns) })
)

const (
	asianPunctuation = `[\x{3001}\x{3002}\x{3008}-\x{3011}\x{3014}-\x{301f}\x{ff61}-\x{ff65}\x{30fb}]`
	wideSigns        = `[\x{ff0e}\x{ff0c}\x{ff1f}\x{ff1a}\x{ff1b}\x{ff01}\x{ff02}\x{ff08}\x{ff09}]`
)

// normal writes a text as tercom compares it.
func (t TER) normal(text string) string {
	text = strings.TrimRightFunc(text, isSpace)
	if !t.Cased {
		text = lowered(text)
	}
	if t.Normalized {
		text = unescape(strings.ReplaceAll(strings.ReplaceAll(text, "\n-", ""), "\n", " "))
		text = apply(tercomSplits(), " "+text+" ")
		if t.Asian {
			text = apply(tercomAsian(), text)
		}
	}
	if t.NoPunct {
		text = tercomPunctuation().ReplaceAllString(text, "")
		if t.Asian {
			text = tercomAsianSigns().ReplaceAllString(text, "")
		}
	}
	return text
}
