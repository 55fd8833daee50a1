package config

import (
	"reflect"
	"strings"
)

const templateHead = `## Settings of dragoman. A setting is in effect once the "#" at the start of its
## line is removed; behind it stands the default, or an example where there is
## none. Lines with "##" explain.
##
## Stronger than this file: flags, then variables such as DRAGOMAN_MODEL.
## What is in effect, and why: dragoman config show
`

// Template returns a settings file with every setting in it, explained and
// commented out.
func Template() string {
	var b strings.Builder
	b.WriteString(templateHead)
	writeSection(&b, tree(), 0)
	return b.String()
}

// writeSection writes what is in a section. The sections' own lines are not
// commented out, so that a setting can be put in effect alone.
func writeSection(b *strings.Builder, n *node, depth int) {
	indent := strings.Repeat("  ", depth)
	for _, c := range n.children {
		if depth == 0 {
			b.WriteString("\n")
		}
		if c.section {
			b.WriteString(indent + c.key + ":\n")
			writeSection(b, c, depth+1)
			continue
		}
		b.WriteString(indent + "## " + c.explained() + "\n")
		if c.list || c.graded() {
			writeExample(b, c, indent)
			continue
		}
		b.WriteString("#" + indent + c.key + ": " + c.sample() + "\n")
	}
}

// explained returns the one line about a setting.
func (n *node) explained() string {
	about := n.about
	if len(n.values) > 0 {
		about = strings.Join(n.values, ", ") + ": " + about
	}
	if n.place == outside {
		about += " (not in a project's file)"
	}
	return about
}

// sample returns the default as it stands in YAML.
func (n *node) sample() string {
	switch {
	case n.typ == textsType:
		return "[]"
	case n.rule.fallback != "":
		return n.rule.fallback
	case n.typ == durationType, n.typ.Kind() == reflect.Int:
		return "0"
	}
	return `""`
}

// writeExample writes an example of a list's items, and above it what every
// field means.
func writeExample(b *strings.Builder, n *node, indent string) {
	explainFields(b, n, indent+"##   ")
	b.WriteString("#" + indent + n.key + ":\n")
	for line := range strings.Lines(strings.TrimPrefix(n.example, "\n")) {
		b.WriteString("#" + indent + "  " + line)
	}
}

func explainFields(b *strings.Builder, n *node, indent string) {
	for _, c := range n.children {
		switch {
		case c.section:
			b.WriteString(indent + c.key + ":\n")
			explainFields(b, c, indent+"  ")
		default:
			b.WriteString(indent + c.key + ": " + c.explained() + "\n")
			explainFields(b, c, indent+"  ")
		}
	}
}
