package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"sync"

	"dragoman/internal/digest"
	"dragoman/internal/flight"
	"dragoman/internal/render"
)

// outcome is what became of one input.
type outcome struct {
	input  string
	record *digest.Digest // nil when none was delivered
	err    error
	code   int
}

// over works on every input, jobs at a time, and returns the program's exit
// code. Output comes in the order of the inputs. One input gives its own code;
// several give 1 if any failed, while a code that stops all ends the run.
func (a *app) over(ctx context.Context, inputs []string, jobs int, work func(ctx context.Context, input string, s *slot) outcome) int {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	o := newOrder(len(inputs), a.Out, a.Err)
	codes, begun := make([]int, len(inputs)), 0
	tickets := make(chan struct{}, max(jobs, 1))
	var wg sync.WaitGroup
	for i, input := range inputs {
		tickets <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		wg.Add(1)
		begun++
		go func() {
			defer wg.Done()
			defer func() { <-tickets }()
			s := o.slots[i]
			var gone bool // the reader of the output
			codes[i], gone = a.guarded(ctx, input, s, work)
			if err := written(s.close()); err != nil {
				a.complain(a.Err, err)
				codes[i], gone = worse(codes[i], codeOf(err)), gone || errors.Is(err, errBrokenPipe)
			}
			if len(inputs) > 1 && (gone || stopsAll(codes[i])) {
				stop(errStopped)
			}
		}()
	}
	wg.Wait()
	if cause := context.Cause(ctx); begun < len(inputs) && cause != errStopped {
		codes[begun] = a.neverBegun(cause, codes[:begun])
	}
	return total(codes)
}

// neverBegun is the code of articles that were not begun because the run was
// interrupted or its time was over. It says so unless another article did.
func (a *app) neverBegun(cause error, codes []int) int {
	code := codeOf(cause)
	if !slices.Contains(codes, code) {
		a.complain(a.Err, cause)
	}
	return code
}

// errStopped is the cause of a run that one article ended for all.
var errStopped = errors.New("the run was stopped")

// guarded runs work and turns a panic into the code of a bug in the program.
// gone reports that nobody reads the output any more.
func (a *app) guarded(ctx context.Context, input string, s *slot, work func(context.Context, string, *slot) outcome) (code int, gone bool) {
	defer func() {
		if r := recover(); r != nil {
			a.bug(s.err(), r)
			code = exitBug
		}
	}()
	out := work(ctx, input, s)
	if out.err != nil && context.Cause(ctx) != errStopped {
		a.complain(s.err(), s.named(input, out.err))
	}
	return out.code, errors.Is(out.err, errBrokenPipe)
}

// bug reports a panic. The stack is for the report, so only --verbose shows it.
func (a *app) bug(w io.Writer, r any) {
	fmt.Fprintf(w, "dragoman: a bug in dragoman: %s\n  please report it with the command you ran; --verbose shows where it happened\n", render.Line(fmt.Sprint(r)))
	if !a.settings.Verbose {
		return
	}
	stack := debug.Stack()
	if shared, ok := r.(*flight.Panic); ok {
		stack = shared.Stack
	}
	w.Write(stack)
}

// total is the exit code of a run over several articles.
func total(codes []int) int {
	if len(codes) == 1 {
		return codes[0]
	}
	code := exitDone
	for _, c := range codes {
		if !stopsAll(c) && c != exitDone && c != exitStrict {
			c = exitPartial
		}
		code = worse(code, c)
	}
	return code
}

// renderer returns the function that writes a record in a format.
func renderer(format string, opt render.Options) func(io.Writer, digest.Digest) error {
	switch format {
	case "markdown":
		return func(w io.Writer, d digest.Digest) error { return render.Markdown(w, d, opt) }
	case "html":
		return func(w io.Writer, d digest.Digest) error { return render.HTML(w, d, opt) }
	case "json":
		return digest.Encode
	case "jsonl":
		return digest.EncodeLine
	}
	return func(w io.Writer, d digest.Digest) error { return render.Text(w, d, opt) }
}
