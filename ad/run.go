package ad

import (
	"fmt"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// maxPasses bounds the innermost-first loop.
const maxPasses = 64

// Run replaces every ops.VJP of a core module, innermost first.
func Run(m *ir.Module) (*ir.Module, error) {
	sink(m)
	t := &transform{m: m, rules: reverseRules(), flows: flows(), derivs: map[string]*deriv{}, results: map[callOf][]bool{}, updated: map[*ir.Func]map[*ir.Value]bool{}, floats: map[string][]int{}, taken: map[string]bool{}}
	for range maxPasses {
		if !t.step() {
			return t.m, nil
		}
		if t.err != nil {
			return nil, t.err
		}
	}
	return nil, fmt.Errorf("derivatives nested without end")
}

// transform holds the derivatives made so far.
type transform struct {
	m      *ir.Module
	rules  map[string]reverseRule
	flows  map[string]flow
	derivs map[string]*deriv // by key
	// results remembers which results of a call vary.
	results map[callOf][]bool
	updated map[*ir.Func]map[*ir.Value]bool
	floats  map[string][]int // of records: what floatIndices gives
	taken   map[string]bool  // names of derivatives
	graph   *ir.CallGraph    // as it was before the step; functions that are differentiated do not change in one
	err     error
}

// step expands, in every function, the VJPs of functions that hold no VJP. It
// reports whether there was any.
func (t *transform) step() bool {
	t.graph = ir.NewCallGraph(t.m)
	open := t.holders()
	found := false
	for _, f := range append([]*ir.Func{}, t.m.Funcs...) {
		if !t.ready(f, open) {
			continue
		}
		found = true
		t.m.Replace(t.expand(f, open))
	}
	if !found && len(open) > 0 {
		for _, f := range t.m.Funcs {
			if open[f.Name] {
				t.err = diag.Errorf(diag.EndlessDerivative, f.Loc.Span, "the derivative of %s needs itself without end", f.Loc.Func)
			}
		}
		return true
	}
	return found
}

// holders finds the functions from which a VJP is reached.
func (t *transform) holders() map[string]bool {
	open := map[string]bool{}
	for changed := true; changed; {
		changed = false
		for _, f := range t.graph.Order {
			if !open[f.Name] && reachesVJP(f.Body, open) {
				open[f.Name] = true
				changed = changed || t.graph.Recursive(f)
			}
		}
	}
	return open
}

func reachesVJP(r *ir.Region, open map[string]bool) bool {
	for _, n := range r.Nodes {
		switch op := n.Op.(type) {
		case ops.VJP:
			return true
		case ops.Call:
			if open[op.Fn] {
				return true
			}
		}
		for _, sub := range n.Regions {
			if reachesVJP(sub, open) {
				return true
			}
		}
	}
	return false
}

// ready reports whether f holds a VJP whose function holds none.
func (t *transform) ready(f *ir.Func, open map[string]bool) bool {
	ok := false
	f.Body.Each(func(n *ir.Node) {
		if v, is := n.Op.(ops.VJP); is && !open[v.Fn] {
			ok = true
		}
	})
	return ok
}

// expand rebuilds f with calls of forward and backward functions.
func (t *transform) expand(f *ir.Func, open map[string]bool) *ir.Func {
	tmp := t.m.Like()
	c := &ir.Copier{B: ir.NewFunc(tmp, f.Name), Env: map[*ir.Value]*ir.Value{}}
	c.B.M = t.m
	c.B.F.Loc = f.Loc
	c.Visit = func(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
		v, ok := n.Op.(ops.VJP)
		if !ok || open[v.Fn] {
			return nil, false
		}
		return t.vjp(c.B, v, args), true
	}
	for _, p := range f.Params {
		c.Env[p] = c.B.Param(p.Name, p.Type)
	}
	c.Nodes(f.Body.Nodes)
	return c.B.Done(c.Gets(f.Body.Results)...)
}

// vjp emits the forward and the backward call for one VJP.
func (t *transform) vjp(b *ir.Builder, v ops.VJP, operands []*ir.Value) []*ir.Value {
	fn := t.m.Func(v.Fn)
	args, douts := operands[:len(fn.Params)], operands[len(fn.Params):]
	active := make([]bool, len(fn.Params))
	for _, w := range v.Wrt {
		active[w] = true
	}
	out := make([]bool, len(fn.Results))
	for _, o := range v.Out {
		out[o] = true
	}
	d := t.derive(fn, active, out, nil, nil)
	results, residuals := d.emitForward(b, args)
	cts := map[int]*ir.Value{}
	for i, o := range v.Out {
		cts[o] = t.openCt(b, fn.Results[o], douts[i])
	}
	accs := make([]*ir.Value, len(args))
	grads := d.emitBackward(b, args, residuals, func(o int) *ir.Value { return cts[o] }, accs)
	for _, w := range v.Wrt {
		results = append(results, t.fill(b, args[w], grads[w]))
	}
	return results
}

// openCt turns a filled cotangent of a primal value of type pt into an
// accumulator.
func (t *transform) openCt(b *ir.Builder, pt types.Type, ct *ir.Value) *ir.Value {
	switch pt := pt.(type) {
	case types.Scalar:
		return ops.CastTo(b, ct, pt.DType().Compute())
	case types.Array:
		return b.Emit1(ops.AccAdd{}, t.zeroAcc(b, pt), ops.CastTo(b, ct, pt.DType.Compute()))
	case types.Vec:
		return t.openVec(b, pt, ct)
	case types.Node:
		return b.Emit1(ops.Call{Fn: t.opener(pt), Results: []types.Type{ops.AccLeaf(t.m, pt)}}, ct)
	}
	panic("ad: dout of " + pt.String())
}

// openVec opens row by row.
func (t *transform) openVec(b *ir.Builder, pt types.Vec, ct *ir.Value) *ir.Value {
	n, acc := b.Emit1(ops.VecLen{}, ct), t.zeroAcc(b, pt)
	body := b.Region([]types.Type{types.CoreI64, acc.Type}, func(ps []*ir.Value) []*ir.Value {
		leaves := b.Emit(ops.VecGet{}, ct, ps[0])
		operands := []*ir.Value{ps[1], n, ps[0]}
		for _, e := range pt.Elems {
			if ops.HoldsFloat(t.m, e) {
				operands = append(operands, t.openCt(b, e, leaves[len(operands)-3]))
			}
		}
		return []*ir.Value{b.Emit1(ops.AccRow{}, operands...)}
	})
	return b.EmitRegions(ops.For{}, []*ir.Region{body}, n, acc)[0]
}

// opener makes the function that opens the cotangents of a record and of what
// it points to.
func (t *transform) opener(pt types.Node) string {
	name := "open." + pt.Name
	if t.m.Func(name) != nil {
		return name
	}
	acc := ops.AccLeaf(t.m, pt).(types.Node)
	t.m.Add(&ir.Func{Name: name, Body: &ir.Region{}}) // it may call itself
	b := ir.NewFunc(t.m, name)
	p, zero := b.Param("ct", ops.CtLeaf(t.m, pt)), t.zeroAcc(b, pt)
	null := b.Emit1(ops.OptIsNull{}, p)
	then := b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{zero} })
	els := b.Region(nil, func([]*ir.Value) []*ir.Value {
		out, k := zero, 0
		for _, ft := range t.m.NodeType(pt.Name).Fields {
			if ops.HoldsFloat(t.m, ft) {
				field := t.openCt(b, ft, b.Emit1(ops.NodeGet{Field: k}, p))
				out = b.Emit1(ops.AccField{Name: acc.Name, K: k}, out, field)
				k++
			}
		}
		return []*ir.Value{out}
	})
	t.m.Replace(b.Done(b.EmitRegions(ops.If{}, []*ir.Region{then, els}, null)...))
	return name
}
