package config

import "strings"

// settle applies the precedence of settings that belong together. A choice
// that was made closer to the command sets aside what was said farther away
// about another choice: --model wins over the file's tasks.translate.model,
// --provider over the file's model of another provider, --length over the
// file's words and bullets for another length. What is set aside gets the
// origin of what won.
func (l *Loaded) settle(isProvider func(string) bool) {
	s := &l.Settings
	l.settleModels(isProvider)
	for _, of := range []struct {
		name  string
		value *int
	}{{"summary.words", &s.Summary.Words}, {"summary.bullets", &s.Summary.Bullets}} {
		if *of.value != 0 && l.stronger("summary.length", of.name) && l.at("summary.length", of.name) != s.Summary.Length {
			*of.value = 0
			l.yield(of.name, "summary.length")
		}
	}
	if s.Quiet && s.Verbose {
		switch {
		case l.stronger("quiet", "verbose"):
			s.Verbose = false
			l.yield("verbose", "quiet")
		case l.stronger("verbose", "quiet"):
			s.Quiet = false
			l.yield("quiet", "verbose")
		}
	}
}

func (l *Loaded) settleModels(isProvider func(string) bool) {
	s := &l.Settings
	if s.Model != "" && l.stronger("provider", "model") && l.strange("model", s.Model, isProvider) {
		s.Model = ""
		l.yield("model", "provider")
	}
	for name, task := range map[string]*Task{"tasks.translate": &s.Tasks.Translate, "tasks.summarize": &s.Tasks.Summarize} {
		model, fallback := name+".model", name+".fallback"
		switch {
		case task.Model == "":
		case s.Model != "" && l.stronger("model", model):
			task.Model = ""
			l.yield(model, "model")
		case l.stronger("provider", model) && l.strange(model, task.Model, isProvider):
			task.Model = ""
			l.yield(model, "provider")
		}
		// Recordings answer what was recorded or nothing; they were asked for
		// so that nobody is called.
		if s.Provider == Recorded && len(task.Fallback) > 0 && l.stronger("provider", fallback) {
			task.Fallback = nil
			l.yield(fallback, "provider")
		}
	}
}

// strange reports whether a model belongs to another provider than the one in
// effect, which was chosen closer.
func (l *Loaded) strange(name, model string, isProvider func(string) bool) bool {
	now := l.Settings.Provider
	if now == Recorded {
		return true
	}
	first, _, slash := strings.Cut(model, "/")
	if slash && first == now {
		return false
	}
	then := l.at("provider", name)
	if then != Auto && then != "" {
		return then != now
	}
	if !slash || now == Auto || now == "" {
		return false // it was said of whatever provider there is
	}
	_, own := l.Settings.FindProvider(first)
	return own || isProvider == nil || isProvider(first)
}

// at returns the text of a setting as it stood where another one was said:
// what the sources that are not stronger than the other's make of it.
func (l *Loaded) at(name, other string) string {
	for _, from := range l.layers {
		if o, ok := from.origins[name]; ok && !o.StrongerThan(l.Origin(other)) {
			return from.values[name].(string)
		}
	}
	return ""
}

func (l *Loaded) stronger(a, b string) bool { return l.Origin(a).StrongerThan(l.Origin(b)) }

// yield gives a setting that was set aside the origin of the one that won.
func (l *Loaded) yield(name, to string) { l.origins[name] = l.Origin(to) }
