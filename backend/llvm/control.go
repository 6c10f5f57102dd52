package llvm

import (
	"fmt"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// emitIf writes both regions.
func (f *fn) emitIf(n *ir.Node) error {
	branches := [2]*ins.Block{f.NewBlock("then"), f.NewBlock("else")}
	join := f.NewBlock("join")
	f.Branch(f.vals[n.Args[0]][0], branches[0], branches[1])
	var outs [2]val
	var from [2]*ins.Block
	for k, r := range n.Regions {
		f.Start(branches[k])
		out, err := f.region(r)
		if err != nil {
			return err
		}
		outs[k], from[k] = out, f.At()
		f.Jump(join)
	}
	f.Start(join)
	at := 0
	for _, v := range n.Results {
		var x val
		for _, ty := range comps(v.Type) {
			a, b := outs[0][at], outs[1][at]
			if a == b {
				x = append(x, a)
			} else {
				x = append(x, f.Phi(ty, a.From(from[0]), b.From(from[1])))
			}
			at++
		}
		f.bind(v, x)
	}
	return nil
}

// loop holds the values that come around again to the head of a loop; their second sides are known at its end.
type loop struct {
	vals   val
	joined []ins.Joined
}

// head goes on with a block that starts with a phi for each component.
func (f *fn) head(head *ins.Block, tys []ins.Type, init val) *loop {
	l, from := &loop{}, f.At()
	f.Jump(head)
	f.Start(head)
	for i, t := range tys {
		x, joined := f.Join(t)
		joined.Add(init[i], from)
		l.vals, l.joined = append(l.vals, x), append(l.joined, joined)
	}
	return l
}

// close gives the values that come around from a block.
func (l *loop) close(next val, from *ins.Block) {
	for i, j := range l.joined {
		j.Add(next[i], from)
	}
}

// bindAll gives values their components in turn.
func (f *fn) bindAll(vs []*ir.Value, x val) {
	at := 0
	for _, v := range vs {
		k := len(comps(v.Type))
		f.bind(v, append(val{}, x[at:at+k]...))
		at += k
	}
}

// isInnermost reports whether a loop has no loop in it, so that most of the time is spent there if any is.
func isInnermost(loop *ir.Node) bool {
	inner := true
	for _, r := range loop.Regions {
		r.Each(func(n *ir.Node) {
			switch n.Op.(type) {
			case ops.For, ops.While:
				inner = false
			}
		})
	}
	return inner
}

// emitFor writes a counted loop: tested at the top, the counter compared again at the end.
func (f *fn) emitFor(n *ir.Node) error {
	body := n.Regions[0]
	count := f.vals[n.Args[0]][0]
	init := f.consumeAll(n.Args[1:])
	tys := allComps(ir.Types(body.Params[1:]))
	enter, head, done := f.NewBlock("enter"), f.NewBlock("for"), f.NewBlock("done")
	before := f.At()
	f.Branch(f.Cmp(ins.SGT, count, ins.Size(0)), enter, done)
	f.Start(enter)
	far := f.Near(isInnermost(n))
	defer f.Near(far)
	l := f.head(head, append([]ins.Type{ins.I64}, tys...), append(val{ins.Size(0)}, init...))
	f.vals[body.Params[0]] = val{l.vals[0]}
	f.bindAll(body.Params[1:], l.vals[1:])
	out, err := f.region(body)
	if err != nil {
		return err
	}
	f.node = n
	f.poll()
	next := f.Binary(ins.AddNoWrap, l.vals[0], ins.Size(1))
	from := f.At()
	f.Branch(f.Cmp(ins.SLT, next, count), head, done)
	l.close(append(val{next}, out...), from)
	f.Start(done)
	var x val
	for i, ty := range tys {
		x = append(x, f.Phi(ty, init[i].From(before), out[i].From(from)))
	}
	f.bindAll(n.Results, x)
	return nil
}

// emitWhile writes the condition at the head of the loop.
func (f *fn) emitWhile(n *ir.Node) error {
	cond, body := n.Regions[0], n.Regions[1]
	head, more, done := f.NewBlock("while"), f.NewBlock("body"), f.NewBlock("done")
	far := f.Near(isInnermost(n))
	defer f.Near(far)
	l := f.head(head, allComps(ir.Types(cond.Params)), f.consumeAll(n.Args))
	f.bindAll(cond.Params, l.vals)
	out, err := f.region(cond)
	if err != nil {
		return err
	}
	passed := out[1:]
	f.Branch(out[0], more, done)
	f.Start(more)
	f.bindAll(body.Params, passed)
	back, err := f.region(body)
	if err != nil {
		return err
	}
	f.node = n
	f.poll()
	l.close(back, f.At())
	f.Jump(head)
	f.Start(done)
	f.bindAll(n.Results, passed)
	return nil
}

// interrupted tests the interrupt word, which lies in the context.
func (c *code) interrupted(at int) ins.Value {
	return c.nonzero(c.LoadVolatile(ins.I32, c.Offset(c.ctx, at)))
}

// poll leaves when the run is interrupted.
func (f *fn) poll() {
	f.failIf(f.interrupted(f.p.o.Runtime.Interrupt), func() { f.Call(rtInterrupted, f.ctx) })
}

// failIf leaves the function if cond holds: cold says what the error is; the place is appended to the traceback. Places
// without an error of their own share a block.
func (f *fn) failIf(cond ins.Value, cold func()) {
	good := f.NewBlock("good")
	if cold == nil {
		f.Branch(cond, f.traceBlock(f.node), good)
		f.Start(good)
		return
	}
	bad := f.NewBlock("bad")
	f.Branch(cond, bad, good)
	f.Start(bad)
	cold()
	f.Jump(f.traceBlock(f.node))
	f.Start(good)
}

// trace is a block that appends a site to the traceback and leaves.
type trace struct {
	site  int
	block *ins.Block
}

// traceBlock is the block for the place of n; nodes of one place share it.
func (f *fn) traceBlock(n *ir.Node) *ins.Block {
	t, ok := f.traced[n.Loc]
	if !ok {
		site := f.p.site(n)
		t = trace{site, f.Named(fmt.Sprintf("trace%d", site))}
		f.traced[n.Loc] = t
		f.traces = append(f.traces, t)
	}
	return t.block
}

// need leaves the function if a pointer that the run-time library gave is null.
func (f *fn) need(p ins.Value) ins.Value {
	f.failIf(f.isNullPtr(p), nil)
	return p
}

// stackTest is the prologue of a function in a cycle of calls.
func (f *fn) stackTest() {
	low, on, over := f.NewBlock("low"), f.NewBlock("go"), f.NewBlock("over")
	f.Branch(f.Call(rtiSPLow, f.ctx), low, on)
	f.Start(low)
	st := f.Call(rtOverflow, f.ctx, ins.Int(ins.I32, -1))
	f.Branch(f.Cmp(ins.EQ, st, ins.Int(ins.I32, 0)), on, over)
	f.Start(over)
	f.Jump(f.fail)
	f.Start(on)
}

// emitCall calls a function of the module.
func (f *fn) emitCall(n *ir.Node) error {
	op := n.Op.(ops.Call)
	callee := f.p.m.Func(op.Fn)
	if callee == nil {
		return fmt.Errorf("%s: call of %s, which is not in the module", n.Loc.Span, op.Fn)
	}
	rets := allComps(callee.Results)
	var args val
	for i, a := range n.Args {
		x := f.vals[a]
		if callee.Owned != nil && callee.Owned[i] {
			x = f.consume(a)
		}
		args = append(args, x...)
	}
	to := f.landing(rets)
	r := f.invoke(f.p.callee(callee), rets, to, args)
	f.failIf(f.nonzero(f.status(rets, r)), nil)
	var x val
	for i, ty := range rets {
		x = append(x, f.result(rets, r, to, i, ty))
	}
	f.bindAll(n.Results, x)
	return nil
}

// operandBits is a scalar as an i64 for the context's error operands.
func (f *fn) operandBits(v *ir.Value) ins.Value {
	x := f.vals[v][0]
	switch x.Type() {
	case ins.I1:
		return f.Cast(ins.ZExt, x, ins.I64)
	case ins.I64:
		return x
	case ins.Float:
		return f.Cast(ins.ZExt, f.Cast(ins.Bitcast, x, ins.I32), ins.I64)
	case ins.Double:
		return f.Cast(ins.Bitcast, x, ins.I64)
	}
	return f.Cast(ins.PtrToInt, x, ins.I64)
}
