// Package cache keeps on disk what was paid for or waited for: model replies,
// translated segments, and the pages and feeds that were fetched.
//
// [Open] a folder, then use the [Cache] as the store under llm.Cached and
// [Cache.Segments] as the store of package translate, [Cache.Pages] as that of
// package fetch, and [Cache.Seen] for what a feed need not bring again. Each
// entry is one file that checks itself: a header line, then a compressed body. A file that is not
// exactly what was written is a miss with a reason ([Damage]), never an answer,
// and the next write replaces it. Any number of goroutines and processes may
// share a folder; a process killed at any moment loses nothing that it had
// stored.
//
// The folder:
//
//	format        the number of the file format
//	reply/ab/…    replies by request key, in 256 folders
//	seg/ab/…      translated segments by segment key
//	page/ab/…     fetched pages and feeds
//	seen/ab/…     markers of feed entries that were worked on
//	lock/…        who is asking for what, and who is trimming
//
// [Cache.Stats], [Cache.Show], [Cache.Verify], [Cache.Prune], [Cache.Delete]
// and [Cache.Nearest] are the work behind the cache commands.
package cache

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"dragoman/internal/atomicfile"
)

// Names inside the folder.
const (
	formatFile = "format"
	lockDir    = "lock"
)

// Unpublished articles are confidential: nobody else may read them.
const (
	dirMode  fs.FileMode = 0o700
	fileMode fs.FileMode = 0o600
)

const readme = `This folder is the cache of dragoman, which translates and summarises articles.
It holds requests to language models and their answers, so that no answer is
paid for twice, the pages and feeds that were fetched, and which entries of a
feed were worked on. They contain the text of articles: treat the folder as
confidential.

Everything here may be deleted at any time; the only loss is that answers are
asked for, and paid for, again. To look inside or to make it smaller:

  dragoman cache stats
  dragoman cache prune --max-size 500MB
`

// The first line is fixed by https://bford.info/cachedir/; backup programs that
// know it leave the folder out.
const cachedirTag = `Signature: 8a477f597d28d172789f06886806bc55
# This file marks a cache folder of dragoman; see README beside it.
`

// Cache is a folder of entries. It is safe for concurrent use. Set the fields
// before the first use.
type Cache struct {
	// Damaged, if set, is told of each value that could not be used, which
	// Load cannot say; Get returns it as its error. It is called from the
	// goroutine that found it.
	Damaged func(*Damage)

	dir string
	now func() time.Time
}

// DefaultDir returns the folder that is used when none is named: dragoman in
// the user's cache folder.
func DefaultDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find the cache folder: %w; name one with --cache-dir", err)
	}
	return filepath.Join(dir, "dragoman"), nil
}

// Open uses dir as a cache and makes it one if it is missing or empty. A folder
// that holds something else is refused, and so is a cache of a newer format. A
// cache that this process may only read can be opened; storing in it then fails.
func Open(dir string) (*Cache, error) {
	c := &Cache{dir: dir, now: time.Now}
	data, err := atomicfile.Read(filepath.Join(dir, formatFile))
	if err == nil {
		if err := c.checkFormat(string(data)); err != nil {
			return nil, err
		}
		return c, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open cache: %w; choose another folder with --cache-dir", err)
	}
	if err := c.create(); err != nil {
		return nil, err
	}
	return c, nil
}

// Dir returns the cache's folder.
func (c *Cache) Dir() string { return c.dir }

func (c *Cache) checkFormat(text string) error {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	switch {
	case err != nil || n < 1:
		return fmt.Errorf("cache %s: its file %q is damaged; delete the folder or choose another with --cache-dir",
			c.dir, formatFile)
	case n > format:
		return fmt.Errorf("cache %s: a newer dragoman made it (format %d, this one knows %d); "+
			"use that one or choose another folder with --cache-dir", c.dir, n, format)
	}
	return nil
}

// create makes the folder a cache. The format comes first: with it the folder
// is known as a cache even if the rest is lost.
func (c *Cache) create() error {
	if err := os.MkdirAll(c.dir, dirMode); err != nil {
		return fmt.Errorf("make cache: %w; choose another folder with --cache-dir", err)
	}
	if err := c.checkEmpty(); err != nil {
		return err
	}
	for _, f := range []struct{ name, text string }{
		{formatFile, strconv.Itoa(format) + "\n"},
		{"README", readme},
		{"CACHEDIR.TAG", cachedirTag},
	} {
		if err := atomicfile.Write(filepath.Join(c.dir, f.name), []byte(f.text), fileMode); err != nil {
			return fmt.Errorf("make cache: %w; choose another folder with --cache-dir", err)
		}
	}
	return nil
}

