package native

import (
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// rowwise builds functions of x f64[n,k] and idx i64[n], which gathers rows.
type rowwise struct {
	b            *ir.Builder
	x, idx, n, k *ir.Value
}

// wide repeats one number of each row.
func (w rowwise) wide(v *ir.Value) *ir.Value {
	column := w.b.Emit1(ops.Reshape{Dims: []types.Dim{types.N("n"), types.C(1)}}, v, w.n)
	return w.b.Emit1(ops.Broadcast{Dims: []types.Dim{types.N("n"), types.N("k")}}, w.b.Emit1(ops.GradientStop{}, column), w.n, w.k)
}

func (w rowwise) fold(kind string, x *ir.Value) *ir.Value {
	return w.wide(w.b.Emit1(ops.Reduce{Kind: kind, Axes: []int{1}}, x))
}

// part is ten rows of x from a place on.
func (w rowwise) part(x *ir.Value, from int64) *ir.Value {
	return w.b.Emit1(ops.Index{Slices: []int{0}, Dims: []types.Dim{types.C(10)}}, x, c(w.b, from), c(w.b, int64(1)), c(w.b, int64(10)))
}

// Kernels over the same rows run by strips of a few rows, and give what they give one after another. That must hold too
// where one reads rows of what another makes, or writes over, that are not its own.
func TestStrips(t *testing.T) {
	cases := map[string]func(w rowwise) []*ir.Value{
		"softmax": func(w rowwise) []*ir.Value {
			e := w.b.Emit1(ops.Exp, w.b.Emit1(ops.Sub, w.x, w.fold("max", w.x)))
			return []*ir.Value{w.b.Emit1(ops.Div, e, w.fold("sum", e))}
		},
		"log_softmax": func(w rowwise) []*ir.Value {
			d := w.b.Emit1(ops.Sub, w.x, w.fold("max", w.x))
			s := w.b.Emit1(ops.Reduce{Kind: "sum", Axes: []int{1}}, w.b.Emit1(ops.Exp, d))
			return []*ir.Value{w.b.Emit1(ops.Sub, d, w.wide(w.b.Emit1(ops.Log, s)))}
		},
		"places": func(w rowwise) []*ir.Value {
			e := w.b.Emit1(ops.Exp, w.x)
			at := w.b.Emit1(ops.ArgMax{Axis: 1}, e)
			return []*ir.Value{w.b.Emit1(ops.Mul, e, w.fold("prod", e)), at, w.b.Emit1(ops.Lt, e, w.fold("min", e))}
		},
		"rows that others made": func(w rowwise) []*ir.Value {
			e := w.b.Emit1(ops.Exp, w.b.Emit1(ops.Add, w.x, w.wide(w.b.Emit1(ops.Cast{To: dtype.F64}, w.idx))))
			return []*ir.Value{e, w.b.Emit1(ops.Sqrt, w.b.Emit1(ops.Mul, w.x, w.b.Emit1(ops.Gather{}, e, w.idx)))}
		},
		"rows that others write over": func(w rowwise) []*ir.Value {
			e := w.b.Emit1(ops.Exp, w.x)
			total := w.b.Emit1(ops.Reduce{Kind: "sum", Axes: []int{0}}, e) // ends the strips
			g := w.b.Emit1(ops.Mul, w.x, w.b.Emit1(ops.Gather{}, e, w.idx))
			return []*ir.Value{total, g, w.b.Emit1(ops.Sub, e, w.x)}
		},
		"nothing of a row": func(w rowwise) []*ir.Value {
			none := w.b.Emit1(ops.Index{Slices: []int{1}, Dims: []types.Dim{types.C(0)}}, w.x, c(w.b, int64(0)), c(w.b, int64(1)), c(w.b, int64(0)))
			return []*ir.Value{w.b.Emit1(ops.Exp, none), w.b.Emit1(ops.Sin, w.x), w.b.Emit1(ops.Log, none)}
		},
		"parts of one array": func(w rowwise) []*ir.Value {
			e := w.b.Emit1(ops.Exp, w.x)
			low, high, z := w.part(e, 0), w.part(e, 1), w.part(w.x, 1)
			return []*ir.Value{w.b.Emit1(ops.Sin, w.b.Emit1(ops.Mul, low, z)), w.b.Emit1(ops.Sub, high, z)}
		},
	}
	for name, build := range cases {
		t.Run(name, func(t *testing.T) {
			m := one([]types.Type{arr(dtype.F64, "n", "k"), arr(dtype.I64, "n")}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
				w := rowwise{b: b, x: xs[0], idx: xs[1]}
				w.n, w.k = b.Emit1(ops.Dim{Axis: 0}, w.x), b.Emit1(ops.Dim{Axis: 1}, w.x)
				return build(w)
			})
			for _, shape := range [][2]int{{11, 40}, {11, 4}, {40, 1}, {23, 2}} {
				back := make([]int64, shape[0])
				for i := range back {
					back[i] = int64(shape[0] - 1 - i)
				}
				agree(t, m, ramp(shape[0], shape[1]), ops.T(tensor.FromI64(back, shape[0])))
			}
		})
	}
}
