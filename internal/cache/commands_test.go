package cache

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
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

func TestPrune(t *testing.T) {
	for _, test := range []struct {
		name string
		opts func(size int64) PruneOptions
		want string
	}{
		{"nothing asked", func(int64) PruneOptions { return PruneOptions{} }, "xxxxx"},
		{"room for two and a half", func(size int64) PruneOptions { return PruneOptions{MaxSize: size * 5 / 2} }, "...xx"},
		{"room for all", func(size int64) PruneOptions { return PruneOptions{MaxSize: size * 6} }, "xxxxx"},
		{"no room", func(int64) PruneOptions { return PruneOptions{MaxSize: 1} }, "....."},
		{"older than two days and a half", func(int64) PruneOptions { return PruneOptions{OlderThan: 60 * time.Hour} }, "..xxx"},
		{"both", func(size int64) PruneOptions {
			return PruneOptions{OlderThan: 60 * time.Hour, MaxSize: size * 3 / 2}
		}, "....x"},
		{"all", func(int64) PruneOptions { return PruneOptions{All: true} }, "....."},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := open(t)
			keys := fill(t, c, 5)
			info, err := os.Stat(c.path(Reply, keys[0]))
			must(t, err)
			opts := test.opts(info.Size())
			opts.DryRun = true
			dry, err := c.Prune(t.Context(), opts)
			must(t, err)
			if got := has(c, keys); got != "xxxxx" || !dry.DryRun {
				t.Errorf("a dry run left %s", got)
			}
			opts.DryRun = false
			wet, err := c.Prune(t.Context(), opts)
			must(t, err)
			if got := has(c, keys); got != test.want {
				t.Errorf("left %s, want %s", got, test.want)
			}
			dry.DryRun = false
			if diff := cmp.Diff(dry, wet); diff != "" || wet.Kept != strings.Count(test.want, "x") {
				t.Errorf("the dry run said otherwise (-dry +real):\n%s", diff)
			}
		})
	}
}

func TestPruneSparesWhatIsInUse(t *testing.T) {
	c := open(t)
	keys := fill(t, c, 2)
	unlock, err := c.Lock(t.Context(), keys[0])
	must(t, err)
	defer unlock()
	report, err := c.Prune(t.Context(), PruneOptions{All: true})
	must(t, err)
	if got := has(c, keys); got != "x." || report.Kept != 1 || report.Removed != 1 {
		t.Errorf("left %s, report %+v", got, report)
	}
}

func TestPruneWaitsForAnother(t *testing.T) {
	c := open(t)
	fill(t, c, 1)
	unlock, err := c.lock(t.Context(), trimLock)
	must(t, err)
	defer unlock()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := c.Prune(ctx, PruneOptions{All: true}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v, want the context's", err)
	}
}

func TestPruneSweepsLeftovers(t *testing.T) {
	c := open(t)
	keys := fill(t, c, 1)
	shard := filepath.Dir(c.path(Reply, keys[0]))
	must(t, os.MkdirAll(filepath.Join(c.Dir(), lockDir), 0o700))
	leftovers := map[string]time.Time{
		filepath.Join(shard, ".dragoman-old.tmp"):                       noon.AddDate(0, 0, -2),
		filepath.Join(shard, ".dragoman-new.tmp"):                       noon,
		filepath.Join(c.Dir(), lockDir, strings.Repeat("ab", 32)):       noon.AddDate(0, 0, -2),
		filepath.Join(c.Dir(), lockDir, strings.Repeat("cd", 32)):       noon,
		filepath.Join(shard, "somebody's notes, which are not our own"): noon.AddDate(0, 0, -9),
	}
	for path, used := range leftovers {
		must(t, os.WriteFile(path, nil, 0o600))
		must(t, os.Chtimes(path, used, used))
	}
	_, err := c.Prune(t.Context(), PruneOptions{})
	must(t, err)
	for path, used := range leftovers {
		_, err := os.Stat(path)
		ours := !strings.Contains(path, "notes")
		if gone := err != nil; gone != (ours && used != noon) {
			t.Errorf("%s from %v: gone is %v", filepath.Base(path), used, gone)
		}
	}
}

