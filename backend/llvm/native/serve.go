package native

import (
	"unsafe"

	"github.com/myia-lang/myia/backend/llvm"
	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/ops"
)

// serve evaluates the operation that the parked run asks for.
func (r *run) serve() rt.Status {
	n := r.p.text.Hosts[r.c.ReqKind-1]
	count := 0
	for _, a := range n.Args {
		count += llvm.Slots(a.Type)
	}
	inputs := count
	for _, v := range n.Results {
		count += llvm.Slots(v.Type)
	}
	slots := unsafe.Slice((*uint64)(pointer(r.c.ReqArgs)), max(count, 1))
	args, at := make([]ops.Value, len(n.Args)), 0
	for i, a := range n.Args {
		args[i] = r.read(slots[at:], a.Type)
		at += llvm.Slots(a.Type)
	}
	r.serving = true
	out, err := n.Op.(ops.Evaluator).Eval(&r.env, n, args)
	for i := 0; i < len(n.Results) && err == nil; i++ {
		inputs = r.write(slots, inputs, n.Results[i].Type, out[i])
		err, r.err = r.err, nil
	}
	if err != nil {
		r.host = err
		r.c.ErrClass = rt.HostError
		return rt.Raised
	}
	return rt.OK
}
