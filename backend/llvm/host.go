package llvm

import (
	"slices"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// check leaves if its condition is false.
func (f *fn) check(n *ir.Node) error {
	failed := f.Not(f.vals[n.Args[0]][0])
	bad, good := f.NewBlock("bad"), f.NewBlock("good")
	f.Branch(failed, bad, good)
	f.Start(bad)
	f.raise(n, n.Args[1:])
	f.Start(good)
	return nil
}

// raised leaves; what follows is never reached.
func (f *fn) raised(n *ir.Node) error {
	f.raise(n, n.Args)
	f.Start(f.NewBlock("dead"))
	return nil
}

// rngSeed starts the random stream.
func (f *fn) rngSeed(n *ir.Node) error {
	f.Store(f.vals[n.Args[0]][0], f.Offset(f.ctx, f.p.o.Runtime.RngSeed))
	f.Store(ins.Size(0), f.Offset(f.ctx, f.p.o.Runtime.RngCounter))
	return nil
}

// rngNext takes numbers of the random stream.
func (f *fn) rngNext(n *ir.Node) error {
	at := f.Offset(f.ctx, f.p.o.Runtime.RngCounter)
	seed := f.Load(ins.I64, f.Offset(f.ctx, f.p.o.Runtime.RngSeed))
	c := f.Load(ins.I64, at)
	f.Store(f.Binary(ins.Add, c, f.vals[n.Args[0]][0]), at)
	f.vals[n.Results[0]], f.vals[n.Results[1]] = val{seed}, val{c}
	return nil
}

// raise fills the context's error and leaves: scalars and strings in its operands; with others the host evaluates the
// operation itself.
func (f *fn) raise(n *ir.Node, operands []*ir.Value) {
	plain := len(operands) <= 4
	for _, a := range operands {
		_, scalar := a.Type.(types.Scalar)
		plain = plain && (scalar || a.Type == types.Str)
	}
	if !plain {
		f.request(n)
		f.Jump(f.fail)
		return
	}
	args := []ins.Value{f.ctx, number(1), number(f.p.site(n)), ins.Size(0), ins.Size(0), ins.Size(0), ins.Size(0)}
	for i, a := range operands {
		args[3+i] = f.operandBits(a)
	}
	f.Call(rtFail, args...)
	f.Jump(f.fail)
}

// number is a constant that the run-time library takes.
func number(n int) ins.Value { return ins.Int(ins.I32, int64(n)) }

// request asks the host to evaluate a node: operands, then results, in slots.
func (f *fn) request(n *ir.Node) ins.Value {
	f.p.out.Private = true
	kind := slices.Index(f.p.out.Hosts, n)
	if kind < 0 {
		kind = len(f.p.out.Hosts)
		f.p.out.Hosts = append(f.p.out.Hosts, n)
	}
	slots := 0
	for _, v := range append(append([]*ir.Value{}, n.Args...), n.Results...) {
		slots += Slots(v.Type)
	}
	area := f.Alloca(ins.Array(max(slots, 1), ins.I64), 8)
	slot := 0
	for _, a := range n.Args {
		for _, x := range f.vals[a] {
			f.slotStore(area, slot, x)
			slot++
		}
	}
	f.failIf(f.nonzero(f.Call(rtRequest, f.ctx, number(kind+1), area)), nil)
	return area
}

// evaluate asks the host and binds the results.
func (f *fn) evaluate(n *ir.Node) {
	area, slot := f.request(n), 0
	for _, a := range n.Args {
		slot += Slots(a.Type)
	}
	for _, v := range n.Results {
		var x val
		for _, ty := range comps(v.Type) {
			x = append(x, f.slotLoad(area, slot, ty))
			slot++
		}
		f.bind(v, x)
	}
}
