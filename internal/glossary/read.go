package glossary

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// maxFile is the largest glossary file: some hundred times a newsroom's.
const maxFile = 32 << 20

// Read reads the terms of a glossary file; the name's ending says in which
// format: .tsv, .csv, .yaml or .tbx. The first thing that is wrong is the
// error, with its line and what to do.
func Read(name string, r io.Reader) ([]Term, error) {
	terms, problems, err := scan(name, r)
	if err != nil {
		return nil, err
	}
	for _, p := range problems {
		if p.Severity == Error {
			return nil, p
		}
	}
	return terms, nil
}

// scan reads a file as far as it can be read: terms, and what is wrong with
// those that are none. The error is of a file that cannot be read at all.
func scan(name string, r io.Reader) ([]Term, []Problem, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read glossary %s: %w", name, err)
	}
	if len(data) > maxFile {
		return nil, nil, fmt.Errorf("glossary %s: larger than 32 MiB, which no glossary is", name)
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if at := invalid(data); at >= 0 {
		return nil, nil, fmt.Errorf("%s:%d: not UTF-8 text; save the file as UTF-8", name, 1+bytes.Count(data[:at], []byte("\n")))
	}
	var rows []row
	switch ext := strings.ToLower(filepath.Ext(name)); ext {
	case ".tsv", ".tab":
		rows = readTSV(data)
	case ".csv":
		rows, err = readCSV(data)
	case ".yaml", ".yml":
		rows, err = readYAML(data)
	case ".tbx":
		rows, err = readTBX(data)
	default:
		return nil, nil, fmt.Errorf("glossary %s: its format is unknown; name it .tsv, .csv, .yaml or .tbx", name)
	}
	if err != nil {
		if at, ok := err.(lineError); ok {
			return nil, nil, fmt.Errorf("%s:%d: %s", name, at.line, at.message)
		}
		return nil, nil, fmt.Errorf("glossary %s: %w", name, err)
	}
	terms, problems := finish(name, rows)
	return terms, problems, nil
}

// lineError is why a file cannot be read, and where.
type lineError struct {
	line    int
	message string
}

func (e lineError) Error() string { return e.message }

func invalid(data []byte) int {
	for at := 0; at < len(data); {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n == 1 || r == 0 {
			return at
		}
		at += n
	}
	return -1
}
