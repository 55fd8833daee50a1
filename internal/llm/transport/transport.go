// Package transport carries an adapter's calls to its service over HTTP.
//
// An adapter makes a [Service] of its [Config], and a [Call] for every request.
// The call sends what the protocol's SDK wrote, ends when the service falls
// silent, turns every failure into an [*llm.Error] without secrets, and learns
// which fields the service refuses. What a protocol says, and where in a
// message it says it, stays in its adapter.
package transport

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"

	"dragoman/internal/llm"
)

// How long a service may be silent. A local server may have to load a model
// from disk first (minutes, says Ollama's own documentation); a remote one may
// think before the first token, but sends headers or keep-alives meanwhile.
const (
	localSilence  = 5 * time.Minute
	remoteSilence = 3 * time.Minute
)

// Config says which service to ask, and how. D is the adapter's dialect.
type Config[D any] struct {
	Provider   string                                // name in errors and settings
	BaseURL    string                                // such as https://api.openai.com/v1
	Key        func(context.Context) (string, error) // nil: the service wants no key
	Dialect    D                                     // what this service differs in
	Headers    http.Header                           // sent with every request
	HTTP       *http.Client                          // nil: the system's proxy and certificates
	Proxy      string                                // URL of a proxy for this service alone; with HTTP nil
	Local      bool                                  // a server on this machine or in this house
	NoProgress time.Duration                         // the longest silence; 0: five minutes local, three remote
	OnState    func(state string)                    // told what a slow server is doing; from any goroutine
}

// Service is one service on the network. It is safe for concurrent use.
type Service struct {
	Provider string
	BaseURL  string
	Local    bool

	key       func(context.Context) (string, error)
	headers   http.Header
	hidden    []string // never in an error
	http      *http.Client
	silence   time.Duration
	onState   func(string)
	idHeaders []string // which may hold the name of a request, first wins

	mu      sync.Mutex
	refused map[string]map[string]bool // by model; see [Call.Learn]
}

// New returns a service whose responses name the request in one of idHeaders.
// It opens no connection.
func New[D any](c Config[D], idHeaders ...string) *Service {
	s := &Service{
		Provider: c.Provider, BaseURL: c.BaseURL, Local: c.Local,
		key: c.Key, headers: c.Headers, hidden: hidden(c.Headers, c.BaseURL), http: httpClient(c.HTTP, c.Proxy), silence: c.NoProgress, onState: c.OnState,
		idHeaders: idHeaders, refused: make(map[string]map[string]bool),
	}
	switch {
	case s.silence != 0:
	case s.Local:
		s.silence = localSilence
	default:
		s.silence = remoteSilence
	}
	return s
}

// Endpoint returns the base URL without credentials and query.
func (s *Service) Endpoint() string {
	u, err := url.Parse(s.BaseURL)
	if err != nil {
		return "invalid base URL"
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// Identity returns what shapes the answers to an adapter beside the request.
func (s *Service) Identity(adapter, dialect string) llm.Identity {
	return llm.Identity{Endpoint: s.Endpoint(), Dialect: dialect, Adapter: adapter}
}

// Hash returns 32 hex digits of SHA-256 over a dialect's canonical JSON.
func Hash(dialect any) string {
	data, err := json.Marshal(dialect)
	if err != nil {
		panic("transport: dialect does not marshal: " + err.Error())
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// SayLoading tells whoever waits that a local server is loading its model.
func (s *Service) SayLoading() {
	if s.Local && s.onState != nil {
		s.onState("loading model")
	}
}

// httpClient returns the client to use. It follows no redirects: only the
// configured endpoint is contacted.
func httpClient(given *http.Client, proxy string) *http.Client {
	client := http.Client{}
	if given != nil {
		client = *given
	} else if proxy != "" {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.Proxy = func(*http.Request) (*url.URL, error) { return proxyURL(proxy) }
		client.Transport = transport
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client
}

// proxyURL parses a proxy's address without quoting it in an error, since it
// may hold a password.
func proxyURL(proxy string) (*url.URL, error) {
	u, err := url.Parse(proxy)
	if err != nil || u.Host == "" {
		return nil, errors.New("the proxy's address is not a URL such as http://host:port")
	}
	return u, nil
}
