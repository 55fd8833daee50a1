package glossary

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// table makes rows of the lines of a table. A line with the heading "source"
// names the columns; without one they are in the order of fields. A heading may
// stand again further down, where files were joined.
type table struct {
	columns []string
	rows    []row
}

func (t *table) add(line int, cells []string) {
	if blank(cells) {
		return
	}
	if isHeading(cells) {
		t.columns = nil
		for _, c := range cells {
			name, known := fieldOf(c)
			if !known && strings.TrimSpace(c) != "" {
				t.rows = append(t.rows, row{line: line, wrong: unknownField(c)})
			}
			t.columns = append(t.columns, name)
		}
		return
	}
	if t.columns == nil {
		t.columns = fields
	}
	r := row{line: line, cells: map[string]string{}}
	for i, c := range cells {
		switch {
		case i < len(t.columns):
			r.cells[t.columns[i]] = c
		case strings.TrimSpace(c) != "":
			r.wrong = fmt.Sprintf("there are %d columns here, and %d have a heading: %s", len(cells), len(t.columns), strings.Join(t.columns, ", "))
		}
	}
	if len(cells) == 1 && len(t.columns) > 1 {
		r.wrong = "there is one column here; source and target stand in two, with a tab or comma between them"
	}
	t.rows = append(t.rows, r)
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

func isHeading(cells []string) bool {
	return slices.ContainsFunc(cells, func(c string) bool { name, _ := fieldOf(c); return name == fieldSource }) &&
		slices.ContainsFunc(cells, func(c string) bool { name, _ := fieldOf(c); return name == fieldTarget })
}

// readTSV reads tab-separated lines, in which nothing is quoted. "# " begins a
// comment line.
func readTSV(data []byte) []row {
	var t table
	n := 0
	for line := range bytes.Lines(data) {
		n++
		text := strings.TrimRight(string(line), "\r\n")
		if text != "#" && !strings.HasPrefix(text, "# ") {
			t.add(n, strings.Split(text, "\t"))
		}
	}
	return t.rows
}

// readCSV reads comma-separated lines, or semicolons where the first line has
// them and no comma, as spreadsheets write in many countries.
func readCSV(data []byte) ([]row, error) {
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord = -1
	in.Comment = '#'
	first, _, _ := bytes.Cut(data, []byte("\n"))
	if bytes.ContainsRune(first, ';') && !bytes.ContainsRune(first, ',') {
		in.Comma = ';'
	}
	var t table
	for {
		cells, err := in.Read()
		if err == io.EOF {
			return t.rows, nil
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			return nil, lineError{wrong.Line, "not CSV: " + wrong.Err.Error() + `; a quotation mark inside quotes is written twice`}
		}
		if err != nil {
			return nil, err
		}
		line, _ := in.FieldPos(0)
		t.add(line, cells)
	}
}
