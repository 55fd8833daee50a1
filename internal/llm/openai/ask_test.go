package openai_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
	"dragoman/internal/llm/llmtest"
	"dragoman/internal/llm/openai"
)

// stream returns a step that answers with a text.
func stream(pieces ...string) llmtest.Step {
	return llmtest.Step{Body: llmtest.OpenAI().Stream(llmtest.Answer{Pieces: pieces})}
}

// client returns a client of a scripted server.
func client(s *llmtest.Server, d openai.Dialect) *openai.Client {
	return openai.New(openai.Config{Provider: "test", BaseURL: s.URL + "/v1", Key: key(llmtest.Key), Dialect: d})
}

// body decodes a received body.
func body(t *testing.T, r llmtest.Received) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal(r.Body, &out); err != nil {
		t.Fatalf("request body: %v", err)
	}
	return out
}

func TestBody(t *testing.T) {
	zero, half, seed := 0.0, 0.5, 0
	tests := []struct {
		name    string
		dialect func(*openai.Dialect)
		request func(*llm.Request)
		want    map[string]any // nil values must be absent
	}{
		{"temperature 0 is sent", nil, func(r *llm.Request) { r.Temperature = &zero }, map[string]any{"temperature": 0.0}},
		{"no knob is sent unasked", nil, nil, map[string]any{"temperature": nil, "top_p": nil, "seed": nil, "reasoning_effort": nil}},
		{"seed 0 and top_p", nil, func(r *llm.Request) { r.Seed, r.TopP = &seed, &half }, map[string]any{"seed": 0.0, "top_p": 0.5}},
		{"seed by another name", func(d *openai.Dialect) { d.SeedField = "random_seed" }, func(r *llm.Request) { r.Seed = &seed }, map[string]any{"random_seed": 0.0, "seed": nil}},
		{"no seed", func(d *openai.Dialect) { d.SeedField = "" }, func(r *llm.Request) { r.Seed = &seed }, map[string]any{"seed": nil, "": nil}},
		{"output limit", nil, nil, map[string]any{"max_tokens": 1000.0, "max_completion_tokens": nil}},
		{"output limit by its new name", func(d *openai.Dialect) { d.TokenField = "max_completion_tokens" }, nil, map[string]any{"max_tokens": nil, "max_completion_tokens": 1000.0}},
		{"no output limit", func(d *openai.Dialect) { d.TokenField = "" }, nil, map[string]any{"max_tokens": nil, "max_completion_tokens": nil, "": nil}},
		{"usage", nil, nil, map[string]any{"stream": true, "stream_options": map[string]any{"include_usage": true}}},
		{"closed list", func(d *openai.Dialect) { d.Allow = []string{"model", "messages", "stream"} }, nil, map[string]any{"stream_options": nil, "response_format": nil, "max_tokens": nil, "model": "test-model"}},
		{"dropped", func(d *openai.Dialect) { d.Drop = []string{"temperature"} }, func(r *llm.Request) { r.Temperature = &half }, map[string]any{"temperature": nil}},
		{"json carrier", nil, func(r *llm.Request) { r.Carrier = llm.CarrierJSON }, map[string]any{"response_format": map[string]any{"type": "json_object"}}},
		{"tags carrier", nil, func(r *llm.Request) { r.Carrier = llm.CarrierTags }, map[string]any{"response_format": nil}},
		{"developer", func(d *openai.Dialect) { d.InstructionRole = "developer" }, func(r *llm.Request) { r.Messages = r.Messages[:1] }, map[string]any{
			"messages": []any{map[string]any{"role": "developer", "content": "Translate into English. Answer with JSON."}}}},
		{"empty message", nil, func(r *llm.Request) { r.Messages = []llm.Message{{Role: llm.Assistant}} }, map[string]any{
			"messages": []any{map[string]any{"role": "assistant", "content": ""}}}},
		{"rule for the model", func(d *openai.Dialect) {
			d.Rules = []openai.Rule{{Models: []string{"other"}, Drop: []string{"max_tokens"}}, {Models: []string{"test-"}, Set: []openai.Field{{Name: "x", Value: json.RawMessage(`[1]`)}}}, {Models: []string{""}, Drop: []string{"max_tokens"}}}
		}, nil, map[string]any{"x": []any{1.0}, "max_tokens": 1000.0}},
		{"thinking leaves fields out", func(d *openai.Dialect) {
			d.Thinking = []openai.ThinkingRow{{Level: llm.ThinkingHigh, Set: []openai.Field{{Name: "think", Value: json.RawMessage(`true`)}}, Drop: []string{"temperature"}}}
		}, func(r *llm.Request) { r.Thinking, r.Temperature = llm.ThinkingHigh, &half }, map[string]any{"think": true, "temperature": nil}},
		{"schema companion", func(d *openai.Dialect) {
			d.SchemaSet = []openai.Field{{Name: "provider", Value: json.RawMessage(`{}`)}}
		}, nil, map[string]any{"provider": map[string]any{}}},
		{"a model go-openai has its own rules for", nil, func(r *llm.Request) { r.Model, r.Temperature = "o3-local", &half }, map[string]any{"model": "o3-local", "max_tokens": 1000.0, "temperature": 0.5}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := llmtest.NewServer(t, llmtest.Steps(stream("ok")))
			d, r := generic(), llmtest.Request()
			if tt.dialect != nil {
				tt.dialect(&d)
			}
			if tt.request != nil {
				tt.request(&r)
			}
			if _, err := client(server, d).Ask(t.Context(), r, nil); err != nil {
				t.Fatal(err)
			}
			got := body(t, server.Received()[0])
			for name, want := range tt.want {
				if _, ok := got[name]; want == nil && ok || want != nil && !cmp.Equal(got[name], want) {
					t.Errorf("%s: got %v, want %v", name, got[name], want)
				}
			}
		})
	}
}

