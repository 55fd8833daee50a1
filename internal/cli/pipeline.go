package cli

import (
	"context"
	"path/filepath"
	"time"

	"dragoman/internal/cache"
	"dragoman/internal/config"
	"dragoman/internal/judge"
	"dragoman/internal/llm"
	"dragoman/internal/llm/price"
	"dragoman/internal/llm/recorded"
	"dragoman/internal/pipeline"
	"dragoman/prompts"
	"dragoman/summarize"
	"dragoman/translate"
)

// pipeline wires what a task needs, and nothing else: an extractive summary
// opens no provider and no cache.
func (a *app) pipeline(ctx context.Context, kind task, extractive bool) (*pipeline.Pipeline, error) {
	set, err := a.promptSet()
	if err != nil {
		return nil, err
	}
	rules, err := a.rules()
	if err != nil {
		return nil, err
	}
	style, err := a.style()
	if err != nil {
		return nil, err
	}
	p := &pipeline.Pipeline{
		Prompts: set, Style: style, Rules: rules, DropDateline: a.settings.Style.Dateline == "drop",
		Program: "dragoman " + a.Version, Settings: a.shaping(), Now: a.Now, Price: a.price(),
	}
	if kind != taskTranslate {
		if err := a.addSummary(ctx, p, extractive); err != nil {
			return nil, err
		}
	}
	if kind != taskSummarize {
		models, err := a.candidates(ctx, a.settings.Tasks.Translate)
		if err != nil {
			return nil, err
		}
		p.Translator = &translate.Translator{Models: models, Prompts: set, Style: style, Rounds: a.settings.Rounds(), Warn: a.warn}
		if p.Translator.Escalate, err = a.escalate(a.settings.Tasks.Translate); err != nil {
			return nil, err
		}
		if p.Judge, err = a.judge(set); err != nil {
			return nil, err
		}
		if p.Translator.Memory, err = a.approved(models); err != nil {
			return nil, err
		}
		if p.Translator.Store, err = a.segmentStore(models); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (a *app) addSummary(ctx context.Context, p *pipeline.Pipeline, extractive bool) error {
	s := a.settings.Summary
	limits, err := summarize.Length(s.Length, s.Words, s.Bullets)
	if err != nil {
		return fail(exitUsage, err)
	}
	if extractive {
		p.Extract = &limits
		return nil
	}
	models, err := a.candidates(ctx, a.settings.Tasks.Summarize)
	if err != nil {
		return err
	}
	p.Summarizer = &summarize.Summarizer{Models: models, Prompts: p.Prompts, Limits: limits, Repair: a.settings.Rounds(), Warn: a.warn}
	p.Summarizer.Escalate, err = a.escalate(a.settings.Tasks.Summarize)
	return err
}

// escalate returns the stronger model of a task, or nil where none is set.
func (a *app) escalate(t config.Task) (*llm.Candidate, error) {
	if t.Escalate == "" {
		return nil, nil
	}
	c, err := a.candidateOf(t.Escalate, t.Carrier)
	return &c, err
}

// judge returns the second model that reads translations, or nil.
func (a *app) judge(set *prompts.Set) (pipeline.Judge, error) {
	if a.settings.Judge == "" {
		return nil, nil
	}
	c, err := a.candidateOf(a.settings.Judge, "")
	if err != nil {
		return nil, err
	}
	return &judge.Judge{Model: c, Prompts: set, Jobs: a.settings.Jobs}, nil
}

// segmentStore returns where accepted segments are kept, or nil: recordings are
// exact and bypass it, and so does a run that records.
func (a *app) segmentStore(models []llm.Candidate) (translate.Store, error) {
	mode := llm.Mode(a.settings.Cache.Mode)
	if mode == llm.Off || a.record != "" || models[0].Provider == recorded.Name {
		return nil, nil
	}
	store, err := a.openCache()
	if err != nil {
		return nil, err
	}
	switch mode {
	case llm.Refresh:
		return store.Segments().After(a.started), nil
	case llm.ReadOnly, llm.Offline:
		return store.Segments().ReadOnly(), nil
	}
	return store.Segments(), nil
}

// openCache opens the cache of this run, once.
func (a *app) openCache() (*cache.Cache, error) {
	a.clientsMu.Lock()
	defer a.clientsMu.Unlock()
	if a.store != nil {
		return a.store, nil
	}
	dir := a.path(a.settings.Cache.Dir)
	if dir == "" {
		var err error
		if dir, err = cache.DefaultDir(); err != nil {
			return nil, fail(exitOutput, err)
		}
	}
	store, err := cache.Open(dir)
	if err != nil {
		return nil, fail(exitOutput, err, "or keep nothing: --cache off")
	}
	store.Damaged = func(d *cache.Damage) { a.verbose(d.Error()) }
	a.store = store
	return store, nil
}

// promptSet returns the prompts in use.
func (a *app) promptSet() (*prompts.Set, error) {
	if a.settings.Prompts == "" {
		return prompts.Embedded(), nil
	}
	set, err := prompts.Dir(a.path(a.settings.Prompts))
	if err != nil {
		return nil, fail(exitSettings, err)
	}
	return set, nil
}

// style returns the house style of the settings, with its glossary.
func (a *app) style() (prompts.Style, error) {
	s := a.settings.Style
	style := prompts.Style{English: s.English, Honorifics: s.Honorifics, Doctor: s.Doctor, Headline: s.Headline, Notes: s.Notes}
	for _, c := range s.Charged {
		style.Charged = append(style.Charged, prompts.Charge{Source: c.Source, Target: c.Target, When: c.When})
	}
	var err error
	style.Glossary, err = a.houseGlossary()
	return style, err
}

// shaping returns the settings that shaped the text, for the record.
func (a *app) shaping() map[string]any {
	s := a.settings
	shaping := map[string]any{
		"style":   map[string]any{"english": s.Style.English, "honorifics": s.Style.Honorifics, "doctor": s.Style.Doctor, "headline": s.Style.Headline, "dateline": s.Style.Dateline, "notes": s.Style.Notes},
		"summary": map[string]any{"length": s.Summary.Length, "words": s.Summary.Words, "bullets": s.Summary.Bullets},
	}
	if len(s.Checks) > 0 {
		grades := map[string]any{}
		for name, severity := range s.Checks {
			grades[name] = severity
		}
		shaping["checks"] = grades
	}
	if a.houseHash != "" {
		shaping["house"] = a.houseHash
	}
	if len(s.Glossary) > 0 { // by name alone: where a house keeps its files is nobody else's matter
		names := make([]string, len(s.Glossary))
		for i, path := range s.Glossary {
			names[i] = filepath.Base(path)
		}
		shaping["glossary"] = names
	}
	return shaping
}

// price returns what an answer cost. Recorded replies and this machine's own
// servers cost nothing; an unknown price stays unknown.
func (a *app) price() func(llm.Answer) (float64, bool) {
	var overrides []price.Override
	for _, p := range a.settings.Prices {
		overrides = append(overrides, price.Override{Model: p.Model, Input: p.Input, Output: p.Output, Cached: p.Cached, CacheWrite: p.CacheWrite, Reasoning: p.Reasoning})
	}
	table := price.Default().With(overrides)
	return func(answer llm.Answer) (float64, bool) {
		usd, known := table.Of(answer)
		if !known {
			answer.Provider = a.priceName(answer.Provider)
			usd, known = table.Of(answer)
		}
		return usd, known
	}
}

// priceName is the preset under which a provider's prices stand.
func (a *app) priceName(provider string) string {
	if own, ok := a.settings.FindProvider(provider); ok && own.Preset != "" && own.BaseURL == "" {
		return own.Preset
	}
	return provider
}

// deadline applies --timeout.
func (a *app) deadline(ctx context.Context) (context.Context, context.CancelFunc) {
	if a.settings.Timeout <= 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, time.Duration(a.settings.Timeout))
}
