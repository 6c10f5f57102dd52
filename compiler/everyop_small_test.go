package compiler_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/backend/llvm/native"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// smallPoints is how many points each function is tried at.
const smallPoints = 64

// TestSmallDerivatives compares the gradient of each elementwise function on small floats, computed as programs compute
// it, with that of f64 at the same points: to 2 units in the last place of each number.
func TestSmallDerivatives(t *testing.T) {
	tried := 0
	for _, d := range dtype.All() {
		if d.Small() == nil {
			continue
		}
		small, arity := elementwiseGradients(t, d)
		wide, _ := elementwiseGradients(t, dtype.F64)
		code, err := loadAll(t, small, native.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(17, 18))
		for name, n := range arity {
			x := make([]ops.Value, n+1) // the operands and the cotangent
			at := make([]ops.Value, n+1)
			for i := range x {
				x[i] = ops.T(smallNumbers(r, d))
				at[i] = ops.T(tensor.Convert(x[i].Tensor(), dtype.F64))
			}
			got, want := called(t, small, name, x), called(t, wide, name, at)
			compiled, err := code.Call(context.Background(), name, x)
			if err != nil {
				t.Fatal(err)
			}
			for k := range want {
				if !sameNumbers(got[k].Tensor(), compiled[k].Tensor()) {
					t.Errorf("%s of %s: the backends differ in result %d", name, d, k)
				}
				if p := beyondUlps(got[k].Tensor(), want[k].Tensor(), 2); p != "" {
					t.Errorf("%s of %s, result %d: %s", name, d, k, p)
				}
			}
			tried++
		}
	}
	if tried < 30 {
		t.Errorf("only %d functions were tried", tried)
	}
}

// elementwiseGradients makes, for each elementwise function with a derivative, a function of its name that gives the
// function's value and its gradient by each operand, on arrays of a type; and tells how many operands each has.
func elementwiseGradients(t *testing.T, d dtype.Type) (*ir.Module, map[string]int) {
	m, arity := ir.NewModule(ir.Core), map[string]int{}
	of := types.A(d, types.C(smallPoints))
	for _, decl := range ops.Core().All() {
		op, ok := decl.Op.(ops.Elementwise)
		if _, rules := ops.AsPrimitive(decl.Op); !ok || !rules {
			continue
		}
		n := 1
		if len(nodeOn(op, []types.Type{types.CoreF64}).Results) == 0 {
			n = 2
		}
		f := ir.NewFunc(m, op.OpName()+".f")
		vjp := ops.VJP{Fn: f.F.Name, Out: []int{0}, Results: []types.Type{of}}
		g := ir.NewFunc(m, op.OpName())
		var xs, ps []*ir.Value
		for i := range n {
			xs, ps = append(xs, f.Param("", of)), append(ps, g.Param("", of))
			vjp.Wrt, vjp.Results = append(vjp.Wrt, i), append(vjp.Results, of)
		}
		f.Finish(ops.Compute(f, op, xs...))
		g.Finish(g.Emit(vjp, append(ps, g.Param("ct", of))...)...)
		arity[op.OpName()] = n
	}
	if err := ir.Verify(m); err != nil {
		t.Fatal(err)
	}
	m, err := ad.Run(m)
	if err != nil {
		t.Fatal(err)
	}
	return m, arity
}

// smallNumbers are numbers between 1/8 and 7/8, in which all functions are defined and smooth.
func smallNumbers(r *rand.Rand, d dtype.Type) *tensor.Tensor {
	out := tensor.New(dtype.F64, smallPoints)
	for i := range smallPoints {
		tensor.Of[float64](out)[i] = 0.125 + 0.75*r.Float64()
	}
	return tensor.Convert(out, d)
}

func called(t *testing.T, m *ir.Module, fn string, args []ops.Value) []ops.Value {
	out, err := vm.New(m, &ops.Env{Pool: m.Pool}).Call(context.Background(), fn, args)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sameNumbers(x, y *tensor.Tensor) bool {
	return x.DType == y.DType && string(x.Bytes()) == string(y.Bytes())
}

// beyondUlps tells the first element that is more than so many units in its last place from what it should be.
func beyondUlps(got, want *tensor.Tensor, ulps float64) string {
	ulp := ulpOf(got.DType)
	for i := range got.Len() {
		g, w := got.Float(i), want.Float(i)
		_, exp := math.Frexp(w)
		if math.IsNaN(g) && math.IsNaN(w) {
			continue
		}
		if !(math.Abs(g-w) <= ulps*math.Ldexp(ulp, exp-1)) {
			return fmt.Sprintf("element %d is %v, want %v", i, g, w)
		}
	}
	return ""
}
