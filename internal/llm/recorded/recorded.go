// Package recorded answers requests from stored recordings, offline.
//
// [New] takes the folders, [Model.Ask] answers exactly what was recorded and
// nothing else, and [Save] adds a recording. What is not recorded is an error
// of kind [llm.Missing] that holds a [*Miss]: what the nearest recording has
// differently.
package recorded

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"dragoman/internal/llm"
)

// Name is the provider name under which recordings answer.
const Name = "recorded"

// maxFile is the size of file that is still read as a recording: a chunk of
// 1,500 words, its prompt and its answer are under 100 kB in any script.
const maxFile = 8 << 20

// Model answers requests that were recorded. It is safe for concurrent use.
type Model struct {
	folders []fs.FS
	all     func() ([]entry, error) // every recording, read once, when needed
}

var _ llm.Model = (*Model)(nil)

// entry is one recording and where it was found.
type entry struct {
	key string
	llm.Recording
}

// New returns a model that answers from the *.json files at the top of each
// folder. When two hold the same request the first folder wins. No file is
// read before the first request, and then only those that may hold its answer.
func New(folders ...fs.FS) (*Model, error) {
	if len(folders) == 0 || slices.Contains(folders, nil) {
		return nil, errors.New("recordings: no folder given")
	}
	m := &Model{folders: folders}
	m.all = sync.OnceValues(m.readAll)
	return m, nil
}

// Key returns the name of a request among recordings: the hash of all of it
// but the provider and the model, since a recording answers whoever asks.
func Key(req llm.Request) string {
	req.Provider, req.Model = "", ""
	return llm.Key(req, llm.Identity{})
}

// Ask returns the recorded reply to req. Its Model and Writer are the model
// that really wrote it; it went over no wire, so it has no attempts.
func (m *Model) Ask(ctx context.Context, req llm.Request, onText func(string)) (llm.Reply, error) {
	if err := ctx.Err(); err != nil {
		return llm.Reply{}, err
	}
	found, err := m.find(Key(req))
	if err != nil {
		return llm.Reply{}, unreadable(err)
	}
	if found == nil {
		return llm.Reply{}, m.miss(req)
	}
	reply := found.Reply
	reply.Model, reply.Writer = found.Writer, found.Writer
	if onText != nil {
		onText(reply.Text)
	}
	return reply, nil
}

// unreadable is the error of recordings that cannot be used at all.
func unreadable(err error) error {
	return &llm.Error{Provider: Name, Kind: llm.Missing, Err: err}
}

// Writers returns the models that wrote the recordings, sorted.
func (m *Model) Writers() ([]string, error) {
	all, err := m.all()
	if err != nil {
		return nil, err
	}
	var writers []string
	for _, e := range all {
		writers = append(writers, e.Writer)
	}
	slices.Sort(writers)
	return slices.Compact(writers), nil
}

// find returns the recording under key, or nil. The files that Save would have
// named after the key are read first; only if none is it are all others.
func (m *Model) find(key string) (*entry, error) {
	for _, folder := range m.folders {
		names, err := fs.Glob(folder, "*-"+key[:keyDigits]+".json")
		if err != nil {
			return nil, fmt.Errorf("list recordings: %w", err)
		}
		for _, name := range names {
			e, err := read(folder, name)
			if err != nil {
				return nil, err
			}
			if e.key == key {
				return &e, nil
			}
		}
	}
	all, err := m.all()
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		if e.key == key {
			return &e, nil
		}
	}
	return nil, nil
}

func (m *Model) readAll() ([]entry, error) {
	var all []entry
	for _, folder := range m.folders {
		names, err := fs.Glob(folder, "*.json")
		if err != nil {
			return nil, fmt.Errorf("list recordings: %w", err)
		}
		for _, name := range names {
			e, err := read(folder, name)
			if err != nil {
				return nil, err
			}
			all = append(all, e)
		}
	}
	return all, nil
}

// read reads one recording. What is not wholly understood is an error: a
// recording is never edited by hand, so a strange one is of another version.
func read(folder fs.FS, name string) (entry, error) {
	file, err := folder.Open(name)
	if err != nil {
		return entry{}, fmt.Errorf("read recording: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return entry{}, fmt.Errorf("read recording %s: %w", name, err)
	}
	r, err := decode(data)
	if err != nil {
		return entry{}, fmt.Errorf("recording %s: %w; make it again", path.Base(name), err)
	}
	return entry{key: Key(r.Request), Recording: r}, nil
}

func decode(data []byte) (llm.Recording, error) {
	if len(data) > maxFile {
		return llm.Recording{}, fmt.Errorf("larger than %d MiB", maxFile>>20)
	}
	var r llm.Recording
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(&r); err != nil {
		return r, err
	}
	if rest, _ := io.ReadAll(in.Buffered()); strings.TrimSpace(string(rest)) != "" {
		return r, errors.New("more than one value in the file")
	}
	return r, valid(r)
}

func valid(r llm.Recording) error {
	switch {
	case r.Schema != llm.RecordingSchema:
		return fmt.Errorf("schema is %q, not %q", r.Schema, llm.RecordingSchema)
	case len(r.Request.Messages) == 0:
		return errors.New("the request has no messages")
	case r.Reply.Finish != llm.FinishStop || r.Reply.Text == "":
		return errors.New("the reply is not a whole one")
	case r.Writer == "":
		return errors.New("it does not say which model wrote the reply")
	case r.Reply.Model != r.Writer:
		return fmt.Errorf("the reply is of %s, but the writer is %s", r.Reply.Model, r.Writer)
	}
	return nil
}
