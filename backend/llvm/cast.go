package llvm

import (
	"fmt"
	"math"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
)

// In a register an element is a number of the type in which it is computed (dtype.Type.Compute): an i64 for all ints
// that fit, a float for the small ones. The functions here take one element or several in the lanes of a vector.

// inRegister makes the numbers of elements as they stand in memory.
func (c *code) inRegister(d dtype.Type, x ins.Value) ins.Value {
	reg := ins.Vec(elemType(d), x.Type().Lanes())
	switch {
	case d == dtype.Bool:
		return c.Cmp(ins.NE, x, ins.Zero(x.Type()))
	case d == d.Compute():
		return x
	case d.Class() == dtype.Int:
		return c.Cast(ins.SExt, x, reg)
	case d.Class() == dtype.Uint:
		return c.Cast(ins.ZExt, x, reg)
	}
	return c.Call(unpack(d, reg), x)
}

// inMemory makes the elements, in memory, of numbers: ints keep their low bits, floats are rounded.
func (c *code) inMemory(d dtype.Type, x ins.Value) ins.Value {
	mem := ins.Vec(memType(d), x.Type().Lanes())
	switch {
	case d == dtype.Bool:
		return c.Cast(ins.ZExt, x, mem)
	case d == d.Compute():
		return x
	case !d.IsFloat():
		return c.Cast(ins.Trunc, x, mem)
	}
	return c.Call(pack(d, dtype.F32, x.Type()), x)
}

// wrap gives the numbers that elements of d have in the place of those that may not fit.
func (c *code) wrap(d dtype.Type, x ins.Value) ins.Value {
	if d == d.Compute() {
		return x
	}
	return c.inRegister(d, c.inMemory(d, x))
}

// cast converts.
func (c *code) cast(x ins.Value, from, to dtype.Type) ins.Value {
	f, t := from.Compute(), to.Compute()
	dst := ins.Vec(elemType(t), x.Type().Lanes())
	switch {
	case from == to:
		return x
	case to == dtype.Bool && !f.IsFloat():
		return c.Cmp(ins.NE, x, ins.Zero(x.Type()))
	case to == dtype.Bool:
		return c.Cmp(ins.UNE, x, ins.Zero(x.Type()))
	case f == dtype.F64 && to.AtOnce():
		return c.inRegister(to, c.Call(pack(to, f, x.Type()), x))
	case f.IsFloat() && !t.IsFloat():
		return c.wrap(to, c.toInt(x, f, to))
	case f == t:
	case f == dtype.Bool && t.IsFloat(), f == dtype.U64 && t.IsFloat():
		x = c.Cast(ins.UIToFP, x, dst)
	case f == dtype.Bool:
		x = c.Cast(ins.ZExt, x, dst)
	case t.IsFloat() && !f.IsFloat():
		x = c.Cast(ins.SIToFP, x, dst)
	case t == dtype.F64:
		x = c.Cast(ins.FPExt, x, dst)
	case f == dtype.F64:
		x = c.Cast(ins.FPTrunc, x, dst)
	}
	if f == dtype.Bool { // 0 and 1 are in all types
		return x
	}
	return c.wrap(to, x)
}

// toInt truncates as dtype.Convert does, to an int of 64 bits: what does not fit into the int that the machine converts
// to gives its least.
func (c *code) toInt(x ins.Value, from, to dtype.Type) ins.Value {
	l := lane{code: c, d: from, w: x.Type().Lanes()}
	if to == dtype.U64 {
		high := l.Cmp(ins.OGE, x, l.k(0x1p63))
		low := c.signedInt(l, l.Binary(ins.FSub, x, l.k(0x1p63)), 64)
		above := l.Binary(ins.Xor, low, l.i(math.MinInt64))
		return l.Select(high, above, c.signedInt(l, x, 64))
	}
	return c.signedInt(l, x, to.CutBits())
}

// signedInt truncates to an i64 of which some bits are used; what does not fit gives the least.
func (c *code) signedInt(l lane, x ins.Value, bits int) ins.Value {
	least := math.Ldexp(-1, bits-1)
	low := l.Cmp(ins.OGE, x, l.k(least))
	if bits < 53 {
		low = l.Cmp(ins.OGT, x, l.k(least-1))
	}
	ok := l.Binary(ins.And, low, l.Cmp(ins.OLT, x, l.k(-least)))
	safe := l.Select(ok, x, l.k(0))
	r := c.Cast(ins.FPToSI, safe, ins.Vec(ins.I64, l.w))
	return l.Select(ok, r, l.i(int64(least)))
}

// pack is the function that rounds numbers of a type to a small float.
func pack(d, wide dtype.Type, number ins.Type) *ins.Callee {
	w := number.Lanes()
	word := ins.Vec(memType(d), w)
	return held(smallName("pack", d, wide, w), "", word, []ins.Type{number}, func(c *code, h ins.Host, x []ins.Value) {
		format := emit.SmallFloat(*d.Small())
		if inHardware(h, format, wide) {
			c.Ret(c.Cast(ins.Bitcast, c.Cast(ins.FPTrunc, x[0], ins.Vec(ins.Half, w)), word))
			return
		}
		n := emit.Pack[emit.Value, emit.Value, emit.Value](smallWriter(c, wide, w), format, x[0])
		c.Ret(c.Cast(ins.Trunc, n, word))
	})
}

// unpack is the function that makes numbers of the elements of a small float.
func unpack(d dtype.Type, number ins.Type) *ins.Callee {
	w := number.Lanes()
	word := ins.Vec(memType(d), w)
	return held(smallName("unpack", d, dtype.F32, w), "", number, []ins.Type{word}, func(c *code, h ins.Host, x []ins.Value) {
		format := emit.SmallFloat(*d.Small())
		if inHardware(h, format, dtype.F32) {
			c.Ret(c.Cast(ins.FPExt, c.Cast(ins.Bitcast, x[0], ins.Vec(ins.Half, w)), number))
			return
		}
		wr := smallWriter(c, dtype.F32, w)
		c.Ret(emit.Unpack[emit.Value, emit.Value, emit.Value](wr, format, c.Cast(ins.ZExt, x[0], wr.IntType())))
	})
}

func smallName(what string, d, wide dtype.Type, w int) string {
	return fmt.Sprintf("myia_%s_%s_%s_%d", what, d, wide, w)
}

// inHardware reports whether the host has instructions for a conversion. Without them LLVM's would call functions that
// are not there, so it is done in integer arithmetic.
func inHardware(h ins.Host, format emit.SmallFloat, wide dtype.Type) bool {
	return h.Half && format == emit.Half && wide == dtype.F32
}

func smallWriter(c *code, wide dtype.Type, w int) *emit.Writer {
	return emit.NewWriter(c.Func, emit.Config{Prec: precision(wide), Width: w})
}

// precision is that of numbers of a type.
func precision(d dtype.Type) emit.Prec {
	if d == dtype.F64 {
		return emit.Double
	}
	return emit.Single
}
