package compiler_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// everyDerivative compares the derivatives of the samples from floats to floats.
func everyDerivative(t *testing.T, all []opCase) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, s := range all {
		d, _ := types.ElemDType(s.n.Results[0].Type)
		if d != dtype.F64 || !s.known() || len(s.active()) == 0 {
			continue
		}
		if problem := s.derivative(r); problem != "" {
			t.Errorf("%s: %s", s, problem)
		}
	}
}

// active lists the parameters that hold f64.
func (s opCase) active() []int {
	var out []int
	for i, typ := range s.args {
		if d, _ := types.ElemDType(typ); d == dtype.F64 {
			out = append(out, i)
		}
	}
	return out
}

// derivative says what is wrong with the first and second derivatives of a case along a direction.
func (s opCase) derivative(r *rand.Rand) string {
	m := ir.NewModule(ir.Core)
	b := ir.NewFunc(m, "f")
	again := opCase{}
	args := make([]*ir.Value, len(s.n.Args))
	for i, a := range s.n.Args {
		args[i] = again.operand(b, a)
	}
	b.Finish(b.Emit1(s.n.Op, args...))
	wrt := s.active()
	result := s.n.Results[0].Type
	b = ir.NewFunc(m, "g") // the gradients
	vjp := ops.VJP{Fn: "f", Wrt: wrt, Out: []int{0}, Results: []types.Type{result}}
	var ps []*ir.Value
	for i, typ := range s.args {
		ps = append(ps, b.Param("", typ))
		if slices.Contains(wrt, i) {
			vjp.Results = append(vjp.Results, typ)
		}
	}
	out := b.Emit(vjp, append(ps, b.Param("ct", result))...)
	b.Finish(out...)
	m, err := ad.Run(m)
	if err != nil {
		return err.Error()
	}
	m.Stage = ir.Opt
	slope, err := ad.Tangents(m, "f")
	if err != nil {
		return err.Error()
	}
	second, err := ad.Tangents(m, "g")
	if err != nil {
		return err.Error()
	}
	if err := ir.Verify(m); err != nil {
		return err.Error()
	}
	call := func(fn string, args ...ops.Value) []ops.Value {
		out, err := vm.New(m, &ops.Env{Pool: m.Pool}).Call(context.Background(), fn, args)
		if err != nil {
			panic(fmt.Sprintf("%s: %v", s, err))
		}
		return out
	}
	x, v := s.inputs(r, false), s.inputs(r, false)
	cts := (&opCase{args: []types.Type{result}}).inputs(r, false)
	dirs := make([]ops.Value, len(wrt))
	for k, i := range wrt {
		dirs[k] = v[i]
	}
	at := func(fn string, step float64, more ...ops.Value) []ops.Value {
		moved := slices.Clone(x)
		for k, i := range wrt {
			moved[i] = addScaled(x[i], dirs[k], step)
		}
		return call(fn, append(moved, more...)...)
	}
	const h = 1e-6
	differ := func(fn string, j int, more ...ops.Value) []float64 {
		up, down := flat(at(fn, h, more...)[j]), flat(at(fn, -h, more...)[j])
		for k := range up {
			up[k] = (up[k] - down[k]) / (2 * h)
		}
		return up
	}
	tangent := flat(call(slope, slices.Concat(x, dirs)...)[1])
	want := differ("f", 0)
	if ops.TraitsOf(s.n.Op).Deriv.Kind == ops.DerivCut {
		clear(want)
	}
	if problem := closeTo("the tangent, and differences", tangent, want, 1e-4); problem != "" {
		return problem
	}
	grads := call("g", append(slices.Clone(x), cts[0])...)[1:]
	there, back := dot(flat(cts[0]), tangent), 0.0
	for k := range wrt {
		back += dot(flat(grads[k]), flat(dirs[k]))
	}
	if problem := closeTo("the tangent by the cotangent, and the gradient by the direction", []float64{there}, []float64{back}, 1e-11); problem != "" {
		return problem
	}
	still := addScaled(cts[0], cts[0], -1)
	twice := call(second, slices.Concat(x, cts, dirs, []ops.Value{still})...)
	for k := range wrt {
		if problem := closeTo("the second derivative, and differences", flat(twice[2+len(wrt)+k]), differ("g", 1+k, cts[0]), 1e-4); problem != "" {
			return problem
		}
	}
	return ""
}

// closeTo compares numbers, where they are finite.
func closeTo(what string, got, want []float64, tol float64) string {
	for k := range want {
		if !notFinite(want[k]) && !(math.Abs(got[k]-want[k]) <= tol*(1+math.Abs(want[k]))) {
			return fmt.Sprintf("%s: %v and %v", what, got, want)
		}
	}
	return ""
}

func dot(a, b []float64) (sum float64) {
	for k := range a {
		sum += a[k] * b[k]
	}
	return sum
}

// flat gives the numbers of a scalar or an array of f64.
func flat(v ops.Value) []float64 {
	if x := v.Tensor(); x != nil {
		return slices.Clone(tensor.Of[float64](x))
	}
	return []float64{v.F64()}
}

// addScaled is x + step·v.
func addScaled(x, v ops.Value, step float64) ops.Value {
	xs, vs := flat(x), flat(v)
	for k := range xs {
		xs[k] += step * vs[k]
	}
	if t := x.Tensor(); t != nil {
		return ops.T(tensor.FromF64(xs, t.Shape...))
	}
	return ops.F64(xs[0])
}
