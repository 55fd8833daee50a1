// Package openai asks services that speak the chat completions protocol, by
// means of go-openai, which no other package knows.
//
// [New] makes a [Client], which is an llm.Model. What differs from service to
// service is data in its [Dialect]. go-openai reads the protocol's happy path;
// the HTTPDoer under it (call.go, frames.go) closes what it loses: the headers
// of a refused stream, temperature 0 and fields it does not know, error bodies
// in other shapes, errors inside a stream, and streams that end too early.
package openai

import (
	"context"
	"strings"

	api "github.com/sashabaranov/go-openai"

	"dragoman/internal/llm"
	"dragoman/internal/llm/transport"
)

// adapter is part of the cache key: raise it when what is sent, or how an
// answer is read, changes for the same request and dialect.
const adapter = "openai/1"

// Config says which service to ask, and how.
type Config = transport.Config[Dialect]

// Client is one service. It is safe for concurrent use.
type Client struct {
	service *transport.Service
	dialect Dialect
}

var _ llm.Model = (*Client)(nil)

// New returns a client. It opens no connection.
func New(c Config) *Client {
	c.BaseURL = strings.TrimRight(c.BaseURL, "/")
	service := transport.New(c, "X-Request-Id", "Request-Id", "Apim-Request-Id", "X-Generation-Id")
	return &Client{service: service, dialect: c.Dialect}
}

// Identity returns what shapes this client's answers beside the request. It
// does not change with what the client learns.
func (c *Client) Identity() llm.Identity {
	return c.service.Identity(adapter, c.dialect.Hash())
}

// Ask implements llm.Model. When the service refuses a field that only shapes
// the transport, Ask remembers it for the life of the client and asks again
// without; a field is dropped once, so this ends. A refused response_format is
// returned to the caller, who has other carriers.
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

// newCall returns a call with what was learned about the model so far.
func (c *Client) newCall(req llm.Request) *call {
	return &call{Call: c.service.NewCall(req), dialect: c.dialect.forModel(req.Model)}
}

// ask sends one request and reads its answer.
func (k *call) ask(ctx context.Context, onText func(string)) (llm.Reply, error) {
	ctx, stop := k.Watch(ctx)
	defer stop()
	stream, err := k.api(k).CreateChatCompletionStream(ctx, k.request())
	if err != nil {
		return llm.Reply{}, k.Fail(ctx, err)
	}
	defer stream.Close()
	text := newText(k.live(onText))
	for {
		chunk, err := stream.Recv()
		if err == nil && len(chunk.Choices) > 0 {
			err = text.add(chunk.Choices[0].Delta.Content)
		}
		if err != nil {
			text.end()
			reply, err := k.finish(ctx, text.String(), err)
			k.late(reply, err, onText)
			return reply, err
		}
	}
}

// live returns who is told of text while it arrives: nobody where the prompt
// may have been cut without a word, since only the token counts at the end tell
// an answer to the whole prompt from one to a part of it.
func (k *call) live(onText func(string)) func(string) {
	if k.dialect.SilentCut {
		return nil
	}
	return onText
}

// late hands on the text that live held back, once it has been judged.
func (k *call) late(reply llm.Reply, err error, onText func(string)) {
	judged := err == nil || llm.KindOf(err) == llm.Cut && reply.Usage.PromptTokens > 0
	if k.dialect.SilentCut && judged && onText != nil && reply.Text != "" {
		onText(reply.Text)
	}
}

// api returns a go-openai client over a doer.
func (k *call) api(doer api.HTTPDoer) *api.Client {
	config := api.DefaultConfig("") // the doer sets the key
	config.BaseURL = k.BaseURL
	config.HTTPClient = doer
	return api.NewClientWithConfig(config)
}
