package preset

import (
	"encoding/json"

	"dragoman/internal/llm"
	"dragoman/internal/llm/openai"
)

// Generic returns the dialect of a service that is not in the table: the
// fields every relative of the protocol knows, and nothing about thinking.
func Generic() openai.Dialect {
	return openai.Dialect{TokenField: "max_tokens", SeedField: "seed", FirstCarrier: llm.CarrierSchema, StreamUsage: true}
}

// openAI: instructions go out as "system", which OpenAI turns into "developer"
// by itself, because OPENAI_BASE_URL often names servers that know only the
// former. From GPT-5.6 on, caching a prompt costs a quarter more than reading
// it once; an article is read once, so caching is asked for nowhere.
func openAI() openai.Dialect {
	d := Generic()
	d.TokenField = "max_completion_tokens"
	d.Thinking = openAIEfforts("none", "low")
	once := set("prompt_cache_options", `{"mode":"explicit"}`)
	sampling := []string{"temperature", "top_p"}
	d.Rules = []openai.Rule{
		{Models: []string{"gpt-6-luna", "gpt-6-sol"}, Set: once, Thinking: openAIEfforts("none", "low")},
		{Models: []string{"gpt-6"}, Set: once, Thinking: openAIEfforts("low"), Drop: sampling},
		{Models: []string{"gpt-5.6"}, Set: once, Thinking: openAIEfforts("none", "low")},
		{Models: []string{"gpt-5-chat", "gpt-5.1-chat", "gpt-5.2-chat", "gpt-5.3-chat", "gpt-4", "gpt-3.5", "chatgpt"}, Thinking: silent()},
		{Models: []string{"gpt-5."}, Thinking: openAIEfforts("none", "low")},
		{Models: []string{"gpt-5"}, Thinking: openAIEfforts("minimal", "low"), Drop: sampling},
		{Models: []string{"o1", "o3", "o4"}, Thinking: openAIEfforts("low"), Drop: sampling},
	}
	return d
}

// azure differs from OpenAI by the header of its key.
func azure() openai.Dialect {
	d := openAI()
	d.KeyHeaders = []string{"api-key"}
	return d
}

// gemini has a closed list of fields, and models that want no temperature.
func gemini() openai.Dialect {
	d := Generic()
	d.SeedField, d.ModelPrefix = "", "models/"
	d.Allow = []string{"model", "messages", "stream", "stream_options", "max_tokens", "temperature", "top_p", "n", "stop", "response_format", "reasoning_effort", "extra_body"}
	d.Thinking = efforts("minimal", "low")
	sampling := []string{"temperature", "top_p"}
	d.Rules = []openai.Rule{
		{Models: []string{"gemini-2.5-flash"}, Thinking: efforts("none", "low")},
		{Models: []string{"gemini-2.5"}, Thinking: efforts("low")},
		{Models: []string{"gemini-2.0", "gemma"}, Thinking: silent()},
		{Models: []string{"gemini-3.5-flash-lite", "gemini-3.6"}, Drop: sampling},
		{Models: []string{"gemini-3.7", "gemini-3.8", "gemini-4"}, Drop: sampling, Thinking: efforts("low")},
	}
	return d
}

// mistral's request schema is closed: no stream_options, a seed of another
// name, two levels of thinking and only on models that think.
func mistral() openai.Dialect {
	d := Generic()
	d.SeedField, d.StreamUsage = "random_seed", false
	d.Allow = []string{"model", "messages", "temperature", "top_p", "max_tokens", "stream", "stop", "random_seed", "response_format", "n", "metadata", "reasoning_effort", "prompt_cache_key", "presence_penalty", "frequency_penalty"}
	d.Rules = []openai.Rule{
		{Models: []string{"mistral-small-26", "mistral-small-latest", "mistral-medium-26", "magistral"}, Thinking: twoEfforts()},
	}
	return d
}

// deepSeek thinks hard unless told not to, and has no JSON Schema.
func deepSeek() openai.Dialect {
	d := Generic()
	d.SeedField, d.FirstCarrier = "", llm.CarrierJSON
	d.Thinking = toggle("thinking", `{"type":"disabled"}`, `{"type":"enabled"}`)
	return d
}

// groq: thinking is not sent back, whatever its level.
func groq() openai.Dialect {
	d := Generic()
	d.TokenField = "max_completion_tokens"
	hidden := []openai.ThinkingRow{{Level: llm.ThinkingDefault}}
	hidden = append(hidden, efforts("low")...)
	for i := range hidden {
		hidden[i].Set = append(hidden[i].Set, set("include_reasoning", "false")...)
	}
	d.Rules = []openai.Rule{
		{Models: []string{"openai/gpt-oss"}, Thinking: hidden},
		{Models: []string{"qwen/qwen3"}, Thinking: []openai.ThinkingRow{{Set: set("reasoning_effort", `"none"`)}}},
	}
	return d
}