// checkEmpty keeps a mistyped --cache-dir from littering somebody's folder.
// Hidden files are allowed: desktop systems put theirs everywhere.
func (c *Cache) checkEmpty() error {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return fmt.Errorf("make cache: %w; choose another folder with --cache-dir", err)
	}
	foreign := false
	for _, e := range entries {
		if e.Name() == formatFile { // another process has just made it
			return nil
		}
		foreign = foreign || !strings.HasPrefix(e.Name(), ".")
	}
	if foreign {
		return fmt.Errorf("cache %s: the folder holds other files and is no cache; name a new or empty one with --cache-dir", c.dir)
	}
	return nil
}

// path returns where the entry of a key is stored.
func (c *Cache) path(kind Kind, key string) string {
	return filepath.Join(c.dir, string(kind), key[:2], key)
}

// load returns a checked entry, opened. A missing one is an error that is
// fs.ErrNotExist, an unusable one is a *Damage.
func (c *Cache) load(kind Kind, key string) (header, []byte, error) {
	if err := checkKey(key); err != nil {
		return header{}, nil, err
	}
	path := c.path(kind, key)
	data, err := atomicfile.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return header{}, nil, err
	}
	var h header
	var plain []byte
	if err == nil {
		h, plain, err = unseal(data, kind, key)
	}
	if err != nil {
		return header{}, nil, &Damage{Key: key, Path: path, Reason: bare(err)}
	}
	c.touch(path)
	return h, plain, nil
}

// touchGrain is how exactly the time of last use is known. An hour, as in the
// go command's build cache, saves a disk write for nearly every read.
const touchGrain = time.Hour

// touch notes that an entry was used. A cache that may only be read goes
// without.
func (c *Cache) touch(path string) {
	now := c.now()
	info, err := os.Stat(path)
	if err == nil && now.Sub(info.ModTime()) >= touchGrain {
		os.Chtimes(path, now, now)
	}
}

// save stores an entry, durably.
func (c *Cache) save(h header, plain []byte) error {
	if err := checkKey(h.Key); err != nil {
		return err
	}
	if len(plain) > maxBody {
		return fmt.Errorf("store cache entry: its %d MiB are more than the %d that an entry may have", len(plain)>>20, maxBody>>20)
	}
	h.Stored = c.now().UTC()
	path, data := c.path(h.Kind, h.Key), seal(h, plain)
	err := atomicfile.Write(path, data, fileMode)
	if errors.Is(err, fs.ErrNotExist) { // the first of its folder
		if err = os.MkdirAll(filepath.Dir(path), dirMode); err == nil {
			err = atomicfile.Write(path, data, fileMode)
		}
	}
	if err != nil {
		return fmt.Errorf("store cache entry: %w; make room with dragoman cache prune, or choose another folder with --cache-dir", err)
	}
	return nil
}

// remove forgets an entry; one that is not there is forgotten already.
func (c *Cache) remove(kind Kind, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	err := atomicfile.Retry(func() error { return os.Remove(c.path(kind, key)) })
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove cache entry: %w", err)
	}
	return nil
}

func (c *Cache) report(err error) {
	var damage *Damage
	if c.Damaged != nil && errors.As(err, &damage) {
		c.Damaged(damage)
	}
}

// keyDigits is the length of SHA-256 in hexadecimal.
const keyDigits = 64

// checkKey makes sure that a key is one and not a path.
func checkKey(key string) error {
	if len(key) != keyDigits || !isHex(key) {
		return fmt.Errorf("cache key %q: a key has %d hexadecimal digits; dragoman cache stats shows where they are", key, keyDigits)
	}
	return nil
}

func isHex(s string) bool { return strings.Trim(s, "0123456789abcdef") == "" }

// bare drops the path from a file error; whoever reports it names the entry.
func bare(err error) string {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Op + ": " + pathErr.Err.Error()
	}
	return err.Error()
}
