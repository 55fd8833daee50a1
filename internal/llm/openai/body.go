package openai

import (
	"encoding/json"
	"fmt"

	api "github.com/sashabaranov/go-openai"

	"dragoman/internal/llm"
	"dragoman/internal/llm/transport"
)

// The names of the fields this adapter may send.
const (
	fieldMaxTokens           = "max_tokens"
	fieldMaxCompletionTokens = "max_completion_tokens"
	fieldTemperature         = "temperature"
	fieldTopP                = "top_p"
	fieldStreamOptions       = "stream_options"
	fieldResponseFormat      = transport.ResponseFormat
	fieldMessages            = "messages"
)

// roleDeveloper is the newer name of the system role.
const roleDeveloper = "developer"

// request returns what go-openai is given: the messages and the reply's form.
// All other fields are added by patch, because go-openai cannot send a
// temperature of 0 and refuses some models' fields by the model's name.
func (k *call) request() api.ChatCompletionRequest {
	r := api.ChatCompletionRequest{Model: k.Request.Model, Stream: true, ResponseFormat: k.format()}
	for _, m := range k.Request.Messages {
		r.Messages = append(r.Messages, api.ChatCompletionMessage{Role: k.role(m.Role), Content: m.Content})
	}
	return r
}

// role returns a message's role on the wire.
func (k *call) role(r llm.Role) string {
	if r == llm.System && k.dialect.InstructionRole == roleDeveloper && !k.Refused[roleDeveloper] {
		return roleDeveloper
	}
	return string(r)
}

// format returns the response_format of the request's carrier, or nil.
func (k *call) format() *api.ChatCompletionResponseFormat {
	switch k.Request.Carrier {
	case llm.CarrierSchema:
		name := k.Request.SchemaName
		if name == "" {
			name = "reply"
		}
		return &api.ChatCompletionResponseFormat{
			Type:       api.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &api.ChatCompletionResponseFormatJSONSchema{Name: name, Schema: k.Request.Schema, Strict: true},
		}
	case llm.CarrierJSON:
		return &api.ChatCompletionResponseFormat{Type: api.ChatCompletionResponseFormatTypeJSONObject}
	}
	return nil
}

// patch rewrites the body go-openai made into what the dialect wants, and
// notes which fields are sent. The fields come out in alphabetical order.
func (k *call) patch(body []byte) ([]byte, error) {
	fields := make(map[string]json.RawMessage)
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, fmt.Errorf("patch request: %w", err)
	}
	for _, f := range k.fields() {
		fields[f.Name] = f.Value
	}
	for name := range fields {
		if k.Refused[name] || !k.dialect.allows(name) {
			delete(fields, name)
		}
	}
	k.sent = fields
	if err := keepEmpty(fields); err != nil {
		return nil, err
	}
	return json.Marshal(fields)
}

// fields returns what the request and the dialect add to the body. Later
// fields win.
func (k *call) fields() []Field {
	d, r := k.dialect, k.Request
	var out []Field
	add := func(name string, value any) {
		if data, err := json.Marshal(value); err == nil && name != "" {
			out = append(out, Field{Name: name, Value: data})
		}
	}
	if r.MaxTokens > 0 {
		add(k.tokenField(), r.MaxTokens)
	}
	if r.Temperature != nil {
		add(fieldTemperature, *r.Temperature)
	}
	if r.TopP != nil {
		add(fieldTopP, *r.TopP)
	}
	if r.Seed != nil {
		add(d.SeedField, *r.Seed)
	}
	if d.StreamUsage {
		add(fieldStreamOptions, api.StreamOptions{IncludeUsage: true})
	}
	out = append(out, d.Set...)
	if r.Carrier == llm.CarrierSchema {
		out = append(out, d.SchemaSet...)
	}
	if row, ok := d.thinking(r.Thinking, k.Refused); ok {
		k.thinking = row
		out = append(without(out, row.Drop), row.Set...)
	}
	return out
}

// tokenField returns the name of the output limit: the dialect's, or the other
// one when the service refused that.
func (k *call) tokenField() string {
	name := k.dialect.TokenField
	if !k.Refused[name] {
		return name
	}
	if name == fieldMaxTokens {
		return fieldMaxCompletionTokens
	}
	return fieldMaxTokens
}

// without returns the fields that are not named.
func without(fields []Field, names []string) []Field {
	var out []Field
next:
	for _, f := range fields {
		for _, name := range names {
			if f.Name == name {
				continue next
			}
		}
		out = append(out, f)
	}
	return out
}

// keepEmpty writes "content": "" where go-openai left an empty text out, which
// the protocol's own schema refuses.
func keepEmpty(fields map[string]json.RawMessage) error {
	var messages []map[string]json.RawMessage
	if err := json.Unmarshal(fields[fieldMessages], &messages); err != nil {
		return fmt.Errorf("patch messages: %w", err)
	}
	for _, m := range messages {
		if _, ok := m["content"]; !ok {
			m["content"] = json.RawMessage(`""`)
		}
	}
	data, err := json.Marshal(messages)
	fields[fieldMessages] = data
	return err
}