func TestSchemaIsSentWordForWord(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Steps(stream("ok")))
	if _, err := client(server, generic()).Ask(t.Context(), llmtest.Request(), nil); err != nil {
		t.Fatal(err)
	}
	want := `"response_format":{"type":"json_schema","json_schema":{"name":"translation","schema":` + string(llmtest.Request().Schema) + `,"strict":true}}`
	if got := string(server.Received()[0].Body); !strings.Contains(got, want) {
		t.Errorf("got %s\nwant it to contain %s", got, want)
	}
}

func TestHeaders(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Steps(stream("ok")))
	d := generic()
	d.KeyHeaders = []string{"api-key"}
	c := openai.New(openai.Config{Provider: "test", BaseURL: server.URL + "/v1/", Key: key("k1"), Dialect: d, Headers: http.Header{"x-team": {"desk"}}})
	if _, err := c.Ask(t.Context(), llmtest.Request(), nil); err != nil {
		t.Fatal(err)
	}
	r := server.Received()[0]
	if r.Path != "/v1/chat/completions" {
		t.Errorf("path: got %q", r.Path)
	}
	for name, want := range map[string]string{"Authorization": "Bearer k1", "Api-Key": "k1", "X-Team": "desk"} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	c = openai.New(openai.Config{Provider: "test", BaseURL: server.URL + "/v1", Dialect: d})
	if _, err := c.Ask(t.Context(), llmtest.Request(), nil); err != nil {
		t.Fatal(err)
	}
	if got := server.Received()[1].Header; got.Get("Authorization") != "" || got.Get("Api-Key") != "" {
		t.Errorf("a client without a key sent %v", got)
	}
}

// refusing answers like OpenAI: a request with one of the fields is refused,
// the alphabetically first first.
func refusing(fields map[string]string) llmtest.Script {
	return func(_ int, r llmtest.Received) llmtest.Step {
		var sent map[string]any
		if json.Unmarshal(r.Body, &sent) != nil {
			return llmtest.Step{Status: 500}
		}
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			if _, ok := sent[name]; ok {
				return llmtest.Step{Status: 400, Body: []string{fields[name]}}
			}
		}
		return stream("ok")
	}
}

// message renders an error that names its field in words only.
func message(s string) string { return fmt.Sprintf(`{"error":{"message":%q}}`, s) }

