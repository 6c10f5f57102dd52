package ad

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// call differentiates a call by the callee's backward function.
func (g *backward) call(n *ir.Node) {
	callee := g.calls[n]
	if callee == nil {
		fn := g.t.m.Func(n.Op.(ops.Call).Fn)
		active, brief := make([]bool, len(n.Args)), make([]bool, len(n.Args))
		for i, a := range n.Args {
			active[i], brief[i] = g.varied[a], g.updated(a)
		}
		if !slices.Contains(brief, true) {
			brief = nil
		}
		out := make([]bool, len(n.Results))
		for i, v := range n.Results {
			out[i] = g.cts[v] != nil
		}
		callee = g.t.derive(fn, active, out, brief, g.comp)
		g.calls[n] = callee
		g.visited[n] = true
	}
	if g.planning {
		g.planCall(n, callee)
		return
	}
	args := make([]*ir.Value, len(n.Args))
	for _, i := range callee.params {
		args[i] = g.primal(n.Args[i])
	}
	accs := make([]*ir.Value, len(n.Args))
	for i, a := range n.Args {
		if callee.takesAcc(i) && g.wants(a) {
			accs[i] = g.take(a)
		}
	}
	dout := func(o int) *ir.Value { return g.take(n.Results[o]) }
	var grads []*ir.Value
	if callee.comp != nil && callee.comp == g.comp {
		grads, g.cursors = callee.backwardCall(g.b, args, g.vecs, g.cursors, dout, accs)
	} else {
		grads = callee.emitBackward(g.b, args, g.tape(n), dout, accs)
	}
	for i, ct := range grads {
		if ct == nil {
			continue
		}
		g.add(n.Args[i], ct)
	}
}

// planCall asks for what the callee's backward function takes, and makes up
// what it gives.
func (g *backward) planCall(n *ir.Node, callee *deriv) {
	for _, i := range callee.params {
		g.primal(n.Args[i])
	}
	for i, a := range n.Args {
		if callee.takesAcc(i) && g.wants(a) {
			g.take(a)
		}
	}
	for _, v := range n.Results {
		g.take(v)
	}
	for i, a := range n.Args {
		if callee.gives(i) {
			g.add(a, g.b.Param("", ops.AccLeaf(g.t.m, callee.fn.Params[i].Type)))
		}
	}
}

// gives reports whether bwd gives a cotangent of parameter i; takesAcc
// whether it takes the accumulator.
func (d *deriv) gives(i int) bool { return d.varied[d.fn.Params[i]] }

func (d *deriv) takesAcc(i int) bool { return d.gives(i) && !isScalar(d.fn.Params[i].Type) }

// makeBackward emits bwd. Its parameters: the arguments it needs, the
// residuals (or the vecs and cursors of the component), the cotangents of
// results, the accumulators of heap arguments. Its results: the cotangents of
// the active arguments, then the cursors.
func (d *deriv) makeBackward() {
	b := ir.NewFunc(d.t.m, d.name+".bwd")
	b.F.Loc = backLoc(d.fn.Loc)
	b.Loc = b.F.Loc
	g := &backward{deriv: d, b: b, scopes: []scope{newScope()}, cts: map[*ir.Value]*ir.Value{}}
	for _, i := range d.params {
		p := d.fn.Params[i]
		g.top().values[p] = b.Param(p.Name, p.Type)
	}
	g.residuals()
	var douts, accs []*ir.Value
	for o := range d.fn.Results {
		var p *ir.Value
		if d.out[o] {
			p = b.Param("dout", ops.AccLeaf(d.t.m, d.fn.Results[o]))
		}
		douts = append(douts, p)
	}
	for i, p := range d.fn.Params {
		var a *ir.Value
		if d.takesAcc(i) {
			a = b.Param("acc", ops.AccLeaf(d.t.m, p.Type))
		}
		accs = append(accs, a)
	}
	g.function(func(o int) *ir.Value { return douts[o] }, func(i int) *ir.Value { return accs[i] })
	var out []*ir.Value
	for i, p := range d.fn.Params {
		if d.gives(i) {
			out = append(out, g.take(p))
		}
	}
	b.Finish(append(out, g.cursors...)...)
}

// residuals declares the parameters for residuals and brings them into scope.
func (g *backward) residuals() {
	row := g.slots(g.fn.Body)
	if g.comp == nil {
		g.unpack(g.fn.Body, g.unpacked())
		return
	}
	for _, t := range g.comp.tapes {
		g.vecs = append(g.vecs, g.b.Param("tape", t))
	}
	for range g.vecs {
		g.cursors = append(g.cursors, g.b.Param("cursor", types.CoreI64))
	}
	if len(row) == 0 {
		return
	}
	me := g.comp.tape[g.deriv]
	one := g.b.Emit1(ops.Const{Value: int64(1)})
	cursors := append([]*ir.Value{}, g.cursors...)
	cursors[me] = g.b.Emit1(ops.Sub, cursors[me], one)
	g.cursors = cursors
	g.unpack(g.fn.Body, g.b.Emit(ops.VecGet{}, g.vecs[me], cursors[me]))
}

// emitBackward calls bwd from outside its component.
func (d *deriv) emitBackward(b *ir.Builder, args, residuals []*ir.Value, dout func(o int) *ir.Value, accs []*ir.Value) []*ir.Value {
	var cursors []*ir.Value
	if d.comp != nil {
		for _, v := range residuals {
			cursors = append(cursors, b.Emit1(ops.VecLen{}, v))
		}
	}
	grads, _ := d.backwardCall(b, args, residuals, cursors, dout, accs)
	return grads
}

// backwardCall emits the call; grads has an entry for each parameter, nil for
// those that are not active.
func (d *deriv) backwardCall(b *ir.Builder, args, residuals, cursors []*ir.Value, dout func(o int) *ir.Value, accs []*ir.Value) (grads, cursorsOut []*ir.Value) {
	var operands []*ir.Value
	for _, i := range d.params {
		operands = append(operands, args[i])
	}
	operands = append(append(operands, residuals...), cursors...)
	for o := range d.fn.Results {
		if d.out[o] {
			operands = append(operands, d.t.orNull(b, d.fn.Body.Results[o], dout(o)))
		}
	}
	var results []types.Type
	for i, p := range d.fn.Params {
		if d.takesAcc(i) {
			a := accs[i]
			if a == nil {
				a = d.t.zeroAcc(b, p.Type)
			}
			operands = append(operands, a)
		}
		if d.gives(i) {
			results = append(results, ops.AccLeaf(d.t.m, p.Type))
		}
	}
	for range cursors {
		results = append(results, types.CoreI64)
	}
	out := b.Emit(ops.Call{Fn: d.name + ".bwd", Results: results}, operands...)
	grads = make([]*ir.Value, len(d.fn.Params))
	for i := range d.fn.Params {
		if d.gives(i) {
			grads[i], out = out[0], out[1:]
		}
	}
	return grads, out
}
