package check

import (
	"encoding/json"
	"iter"
	"regexp"
	"strings"
	"sync"
)

var leftover = Check{
	Name:     "leftover",
	Category: "accuracy/addition",
	About:    "nothing of the request is in the translation: fence, ids, tags, instructions, Markdown fences",
	Run:      eachPair(leftovers),
}

// marks are the signs that only a request or a reply's packing has. They are
// compiled on first use.
var marks = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(strings.Join([]string{
		`</?(?:s|seg|segment)\s*\d{1,3}\s*/?>`,                       // <s01>
		`</?(?:s|seg|segment)\s+id\s*=[^>]{0,20}>`,                   // <seg id="1">
		`</?(?:think|thinking|reasoning|headline|dek)>`,              // thinking, tagged lines
		`<\|[a-z_]+\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>`, // chat templates
		`\[s\d{2,3}(?: [a-z_]+)?\]`,                                  // [s01 paragraph]
		"(?m)^\\s*[\"'`*]{0,2}s\\d{2,3}[\"'`*]{0,2}\\s*:",            // "s01":
		"```+|~~~+", // Markdown fences
	}, "|"))
})

func leftovers(doc Document, i int) []Finding {
	p := doc.Pairs[i]
	var findings []Finding
	add := func(message string, start, end int) {
		text := p.Target[start:end]
		if strings.TrimSpace(text) != "" && !strings.Contains(p.Source, strings.TrimSpace(text)) {
			findings = append(findings, Finding{Severity: Error, Message: message, TargetEvidence: span(p.Target, start, end)})
		}
	}
	if start, end, ok := fenceToken(p.Target); ok {
		add("holds the fence of the request", start, end)
	}
	if strings.ContainsAny(p.Target, "<[`~:") {
		for _, m := range marks().FindAllStringIndex(p.Target, -1) {
			add("holds a mark of the request or reply", m[0], m[1])
		}
	}
	if text := strings.TrimSpace(p.Target); strings.HasPrefix(text, "{") && json.Valid([]byte(text)) && !strings.HasPrefix(strings.TrimSpace(p.Source), "{") {
		add("is JSON, not a text", 0, len(p.Target))
	}
	if start, end, ok := promptRun(doc, i); ok {
		add("repeats the instructions of the request", start, end)
	}
	return findings
}

// fenceLength is in base32 characters: 80 bits.
const fenceLength = 16

// fenceToken finds a word that looks like a fence: 16 characters of base32, in
// a row that no word has: a digit among capitals, or five consonants.
func fenceToken(text string) (start, end int, ok bool) {
	from := -1
	for i := 0; i <= len(text); i++ {
		if i < len(text) && (base32Char(text[i]) || isWordByte(text[i])) {
			if from < 0 {
				from = i
			}
			continue
		}
		if from >= 0 && i-from == fenceLength && isFence(text[from:i]) {
			return from, i, true
		}
		from = -1
	}
	return 0, 0, false
}

func base32Char(b byte) bool { return 'A' <= b && b <= 'Z' || '2' <= b && b <= '7' }

func isWordByte(b byte) bool {
	return b >= 0x80 || b == '_' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z'
}

func isFence(word string) bool {
	letters, digits, consonants, most := 0, 0, 0, 0
	for i := range len(word) {
		b := word[i]
		if !base32Char(b) {
			return false
		}
		if b < 'A' {
			digits++
			continue
		}
		letters++
		if strings.IndexByte("AEIOUY", b) >= 0 {
			consonants = 0
			continue
		}
		consonants++
		most = max(most, consonants)
	}
	return digits > 0 && letters > 0 || most >= 5
}

// promptWords is the length of a run of words that a translation shares with
// its instructions only by repeating them.
const promptWords = 8

// promptRun finds the first run of the prompt's words in a target.
func promptRun(doc Document, i int) (start, end int, ok bool) {
	if doc.Prompt == "" {
		return 0, 0, false
	}
	tokens := doc.targetTokens(i)
	if len(tokens) < promptWords {
		return 0, 0, false
	}
	runs := doc.promptRuns()
	first, last := -1, -1
	at := 0
	for run := range runsOf(doc.targetHashes(i)) {
		switch {
		case !runs[run]:
			if first >= 0 {
				return tokens[first].start, tokens[last].end, true
			}
		case first >= 0:
			last++
		case index(doc.sourceTokens(i), words(tokens[at:at+promptWords])) < 0:
			first, last = at, at+promptWords-1
		}
		at++
	}
	if first < 0 {
		return 0, 0, false
	}
	return tokens[first].start, tokens[last].end, true
}

// promptRuns returns the runs of words of the prompt.
func (d Document) promptRuns() map[[promptWords]uint64]bool {
	if d.facts != nil && d.facts.prompt != nil {
		return d.facts.prompt
	}
	runs := map[[promptWords]uint64]bool{}
	for run := range runsOf(hashesOf(tokenize(d.Prompt))) {
		runs[run] = true
	}
	if d.facts != nil {
		d.facts.prompt = runs
	}
	return runs
}

// runsOf yields all runs of promptWords words, given as hashes.
func runsOf(hashes []uint64) iter.Seq[[promptWords]uint64] {
	return func(yield func([promptWords]uint64) bool) {
		for at := 0; at+promptWords <= len(hashes); at++ {
			if !yield([promptWords]uint64(hashes[at : at+promptWords])) {
				return
			}
		}
	}
}

func words(tokens []token) []string {
	list := make([]string, len(tokens))
	for i, t := range tokens {
		list[i] = t.word
	}
	return list
}
