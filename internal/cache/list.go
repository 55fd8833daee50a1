package cache

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"dragoman/internal/atomicfile"
)

// Entry is one stored answer or value, as far as its header tells.
type Entry struct {
	Key              string    `json:"key"`
	Kind             Kind      `json:"kind"`
	Stored           time.Time `json:"stored"`
	Used             time.Time `json:"used"`  // last use, to the hour
	Bytes            int64     `json:"bytes"` // on disk
	Provider         string    `json:"provider,omitempty"`
	Model            string    `json:"model,omitempty"` // that really answered
	PromptTokens     int       `json:"prompt_tokens,omitempty"`
	CompletionTokens int       `json:"completion_tokens,omitempty"`
}

func (h header) entry(f file) Entry {
	return Entry{
		Key: h.Key, Kind: h.Kind, Stored: h.Stored, Used: f.used, Bytes: f.bytes,
		Provider: h.Provider, Model: h.Model,
		PromptTokens: h.PromptTokens, CompletionTokens: h.CompletionTokens,
	}
}

// file is an entry's file as the folder shows it, unopened.
type file struct {
	kind  Kind
	key   string
	path  string
	bytes int64
	used  time.Time
	temp  bool // left by a killed writer, or of one at work
}

// walkers is how many folders are read at a time. Reading waits for the disk, so
// it is more than the cores of a small machine; with four, two cores read
// 100,000 headers in 1.1 s.
const walkers = 4

// each calls visit with every file of an entry, from several goroutines. Files
// that come and go meanwhile may be missed.
func (c *Cache) each(ctx context.Context, visit func(file) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(walkers)
	for _, kind := range kinds {
		for i := range 256 {
			group.Go(func() error {
				return c.eachIn(ctx, kind, fmt.Sprintf("%02x", i), visit)
			})
		}
	}
	return group.Wait()
}

// eachIn is each for one of the 256 folders of a kind.
func (c *Cache) eachIn(ctx context.Context, kind Kind, shard string, visit func(file) error) error {
	dir := filepath.Join(c.dir, string(kind), shard)
	found, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("list cache: %w", err)
	}
	for _, d := range found {
		if err := ctx.Err(); err != nil {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("list cache: %w", err)
		}
		temp := atomicfile.IsTemp(d.Name())
		if !info.Mode().IsRegular() || !temp && checkKey(d.Name()) != nil {
			continue // not ours
		}
		f := file{kind: kind, key: d.Name(), path: filepath.Join(dir, d.Name()),
			bytes: info.Size(), used: info.ModTime(), temp: temp}
		if err := visit(f); err != nil {
			return err
		}
	}
	return nil
}

// maxHeader is far above any header: about 600 bytes and 160 for each message.
const maxHeader = 64 << 10

// readHeader reads and checks an entry's header, and that its body has the
// right length, without reading the body.
func readHeader(f file) (header, error) {
	in, err := os.Open(f.path)
	if err != nil {
		return header{}, err
	}
	defer in.Close()
	// Most headers fit the first read.
	line, err := bufio.NewReaderSize(io.LimitReader(in, maxHeader), 2<<10).ReadString('\n')
	if errors.Is(err, io.EOF) {
		return header{}, headless(line)
	}
	if err != nil {
		return header{}, err
	}
	h, err := parseHeader(line[:len(line)-1])
	switch {
	case err != nil:
		return header{}, err
	case h.Key != f.key || h.Kind != f.kind:
		return header{}, errOtherKey
	case int64(len(line))+h.BodyBytes != f.bytes:
		return header{}, errLength
	}
	return h, nil
}
