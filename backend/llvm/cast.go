package llvm

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
)

// In a register an element is a number of the type in which it is computed (dtype.Type.Compute): an i64 for all ints
// that fit, a float for the small ones.

// inRegister makes the numbers of w elements as they stand in memory.
func (c *code) inRegister(d dtype.Type, x string, w int) string {
	mem, reg := vecType(memType(d), w), vecType(elemType(d), w)
	switch {
	case d == dtype.Bool:
		return c.ins("icmp ne %s %s, zeroinitializer", mem, x)
	case d == d.Compute():
		return x
	case d.Class() == dtype.Int:
		return c.ins("sext %s %s to %s", mem, x, reg)
	case d.Class() == dtype.Uint:
		return c.ins("zext %s %s to %s", mem, x, reg)
	}
	return c.small("unpack", d, dtype.F32, mem, x, reg, w)
}

// inMemory makes the elements, in memory, of w numbers: ints keep their low bits, floats are rounded.
func (c *code) inMemory(d dtype.Type, x string, w int) string {
	mem, reg := vecType(memType(d), w), vecType(elemType(d), w)
	switch {
	case d == dtype.Bool:
		return c.ins("zext %s %s to %s", reg, x, mem)
	case d == d.Compute():
		return x
	case !d.IsFloat():
		return c.ins("trunc %s %s to %s", reg, x, mem)
	}
	return c.small("pack", d, dtype.F32, reg, x, mem, w)
}

// wrap gives the numbers that elements of d have in the place of those that may not fit.
func (c *code) wrap(d dtype.Type, x string, w int) string {
	if d == d.Compute() {
		return x
	}
	return c.inRegister(d, c.inMemory(d, x, w), w)
}

// cast converts w lanes.
func (c *code) cast(x string, from, to dtype.Type, w int) string {
	f, t := from.Compute(), to.Compute()
	src, dst := vecType(elemType(f), w), vecType(elemType(t), w)
	switch {
	case from == to:
		return x
	case to == dtype.Bool && !f.IsFloat():
		return c.ins("icmp ne %s %s, zeroinitializer", src, x)
	case to == dtype.Bool:
		return c.ins("fcmp une %s %s, zeroinitializer", src, x)
	case f == dtype.F64 && to.AtOnce():
		kept := vecType(memType(to), w)
		return c.inRegister(to, c.small("pack", to, f, src, x, kept, w), w)
	case f.IsFloat() && !t.IsFloat():
		return c.wrap(to, c.toInt(x, f, to, w), w)
	case f == t:
	case f == dtype.Bool && t.IsFloat(), f == dtype.U64 && t.IsFloat():
		x = c.ins("uitofp %s %s to %s", src, x, dst)
	case f == dtype.Bool:
		x = c.ins("zext %s %s to %s", src, x, dst)
	case t.IsFloat() && !f.IsFloat():
		x = c.ins("sitofp %s %s to %s", src, x, dst)
	case t == dtype.F64:
		x = c.ins("fpext %s %s to %s", src, x, dst)
	case f == dtype.F64:
		x = c.ins("fptrunc %s %s to %s", src, x, dst)
	}
	if f == dtype.Bool { // 0 and 1 are in all types
		return x
	}
	return c.wrap(to, x, w)
}

// toInt truncates as dtype.Convert does, to an int of 64 bits: what does not fit into the int that the machine converts
// to gives its least.
func (c *code) toInt(x string, from, to dtype.Type, w int) string {
	l := lane{c, from, w, nil, nil}
	if to == dtype.U64 {
		high := l.cmp("fcmp oge", x, l.k(0x1p63))
		above := c.ins("xor %s %s, %s", vecType("i64", w), c.signedInt(l, l.ins("fsub %s %s, %s", l.ty(), x, l.k(0x1p63)), 64), l.i(math.MinInt64))
		return c.ins("select %s %s, %s %s, %s %s", l.bools(), high, vecType("i64", w), above, vecType("i64", w), c.signedInt(l, x, 64))
	}
	return c.signedInt(l, x, to.CutBits())
}

// signedInt truncates to an i64 of which some bits are used; what does not fit gives the least.
func (c *code) signedInt(l lane, x string, bits int) string {
	least := math.Ldexp(-1, bits-1)
	low := l.cmp("fcmp oge", x, l.k(least))
	if bits < 53 {
		low = l.cmp("fcmp ogt", x, l.k(least-1))
	}
	ok := l.and(low, l.cmp("fcmp olt", x, l.k(-least)))
	safe := l.sel(ok, x, l.k(0))
	ints := vecType("i64", l.w)
	r := c.ins("fptosi %s %s to %s", l.ty(), safe, ints)
	return c.ins("select %s %s, %s %s, %s %s", l.bools(), ok, ints, r, ints, l.i(int64(least)))
}

// small calls a helper that packs or unpacks w lanes of a small float.
func (c *code) small(what string, d, wide dtype.Type, from, x, to string, w int) string {
	symbol := fmt.Sprintf("myia_%s_%s_%s_%d", what, d, wide, w)
	c.needs.helper(symbol)
	return c.ins("call %s @%s(%s %s)", to, symbol, from, x)
}

// smallHelper writes the helper of a symbol that small made, or reports that it is of another kind: with the host's
// instructions for binary16 if it has them, else in integer arithmetic. Without them LLVM's conversions would call
// functions that are not there.
func smallHelper(symbol string, hasHalf bool) (helper, bool) {
	parts := strings.Split(symbol, "_")
	if len(parts) != 5 || parts[1] != "pack" && parts[1] != "unpack" {
		return helper{}, false
	}
	d, _ := dtype.ByName(parts[2])
	wide, _ := dtype.ByName(parts[3])
	w, _ := strconv.Atoi(parts[4])
	format, prec := emit.SmallFloat(*d.Small()), emit.Single
	if wide == dtype.F64 {
		prec = emit.Double
	}
	mod := &emit.Module{}
	wr := emit.NewWriter(mod, emit.Config{Prec: prec, Width: w})
	number, word, ints := vecType(elemType(wide), w), vecType(memType(d), w), vecType(fmt.Sprintf("i%d", prec.Bits()), w)
	body, from, to, r := "", number, word, emit.Value("%r")
	if parts[1] == "unpack" {
		from, to = word, number
	}
	half := vecType("half", w)
	switch native := hasHalf && format == emit.Half && wide == dtype.F32; {
	case native && parts[1] == "pack":
		body = fmt.Sprintf("  %%h = fptrunc %s %%x to %s\n  %%r = bitcast %s %%h to %s\n", number, half, half, word)
	case native:
		body = fmt.Sprintf("  %%h = bitcast %s %%x to %s\n  %%r = fpext %s %%h to %s\n", word, half, half, number)
	case parts[1] == "pack":
		n := emit.Pack[emit.Value, emit.Value, emit.Value](wr, format, "%x")
		body = fmt.Sprintf("%s  %%r = trunc %s %s to %s\n", wr, ints, n, word)
	default:
		x := emit.Unpack[emit.Value, emit.Value, emit.Value](wr, format, "%n")
		body, r = fmt.Sprintf("  %%n = zext %s %%x to %s\n%s", word, ints, wr), x
	}
	text := fmt.Sprintf("define internal %s @%s(%s %%x) nounwind {\nentry:\n%s  ret %s %s\n}\n", to, symbol, from, body, to, r)
	return helper{text: text, decls: mod.Lines()}, true
}
