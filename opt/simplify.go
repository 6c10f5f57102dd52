package opt

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/rewrite"
	"github.com/myia-lang/myia/types"
)

// simplify folds constants, applies rewrite rules and shares common
// subexpressions, in one walk from the first node on:
//
//	before  %1 = const 2;  %2 = const 3;  %3 = mul %1 %2;  %4 = mul %x %c1
//	after   %3 = const 6;  %4 is %x where %c1 is 1
func simplify(m *ir.Module, rules *rewrite.Set) *ir.Module {
	out := m.Like()
	for _, f := range m.Funcs {
		s := &simplifier{rules: rules, seen: map[string][]*ir.Value{}, truths: map[*ir.Value]bool{}, counters: map[*ir.Value]counted{},
			sums: sumsOf(f), least: map[*ir.Value]int64{}, updates: updatesArrays(f)}
		c := &ir.Copier{B: ir.NewFunc(out, f.Name), Env: map[*ir.Value]*ir.Value{}, Visit: s.visit}
		c.B.F.Loc = f.Loc
		for _, p := range f.Params {
			c.Env[p] = c.B.Param(p.Name, p.Type)
		}
		c.Nodes(f.Body.Nodes)
		c.B.Finish(c.Gets(f.Body.Results)...)
	}
	return out
}

// simplifier works on one function. seen holds the results of the expressions that were emitted in the regions around,
// and noted what it held before, in that order, so that what is known in a region can be forgotten at its end.
type simplifier struct {
	rules    *rewrite.Set
	seen     map[string][]*ir.Value
	noted    []entry
	truths   map[*ir.Value]bool // conditions that hold here, or do not
	counters map[*ir.Value]counted
	sums     *sums
	least    map[*ir.Value]int64 // of what loops carry
	updates  bool                // the function makes versions of arrays
}

// entry is an expression and what was known of it, nil: nothing; or a condition of which nothing was known.
type entry struct {
	key  string
	was  []*ir.Value
	cond *ir.Value
}

// note keeps the results of an expression.
func (s *simplifier) note(key string, out []*ir.Value) {
	s.noted = append(s.noted, entry{key: key, was: s.seen[key]})
	s.seen[key] = out
}

// forget drops the entries from the n-th on.
func (s *simplifier) forget(n int) {
	for _, e := range slices.Backward(s.noted[n:]) {
		switch {
		case e.cond != nil:
			delete(s.truths, e.cond)
		case e.was != nil:
			s.seen[e.key] = e.was
		default:
			delete(s.seen, e.key)
		}
	}
	s.noted = s.noted[:n]
}

func (s *simplifier) visit(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	s.settle(c.B, args)
	if len(n.Regions) > 0 {
		return s.structured(c, n, args), true
	}
	if n.Op.Effects() != 0 || len(n.Results) == 0 {
		if _, ok := n.Op.(ops.Check); ok {
			if isTrue(args[0]) {
				return nil, true
			}
			c.B.Emit(n.Op, args...)
			s.assume(c.B, args[0], true)
			return nil, true
		}
		return nil, false
	}
	if _, call := n.Op.(ops.Call); call || ops.TraitsOf(n.Op).Memory.Result == ops.Sole {
		return nil, false
	}
	if v, ok := fold(c.B, n, args); ok {
		return s.shared(c, v.Def.Op, nil, v), true
	}
	if op, ok := n.Op.(ops.Elementwise); ok {
		if value, ok := s.decided(op, args); ok {
			k := ops.Const{Value: value}
			return s.shared(c, k, nil, c.B.Emit1(k)), true
		}
	}
	if len(n.Results) == 1 {
		if v, name := s.rules.Apply(c.B, n.Op, args); name != "" {
			return s.rewritten(c, v), true
		}
	}
	if v, ok := local(c.B, n, args, s.updates); ok {
		return s.rewritten(c, v), true
	}
	key := keyOf(n.Op, args)
	if vs := s.seen[key]; vs != nil {
		return vs, true
	}
	out := c.B.Emit(n.Op, args...)
	s.note(key, out)
	return out, true
}

// shared gives the earlier value of the same expression, or v itself.
func (s *simplifier) shared(c *ir.Copier, op ir.Op, args []*ir.Value, v *ir.Value) []*ir.Value {
	key := keyOf(op, args)
	if vs := s.seen[key]; vs != nil {
		return vs
	}
	s.note(key, []*ir.Value{v})
	return []*ir.Value{v}
}

