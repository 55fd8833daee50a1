package recorded

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"dragoman/internal/atomicfile"
	"dragoman/internal/llm"
)

// keyDigits is how much of the key a file's name has: 48 bits, so that two
// requests among a thousand share a name with odds under one in a billion; Ask
// compares whole keys anyway.
const keyDigits = 12

// Save writes a recording into an existing folder, replacing an older one of
// the same request. The file is called after what was asked and its key.
func Save(dir string, r llm.Recording) error {
	if err := valid(r); err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	var data bytes.Buffer
	out := json.NewEncoder(&data)
	out.SetEscapeHTML(false) // prompts have tags in them; people read these files
	out.SetIndent("", "  ")
	if err := out.Encode(r); err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	path := filepath.Join(dir, name(r.Request))
	if err := atomicfile.Write(path, data.Bytes(), 0o644); err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	return nil
}

// name returns the file name of a recording of req.
func name(req llm.Request) string {
	short := req.SchemaName
	if short == "" {
		short = string(req.Carrier)
	}
	short = strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		case 'A' <= r && r <= 'Z':
			return r + ('a' - 'A')
		}
		return '-'
	}, short)
	if short == "" {
		short = "reply"
	}
	return short + "-" + Key(req)[:keyDigits] + ".json"
}
