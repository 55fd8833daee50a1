package anthropic

import (
	"encoding/json"
	"slices"
	"strings"

	sdk "github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/packages/param"

	"dragoman/internal/llm"
)

// params returns what the SDK is given, and notes which optional fields are
// sent. A seed and a JSON object without a schema are not part of the protocol.
func (k *call) params() sdk.MessageNewParams {
	k.sent = map[string]bool{fieldMaxTokens: true}
	p := sdk.MessageNewParams{Model: sdk.Model(k.Request.Model), MaxTokens: int64(k.maxTokens())}
	var instructions []string
	for _, m := range k.Request.Messages {
		switch m.Role {
		case llm.System:
			instructions = append(instructions, m.Content)
		case llm.Assistant:
			p.Messages = append(p.Messages, sdk.NewAssistantMessage(sdk.NewTextBlock(m.Content)))
		default:
			p.Messages = append(p.Messages, sdk.NewUserMessage(sdk.NewTextBlock(m.Content)))
		}
	}
	if len(instructions) > 0 {
		p.System = k.system(strings.Join(instructions, "\n\n"))
	}
	if t := k.Request.Temperature; t != nil && k.send(fieldTemperature) {
		p.Temperature = param.NewOpt(*t)
	}
	if t := k.Request.TopP; t != nil && k.send(fieldTopP) {
		p.TopP = param.NewOpt(*t)
	}
	k.think(&p)
	if k.Request.Carrier == llm.CarrierSchema && k.send(fieldFormat) {
		p.OutputConfig.Format = format(k.Request.Schema)
	}
	return p
}

func (k *call) maxTokens() int {
	switch {
	case k.Request.MaxTokens > 0:
		return k.Request.MaxTokens
	case k.dialect.MaxTokens > 0:
		return k.dialect.MaxTokens
	}
	return defaultMaxTokens
}

// system returns the instructions as the one block they are cached as.
func (k *call) system(text string) []sdk.TextBlockParam {
	block := sdk.TextBlockParam{Text: text}
	if from := k.dialect.CacheFrom; from > 0 && len(text) >= from {
		block.CacheControl = sdk.NewCacheControlEphemeralParam()
	}
	return []sdk.TextBlockParam{block}
}

// think asks for the request's level of thinking.
func (k *call) think(p *sdk.MessageNewParams) {
	row := k.dialect.thinking(k.Request.Thinking)
	if row.Effort != "" && k.send(fieldEffort) {
		p.OutputConfig.Effort = sdk.OutputConfigEffort(row.Effort)
	}
	if row.Type == "" || !k.send(fieldThinking) {
		return
	}
	if row.Type == "disabled" {
		disabled := sdk.NewThinkingConfigDisabledParam()
		p.Thinking.OfDisabled = &disabled
		return
	}
	p.Thinking.OfAdaptive = &sdk.ThinkingConfigAdaptiveParam{}
}

// format returns the structured output of a schema. It goes out as it is: the
// SDK's map would lose the order of the properties, in which models write.
func format(schema json.RawMessage) sdk.JSONOutputFormatParam {
	data, err := json.Marshal(struct {
		Type   string          `json:"type"`
		Schema json.RawMessage `json:"schema"`
	}{"json_schema", schema})
	if err != nil {
		panic("anthropic: schema does not marshal: " + err.Error())
	}
	return param.Override[sdk.JSONOutputFormatParam](json.RawMessage(data))
}

// send reports whether an optional field may be sent, and notes that it is.
func (k *call) send(name string) bool {
	if k.Refused[name] || slices.Contains(k.dialect.Drop, name) {
		return false
	}
	k.sent[name] = true
	return true
}