func TestNearest(t *testing.T) {
	article := "Fence QWERTYUIOPASDFGH\nThe minister spoke.\nShe named 300 guests.\nRain fell."
	base := request(article)
	zero := 0.0
	for _, test := range []struct {
		name   string
		change func(*llm.Request, *llm.Identity)
		want   []PartChange
	}{
		{"provider", func(r *llm.Request, _ *llm.Identity) { r.Provider = "groq" },
			[]PartChange{{Part: "provider", Asked: `"groq"`, Stored: `"openai"`}}},
		{"model", func(r *llm.Request, _ *llm.Identity) { r.Model = "m-2" },
			[]PartChange{{Part: "model", Asked: `"m-2"`, Stored: `"m-1"`}}},
		{"carrier", func(r *llm.Request, _ *llm.Identity) { r.Carrier = llm.CarrierTags },
			[]PartChange{{Part: "carrier", Asked: `"tags"`, Stored: `"schema"`}}},
		{"limit gone", func(r *llm.Request, _ *llm.Identity) { r.MaxTokens = 0 },
			[]PartChange{{Part: "max_tokens", Stored: "100"}}},
		{"new knob", func(r *llm.Request, _ *llm.Identity) { r.Temperature = &zero },
			[]PartChange{{Part: "temperature", Asked: "0"}}},
		{"schema", func(r *llm.Request, _ *llm.Identity) { r.Schema = []byte(`{"type":"array"}`) },
			[]PartChange{{Part: "schema", Asked: `{"type":"array"}`, Stored: `{"type":"object"}`}}},
		{"endpoint and dialect", func(_ *llm.Request, id *llm.Identity) {
			id.Endpoint, id.Dialect = "http://localhost:8080/v1", "d2"
		}, []PartChange{
			{Part: "endpoint", Asked: `"http://localhost:8080/v1"`, Stored: `"https://api.example.org/v1"`},
			{Part: "dialect", Asked: `"d2"`, Stored: `"d1"`},
		}},
		{"a changed paragraph behind a changed fence", func(r *llm.Request, _ *llm.Identity) {
			r.Messages[1].Content = strings.NewReplacer("300", "30,000", "QWERTYUIOPASDFGH", "HGFDSAPOIUYTREWQ").Replace(article)
		}, []PartChange{{Part: "messages[1]", Line: 3, Lines: 2,
			Asked: "She named 30,000 guests.", Stored: "She named 300 guests."}}},
		{"prompt", func(r *llm.Request, _ *llm.Identity) { r.Messages[0].Content += "\nKeep names." },
			[]PartChange{{Part: "messages[0]", Line: 4, Lines: 1, Asked: "Keep names."}}},
		{"another message", func(r *llm.Request, _ *llm.Identity) {
			r.Messages = append(r.Messages, llm.Message{Role: llm.Assistant, Content: "Well"})
		}, []PartChange{{Part: "messages[2]", Lines: 2, Asked: "assistant:"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := open(t)
			put(t, c, "Another article\nthat has other lines.")
			want := put(t, c, article)
			req, id := base, identity
			req.Messages = append([]llm.Message(nil), base.Messages...)
			test.change(&req, &id)
			got, ok, err := c.Nearest(t.Context(), req, id)
			must(t, err)
			if !ok || got.Nearest.Key != want || got.Key != llm.Key(req, id) || got.Stored {
				t.Fatalf("ok %v, difference %+v, want the entry %s", ok, got, want)
			}
			if diff := cmp.Diff(test.want, got.Parts); diff != "" {
				t.Errorf("parts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPartsCoverKey walks every field of a request and an identity: one that is
// in the key and in no part could differ without a word.
func TestPartsCoverKey(t *testing.T) {
	named := map[string]bool{}
	one := 1.0
	n := 1
	full := request("x")
	full.SchemaName, full.Temperature, full.TopP, full.Seed, full.Thinking = "s", &one, &one, &n, llm.ThinkingLow
	for _, p := range parts(full, identity) {
		named[p.name] = true
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[llm.Request](), reflect.TypeFor[llm.Identity]()} {
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if name == "messages" {
				name = "messages[1]"
			}
			if !named[name] {
				t.Errorf("%s.%s is no part; set it in this test's request if it is new", typ.Name(), typ.Field(i).Name)
			}
		}
	}
}

func TestNearestTo(t *testing.T) {
	c := open(t)
	if _, ok, err := c.Nearest(t.Context(), request("x"), identity); ok || err != nil {
		t.Errorf("empty cache: ok %v, error %v", ok, err)
	}
	key := put(t, c, "line one\nline two")
	other := put(t, c, "line one\nline 2")
	got, ok, err := c.NearestTo(t.Context(), key[:12])
	must(t, err)
	if !ok || !got.Stored || got.Nearest.Key != other {
		t.Errorf("ok %v, difference %+v", ok, got)
	}
	if want := "messages[1]: line 2: asked line two, stored line 2"; got.String() != want {
		t.Errorf("it says %q, want %q", got.String(), want)
	}
	alien := request("x")
	alien.Messages = []llm.Message{{Role: llm.User, Content: "nothing in common"}}
	if got, ok, err := c.Nearest(t.Context(), alien, identity); ok || err != nil || got.Key != llm.Key(alien, identity) {
		t.Errorf("nothing in common: ok %v, %+v, error %v", ok, got, err)
	}
}

func TestExcerptKeepsCharactersWhole(t *testing.T) {
	long := strings.Repeat("é", 100)
	a, b := excerpt(long+"x"+long, long+"y"+long)
	for _, s := range []string{a, b} {
		if strings.ToValidUTF8(s, "?") != s || len(s) > 100 || !strings.HasPrefix(s, "…é") {
			t.Errorf("excerpt %q", s)
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
