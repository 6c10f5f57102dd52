package emit

import (
	"fmt"

	"github.com/myia-lang/myia/backend/llvm/ins"
)

// A SelfTest is one function of the module that SelfTestModule gives. Its type is void(ptr x, ptr out, i64 n) or, with two
// arguments, void(ptr x, ptr y, ptr out, i64 n); n is a multiple of Width.
type SelfTest struct {
	Symbol string // exp_f64, exp_f64_v4, exp_f64_v4_fast: the last branches around what is rare and uses FMA
	Prec   Prec
	Width  int
	Unary  *UnaryFunc  // one of the two is set
	Binary *BinaryFunc // and holds the Go instance to compare with, bit by bit, any NaN being equal to any other
}

// SelfTestModule gives LLVM IR with loops over arrays for every function, scalar and of each width in widths, in both
// precisions. What the functions write must equal what the Go instances give.
func SelfTestModule(widths ...int) (text string, tests []SelfTest) {
	for _, p := range []Prec{Double, Single} {
		for _, width := range append([]int{1}, widths...) {
			for _, name := range UnaryNames() {
				f := Unary[name]
				tests = append(tests, SelfTest{Symbol: name, Prec: p, Width: width, Unary: &f})
			}
			for _, name := range BinaryNames() {
				f := Binary[name]
				tests = append(tests, SelfTest{Symbol: name, Prec: p, Width: width, Binary: &f})
			}
		}
	}
	var m ins.Module
	var all []SelfTest
	for _, t := range tests {
		for _, fast := range []bool{false, true} {
			v := t
			v.Symbol = symbol(t, fast)
			m.Add(v.define(fast))
			all = append(all, v)
		}
	}
	return m.Text(), all
}

func symbol(t SelfTest, fast bool) string {
	s := fmt.Sprintf("%s_%s", t.Symbol, t.Prec)
	if t.Width > 1 {
		s += fmt.Sprintf("_v%d", t.Width)
	}
	if fast {
		s += "_fast"
	}
	return s
}

// define writes the loop.
func (t SelfTest) define(fast bool) *ins.Func {
	f := ins.New(t.Symbol, ins.Void)
	f.Linkage = ins.Exported
	x := f.Param("x", ins.Ptr)
	y := x
	if t.Binary != nil {
		y = f.Param("y", ins.Ptr)
	}
	out, n := f.Param("out", ins.Ptr), f.Param("n", ins.I64)
	from, head, body, exit := f.At(), f.Named("head"), f.Named("body"), f.Named("exit")
	f.Jump(head)
	f.Start(head)
	i, joined := f.Join(ins.I64)
	f.Branch(f.Cmp(ins.ULT, i, n), body, exit)
	f.Start(body)

	w := NewWriter(f, Config{Prec: t.Prec, Width: t.Width, Branches: fast, FMA: fast})
	at := func(array Value) Value { return f.Element(w.FloatType().Elem(), array, i) }
	load := func(array Value) Value { return f.LoadAligned(w.FloatType(), at(array), 4) }
	var r Value
	if t.Unary != nil {
		r = t.Unary.LLVM(w, load(x))
	} else {
		r = t.Binary.LLVM(w, load(x), load(y))
	}
	f.StoreAligned(r, at(out), 4)
	joined.Add(ins.Size(0), from)
	joined.Add(f.Binary(ins.Add, i, ins.Size(t.Width)), f.At()) // the last block of the body, which Rare may have started
	f.Jump(head)
	f.Start(exit)
	f.RetVoid()
	return f
}
