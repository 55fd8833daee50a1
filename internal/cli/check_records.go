package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dragoman/internal/atomicfile"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/render"
)

// recordFile is a file of records that are checked.
type recordFile struct {
	name, path string
	data       []byte
	records    []storedRecord
	spots      []recordSpots
}

// storedRecord is one record as it is stored and as the checks see it now.
type storedRecord struct {
	number      int // in the file, from 1
	stored, now digest.Digest
	decided     bool // it holds a new decision
}

// acceptIn keeps the decisions of --accept in the records that have such a
// finding, and writes those files back. An id that no record has is an error,
// and then nothing is written.
func (c *checkCommand) acceptIn(files []*recordFile) error {
	if len(c.accept) == 0 {
		return nil
	}
	found := map[string]bool{}
	var changed []*recordFile
	for _, file := range files {
		if file.accept(c.decisions(), found) {
			changed = append(changed, file)
		}
	}
	for _, id := range c.accept {
		if !found[id] {
			return fail(exitUsage, fmt.Errorf("there is no finding with the id %q", id), "the findings and their ids: dragoman check "+strings.Join(names(files), " "))
		}
	}
	for _, file := range changed {
		if err := file.save(); err != nil {
			return err
		}
	}
	return nil
}

func names(files []*recordFile) []string {
	var list []string
	for _, f := range files {
		list = append(list, f.name)
	}
	return list
}

// decisions are what was said on the command line; which check each is about
// is not known yet.
func (c *checkCommand) decisions() []digest.Acceptance {
	var list []digest.Acceptance
	for _, id := range c.accept {
		list = append(list, digest.Acceptance{ID: id, Reason: strings.TrimSpace(c.reason), By: strings.TrimSpace(c.by), At: c.Now().UTC().Truncate(time.Second)})
	}
	return list
}

// accept keeps decisions in the records that have such findings and reports
// whether there was one.
func (f *recordFile) accept(decisions []digest.Acceptance, found map[string]bool) bool {
	changed := false
	for i := range f.records {
		r := &f.records[i]
		for _, a := range decisions {
			at := slices.IndexFunc(r.now.Findings, func(f check.Finding) bool { return f.ID == a.ID })
			if at < 0 {
				continue
			}
			a.Check = r.now.Findings[at].Check
			r.now.Accept(a)
			r.stored.Accept(a)
			r.decided, found[a.ID], changed = true, true, true
		}
	}
	return changed
}

// save writes the file with the decisions in it; nothing else of it changes.
func (f *recordFile) save() error {
	var out bytes.Buffer
	text := bytes.TrimPrefix(f.data, []byte("\uFEFF"))
	skipped := len(f.data) - len(text)
	dec := json.NewDecoder(bytes.NewReader(text))
	at, records := 0, f.records
	for number := 1; len(records) > 0; number++ {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return fail(exitBug, fmt.Errorf("%s: %w", f.name, err))
		}
		end := skipped + int(dec.InputOffset())
		out.Write(f.data[at : end-len(raw)])
		at = end
		if records[0].number == number {
			var err error
			if raw, err = records[0].patched(raw); err != nil {
				return fail(exitBug, fmt.Errorf("%s: %w", f.name, err))
			}
			records = records[1:]
		}
		out.Write(raw)
	}
	out.Write(f.data[at:])
	if err := atomicfile.Write(f.path, out.Bytes(), 0o644); err != nil {
		return written(fmt.Errorf("keep the decision in %s: %w", f.name, err))
	}
	return nil
}

// patched returns the bytes of a record with its new decisions; without any, as
// they are.
func (r storedRecord) patched(raw []byte) ([]byte, error) {
	if !r.decided {
		return raw, nil
	}
	return digest.Patch(raw, r.stored)
}

// checked returns the file's records for output.
func (f *recordFile) checked() []render.Checked {
	var list []render.Checked
	for _, r := range f.records {
		name := f.name
		if len(f.records) > 1 {
			name += " record " + strconv.Itoa(r.number)
		}
		list = append(list, render.Checked{Input: name, Record: r.now, Where: f.where(r.number)})
	}
	return list
}

// where finds places of a record in its file: the line on which its segment
// begins, as far as the file is written so.
func (f *recordFile) where(number int) func(check.Finding) (render.Spot, []render.Spot) {
	name := f.name
	if name == "-" {
		name = "stdin"
	}
	return func(finding check.Finding) (render.Spot, []render.Spot) {
		spot := render.Spot{File: name, Line: 1}
		if number <= len(f.spots) {
			spot.Line = f.spots[number-1].line(finding)
		}
		return spot, nil
	}
}

// recordSpots are the lines of a file on which the parts of a record begin.
type recordSpots struct {
	start, summary int
	segments       []int // of the translation
}

func (s recordSpots) line(f check.Finding) int {
	switch {
	case f.Place != check.Translation && s.summary > 0:
		return s.summary
	case f.Place == check.Translation && f.Segment > 0 && f.Segment <= len(s.segments):
		return s.segments[f.Segment-1]
	}
	return s.start
}

// locate finds the parts of all records of a file. What cannot be read has no
// places.
func locate(data []byte) []recordSpots {
	var list []recordSpots
	dec := json.NewDecoder(bytes.NewReader(data))
	line := lineCounter(data)
	for {
		var s recordSpots
		if !s.read(dec, line) {
			return list
		}
		list = append(list, s)
	}
}

// lineCounter returns a function from growing offsets to their lines.
func lineCounter(data []byte) func(int64) int {
	at, line := int64(0), 1
	return func(offset int64) int {
		line += bytes.Count(data[at:offset], []byte("\n"))
		at = offset
		return line
	}
}

// read walks one record and notes where its parts are.
func (s *recordSpots) read(dec *json.Decoder, line func(int64) int) bool {
	var path []string // names and "[" of what is open
	key := ""
	for depth := 0; ; {
		token, err := dec.Token()
		if err != nil {
			return false
		}
		at := dec.InputOffset()
		switch t := token.(type) {
		case json.Delim:
			if t == '{' || t == '[' {
				s.note(strings.Join(append(path, key), "."), t, func() int { return line(at) })
				path, key = append(path, key), ""
				depth++
				continue
			}
			depth--
			path, key = path[:len(path)-1], ""
			if depth == 0 {
				return true
			}
		case string:
			key = t // or a value, which begins nothing
		}
	}
}

func (s *recordSpots) note(path string, open json.Delim, line func() int) {
	switch {
	case path == "" && open == '{':
		s.start = line()
	case path == ".summary" && open == '{':
		s.summary = line()
	case path == ".translation.segments." && open == '{':
		s.segments = append(s.segments, line())
	}
}
