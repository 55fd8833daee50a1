package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// severities are what a check can be graded as.
func severities() []string { return []string{"error", "warning", "note", "off"} }

// graded reports whether a setting is a section of names that are not in the
// table: those of the checks. Each is a value of its own, such as
// "checks.numbers", so that every source may grade others.
func (n *node) graded() bool { return n.typ == gradesType }

// grade adds one grade to a layer.
func (s *source) grade(l *layer, n *node, name, severity string, from Origin) (problem string) {
	if problem := s.noCheck(name); problem != "" {
		return problem
	}
	if !slices.Contains(n.values, severity) {
		return n.notOneOf(severity)
	}
	at := n.name + "." + name
	l.values[at], l.origins[at] = severity, from
	return ""
}

// noCheck says that there is no check of a name, or nothing.
func (s *source) noCheck(name string) string {
	if s.Checks == nil && every(name, func(r rune) bool { return r >= 'a' && r <= 'z' || r == '-' }) || slices.Contains(s.Checks, name) {
		return ""
	}
	problem := "there is no check " + quote(name)
	if near := Nearest(name, s.Checks); near != "" {
		problem += fmt.Sprintf("; did you mean %q?", near)
	}
	return problem
}

// sayGrades adds the grades of a flag or a variable: "numbers=error,names=off".
func (s *source) sayGrades(l *layer, n *node, text string, from Origin) error {
	for part := range strings.SplitSeq(text, ",") {
		name, severity, found := strings.Cut(strings.TrimSpace(part), "=")
		problem := quote(part) + " is no grade; write it as NAME=SEVERITY, such as length=note"
		if found {
			problem = s.grade(l, n, strings.TrimSpace(name), strings.TrimSpace(severity), from)
		}
		if problem != "" {
			return from.fail(n.name, problem, "the checks and what they cover: dragoman help checks")
		}
	}
	return nil
}

// grades reads the section of a file.
func (r *reader) grades(y *yaml.Node, n *node) error {
	if isNull(y) {
		return nil
	}
	if err := r.plain(y, n.name); err != nil {
		return err
	}
	if y.Kind != yaml.MappingNode {
		return r.fail(y.Line, n.name, "the names of checks are expected here, each with one of "+strings.Join(n.values, ", "), "")
	}
	lines := map[string]int{}
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, value := y.Content[i], y.Content[i+1]
		at := n.name + "." + key.Value
		for _, part := range []*yaml.Node{key, value} {
			if err := r.plain(part, at); err != nil {
				return err
			}
		}
		if key.Kind != yaml.ScalarNode {
			return r.fail(key.Line, n.name, "the name of a check is expected here", "")
		}
		if first := lines[key.Value]; first != 0 {
			return r.fail(key.Line, at, fmt.Sprintf("it stands here a second time, after line %d", first), "remove one of them")
		}
		lines[key.Value] = key.Line
		if value.Kind != yaml.ScalarNode {
			return r.fail(value.Line, at, "one value is expected here, not a list or section", "")
		}
		if problem := r.grade(r.into, n, key.Value, value.Value, r.origin(key.Line)); problem != "" {
			return r.fail(key.Line, at, problem, "the checks and what they cover: dragoman help checks")
		}
	}
	return nil
}

// gradeEntries are the grades in effect, by name; without any there is one
// entry that says so.
func (l *Loaded) gradeEntries(n *node, grades Grades) []Entry {
	if len(grades) == 0 {
		return []Entry{{n.name, "", l.Origin(n.name)}}
	}
	var entries []Entry
	for _, name := range slices.Sorted(maps.Keys(grades)) {
		at := n.name + "." + name
		entries = append(entries, Entry{at, grades[name], l.Origin(at)})
	}
	return entries
}
