package ad

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// forward emits fwd: the primal code, which also gives its residuals.
type forward struct {
	*deriv
	c    *ir.Copier
	tape map[*ir.Node][]*ir.Value
	vecs []*ir.Value // of the component, as they are now
}

// make emits fwd and bwd.
func (d *deriv) make() {
	if d.made {
		return
	}
	d.made = true
	d.makeForward()
	d.makeBackward()
}

func (d *deriv) makeForward() {
	b := ir.NewFunc(d.t.m, d.name+".fwd")
	b.F.Loc = d.fn.Loc
	f := &forward{deriv: d, c: &ir.Copier{B: b, Env: map[*ir.Value]*ir.Value{}}, tape: map[*ir.Node][]*ir.Value{}}
	f.c.Visit = f.visit
	for _, p := range d.fn.Params {
		f.c.Env[p] = b.Param(p.Name, p.Type)
	}
	if d.comp != nil {
		for _, t := range d.comp.tapes {
			f.vecs = append(f.vecs, b.Param("tape", t))
		}
	}
	f.c.Nodes(d.fn.Body.Nodes)
	out := f.c.Gets(d.fn.Body.Results)
	row := f.row(d.fn.Body)
	if d.comp == nil {
		out = append(out, f.packed(row)...)
	} else {
		if me := d.comp.tape[d]; len(row) > 0 {
			f.vecs = append([]*ir.Value{}, f.vecs...)
			f.vecs[me] = b.Emit1(ops.VecPush{}, append([]*ir.Value{f.vecs[me]}, row...)...)
		}
		out = append(out, f.vecs...)
	}
	b.Finish(out...)
}

// row gives the residuals of a region whose nodes have been emitted.
func (f *forward) row(r *ir.Region) []*ir.Value {
	var out []*ir.Value
	for _, s := range f.slots(r) {
		switch {
		case s.node != nil:
			out = append(out, f.tape[s.node][s.k])
		default:
			out = append(out, f.value(s.v))
		}
	}
	return out
}

// value is the copy of a saved value, or a saved size.
func (f *forward) value(v *ir.Value) *ir.Value {
	if k, ok := f.dimOf[v]; ok {
		return f.c.B.Emit1(k.op, f.c.Get(k.v))
	}
	return f.c.Get(v)
}

func (f *forward) visit(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	if !f.visited[n] && !f.holdsCircle(n) {
		return nil, false
	}
	return f.t.flows[n.Op.OpName()].forward(f, n, args), true
}

// holdsCircle reports whether n reaches backward code that pushes on the
// component's vecs.
func (d *deriv) holdsCircle(n *ir.Node) bool {
	if d.comp == nil {
		return false
	}
	if callee := d.calls[n]; callee != nil && callee.comp == d.comp {
		return true
	}
	for _, r := range n.Regions {
		for _, m := range r.Nodes {
			if d.holdsCircle(m) {
				return true
			}
		}
	}
	return false
}

// threaded are the vecs that a structured node must carry.
func (f *forward) threaded(n *ir.Node) []*ir.Value {
	if f.holdsCircle(n) {
		return f.vecs
	}
	return nil
}

// placed puts the residuals of the side that was taken in their places among those of both, where poison stands for the
// others.
func (f *forward) placed(row []*ir.Value, at []int, all []types.Type) []*ir.Value {
	out := make([]*ir.Value, len(all))
	for i, k := range at {
		out[k] = row[i]
	}
	for k, t := range all {
		if out[k] == nil {
			out[k] = f.c.B.Emit1(ops.Poison{Type: t})
		}
	}
	return out
}

func (f *forward) ifNode(n *ir.Node, args []*ir.Value) []*ir.Value {
	vecs := f.threaded(n)
	all, at := f.sides(n)
	var regions []*ir.Region
	for i, r := range n.Regions {
		f.vecs = keep(f.vecs, vecs)
		regions = append(regions, f.c.B.Region(nil, func([]*ir.Value) []*ir.Value {
			f.c.Nodes(r.Nodes)
			out := append(f.c.Gets(r.Results), f.placed(f.row(r), at[i], all)...)
			if vecs != nil {
				out = append(out, f.vecs...)
			}
			return out
		}))
	}
	f.c.B.Loc = n.Loc
	return f.finish(n, f.c.B.EmitRegions(n.Op, regions, args...), len(n.Results), vecs)
}

// keep copies the vecs so that a region's changes stay its own.
func keep(all, vecs []*ir.Value) []*ir.Value {
	if vecs == nil {
		return all
	}
	return append([]*ir.Value{}, vecs...)
}

// finish takes results, residuals and vecs of a structured node apart.
func (f *forward) finish(n *ir.Node, out []*ir.Value, k int, vecs []*ir.Value) []*ir.Value {
	end := len(out) - len(vecs)
	f.tape[n] = out[k:end]
	if vecs != nil {
		f.vecs = out[end:]
	}
	return out[:k]
}

