package cache

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"dragoman/internal/llm"
)

var valueKey = strings.Repeat("5e", 32)

// TestKindsStayApart stores under one key in every store.
func TestKindsStayApart(t *testing.T) {
	c := open(t)
	must(t, c.Segments().Save(valueKey, []byte(`"segment"`)))
	must(t, c.Pages().Save(valueKey, []byte(`"page"`)))
	must(t, c.Seen().Save(valueKey, []byte(`"marker"`)))
	for want, v := range map[string]*Values{`"segment"`: c.Segments().Values, `"page"`: c.Pages(), `"marker"`: c.Seen()} {
		data, stored, ok := v.Load(valueKey)
		if !ok || string(data) != want || stored.IsZero() {
			t.Errorf("got %q, %v, %v, want %s", data, stored, ok, want)
		}
	}
	must(t, c.Pages().Remove(valueKey))
	if _, _, ok := c.Pages().Load(valueKey); ok {
		t.Error("the page is still there after Remove")
	}
	if _, _, ok := c.Seen().Load(valueKey); !ok {
		t.Error("removing a page removed a marker")
	}
	if _, err := c.Show(valueKey); err == nil || !strings.Contains(err.Error(), "fits 2 entries") {
		t.Errorf("Show: error is %v, want both entries named", err)
	}
}

func TestValuesViews(t *testing.T) {
	c := open(t)
	c.now = func() time.Time { return noon }
	must(t, c.Pages().ReadOnly().Save(valueKey, []byte("{}")))
	if _, _, ok := c.Pages().Load(valueKey); ok {
		t.Error("a read-only view saved")
	}
	must(t, c.Pages().Save(valueKey, []byte("{}")))
	must(t, c.Pages().ReadOnly().Remove(valueKey))
	if _, _, ok := c.Pages().After(noon).Load(valueKey); !ok {
		t.Error("a refresh does not see what it has stored itself")
	}
	if _, _, ok := c.Pages().After(noon.Add(1)).Load(valueKey); ok {
		t.Error("a refresh sees what is older than its start")
	}
}

// TestCommandsKnowValues goes through what the cache commands do with pages and
// markers: count, show, verify, remove.
func TestCommandsKnowValues(t *testing.T) {
	c := open(t)
	marker := strings.Repeat("7a", 32)
	must(t, c.Pages().Save(valueKey, []byte(`{"url":"https://example.org/"}`)))
	must(t, c.Seen().Save(marker, []byte(`{}`)))
	stats, err := c.Stats(t.Context())
	must(t, err)
	if stats.Entries != 2 || stats.Pages.Entries != 1 || stats.Seen.Entries != 1 || stats.Replies.Entries != 0 ||
		stats.Bytes != stats.Pages.Bytes+stats.Seen.Bytes || len(stats.Models) != 0 {
		t.Errorf("counts are %+v", stats)
	}
	shown, err := c.Show(valueKey[:8])
	must(t, err)
	if shown.Kind != Page || string(shown.Value) != `{"url":"https://example.org/"}` {
		t.Errorf("shows %s of kind %s", shown.Value, shown.Kind)
	}
	must(t, os.Truncate(c.path(Page, valueKey), 200))
	report, err := c.Verify(t.Context(), true)
	must(t, err)
	if report.Entries != 2 || len(report.Damaged) != 1 || report.Removed != 1 {
		t.Errorf("verify reports %+v", report)
	}
	removed, err := c.Delete(marker[:8])
	must(t, err)
	if len(removed) != 1 || removed[0] != marker {
		t.Errorf("removed %v", removed)
	}
}

func TestDamagedPageIsReported(t *testing.T) {
	c := open(t)
	var damage *Damage
	c.Damaged = func(d *Damage) { damage = d }
	must(t, c.Pages().Save(valueKey, []byte("{}")))
	must(t, os.Truncate(c.path(Page, valueKey), 100))
	if _, _, ok := c.Pages().Load(valueKey); ok || damage == nil {
		t.Errorf("ok is %v, reported %v", ok, damage)
	}
}

// TestPruneKeepsMarkersLongest makes room by size: pages go first, though the
// marker was used longest ago. By age a marker goes like everything else.
func TestPruneKeepsMarkersLongest(t *testing.T) {
	c := open(t)
	c.now = func() time.Time { return noon }
	must(t, c.Pages().Save(valueKey, []byte("{}")))
	must(t, c.Seen().Save(valueKey, []byte("{}")))
	old := noon.AddDate(0, 0, -40)
	must(t, os.Chtimes(c.path(Page, valueKey), noon, noon))
	must(t, os.Chtimes(c.path(Seen, valueKey), old, old))
	info, err := os.Stat(c.path(Seen, valueKey))
	must(t, err)

	report, err := c.Prune(t.Context(), PruneOptions{MaxSize: info.Size() * 3 / 2})
	must(t, err)
	if _, err := os.Stat(c.path(Seen, valueKey)); err != nil || report.Kept != 1 {
		t.Errorf("the marker went before the page: %v, %+v", err, report)
	}
	report, err = c.Prune(t.Context(), PruneOptions{OlderThan: 30 * 24 * time.Hour})
	must(t, err)
	if report.Removed != 1 {
		t.Errorf("by age: %+v, want the marker removed", report)
	}
}

func TestOversizedValueIsRefused(t *testing.T) {
	if err := open(t).Pages().Save(valueKey, make([]byte, maxBody+1)); err == nil {
		t.Error("stored what cannot be loaded")
	}
}

func TestSegments(t *testing.T) {
	c := open(t)
	s := c.Segments()
	key := strings.Repeat("ab", 32)
	if _, ok := s.Load(key); ok {
		t.Error("an empty store holds something")
	}
	before := time.Now()
	must(t, s.ReadOnly().Save(key, []byte("no")))
	if _, ok := s.Load(key); ok {
		t.Error("a read-only view saved")
	}
	must(t, s.Save(key, []byte(`{"target":"Hello"}`)))
	data, stored, ok := s.Values.Load(key)
	if !ok || string(data) != `{"target":"Hello"}` || stored.Before(before.Truncate(0)) {
		t.Errorf("Load gives %q, %v, %v", data, stored, ok)
	}
	if _, ok := s.After(before.Truncate(0)).Load(key); !ok {
		t.Error("a refresh does not see what it has stored itself")
	}
	if _, ok := s.After(stored.Add(1)).Load(key); ok {
		t.Error("a refresh sees what is older than its start")
	}
	if _, _, err := c.Get(key); !errors.Is(err, llm.ErrMiss) {
		t.Errorf("a segment answers as a reply: %v", err)
	}
	must(t, s.ReadOnly().Remove(key))
	if _, ok := s.Load(key); !ok {
		t.Error("a read-only view removed")
	}
	must(t, s.Remove(key))
	if _, ok := s.Load(key); ok {
		t.Error("it is still there after Remove")
	}
}
