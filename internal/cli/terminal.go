package cli

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"dragoman/internal/pipeline"
	"dragoman/internal/render"
	"dragoman/summarize"
	"dragoman/translate"
)

// colour reports whether standard error may be coloured.
func (a *app) colour() bool {
	if a.settings.Color == "never" {
		return false
	}
	return a.ErrTTY && a.lookup("NO_COLOR") == "" && a.lookup("TERM") != "dumb"
}

const (
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	plain  = "\x1b[0m"
)

func (a *app) red(s string) string { return a.coloured(red, s) }

func (a *app) coloured(code, s string) string {
	if !a.colour() {
		return s
	}
	return code + s + plain
}

// paint colours the severity that a line begins with. Meaning never rests on
// it: the word is there.
func (a *app) paint(line string) string {
	for word, code := range map[string]string{"error": red, "warning": yellow} {
		if rest, ok := strings.CutPrefix(line, word); ok {
			return a.coloured(code, word) + rest
		}
	}
	return line
}

// progress is the line on a terminal that says how far an article is.
type progress struct {
	mu    sync.Mutex
	bar   *progressbar.ProgressBar // nil: nothing is shown
	since time.Time
	now   func() time.Time
	text  string
	stop  chan struct{}
}

// progress starts the line, on a terminal and for one article at a time; done
// clears it.
func (a *app) progress(alone bool) (p *progress, done func()) {
	p = &progress{since: a.Now(), now: a.Now, text: "asking", stop: make(chan struct{})}
	if !alone || !a.ErrTTY || a.settings.Quiet {
		return p, func() {}
	}
	p.bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(a.Err), progressbar.OptionSetDescription(""),
		progressbar.OptionSpinnerType(14), progressbar.OptionClearOnFinish(), progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetPredictTime(false), progressbar.OptionThrottle(50*time.Millisecond))
	a.setState(p.say)
	go p.tick()
	return p, func() {
		a.setState(nil)
		close(p.stop)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.bar.Finish()
		p.bar = nil
	}
}

// tick keeps the clock on the line going.
func (p *progress) tick() {
	defer func() { recover() }() // a progress line never ends the program
	every := time.NewTicker(200 * time.Millisecond)
	defer every.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-every.C:
			p.say("")
		}
	}
}

// say changes the text, unless it is empty, and draws the line.
func (p *progress) say(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if text != "" {
		p.text = text
	}
	if p.bar != nil {
		p.bar.Describe(p.text + " · " + render.Duration(p.now().Sub(p.since)))
		p.bar.Add(1)
	}
}

// follow returns the pipeline with its rooms reporting to the line, and with
// --verbose what is asked for again.
func (a *app) follow(line *pipeline.Pipeline, p *progress) *pipeline.Pipeline {
	if p.bar == nil && !a.settings.Verbose {
		return line
	}
	own := *line
	if own.Translator != nil {
		t := *own.Translator
		t.Watch = func(e translate.Event) {
			for _, again := range e.Again {
				a.verbose(fmt.Sprintf("[%d] is asked for again: %s", again.Number, render.Line(again.Why)))
			}
			p.say(fmt.Sprintf("translating %d/%d", e.Done, e.Total))
		}
		own.Translator = &t
	}
	if own.Summarizer != nil {
		s := *own.Summarizer
		s.Watch = func(summarize.Event) { p.say("summarising") }
		own.Summarizer = &s
	}
	return &own
}

// withoutPassword hides the password of a URL.
func withoutPassword(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.User == nil {
		return s
	}
	return u.Redacted()
}