func vecOf(b *ir.Builder, row []slot) []*ir.Value {
	if len(row) == 0 {
		return nil
	}
	return []*ir.Value{b.Emit1(ops.VecNew{Elems: slotTypes(row)})}
}

func (f *forward) push(vec []*ir.Value, r *ir.Region) []*ir.Value {
	if len(vec) == 0 {
		return nil
	}
	return f.c.B.Emit(ops.VecPush{}, append([]*ir.Value{vec[0]}, f.row(r)...)...)
}

func (f *forward) forNode(n *ir.Node, args []*ir.Value) []*ir.Value {
	b, body := f.c.B, n.Regions[0]
	vecs := f.threaded(n)
	tape := vecOf(b, f.slots(body))
	init := append(append(append([]*ir.Value{}, args...), tape...), vecs...)
	own := len(body.Params)
	params := append(ir.Types(body.Params), ir.Types(init[own:])...)
	region := b.Region(params, func(ps []*ir.Value) []*ir.Value {
		f.c.Bind(body.Params, ps[:own])
		if vecs != nil {
			f.vecs = ps[own+len(tape):]
		}
		f.c.Nodes(body.Nodes)
		out := f.c.Gets(body.Results)
		out = append(out, f.push(ps[own:own+len(tape)], body)...)
		if vecs != nil {
			out = append(out, f.vecs...)
		}
		return out
	})
	b.Loc = n.Loc
	return f.finish(n, b.EmitRegions(ops.For{}, []*ir.Region{region}, init...), len(n.Results), vecs)
}

func (f *forward) whileNode(n *ir.Node, args []*ir.Value) []*ir.Value {
	b := f.c.B
	cond, body := n.Regions[0], n.Regions[1]
	vecs := f.threaded(n)
	count := []*ir.Value{b.Emit1(ops.Const{Value: int64(0)})}
	ct, bt := vecOf(b, f.slots(cond)), vecOf(b, f.slots(body))
	extra := append(append(append(append([]*ir.Value{}, count...), ct...), bt...), vecs...)
	init := append(append([]*ir.Value{}, args...), extra...)
	nc, nb := len(ct), len(bt)
	ownC := len(cond.Params)
	cr := b.Region(append(ir.Types(cond.Params), ir.Types(extra)...), func(ps []*ir.Value) []*ir.Value {
		f.c.Bind(cond.Params, ps[:ownC])
		x := ps[ownC:]
		if vecs != nil {
			f.vecs = x[1+nc+nb:]
		}
		f.c.Nodes(cond.Nodes)
		out := append(f.c.Gets(cond.Results), x[0])
		out = append(out, f.push(x[1:1+nc], cond)...)
		out = append(out, x[1+nc:1+nc+nb]...)
		if vecs != nil {
			out = append(out, f.vecs...)
		}
		return out
	})
	ownB := len(body.Params)
	br := b.Region(append(ir.Types(body.Params), ir.Types(cr.Results[1+len(body.Params):])...), func(ps []*ir.Value) []*ir.Value {
		f.c.Bind(body.Params, ps[:ownB])
		x := ps[ownB:]
		if vecs != nil {
			f.vecs = x[1+nc+nb:]
		}
		f.c.Nodes(body.Nodes)
		one := b.Emit1(ops.Const{Value: int64(1)})
		out := append(f.c.Gets(body.Results), b.Emit1(ops.Add, x[0], one))
		out = append(out, x[1:1+nc]...)
		out = append(out, f.push(x[1+nc:1+nc+nb], body)...)
		if vecs != nil {
			out = append(out, f.vecs...)
		}
		return out
	})
	b.Loc = n.Loc
	return f.finish(n, b.EmitRegions(ops.While{}, []*ir.Region{cr, br}, init...), len(n.Results), vecs)
}

// call calls the forward function of a callee.
func (f *forward) call(n *ir.Node, args []*ir.Value) []*ir.Value {
	callee := f.calls[n]
	if callee.comp != nil && callee.comp == f.comp {
		out := f.c.B.Emit(callee.forwardCall(), append(append([]*ir.Value{}, args...), f.vecs...)...)
		k := len(n.Results)
		f.vecs = out[k:]
		return out[:k]
	}
	results, residuals := callee.emitForward(f.c.B, args)
	f.tape[n] = residuals
	return results
}

func (d *deriv) forwardCall() ops.Call {
	ts := append([]types.Type{}, d.fn.Results...)
	return ops.Call{Fn: d.name + ".fwd", Results: append(ts, d.residualTypes()...)}
}

// emitForward calls fwd from outside its component.
func (d *deriv) emitForward(b *ir.Builder, args []*ir.Value) (results, residuals []*ir.Value) {
	operands := append([]*ir.Value{}, args...)
	if d.comp != nil {
		for _, t := range d.comp.tapes {
			operands = append(operands, b.Emit1(ops.VecNew{Elems: t.(types.Vec).Elems}))
		}
	}
	out := b.Emit(d.forwardCall(), operands...)
	k := len(d.fn.Results)
	return out[:k:k], out[k:]
}
