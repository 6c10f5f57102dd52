package emit

import (
	"fmt"
	"math"
	"strings"
)

var _ Algebra[Value, Value, Value] = (*Writer)(nil)

// Prec is the precision of the floats.
func (w *Writer) Prec() Prec { return w.cfg.Prec }

// Const writes x as LLVM wants both float and double: the bits of the binary64 number, in hexadecimal.
func (w *Writer) Const(x float64) Value {
	elem := "double"
	if w.cfg.Prec == Single {
		x, elem = float64(float32(x)), "float"
	}
	return w.splat(elem, fmt.Sprintf("0x%016X", math.Float64bits(x)))
}

// Int is n in all lanes.
func (w *Writer) Int(n int64) Value {
	if w.cfg.Prec == Single {
		n = int64(int32(n))
	}
	return w.splat(fmt.Sprintf("i%d", w.cfg.Prec.Bits()), fmt.Sprint(n))
}

func (w *Writer) binary(op, typ string, x, y Value) Value {
	return w.Emit("%s %s %s, %s", op, typ, x, y)
}

// call emits a call of the intrinsic llvm.name over F.
func (w *Writer) call(name string, x Value) Value {
	symbol := "llvm." + name + "." + w.suffix
	w.Declare(symbol, fmt.Sprintf("declare %s @%s(%s)", w.float, symbol, w.float))
	return w.Emit("call %s @%s(%s %s)", w.float, symbol, w.float, x)
}

// Add, Sub, Mul, Div, Neg, Abs, Sqrt and Floor are the operations of Algebra as one instruction or intrinsic.
func (w *Writer) Add(x, y Value) Value { return w.binary("fadd", w.float, x, y) }
func (w *Writer) Sub(x, y Value) Value { return w.binary("fsub", w.float, x, y) }
func (w *Writer) Mul(x, y Value) Value { return w.binary("fmul", w.float, x, y) }
func (w *Writer) Div(x, y Value) Value { return w.binary("fdiv", w.float, x, y) }
func (w *Writer) Neg(x Value) Value    { return w.Emit("fneg %s %s", w.float, x) }
func (w *Writer) Abs(x Value) Value    { return w.call("fabs", x) }
func (w *Writer) Sqrt(x Value) Value   { return w.call("sqrt", x) }
func (w *Writer) Floor(x Value) Value  { return w.call("floor", x) }

// Residual uses the fused multiply-add only when the target has one: the call to a library would be slow.
func (w *Writer) Residual(x, y, p Value) Value {
	if !w.cfg.FMA {
		return splitResidual(w, x, y, p)
	}
	symbol, t := "llvm.fma."+w.suffix, w.float
	w.Declare(symbol, fmt.Sprintf("declare %s @%s(%s, %s, %s)", t, symbol, t, t, t))
	return w.Emit("call %s @%s(%s %s, %s %s, %s %s)", t, symbol, t, x, t, y, t, w.Neg(p))
}

// Lt, Le and Eq compare, false for NaN; And, Or and Not combine such tests.
func (w *Writer) Lt(x, y Value) Value  { return w.binary("fcmp olt", w.float, x, y) }
func (w *Writer) Le(x, y Value) Value  { return w.binary("fcmp ole", w.float, x, y) }
func (w *Writer) Eq(x, y Value) Value  { return w.binary("fcmp oeq", w.float, x, y) }
func (w *Writer) And(p, q Value) Value { return w.binary("and", w.bool, p, q) }
func (w *Writer) Or(p, q Value) Value  { return w.binary("or", w.bool, p, q) }
func (w *Writer) Not(p Value) Value    { return w.binary("xor", w.bool, p, w.splat("i1", "true")) }

// Select and SelectI choose a float or an integer by a test.
func (w *Writer) Select(p, x, y Value) Value  { return w.choose(w.float, p, x, y) }
func (w *Writer) SelectI(p, m, n Value) Value { return w.choose(w.int, p, m, n) }

func (w *Writer) choose(typ string, p, x, y Value) Value {
	return w.Emit("select %s %s, %s %s, %s %s", w.bool, p, typ, x, typ, y)
}

// Bits and FromBits reinterpret.
func (w *Writer) Bits(x Value) Value     { return w.convert("bitcast", w.float, x, w.int) }
func (w *Writer) FromBits(n Value) Value { return w.convert("bitcast", w.int, n, w.float) }

