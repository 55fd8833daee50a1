package openai_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
	"dragoman/internal/llm/llmtest"
	"dragoman/internal/llm/openai"
)

func ptr[T any](v T) *T { return &v }

// Frames as real services write them.
const (
	hello   = `data: {"id":"1","model":"m","choices":[{"index":0,"delta":{"content":"hello"},"finish_reason":null}]}` + "\n\n"
	stopped = `data: {"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}` + "\n\n"
	done    = "data: [DONE]\n\n"
)

func TestStream(t *testing.T) {
	finish := func(reason string) string {
		return `data: {"choices":[{"index":0,"delta":{},"finish_reason":"` + reason + `"}]}` + "\n\n"
	}
	tests := []struct {
		name string
		body []string
		text string
		kind llm.Kind
	}{
		{"finish without [DONE]", []string{hello, stopped}, "hello", ""},
		{"[DONE] without finish", []string{hello, done}, "hello", llm.Cut},
		{"no end at all", []string{hello}, "hello", llm.Cut},
		{"2,000 comments", []string{strings.Repeat(": OPENROUTER PROCESSING\n\n", 2000), hello, stopped, done}, "hello", ""},
		{"blank lines first", []string{"\n\n\n", hello, stopped}, "hello", ""},
		{"no blank lines between events", []string{strings.ReplaceAll(hello+stopped+done, "\n\n", "\n")}, "hello", ""},
		{"CRLF and no space after the colon", []string{strings.ReplaceAll(strings.ReplaceAll(hello+stopped, "data: ", "data:"), "\n", "\r\n")}, "hello", ""},
		{"an event over two data lines", []string{"data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"hello\"}}]}\n\n", stopped}, "hello", ""},
		{"no line end after the last event", []string{hello, strings.TrimSpace(stopped)}, "hello", ""},
		{"another choice is not ours", []string{hello, `data: {"choices":[{"index":1,"delta":{"content":"other"}}]}` + "\n\n", stopped}, "hello", ""},
		{"content in parts, with thinking", []string{`data: {"choices":[{"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"hello"}]}}]}` + "\n\n", stopped}, "hello", ""},
		{"thinking tags", []string{strings.ReplaceAll(hello, "hello", "<thi"), strings.ReplaceAll(hello, "hello", "nk>hm</think>\\n\\nhello"), stopped}, "hello", ""},
		{"only thinking", []string{strings.ReplaceAll(hello, "hello", "<think>hm"), stopped}, "", llm.BadReply},
		{"numbers as floats", []string{hello, stopped, `data: {"choices":[],"usage":{"prompt_tokens":12.0}}` + "\n\n"}, "hello", ""},
		{"usage nobody can read", []string{hello, stopped, `data: {"choices":[],"usage":"many"}` + "\n\n"}, "hello", ""},
		{"eos", []string{hello, finish("eos")}, "hello", ""},
		{"model_length", []string{hello, finish("model_length")}, "hello", llm.Cut},
		{"RECITATION", []string{hello, finish("RECITATION")}, "hello", llm.Refused},
		{"error as finish reason", []string{hello, finish("error")}, "hello", llm.Cut},
		{"error as finish reason, no text", []string{finish("error")}, "", llm.Overload},
		{"a finish reason of the dialect", []string{hello, finish("fertig")}, "hello", ""},
		{"a finish reason nobody knows", []string{hello, finish("xyz")}, "hello", llm.Cut},
		{"whitespace only", []string{strings.ReplaceAll(hello, "hello", " \\n "), stopped}, " \n ", llm.BadReply},
		{"prompt blocked", []string{`data: {"promptFeedback":{"blockReason":"SAFETY"}}` + "\n\n"}, "", llm.Refused},
		{"error object with spaces", []string{hello, "data: { \"error\": {\"message\":\"gone\"}}\n\n"}, "hello", llm.Cut},
		{"error beside an id", []string{`data: {"id":"g","error":{"code":429,"message":"slow"},"choices":[{"delta":{"content":""},"finish_reason":"error"}]}` + "\n\n"}, "", llm.Rate},
		{"error named by its event", []string{"event: error\ndata: {\"message\":\"overloaded\"}\n\n"}, "", llm.Overload},
		{"error without a wrapper", []string{`data: {"code":"Throttling.RateQuota","message":"slow down"}` + "\n\n"}, "", llm.Rate},
		{"no credit in the middle", []string{hello, `data: {"error":{"code":402,"message":"no credit"}}` + "\n\n"}, "hello", llm.Quota},
		{"not UTF-8", []string{hello, strings.ReplaceAll(hello, "hello", "\xff"), stopped}, "hello", llm.Cut},
		{"not UTF-8 at once", []string{strings.ReplaceAll(hello, "hello", "\xff"), stopped}, "", llm.BadReply},
		{"not a stream but an answer", []string{`{"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}`}, "hello", ""},
		{"an answer without choices", []string{`{"id":"1","choices":[]}`}, "", llm.Network},
		{"half an answer", []string{`{"id":"1","choices":[`}, "", llm.BadReply},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Body: tt.body}))
			d := generic()
			d.Finish = []openai.FinishRow{{Reason: "fertig", Means: llm.FinishStop}}
			var pieces strings.Builder
			reply, err := client(server, d).Ask(t.Context(), llmtest.Request(), func(p string) { pieces.WriteString(p) })
			if llm.KindOf(err) != tt.kind || (err == nil) != (tt.kind == "") {
				t.Errorf("got %v, want kind %q", err, tt.kind)
			}
			if reply.Text != tt.text || pieces.String() != tt.text {
				t.Errorf("text: got %q and pieces %q, want %q", reply.Text, pieces.String(), tt.text)
			}
		})
	}
}

