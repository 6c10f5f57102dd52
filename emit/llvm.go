package emit

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/backend/llvm/ins"
)

var _ Algebra[Value, Value, Value] = (*Writer)(nil)

// Prec is the precision of the floats.
func (w *Writer) Prec() Prec { return w.cfg.Prec }

// Const is x in all lanes.
func (w *Writer) Const(x float64) Value { return ins.Real(w.float, x) }

// Int is n in all lanes.
func (w *Writer) Int(n int64) Value {
	if w.cfg.Prec == Single {
		n = int64(int32(n))
	}
	return ins.Int(w.int, n)
}

// call emits a call of the intrinsic llvm.name over F.
func (w *Writer) call(name string, args ...Value) Value {
	types := make([]ins.Type, len(args))
	for i := range types {
		types[i] = w.float
	}
	return w.f.Call(ins.LLVM(name, types[:1], w.float, types...), args...)
}

// Add, Sub, Mul, Div, Neg, Abs, Sqrt and Floor are the operations of Algebra as one instruction or intrinsic.
func (w *Writer) Add(x, y Value) Value { return w.f.Binary(ins.FAdd, x, y) }
func (w *Writer) Sub(x, y Value) Value { return w.f.Binary(ins.FSub, x, y) }
func (w *Writer) Mul(x, y Value) Value { return w.f.Binary(ins.FMul, x, y) }
func (w *Writer) Div(x, y Value) Value { return w.f.Binary(ins.FDiv, x, y) }
func (w *Writer) Neg(x Value) Value    { return w.f.Neg(x) }
func (w *Writer) Abs(x Value) Value    { return w.call("fabs", x) }
func (w *Writer) Sqrt(x Value) Value   { return w.call("sqrt", x) }
func (w *Writer) Floor(x Value) Value  { return w.call("floor", x) }

// Residual uses the fused multiply-add only when the target has one: the call to a library would be slow.
func (w *Writer) Residual(x, y, p Value) Value {
	if !w.cfg.FMA {
		return splitResidual(w, x, y, p)
	}
	return w.call("fma", x, y, w.Neg(p))
}

// Lt, Le and Eq compare, false for NaN; And, Or and Not combine such tests.
func (w *Writer) Lt(x, y Value) Value  { return w.f.Cmp(ins.OLT, x, y) }
func (w *Writer) Le(x, y Value) Value  { return w.f.Cmp(ins.OLE, x, y) }
func (w *Writer) Eq(x, y Value) Value  { return w.f.Cmp(ins.OEQ, x, y) }
func (w *Writer) And(p, q Value) Value { return w.f.Binary(ins.And, p, q) }
func (w *Writer) Or(p, q Value) Value  { return w.f.Binary(ins.Or, p, q) }
func (w *Writer) Not(p Value) Value    { return w.f.Not(p) }

// Select and SelectI choose a float or an integer by a test.
func (w *Writer) Select(p, x, y Value) Value  { return w.f.Select(p, x, y) }
func (w *Writer) SelectI(p, m, n Value) Value { return w.f.Select(p, m, n) }

// Bits and FromBits reinterpret.
func (w *Writer) Bits(x Value) Value     { return w.f.Cast(ins.Bitcast, x, w.int) }
func (w *Writer) FromBits(n Value) Value { return w.f.Cast(ins.Bitcast, n, w.float) }

// AddI, SubI, MulI, AndI, OrI and XorI work on integers; they wrap.
func (w *Writer) AddI(m, n Value) Value { return w.f.Binary(ins.Add, m, n) }
func (w *Writer) SubI(m, n Value) Value { return w.f.Binary(ins.Sub, m, n) }
func (w *Writer) MulI(m, n Value) Value { return w.f.Binary(ins.Mul, m, n) }
func (w *Writer) AndI(m, n Value) Value { return w.f.Binary(ins.And, m, n) }
func (w *Writer) OrI(m, n Value) Value  { return w.f.Binary(ins.Or, m, n) }
func (w *Writer) XorI(m, n Value) Value { return w.f.Binary(ins.Xor, m, n) }

// Shl, Shr and ShrU shift by a constant; Shr keeps the sign.
func (w *Writer) Shl(m Value, by int) Value  { return w.f.Binary(ins.Shl, m, w.Int(int64(by))) }
func (w *Writer) Shr(m Value, by int) Value  { return w.f.Binary(ins.AShr, m, w.Int(int64(by))) }
func (w *Writer) ShrU(m Value, by int) Value { return w.f.Binary(ins.LShr, m, w.Int(int64(by))) }

// LtI and EqI compare integers, with sign.
func (w *Writer) LtI(m, n Value) Value { return w.f.Cmp(ins.SLT, m, n) }
func (w *Writer) EqI(m, n Value) Value { return w.f.Cmp(ins.EQ, m, n) }

// At loads from the global that holds t: one load, or a gather.
func (w *Writer) At(t *Table, i Value) Value {
	elem := w.int.Elem()
	p := w.f.InBounds(elem, t.global(elem).At(0), i)
	if w.cfg.Width == 1 {
		return w.f.Load(elem, p)
	}
	gather := ins.LLVM("masked.gather", []ins.Type{w.int, p.Type()}, w.int, p.Type(), ins.I32, w.bool, w.int)
	return w.f.Call(gather, p, ins.Int(ins.I32, int64(w.cfg.Prec.Bits()/8)), ins.True.Splat(w.cfg.Width), ins.Zero(w.int))
}

// global is the table in memory.
func (t *Table) global(elem ins.Type) *ins.Global {
	items := make([]string, len(t.Data))
	for i, n := range t.Data {
		items[i] = fmt.Sprintf("%s %d", elem, n)
	}
	return &ins.Global{Name: fmt.Sprintf("myia.table.%s.%s", t.Name, elem),
		Def: fmt.Sprintf("private unnamed_addr constant [%d x %s] [%s]", len(items), elem, strings.Join(items, ", "))}
}

// Rare computes both sides and selects; with Config.Branches it branches around slow when no lane needs it.
func (w *Writer) Rare(p Value, fast [3]Value, slow func() [3]Value) [3]Value {
	if !w.cfg.Branches {
		return w.merge(p, slow(), fast)
	}
	from, rare, join := w.f.At(), w.f.NewBlock("rare"), w.f.NewBlock("join")
	w.f.Branch(w.any(p), rare, join)
	w.f.Start(rare)
	chosen := w.merge(p, slow(), fast)
	end := w.f.At()
	w.f.Jump(join)
	w.f.Start(join)
	for i, v := range chosen {
		chosen[i] = w.f.Phi(w.float, fast[i].From(from), v.From(end))
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
	mask := ins.Bits(w.cfg.Width)
	return w.f.Cmp(ins.NE, w.f.Cast(ins.Bitcast, p, mask), ins.Int(mask, 0))
}
