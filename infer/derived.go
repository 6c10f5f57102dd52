package infer

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// What Python derives for values that hold themselves, dataclasses and nested
// tuples, cannot be written out in place: it becomes a surface function that
// calls itself. These functions live in a module beside the program's.

// reprNamed prints a recursive value.
func (f *frame) reprNamed(v *val) *val {
	t := v.T.(types.Named)
	return f.callWith(f.e.derive(t.Name+".__repr__", func(b *ir.Builder) *ir.Value {
		self := b.Param("self", types.Any)
		open, parts, end := f.e.named(b, t, self, "__repr__")
		text := func(s string) *ir.Value { return b.Emit1(surface.Literal{Value: s}) }
		texts := []*ir.Value{text(open)}
		for i, p := range parts {
			if i > 0 {
				texts = append(texts, text(", "))
			}
			if p.label != "" {
				texts = append(texts, text(p.label+"="))
			}
			texts = append(texts, b.Emit1(surface.FormatValue{Conv: "r"}, p.value))
		}
		return b.Emit1(surface.FormatJoin{}, append(texts, text(end))...)
	}), []*val{v})
}

// equalNamed is == of two recursive values.
func (f *frame) equalNamed(a, b *val) *val {
	if identical(a, b) {
		return f.constant(true)
	}
	return f.compareNamed("==", a, b)
}

// compareNamed compares two recursive values of one class as the tuples of
// their parts.
func (f *frame) compareNamed(op string, a, c *val) *val {
	t := a.T.(types.Named)
	return f.truth(f.callWith(f.e.derive(t.Name+"."+names.Comparison(op).Left, func(b *ir.Builder) *ir.Value {
		self, other := b.Param("self", types.Any), b.Param("other", types.Any)
		tuple := func(v *ir.Value) *ir.Value {
			_, parts, _ := f.e.named(b, t, v, names.Comparison(op).Left)
			vs := make([]*ir.Value, len(parts))
			for i, p := range parts {
				vs[i] = p.value
			}
			return b.Emit1(surface.Tuple{}, vs...)
		}
		return b.Emit1(surface.Compare{Op: op}, tuple(self), tuple(other))
	}), []*val{a, c}))
}

// namedPart is a field or an element of a recursive value.
type namedPart struct {
	label string
	value *ir.Value
}

// named takes v, of the recursive type t, apart, and gives the brackets around
// its parts as Python prints them; of a class those that a method of it which a dataclass makes looks at.
func (e *engine) named(b *ir.Builder, t types.Named, v *ir.Value, method string) (open string, parts []namedPart, end string) {
	if t.Kind == "class" {
		c := e.src.Class(types.BaseClass(t.Name))
		for _, i := range e.looksAt(c, method) {
			name := c.Fields[i].Name
			parts = append(parts, namedPart{name, b.Emit1(surface.GetAttr{Name: name}, v)})
		}
		return c.Qualified() + "(", parts, ")"
	}
	for i := range e.namedParts(t) {
		at := b.Emit1(surface.Literal{Value: int64(i)})
		parts = append(parts, namedPart{"", b.Emit1(surface.GetItem{}, v, at)})
	}
	if len(parts) == 1 {
		return "(", parts, ",)"
	}
	return "(", parts, ")"
}

// function finds a function of the program or a derived one.
func (e *engine) function(name string) *ir.Func {
	if fn := e.src.Func(name); fn != nil {
		return fn
	}
	return e.made.Func(name)
}

// derive gives the derived function of that name, made on first use.
func (e *engine) derive(name string, body func(b *ir.Builder) *ir.Value) *ir.Func {
	if fn := e.made.Func(name); fn != nil {
		return fn
	}
	b := ir.NewFunc(e.made, name)
	b.F.Sig = &ir.Signature{}
	return b.Finish(body(b))
}
