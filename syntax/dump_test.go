package syntax

import (
	"bytes"
	"fmt"
	"math/big"
	"reflect"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/source"
)

// dump prints a tree as testdata/oracle.py prints CPython's: one line per node
// or list, fields in the order of CPython's _fields.
func dump(m *Module) string {
	var d dumper
	for _, s := range m.Body {
		d.node(s, 0)
	}
	return d.b.String()
}

type dumper struct{ b strings.Builder }

func (d *dumper) line(depth int, format string, args ...any) {
	d.b.WriteString(strings.Repeat(" ", depth))
	fmt.Fprintf(&d.b, format, args...)
	d.b.WriteByte('\n')
}

// withoutPlace are the nodes that have no position in CPython.
var withoutPlace = set("Comprehension", "WithItem", "MatchCase", "Arguments")

func (d *dumper) node(n any, depth int) {
	v := reflect.ValueOf(n).Elem()
	name := v.Type().Name()
	if name == "ExprStmt" {
		name = "Expr"
	}
	head := strings.ToLower(name)
	if !withoutPlace[name] {
		head += " " + place(n.(Node).Span())
	}
	var lists []func()
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		if field.Anonymous || field.Type == reflect.TypeFor[source.Span]() {
			continue
		}
		label := strings.ToLower(field.Name)
		switch {
		case isScalar(value, name, field.Name):
			head += " " + label + "=" + scalar(value.Interface())
		case value.Kind() == reflect.Slice:
			lists = append(lists, func() { d.list(label, value, depth+1) })
		case !value.IsNil():
			lists = append(lists, func() {
				d.line(depth+1, "%s:", label)
				d.node(value.Interface(), depth+2)
			})
		}
	}
	d.line(depth, "%s", head)
	for _, f := range lists {
		f()
	}
}

func isScalar(v reflect.Value, node, field string) bool {
	if (node == "Constant" || node == "MatchSingleton") && field == "Value" {
		return true
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Pointer, reflect.Interface:
		return false
	}
	return true
}

func (d *dumper) list(label string, list reflect.Value, depth int) {
	if list.Len() == 0 {
		return
	}
	d.line(depth, "%s:", label)
	for i := range list.Len() {
		e := list.Index(i)
		switch {
		case e.Kind() == reflect.String || e.Kind() == reflect.Uint8:
			d.line(depth+1, "%s", scalar(e.Interface()))
		case e.IsNil():
			d.line(depth+1, "none")
		default:
			d.node(e.Interface(), depth+1)
		}
	}
}

func place(s source.Span) string {
	a, b := s.File.Position(s.Start), s.File.Position(s.End)
	bom := 0
	if bytes.HasPrefix(s.File.Text, []byte("\uFEFF")) {
		bom = 3
	}
	if a.Line == 1 {
		a.Col -= bom
	}
	if b.Line == 1 {
		b.Col -= bom
	}
	return fmt.Sprintf("%d:%d-%d:%d", a.Line, a.Col, b.Line, b.Col)
}

func scalar(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		return map[bool]string{true: "True", false: "False"}[v]
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case *big.Int:
		return v.String()
	case float64:
		return floatText(v)
	case complex128:
		return floatText(imag(v)) + "j"
	case string:
		return "'" + escapeBytes(v) + "'"
	case []byte:
		return "b'" + escapeBytes(string(v)) + "'"
	case Ellipsis:
		return "..."
	case fmt.Stringer:
		return v.String()
	}
	return fmt.Sprintf("?%T", v)
}

func floatText(f float64) string { return strconv.FormatFloat(f, 'x', 13, 64) }

// escapeBytes writes everything but plain ASCII as \xhh.
func escapeBytes(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c < 32 || c > 126 || c == '\\' || c == '\'' {
			fmt.Fprintf(&b, "\\x%02x", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
