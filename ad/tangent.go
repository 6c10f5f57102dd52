package ad

import (
	"fmt"
	"runtime"
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// tangentSuffix names the functions of forward mode.
const tangentSuffix = ".jvp"

// Tangents adds the forward derivative of a function to a core module without
// VJPs, with those of the functions it calls, and gives its name.
//
//	f(x, n):           y = mul x x;  return y
//	f.jvp(x, n, ẋ):    y = mul x x;  ẏ = add (mul ẋ x) (mul ẋ x);  return y, ẏ
//
// After the parameters stand the tangents of those that hold floats, after the
// results the tangents of those that do. Forward mode shares the rules of the
// primitives with reverse mode, and nothing else, so each is the other's check.
func Tangents(m *ir.Module, fn string) (name string, err error) {
	t := &tangents{m: m, rules: tangentRules(), made: map[string]bool{}}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(error)
			if _, bug := r.(runtime.Error); !ok || bug {
				panic(r)
			}
			err = e
		}
	}()
	f := m.Func(fn)
	return t.function(f, slices.Repeat([]bool{true}, len(f.Params))), nil
}

type tangents struct {
	m     *ir.Module
	rules map[string]tangentRule
	made  map[string]bool // derivatives that are there or being made
}

// tangent makes the derivative of one function. A number or an array of the
// primal function that is not in tan has the tangent zero.
type tangent struct {
	*tangents
	c   *ir.Copier
	tan map[*ir.Value]*ir.Value
}

// function gives the name of the derivative of f by the parameters that are
// active and hold floats.
func (t *tangents) function(f *ir.Func, active []bool) string {
	name := f.Name + tangentSuffix
	g := &tangent{tangents: t, tan: map[*ir.Value]*ir.Value{}}
	var with []*ir.Value
	for i, p := range f.Params {
		switch {
		case !ops.HoldsFloat(t.m, p.Type):
		case active[i]:
			with = append(with, p)
		default:
			name += fmt.Sprint("-", i)
		}
	}
	if t.made[name] {
		return name
	}
	t.made[name] = true
	g.c = &ir.Copier{B: ir.NewFunc(t.m, name), Env: map[*ir.Value]*ir.Value{}, Visit: g.visit}
	g.c.B.F.Loc = f.Loc
	for _, p := range f.Params {
		g.c.Env[p] = g.c.B.Param(p.Name, p.Type)
	}
	for _, p := range with {
		g.tan[p] = g.c.B.Param(p.Name, g.leaf(p.Type))
	}
	g.c.Nodes(f.Body.Nodes)
	g.c.B.Finish(g.both(f.Body.Results)...)
	return name
}

// leaf is the type of the tangent of a leaf: that of its cotangent, which is
// its own.
func (t *tangents) leaf(typ types.Type) types.Type {
	switch typ := typ.(type) {
	case types.Opt:
		return types.Opt{Elem: t.leaf(typ.Elem)}
	case types.Vec:
		var elems []types.Type
		for _, e := range typ.Elems {
			if ops.HoldsFloat(t.m, e) {
				elems = append(elems, t.leaf(e))
			}
		}
		return types.Vec{Elems: elems}
	case types.Node:
		if last := typ.Name[len(typ.Name)-1:]; last == types.CtSuffix || last == string(ops.AccMark) {
			return typ
		}
	}
	return ops.CtLeaf(t.m, typ)
}

// dense is the tangent of v, zeros if need be.
func (g *tangent) dense(v *ir.Value) *ir.Value {
	if t := g.tan[v]; t != nil {
		return t
	}
	if _, ok := types.ElemDType(v.Type); !ok {
		panic(fmt.Errorf("a value of type %s has no tangent", v.Type))
	}
	return ops.Like(g.c.B, g.c.Get(v), 0)
}

// floats are those of values that hold floats.
func (g *tangent) floats(vs []*ir.Value) []*ir.Value {
	var out []*ir.Value
	for _, v := range vs {
		if ops.HoldsFloat(g.m, v.Type) {
			out = append(out, v)
		}
	}
	return out
}

// both are the copies of values, then the tangents of those that hold floats.
func (g *tangent) both(vs []*ir.Value) []*ir.Value {
	out := g.c.Gets(vs)
	for _, v := range g.floats(vs) {
		out = append(out, g.dense(v))
	}
	return out
}

// bind takes apart what both put together.
func (g *tangent) bind(vs, both []*ir.Value) {
	g.c.Bind(vs, both[:len(vs)])
	for i, v := range g.floats(vs) {
		g.tan[v] = both[len(vs)+i]
	}
}

