package openai

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"dragoman/internal/llm"
)

func TestThinkingIsTakenOut(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"none", "Plain text", "Plain text"},
		{"closed", "<think>hm</think>\n\nText", "Text"},
		{"after space", "\n <think>hm</think> Text", "Text"},
		{"empty", "<think></think>Text", "Text"},
		{"two", "<think>a</think>\n<thinking>b</thinking>Text", "Text"},
		{"unclosed", "<think>all of it is thought", ""},
		{"half a closing tag", "<think>hm</thi", ""},
		{"a tag inside", "<think>a </b> <i> </thin></think>Text", "Text"},
		{"text about tags", "The <think> tag holds thoughts; </think> ends them.", "The <think> tag holds thoughts; </think> ends them."},
		{"tags behind the thought", "<think>hm</think>The <think> tag", "The <think> tag"},
		{"a tag of ours", "<s01>Text</s01>", "<s01>Text</s01>"},
		{"only the start of a tag", "<thin", "<thin"},
		{"a longer name", "<thinker>Rodin</thinker>", "<thinker>Rodin</thinker>"},
		{"space first", "\n\n{}", "\n\n{}"},
		{"only space", " \n", " \n"},
		{"", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for size := 1; size <= len(tt.in)+1; size++ {
				if got := collect(t, tt.in, size); got != tt.want {
					t.Errorf("in pieces of %d: got %q, want %q", size, got, tt.want)
				}
			}
		})
	}
}

// collect runs a text through the filter in pieces.
func collect(t *testing.T, in string, size int) string {
	t.Helper()
	var pieces strings.Builder
	f := newText(func(p string) { pieces.WriteString(p) })
	for in != "" {
		n := min(size, len(in))
		if err := f.add(in[:n]); err != nil {
			t.Fatal(err)
		}
		in = in[n:]
	}
	f.end()
	if pieces.String() != f.String() {
		t.Errorf("pieces %q, text %q", pieces.String(), f.String())
	}
	return f.String()
}

func FuzzThinking(f *testing.F) {
	f.Add("<think>a</think> b", 3)
	f.Add("<thought>a</think> b", 1)
	f.Add("a <think> b", 2)
	f.Fuzz(func(t *testing.T, in string, size int) {
		size = max(1, size%64)
		whole := collect(t, in, len(in)+1)
		if got := collect(t, in, size); got != whole {
			t.Errorf("in pieces of %d: %q, at once: %q", size, got, whole)
		}
		if !strings.HasSuffix(in, whole) {
			t.Errorf("%q is not the end of %q", whole, in)
		}
	})
}

func FuzzParseFault(f *testing.F) {
	for _, seed := range []string{`{"error":{"message":"m","code":1}}`, `[{"error":"x"}]`, `{"detail":[{"loc":["body","a"],"msg":"m"}]}`, `<html><title>t`, `null`, `{"details":[{"violations":[{}]}]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const secret = "secret-key"
		c := New(Config{Provider: "p", Key: func(context.Context) (string, error) { return secret, nil }})
		k := c.newCall(llm.Request{})
		if _, err := k.Prepare(httptest.NewRequest(http.MethodPost, "/", nil)); err != nil {
			t.Fatal(err)
		}
		k.fault = parseFault(append(data, secret...))
		if e := k.typed(400); e.Kind == "" || strings.Contains(e.Error(), secret) {
			t.Errorf("got %v", e)
		}
	})
}
