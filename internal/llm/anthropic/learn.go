package anthropic

import (
	"slices"
	"strings"

	"dragoman/internal/llm/transport"
)

// fact returns what the refusal of a field teaches, "" for nothing: the field
// was not sent, is required (the output limit), or has other carriers (the
// schema).
func (k *call) fact(field string) string {
	if !k.sent[field] || field == fieldMaxTokens || field == fieldFormat {
		return ""
	}
	return field
}

// names are what refusals call the fields, most telling first: a message about
// the schema may well mention the thinking it goes with, not the reverse.
var names = []struct {
	field string
	words []string
}{
	{fieldFormat, []string{"output_config.format", "output_format", "json_schema", "structured output", "schema"}},
	{fieldEffort, []string{"output_config.effort", "effort", "output_config"}},
	{fieldTemperature, []string{"temperature"}},
	{fieldTopP, []string{"top_p"}},
	{fieldThinking, []string{"thinking"}},
	{fieldMaxTokens, []string{"max_tokens"}},
}

// param returns the sent field that a refusal is about, or "". The service
// names it in words only.
func (k *call) param() string {
	words := strings.ToLower(k.fault.Message)
	for _, n := range names {
		if k.sent[n.field] && transport.Mentions(words, n.words...) {
			return n.field
		}
	}
	return ""
}

// Learned returns the lines of settings that would make what was learned
// permanent, or nil when nothing was.
func (c *Client) Learned() []string {
	var drop []string
	lines := c.service.Learned(func(model string, fields []string) []string {
		drop = append(drop, fields...)
		return []string{"      # " + model + " refuses " + strings.Join(fields, ", ")}
	})
	if len(drop) == 0 {
		return nil
	}
	slices.Sort(drop)
	return append(lines, "      drop: ["+strings.Join(slices.Compact(drop), ", ")+"]")
}
