package native

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Every elementwise operation gives the VM's bits on awkward scalars.
func TestScalars(t *testing.T) {
	ints := []int64{0, 1, -1, 2, -3, 7, 63, 64, math.MinInt64, math.MaxInt64}
	floats := []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -2.5, 3, 1e300, -1e300, 1e19, 5e-324, math.Inf(1), math.Inf(-1)}
	binary := []ops.Elementwise{ops.Add, ops.Sub, ops.Mul, ops.Div, ops.FloorDiv, ops.Mod, ops.Maximum, ops.Minimum, ops.PyMax,
		ops.PyMin, ops.Lt, ops.Le, ops.Eq, ops.Ne, ops.Gt, ops.Ge, ops.And, ops.Or, ops.Xor, ops.Shl, ops.Shr, ops.FitsAdd,
		ops.FitsSub, ops.FitsMul}
	unary := []ops.Elementwise{ops.Neg, ops.Abs, ops.Sign, ops.Sqrt, ops.Floor, ops.Ceil, ops.Trunc, ops.Rint, ops.IsNan, ops.IsInf, ops.Not}
	m := module(func(m *ir.Module) {
		b := ir.NewFunc(m, "f")
		var out []*ir.Value
		try := func(op ops.Elementwise, args ...*ir.Value) {
			if _, err := op.Infer(m, &ir.Node{Op: op, Args: args}); err == nil {
				out = append(out, b.Emit1(op, args...))
			}
		}
		var xs [][2]*ir.Value
		for _, ty := range []types.Type{types.CoreI64, types.CoreF64, types.CoreF32, types.CoreBool} {
			xs = append(xs, [2]*ir.Value{b.Param("", ty), b.Param("", ty)})
		}
		for _, x := range xs {
			for _, op := range binary {
				try(op, x[0], x[1])
			}
			for _, op := range unary {
				try(op, x[0])
			}
			for _, to := range []dtype.Type{dtype.Bool, dtype.I64, dtype.F32, dtype.F64} {
				out = append(out, b.Emit1(ops.Cast{To: to}, x[0]))
			}
		}
		b.Finish(out...)
	})
	for i := range 40 {
		x, y := floats[i%len(floats)], floats[(i*7+i/13)%len(floats)]
		agree(t, m, ops.I(ints[i%len(ints)]), ops.I(ints[(i*3+i/10)%len(ints)]), ops.F64(x), ops.F64(y),
			ops.F32(float32(x)), ops.F32(float32(y)), ops.B(i%2 == 0), ops.B(i%3 == 0))
	}
}

// fib calls itself twice.
func fib(m *ir.Module) {
	b := ir.NewFunc(m, "fib")
	n := b.Param("n", types.CoreI64)
	call := func(k int64) *ir.Value {
		return b.Emit1(ops.Call{Fn: "fib", Results: []types.Type{types.CoreI64}}, b.Emit1(ops.Sub, n, c(b, k)))
	}
	rec := b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{b.Emit1(ops.Add, call(1), call(2))} })
	base := b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{n} })
	b.Finish(b.EmitRegions(ops.If{}, []*ir.Region{base, rec}, b.Emit1(ops.Lt, n, c(b, int64(2))))...)
}

func TestRecursion(t *testing.T) {
	agree(t, module(fib), ops.I(20))
	m := module(func(m *ir.Module) {
		b := ir.NewFunc(m, "down")
		n := b.Param("n", types.CoreI64)
		b.Finish(b.Emit1(ops.Call{Fn: "down", Results: []types.Type{types.CoreI64}}, b.Emit1(ops.Add, n, c(b, int64(1)))))
	})
	_, err := load(t, m, Options{Budget: 64 << 20}).Call(context.Background(), "down", []ops.Value{ops.I(0)})
	var e *ops.Raised
	if !errors.As(err, &e) || e.Class != "MemoryError" && e.Class != "RecursionError" {
		t.Errorf("endless recursion gives %v", err)
	}
}

// A while loop, a check with operands, a raise in a branch, print and format.
func TestEffects(t *testing.T) {
	m := module(func(m *ir.Module) {
		g := ir.NewFunc(m, "g")
		x := g.Param("x", types.CoreI64)
		g.Emit(ops.Check{Class: "ValueError", Msg: "bad {0} and {1!r}"}, g.Emit1(ops.Lt, x, c(g, int64(5))), x, c(g, "a\nb"))
		g.Finish(g.Emit1(ops.Mul, x, x))
		b := ir.NewFunc(m, "f")
		n := b.Param("n", types.CoreI64)
		cond := b.Region([]types.Type{types.CoreI64, types.CoreI64}, func(ps []*ir.Value) []*ir.Value {
			return []*ir.Value{b.Emit1(ops.Lt, ps[0], n), ps[0], ps[1]}
		})
		body := b.Region([]types.Type{types.CoreI64, types.CoreI64}, func(ps []*ir.Value) []*ir.Value {
			sq := b.Emit1(ops.Call{Fn: "g", Results: []types.Type{types.CoreI64}}, ps[0])
			text := b.Emit1(ops.Format{Kind: "py", Conv: "str"}, b.Emit1(ops.Cast{To: dtype.F64}, sq))
			b.Emit(ops.Print{}, b.Emit1(ops.StrConcat{}, text, c(b, "é\n")))
			return []*ir.Value{b.Emit1(ops.Add, ps[0], c(b, int64(1))), b.Emit1(ops.Add, ps[1], sq)}
		})
		out := b.EmitRegions(ops.While{}, []*ir.Region{cond, body}, c(b, int64(0)), c(b, int64(0)))
		b.Finish(out[1])
	})
	agree(t, m, ops.I(4))
	agree(t, m, ops.I(9))
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	p := load(t, module(logistic), Options{})
	go cancel()
	if _, err := p.Call(ctx, "logistic", []ops.Value{ops.I(1 << 40), ops.F64(3), ops.F64(0.5)}); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted loop gives %v", err)
	}
}
