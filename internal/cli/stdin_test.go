package cli

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestStandardInputEndsWithItsContext(t *testing.T) {
	r, w := io.Pipe() // nobody ever writes
	defer w.Close()
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errTimeLimit)
	a := &app{Env: Env{In: r}}
	if _, err := io.ReadAll(a.stdin(ctx)); !errors.Is(err, errTimeLimit) {
		t.Errorf("got %v, want the cause of the context", err)
	}
	a.In = strings.NewReader(strings.Repeat("text ", 5000))
	data, err := io.ReadAll(a.stdin(t.Context()))
	if err != nil || len(data) != 25000 {
		t.Errorf("got %d bytes, %v, want all of it", len(data), err)
	}
}
