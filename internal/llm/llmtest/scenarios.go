package llmtest

import (
	"net/http"
	"strings"
	"time"

	"dragoman/internal/llm"
)

// one allows one kind.
func one(k llm.Kind) []llm.Kind { return []llm.Kind{k} }

// answers are the scenarios in which an answer comes whole, or is none.
func answers(w Wire) []scenario {
	ok := func(name string, pieces ...string) scenario {
		return scenario{name: name, step: Step{Body: w.Stream(Answer{Pieces: pieces})}, text: strings.Join(pieces, ""), finish: llm.FinishStop}
	}
	thought := ok("thinking in its own field", `{"s01":"Text"}`)
	thought.step.Body = w.Stream(Answer{Thinking: "Let me think of a word.", Pieces: []string{`{"s01":"Text"}`}})
	joined := ok("the whole stream in one packet", `{"s01":`, `"Text"}`)
	joined.step.Body = []string{strings.Join(joined.step.Body, "")}
	empty := func(name string, a Answer) scenario {
		return scenario{name: name, step: Step{Body: w.Stream(a)}, kinds: one(llm.BadReply)}
	}
	return []scenario{
		ok("answer", `{"s01":"Once upon a time"}`),
		ok("answer in pieces", `{"s0`, `1":"Once `, "upon", ` a time é`, `日本"}`),
		ok("answer inside a fence", "```json\n", `{"s01":"Text"}`, "\n```"),
		ok("duplicate, unknown and swapped ids", `{"s02":"B","s01":"A","s01":"C","x9":"?"}`),
		ok("5 MB", sliced(strings.Repeat("0123456789abcdef", 5<<16), 64<<10)...),
		thought, joined,
		empty("empty answer", Answer{Pieces: []string{""}}),
		empty("no content at all", Answer{Null: true}),
		empty("only thinking", Answer{Thinking: "Let me think."}),
	}
}

// sliced cuts a text into pieces.
func sliced(s string, size int) []string {
	var out []string
	for ; len(s) > size; s = s[size:] {
		out = append(out, s[:size])
	}
	return append(out, s)
}

// endings are the scenarios in which an answer ends before it is whole.
func endings(w Wire) []scenario {
	cut := func(pieces ...string) []string { return w.Stream(Answer{Pieces: pieces, Finish: EndCut}) }
	afterID := `{"s01":"One","s02":`
	ended := func(name string, a Answer, kind llm.Kind, finish llm.Finish) scenario {
		text := strings.Join(a.Pieces, "")
		if a.Finish == EndRefusal {
			text = ""
		}
		return scenario{name: name, step: Step{Body: w.Stream(a)}, kinds: one(kind), text: text, finish: finish}
	}
	return []scenario{
		{name: "cut before any text", step: Step{Body: cut()}, kinds: one(llm.Network)},
		{name: "cut inside a text", step: Step{Body: cut(`{"s01":"On`)}, kinds: one(llm.Cut), text: `{"s01":"On`},
		{name: "cut after an id", step: Step{Body: cut(afterID)}, kinds: one(llm.Cut), text: afterID},
		{name: "closed inside a text", step: Step{Body: cut("one", "two"), Ending: Closed}, kinds: one(llm.Cut), text: "onetwo"},
		{name: "reset inside a text", step: Step{Body: cut("one", "two"), Ending: Reset}, kinds: []llm.Kind{llm.Cut, llm.Network}, text: "onetwo"},
		{name: "closed without a response", step: Step{Ending: Closed}, kinds: one(llm.Network)},
		{name: "wrong content length", step: Step{Body: cut("one"), Length: "100000"}, kinds: one(llm.Cut), text: "one"},
		{name: "nothing after 200", step: Step{}, kinds: one(llm.Network)},
		{name: "garbage after text", step: Step{Body: append(cut("one"), garbage)}, kinds: one(llm.Cut), text: "one"},
		ended("output limit", Answer{Pieces: []string{afterID}, Finish: EndLength}, llm.Cut, llm.FinishLength),
		ended("refusal", Answer{Pieces: []string{"no"}, Finish: EndRefusal}, llm.Refused, llm.FinishRefused),
		ended("content filter", Answer{Pieces: []string{"one"}, Finish: EndFilter}, llm.Refused, llm.FinishRefused),
	}
}

