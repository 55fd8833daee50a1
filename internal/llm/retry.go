package llm

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// RetryPolicy says how often and how patiently to ask again. Its zero value is
// 5 attempts, 1 s base, 60 s cap (as Google's genai SDK has them) with full
// jitter, which spreads callers best (AWS Architecture Blog, "Exponential
// Backoff And Jitter"), and no wait beyond 2 minutes, where OpenAI's SDK gives
// up too.
type RetryPolicy struct {
	Attempts int           // requests in all; 1 never retries
	Base     time.Duration // upper limit of the first wait; it doubles each time
	Cap      time.Duration // upper limit of every wait that the service did not ask for
	MaxWait  time.Duration // longest wait accepted from the service

	// Notify, if set, is told of each wait before it begins: the attempt that
	// failed, counted from 1, the wait, and why.
	Notify func(attempt int, wait time.Duration, err error)
	// Random returns a number in [0, 1) for the jitter; nil takes math/rand.
	Random func() float64
}

func (p RetryPolicy) withDefaults() RetryPolicy {
	if p.Attempts <= 0 {
		p.Attempts = 5
	}
	if p.Base <= 0 {
		p.Base = time.Second
	}
	if p.Cap <= 0 {
		p.Cap = time.Minute
	}
	if p.MaxWait <= 0 {
		p.MaxWait = 2 * time.Minute
	}
	if p.Notify == nil {
		p.Notify = func(int, time.Duration, error) {}
	}
	if p.Random == nil {
		p.Random = rand.Float64
	}
	return p
}

// Retry asks again what failed for a reason that may pass: see
// [Error.Retryable]. It waits as long as the service asks, or longer by its
// own backoff, and stops at once when the context ends. A wait longer than the
// policy or the context's deadline allows is not begun: the error returns with
// its RetryAfter.
//
// Text that has arrived is not paid for twice: a call that fails after its
// first text is an error of kind [Cut], with that text in the Reply.
// Reply.Attempts counts the requests of all attempts, also beside an error.
func Retry(m Model, p RetryPolicy) Model {
	return &retried{model: m, policy: p.withDefaults()}
}

type retried struct {
	model  Model
	policy RetryPolicy
}

func (r *retried) Ask(ctx context.Context, req Request, onText func(string)) (Reply, error) {
	requests := 0
	for attempt := 1; ; attempt++ {
		reply, err := r.once(ctx, req, onText)
		requests += sent(reply, err)
		reply.Attempts = requests
		var e *Error
		if err == nil || !errors.As(err, &e) || !e.Retryable() || attempt >= r.policy.Attempts {
			return reply, err
		}
		wait := max(e.RetryAfter, r.backoff(attempt))
		if refused := r.refuse(ctx, e, wait); refused != nil {
			return reply, refused
		}
		r.policy.Notify(attempt, wait, err)
		if err := sleep(ctx, wait); err != nil {
			return reply, err
		}
	}
}

// once asks one time, and turns a failure after text into a cut.
func (r *retried) once(ctx context.Context, req Request, onText func(string)) (Reply, error) {
	var arrived strings.Builder
	reply, err := r.model.Ask(ctx, req, func(text string) {
		arrived.WriteString(text)
		deliver(text, onText)
	})
	var e *Error
	if arrived.Len() == 0 || !errors.As(err, &e) || !e.Retryable() {
		return reply, err
	}
	if ctx.Err() != nil {
		return reply, ctx.Err()
	}
	if reply.Text == "" {
		reply.Text = arrived.String()
	}
	cut := *e
	cut.Kind, cut.Message, cut.Err = Cut, "the answer was cut off", err
	if e.Message != "" {
		cut.Message += ": " + e.Message
	}
	return reply, &cut
}

// sent counts the requests of one attempt. An attempt that failed went out
// once even if its adapter could not say so, save where there was nothing to
// send it to.
func sent(reply Reply, err error) int {
	if err != nil && reply.Attempts == 0 && KindOf(err) != "" && KindOf(err) != Missing {
		return 1
	}
	return reply.Attempts
}

// backoff is full jitter: anything from nothing to the doubled base, so that
// callers who failed together do not come back together.
func (r *retried) backoff(attempt int) time.Duration {
	limit := r.policy.Cap
	if shift := attempt - 1; shift < 30 && r.policy.Base<<shift < limit {
		limit = r.policy.Base << shift
	}
	return time.Duration(r.policy.Random() * float64(limit))
}

// refuse returns the error to give up with when wait is too long, or nil.
func (r *retried) refuse(ctx context.Context, e *Error, wait time.Duration) error {
	deadline, limited := ctx.Deadline()
	tooLate := limited && time.Until(deadline) < wait
	if e.RetryAfter <= r.policy.MaxWait && !tooLate {
		return nil
	}
	given := *e
	if given.Hint == "" && e.RetryAfter > 0 {
		given.Hint = fmt.Sprintf("the service asks to wait %s: run again then", e.RetryAfter.Round(time.Second))
	}
	return &given
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}
