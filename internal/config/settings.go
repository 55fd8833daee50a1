package config

import (
	"strconv"
	"time"

	"dragoman/internal/llm"
)

// Settings is everything that can be set. What each setting means, its default
// and what it may be is in the table of rules (rules.go), which help, the
// template and the errors are made from.
type Settings struct {
	Provider   string        `mapstructure:"provider"`
	Model      string        `mapstructure:"model"`
	Local      bool          `mapstructure:"local"`
	From       string        `mapstructure:"from"`
	Tasks      Tasks         `mapstructure:"tasks"`
	Repair     string        `mapstructure:"repair"` // a number, or "off"
	Judge      string        `mapstructure:"judge"`  // "provider/model"; empty: none
	Memory     string        `mapstructure:"memory"` // a file; empty: the user's own
	Style      Style         `mapstructure:"style"`
	Summary    Summary       `mapstructure:"summary"`
	Checks     Grades        `mapstructure:"checks"`
	House      string        `mapstructure:"house"`
	Read       Read          `mapstructure:"read"`
	Fetch      Fetch         `mapstructure:"fetch"`
	Sites      []Site        `mapstructure:"sites"`
	Cache      Cache         `mapstructure:"cache"`
	Prompts    string        `mapstructure:"prompts"`
	Glossary   []string      `mapstructure:"glossary"`
	Recordings string        `mapstructure:"recordings"`
	Timeout    time.Duration `mapstructure:"timeout"`
	Jobs       int           `mapstructure:"jobs"`
	Quiet      bool          `mapstructure:"quiet"`
	Verbose    bool          `mapstructure:"verbose"`
	Color      string        `mapstructure:"color"`
	Providers  []Provider    `mapstructure:"providers"`
	Prices     []Price       `mapstructure:"prices"`
}

// Tasks holds the models of each task.
type Tasks struct {
	Translate Task `mapstructure:"translate"`
	Summarize Task `mapstructure:"summarize"`
}

// Grades are severities by the names of checks. Unlike a list it is taken from
// all sources, each check from the strongest that grades it.
type Grades map[string]string

// Task is the models one task asks, in order. An empty Model is the general
// one.
type Task struct {
	Model    string      `mapstructure:"model"`
	Fallback []string    `mapstructure:"fallback"` // each "provider/model"
	Escalate string      `mapstructure:"escalate"` // "provider/model" that corrects; empty: none
	Carrier  llm.Carrier `mapstructure:"carrier"`  // empty: found out
}

// Style is the house style.
type Style struct {
	English      string   `mapstructure:"english"`
	Honorifics   string   `mapstructure:"honorifics"`
	Doctor       string   `mapstructure:"doctor"`
	Headline     string   `mapstructure:"headline"`
	Dateline     string   `mapstructure:"dateline"`
	CountryNames []Term   `mapstructure:"country_names"`
	Charged      []Charge `mapstructure:"charged"`
	Notes        string   `mapstructure:"notes"`
}

// Term is a source form and the house's rendering.
type Term struct {
	Source string `mapstructure:"source"`
	Target string `mapstructure:"target"`
}

// Charge is a charged word and the house's rendering.
type Charge struct {
	Source string `mapstructure:"source"`
	Target string `mapstructure:"target"`
	When   string `mapstructure:"when"` // "narration" or "speech"; empty: both
}

// Summary is the shape of summaries. 0 leaves a number to the length.
type Summary struct {
	Length  string `mapstructure:"length"`
	Words   int    `mapstructure:"words"`
	Bullets int    `mapstructure:"bullets"`
}

// Read is how articles are read.
type Read struct {
	Paragraphs string `mapstructure:"paragraphs"` // empty: found out
	MaxSize    Size   `mapstructure:"max_size"`
	KeepAll    bool   `mapstructure:"keep_all"`
	Captions   string `mapstructure:"captions"`
}

