package flight

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Everybody who asks at once gets the one answer, and the one that began may
// leave.
func TestFollowersOutliveTheFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g Group[int]
		calls := 0
		call := func(ctx context.Context) (int, error) {
			calls++
			select {
			case <-time.After(time.Second):
				return 7, nil
			case <-ctx.Done():
				return 0, ctx.Err()
			}
		}
		first, leave := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := g.Do(first, "k", call); !errors.Is(err, context.Canceled) {
				t.Errorf("the first got %v", err)
			}
		})
		synctest.Wait()
		for range 5 {
			wg.Go(func() {
				if n, err := g.Do(t.Context(), "k", call); n != 7 || err != nil {
					t.Errorf("a follower got %d, %v", n, err)
				}
			})
		}
		synctest.Wait()
		if n := g.Waiting("k"); n != 6 {
			t.Errorf("%d wait, want 6", n)
		}
		leave()
		wg.Wait()
		if calls != 1 || g.Waiting("k") != 0 {
			t.Errorf("%d calls, %d waiting", calls, g.Waiting("k"))
		}
	})
}

// The last to leave ends the call and waits for its end; who comes then begins
// anew.
func TestLastToLeaveEndsTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g Group[int]
		ended := false
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := g.Do(ctx, "k", func(ctx context.Context) (int, error) {
			<-ctx.Done()
			time.Sleep(time.Second) // cleaning up
			ended = true
			return 0, ctx.Err()
		})
		if !errors.Is(err, context.DeadlineExceeded) || !ended {
			t.Errorf("got %v, ended %v", err, ended)
		}
		if n, err := g.Do(t.Context(), "k", func(context.Context) (int, error) { return 3, nil }); n != 3 || err != nil {
			t.Errorf("then %d, %v", n, err)
		}
	})
}
