package config

import "sync"

// place says what a project's file may do with a setting.
type place int

const (
	anywhere place = iota
	inside         // a path; in a project's file, one inside the project
	outside        // never in a project's file
	tighten        // a switch that a project's file may only turn on
)

// rule is what is known of one setting beside its type.
type rule struct {
	name     string
	fallback string // the default, as a variable would say it
	about    string
	values   []string // what it may be; empty: anything its check lets through
	check    func(string) string
	place    place
	path     bool   // a file or folder: relative to the settings file that names it
	required bool   // of a list's items
	example  string // of a list of items: YAML for the template
}

// rules is the table of settings, in the order in which people see them. Items
// of lists follow their list, with "[]" in their names.
var rules = sync.OnceValue(func() []rule {
	return []rule{
		{name: "provider", fallback: Auto, check: oneWord, about: `the provider to ask: auto, recorded, or a name that "dragoman providers list" prints`},
		{name: "model", check: oneWord, about: "the model, as provider/model or a name of the provider's; empty is the provider's usual one"},
		{name: "local", fallback: "false", place: tighten, about: "refuse every server that is not on this machine"},
		{name: "from", check: languageTag, about: "the source language, such as ar; empty finds out"},
		{name: "tasks.translate.model", check: oneWord, about: "the model that translates; empty is model"},
		{name: "tasks.translate.fallback", check: reference, about: "models to ask in this order when the first is down or refuses, each provider/model"},
		{name: "tasks.translate.escalate", check: reference, about: "a stronger model, as provider/model, that corrects what a check finds wrong; empty: each model corrects itself"},
		{name: "tasks.translate.carrier", values: carriers(), about: "the form replies are asked for in; empty finds out what the model can do"},
		{name: "tasks.summarize.model", check: oneWord, about: "the model that summarises; empty is model"},
		{name: "tasks.summarize.fallback", check: reference, about: "models to ask in this order when the first is down or refuses, each provider/model"},
		{name: "tasks.summarize.escalate", check: reference, about: "a stronger model, as provider/model, that corrects what a check finds wrong; empty: each model corrects itself"},
		{name: "tasks.summarize.carrier", values: carriers(), about: "the form replies are asked for in; empty finds out what the model can do"},
		{name: "repair", fallback: "1", values: roundNames(), about: "how often what a check finds wrong is asked for again before it is asked alone; off: never"},
		{name: "judge", check: reference, about: "a second model, as provider/model, that reads the translation for errors; empty: none"},
		{name: "memory", place: inside, path: true, about: "the file of translations that people approved; empty is memory.jsonl beside the user's settings, where there is one"},
		{name: "style.english", fallback: "us", values: []string{"us", "uk"}, about: "spelling, vocabulary and dates"},
		{name: "style.honorifics", fallback: "shorten", values: []string{"keep", "shorten", "drop"}, about: "shorten keeps the office and drops the courtesy"},
		{name: "style.doctor", fallback: "keep", values: []string{"keep", "drop"}, about: `the title "Dr."; drop keeps it for physicians`},
		{name: "style.headline", fallback: "sentence", values: []string{"sentence", "title"}, about: "the case of headlines"},
		{name: "style.dateline", fallback: "keep", values: []string{"keep", "drop"}, about: "place, date and agency at the head of the article"},
		{name: "style.country_names", about: "the house's own country names", example: exampleCountries},
		{name: "style.country_names[].source", required: true, check: oneLine, about: "the name in the source"},
		{name: "style.country_names[].target", required: true, check: oneLine, about: "the name to write"},
		{name: "style.charged", about: "the house's own renderings of charged words", example: exampleCharged},
		{name: "style.charged[].source", required: true, check: oneLine, about: "the word in the source"},
		{name: "style.charged[].target", required: true, check: oneLine, about: "the word to write"},
		{name: "style.charged[].when", values: []string{"narration", "speech"}, about: "only in the article's own voice, or only in what people say; empty is both"},
		{name: "style.notes", check: printable, about: "more rules of the house in plain words, for the model as they stand"},
		{name: "summary.length", fallback: "short", values: []string{"short", "brief", "long"}, about: "short has bullets, brief headline and dek only, long a paragraph"},
		{name: "summary.words", about: "words of the summary's body; 0 leaves it to the length"},
		{name: "summary.bullets", about: "number of bullets; 0 leaves it to the length"},
		{name: "checks", values: severities(), about: "how grave what a check finds is, by the check's name; off leaves it out (dragoman help checks)", example: exampleChecks},
		{name: "house", place: inside, path: true, about: "a file with the house's terms, spelling and rules, which are checked (dragoman help checks)"},
		{name: "read.paragraphs", values: []string{"blank", "line", "wrap"}, about: "what ends a paragraph: a blank line, each line, or blank lines in wrapped text; empty finds out"},
		// 10 MiB is the reader's own limit: a hundred times the longest article.
		{name: "read.max_size", fallback: "10MiB", about: "refuse larger inputs"},
		{name: "read.keep_all", fallback: "false", about: "leave nothing of the page out"},
		{name: "read.captions", fallback: "lead", values: []string{"lead", "all", "none"}, about: "which captions of a page belong to the article: the lead picture's, all, or none"},
		// Half a minute is long for a page and short for a person who waits.
		{name: "fetch.timeout", fallback: "30s", about: "how long one page may take"},
		// An hour: the second run of a working session asks nothing, tomorrow's does.
		{name: "fetch.max_age", fallback: "1h", about: "how long a stored page is used without asking its site"},
		{name: "fetch.per_host", fallback: "1", check: atLeastOne, about: "requests to one host at once"},
		{name: "fetch.user_agent", check: headerValue, about: "how the program names itself to sites; empty is its name and version"},
		{name: "fetch.allow_private", fallback: "false", place: outside, about: "fetch from this machine and private networks, too"},
		{name: "sites", about: "where the article stands on pages of a site", example: exampleSites},
		{name: "sites[].host", required: true, check: hostName, about: "the host; its subdomains are meant, too"},
		{name: "sites[].content", check: selector, about: "CSS selector of the article; empty finds out"},
		{name: "sites[].drop", check: selector, about: "CSS selectors of what is left out"},
		{name: "cache.mode", fallback: "rw", values: []string{"rw", "ro", "refresh", "offline", "off"}, about: "rw reads and writes, ro only reads, refresh asks again, offline asks nobody, off keeps nothing"},
		{name: "cache.dir", place: inside, path: true, about: "the cache folder; empty is the system's"},
		{name: "prompts", place: inside, path: true, about: "a folder with prompts of your own; empty is those built in"},
		{name: "glossary", place: inside, path: true, about: "files with the house's renderings of terms and names (.tsv, .csv, .yaml, .tbx); the first that has a term counts"},
		{name: "recordings", place: inside, path: true, about: "a folder with more recorded replies, for provider recorded"},
		{name: "timeout", about: "stop after this time, such as 10m; 0 is no limit"},
		// Four articles at once keep a slow service busy and stay under the
		// smallest request limits per minute.
		{name: "jobs", fallback: "4", check: atLeastOne, about: "articles worked on at once"},
		{name: "quiet", fallback: "false", about: "print only errors beside the result"},
		{name: "verbose", fallback: "false", about: "show request ids, retries, waits and notes; never text"},
		{name: "color", fallback: Auto, values: []string{Auto, "never"}, about: "colour on standard error; auto is on a terminal only"},
		{name: "providers", place: outside, about: "services of your own, or changes to known ones", example: exampleProviders},
		{name: "providers[].name", required: true, check: providerName, about: "what it is called elsewhere; that of a known provider changes it"},
		{name: "providers[].preset", check: oneWord, about: "the known provider it is like; empty is its own name"},
		{name: "providers[].base_url", check: baseURL, about: "the address that the protocol's paths are added to"},
		{name: "providers[].api_key_env", check: variableName, about: "the variable that holds the key"},
		{name: "providers[].api_key_file", path: true, about: "the file whose first line is the key"},
		{name: "providers[].api_key_command", check: commandLine, about: "the program that prints the key, with arguments; quotes group, no shell takes part"},
		{name: "providers[].model", check: oneWord, about: "its usual model"},
		{name: "providers[].models", check: oneWord, about: "the models to offer when one is to be chosen"},
		{name: "providers[].headers", about: "headers sent with every request"},
		{name: "providers[].headers[].name", required: true, check: headerName, about: "the header's name"},
		{name: "providers[].headers[].value", required: true, check: headerValue, about: "its value, never shown"},
		{name: "providers[].proxy", check: proxyURL, about: "a proxy for this provider alone, never shown"},
		{name: "providers[].carrier", values: carriers(), about: "the form replies are asked for in; empty finds out"},
		{name: "providers[].max_tokens", about: "the most tokens of one reply; 0 leaves it to the service"},
		{name: "providers[].context_tokens", about: "the tokens of request and reply together; 0 is unknown"},
		{name: "providers[].temperature", check: temperature, about: "from 0 to 2; empty leaves it to the service"},
		{name: "providers[].thinking", values: []string{"default", "low", "medium", "high"}, about: "how much the model thinks first; empty is as little as it can"},
		{name: "providers[].timeout", about: "the longest silence, such as 3m; 0 is 3m, and 5m for local servers"},
		{name: "providers[].local", fallback: "false", about: "a server of the house: costs nothing, may be slow to start"},
		{name: "providers[].dialect.token_field", values: []string{"max_tokens", "max_completion_tokens"}, about: "the field of the output limit"},
		{name: "providers[].dialect.role", values: []string{"system", "developer"}, about: "the role of instructions"},
		{name: "providers[].dialect.seed_field", check: oneWord, about: "the field of the seed"},
		{name: "providers[].dialect.stream_usage", about: "ask for token counts in the stream"},
		{name: "providers[].dialect.drop", check: droppable, about: "fields never to send, beside the preset's"},
		{name: "providers[].dialect.set", about: "fields always to send, beside the preset's"},
		{name: "providers[].dialect.set[].name", required: true, check: droppable, about: "the field's name"},
		{name: "providers[].dialect.set[].value", required: true, about: "its value; text is read as JSON"},
		{name: "prices", place: outside, about: "prices of your own, in USD per million tokens", example: examplePrices},
		{name: "prices[].model", required: true, check: oneWord, about: "the model, as provider/model"},
		{name: "prices[].input", required: true, check: money, about: "tokens sent"},
		{name: "prices[].output", required: true, check: money, about: "tokens received"},
		{name: "prices[].cached", check: money, about: "tokens sent that the service had cached; empty is input"},
		{name: "prices[].cache_write", check: money, about: "tokens sent that the service caches; empty is input"},
		{name: "prices[].reasoning", check: money, about: "tokens the model thought with; empty is output"},
	}
})