func TestLearn(t *testing.T) {
	half, seed := 0.5, 7
	tests := []struct {
		name    string
		fields  map[string]string
		sends   int
		learned string // in the lines
	}{
		{"by param", map[string]string{"temperature": `{"error":{"message":"no","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}`}, 2, "drop: [temperature]"},
		{"by message", map[string]string{"seed": message("Unrecognized request argument supplied: seed")}, 2, "drop: [seed]"},
		{"gemini's array", map[string]string{"seed": `[{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \"seed\": Cannot find field.","status":"INVALID_ARGUMENT"}}]`}, 2, "drop: [seed]"},
		{"mistral's detail", map[string]string{"stream_options": `{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted","input":{"include_usage":true}}]}`}, 2, "drop: [stream_options]"},
		{"output limit renamed", map[string]string{"max_tokens": message("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.")}, 2, "token_field: max_completion_tokens"},
		{"output limit given up", map[string]string{"max_tokens": message("'max_tokens' is not supported"), "max_completion_tokens": message("'max_completion_tokens' is not supported")}, 3, "drop: [max_completion_tokens, max_tokens]"},
		{"two fields", map[string]string{"temperature": message("temperature: extra field"), "top_p": message("top_p: extra field")}, 3, "drop: [temperature, top_p]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := llmtest.NewServer(t, refusing(tt.fields))
			c := client(server, generic())
			id := c.Identity()
			r := llmtest.Request()
			r.Temperature, r.TopP, r.Seed = &half, &half, &seed
			reply, err := c.Ask(t.Context(), r, nil)
			if err != nil || reply.Text != "ok" || reply.Attempts != tt.sends {
				t.Fatalf("got %q, %d attempts, %v; want ok after %d", reply.Text, reply.Attempts, err, tt.sends)
			}
			if reply, err = c.Ask(t.Context(), r, nil); err != nil || reply.Attempts != 1 {
				t.Errorf("second request: got %d attempts, %v; want 1", reply.Attempts, err)
			}
			if got := strings.Join(c.Learned(), "\n"); !strings.Contains(got, tt.learned) || !strings.Contains(got, "# refused by test-model") {
				t.Errorf("learned: got %q, want %q in it", got, tt.learned)
			}
			if c.Identity() != id {
				t.Error("what was learned changed the identity")
			}
			r.Model = "other-model"
			if reply, err = c.Ask(t.Context(), r, nil); err != nil || reply.Attempts != tt.sends {
				t.Errorf("another model: got %d attempts, %v; want %d, since nothing is known of it", reply.Attempts, err, tt.sends)
			}
		})
	}
}

func TestLearnDeveloperRole(t *testing.T) {
	script := func(_ int, r llmtest.Received) llmtest.Step {
		if strings.Contains(string(r.Body), `"role":"developer"`) {
			return llmtest.Step{Status: 400, Body: []string{message("Unexpected message role: developer")}}
		}
		return stream("ok")
	}
	d := generic()
	d.InstructionRole = "developer"
	c := client(llmtest.NewServer(t, script), d)
	reply, err := c.Ask(t.Context(), llmtest.Request(), nil)
	if err != nil || reply.Attempts != 2 || !slices.Contains(c.Learned(), "      role: system") {
		t.Errorf("got %d attempts, %v, learned %q; want 2 and the role", reply.Attempts, err, c.Learned())
	}
}

func TestLearnThinkingGoesToTheNextAlternative(t *testing.T) {
	effort := func(v string) openai.ThinkingRow {
		return openai.ThinkingRow{Set: []openai.Field{{Name: "reasoning_effort", Value: json.RawMessage(`"` + v + `"`)}}}
	}
	var efforts []any
	script := func(_ int, r llmtest.Received) llmtest.Step {
		var sent map[string]any
		if err := json.Unmarshal(r.Body, &sent); err != nil {
			t.Error(err)
		}
		efforts = append(efforts, sent["reasoning_effort"])
		if sent["reasoning_effort"] != nil {
			return llmtest.Step{Status: 400, Body: []string{message("Unsupported value: 'reasoning_effort' does not support it")}}
		}
		return stream("ok")
	}
	d := generic()
	d.Thinking = []openai.ThinkingRow{effort("none"), effort("low")}
	if _, err := client(llmtest.NewServer(t, script), d).Ask(t.Context(), llmtest.Request(), nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]any{"none", "low", nil}, efforts); diff != "" {
		t.Errorf("efforts (-want +got):\n%s", diff)
	}
}

func TestRefusedRequestsThatTeachNothing(t *testing.T) {
	hot := 3.0
	tests := []struct {
		name, body, param string
		status            int
	}{
		{"schema", `{"error":{"message":"This model does not support response_format json_schema","param":null}}`, "response_format", 400},
		{"schema, in other words", `{"error":"invalid grammar: unsupported keyword"}`, "response_format", 400},
		{"schema not managed", `{"error":{"message":"Failed to generate JSON. Please adjust your prompt.","code":"json_validate_failed"}}`, "response_format", 400},
		{"no route with a schema", `{"error":{"message":"No endpoints found that can handle the requested parameters.","code":404}}`, "response_format", 404},
		{"out of range", `{"error":{"message":"Invalid 'temperature': decimal above maximum value.","param":"temperature","code":"decimal_above_max_value"}}`, "temperature", 400},
		{"model", `{"error":{"message":"The model does not exist","param":"model","code":"model_not_found"}}`, "model", 404},
		{"nothing named", `{"error":{"message":"bad"}}`, "", 400},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Status: tt.status, Body: []string{tt.body}}))
			c := client(server, generic())
			r := llmtest.Request()
			r.Temperature = &hot
			_, err := c.Ask(t.Context(), r, nil)
			var e *llm.Error
			if !errors.As(err, &e) || e.Kind != llm.BadRequest || e.Param != tt.param {
				t.Errorf("got %#v, want bad_request about %q", err, tt.param)
			}
			if n := len(server.Received()); n != 1 || c.Learned() != nil {
				t.Errorf("got %d requests and lessons %q, want 1 and none", n, c.Learned())
			}
		})
	}
}

