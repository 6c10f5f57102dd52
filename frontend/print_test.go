package frontend_test

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/myia-lang/myia/ir"
)

// printer writes surface IR briefly, for reading in golden files.
type printer struct{ strings.Builder }

func printModule(m *ir.Module) string {
	p := &printer{}
	for _, c := range m.Classes {
		fmt.Fprintf(p, "class %s", c.Name)
		for _, f := range c.Fields {
			fmt.Fprintf(p, " %s:%s", f.Name, f.Annotation)
			if f.Default != "" {
				fmt.Fprintf(p, "=%s()", f.Default)
			}
		}
		fmt.Fprintf(p, " methods=%v recursive=%v eq=%v order=%v\n", c.Order, c.Recursive, c.Eq, c.Ordered)
	}
	for _, f := range m.Funcs {
		fmt.Fprintf(p, "func %s(%s)", f.Name, p.vals(f.Params))
		if n := len(f.Sig.Captures); n > 0 {
			fmt.Fprintf(p, " captures %d", n)
		}
		p.WriteString("\n")
		p.region(f.Body, "  ", "return")
	}
	return p.String()
}

func (p *printer) vals(vs []*ir.Value) string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = fmt.Sprintf("%s%%%d", v.Name, v.ID)
	}
	return strings.Join(out, ", ")
}

func (p *printer) region(r *ir.Region, indent, last string) {
	for _, n := range r.Nodes {
		p.WriteString(indent)
		if len(n.Results) > 0 {
			p.WriteString(p.vals(n.Results) + " = ")
		}
		fmt.Fprintf(p, "%s%s(%s)\n", n.Op.OpName(), attrs(n.Op), p.vals(n.Args))
		for _, sub := range n.Regions {
			fmt.Fprintf(p, "%s{ (%s)\n", indent, p.vals(sub.Params))
			p.region(sub, indent+"  ", "yield")
			fmt.Fprintf(p, "%s}\n", indent)
		}
	}
	fmt.Fprintf(p, "%s%s %s\n", indent, last, p.vals(r.Results))
}

func attrs(op ir.Op) string {
	v := reflect.ValueOf(op)
	var out []string
	for i := 0; i < v.NumField(); i++ {
		if f := v.Type().Field(i); f.IsExported() && !v.Field(i).IsZero() {
			out = append(out, fmt.Sprintf("%s=%#v", f.Name, v.Field(i).Interface()))
		} else if f.Name == "Value" {
			out = append(out, fmt.Sprintf("Value=%v", v.Field(i).Interface()))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "{" + strings.Join(out, " ") + "}"
}
