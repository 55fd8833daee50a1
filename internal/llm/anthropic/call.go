package anthropic

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"strings"

	sdk "github.com/anthropics/anthropic-sdk-go"

	"dragoman/internal/llm/transport"
)

// call is one request on its way. It is the HTTP client the SDK sends with,
// and belongs to one goroutine.
type call struct {
	*transport.Call
	dialect Dialect // with the model's rule applied

	sent  map[string]bool // the optional fields of the request
	fault fault           // the service's last error
}

// Do implements the SDK's HTTPClient. It returns every refusal as an
// *llm.Error, which the SDK hands through untouched.
func (k *call) Do(r *http.Request) (*http.Response, error) {
	if err := k.prepare(r); err != nil {
		return nil, err
	}
	resp, err := k.Send(r, k.refusal)
	if err != nil {
		return nil, err
	}
	if r.Method == http.MethodGet {
		resp.Header.Set("Content-Type", "application/json") // or the SDK would not decode it
		return resp, nil
	}
	return resp, k.stream(resp)
}

// prepare takes the SDK's description of this machine out of the headers, and
// adds our own and the key.
func (k *call) prepare(r *http.Request) error {
	for name := range r.Header {
		if strings.HasPrefix(name, "X-Stainless-") {
			r.Header.Del(name)
		}
	}
	r.Header.Set("User-Agent", "dragoman")
	key, err := k.Prepare(r)
	if err == nil && key != "" {
		r.Header.Set("X-Api-Key", key)
	}
	return err
}

// stream refuses a 200 that is something other than a stream of events: an
// error, or a page of a proxy.
func (k *call) stream(resp *http.Response) error {
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if kind == "text/event-stream" {
		resp.Header.Set("Content-Type", kind)
		return nil
	}
	data, err := transport.ReadFault(resp)
	if err != nil {
		return err
	}
	if f := parseFault(data); f.Type != "" {
		return k.inStream(data)
	}
	return k.Unexpected("the answer is not a stream of events")
}

// fail turns what ended a call into an *llm.Error, or into the context's own
// error when the caller gave up.
func (k *call) fail(ctx context.Context, err error) error {
	var inStream *sdk.Error
	if ctx.Err() == nil && errors.As(err, &inStream) {
		return k.inStream([]byte(inStream.RawJSON()))
	}
	return k.Fail(ctx, err)
}
