package llm

import (
	"context"
	"fmt"
)

// RecordingSchema names the format of a stored [Recording].
const RecordingSchema = "dragoman/recording/1"

// Recording is a request and the real reply to it. Writer is the model that
// really wrote the reply, whoever was asked.
type Recording struct {
	Schema  string  `json:"schema"`
	Request Request `json:"request"`
	Reply   Reply   `json:"reply"`
	Writer  string  `json:"writer"`
}

// Record hands each whole reply of m to sink, with its request. It stands
// directly around an adapter, so that it sees only what came over the wire. A
// reply that sink could not keep is returned with sink's error: who records
// wants to know at once.
func Record(m Model, sink func(Recording) error) Model {
	return &recorder{model: m, sink: sink}
}

type recorder struct {
	model Model
	sink  func(Recording) error
}

func (r *recorder) Ask(ctx context.Context, req Request, onText func(string)) (Reply, error) {
	reply, err := r.model.Ask(ctx, req, onText)
	if err != nil || reply.Hit || !whole(reply) {
		return reply, err
	}
	writer := reply.Writer
	if writer == "" {
		writer = reply.Model
	}
	err = r.sink(Recording{Schema: RecordingSchema, Request: req, Reply: reply, Writer: writer})
	if err != nil {
		return reply, fmt.Errorf("record the reply of %s: %w", req.Provider, err)
	}
	return reply, nil
}
