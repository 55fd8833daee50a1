package transport

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"dragoman/internal/llm"
)

// MaxText is the most text an answer may have: 16 MB is a hundred times the
// longest article in any language. It bounds memory, not answers.
const MaxText = 16 << 20

// maxFault is as much of an error's body as is read. Error messages are short;
// web pages that stand in for them need not be kept.
const maxFault = 64 << 10

// loadingAfter is how long a local server may think before it is said to load
// its model: a loaded one answers its headers in well under a second.
const loadingAfter = 3 * time.Second

// ErrTooLong ends an answer over [MaxText].
var ErrTooLong = errors.New("the answer is longer than 16 MB")

// errSilence ends a request whose service shows no sign of life.
var errSilence = errors.New("no sign of life")

// Call is one request on its way. It belongs to one goroutine.
type Call struct {
	*Service
	Request llm.Request
	Refused map[string]bool // what was learned about the model before this call
	Head    http.Header     // of the response
	Answer  string          // the service's name of the answer, where the headers have none

	asked bool   // the request was handed to the network
	key   string // so that it can be kept out of errors
	touch func() // called at every sign of life
}

// NewCall returns a call that knows what was learned about the model so far.
func (s *Service) NewCall(req llm.Request) *Call {
	return &Call{Service: s, Request: req, Refused: s.about(req.Model)}
}

// Watch returns a context that ends when the service is silent for too long,
// and a function that ends it. It goes before [Call.Send].
func (k *Call) Watch(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	silence := time.AfterFunc(k.silence, func() { cancel(errSilence) })
	loading := time.AfterFunc(loadingAfter, k.SayLoading)
	k.touch = func() {
		silence.Reset(k.silence)
		loading.Stop()
	}
	return ctx, func() {
		silence.Stop()
		loading.Stop()
		cancel(nil)
	}
}

// Prepare adds the service's headers to a request and returns the key, for the
// adapter to put where its protocol wants it. A service without one has "".
func (k *Call) Prepare(r *http.Request) (string, error) {
	for name, values := range k.headers {
		r.Header[http.CanonicalHeaderKey(name)] = values
	}
	if k.Service.key == nil {
		return "", nil
	}
	key, err := k.Service.key(r.Context())
	if err != nil {
		return "", k.NewError(llm.Auth, "", err)
	}
	k.key = key
	return key, nil
}

// Send sends a prepared request and returns its response, if that is a 2xx.
// refusal makes the error of any other from as much of its body as arrived.
// Every byte is a sign of life.
func (k *Call) Send(r *http.Request, refusal func(status int, body []byte) *llm.Error) (*http.Response, error) {
	k.asked = true
	resp, err := k.http.Do(r)
	if err != nil {
		return nil, err
	}
	k.Head = resp.Header
	k.touch()
	resp.Body = &progress{ReadCloser: resp.Body, touch: k.touch}
	if resp.StatusCode/100 != 2 {
		data, _ := ReadFault(resp)
		return nil, refusal(resp.StatusCode, data)
	}
	return resp, nil
}

// ReadFault reads as much of a response's body as an error needs, and closes
// it.
func ReadFault(resp *http.Response) ([]byte, error) {
	defer resp.Body.Close()
	return io.ReadAll(io.LimitReader(resp.Body, maxFault))
}

// progress tells about every byte that arrives.
type progress struct {
	io.ReadCloser
	touch func()
}

func (p *progress) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	if n > 0 {
		p.touch()
	}
	return n, err
}
