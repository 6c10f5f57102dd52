package native

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"github.com/myia-lang/myia/backend/llvm"
	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// run is one call.
type run struct {
	p    *Program
	c    *rt.Ctx
	env  ops.Env // a copy: the random stream is the call's own
	pins runtime.Pinner
	host error // what serving a request failed with
	keep []any
	err  error // of a conversion

	serving bool
}

// Call runs a function. A Python exception is an *ops.Raised with a traceback, innermost place first; the end of ctx
// is its error.
func (p *Program) Call(ctx context.Context, fn string, args []ops.Value) ([]ops.Value, error) {
	e := p.text.Entries[fn]
	if e == nil {
		return nil, fmt.Errorf("native: no entry %s", fn)
	}
	if len(args) != len(e.Func.Params) {
		return nil, fmt.Errorf("native: %s takes %d leaves, not %d", fn, len(e.Func.Params), len(args))
	}
	r := &run{p: p, c: p.lib.NewCtx(p.budget), env: *p.env}
	r.env.Pool = p.m.Pool
	defer p.lib.Put(r.c)
	defer r.pins.Unpin()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	in, out := r.slots(e.Func.Params), make([]uint64, slotCount(e.Func.Results)+1)
	at := 0
	for i, v := range e.Func.Params {
		at = r.write(in, at, v.Type, args[i])
	}
	if r.err != nil {
		return nil, r.err
	}
	if len(p.consts) > 0 {
		r.c.Consts = uintptr(unsafe.Pointer(&p.consts[0]))
	}
	r.c.RngSeed, r.c.RngCounter = r.env.Seed, r.env.Count
	end := interruptible(ctx, r.c)
	st, err := r.start(p.mod.Symbol(e.Symbol), in, out)
	end()
	runtime.KeepAlive(args)
	runtime.KeepAlive(r.keep)
	if err != nil {
		return nil, err
	}
	if st != rt.OK {
		return nil, r.raised(ctx)
	}
	results := make([]ops.Value, len(e.Func.Results))
	at = 0
	for i, t := range e.Func.Results {
		results[i] = r.read(out[at:], t)
		at += llvm.Slots(t)
	}
	if p.watch != nil {
		p.watch(r.c)
	}
	return results, r.err
}

// start enters the code and serves its requests.
func (r *run) start(fn uintptr, in, out []uint64) (rt.Status, error) {
	if fn == 0 {
		return rt.Raised, errors.New("native: the entry is missing")
	}
	if !r.p.text.Private {
		return r.c.Call(fn, unsafe.Pointer(&in[0]), unsafe.Pointer(&out[0])), nil
	}
	r.pins.Pin(&in[0])
	r.pins.Pin(&out[0])
	st, err := r.c.Enter(fn, unsafe.Pointer(&in[0]), unsafe.Pointer(&out[0]))
	for err == nil && st == rt.Request {
		r.c.ReqStatus = r.serve()
		st = r.c.Resume()
	}
	return st, err
}

func slotCount(ts []types.Type) int {
	n := 0
	for _, t := range ts {
		n += llvm.Slots(t)
	}
	return n
}

func (r *run) slots(vs []*ir.Value) []uint64 { return make([]uint64, slotCount(ir.Types(vs))+1) }

// raised makes the error of the run.
func (r *run) raised(ctx context.Context) error {
	var e *ops.Raised
	sites := r.p.text.Sites
	trace := func(i int32) []ir.Loc {
		if i < 0 || int(i) >= len(sites) {
			return nil
		}
		return []ir.Loc{sites[i].Node.Loc}
	}
	var innermost []ir.Loc
	switch r.c.ErrClass {
	case rt.SiteError:
		n := sites[r.c.ErrSite].Node
		e = r.siteError(n)
		innermost = []ir.Loc{n.Loc}
	case rt.MemoryError:
		e = &ops.Raised{Class: "MemoryError", Msg: ops.OutOfMemory}
	case rt.RecursionError:
		e = &ops.Raised{Class: "RecursionError", Msg: "maximum recursion depth exceeded"}
	case rt.KeyboardInterrupt:
		e = &ops.Raised{Class: "KeyboardInterrupt", Cause: ctx.Err()}
	default:
		if r.host == nil {
			return fmt.Errorf("native: the run ended with class %d", r.c.ErrClass)
		}
		if !errors.As(r.host, &e) {
			return r.host
		}
		c := *e
		e = &c
	}
	first, last, _ := r.c.Trace()
	e.Trace = append(e.Trace, innermost...)
	for _, i := range append(first, last...) {
		e.Trace = append(e.Trace, trace(i)...)
	}
	return e
}

// siteError makes the exception of a check or raise from the operands in the context.
func (r *run) siteError(n *ir.Node) *ops.Raised {
	operands := n.Args
	if _, ok := n.Op.(ops.Check); ok {
		operands = n.Args[1:]
	}
	args := make([]ops.Value, len(operands))
	for i, a := range operands {
		bits := r.c.ErrOperand[i]
		if args[i] = (ops.Value{Bits: bits}); a.Type == types.Str {
			args[i] = ops.S(readString(uintptr(bits)))
		}
	}
	switch op := n.Op.(type) {
	case ops.Check:
		return &ops.Raised{Class: op.Class, Msg: ops.Message(op.Msg, n, append([]ops.Value{{}}, args...))}
	case ops.Raise:
		return &ops.Raised{Class: op.Class, Msg: args[0].S()}
	}
	return &ops.Raised{Class: "SystemError", Msg: n.Op.OpName()}
}
