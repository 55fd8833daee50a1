// Package template fills texts with data. Its language is the part of
// text/template's that instructions to a model need, read by the same parser
// and with the same meaning to the byte:
//
//	{{.Field}} {{.A.B}} {{.}} {{$.Field}}      a value: of the data, of the dot, of the data from inside a block
//	{{if .A}} {{else if .B}} {{else}} {{end}}
//	{{with .A}} {{else with .B}} {{else}} {{end}}    with A as the dot, unless A is empty
//	{{range .List}} {{else}} {{end}}           with each element as the dot
//	eq ne not and or join                      such as {{if and (eq .A "x" "y") (not .B)}}, {{join .List ", "}}
//	"text" `text` 12 true                      constants
//	{{- .A -}}                                 without the white space before, after
//	{{/* comment */}}
//
// [Parse] reads a text, [Template.Execute] fills it. Fields are those of
// structs and the keys of maps. Methods are never called: a program that looks
// methods up by name keeps every method of every type it links, which was a
// fifth of this one.
package template

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"text/template/parse"
)

// Template is a parsed text. It is safe for concurrent use.
type Template struct {
	tree *parse.Tree
}

// arity is the least and the most arguments of each function.
var arity = map[string][2]int{
	"and": {1, many}, "eq": {2, many}, "join": {2, 2}, "ne": {2, 2}, "not": {1, 1}, "or": {1, many},
}

const many = 1 << 16

// Parse reads a text. Errors name the template, the line and what is wrong
// there.
func Parse(name, text string) (*Template, error) {
	functions := map[string]any{}
	for function := range arity {
		functions[function] = true
	}
	trees, err := parse.Parse(name, text, "", "", functions)
	if err != nil {
		return nil, err
	}
	t := &Template{trees[name]}
	for _, other := range slices.Sorted(maps.Keys(trees)) {
		if other != name {
			return nil, t.errorf(trees[other].Root, "define and block are not known here")
		}
	}
	if err := t.check(t.tree.Root); err != nil {
		return nil, err
	}
	return t, nil
}

// Execute returns the text filled with data. A field that the data lacks is an
// error, which names its place.
func (t *Template) Execute(data any) (string, error) {
	v := reflect.ValueOf(data)
	f := filling{t: t, data: v}
	if err := f.list(t.tree.Root, v); err != nil {
		return "", err
	}
	return f.out.String(), nil
}

func (t *Template) errorf(at parse.Node, format string, args ...any) error {
	place, context := t.tree.ErrorContext(at)
	return fmt.Errorf("template: %s: at <%s>: %s", place, context, fmt.Sprintf(format, args...))
}

// check refuses what the parser knows and this package does not, so that a
// text fails when it is read and not in the middle of some article.
func (t *Template) check(n parse.Node) error {
	switch n := n.(type) {
	case *parse.TextNode, *parse.DotNode, *parse.FieldNode, *parse.VariableNode, *parse.StringNode, *parse.BoolNode:
		return nil
	case *parse.NumberNode:
		if n.IsInt && fmt.Sprint(n.Int64) == n.Text {
			return nil
		}
		return t.errorf(n, "a number is a whole one, such as 12")
	case *parse.ListNode:
		if n == nil { // no else
			return nil
		}
		return t.all(n.Nodes...)
	case *parse.ActionNode:
		return t.check(n.Pipe)
	case *parse.IfNode, *parse.WithNode, *parse.RangeNode:
		b := branch(n)
		return t.all(b.Pipe, b.List, b.ElseList)
	case *parse.PipeNode:
		if len(n.Decl) > 0 || len(n.Cmds) > 1 {
			return t.errorf(n, "variables and pipes are not known here; write a function before its arguments")
		}
		return t.command(n.Cmds[0])
	}
	return t.errorf(n, "this is not known here; there are fields, texts, numbers, if, else, with, range, end, and, eq, join, ne, not, or")
}

// branch returns the part that all blocks share, or nil.
func branch(n parse.Node) *parse.BranchNode {
	switch n := n.(type) {
	case *parse.IfNode:
		return &n.BranchNode
	case *parse.WithNode:
		return &n.BranchNode
	case *parse.RangeNode:
		return &n.BranchNode
	}
	return nil
}

func (t *Template) all(nodes ...parse.Node) error {
	for _, n := range nodes {
		if err := t.check(n); err != nil {
			return err
		}
	}
	return nil
}

// command checks a value, or a function with its arguments.
func (t *Template) command(n *parse.CommandNode) error {
	function, ok := n.Args[0].(*parse.IdentifierNode)
	if !ok {
		if len(n.Args) > 1 {
			return t.errorf(n, "%s is no function, so %s can not stand after it", n.Args[0], n.Args[1])
		}
		return t.check(n.Args[0])
	}
	takes, known := arity[function.Ident]
	if given := len(n.Args) - 1; known && (given < takes[0] || given > takes[1]) {
		return t.errorf(n, "%s has %d arguments, which is too %s", function.Ident, given, map[bool]string{true: "few", false: "many"}[given < takes[0]])
	}
	return t.all(n.Args[1:]...)
}
