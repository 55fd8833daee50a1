// Package anthropic asks Claude through Anthropic's own Messages API, by means
// of the official SDK, which no other package knows.
//
// [New] makes a [Client], which is an llm.Model. Anthropic's layer for the
// other protocol ignores structured output and has no refusal details; its own
// documentation ("OpenAI SDK compatibility") calls it a way to test and compare
// models, not a production solution. The SDK writes the request and reads the
// stream; everything between it and the network is ours (call.go and package
// transport), so it retries nothing, reads nothing from the environment, and
// neither errors nor traces hold the request.
package anthropic

import (
	"context"
	"strings"

	sdk "github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
	"github.com/anthropics/anthropic-sdk-go/packages/param"

	"dragoman/internal/llm"
	"dragoman/internal/llm/transport"
)

// adapter is part of the cache key: raise it when what is sent, or how an
// answer is read, changes for the same request and dialect.
const adapter = "anthropic/1"

// Config says which service to ask, and how. See [Default] for its dialect;
// its base URL may end in /v1 or not.
type Config = transport.Config[Dialect]

// Client is one service. It is safe for concurrent use.
type Client struct {
	service *transport.Service
	dialect Dialect
}

var _ llm.Model = (*Client)(nil)

// New returns a client. It opens no connection.
func New(c Config) *Client {
	c.BaseURL = strings.TrimSuffix(strings.TrimRight(c.BaseURL, "/"), "/v1")
	return &Client{service: transport.New(c, "Request-Id"), dialect: c.Dialect}
}

// Identity returns what shapes this client's answers beside the request. It
// does not change with what the client learns.
func (c *Client) Identity() llm.Identity {
	return c.service.Identity(adapter, c.dialect.Hash())
}

// Ask implements llm.Model. When the service refuses a field that only shapes
// the transport, Ask remembers it for the life of the client and asks again
// without; a field is dropped once, so this ends. A refused schema is returned
// to the caller as parameter response_format: there are other carriers.
func (c *Client) Ask(ctx context.Context, req llm.Request, onText func(string)) (llm.Reply, error) {
	for attempts := 1; ; attempts++ {
		call := c.newCall(req)
		reply, err := call.ask(ctx, onText)
		reply.Attempts = attempts
		if err == nil || !call.Learn(err, call.fact) {
			return reply, err
		}
	}
}

// Models returns the ids of the models the service lists, in its order. One
// page of the most the service gives, 1,000, is all of them.
func (c *Client) Models(ctx context.Context) ([]string, error) {
	k := c.newCall(llm.Request{})
	ctx, stop := k.Watch(ctx)
	defer stop()
	models := sdk.NewModelService(k.options()...)
	page, err := models.List(ctx, sdk.ModelListParams{Limit: param.NewOpt[int64](1000)})
	if err != nil {
		return nil, k.fail(ctx, err)
	}
	ids := make([]string, 0, len(page.Data))
	for _, m := range page.Data {
		ids = append(ids, m.ID)
	}
	return ids, nil
}

// newCall returns a call with what was learned about the model so far.
func (c *Client) newCall(req llm.Request) *call {
	return &call{Call: c.service.NewCall(req), dialect: c.dialect.forModel(req.Model)}
}

// options are those of the SDK's services over this call. The key is set
// further down, so that the SDK never holds it.
//
// The services are made one by one and never as the SDK's whole client, which
// would bring every service of the vendor into the binary.
func (k *call) options() []option.RequestOption {
	return []option.RequestOption{
		option.WithoutEnvironmentDefaults(),
		option.WithMaxRetries(0),
		option.WithBaseURL(k.BaseURL + "/"),
		option.WithHTTPClient(k),
	}
}
