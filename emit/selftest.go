package emit

import (
	"fmt"
	"strings"
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
	var m Module
	var b strings.Builder
	var all []SelfTest
	for _, t := range tests {
		for _, fast := range []bool{false, true} {
			v := t
			v.Symbol = symbol(t, fast)
			b.WriteString(v.define(&m, fast))
			all = append(all, v)
		}
	}
	return m.Text() + b.String(), all
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

// define writes the loop. The induction variable's phi names the last block of the body, which Rare may have opened.
func (t SelfTest) define(m *Module, fast bool) string {
	cfg := Config{Prec: t.Prec, Width: t.Width}
	if fast {
		cfg.Block, cfg.FMA = "body", true
	}
	w := NewWriter(m, cfg)
	params := []string{"x", "y"}
	if t.Unary != nil {
		params = params[:1]
	}
	args := make([]Value, len(params))
	for i, name := range params {
		args[i] = w.Emit("load %s, ptr %s, align 4", w.FloatType(), t.element(w, name))
	}
	var r Value
	if t.Unary != nil {
		r = t.Unary.LLVM(w, args[0])
	} else {
		r = t.Binary.LLVM(w, args[0], args[1])
	}
	w.Line("store %s %s, ptr %s, align 4", w.FloatType(), r, t.element(w, "out"))
	w.Line("br label %%latch")

	return fmt.Sprintf("define void @%s(ptr %%%s, ptr %%out, i64 %%n) {\n", t.Symbol, strings.Join(params, ", ptr %")) +
		"entry:\n  br label %head\nhead:\n  %i = phi i64 [0, %entry], [%next, %latch]\n" +
		"  %more = icmp ult i64 %i, %n\n  br i1 %more, label %body, label %exit\n" +
		"body:\n" + w.String() +
		fmt.Sprintf("latch:\n  %%next = add i64 %%i, %d\n  br label %%head\nexit:\n  ret void\n}\n", t.Width)
}

func (t SelfTest) element(w *Writer, array string) Value {
	return w.Emit("getelementptr %s, ptr %%%s, i64 %%i", w.With(t.Prec, 1).FloatType(), array)
}
