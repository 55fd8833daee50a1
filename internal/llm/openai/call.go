package openai

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"

	"dragoman/internal/llm/transport"
)

// call is one request on its way. It is the HTTPDoer go-openai sends with, and
// belongs to one goroutine.
type call struct {
	*transport.Call
	dialect Dialect // with the model's rule applied

	sent     map[string]json.RawMessage // the body's fields
	thinking ThinkingRow                // the row in use
	fault    fault                      // the service's last error
	tail     tail                       // what the stream said beside its text

	errorEvent bool // the event being read is named "error"
}

// Do implements go-openai's HTTPDoer. It returns every refusal as an
// *llm.Error, which go-openai hands through untouched, and a body that holds
// nothing but whole frames of a stream.
func (k *call) Do(r *http.Request) (*http.Response, error) {
	if err := k.prepare(r); err != nil {
		return nil, err
	}
	resp, err := k.Send(r, k.refusal)
	if err != nil {
		return nil, err
	}
	if r.Method == http.MethodGet {
		return resp, nil
	}
	return resp, k.open(resp)
}

// prepare patches the request's body and adds its headers and the key.
func (k *call) prepare(r *http.Request) error {
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			body, err = k.patch(body)
		}
		if err != nil {
			return err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
		r.ContentLength = int64(len(body))
	}
	return k.authorize(r)
}

// authorize sets the key. A service without one gets no Authorization at all.
func (k *call) authorize(r *http.Request) error {
	key, err := k.Prepare(r)
	if err != nil || key == "" {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+key)
	for _, name := range k.dialect.KeyHeaders {
		r.Header.Set(name, key)
	}
	return nil
}