func TestTooLong(t *testing.T) {
	long := `data: {"choices":[{"delta":{"content":"` + strings.Repeat("x", 1<<20) + `"}}]}` + "\n\n"
	body := make([]string, 20)
	for i := range body {
		body[i] = long
	}
	server := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Body: body}))
	reply, err := client(server, generic()).Ask(t.Context(), llmtest.Request(), nil)
	if llm.KindOf(err) != llm.BadReply || len(reply.Text) > 16<<20 {
		t.Errorf("got %d bytes and %v, want at most 16 MB and bad_reply", len(reply.Text), err)
	}
}

func TestUsage(t *testing.T) {
	tests := []struct {
		name, usage string
		want        llm.Usage
	}{
		{"OpenAI", `{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":20,"cache_write_tokens":30},"completion_tokens_details":{"reasoning_tokens":10}}`,
			llm.Usage{PromptTokens: 100, CachedTokens: 20, CacheWriteTokens: 30, CompletionTokens: 50, ReasoningTokens: 10}},
		{"DeepSeek", `{"prompt_tokens":100,"completion_tokens":50,"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36}`,
			llm.Usage{PromptTokens: 100, CachedTokens: 64, CompletionTokens: 50}},
		{"OpenRouter", `{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"cost":0.00125}`,
			llm.Usage{PromptTokens: 100, CompletionTokens: 50, CostUSD: ptr(0.00125)}},
		{"xAI leaves reasoning out", `{"prompt_tokens":100,"completion_tokens":50,"total_tokens":190,"completion_tokens_details":{"reasoning_tokens":40}}`,
			llm.Usage{PromptTokens: 100, CompletionTokens: 90, ReasoningTokens: 40}},
		{"Gemini hides reasoning", `{"prompt_tokens":100,"completion_tokens":50,"total_tokens":190}`,
			llm.Usage{PromptTokens: 100, CompletionTokens: 90, ReasoningTokens: 40}},
		{"nulls", `{"prompt_tokens":100,"completion_tokens":50,"prompt_tokens_details":null,"completion_tokens_details":null}`,
			llm.Usage{PromptTokens: 100, CompletionTokens: 50}},
		{"null", `null`, llm.Usage{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, frame := range []string{`{"choices":[],"usage":` + tt.usage + `}`, `{"choices":[],"x_groq":{"usage":` + tt.usage + `}}`} {
				server := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Body: []string{hello, stopped, "data: " + frame + "\n\n", done}}))
				reply, err := client(server, generic()).Ask(t.Context(), llmtest.Request(), nil)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(tt.want, reply.Usage); diff != "" {
					t.Errorf("usage (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name   string
		status int
		body   string
		kind   llm.Kind
		says   string
	}{
		{"Ollama, native", 404, `{"error":"model 'x' not found"}`, llm.BadRequest, "model 'x' not found"},
		{"message in a message", 400, `{"error":{"message":{"message":"deep"}}}`, llm.BadRequest, "deep"},
		{"Gemini, wait in the body", 429, `[{"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[{"@type":"x","retryDelay":"37s"}]}}]`, llm.Rate, "quota"},
		{"Gemini, per day", 429, `[{"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProject"}]},{"retryDelay":"37s"}]}}]`, llm.Quota, "quota"},
		{"Gemini, bad key", 400, `[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}]`, llm.Auth, "API key not valid"},
		{"Mistral", 422, `{"object":"error","message":{"detail":[{"type":"missing","loc":["body","x"],"msg":"Field required","input":"secret"}]}}`, llm.BadRequest, "x: Field required"},
		{"Cohere", 429, `{"message":"trial key"}`, llm.Rate, "trial key"},
		{"DashScope", 400, `{"code":"Arrearage","message":"Access denied"}`, llm.Quota, "Access denied"},
		{"DashScope, inspection", 400, `{"code":"DataInspectionFailed","message":"inappropriate"}`, llm.Refused, "inappropriate"},
		{"DeepSeek, no credit", 402, `{"error":{"message":"Insufficient Balance"}}`, llm.Quota, "Insufficient Balance"},
		{"OpenRouter, moderation", 403, `{"error":{"code":403,"message":"Your input was flagged","metadata":{"reasons":["x"]}}}`, llm.Refused, "flagged"},
		{"Azure, prompt filtered", 400, `{"error":{"code":"content_filter","message":"filtered","innererror":{"code":"ResponsibleAIPolicyViolation"}}}`, llm.Refused, "filtered"},
		{"OpenAI, spend limit", 429, `{"error":{"message":"limit","type":"billing","code":"project_spend_limit_exceeded"}}`, llm.Quota, "limit"},
		{"OpenAI, more than a minute's tokens", 429, `{"error":{"message":"Request too large for gpt on tokens per min","code":"rate_limit_exceeded"}}`, llm.Context, "too large"},
		{"llama.cpp, context", 400, `{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}`, llm.Context, "exceeds"},
		{"too large", 413, ``, llm.Context, "request entity too large"},
		{"forbidden", 403, `{"error":{"message":"no access"}}`, llm.Auth, "no access"},
		{"forbidden by a firewall", 403, `<html><title>Blocked</title></html>`, llm.BadRequest, "Blocked"},
		{"time-out", 408, ``, llm.Network, "request timeout"},
		{"flex", 498, `{"error":{"message":"no capacity"}}`, llm.Overload, "no capacity"},
		{"plain text", 503, "upstream connect error\n", llm.Overload, "upstream connect error"},
		{"control characters", 500, "{\"error\":\"a\\u001b[31mb\\nc\"}", llm.Overload, "a [31mb c"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Status: tt.status, Body: []string{tt.body}}))
			d := generic()
			d.QuotaCodes = []string{"Arrearage"}
			_, err := client(server, d).Ask(t.Context(), llmtest.Request(), nil)
			var e *llm.Error
			if !errors.As(err, &e) || e.Kind != tt.kind || e.Status != tt.status || !strings.Contains(e.Message, tt.says) || strings.Contains(e.Message, "secret") {
				t.Fatalf("got %#v, want kind %q saying %q", err, tt.kind, tt.says)
			}
			if want := 37 * time.Second; strings.Contains(tt.body, "37s") && e.RetryAfter != want {
				t.Errorf("retry-after: got %v, want %v", e.RetryAfter, want)
			}
		})
	}
}

