package llm

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRecord(t *testing.T) {
	model := &script{ask: say("one", "two")}
	var got []Recording
	sink := func(r Recording) error { got = append(got, r); return nil }
	reply, pieces := ask(t, Record(model, sink))
	if reply.Text != "onetwo" || len(pieces) != 2 {
		t.Errorf("got %+v in %q, want the answer as it came", reply, pieces)
	}
	want := []Recording{{Schema: "dragoman/recording/1", Request: question, Reply: reply, Writer: "m"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
}

func TestRecordOnlyWhole(t *testing.T) {
	for name, ask := range map[string]func(context.Context, int, func(string)) (Reply, error){
		"error": func(context.Context, int, func(string)) (Reply, error) {
			return Reply{Text: "x", Finish: FinishStop}, &Error{Kind: Cut}
		},
		"length": func(context.Context, int, func(string)) (Reply, error) {
			return Reply{Text: "x", Finish: FinishLength}, nil
		},
		"hit": func(context.Context, int, func(string)) (Reply, error) {
			return Reply{Text: "x", Finish: FinishStop, Hit: true}, nil
		},
	} {
		m := Record(&script{ask: ask}, func(Recording) error { t.Errorf("%s: it was recorded", name); return nil })
		_, _ = m.Ask(t.Context(), question, nil)
	}
}

func TestRecordFault(t *testing.T) {
	full := errors.New("disk full")
	reply, err := Record(&script{ask: say("x")}, func(Recording) error { return full }).Ask(t.Context(), question, nil)
	if !errors.Is(err, full) || reply.Text != "x" {
		t.Errorf("got %+v, %v; want the reply and the fault", reply, err)
	}
}