// garbage is an event that is not JSON, under a name both protocols read.
const garbage = "event: content_block_delta\ndata: {\"type\": oops\n\n"

// refusals are the scenarios in which the service answers with an error. Each
// message quotes the key and the prompt, as careless services do.
func refusals(w Wire) []scenario {
	message := "no: " + Key + ": " + Request().Messages[1].Content
	fault := func(name string, f Fault, header ...string) scenario {
		f.Message = message
		status, body := w.Fault(f)
		s := scenario{name: name, step: Step{Status: status, Header: http.Header{}, Body: []string{body}}, kinds: one(f.Kind), status: status}
		if status == 0 {
			s.step.Status = skipped
		}
		for i := 0; i+1 < len(header); i += 2 {
			s.step.Header.Set(header[i], header[i+1])
		}
		return s
	}
	waits := func(s scenario, from, to time.Duration) scenario {
		s.wait = [2]time.Duration{from, to}
		return s
	}
	status := func(name string, code int) scenario {
		s := fault(name, Fault{Kind: llm.Overload})
		s.step.Status, s.status = code, code
		return s
	}
	date := time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)
	rate := Fault{Kind: llm.Rate}
	list := []scenario{
		waits(fault("429 with seconds", rate, "Retry-After", "7"), 7*time.Second, 7*time.Second),
		waits(fault("429 with milliseconds", rate, "Retry-After-Ms", "1500"), 1500*time.Millisecond, 1500*time.Millisecond),
		waits(fault("429 with a date", rate, "Retry-After", date), 50*time.Minute, time.Hour),
		fault("429 without a header", rate),
		fault("429 with a wait of -1", rate, "Retry-After", "-1"),
		fault("quota", Fault{Kind: llm.Quota}),
		fault("key refused", Fault{Kind: llm.Auth}),
		fault("context length", Fault{Kind: llm.Context}),
		fault("prompt refused", Fault{Kind: llm.Refused}),
		fault("model not known", Fault{Kind: llm.BadRequest, Param: "model"}),
		status("500", 500), status("503", 503), status("529", 529),
	}
	return append(list, inStream(w, message)...)
}

// inStream are the scenarios in which an error comes after a 200.
func inStream(w Wire, message string) []scenario {
	event := w.StreamFault(Fault{Kind: llm.Overload, Message: message})
	if event == "" {
		return nil
	}
	before := w.Stream(Answer{Finish: EndCut})
	after := w.Stream(Answer{Pieces: []string{"one"}, Finish: EndCut})
	return []scenario{
		{name: "error as the first event", step: Step{Body: []string{event}}, kinds: one(llm.Overload)},
		{name: "error after a comment", step: Step{Body: []string{": PROCESSING\n\n", event}}, kinds: one(llm.Overload)},
		{name: "error before any text", step: Step{Body: append(before, event)}, kinds: one(llm.Overload)},
		{name: "error after text", step: Step{Body: append(after, event)}, kinds: one(llm.Cut), text: "one"},
	}
}

// pages are the scenarios in which something else than the service answers.
func pages(w Wire) []scenario {
	page := []string{"<html><head><title>Bad gateway " + Key + "</title></head><body>" + strings.Repeat("<p>x</p>", 1000) + "</body></html>"}
	none := []llm.Kind{llm.BadReply, llm.Network, llm.Overload}
	_, body := w.Fault(Fault{Kind: llm.Overload, Message: "busy " + Key})
	return []scenario{
		{name: "502 as a web page", step: Step{Status: 502, Body: page}, kinds: one(llm.Overload), status: 502},
		{name: "200 as a web page", step: Step{Body: page}, kinds: none},
		{name: "200 with an error", step: Step{Body: []string{body}}, kinds: none},
		{name: "garbage", step: Step{Body: []string{garbage}}, kinds: none},
		{name: "redirect", step: Step{Status: 302, Header: http.Header{"Location": {"http://elsewhere.invalid/"}}}, kinds: one(llm.BadRequest)},
		{name: "error without a body", step: Step{Status: 500}, kinds: one(llm.Overload), status: 500},
	}
}
