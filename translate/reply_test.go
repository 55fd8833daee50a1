package translate

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"dragoman/internal/llm"
	"dragoman/prompts"
)

// readAll feeds a reply in pieces of n bytes and returns the parts.
func readAll(carrier llm.Carrier, ids []string, reply string, n int) map[string]string {
	r := newReader(carrier, ids)
	parts := map[string]string{}
	for len(reply) > 0 {
		piece := reply[:min(n, len(reply))]
		reply = reply[len(piece):]
		r.feed(piece, func(id, text string) { parts[id] = text })
	}
	return parts
}

func TestReader(t *testing.T) {
	ids := []string{"s01", "s02", "s03"}
	for _, tt := range []struct {
		name    string
		carrier llm.Carrier
		reply   string
		want    string // parts in the order of ids, joined by |
	}{
		{"whole", llm.CarrierSchema, `{"s01":"one","s02":"two","s03":"three"}`, "one|two|three"},
		{"in a Markdown fence", llm.CarrierJSON, "```json\n{\"s01\": \"one\",\n \"s02\": \"two\"}\n```", "one|two|"},
		{"escapes", llm.CarrierSchema, `{"s01":"say \"s02\": \"no\" \u00e9\n\\","s02":"two"}`, "say \"s02\": \"no\" é\n\\|two|"},
		{"cut inside a text", llm.CarrierSchema, `{"s01":"one","s02":"tw`, "one||"},
		{"cut inside an escape", llm.CarrierSchema, `{"s01":"one","s02":"tw\`, "one||"},
		{"cut after a key", llm.CarrierSchema, `{"s01":"one","s02"`, "one||"},
		{"the first of a repeated id", llm.CarrierSchema, `{"s01":"one","s01":"other"}`, "one||"},
		{"unknown id", llm.CarrierSchema, `{"s09":"nine","s01":"one"}`, "one||"},
		{"empty and blank texts", llm.CarrierSchema, `{"s01":"","s02":"  ","s03":"three"}`, "||three"},
		{"other types", llm.CarrierSchema, `{"s01":1,"s02":null,"s03":["x"]}`, "||"},
		{"replacement character", llm.CarrierSchema, "{\"s01\":\"a\uFFFDb\",\"s02\":\"two\"}", "|two|"},
		{"lone surrogate", llm.CarrierSchema, `{"s01":"a\ud800b","s02":"two"}`, "|two|"},
		{"swapped order", llm.CarrierSchema, `{"s03":"three","s01":"one"}`, "one||three"},
		{"tags", llm.CarrierTags, "<s01>one</s01>\n<s02>two <b>bold</b></s02>", "one|two <b>bold</b>|"},
		{"tags cut", llm.CarrierTags, "<s01>one</s01><s02>tw", "one||"},
		{"tags with prose", llm.CarrierTags, "Here: a < b\n<s01>one</s01> done", "one||"},
		{"a tag never closed", llm.CarrierTags, "<s01>one\n<s02>two</s02>", "||"},
		{"no JSON at all", llm.CarrierSchema, "I cannot do that.", "||"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, n := range []int{1, 3, 1000} {
				parts := readAll(tt.carrier, ids, tt.reply, n)
				got := strings.Join([]string{parts["s01"], parts["s02"], parts["s03"]}, "|")
				if got != tt.want {
					t.Errorf("in pieces of %d: got %q, want %q", n, got, tt.want)
				}
			}
		})
	}
}

// FuzzReader holds that whatever a model says, parts are only what was asked
// for, once, valid and not empty, and that pieces make no difference.
func FuzzReader(f *testing.F) {
	f.Add(`{"s01":"one","s02":"two"}`, 3, false)
	f.Add("<s01>one</s01><s02>", 2, true)
	f.Add("```json\n{\"s01\": {\"s02\": \"\\u0041\"}", 1, false)
	f.Add(`"s01" : "x", "s01":"y"}}`, 5, false)
	f.Fuzz(func(t *testing.T, reply string, n int, tags bool) {
		carrier, ids := llm.CarrierSchema, []string{"s01", "s02"}
		if tags {
			carrier = llm.CarrierTags
		}
		n = max(1, min(n, 1<<16))
		whole, torn := readAll(carrier, ids, reply, len(reply)+1), readAll(carrier, ids, reply, n)
		for id, text := range whole {
			if id != "s01" && id != "s02" || strings.TrimSpace(text) == "" || !utf8.ValidString(text) {
				t.Errorf("accepted %q: %q", id, text)
			}
			if torn[id] != text {
				t.Errorf("%s in pieces of %d: %q, whole: %q", id, n, torn[id], text)
			}
		}
		if len(whole) != len(torn) {
			t.Errorf("%d parts whole, %d in pieces", len(whole), len(torn))
		}
	})
}

func BenchmarkReader(b *testing.B) {
	parts := map[string]string{}
	var ids []string
	for n := 1; n <= 40; n++ {
		ids = append(ids, prompts.ID(n))
		parts[prompts.ID(n)] = strings.Repeat("The ministers met in the city and discussed the \"plan\". ", 12)
	}
	data, err := json.Marshal(parts)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if got := readAll(llm.CarrierSchema, ids, string(data), 40); len(got) != len(ids) {
			b.Fatalf("%d parts", len(got))
		}
	}
}
