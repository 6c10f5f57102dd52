package llvm

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// emitIf writes both regions.
func (f *fn) emitIf(n *ir.Node) error {
	labels := [2]string{f.label("then"), f.label("else")}
	join := f.label("join")
	f.branch(f.vals[n.Args[0]][0], labels[0], labels[1])
	var outs [2]val
	var from [2]string
	for k, r := range n.Regions {
		f.start(labels[k])
		out, err := f.region(r)
		if err != nil {
			return err
		}
		outs[k], from[k] = out, f.block
		f.jump(join)
	}
	f.start(join)
	at := 0
	for _, v := range n.Results {
		var x val
		for _, ty := range comps(v.Type) {
			a, b := outs[0][at], outs[1][at]
			if a == b {
				x = append(x, a)
			} else {
				x = append(x, f.phi(ty, a, from[0], b, from[1]))
			}
			at++
		}
		f.bind(v, x)
	}
	return nil
}

// loop collects the phi nodes of a loop's head; their second sides are known at its end.
type loop struct {
	from  string
	names []string
	types []string
	init  val
	at    int // where the phis stand in the text
}

// head starts a block with a phi for each component.
func (f *fn) head(label string, tys []string, init val) *loop {
	l := &loop{from: f.block, types: tys, init: init}
	f.jump(label)
	f.start(label)
	l.at = f.body.Len()
	for range tys {
		l.names = append(l.names, f.tmp())
	}
	return l
}

// close fills in the phis with the values of the back edge.
func (c *code) closeLoop(l *loop, next val, from string) {
	var phis strings.Builder
	for i, ty := range l.types {
		fmt.Fprintf(&phis, "  %s = phi %s [ %s, %%%s ], [ %s, %%%s ]\n", l.names[i], ty, l.init[i], l.from, next[i], from)
	}
	c.body.insert(l.at, phis.String())
}

// bindAll gives values their components in turn.
func (f *fn) bindAll(vs []*ir.Value, x []string) {
	at := 0
	for _, v := range vs {
		k := len(comps(v.Type))
		f.bind(v, append(val{}, x[at:at+k]...))
		at += k
	}
}

// emitFor writes a counted loop: tested at the top, the counter compared again at the end.
func (f *fn) emitFor(n *ir.Node) error {
	body := n.Regions[0]
	count := f.vals[n.Args[0]][0]
	init := f.consumeAll(n.Args[1:])
	tys := allComps(ir.Types(body.Params[1:]))
	enter, head, done := f.label("enter"), f.label("for"), f.label("done")
	before := f.block
	f.branch(f.ins("icmp sgt i64 %s, 0", count), enter, done)
	f.start(enter)
	l := f.head(head, append([]string{"i64"}, tys...), append(val{"0"}, init...))
	f.vals[body.Params[0]] = val{l.names[0]}
	f.bindAll(body.Params[1:], l.names[1:])
	out, err := f.region(body)
	if err != nil {
		return err
	}
	f.node = n
	f.poll()
	next := f.ins("add nuw nsw i64 %s, 1", l.names[0])
	again := f.ins("icmp slt i64 %s, %s", next, count)
	from := f.block
	f.branch(again, head, done)
	f.closeLoop(l, append(val{next}, out...), from)
	f.start(done)
	var x val
	for i, ty := range tys {
		x = append(x, f.phi(ty, init[i], before, out[i], from))
	}
	f.bindAll(n.Results, x)
	return nil
}

// emitWhile writes the condition at the head of the loop.
func (f *fn) emitWhile(n *ir.Node) error {
	cond, body := n.Regions[0], n.Regions[1]
	head, more, done := f.label("while"), f.label("body"), f.label("done")
	l := f.head(head, allComps(ir.Types(cond.Params)), f.consumeAll(n.Args))
	f.bindAll(cond.Params, l.names)
	out, err := f.region(cond)
	if err != nil {
		return err
	}
	passed := out[1:]
	f.branch(out[0], more, done)
	f.start(more)
	f.bindAll(body.Params, passed)
	back, err := f.region(body)
	if err != nil {
		return err
	}
	f.node = n
	f.poll()
	from := f.block
	f.jump(head)
	f.closeLoop(l, back, from)
	f.start(done)
	f.bindAll(n.Results, passed)
	return nil
}