func TestKeySourceFails(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Steps(stream("ok")))
	broken := func(context.Context) (string, error) { return "", errors.New("key command: exit status 1") }
	c := openai.New(openai.Config{Provider: "test", BaseURL: server.URL, Key: broken, Dialect: generic()})
	_, err := c.Ask(t.Context(), llmtest.Request(), nil)
	if llm.KindOf(err) != llm.Auth || len(server.Received()) != 0 {
		t.Errorf("got %v and %d requests, want auth and none", err, len(server.Received()))
	}
}

func TestModels(t *testing.T) {
	tests := []struct {
		name string
		step llmtest.Step
		want []string
		kind llm.Kind
	}{
		{"list", llmtest.Step{Body: []string{`{"object":"list","data":[{"id":"models/b","created":1.5},{"id":"a"}]}`}}, []string{"b", "a"}, ""},
		{"bare array", llmtest.Step{Body: []string{`[{"id":"x/y","type":"chat"}]`}}, []string{"x/y"}, ""},
		{"none", llmtest.Step{Body: []string{`{"data":[]}`}}, []string{}, ""},
		{"key refused", llmtest.Step{Status: 401, Body: []string{`{"error":{"message":"bad key"}}`}}, nil, llm.Auth},
		{"a web page", llmtest.Step{Body: []string{"<html></html>"}}, nil, llm.BadReply},
		{"an error with 200", llmtest.Step{Body: []string{`{"error":"no"}`}}, nil, llm.Overload},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := llmtest.NewServer(t, llmtest.Steps(tt.step))
			d := generic()
			d.ModelPrefix = "models/"
			got, err := client(server, d).Models(t.Context())
			if diff := cmp.Diff(tt.want, got); diff != "" || llm.KindOf(err) != tt.kind {
				t.Errorf("got %v, want kind %q; ids (-want +got):\n%s", err, tt.kind, diff)
			}
			if r := server.Received()[0]; r.Method != http.MethodGet || r.Path != "/v1/models" {
				t.Errorf("got %s %s", r.Method, r.Path)
			}
		})
	}
}

func TestLoadingIsTold(t *testing.T) {
	var states []string
	server := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Status: 503, Body: []string{`{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}`}}))
	c := openai.New(openai.Config{Provider: "llamacpp", BaseURL: server.URL, Local: true, Dialect: generic(), OnState: func(s string) { states = append(states, s) }})
	_, err := c.Ask(t.Context(), llmtest.Request(), nil)
	var e *llm.Error
	if !errors.As(err, &e) || e.Kind != llm.Overload || e.RetryAfter < time.Second || !slices.Equal(states, []string{"loading model"}) {
		t.Errorf("got %v, wait %v, states %q", err, e.RetryAfter, states)
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	other := llmtest.NewServer(t, llmtest.Steps(stream("elsewhere")))
	server := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Status: 307, Header: http.Header{"Location": {other.URL + "/v1"}}}))
	_, err := client(server, generic()).Ask(t.Context(), llmtest.Request(), nil)
	var e *llm.Error
	if !errors.As(err, &e) || e.Kind != llm.BadRequest || !strings.Contains(e.Hint, other.URL) || len(other.Received()) != 0 {
		t.Errorf("got %#v and %d requests elsewhere", err, len(other.Received()))
	}
}

func TestLearningTogether(t *testing.T) {
	half := 0.5
	server := llmtest.NewServer(t, refusing(map[string]string{"temperature": message("temperature: extra field")}))
	c := client(server, generic())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			r := llmtest.Request()
			r.Temperature = &half
			if reply, err := c.Ask(t.Context(), r, nil); err != nil || reply.Text != "ok" {
				t.Errorf("got %q, %v", reply.Text, err)
			}
			_ = c.Learned()
		})
	}
	wg.Wait()
	if n := len(server.Received()); n < 9 || n > 16 {
		t.Errorf("got %d requests, want each worker refused at most once", n)
	}
}