func TestOpenRouterBudgetInFlight(t *testing.T) {
	step := llmtest.Step{Status: 402, Header: map[string][]string{"Retry-After": {"3"}}, Body: []string{`{"error":{"code":402,"message":"in flight"}}`}}
	_, err := client(llmtest.NewServer(t, llmtest.Steps(step)), generic()).Ask(t.Context(), llmtest.Request(), nil)
	if llm.KindOf(err) != llm.Rate {
		t.Errorf("got %v, want rate: the service says when to come back", err)
	}
}

func TestPromptCutSilently(t *testing.T) {
	english := strings.Repeat("The committee met on Tuesday to discuss the harvest. ", 500) // 4,500 words
	chinese := strings.Repeat("委员会周二开会讨论收成问题。", 400)                                        // 5,600 runes
	tests := []struct {
		name   string
		prompt string
		seen   int
		silent bool
		want   llm.Kind
	}{
		{"whole", english, 5200, true, ""},
		{"fewer tokens than words", english, 2048, true, llm.Context},
		{"just a window", english, 5120, true, llm.Context},
		{"a window, but the prompt is shorter", "Short text.", 1024, true, ""},
		{"not said", english, 0, true, ""},
		{"another service", english, 2048, false, ""},
		{"Chinese, whole", chinese, 3900, true, ""},
		{"Chinese, cut", chinese, 1300, true, llm.Context},
		{"Chinese, just a window", chinese, 2048, true, llm.Context},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			step := llmtest.Step{Body: llmtest.OpenAI().Stream(llmtest.Answer{Pieces: []string{"ok"}, Usage: llm.Usage{PromptTokens: tt.seen}})}
			d := generic()
			d.SilentCut = tt.silent
			r := llmtest.Request()
			r.Messages = []llm.Message{{Role: llm.User, Content: tt.prompt}}
			told := ""
			_, err := client(llmtest.NewServer(t, llmtest.Steps(step)), d).Ask(t.Context(), r, func(s string) { told += s })
			if (told == "ok") != (tt.want == "") {
				t.Errorf("text handed on: %q, with error %v", told, err)
			}
			if llm.KindOf(err) != tt.want || (err == nil) != (tt.want == "") {
				t.Fatalf("got %v, want kind %q", err, tt.want)
			}
			var e *llm.Error
			if errors.As(err, &e) && !strings.Contains(e.Hint, "num_ctx") {
				t.Errorf("hint: got %q, want the setting", e.Hint)
			}
		})
	}
}
