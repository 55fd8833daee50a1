package digest

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Patch returns the bytes of a stored record with the acceptances and counts of
// d in them. Every other member stays as it is, byte by byte: also what a newer
// program wrote and this one does not know. A record without a place for the
// acceptances is an error: no decision is lost.
func Patch(raw []byte, d Digest) ([]byte, error) {
	members, err := topLevel(raw)
	if err != nil {
		return nil, fmt.Errorf("patch record %s: %w", d.Article.ID, err)
	}
	if !has(members, "accepted") && !has(members, "findings") {
		return nil, fmt.Errorf("patch record %s: it has neither findings nor acceptances", d.Article.ID)
	}
	d = d.complete()
	checks, err := patched(raw, d.Checks)
	if err != nil {
		return nil, err
	}
	accepted, err := patched(raw, d.Accepted)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	at := 0
	for _, m := range members {
		var value []byte
		switch m.name {
		case "checks":
			value = checks
		case "accepted":
			value = accepted
		case "findings":
			value = raw[m.start:m.end]
			if !has(members, "accepted") && len(d.Accepted) > 0 {
				value = append(bytes.Clone(value), inserted(raw, accepted)...)
			}
		default:
			continue
		}
		out.Write(raw[at:m.start])
		out.Write(value)
		at = m.end
	}
	out.Write(raw[at:])
	return out.Bytes(), nil
}

// member is one value of a JSON object: raw[start:end].
type member struct {
	name       string
	start, end int
}

func has(members []member, name string) bool {
	for _, m := range members {
		if m.name == name {
			return true
		}
	}
	return false
}

// topLevel finds the values of an object.
func topLevel(raw []byte) ([]member, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	var members []member
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, err
		}
		end := int(dec.InputOffset())
		members = append(members, member{name.(string), end - len(value), end})
	}
	_, err := dec.Token() // the end, or what is missing
	return members, err
}

// patched encodes a value as it stands in a record like raw, which is indented
// or one line.
func patched(raw []byte, v any) ([]byte, error) {
	indent := ""
	if isIndented(raw) {
		indent = "  "
	}
	var out bytes.Buffer
	if err := encode(&out, indent, v, "part of a record"); err != nil {
		return nil, err
	}
	data := bytes.TrimSuffix(out.Bytes(), []byte("\n"))
	if indent != "" {
		data = bytes.ReplaceAll(data, []byte("\n"), []byte("\n"+indent))
	}
	return data, nil
}

// inserted is a member "accepted" as it follows another one.
func inserted(raw, value []byte) []byte {
	between, colon := ",", `"accepted":`
	if isIndented(raw) {
		between, colon = ",\n  ", `"accepted": `
	}
	return append([]byte(between+colon), value...)
}

func isIndented(raw []byte) bool { return bytes.IndexByte(bytes.TrimSpace(raw), '\n') >= 0 }
