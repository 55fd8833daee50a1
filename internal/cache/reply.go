package cache

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"
	"unicode/utf8"

	"dragoman/internal/llm"
)

var (
	_ llm.Store  = (*Cache)(nil)
	_ llm.Locker = (*Cache)(nil)
)

// body is what a reply's entry holds: the answer and all that shaped it, so
// that an entry can be explained and its key computed again.
type body struct {
	Request  llm.Request  `json:"request"`
	Identity llm.Identity `json:"identity"`
	Reply    llm.Reply    `json:"reply"`
}

// Get returns the answer stored under key and when it was stored. One that is
// not there is llm.ErrMiss; one that cannot be used is a [*Damage].
func (c *Cache) Get(key string) (llm.Reply, time.Time, error) {
	h, plain, err := c.load(Reply, key)
	if errors.Is(err, fs.ErrNotExist) {
		return llm.Reply{}, time.Time{}, llm.ErrMiss
	}
	if err != nil {
		return llm.Reply{}, time.Time{}, err
	}
	var b struct {
		Reply llm.Reply `json:"reply"`
	}
	if err = json.Unmarshal(plain, &b); err == nil {
		err = whole(b.Reply)
	}
	if err != nil {
		return llm.Reply{}, time.Time{}, &Damage{Key: key, Path: c.path(Reply, key), Reason: bare(err)}
	}
	return b.Reply, h.Stored, nil
}

// Put stores an answer under the key of its request, durably. What is not a
// whole answer is refused: nothing half is ever stored.
func (c *Cache) Put(key string, req llm.Request, id llm.Identity, reply llm.Reply) error {
	if err := whole(reply); err != nil {
		return fmt.Errorf("store cache entry %s: %w", key, err)
	}
	plain, err := json.Marshal(body{Request: req, Identity: id, Reply: reply})
	if err != nil {
		return fmt.Errorf("store cache entry %s: %w", key, err)
	}
	model := reply.Model
	if model == "" {
		model = req.Model
	}
	return c.save(header{
		Kind: Reply, Key: key, Provider: req.Provider, Model: model,
		PromptTokens: reply.Usage.PromptTokens, CompletionTokens: reply.Usage.CompletionTokens,
		Parts: hashParts(req, id), Sketch: sketches(req),
	}, plain)
}

// Remove forgets the answer under key. One that is not there is no error.
func (c *Cache) Remove(key string) error { return c.remove(Reply, key) }

// whole returns why a reply may not be stored.
func whole(reply llm.Reply) error {
	switch {
	case reply.Finish != llm.FinishStop:
		return fmt.Errorf("the reply ended with %q, not %q", reply.Finish, llm.FinishStop)
	case reply.Text == "":
		return errors.New("the reply is empty")
	case !utf8.ValidString(reply.Text):
		return errors.New("the reply is not valid UTF-8")
	}
	return nil
}
