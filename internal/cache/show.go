package cache

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dragoman/internal/atomicfile"
	"dragoman/internal/llm"
)

// ErrNoEntry is the cause when a key, or the start of one, matches no entry.
var ErrNoEntry = errors.New("no such cache entry")

// Shown is one entry in full.
type Shown struct {
	Entry
	Request  *llm.Request    `json:"request,omitempty"`  // of a reply
	Identity *llm.Identity   `json:"identity,omitempty"` // of a reply
	Reply    *llm.Reply      `json:"reply,omitempty"`    // of a reply
	Value    json.RawMessage `json:"value,omitempty"`    // of every other kind
}

// Show returns the entry of a key, or of the one key that begins with it. A
// damaged entry is an error that is a [*Damage].
func (c *Cache) Show(key string) (Shown, error) {
	f, err := c.find(key, kinds[:]...)
	if err != nil {
		return Shown{}, err
	}
	return show(f)
}

func show(f file) (Shown, error) {
	data, err := atomicfile.Read(f.path)
	if err != nil {
		return Shown{}, fmt.Errorf("show cache entry: %w", err)
	}
	h, plain, err := unseal(data, f.kind, f.key)
	if err != nil {
		return Shown{}, &Damage{Key: f.key, Path: f.path, Reason: err.Error()}
	}
	shown := Shown{Entry: h.entry(f)}
	if f.kind != Reply {
		shown.Value = value(plain)
		return shown, nil
	}
	var b body
	if err := json.Unmarshal(plain, &b); err != nil {
		return Shown{}, &Damage{Key: f.key, Path: f.path, Reason: "the body is no reply: " + err.Error()}
	}
	shown.Request, shown.Identity, shown.Reply = &b.Request, &b.Identity, &b.Reply
	return shown, nil
}

// value returns a stored value as JSON: itself if it is, else as a string.
func value(plain []byte) json.RawMessage {
	if json.Valid(plain) {
		return plain
	}
	quoted, err := json.Marshal(string(plain))
	if err != nil {
		panic("cache: a string does not marshal: " + err.Error())
	}
	return quoted
}

// minPrefix keeps a search within one of the 256 folders, and from a typing
// error that names half of the cache.
const minPrefix = 4

// find returns the file of the one entry of these kinds whose key begins with
// prefix.
func (c *Cache) find(prefix string, kinds ...Kind) (file, error) {
	prefix = strings.ToLower(strings.TrimSpace(prefix))
	if len(prefix) < minPrefix || len(prefix) > keyDigits || !isHex(prefix) {
		return file{}, fmt.Errorf("cache key %q: give a key, or its first digits, at least %d of them (0-9, a-f)", prefix, minPrefix)
	}
	var found []file
	for _, kind := range kinds {
		err := c.eachIn(context.Background(), kind, prefix[:2], func(f file) error {
			if strings.HasPrefix(f.key, prefix) {
				found = append(found, f)
			}
			return nil
		})
		if err != nil {
			return file{}, err
		}
	}
	switch len(found) {
	case 0:
		return file{}, fmt.Errorf("%w: %s", ErrNoEntry, prefix)
	case 1:
		return found[0], nil
	}
	keys := make([]string, len(found))
	for i, f := range found {
		keys[i] = f.key
	}
	slices.Sort(keys)
	return file{}, fmt.Errorf("cache key %s fits %d entries, such as %s and %s; give more digits",
		prefix, len(found), keys[0], keys[1])
}

// Delete forgets entries by key or by the start of a key. It removes none
// unless every one was found, and returns the whole keys.
func (c *Cache) Delete(keys ...string) ([]string, error) {
	files := make([]file, len(keys))
	for i, key := range keys {
		f, err := c.find(key, kinds[:]...)
		if err != nil {
			return nil, err
		}
		files[i] = f
	}
	removed := make([]string, 0, len(files))
	for _, f := range files {
		if err := removeFile(f.path); err != nil {
			return removed, err
		}
		removed = append(removed, f.key)
	}
	return removed, nil
}

func removeFile(path string) error {
	err := atomicfile.Retry(func() error { return os.Remove(path) })
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove cache file %s: %w", filepath.Base(path), err)
	}
	return nil
}