// poll tests the interrupt word.
func (f *fn) poll() {
	word := f.ins("load volatile i32, ptr %s", f.offset("%ctx", f.p.o.Runtime.Interrupt))
	f.failIf(f.ins("icmp ne i32 %s, 0", word), func() { f.ins("call i32 @rt_interrupted(ptr %%ctx)") })
}

// failIf leaves the function if cond holds: cold says what the error is; the place is appended to the traceback. Places
// without an error of their own share a block.
func (f *fn) failIf(cond string, cold func()) {
	good := f.label("good")
	if cold == nil {
		f.branch(cond, f.traceBlock(f.node), good)
		f.start(good)
		return
	}
	bad := f.label("bad")
	f.branch(cond, bad, good)
	f.start(bad)
	cold()
	f.jump(f.traceBlock(f.node))
	f.start(good)
}

// traceBlock is the block that appends the place of n to the traceback and leaves; nodes of one place share it.
func (f *fn) traceBlock(n *ir.Node) string {
	site, ok := f.traced[n.Loc]
	if !ok {
		site = f.p.site(n)
		f.traced[n.Loc] = site
		f.traces = append(f.traces, site)
	}
	return fmt.Sprintf("trace%d", site)
}

// need leaves the function if a pointer that the run-time library gave is null.
func (f *fn) need(p string) string {
	f.failIf(f.ins("icmp eq ptr %s, null", p), nil)
	return p
}

// stackTest is the prologue of a function in a cycle of calls.
func (f *fn) stackTest() {
	low, go_, over := f.label("low"), f.label("go"), f.label("over")
	f.branch(f.ins("call i1 @rti_sp_low(ptr %%ctx)"), low, go_)
	f.start(low)
	st := f.ins("call i32 @rt_overflow(ptr %%ctx, i32 -1)")
	f.branch(f.ins("icmp eq i32 %s, 0", st), go_, over)
	f.start(over)
	f.jump("fail")
	f.start(go_)
}

// emitCall calls a function of the module.
func (f *fn) emitCall(n *ir.Node) error {
	op := n.Op.(ops.Call)
	callee := f.p.m.Func(op.Fn)
	if callee == nil {
		return fmt.Errorf("%s: call of %s, which is not in the module", n.Loc.Span, op.Fn)
	}
	rets := allComps(callee.Results)
	args := []string{}
	for i, a := range n.Args {
		x := f.vals[a]
		if callee.Owned != nil && callee.Owned[i] {
			x = f.consume(a)
		}
		for k, ty := range comps(callee.Params[i].Type) {
			args = append(args, ty+" "+x[k])
		}
	}
	if inMemory(rets) {
		f.slots = max(f.slots, len(rets))
	}
	r := f.invoke(symbol("f", op.Fn), rets, landed, args)
	f.failIf(f.ins("icmp ne i32 %s, 0", f.status(rets, r)), nil)
	var x val
	for i, ty := range rets {
		x = append(x, f.result(rets, r, landed, i, ty))
	}
	f.bindAll(n.Results, x)
	return nil
}

// operandBits is a scalar as an i64 for the context's error operands.
func (f *fn) operandBits(v *ir.Value) string {
	x := f.vals[v]
	switch comps(v.Type)[0] {
	case "i1":
		return f.ins("zext i1 %s to i64", x[0])
	case "i64":
		return x[0]
	case "float":
		return f.ins("zext i32 %s to i64", f.ins("bitcast float %s to i32", x[0]))
	case "double":
		return f.ins("bitcast double %s to i64", x[0])
	}
	return f.ins("ptrtoint ptr %s to i64", x[0])
}