// Fetch is how pages and feeds are fetched.
type Fetch struct {
	Timeout      time.Duration `mapstructure:"timeout"` // of one page
	MaxAge       time.Duration `mapstructure:"max_age"` // how long a stored page is used unasked
	PerHost      int           `mapstructure:"per_host"`
	UserAgent    string        `mapstructure:"user_agent"` // empty: the program and its version
	AllowPrivate bool          `mapstructure:"allow_private"`
}

// Site says where the article stands on the pages of one host and its
// subdomains. Content and Drop are CSS selectors.
type Site struct {
	Host    string   `mapstructure:"host"`
	Content string   `mapstructure:"content"` // empty: found out
	Drop    []string `mapstructure:"drop"`
}

// Cache is where answers are kept, and how the kept ones are used.
type Cache struct {
	Mode string `mapstructure:"mode"`
	Dir  string `mapstructure:"dir"` // empty: the system's folder for caches
}

// Provider is a service of the user's own, or a change to a known one. Empty
// fields are as the preset has them. Where the key comes from is
// [Provider.FindKey].
type Provider struct {
	Name          string        `mapstructure:"name"`
	Preset        string        `mapstructure:"preset"` // empty: Name, where that is one
	BaseURL       string        `mapstructure:"base_url"`
	APIKeyEnv     string        `mapstructure:"api_key_env"`
	APIKeyFile    string        `mapstructure:"api_key_file"` // absolute
	APIKeyCommand Command       `mapstructure:"api_key_command"`
	Model         string        `mapstructure:"model"`
	Models        []string      `mapstructure:"models"`
	Headers       []Header      `mapstructure:"headers"`
	Proxy         Secret        `mapstructure:"proxy"` // a URL, which may hold a password
	Carrier       llm.Carrier   `mapstructure:"carrier"`
	MaxTokens     int           `mapstructure:"max_tokens"`
	ContextTokens int           `mapstructure:"context_tokens"`
	Temperature   *float64      `mapstructure:"temperature"`
	Thinking      llm.Thinking  `mapstructure:"thinking"`
	Timeout       time.Duration `mapstructure:"timeout"` // the longest silence
	Local         bool          `mapstructure:"local"`   // a server of the house: free, may be slow to load
	Dialect       Dialect       `mapstructure:"dialect"`
}

// Header is sent with every request to a provider.
type Header struct {
	Name  string `mapstructure:"name"`
	Value Secret `mapstructure:"value"`
}

// Dialect is what a service has otherwise than its preset. Empty and nil fields
// change nothing.
type Dialect struct {
	TokenField  string   `mapstructure:"token_field"`
	Role        string   `mapstructure:"role"`
	SeedField   string   `mapstructure:"seed_field"`
	StreamUsage *bool    `mapstructure:"stream_usage"`
	Drop        []string `mapstructure:"drop"`
	Set         []Field  `mapstructure:"set"`
}

// Field is one top-level field that is always sent.
type Field struct {
	Name  string `mapstructure:"name"`
	Value JSON   `mapstructure:"value"`
}

// Price is what a model costs, in USD per million tokens. A nil price is as the
// price table has it for tokens of that kind.
type Price struct {
	Model      string   `mapstructure:"model"`
	Input      float64  `mapstructure:"input"`
	Output     float64  `mapstructure:"output"`
	Cached     *float64 `mapstructure:"cached"`
	CacheWrite *float64 `mapstructure:"cache_write"`
	Reasoning  *float64 `mapstructure:"reasoning"`
}

// FindProvider returns the user's own provider of a name.
func (s Settings) FindProvider(name string) (Provider, bool) {
	for _, p := range s.Providers {
		if p.Name == name {
			return p, true
		}
	}
	return Provider{}, false
}

// roundNames are the values of the setting repair. A model that has failed the
// same check five times will fail it a sixth.
func roundNames() []string { return []string{"off", "1", "2", "3", "4", "5"} }

// Rounds is how often what fails a check is asked for again; -1 is never.
func (s Settings) Rounds() int {
	if n, err := strconv.Atoi(s.Repair); err == nil {
		return n
	}
	return -1
}