const exampleCountries = `
- source: ميانمار
  target: Burma
`

const exampleCharged = `
- source: استشهاد
  target: killing
  when: narration
- source: استشهاد
  target: martyrdom
  when: speech
`

const exampleChecks = `
length: note
loops: off
`

const exampleSites = `
- host: example.org
  content: "article .body"
  drop: [".promo", "#newsletter"]
`

const exampleProviders = `
- name: house
  base_url: https://llm.example.org/v1
  api_key_env: HOUSE_LLM_KEY
  model: gemma3
  models: [gemma3, qwen3]
  headers:
    - name: X-Team
      value: foreign desk
  proxy: http://proxy.example.org:3128
  carrier: json
  max_tokens: 8000
  context_tokens: 32000
  temperature: 0.2
  thinking: low
  timeout: 3m
  local: true
  dialect:
    token_field: max_tokens
    role: system
    seed_field: seed
    stream_usage: true
    drop: [top_p]
    set:
      - name: top_k
        value: 20
- name: openai
  preset: openai
  api_key_file: ~/.keys/openai
- name: anthropic
  api_key_command: pass show anthropic/newsroom
`

const examplePrices = `
- model: house/gemma3
  input: 0.1
  output: 0.4
  cached: 0.01
  cache_write: 0.125
  reasoning: 0.4
`
