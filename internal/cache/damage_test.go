package cache

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
)

// damaged asks for key and fails unless the answer is a miss with a reason.
func damaged(t *testing.T, c *Cache, key, what string) {
	t.Helper()
	reply, _, err := c.Get(key)
	var d *Damage
	switch {
	case err == nil:
		t.Fatalf("%s: answered %q", what, reply.Text)
	case errors.Is(err, llm.ErrMiss):
		t.Fatalf("%s: a miss without a reason", what)
	case !errors.As(err, &d) || d.Reason == "" || d.Key != key || d.Path != c.path(Reply, key):
		t.Fatalf("%s: error is %#v, want the entry and a reason", what, err)
	}
}

func TestDamageIsMiss(t *testing.T) {
	c := open(t)
	key := put(t, c, "one")
	path := c.path(Reply, key)
	good, err := os.ReadFile(path)
	must(t, err)
	write := func(data []byte) { must(t, os.WriteFile(path, data, 0o600)) }
	for n := range good {
		write(good[:n])
		damaged(t, c, key, fmt.Sprintf("cut to %d bytes", n))
		for _, bits := range []byte{0x01, 0x20, 0x80, 0xff} {
			bad := bytes.Clone(good)
			bad[n] ^= bits
			write(bad)
			damaged(t, c, key, fmt.Sprintf("byte %d xor %#x", n, bits))
		}
	}
	for _, tail := range []string{"\n", "\x00", string(good)} {
		write([]byte(string(good) + tail))
		damaged(t, c, key, fmt.Sprintf("%d bytes at the end", len(tail)))
	}
	write(bytes.Repeat([]byte{0}, len(good)))
	damaged(t, c, key, "zeros")

	put(t, c, "one") // the next write replaces it
	got, _, err := c.Get(key)
	must(t, err)
	if diff := cmp.Diff(answer("one"), got); diff != "" {
		t.Errorf("after the next Put (-want +got):\n%s", diff)
	}
}

// TestOtherKey moves a sound entry to where another belongs.
func TestOtherKey(t *testing.T) {
	c := open(t)
	one, two := put(t, c, "one"), put(t, c, "two")
	must(t, os.Rename(c.path(Reply, one), c.path(Reply, two)))
	damaged(t, c, two, "an entry of another key")

	must(t, c.Segments().Save(one, []byte("{}")))
	put(t, c, "one")
	must(t, os.Rename(c.path(Segment, one), c.path(Reply, one)))
	damaged(t, c, one, "a segment as a reply")
}

func TestNewerEntry(t *testing.T) {
	c := open(t)
	key := put(t, c, "one")
	data, err := os.ReadFile(c.path(Reply, key))
	must(t, err)
	data = bytes.Replace(data, []byte(magic+"1 "), []byte(magic+"7 "), 1)
	must(t, os.WriteFile(c.path(Reply, key), data, 0o600))
	_, _, err = c.Get(key)
	if err == nil || !strings.Contains(err.Error(), "a newer dragoman wrote it (format 7)") {
		t.Errorf("error is %v, want the newer format named", err)
	}
}

func TestDamagedSegmentIsReported(t *testing.T) {
	c := open(t)
	var told []*Damage
	c.Damaged = func(d *Damage) { told = append(told, d) }
	key := strings.Repeat("ab", 32)
	if _, ok := c.Segments().Load(key); ok || told != nil {
		t.Errorf("a plain miss: ok %v, told %v", ok, told)
	}
	must(t, c.Segments().Save(key, []byte("{}")))
	must(t, os.Truncate(c.path(Segment, key), 100))
	if _, ok := c.Segments().Load(key); ok {
		t.Error("a cut segment was loaded")
	}
	if len(told) != 1 || told[0].Key != key || told[0].Reason == "" {
		t.Errorf("told %v, want the one damaged entry", told)
	}
}

// forge returns an entry with right checksums around any header and body.
func forge(head, body []byte) []byte {
	var h map[string]any
	if json.Unmarshal(head, &h) == nil && h != nil {
		h["body_bytes"], h["body_sha256"] = len(body), sum(body)
		head, _ = json.Marshal(h)
	}
	head = bytes.ReplaceAll(head, []byte("\n"), nil)
	return fmt.Appendf(nil, "%s%d %s %s\n%s", magic, format, sum(head), head, body)
}

// FuzzEntry reads arbitrary files, and files whose checksums are right but
// whose content is arbitrary. None may panic, and none may pass for a reply
// that is not whole.
func FuzzEntry(f *testing.F) {
	c := open(f)
	key := put(f, c, "one")
	good, err := os.ReadFile(c.path(Reply, key))
	must(f, err)
	line, body, _ := bytes.Cut(good, []byte("\n"))
	head := line[bytes.IndexByte(line, '{'):]
	f.Add(good, head, body)
	f.Add([]byte(magic), []byte(`{"kind":"reply","key":"`+key+`"}`), []byte{})
	f.Add(good[:len(good)/2], []byte(`{"sketch":["AAA"]}`), encoder().EncodeAll([]byte(`{"reply":{"text":"x"}}`), nil))
	f.Add([]byte("\n"), []byte("null"), encoder().EncodeAll([]byte(`[]`), nil))
	f.Fuzz(func(t *testing.T, raw, head, body []byte) {
		for _, data := range [][]byte{raw, forge(head, body)} {
			_, plain, err := unseal(data, Reply, key)
			if len(plain) > maxBody || err != nil && plain != nil {
				t.Errorf("%d bytes with error %v", len(plain), err)
			}
			must(t, os.WriteFile(c.path(Reply, key), data, 0o600))
			if reply, _, err := c.Get(key); err == nil && (reply.Text == "" || reply.Finish != llm.FinishStop) {
				t.Errorf("answered %+v", reply)
			}
			info, err := os.Stat(c.path(Reply, key))
			must(t, err)
			readHeader(file{kind: Reply, key: key, path: c.path(Reply, key), bytes: info.Size()})
		}
	})
}

// TestBomb opens an entry whose few bytes unpack to more than any reply.
func TestBomb(t *testing.T) {
	key := strings.Repeat("ab", 32)
	data := seal(header{Kind: Reply, Key: key}, make([]byte, maxBody+1))
	if len(data) > maxBody/100 {
		t.Fatalf("the bomb has %d bytes", len(data))
	}
	if _, _, err := unseal(data, Reply, key); err == nil {
		t.Error("it was unpacked")
	}
}
