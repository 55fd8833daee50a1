package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/llm"
)

// part is one named part of what a key is made of.
type part struct {
	name  string
	value string // JSON; of a message, its text
}

// parts splits what a key is made of, in the order of its fields. It reads the
// JSON, not a list of fields, so that a new field cannot be forgotten.
func parts(req llm.Request, id llm.Identity) []part {
	var all []part
	for _, v := range []any{req, id} {
		data, err := json.Marshal(v)
		if err != nil {
			panic("cache: request does not marshal: " + err.Error())
		}
		all = append(all, fields(data)...)
	}
	for i, m := range req.Messages {
		all = append(all, part{fmt.Sprintf("messages[%d]", i), string(m.Role) + ":\n" + m.Content})
	}
	return all
}

// fields returns the members of a JSON object but for the messages.
func fields(object []byte) []part {
	dec := json.NewDecoder(bytes.NewReader(object))
	dec.Token() // the opening brace
	var all []part
	for dec.More() {
		name, err := dec.Token()
		var value json.RawMessage
		if err == nil {
			err = dec.Decode(&value)
		}
		if err != nil {
			panic("cache: request does not decode: " + err.Error())
		}
		if name != "messages" {
			all = append(all, part{fmt.Sprint(name), string(value)})
		}
	}
	return all
}

// hashParts returns 32 bits of hash for each part: enough to choose whom to
// compare in full, small enough to stand in every header.
func hashParts(req llm.Request, id llm.Identity) map[string]string {
	hashes := map[string]string{}
	for _, p := range parts(req, id) {
		h := sha256.Sum256([]byte(p.value))
		hashes[p.name] = hex.EncodeToString(h[:4])
	}
	return hashes
}

// sketch is the smallest hashes of the lines of a message, in ascending order.
// From two of them follows how many lines their messages share (bottom-k
// MinHash), without the messages.
type sketch []uint32

// sketchSize gives the share of common lines to within about a fifth, which is
// enough to find the same article with a changed paragraph or prompt; in a
// header it takes 128 characters.
const sketchSize = 24

func sketches(req llm.Request) []sketch {
	all := make([]sketch, len(req.Messages))
	for i, m := range req.Messages {
		all[i] = sketchOf(m.Content)
	}
	return all
}

func sketchOf(text string) sketch {
	var s sketch
	for line := range strings.Lines(text) {
		if line = unfence(strings.TrimSpace(line)); line != "" {
			h := sha256.Sum256([]byte(line))
			s = append(s, binary.BigEndian.Uint32(h[:]))
		}
	}
	slices.Sort(s)
	s = slices.Compact(s)
	return s[:min(len(s), sketchSize)]
}

// likeness estimates the share of common lines, 0 to 1.
func likeness(a, b sketch) float64 {
	union := slices.Compact(slices.Sorted(slices.Values(slices.Concat(a, b))))
	union = union[:min(len(union), sketchSize)]
	if len(union) == 0 {
		return 1
	}
	common := 0
	for _, h := range union {
		_, inA := slices.BinarySearch(a, h)
		_, inB := slices.BinarySearch(b, h)
		if inA && inB {
			common++
		}
	}
	return float64(common) / float64(len(union))
}

// MarshalText writes a sketch as base64 of its hashes.
func (s sketch) MarshalText() ([]byte, error) {
	data := make([]byte, 0, 4*len(s))
	for _, h := range s {
		data = binary.BigEndian.AppendUint32(data, h)
	}
	return base64.RawStdEncoding.AppendEncode(nil, data), nil
}

// UnmarshalText reads what MarshalText wrote.
func (s *sketch) UnmarshalText(text []byte) error {
	data, err := base64.RawStdEncoding.AppendDecode(nil, text)
	if err != nil || len(data)%4 != 0 {
		return fmt.Errorf("sketch of %d characters is damaged", len(text))
	}
	*s = nil
	for ; len(data) > 0; data = data[4:] {
		*s = append(*s, binary.BigEndian.Uint32(data))
	}
	return nil
}

// fenceLength is that of the token around an article in a prompt: 80 bits in
// base32.
const fenceLength = 16

// unfence blots out fence tokens. A token changes with every change of the
// text inside it, so it would hide where the change itself is.
func unfence(line string) string {
	inFence := func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= '2' && r <= '7' }
	var out strings.Builder
	for line != "" {
		run := strings.IndexFunc(line, func(r rune) bool { return !inFence(r) })
		if run < 0 {
			run = len(line)
		}
		if run == fenceLength {
			out.WriteString("(fence)")
		} else {
			out.WriteString(line[:run])
		}
		line = line[run:]
		next := strings.IndexFunc(line, inFence)
		if next < 0 {
			next = len(line)
		}
		out.WriteString(line[:next])
		line = line[next:]
	}
	return out.String()
}