// types are those of both.
func (g *tangent) types(vs []*ir.Value) []types.Type {
	out := ir.Types(vs)
	for _, v := range g.floats(vs) {
		out = append(out, g.leaf(v.Type))
	}
	return out
}

func (g *tangent) region(r *ir.Region) *ir.Region {
	return g.c.B.Region(g.types(r.Params), func(ps []*ir.Value) []*ir.Value {
		g.bind(r.Params, ps)
		g.c.Nodes(r.Nodes)
		return g.both(r.Results)
	})
}

func (g *tangent) visit(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	d := ops.TraitsOf(n.Op).Deriv
	if d.Kind == ops.DerivByAD {
		return g.rules[n.Op.OpName()](g, n, args), true
	}
	out := c.B.Emit(n.Op, args...)
	if len(g.floats(n.Results)) > 0 {
		g.differentiate(n, d, out)
	}
	return out, true
}

// structured copies a node with regions that give tangents beside their results.
func (g *tangent) structured(n *ir.Node, _ []*ir.Value) []*ir.Value {
	regions := make([]*ir.Region, len(n.Regions))
	for i, r := range n.Regions {
		regions[i] = g.region(r)
	}
	g.c.B.Loc = n.Loc
	return g.taken(n, g.c.B.EmitRegions(n.Op, regions, g.both(n.Args)...))
}

// call calls the derivative by the operands that have a tangent.
func (g *tangent) call(n *ir.Node, args []*ir.Value) []*ir.Value {
	op := n.Op.(ops.Call)
	active := make([]bool, len(n.Args))
	for i, a := range n.Args {
		if g.tan[a] != nil {
			active[i] = true
			args = append(args, g.tan[a])
		}
	}
	call := ops.Call{Fn: g.function(g.m.Func(op.Fn), active), Results: slices.Clone(op.Results)}
	for _, t := range op.Results {
		if ops.HoldsFloat(g.m, t) {
			call.Results = append(call.Results, g.leaf(t))
		}
	}
	return g.taken(n, g.c.B.Emit(call, args...))
}

// taken keeps the tangents among the results of a node and gives the rest.
func (g *tangent) taken(n *ir.Node, both []*ir.Value) []*ir.Value {
	g.bind(n.Results, both)
	return both[:len(n.Results)]
}

// differentiate sets the tangents of the results of a node that is no rule of this package's.
func (g *tangent) differentiate(n *ir.Node, d ops.Deriv, out []*ir.Value) {
	switch d.Kind {
	case ops.DerivRefused:
		if slices.ContainsFunc(n.Args, func(a *ir.Value) bool { return g.tan[a] != nil }) {
			panic(refused(n, d.Why))
		}
	case ops.DerivLinear, ops.DerivRule:
		p, _ := ops.AsPrimitive(n.Op)
		p.JVP(&forwardRule{g, n, out})
	}
	for _, v := range g.floats(n.Results) {
		if _, ok := types.ElemDType(v.Type); !ok && g.tan[v] == nil {
			panic(fmt.Errorf("%s has no forward derivative", n.Op.OpName()))
		}
	}
}

// moved gives tangents in the place of operands that hold floats. Others
// between from and to say where: indices and sizes. The rest, leaves without
// floats, have no place among tangents.
func (g *tangent) moved(n *ir.Node, from, to int) []*ir.Value {
	var out []*ir.Value
	for i, a := range n.Args {
		switch {
		case ops.HoldsFloat(g.m, a.Type):
			out = append(out, g.dense(a))
		case from <= i && i < to:
			out = append(out, g.c.Get(a))
		}
	}
	return out
}

// forwardRule is what a primitive's forward rule sees: ops.Forward.
type forwardRule struct {
	g   *tangent
	n   *ir.Node
	out []*ir.Value
}

// B makes tangent code, in the place of the primal code.
func (r *forwardRule) B() *ir.Builder { return r.g.c.B }

// Node is the primal node.
func (r *forwardRule) Node() *ir.Node { return r.n }

// Arg is a primal operand.
func (r *forwardRule) Arg(i int) *ir.Value { return r.g.c.Get(r.n.Args[i]) }

// Result is a primal result.
func (r *forwardRule) Result(j int) *ir.Value { return r.out[j] }

// Tangent is that of operand i, nil if it is zero.
func (r *forwardRule) Tangent(i int) *ir.Value { return r.g.tan[r.n.Args[i]] }

// SetTangent sets that of result j.
func (r *forwardRule) SetTangent(j int, t *ir.Value) { r.g.tan[r.n.Results[j]] = t }
