package recorded

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
)

// request is one with every kind of field.
func request() llm.Request {
	return llm.Request{
		Provider: "real", Model: "real-model", Carrier: llm.CarrierSchema, SchemaName: "Translation 1",
		Schema: json.RawMessage(`{"type":"object","properties":{"s01":{"type":"string"}}}`),
		Messages: []llm.Message{
			{Role: llm.System, Content: "Translate.\nWrite a short summary.\nUse <tags> & names."},
			{Role: llm.User, Content: "fence\n[s01] Es war einmal ein König\n[s02] der hatte drei Töchter\nfence"},
		},
		MaxTokens: 4096,
	}
}

func recording(req llm.Request) llm.Recording {
	reply := llm.Reply{Text: `{"s01":"Once"}`, Finish: llm.FinishStop, Model: "writer-1", Usage: llm.Usage{PromptTokens: 9, CompletionTokens: 3}}
	return llm.Recording{Schema: llm.RecordingSchema, Request: req, Reply: reply, Writer: reply.Model}
}

// saved returns a folder with a recording of each request.
func saved(t *testing.T, reqs ...llm.Request) string {
	t.Helper()
	dir := t.TempDir()
	for _, req := range reqs {
		if err := Save(dir, recording(req)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func open(t *testing.T, folders ...fs.FS) *Model {
	t.Helper()
	m, err := New(folders...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestAsk: a recording answers whoever asks, and says who wrote it.
func TestAsk(t *testing.T) {
	m := open(t, os.DirFS(saved(t, request())))
	req := request()
	req.Provider, req.Model = Name, "anything"
	var pieces []string
	got, err := m.Ask(t.Context(), req, func(s string) { pieces = append(pieces, s) })
	if err != nil {
		t.Fatal(err)
	}
	want := recording(req).Reply
	want.Writer = "writer-1"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reply (-want +got):\n%s", diff)
	}
	if !cmp.Equal(pieces, []string{want.Text}) {
		t.Errorf("text: got %q, want it in one piece", pieces)
	}
	if writers, err := m.Writers(); err != nil || !cmp.Equal(writers, []string{"writer-1"}) {
		t.Errorf("writers: got %v, %v", writers, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Ask(ctx, req, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}

// TestLazy: nothing is read at the start, and a hit reads its own file only.
func TestLazy(t *testing.T) {
	dir := saved(t, request())
	if err := os.WriteFile(filepath.Join(dir, "other-000000000000.json"), []byte("not JSON"), 0o644); err != nil {
		t.Fatal(err)
	}
	m := open(t, os.DirFS(dir))
	if _, err := m.Ask(t.Context(), request(), nil); err != nil {
		t.Errorf("a broken file beside it: %v", err)
	}
	unknown := request()
	unknown.MaxTokens = 1
	_, err := m.Ask(t.Context(), unknown, nil)
	if llm.KindOf(err) != llm.Missing || !strings.Contains(err.Error(), "other-000000000000.json") {
		t.Errorf("a miss: got %v, want the broken file named", err)
	}
}

// TestFolders: the first folder wins; a file may have any name.
func TestFolders(t *testing.T) {
	second := recording(request())
	second.Reply.Text = "second"
	data, err := json.Marshal(second)
	if err != nil {
		t.Fatal(err)
	}
	named := fstest.MapFS{"mine.json": {Data: data}, "README.md": {Data: []byte("hello")}}
	if reply, err := open(t, named).Ask(t.Context(), request(), nil); err != nil || reply.Text != "second" {
		t.Errorf("by any name: got %q, %v", reply.Text, err)
	}
	if reply, err := open(t, os.DirFS(saved(t, request())), named).Ask(t.Context(), request(), nil); err != nil || reply.Text == "second" {
		t.Errorf("two folders: got %q, %v; want the first one's", reply.Text, err)
	}
	if _, err := New(); err == nil {
		t.Error("no folder: got no error")
	}
}

// TestSave: the file is called by what was asked, is kept readable, and is
// replaced by a newer recording of the same request.
func TestSave(t *testing.T) {
	dir := saved(t, request(), request())
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) != 1 {
		t.Fatalf("got files %v, %v; want one", names, err)
	}
	if want := "translation-1-" + Key(request())[:12] + ".json"; filepath.Base(names[0]) != want {
		t.Errorf("name: got %s, want %s", filepath.Base(names[0]), want)
	}
	data, err := os.ReadFile(names[0])
	if err != nil || !strings.Contains(string(data), "Use <tags> & names.") || !strings.Contains(string(data), "\n  \"request\"") {
		t.Errorf("file: got %v\n%s\nwant it indented, without escapes", err, data)
	}
	broken := recording(request())
	broken.Reply.Finish = llm.FinishLength
	if err := Save(dir, broken); err == nil {
		t.Error("half a reply was saved")
	}
	plain := request()
	plain.SchemaName, plain.Carrier = "", llm.CarrierTags
	if got := name(plain); !strings.HasPrefix(got, "tags-") {
		t.Errorf("without a schema: got %s", got)
	}
}

// TestStrict: a recording that is not wholly understood is refused by name.
func TestStrict(t *testing.T) {
	good, err := json.Marshal(recording(request()))
	if err != nil {
		t.Fatal(err)
	}
	replace := func(old, new string) string { return strings.Replace(string(good), old, new, 1) }
	for name, data := range map[string]string{
		"unknown field":      replace(`"schema":`, `"extra":1,"schema":`),
		"unknown in reply":   replace(`"finish":`, `"extra":1,"finish":`),
		"another format":     replace("recording/1", "recording/2"),
		"no writer":          replace(`"writer":"writer-1"`, `"writer":""`),
		"two writers":        replace(`"writer":"writer-1"`, `"writer":"somebody"`),
		"half a reply":       replace(`"finish":"stop"`, `"finish":"length"`),
		"two values":         string(good) + "{}",
		"cut":                string(good[:len(good)-9]),
		"no messages":        `{"schema":"dragoman/recording/1","writer":"w","request":{},"reply":{"text":"x","finish":"stop","model":"w"}}`,
		"not JSON":           "hello",
		"larger than wanted": strings.Repeat(" ", maxFile+1),
	} {
		t.Run(name, func(t *testing.T) {
			m := open(t, fstest.MapFS{"a.json": {Data: []byte(data)}})
			_, err := m.Ask(t.Context(), request(), nil)
			if llm.KindOf(err) != llm.Missing || !strings.Contains(err.Error(), "a.json") {
				t.Errorf("got %v, want an error that names the file", err)
			}
			if _, err := m.Writers(); err == nil {
				t.Error("Writers: got no error")
			}
		})
	}
}

// TestKey: every field of a request but provider and model is in the key.
func TestKey(t *testing.T) {
	base := Key(request())
	one := 1
	half := 0.5
	changed := map[string]any{
		"Provider": "x", "Model": "x", "Messages": []llm.Message{{Role: llm.User, Content: "x"}}, "Carrier": llm.CarrierTags,
		"SchemaName": "x", "Schema": json.RawMessage(`{}`), "MaxTokens": 1, "Temperature": &half, "TopP": &half, "Seed": &one, "Thinking": llm.ThinkingHigh,
	}
	for i := range reflect.TypeFor[llm.Request]().NumField() {
		field := reflect.TypeFor[llm.Request]().Field(i).Name
		value, ok := changed[field]
		if !ok {
			t.Fatalf("a field this test does not know: %s", field)
		}
		req := request()
		reflect.ValueOf(&req).Elem().Field(i).Set(reflect.ValueOf(value))
		same := field == "Provider" || field == "Model"
		if got := Key(req) == base; got != same {
			t.Errorf("changing %s: key the same %v, want %v", field, got, same)
		}
	}
}
