package ir

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// Print writes a module as text: what it declares and its array constants, then
// its functions in order. Parse reads it back; places in the source and what a
// surface module imports are not in the text.
func Print(m *Module) string {
	p := &printer{stage: m.Stage}
	fmt.Fprintf(p, "module %s", m.Stage)
	if m.Entry != "" {
		p.WriteString(" entry @" + types.NameText(m.Entry))
	}
	p.WriteString("\n")
	for _, n := range m.Nodes {
		fmt.Fprintf(p, "\nnode %s(%s)\n", types.NameText(n.Name), typeList(n.Fields))
	}
	if m.Stage <= Typed { // core IR has no use for them
		for _, c := range m.Classes {
			fmt.Fprintf(p, "\nclass %s\n", record(c))
		}
	}
	for _, n := range m.Named {
		fmt.Fprintf(p, "\n%s(%s)\n", n.Type, typeList(n.Parts))
	}
	for _, key := range m.Pool.Keys() {
		p.array(key, m.Pool.Get(key))
	}
	for _, f := range m.Funcs {
		p.WriteString("\n")
		p.function(f)
	}
	return p.String()
}

// printer writes a module of a stage.
type printer struct {
	strings.Builder
	stage Stage
}

func (p *printer) array(key string, t *tensor.Tensor) {
	dims := make([]types.Dim, len(t.Shape))
	for i, n := range t.Shape {
		dims[i] = types.C(int64(n))
	}
	elems := make([]string, t.Len())
	for i := range elems {
		elems[i] = attribute(t.At(i))
	}
	typ := types.Array{DType: t.DType, Dims: dims}
	fmt.Fprintf(p, "\narray %s: %s = [%s]\n", types.NameText(key), typ, strings.Join(elems, ", "))
}

func (p *printer) function(f *Func) {
	params := make([]string, len(f.Params))
	for i, v := range f.Params {
		params[i] = name(v) + ": "
		if f.Owned != nil && f.Owned[i] {
			params[i] += ownedMark + " "
		}
		params[i] += v.Type.String()
	}
	results := make([]types.Type, len(f.Results))
	copy(results, f.Results)
	fmt.Fprintf(p, "func @%s(%s) -> (%s)%s {\n", types.NameText(f.Name), strings.Join(params, ", "), typeList(results), p.signature(f))
	p.region(f.Body, "  ", "return")
	p.WriteString("}\n")
}

// ownedMark stands before the type of a parameter that its function consumes.
const ownedMark = "owned"

// name is a value's number; the user's name follows it as a comment would.
func name(v *Value) string {
	if v.Name == "" {
		return "%" + strconv.Itoa(v.ID)
	}
	return "%" + strconv.Itoa(v.ID) + "." + types.NameText(v.Name)
}

func names(vs []*Value) string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = name(v)
	}
	return strings.Join(out, ", ")
}

func typeList(ts []types.Type) string {
	out := make([]string, len(ts))
	for i, t := range ts {
		out[i] = t.String()
	}
	return strings.Join(out, ", ")
}

func (p *printer) region(r *Region, indent, last string) {
	for _, n := range r.Nodes {
		p.node(n, indent)
	}
	p.WriteString(strings.TrimRight(indent+last+" "+names(r.Results), " ") + "\n")
}

func (p *printer) node(n *Node, indent string) {
	p.WriteString(indent)
	if len(n.Results) > 0 {
		p.WriteString(names(n.Results) + " = ")
	}
	p.WriteString(n.Op.OpName() + Attributes(n.Op))
	if len(n.Args) > 0 {
		p.WriteString(" " + names(n.Args))
	}
	for _, r := range n.Regions {
		p.WriteString(" {")
		if len(r.Params) > 0 {
			params := make([]string, len(r.Params))
			for i, v := range r.Params {
				params[i] = name(v) + ": " + v.Type.String()
			}
			p.WriteString(" (" + strings.Join(params, ", ") + ") ->")
		}
		p.WriteString("\n")
		p.region(r, indent+"  ", "yield")
		p.WriteString(indent + "}")
	}
	if len(n.Results) > 0 {
		p.WriteString(" : " + typeList(Types(n.Results)))
	}
	p.WriteString("\n")
}

// Attributes prints the attributes of an op as {Name=value, …}, or nothing if
// it has none.
func Attributes(op Op) string {
	v := reflect.ValueOf(op)
	var out []string
	for _, i := range fields(op) {
		out = append(out, v.Type().Field(i).Name+"="+attribute(v.Field(i).Interface()))
	}
	if len(out) == 0 {
		return ""
	}
	return "{" + strings.Join(out, ", ") + "}"
}

// attribute prints a value so that its Go type can be told from the text, and
// a nan's bits if they are not those of math.NaN.
func attribute(x any) string {
	switch x := x.(type) {
	case nil:
		return "nil"
	case string:
		return strconv.Quote(x)
	case int64:
		return strconv.FormatInt(x, 10)
	case float64:
		if x != x && math.Float64bits(x) != math.Float64bits(math.NaN()) {
			return fmt.Sprintf("NaN(%x)", math.Float64bits(x))
		}
		return strconv.FormatFloat(x, 'e', -1, 64)
	case float32:
		if x != x && math.Float32bits(x) != math.Float32bits(float32(math.NaN())) {
			return fmt.Sprintf("NaN(%x)f", math.Float32bits(x))
		}
		return strconv.FormatFloat(float64(x), 'e', -1, 32) + "f"
	case fmt.Stringer:
		return x.String()
	}
	switch v := reflect.ValueOf(x); v.Kind() {
	case reflect.Struct:
		return record(x)
	case reflect.Map:
		return table(v)
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = attribute(v.Index(i).Interface())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return fmt.Sprint(x)
}