func (w *Writer) convert(op, from string, x Value, to string) Value {
	return w.Emit("%s %s %s to %s", op, from, x, to)
}

// AddI, SubI, MulI, AndI, OrI and XorI work on integers; they wrap.
func (w *Writer) AddI(m, n Value) Value { return w.binary("add", w.int, m, n) }
func (w *Writer) SubI(m, n Value) Value { return w.binary("sub", w.int, m, n) }
func (w *Writer) MulI(m, n Value) Value { return w.binary("mul", w.int, m, n) }
func (w *Writer) AndI(m, n Value) Value { return w.binary("and", w.int, m, n) }
func (w *Writer) OrI(m, n Value) Value  { return w.binary("or", w.int, m, n) }
func (w *Writer) XorI(m, n Value) Value { return w.binary("xor", w.int, m, n) }

// Shl, Shr and ShrU shift by a constant; Shr keeps the sign.
func (w *Writer) Shl(m Value, by int) Value  { return w.binary("shl", w.int, m, w.Int(int64(by))) }
func (w *Writer) Shr(m Value, by int) Value  { return w.binary("ashr", w.int, m, w.Int(int64(by))) }
func (w *Writer) ShrU(m Value, by int) Value { return w.binary("lshr", w.int, m, w.Int(int64(by))) }

// LtI and EqI compare integers, with sign.
func (w *Writer) LtI(m, n Value) Value { return w.binary("icmp slt", w.int, m, n) }
func (w *Writer) EqI(m, n Value) Value { return w.binary("icmp eq", w.int, m, n) }

// At loads from the global that holds t: one load, or a gather.
func (w *Writer) At(t *Table, i Value) Value {
	bits := w.cfg.Prec.Bits()
	elem := fmt.Sprintf("i%d", bits)
	symbol := fmt.Sprintf("myia.table.%s.%s", t.Name, elem)
	w.Declare(symbol, w.global(symbol, elem, t))
	p := w.Emit("getelementptr inbounds %s, ptr @%s, %s %s", elem, symbol, w.int, i)
	if w.cfg.Width == 1 {
		return w.Emit("load %s, ptr %s", elem, p)
	}
	ptrs := w.vector("ptr")
	gather := fmt.Sprintf("llvm.masked.gather.v%d%s.v%dp0", w.cfg.Width, elem, w.cfg.Width)
	w.Declare(gather, fmt.Sprintf("declare %s @%s(%s, i32 immarg, %s, %s)", w.int, gather, ptrs, w.bool, w.int))
	return w.Emit("call %s @%s(%s %s, i32 %d, %s %s, %s zeroinitializer)",
		w.int, gather, ptrs, p, bits/8, w.bool, w.splat("i1", "true"), w.int)
}

func (w *Writer) global(symbol, elem string, t *Table) string {
	items := make([]string, len(t.Data))
	for i, n := range t.Data {
		items[i] = fmt.Sprintf("%s %d", elem, n)
	}
	return fmt.Sprintf("@%s = private unnamed_addr constant [%d x %s] [%s]",
		symbol, len(items), elem, strings.Join(items, ", "))
}

// Rare computes both sides and selects; with a Config.Block it branches around slow when no lane needs it.
func (w *Writer) Rare(p Value, fast [3]Value, slow func() [3]Value) [3]Value {
	if w.body.block == "" {
		return w.merge(p, slow(), fast)
	}
	from := w.body.block
	name := strings.TrimPrefix(string(w.Fresh()), "%")
	w.Line("br i1 %s, label %%%s.rare, label %%%s.join", w.any(p), name, name)
	w.Label(name + ".rare")
	chosen := w.merge(p, slow(), fast)
	end := w.body.block
	w.Line("br label %%%s.join", name)
	w.Label(name + ".join")
	for i, v := range chosen {
		chosen[i] = w.Emit("phi %s [%s, %%%s], [%s, %%%s]", w.float, fast[i], from, v, end)
	}
	return chosen
}

func (w *Writer) merge(p Value, slow, fast [3]Value) (chosen [3]Value) {
	for i := range slow {
		chosen[i] = w.Select(p, slow[i], fast[i])
	}
	return chosen
}

// any is an i1 that says whether p holds in a lane.
func (w *Writer) any(p Value) Value {
	if w.cfg.Width == 1 {
		return p
	}
	mask := fmt.Sprintf("i%d", w.cfg.Width)
	return w.Emit("icmp ne %s %s, 0", mask, w.convert("bitcast", w.bool, p, mask))
}
