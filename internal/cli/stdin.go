package cli

import (
	"context"
	"io"
)

// stdin returns standard input as a reader that ends with ctx: an interrupt or
// the time limit does not wait for somebody to type.
func (a *app) stdin(ctx context.Context) io.Reader { return &input{ctx: ctx, from: a.In} }

// input reads in a goroutine of its own, which a read that never returns keeps;
// it ends with the program.
type input struct {
	ctx  context.Context
	from io.Reader
}

type chunk struct {
	data []byte
	err  error
}

func (in *input) Read(p []byte) (int, error) {
	done := make(chan chunk, 1)
	buf := make([]byte, len(p)) // its own: p may be reused after an interrupt
	go func() {
		n, err := in.from.Read(buf)
		done <- chunk{buf[:n], err}
	}()
	select {
	case <-in.ctx.Done():
		return 0, context.Cause(in.ctx)
	case c := <-done:
		return copy(p, c.data), c.err
	}
}