// openRouter: routes that would ignore the schema are kept out.
func openRouter() openai.Dialect {
	d := Generic()
	d.SchemaSet = set("provider", `{"require_parameters":true}`)
	d.Thinking = []openai.ThinkingRow{
		{Set: set("reasoning", `{"enabled":false}`)}, {Set: set("reasoning", `{"effort":"low"}`)},
	}
	for _, level := range levels() {
		d.Thinking = append(d.Thinking, openai.ThinkingRow{Level: level, Set: set("reasoning", `{"effort":"`+string(level)+`"}`)})
	}
	return d
}

func together() openai.Dialect {
	d := Generic()
	d.Thinking = toggle("reasoning", `{"enabled":false}`, `{"enabled":true}`)
	d.Rules = []openai.Rule{
		{Models: []string{"Qwen/Qwen3-235B-A22B-Instruct", "Qwen/Qwen2", "meta-llama/", "google/gemma-3", "deepseek-ai/DeepSeek-V3"}, Thinking: silent()},
		{Models: []string{"openai/gpt-oss"}, Thinking: efforts("low")},
	}
	return d
}

func xAI() openai.Dialect {
	d := Generic()
	d.TokenField = "max_completion_tokens"
	return d
}

// cohere's compatibility layer has a closed list of fields.
func cohere() openai.Dialect {
	d := Generic()
	d.StreamUsage = false
	d.Allow = []string{"model", "messages", "stream", "reasoning_effort", "response_format", "temperature", "max_tokens", "stop", "seed", "top_p", "frequency_penalty", "presence_penalty"}
	d.Rules = []openai.Rule{
		{Models: []string{"command-a-reasoning", "command-a-plus", "north-mini"}, Thinking: twoEfforts()},
	}
	return d
}

func dashScope() openai.Dialect {
	d := Generic()
	d.FirstCarrier = llm.CarrierJSON // which models take a schema is not documented
	d.Thinking = toggle("enable_thinking", "false", "true")
	d.Rules = []openai.Rule{{Models: []string{"qwen3-max", "qwen-max", "qwen2", "qwen-turbo"}, Thinking: silent()}}
	d.QuotaCodes = []string{"Arrearage"}
	return d
}

// ollama decodes these fields and ignores the others, and cuts long prompts.
func ollama() openai.Dialect {
	d := Generic()
	d.SilentCut = true
	d.Allow = []string{"model", "messages", "stream", "stream_options", "max_tokens", "seed", "stop", "temperature", "top_p", "frequency_penalty", "presence_penalty", "response_format", "reasoning_effort"}
	d.Thinking = efforts("none")
	return d
}

// templated is for servers that hand template arguments to the model: llama.cpp
// and vLLM. Qwen's and other templates read enable_thinking.
func templated() openai.Dialect {
	d := Generic()
	d.Thinking = toggle("chat_template_kwargs", `{"enable_thinking":false}`, `{"enable_thinking":true}`)
	return d
}

// levels are the levels of thinking that most services have by these names.
func levels() []llm.Thinking {
	return []llm.Thinking{llm.ThinkingLow, llm.ThinkingMedium, llm.ThinkingHigh}
}

// efforts returns rows of reasoning_effort. least are the alternatives for as
// little as possible.
func efforts(least ...string) []openai.ThinkingRow {
	var rows []openai.ThinkingRow
	for _, effort := range least {
		rows = append(rows, openai.ThinkingRow{Set: set("reasoning_effort", `"`+effort+`"`)})
	}
	for _, level := range levels() {
		rows = append(rows, openai.ThinkingRow{Level: level, Set: set("reasoning_effort", `"`+string(level)+`"`)})
	}
	return rows
}

// openAIEfforts is efforts for OpenAI's models: while they think, at every
// level but "none", they refuse the sampling fields.
func openAIEfforts(least ...string) []openai.ThinkingRow {
	rows := append(efforts(least...), openai.ThinkingRow{Level: llm.ThinkingDefault})
	for i, row := range rows {
		if len(row.Set) == 0 || string(row.Set[0].Value) != `"none"` {
			rows[i].Drop = []string{"temperature", "top_p"}
		}
	}
	return rows
}

// twoEfforts returns rows for services whose reasoning_effort is none or high.
func twoEfforts() []openai.ThinkingRow {
	return toggle("reasoning_effort", `"none"`, `"high"`)
}

// toggle returns rows for a field that turns thinking off or on.
func toggle(name, off, on string) []openai.ThinkingRow {
	rows := []openai.ThinkingRow{{Level: llm.ThinkingLeast, Set: set(name, off)}}
	for _, level := range levels() {
		rows = append(rows, openai.ThinkingRow{Level: level, Set: set(name, on)})
	}
	return rows
}

// silent returns no rows: nothing is said about thinking.
func silent() []openai.ThinkingRow { return []openai.ThinkingRow{} }

// set returns one field with a JSON value.
func set(name, value string) []openai.Field {
	return []openai.Field{{Name: name, Value: json.RawMessage(value)}}
}
