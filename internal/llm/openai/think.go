package openai

import (
	"strings"

	"dragoman/internal/llm/transport"
)

// thinkTags are the names of the tags in which models write their thinking
// into the text: Qwen and DeepSeek think, others thinking or thought.
var thinkTags = [...]string{"think", "thinking", "thought"}

// text collects an answer's text, without its thinking, and passes it on.
//
// Thinking is only taken out at the start of the answer, where models put it:
// text about such tags, further down, survives. An opening tag that is never
// closed takes everything with it.
type text struct {
	all    strings.Builder
	onText func(string)
	held   string // not yet decided: may be the start of a tag
	inside string // closing tag that is waited for
	open   bool   // the answer has begun; everything is text
	after  bool   // a thought was taken out: the space behind it goes too
}

func newText(onText func(string)) *text {
	if onText == nil {
		onText = func(string) {}
	}
	return &text{onText: onText}
}

// String returns the text passed on so far.
func (t *text) String() string { return t.all.String() }

// add takes the next piece of the stream.
func (t *text) add(piece string) error {
	if t.all.Len()+len(t.held)+len(piece) > transport.MaxText {
		return transport.ErrTooLong
	}
	if t.open {
		t.emit(piece)
		return nil
	}
	t.held += piece
	for t.step() {
	}
	return nil
}

// end passes on what was held back, unless it is thinking.
func (t *text) end() {
	if t.inside == "" {
		t.begin()
	}
}

// step takes one decision about what is held, and reports whether there may be
// another one to take.
func (t *text) step() bool {
	if t.inside != "" {
		before, rest, closed := strings.Cut(t.held, t.inside)
		if !closed {
			// Only the last bytes can be the start of the closing tag.
			t.held = before[max(0, len(before)-len(t.inside)+1):]
			return false
		}
		t.held, t.inside, t.after = rest, "", true
		return true
	}
	trimmed := strings.TrimLeft(t.held, " \t\r\n")
	if trimmed == "" {
		return false
	}
	for _, tag := range thinkTags {
		if rest, ok := strings.CutPrefix(trimmed, "<"+tag+">"); ok {
			t.held, t.inside = rest, "</"+tag+">"
			return true
		}
		if strings.HasPrefix("<"+tag+">", trimmed) {
			return false
		}
	}
	t.begin()
	return false
}

// begin opens the answer with what is held.
func (t *text) begin() {
	if t.after {
		t.held = strings.TrimLeft(t.held, " \t\r\n")
	}
	held := t.held
	t.held, t.open = "", true
	t.emit(held)
}

func (t *text) emit(piece string) {
	if piece == "" {
		return
	}
	t.all.WriteString(piece)
	t.onText(piece)
}
