package cache

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// fill stores n replies, the first used longest ago, a day apart, at a fixed
// clock. It returns their keys.
func fill(t *testing.T, c *Cache, n int) []string {
	t.Helper()
	keys := make([]string, n)
	for i := range n {
		used := noon.AddDate(0, 0, i-n+1)
		c.now = func() time.Time { return used }
		keys[i] = put(t, c, fmt.Sprint("p", i))
		must(t, os.Chtimes(c.path(Reply, keys[i]), used, used))
	}
	return keys
}

// has reports which of the keys are stored.
func has(c *Cache, keys []string) string {
	var s strings.Builder
	for _, key := range keys {
		if _, err := os.Stat(c.path(Reply, key)); err == nil {
			s.WriteByte('x')
		} else {
			s.WriteByte('.')
		}
	}
	return s.String()
}

func TestStats(t *testing.T) {
	c := open(t)
	empty, err := c.Stats(t.Context())
	must(t, err)
	if diff := cmp.Diff(Stats{Dir: c.Dir(), Models: []Group{}}, empty); diff != "" {
		t.Errorf("empty cache (-want +got):\n%s", diff)
	}
	keys := fill(t, c, 3)
	other := answer("x")
	other.Model = "m-9"
	must(t, c.Put(llm.Key(request("x"), identity), request("x"), identity, other))
	must(t, c.Segments().Save(keys[0], []byte("{}")))
	must(t, os.Truncate(c.path(Reply, keys[1]), 300))

	got, err := c.Stats(t.Context())
	must(t, err)
	if got.Entries != 5 || got.Replies.Entries != 3 || got.Segments.Entries != 1 || got.Damaged != 1 {
		t.Errorf("counts are %+v", got)
	}
	if got.Bytes != got.Replies.Bytes+got.Segments.Bytes+300 {
		t.Errorf("%d bytes do not add up: %+v", got.Bytes, got)
	}
	if !got.Oldest.Equal(noon.AddDate(0, 0, -2)) || !got.Newest.Equal(noon) {
		t.Errorf("stored from %v to %v", got.Oldest, got.Newest)
	}
	for i := range got.Models {
		got.Models[i].Bytes = 0
	}
	want := []Group{
		{Name: "openai/m-1-2026-11-01", Entries: 2, PromptTokens: 40, CompletionTokens: 14},
		{Name: "openai/m-9", Entries: 1, PromptTokens: 20, CompletionTokens: 7},
	}
	if diff := cmp.Diff(want, got.Models); diff != "" {
		t.Errorf("models (-want +got):\n%s", diff)
	}
}

func TestShow(t *testing.T) {
	c := open(t)
	key := put(t, c, "one")
	got, err := c.Show(strings.ToUpper(key[:8]))
	must(t, err)
	if got.Key != key || got.Kind != Reply || got.Model != "m-1-2026-11-01" || got.Bytes == 0 {
		t.Errorf("entry is %+v", got.Entry)
	}
	if diff := cmp.Diff(answer("one"), *got.Reply); diff != "" {
		t.Errorf("reply (-want +got):\n%s", diff)
	}
	if again := llm.Key(*got.Request, *got.Identity); again != key {
		t.Errorf("what is shown has the key %s, want %s", again, key)
	}

	segment := strings.Repeat("ab", 32)
	for data, want := range map[string]string{`{"target":"Hi"}`: `{"target":"Hi"}`, "bare": `"bare"`} {
		must(t, c.Segments().Save(segment, []byte(data)))
		got, err := c.Show(segment)
		must(t, err)
		if string(got.Value) != want || got.Kind != Segment {
			t.Errorf("segment shows %s, want %s", got.Value, want)
		}
	}
}

