package compiler_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/myia-lang/myia/backend/llvm/native"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/lower"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// TestAssignedNumbers assigns numbers of one type to an element of an array of another, x[0] of three, or, if they are three,
// to the row x[0] of two, and compares the element, or the row, or the error, with NumPy's.
func TestAssignedNumbers(t *testing.T) {
	np := func(d dtype.Type) types.Type { return types.Array{DType: d} }
	cases := []struct {
		to   dtype.Type
		from types.Type
		v    any
		want string
	}{
		{dtype.I64, types.Float, 1.7, "1"},
		{dtype.I64, types.Float, -1.7, "-1"},
		{dtype.I64, types.Float, math.NaN(), "ValueError: cannot convert float NaN to integer"},
		{dtype.I64, types.Float, math.Inf(1), "OverflowError: cannot convert float infinity to integer"},
		{dtype.I64, types.Float, 1e300, "OverflowError: Python int too large to convert to C long"},
		{dtype.I64, np(dtype.F64), math.NaN(), "ValueError: cannot convert float NaN to integer"},
		{dtype.I8, types.Int, int64(300), "OverflowError: Python integer 300 out of bounds for int8"},
		{dtype.I8, types.Int, int64(-128), "-128"},
		{dtype.I8, types.Float, 300.5, "OverflowError: Python integer 300 out of bounds for int8"},
		{dtype.I8, types.Float, -128.9, "-128"},
		{dtype.I8, np(dtype.I64), int64(300), "OverflowError: Python integer 300 out of bounds for int8"},
		{dtype.I8, types.Bool, true, "1"},
		{dtype.U8, types.Int, int64(-1), "OverflowError: Python integer -1 out of bounds for uint8"},
		{dtype.U64, types.Int, int64(-1), "OverflowError: Python integer -1 out of bounds for uint64"},
		{dtype.Bool, types.Float, 2.5, "1"},
		{dtype.Bool, types.Float, math.NaN(), "1"},
		{dtype.Bool, types.Int, int64(0), "0"},
		{dtype.F32, types.Float, 1e300, "+Inf"},
		{dtype.F64, types.Int, int64(7), "7"},
		{dtype.F16, types.Float, 0.1, "0.0999755859375"},
		{dtype.I8, types.A(dtype.I64, types.C(3)), []float64{300, 1, -2}, "44 1 -2"},
		{dtype.I64, types.A(dtype.F64, types.C(3)), []float64{1.7, -1.7, 2.5}, "1 -1 2"},
		{dtype.Bool, types.A(dtype.F64, types.C(3)), []float64{0.5, 0, -0.5}, "1 0 1"},
	}
	m := ir.NewModule(ir.Typed)
	p := typed.All(nil).Known(ops.Core())(ir.Typed, "array.set").(typed.Apply).P
	shape := func(from types.Type) []types.Dim {
		if len(types.DimsOf(from)) > 0 {
			return []types.Dim{types.C(2), types.C(3)}
		}
		return []types.Dim{types.C(3)}
	}
	for k, c := range cases {
		b := ir.NewFunc(m, fmt.Sprint(k))
		x := b.Param("x", types.A(c.to, shape(c.from)...))
		args := []*ir.Value{x, b.Param("i", types.Int), b.Param("v", c.from)}
		of, err := p.Type(&typed.CallInfo{Prim: p, Args: []typed.Arg{{T: x.Type}, {T: types.Int}, {T: c.from}}})
		if err != nil {
			t.Fatal(err)
		}
		m.Add(b.Done(b.Emit1(typed.Apply{P: p, Statics: make([]typed.Known, 3), T: of}, args...)))
	}
	m = lower.Lower(m)
	m.Stage = ir.Opt
	machines, err := machinesFor(t, m, native.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for k, c := range cases {
		count := 1
		var v ops.Value
		switch x := c.v.(type) {
		case float64:
			v = ops.F64(x)
		case int64:
			v = ops.I(x)
		case bool:
			v = ops.B(x)
		case []float64:
			d, _ := types.ElemDType(c.from)
			v, count = ops.T(ofFloats(d, x...)), 3
		}
		for _, call := range machines.call {
			var sizes []int
			for _, d := range shape(c.from) {
				sizes = append(sizes, int(d.Const))
			}
			out, err := call(context.Background(), fmt.Sprint(k), []ops.Value{ops.T(tensor.New(c.to, sizes...)), ops.I(0), v})
			var e *ops.Raised
			got := ""
			if errors.As(err, &e) {
				got = e.Class + ": " + e.Msg
			} else if err != nil {
				t.Fatal(err)
			} else {
				var xs []string
				for _, x := range floatsOf(out[0], types.A(c.to, shape(c.from)...))[:count] {
					xs = append(xs, fmt.Sprint(x))
				}
				got = strings.Join(xs, " ")
			}
			if got != c.want {
				t.Errorf("%v as %s to an element of %s: %s, want %s", c.v, c.from, c.to, got, c.want)
			}
		}
	}
}
