package summarize

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/digest"
	"dragoman/internal/language"
	"dragoman/internal/llm"
)

// maxReply is the length in bytes over which a reply is not read: the longest
// summary that can be asked for has a few kilobytes.
const maxReply = 256 << 10

// maxObjects is how many braces are tried as the beginning of the object. More
// than a few do not stand in a reply with prose or a Markdown fence around it,
// and each try may read to the end.
const maxObjects = 16

// answer is a reply taken apart: the sentences by name ("headline", "dek",
// "point1", …), each once and whole.
type answer map[string]part

// parse takes a reply apart. Models answer in the other form at times, so the
// carrier only says which is tried first. Prose and Markdown fences around the
// answer are skipped; unknown and repeated names, texts that are empty, cut or
// no valid UTF-8, and a second answer are errors. Nothing is mended.
func parse(carrier llm.Carrier, reply string, object func(*json.Decoder) (answer, error), known func(tag string) bool) (answer, error) {
	if len(reply) > maxReply {
		return nil, fmt.Errorf("the reply has %d bytes, a summary has at most %d", len(reply), maxReply)
	}
	fromTags := func() (answer, error) { return readTags(reply, known) }
	fromJSON := func() (answer, error) { return oneObject(reply, object) }
	readers := []func() (answer, error){fromJSON, fromTags}
	if carrier == llm.CarrierTags {
		slices.Reverse(readers)
	}
	a, err := readers[0]()
	if err == nil {
		return a, nil
	}
	if !errors.Is(err, errNone) {
		return nil, err
	}
	if a, err := readers[1](); err == nil {
		return a, nil
	}
	return nil, err
}

// errNone says that a reply holds nothing that looks like an answer.
var errNone = errors.New("the reply holds no summary")

// parseSummary reads the reply to a summary request into a draft.
func parseSummary(carrier llm.Carrier, reply string, limits Limits) (draft, error) {
	known := func(tag string) bool { return tag == "headline" || tag == "dek" || tag == pointTag }
	a, err := parse(carrier, reply, readSummary, known)
	if err != nil {
		return draft{}, err
	}
	d := draft{headline: a["headline"], dek: a["dek"]}
	for i := 1; ; i++ {
		p, ok := a[pointTag+strconv.Itoa(i)]
		if !ok {
			break
		}
		d.body = append(d.body, p)
	}
	if d.headline.text == "" || d.dek.text == "" {
		return draft{}, errors.New("the reply has no headline or no dek")
	}
	if limits.Form == digest.Lead {
		d.body = nil
	} else if len(d.body) == 0 {
		return draft{}, errors.New("the reply has no body")
	}
	return d, nil
}

// parseSentences reads the reply to a repair request.
func parseSentences(carrier llm.Carrier, reply string, names []string) (answer, error) {
	known := func(tag string) bool { return slices.Contains(names, tag) }
	return parse(carrier, reply, func(dec *json.Decoder) (answer, error) { return readSentences(dec, known) }, known)
}

// oneObject finds the one JSON object in a reply that read accepts.
func oneObject(reply string, read func(*json.Decoder) (answer, error)) (answer, error) {
	var found answer
	fault := errNone
	for from, tries := 0, 0; tries < maxObjects; tries++ {
		brace := strings.IndexByte(reply[from:], '{')
		if brace < 0 {
			break
		}
		from += brace
		dec := json.NewDecoder(strings.NewReader(reply[from:]))
		a, err := read(dec)
		switch {
		case err == nil && found != nil:
			return nil, errors.New("the reply holds two answers")
		case err == nil:
			found = a
			from += int(dec.InputOffset())
		default:
			if errors.Is(fault, errNone) {
				fault = err
			}
			from++
		}
	}
	if found == nil {
		return nil, fault
	}
	return found, nil
}

// readSummary reads the object of a summary.
func readSummary(dec *json.Decoder) (answer, error) {
	a := answer{}
	err := members(dec, func(key string, value json.RawMessage) error {
		switch key {
		case "headline", "dek":
			return a.setText(key, value)
		case "headline_evidence", "dek_evidence":
			return a.setEvidence(strings.TrimSuffix(key, "_evidence"), value)
		case "body":
			return a.setBody(value)
		}
		return fmt.Errorf("%w: unknown key %q", errNone, key)
	})
	if err == nil && len(a) == 0 {
		err = errNone
	}
	return a, err
}

