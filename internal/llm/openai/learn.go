package openai

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"dragoman/internal/llm"
	"dragoman/internal/llm/transport"
)

// facts are what a service refused for one model: names of fields, values of
// fields as [Field.String] writes them, and the developer role.
type facts map[string]bool

// field reports whether a field or its value was refused.
func (f facts) field(x Field) bool { return f[x.Name] || f[x.String()] }

// fact returns what the refusal of a field teaches, or "" when nothing: the
// field was not sent, is what the request is about, or its value is out of
// range, which the user must hear of.
func (k *call) fact(param string) string {
	if param == roleDeveloper {
		return roleDeveloper
	}
	_, sent := k.sent[param]
	if !sent || slices.Contains([]string{"model", fieldMessages, "stream", fieldResponseFormat}, param) {
		return ""
	}
	words := strings.ToLower(k.fault.Code + " " + k.fault.Message)
	if i := slices.IndexFunc(k.thinking.Set, func(f Field) bool { return f.Name == param }); i >= 0 {
		return k.unthink(k.thinking.Set[i])
	}
	if transport.Mentions(words, "above_max", "below_min", "above maximum", "below minimum", "too large", "at most", "less than or equal", "greater than or equal", "must be between") {
		return ""
	}
	return param
}

// unthink returns the refused value while the dialect has another way to the
// level of thinking, then the refused field.
func (k *call) unthink(f Field) string {
	tried := maps.Clone(k.Refused)
	if tried == nil {
		tried = make(map[string]bool)
	}
	tried[f.String()] = true
	if _, more := k.dialect.thinking(k.Request.Thinking, tried); more {
		return f.String()
	}
	return f.Name
}

// param returns the field a refusal is about: the one the service names, or
// the first sent field its message names. "" is unknown.
func (k *call) param(f fault, status int) string {
	switch status {
	case 0, http.StatusBadRequest, http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusNotImplemented:
	default:
		return ""
	}
	words := strings.ToLower(f.Message)
	_, formed := k.sent[fieldResponseFormat]
	// Groq's json_validate_failed: the model did not manage the schema.
	// OpenRouter's "requested parameters": no route takes the schema.
	if formed && transport.Mentions(words+" "+strings.ToLower(f.Code), fieldResponseFormat, "json_schema", "json_validate", "json mode", "structured output", "grammar", "schema", "requested parameters") {
		return fieldResponseFormat
	}
	name, _, _ := strings.Cut(strings.ReplaceAll(f.Param, "[", "."), ".")
	if _, ok := k.sent[name]; ok && name != fieldMessages {
		return name
	}
	if k.role(llm.System) == roleDeveloper && transport.Mentions(words, roleDeveloper) {
		return roleDeveloper
	}
	return k.named(words, name)
}

// named returns the sent field that a message names first, or otherwise.
func (k *call) named(words, otherwise string) string {
	best, first := otherwise, len(words)
	for name := range k.sent {
		if name == "model" || name == fieldMessages || name == "stream" {
			continue
		}
		if at := wordIndex(words, name); at >= 0 && at < first {
			best, first = name, at
		}
	}
	if first == len(words) && len(k.thinking.Set) > 0 && transport.Mentions(words, "thinking", "reasoning") {
		return k.thinking.Set[0].Name // Ollama: "does not support thinking"
	}
	return best
}

// wordIndex returns where a name stands in a text as a word of its own.
func wordIndex(text, name string) int {
	letter := func(i int) bool {
		return i >= 0 && i < len(text) && (text[i] == '_' || text[i] >= 'a' && text[i] <= 'z' || text[i] >= '0' && text[i] <= '9')
	}
	for from := 0; ; {
		at := strings.Index(text[from:], name)
		if at < 0 {
			return -1
		}
		at += from
		if !letter(at-1) && !letter(at+len(name)) {
			return at
		}
		from = at + 1
	}
}

// Learned returns the lines of settings that would make what was learned
// permanent, or nil when nothing was.
func (c *Client) Learned() []string {
	return c.service.Learned(func(model string, facts []string) []string {
		return append([]string{"      # refused by " + model}, settings(facts)...)
	})
}

// settings returns the dialect settings of the facts about one model.
func settings(facts []string) []string {
	var lines, drop []string
	for _, fact := range facts {
		name, _, _ := strings.Cut(fact, ":")
		switch {
		case fact != name:
			lines = append(lines, "      # "+fact+" is refused; set thinking to another level")
		case fact == roleDeveloper:
			lines = append(lines, "      role: system")
		case fact == fieldMaxTokens && !slices.Contains(facts, fieldMaxCompletionTokens):
			lines = append(lines, "      token_field: "+fieldMaxCompletionTokens)
		case fact == fieldMaxCompletionTokens && !slices.Contains(facts, fieldMaxTokens):
			lines = append(lines, "      token_field: "+fieldMaxTokens)
		case !slices.Contains(drop, name):
			drop = append(drop, name)
		}
	}
	if len(drop) > 0 {
		lines = append(lines, "      drop: ["+strings.Join(drop, ", ")+"]")
	}
	return lines
}
