package llvm

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// check leaves if its condition is false.
func (f *fn) check(n *ir.Node) error {
	ok := f.ins("xor i1 %s, true", f.vals[n.Args[0]][0])
	bad, good := f.label("bad"), f.label("good")
	f.branch(ok, bad, good)
	f.start(bad)
	if err := f.raise(n, n.Args[1:]); err != nil {
		return err
	}
	f.start(good)
	return nil
}

// raised leaves; what follows is never reached.
func (f *fn) raised(n *ir.Node) error {
	dead := f.label("dead")
	if err := f.raise(n, n.Args); err != nil {
		return err
	}
	f.start(dead)
	return nil
}

// rngSeed starts the random stream.
func (f *fn) rngSeed(n *ir.Node) error {
	f.do("store i64 %s, ptr %s", f.vals[n.Args[0]][0], f.offset("%ctx", f.p.o.Runtime.RngSeed))
	f.do("store i64 0, ptr %s", f.offset("%ctx", f.p.o.Runtime.RngCounter))
	return nil
}

// rngNext takes numbers of the random stream.
func (f *fn) rngNext(n *ir.Node) error {
	at := f.offset("%ctx", f.p.o.Runtime.RngCounter)
	seed := f.ins("load i64, ptr %s", f.offset("%ctx", f.p.o.Runtime.RngSeed))
	c := f.ins("load i64, ptr %s", at)
	f.do("store i64 %s, ptr %s", f.ins("add i64 %s, %s", c, f.vals[n.Args[0]][0]), at)
	f.vals[n.Results[0]], f.vals[n.Results[1]] = val{seed}, val{c}
	return nil
}

// raise fills the context's error and leaves: scalars and strings in its operands; with others the host evaluates the
// operation itself.
func (f *fn) raise(n *ir.Node, operands []*ir.Value) error {
	plain := len(operands) <= 4
	for _, a := range operands {
		_, scalar := a.Type.(types.Scalar)
		plain = plain && (scalar || a.Type == types.Str)
	}
	if !plain {
		f.request(n)
		f.jump("fail")
		return nil
	}
	args := []string{"0", "0", "0", "0"}
	for i, a := range operands {
		args[i] = f.operandBits(a)
	}
	f.ins("call i32 @rt_fail(ptr %%ctx, i32 1, i32 %d, i64 %s)", f.p.site(n), strings.Join(args, ", i64 "))
	f.jump("fail")
	return nil
}

// request asks the host to evaluate a node: operands, then results, in slots.
func (f *fn) request(n *ir.Node) string {
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
	area := f.alloca(fmt.Sprintf("[%d x i64]", max(slots, 1)), 8)
	slot := 0
	for _, a := range n.Args {
		for k, ty := range comps(a.Type) {
			f.slotStore(area, slot, ty, f.vals[a][k])
			slot++
		}
	}
	st := f.ins("call i32 @rt_request(ptr %%ctx, i32 %d, ptr %s)", kind+1, area)
	f.failIf(f.ins("icmp ne i32 %s, 0", st), nil)
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
