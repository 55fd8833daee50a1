package template

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"
)

// filling is one execution of a template.
type filling struct {
	t    *Template
	data reflect.Value
	out  strings.Builder
}

func (f *filling) list(list *parse.ListNode, dot reflect.Value) (err error) {
	if list == nil {
		return nil
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			f.out.Write(n.Text)
		case *parse.ActionNode:
			var v reflect.Value
			if v, err = f.eval(n.Pipe, dot); err == nil {
				err = f.print(n, v)
			}
		default:
			err = f.block(branch(n), dot)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *filling) block(n *parse.BranchNode, dot reflect.Value) error {
	v, err := f.eval(n.Pipe, dot)
	if err != nil {
		return err
	}
	switch list := indirect(v); {
	case n.NodeType == parse.NodeRange && list.IsValid():
		if list.Kind() != reflect.Slice && list.Kind() != reflect.Array {
			return f.t.errorf(n.Pipe, "range needs a list, not %s", list.Type())
		}
		for i := range list.Len() {
			if err := f.list(n.List, list.Index(i)); err != nil {
				return err
			}
		}
		if list.Len() > 0 {
			return nil
		}
	case n.NodeType == parse.NodeIf && truth(v):
		return f.list(n.List, dot)
	case n.NodeType == parse.NodeWith && truth(v):
		return f.list(n.List, v)
	}
	return f.list(n.ElseList, dot)
}

// print writes a value as fmt does.
func (f *filling) print(n parse.Node, v reflect.Value) error {
	switch v = indirect(v); v.Kind() {
	case reflect.Invalid:
		f.out.WriteString("<no value>")
		return nil
	case reflect.Func, reflect.Chan:
		return f.t.errorf(n, "%s can not be printed", v.Type())
	}
	_, err := fmt.Fprint(&f.out, v.Interface())
	return err
}

// eval returns a value; for an interface, what it holds.
func (f *filling) eval(n parse.Node, dot reflect.Value) (reflect.Value, error) {
	switch n := n.(type) {
	case *parse.StringNode:
		return reflect.ValueOf(n.Text), nil
	case *parse.NumberNode:
		return reflect.ValueOf(int(n.Int64)), nil
	case *parse.BoolNode:
		return reflect.ValueOf(n.True), nil
	case *parse.FieldNode:
		return f.fields(n, dot, n.Ident)
	case *parse.VariableNode: // the parser knows none but $
		return f.fields(n, f.data, n.Ident[1:])
	case *parse.PipeNode:
		if command := n.Cmds[0]; command.Args[0].Type() == parse.NodeIdentifier {
			return f.call(command, dot)
		}
		return f.eval(n.Cmds[0].Args[0], dot)
	}
	return unwrap(dot), nil
}

// fields follows names into structs and maps.
func (f *filling) fields(n parse.Node, v reflect.Value, names []string) (reflect.Value, error) {
	for _, name := range names {
		var found reflect.Value
		switch v = indirect(v); v.Kind() {
		case reflect.Map:
			if reflect.TypeFor[string]().AssignableTo(v.Type().Key()) {
				found = v.MapIndex(reflect.ValueOf(name))
			}
		case reflect.Struct:
			if field, ok := v.Type().FieldByName(name); ok && field.IsExported() {
				found, _ = v.FieldByIndexErr(field.Index)
			}
		}
		if !found.IsValid() {
			return v, f.t.errorf(n, "the data has no %s", name)
		}
		v = found
	}
	return unwrap(v), nil
}

// call returns what a function makes of its arguments. "and" and "or" return
// the argument that decides and look at none after it.
func (f *filling) call(n *parse.CommandNode, dot reflect.Value) (v reflect.Value, err error) {
	function := n.Args[0].(*parse.IdentifierNode).Ident
	var args []reflect.Value
	for _, arg := range n.Args[1:] {
		if v, err = f.eval(arg, dot); err != nil {
			return v, err
		}
		args = append(args, v)
		if (function == "and" || function == "or") && truth(v) == (function == "or") {
			return v, nil
		}
	}
	switch function {
	case "eq", "ne":
		same := false
		for _, arg := range args[1:] {
			if same, err = equal(args[0], arg); same || err != nil {
				break
			}
		}
		v = reflect.ValueOf(same == (function == "eq"))
	case "not":
		v = reflect.ValueOf(!truth(args[0]))
	case "join":
		v, err = join(args[0], args[1])
	}
	if err != nil {
		return v, f.t.errorf(n, "%v", err)
	}
	return v, nil
}

func join(list, separator reflect.Value) (reflect.Value, error) {
	texts := reflect.TypeFor[[]string]()
	if !list.IsValid() || !list.Type().AssignableTo(texts) || separator.Kind() != reflect.String {
		return list, errors.New("join needs a list of texts and a text to stand between them")
	}
	return reflect.ValueOf(strings.Join(list.Convert(texts).Interface().([]string), separator.String())), nil
}

// equal compares texts, numbers and truths. Nothing equals only nothing.
func equal(a, b reflect.Value) (bool, error) {
	switch {
	case !a.IsValid() || !b.IsValid():
		return a.IsValid() == b.IsValid(), nil
	case a.CanInt() && b.CanInt():
		return a.Int() == b.Int(), nil
	case a.CanUint() && b.CanUint():
		return a.Uint() == b.Uint(), nil
	case a.CanInt() && b.CanUint():
		return a.Int() >= 0 && uint64(a.Int()) == b.Uint(), nil
	case a.CanUint() && b.CanInt():
		return equal(b, a)
	case a.CanFloat() && b.CanFloat():
		return a.Float() == b.Float(), nil
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		return a.String() == b.String(), nil
	case a.Kind() == reflect.Bool && b.Kind() == reflect.Bool:
		return a.Bool() == b.Bool(), nil
	}
	return false, fmt.Errorf("%s and %s can not be compared", a.Type(), b.Type())
}

// truth reports whether a value is anything: not empty, zero, false or nil.
func truth(v reflect.Value) bool {
	switch {
	case !v.IsValid():
		return false
	case v.CanFloat():
		return v.Float() != 0
	}
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return v.Len() > 0
	case reflect.Struct:
		return true
	}
	return !v.IsZero()
}

// unwrap returns what an interface holds.
func unwrap(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// indirect returns what pointers and interfaces lead to.
func indirect(v reflect.Value) reflect.Value {
	for (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && !v.IsNil() {
		v = v.Elem()
	}
	return v
}