func TestShowErrors(t *testing.T) {
	c := open(t)
	one, two := "abcd"+strings.Repeat("0", 60), "abcd"+strings.Repeat("1", 60)
	must(t, c.Segments().Save(one, []byte("{}")))
	must(t, c.Segments().Save(two, []byte("{}")))
	cut, bad := put(t, c, "cut"), put(t, c, "bad")
	must(t, os.Truncate(c.path(Reply, cut), 400))
	must(t, os.WriteFile(c.path(Reply, bad), []byte("something else"), 0o600))
	for name, test := range map[string]struct{ key, want string }{
		"too short": {"abc", "at least 4"},
		"no key":    {"../../..", "0-9, a-f"},
		"missing":   {"abce", "no such cache entry: abce"},
		"ambiguous": {"abcd", "fits 2 entries"},
		"cut":       {cut, "the file is cut"},
		"damaged":   {bad, "not a cache entry"},
	} {
		if _, err := c.Show(test.key); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error is %v, want %q in it", name, err, test.want)
		}
	}
}

func TestDelete(t *testing.T) {
	c := open(t)
	keys := fill(t, c, 3)
	if _, err := c.Delete(keys[0], "0000"); !errors.Is(err, ErrNoEntry) {
		t.Errorf("error is %v, want the missing key", err)
	}
	if got := has(c, keys); got != "xxx" {
		t.Errorf("a wrong list removed something: %s", got)
	}
	removed, err := c.Delete(keys[2][:10], keys[0])
	must(t, err)
	if diff := cmp.Diff([]string{keys[2], keys[0]}, removed); diff != "" || has(c, keys) != ".x." {
		t.Errorf("left %s, removed (-want +got):\n%s", has(c, keys), diff)
	}
}

func TestVerify(t *testing.T) {
	c := open(t)
	keys := fill(t, c, 4)
	data, err := os.ReadFile(c.path(Reply, keys[1]))
	must(t, err)
	data[len(data)-1] ^= 1 // only the body shows it
	must(t, os.WriteFile(c.path(Reply, keys[1]), data, 0o600))
	// Sound, but not the answer to what it is filed under.
	must(t, c.Put(keys[2], request("something else"), identity, answer("p2")))

	for _, repair := range []bool{false, true} {
		got, err := c.Verify(t.Context(), repair)
		must(t, err)
		reasons := map[string]string{}
		for _, d := range got.Damaged {
			reasons[d.Key] = d.Reason
		}
		want := map[string]string{
			keys[1]: errBodySum.Error(),
			keys[2]: "the key is not that of the request; another version of dragoman made it",
		}
		if diff := cmp.Diff(want, reasons); diff != "" || got.Entries != 4 {
			t.Errorf("%d entries, damage (-want +got):\n%s", got.Entries, diff)
		}
		wantLeft, wantRemoved := "xxxx", 0
		if repair {
			wantLeft, wantRemoved = "x..x", 2
		}
		if has(c, keys) != wantLeft || got.Removed != wantRemoved {
			t.Errorf("repair %v: left %s, removed %d", repair, has(c, keys), got.Removed)
		}
	}
}

func TestParseSize(t *testing.T) {
	for text, want := range map[string]int64{
		"500MB": 500e6, "1.5 GiB": 3 << 29, "20000": 20000, " 2k ": 2000, "0": 0, "7b": 7, "1TB": 1e12,
	} {
		if got, err := ParseSize(text); err != nil || got != want {
			t.Errorf("ParseSize(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "MB", "-1", "1e9", "inf", "nan", "1.2.3", "5 apples", "99999999TB", "0x10", "1_000"} {
		if got, err := ParseSize(text); err == nil {
			t.Errorf("ParseSize(%q) = %d, want an error", text, got)
		}
	}
}

func TestParseAge(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"30d": 720 * time.Hour, "2w": 336 * time.Hour, "1y": 8760 * time.Hour, "36h": 36 * time.Hour, "1h30m": 90 * time.Minute, "0.5d": 12 * time.Hour,
	} {
		if got, err := ParseAge(text); err != nil || got != want {
			t.Errorf("ParseAge(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "d", "30", "-2d", "-3h", "999y", "nand", "1e3d"} {
		if got, err := ParseAge(text); err == nil {
			t.Errorf("ParseAge(%q) = %v, want an error", text, got)
		}
	}
}