// readSentences reads an object of sentences by name.
func readSentences(dec *json.Decoder, known func(string) bool) (answer, error) {
	a := answer{}
	err := members(dec, func(key string, value json.RawMessage) error {
		if !known(key) {
			return fmt.Errorf("%w: unknown key %q", errNone, key)
		}
		return a.setSentence(key, value)
	})
	if err == nil && len(a) == 0 {
		err = errNone
	}
	return a, err
}

// members reads one object and hands on its members. The standard decoder takes
// the last of two equal keys; here the second one is an error.
func members(dec *json.Decoder, member func(key string, value json.RawMessage) error) error {
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return errNone
	}
	seen := map[string]bool{}
	for dec.More() {
		t, err := dec.Token()
		key, ok := t.(string)
		if err != nil || !ok {
			return errNone
		}
		if seen[key] {
			return fmt.Errorf("the reply has %q twice", key)
		}
		seen[key] = true
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return fmt.Errorf("the reply breaks off or is no JSON after %q", key)
		}
		if err := member(key, value); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return errors.New("the reply breaks off before the object ends")
	}
	return nil
}

func (a answer) setText(name string, value json.RawMessage) error {
	var raw string
	if err := json.Unmarshal(value, &raw); err != nil {
		return fmt.Errorf("the reply's %s is no text", name)
	}
	text, err := clean(raw)
	if err != nil {
		return fmt.Errorf("the reply's %s %w", name, err)
	}
	a[name] = part{text: text, evidence: a[name].evidence}
	return nil
}

// setEvidence takes a list of ids; some models give numbers, or a single id.
func (a answer) setEvidence(name string, value json.RawMessage) error {
	var list []any
	if json.Unmarshal(value, &list) != nil {
		var one any
		if err := json.Unmarshal(value, &one); err != nil {
			return fmt.Errorf("the evidence of the reply's %s is no list", name)
		}
		list = []any{one}
	}
	var ids []string
	for _, v := range list {
		ids = append(ids, fmt.Sprint(v))
	}
	a[name] = part{text: a[name].text, evidence: evidence(strings.Join(ids, " "))}
	return nil
}

func (a answer) setBody(value json.RawMessage) error {
	var items []json.RawMessage
	if err := json.Unmarshal(value, &items); err != nil {
		return errors.New("the reply's body is no list")
	}
	for i, item := range items {
		if err := a.setSentence(pointTag+strconv.Itoa(i+1), item); err != nil {
			return err
		}
	}
	return nil
}

func (a answer) setSentence(name string, value json.RawMessage) error {
	err := members(json.NewDecoder(strings.NewReader(string(value))), func(key string, value json.RawMessage) error {
		switch key {
		case "text":
			return a.setText(name, value)
		case "evidence":
			return a.setEvidence(name, value)
		}
		return fmt.Errorf("%w: unknown key %q in %s", errNone, key, name)
	})
	if err == nil && a[name].text == "" {
		err = fmt.Errorf("the reply's %s is empty", name)
	}
	return err
}

// evidence reads ids such as "s04" into numbers, sorted, each once. What is no
// id becomes 0, which is no segment's number and so a fault.
func evidence(ids string) []int {
	var numbers []int
	for _, field := range strings.FieldsFunc(ids, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		n, err := strconv.Atoi(strings.TrimPrefix(strings.ToLower(field), "s"))
		if err != nil || n < 0 {
			n = 0
		}
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// idMarks matches evidence that a model wrote into the sentence itself, such as
// " [s02, s07]".
var idMarks = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\s*[\[(]\s*s\d{1,4}(?:\s*[,;\s]\s*s\d{1,4})*\s*[\])]`)
})

// clean makes a text one line without ids and bullet marks.
func clean(raw string) (string, error) {
	if !utf8.ValidString(raw) || strings.ContainsRune(raw, utf8.RuneError) {
		return "", errors.New("is no valid text")
	}
	text := oneLine(language.Clean(idMarks().ReplaceAllString(raw, "")))
	text = strings.TrimSpace(strings.TrimLeft(text, "-*•–— "))
	if text == "" {
		return "", errors.New("is empty")
	}
	return text, nil
}
