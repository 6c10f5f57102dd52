package llvm

import (
	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
)

// code builds one LLVM function.
type code struct {
	*ins.Func
	ctx   ins.Value // the run's context, which most functions take first
	plain plain
}

// newCode starts a function that takes the context.
func newCode(name string, result ins.Type) code {
	f := ins.New(name, result)
	return code{Func: f, ctx: f.Param("ctx", ins.Ptr)}
}

// held is a function of which each module that calls it has a copy: write fills it in for a host.
func held(name, attrs string, result ins.Type, params []ins.Type, write func(c *code, h ins.Host, x []ins.Value)) *ins.Callee {
	return &ins.Callee{Name: name, Result: result, Params: params, Link: ins.Held, Define: func(h ins.Host) ins.Definition {
		c := &code{Func: ins.New(name, result)}
		c.Attrs = attrs
		x := make([]ins.Value, len(params))
		for i, t := range params {
			x[i] = c.Param(string(rune('a'+i)), t)
		}
		write(c, h, x)
		return c.Func
	}}
}

// elemType is the LLVM type of one element in a register, where it is a number of the type in which it is computed.
func elemType(d dtype.Type) ins.Type {
	if d == dtype.Bool {
		return ins.I1
	}
	return memType(d.Compute())
}

// memType is that in memory.
func memType(d dtype.Type) ins.Type {
	switch {
	case !d.IsFloat() || d != d.Compute():
		return ins.Bits(d.Bits())
	case d == dtype.F32:
		return ins.Float
	}
	return ins.Double
}

// intrinsic calls an LLVM intrinsic whose operands and result have one type.
func (c *code) intrinsic(name string, args ...ins.Value) ins.Value {
	t := args[0].Type()
	params := make([]ins.Type, len(args))
	for i := range params {
		params[i] = t
	}
	return c.Call(ins.LLVM(name, params[:1], t, params...), args...)
}

// mul multiplies sizes; constants are folded.
func (c *code) mul(a, b ins.Value) ins.Value {
	x, xKnown := a.Known()
	y, yKnown := b.Known()
	switch {
	case xKnown && x == 1:
		return b
	case yKnown && y == 1:
		return a
	case xKnown && x == 0 || yKnown && y == 0:
		return ins.Size(0)
	case xKnown && yKnown:
		return ins.Int(ins.I64, x*y)
	}
	return c.Binary(ins.Mul, a, b)
}

// add adds sizes; constants are folded.
func (c *code) add(a, b ins.Value) ins.Value {
	x, xKnown := a.Known()
	y, yKnown := b.Known()
	switch {
	case xKnown && x == 0:
		return b
	case yKnown && y == 0:
		return a
	case xKnown && yKnown:
		return ins.Int(ins.I64, x+y)
	}
	return c.Binary(ins.Add, a, b)
}

// less is a - b.
func (c *code) less(a, b ins.Value) ins.Value {
	if b.Is(0) {
		return a
	}
	return c.Binary(ins.Sub, a, b)
}

// plus is a + b, b known.
func (c *code) plus(a ins.Value, b int) ins.Value { return c.Binary(ins.Add, a, ins.Size(b)) }

// larger is the larger of two sizes.
func (c *code) larger(a, b ins.Value) ins.Value {
	x, xKnown := a.Known()
	y, yKnown := b.Known()
	if xKnown && yKnown {
		return ins.Int(ins.I64, max(x, y))
	}
	return c.intrinsic("smax", a, b)
}

func (c *code) product(xs []ins.Value) ins.Value {
	p := ins.Size(1)
	for _, x := range xs {
		p = c.mul(p, x)
	}
	return p
}

// linear is the offset of an index into contiguous sizes.
func (c *code) linear(dims, idx []ins.Value) ins.Value {
	off := idx[0]
	for i := 1; i < len(idx); i++ {
		off = c.add(c.mul(off, dims[i]), idx[i])
	}
	return off
}

// nonzero tests a status.
func (c *code) nonzero(status ins.Value) ins.Value { return c.Cmp(ins.NE, status, ins.Int(ins.I32, 0)) }

// isNullPtr tests an address.
func (c *code) isNullPtr(p ins.Value) ins.Value { return c.Cmp(ins.EQ, p, ins.Null) }

// loadElem reads element i of an array of elements d.
func (c *code) loadElem(d dtype.Type, p, i ins.Value) ins.Value {
	return c.inRegister(d, c.LoadOf(ins.Element, memType(d), c.Element(memType(d), p, i)))
}

func (c *code) storeElem(d dtype.Type, p, i, x ins.Value) {
	at := c.Element(memType(d), p, i)
	c.StoreOf(ins.Element, c.inMemory(d, x), at)
}

// copyBytes copies memory that does not overlap.
func (c *code) copyBytes(to, from, bytes ins.Value) {
	c.Call(memcpy, to, from, bytes, ins.False)
}