// rewritten shares the expression that a rule gave.
func (s *simplifier) rewritten(c *ir.Copier, v *ir.Value) []*ir.Value {
	if v.Def != nil {
		if op, ok := v.Def.Op.(ops.Elementwise); ok {
			return s.shared(c, op, v.Def.Args, v)
		}
	}
	return []*ir.Value{v}
}

func isTrue(v *ir.Value) bool {
	if v.Def == nil {
		return false
	}
	k, ok := v.Def.Op.(ops.Const)
	return ok && k.Value == true
}

// keyOf names an expression: op, attributes, operands.
func keyOf(op ir.Op, args []*ir.Value) string {
	var sb strings.Builder
	sb.WriteString(op.OpName())
	sb.WriteString(ir.Attributes(op))
	for _, a := range args {
		fmt.Fprintf(&sb, " %d", a.ID)
	}
	if len(args) == 0 {
		if k, ok := op.(ops.Const); ok {
			fmt.Fprintf(&sb, "%T", k.Value)
		}
	}
	return sb.String()
}

// structured copies the regions of a node; an if on a constant is replaced by
// its side.
func (s *simplifier) structured(c *ir.Copier, n *ir.Node, args []*ir.Value) []*ir.Value {
	if _, ok := n.Op.(ops.If); ok && args[0].Def != nil {
		if k, ok := args[0].Def.Op.(ops.Const); ok {
			side := n.Regions[1]
			if k.Value == true {
				side = n.Regions[0]
			}
			c.Nodes(side.Nodes)
			return c.Gets(side.Results)
		}
	}
	loc := n.Loc
	regions := make([]*ir.Region, len(n.Regions))
	_, either := n.Op.(ops.If)
	for i, r := range n.Regions {
		before := len(s.noted)
		regions[i] = c.B.Region(ir.Types(r.Params), func(ps []*ir.Value) []*ir.Value {
			for k, p := range ps {
				p.Name = r.Params[k].Name
			}
			c.Bind(r.Params, ps)
			if either {
				s.assume(c.B, args[0], i == 0)
			}
			s.grown(n, i, ps, args)
			switch n.Op.(type) {
			case ops.For:
				s.count(ps[0], args[0])
			case ops.While:
				if i == 1 {
					s.entered(c, n, ps)
				}
			}
			c.Nodes(r.Nodes)
			return c.Gets(r.Results)
		})
		s.forget(before)
	}
	c.B.Loc = loc
	return c.B.EmitRegions(n.Op, regions, args...)
}

// fold evaluates a pure scalar op on constants.
func fold(b *ir.Builder, n *ir.Node, args []*ir.Value) (*ir.Value, bool) {
	p, ok := n.Op.(ops.Evaluator)
	if !ok || len(args) == 0 || len(n.Results) != 1 {
		return nil, false
	}
	switch n.Op.(type) {
	case ops.GradientStop, ops.PhiloxUniform, ops.PhiloxNormal:
		return nil, false
	}
	t, ok := n.Results[0].Type.(types.Scalar)
	if !ok {
		return nil, false
	}
	vals := make([]ops.Value, len(args))
	for i, a := range args {
		if vals[i], ok = constant(a); !ok {
			return nil, false
		}
	}
	tmp := &ir.Node{Op: n.Op, Args: args, Results: n.Results, Loc: n.Loc}
	out, err := p.Eval(nil, tmp, vals)
	if err != nil {
		return nil, false
	}
	k, ok := ops.ConstOf(dtype.Type(t), out[0])
	if !ok {
		return nil, false
	}
	return b.Emit1(k), true
}

// constant gives the value of a constant, or of one that is cast.
func constant(v *ir.Value) (ops.Value, bool) {
	if v.Def == nil {
		return ops.Value{}, false
	}
	switch op := v.Def.Op.(type) {
	case ops.Const:
		vs, _ := op.Eval(nil, nil, nil)
		return vs[0], true
	case ops.Cast:
		x := v.Def.Args[0]
		from, isScalar := x.Type.(types.Scalar)
		k, ok := constant(x)
		if !ok || !isScalar {
			return k, false
		}
		return ops.Value{Bits: dtype.Convert(k.Bits, dtype.Type(from), op.To)}, true
	}
	return ops.Value{}, false
}
