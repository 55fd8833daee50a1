package transport

import (
	"errors"
	"maps"
	"slices"

	"dragoman/internal/llm"
)

// Learn notes what an error refuses, and reports whether asking again makes
// sense: when something that was sent will not be sent again, so never twice
// for one reason. fact returns what the refusal of a parameter teaches, "" for
// nothing.
//
// Facts hold for one model while the process runs. They touch fields of the
// transport only, never what is asked, and so are no part of the Identity.
func (k *Call) Learn(err error, fact func(param string) string) bool {
	var e *llm.Error
	if !errors.As(err, &e) || e.Kind != llm.BadRequest {
		return false
	}
	learned := fact(e.Param)
	if learned == "" || k.Refused[learned] {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	model := k.Request.Model
	if k.refused[model] == nil {
		k.refused[model] = make(map[string]bool)
	}
	k.refused[model][learned] = true
	return true
}

// Learned returns the lines of settings that would make what was learned
// permanent, or nil when nothing was. lines returns those of one model, whose
// facts it is given in order.
func (s *Service) Learned(lines func(model string, facts []string) []string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.refused) == 0 {
		return nil
	}
	out := []string{"providers:", "  - name: " + s.Provider, "    dialect:"}
	for _, model := range slices.Sorted(maps.Keys(s.refused)) {
		out = append(out, lines(model, slices.Sorted(maps.Keys(s.refused[model])))...)
	}
	return out
}

// about returns a copy of the facts about a model.
func (s *Service) about(model string) map[string]bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.refused[model])
}
