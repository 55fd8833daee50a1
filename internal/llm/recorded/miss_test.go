package recorded

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
)

// missed asks and returns why there was no answer.
func missed(t *testing.T, m *Model, req llm.Request) *Miss {
	t.Helper()
	_, err := m.Ask(t.Context(), req, nil)
	var miss *Miss
	if llm.KindOf(err) != llm.Missing || !errors.As(err, &miss) {
		t.Fatalf("got %v, want a *Miss of kind missing", err)
	}
	return miss
}

func TestMissNames(t *testing.T) {
	summary := request()
	summary.SchemaName, summary.Messages = "summary", []llm.Message{{Role: llm.System, Content: "Summarise."}, request().Messages[1]}
	m := open(t, os.DirFS(saved(t, request(), summary)))
	replaced := func(i int, old, new string) func(*llm.Request) {
		return func(r *llm.Request) {
			r.Messages[i].Content = strings.Replace(r.Messages[i].Content, old, new, 1)
		}
	}
	long := "der hatte drei Töchter" + strings.Repeat(" und noch eine", 50)
	for _, test := range []struct {
		name   string
		change func(*llm.Request)
		want   []Difference
	}{
		{"option in the prompt", replaced(0, "short summary", "summary of 40 words"), []Difference{
			{Field: "messages", Role: llm.System, Line: 2, Recorded: "Write a short summary.", Asked: "Write a summary of 40 words."}}},
		{"a knob", func(r *llm.Request) { r.MaxTokens = 8192 }, []Difference{{Field: "max_tokens", Recorded: "4096", Asked: "8192"}}},
		{"a knob that was not set", func(r *llm.Request) { half := 0.5; r.Temperature = &half }, []Difference{{Field: "temperature", Asked: "0.5"}}},
		{"carrier", func(r *llm.Request) { r.Carrier, r.Schema, r.SchemaName = llm.CarrierTags, nil, "" }, []Difference{
			{Field: "carrier", Recorded: "schema", Asked: "tags"},
			{Field: "schema_name", Recorded: "Translation 1"},
			{Field: "schema", Line: 1, Recorded: "{"}}},
		{"schema", func(r *llm.Request) {
			r.Schema = json.RawMessage(`{"type":"object","properties":{"s02":{"type":"string"}}}`)
		}, []Difference{
			{Field: "schema", Line: 4, Recorded: `  "s01": {`, Asked: `  "s02": {`}}},
		{"a longer article", replaced(1, "der hatte drei Töchter\n", long+"\n[s03] x\n"), []Difference{
			{Field: "messages", Role: llm.User, Line: 3, Recorded: "[s02] der hatte drei Töchter", Asked: string([]rune("[s02] " + long)[:80]) + "…"}}},
		{"one more message", func(r *llm.Request) { r.Messages = append(r.Messages, llm.Message{Role: llm.User, Content: "Go on."}) }, []Difference{
			{Field: "messages", Role: llm.User, Line: 1, Asked: "Go on."}}},
		{"another speaker", func(r *llm.Request) { r.Messages[0].Role = llm.Assistant }, []Difference{
			{Field: "messages", Role: llm.Assistant, Recorded: "role system", Asked: "role assistant"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			req := request()
			test.change(&req)
			miss := missed(t, m, req)
			if diff := cmp.Diff(test.want, miss.Differs); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
			if miss.Recordings != 2 || miss.Shared == 0 {
				t.Errorf("got %d recordings, %.2f shared; want 2, some", miss.Recordings, miss.Shared)
			}
			if !strings.Contains(miss.Error(), test.want[0].String()) || len(miss.Error()) > 400 {
				t.Errorf("message: got %q", miss.Error())
			}
		})
	}
}

// TestMissUnknown: an article that was never recorded shares nothing with one
// that was, so that the caller can say so.
func TestMissUnknown(t *testing.T) {
	m := open(t, os.DirFS(saved(t, request())))
	req := request()
	req.Messages[1].Content = "other fence\n[s01] Another article\nother fence"
	if miss := missed(t, m, req); miss.Shared != 0 {
		t.Errorf("shared: got %v, want 0", miss.Shared)
	}
	if miss := missed(t, open(t, fstest.MapFS{}), req); miss.Recordings != 0 || miss.Error() != "there are no recordings" {
		t.Errorf("no recordings: got %+v, %q", miss, miss.Error())
	}
}

// TestAround: two long lines are quoted where they part.
func TestAround(t *testing.T) {
	same := strings.Repeat("é", 200)
	a, b := around(same+"short", same+"long")
	if a != "…"+strings.Repeat("é", 20)+"short" || b != "…"+strings.Repeat("é", 20)+"long" {
		t.Errorf("got %q and %q", a, b)
	}
}
