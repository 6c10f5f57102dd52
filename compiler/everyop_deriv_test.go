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

// everyDerivative compares the derivatives of the samples from floats to floats: those of f64 with differences, first
// and second ones, forward and reverse; those of other floats with the same rule in f64.
func everyDerivative(t *testing.T, all []opCase) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, s := range all {
		d, _ := types.ElemDType(s.n.Results[0].Type)
		if d.Class() != dtype.Float || !s.known() || len(s.active()) == 0 {
			continue
		}
		problem := ""
		if s.wide() {
			problem = s.derivative(r)
		} else {
			problem = s.narrow(r)
		}
		if problem != "" {
			t.Errorf("%s: %s", s, problem)
		}
	}
}

// derivSizes are those of the axes that samples leave open.
var derivSizes = sizes{rows: 3, columns: 4}

// active lists the parameters that hold floats.
func (s *opCase) active() []int {
	var out []int
	for i, t := range s.args {
		if d, _ := types.ElemDType(t); d.Class() == dtype.Float {
			out = append(out, i)
		}
	}
	return out
}

// wide reports whether all floats are f64.
func (s *opCase) wide() bool {
	return !slices.ContainsFunc(append(slices.Clone(s.args), s.n.Results[0].Type), func(t types.Type) bool {
		d, _ := types.ElemDType(t)
		return d.Class() == dtype.Float && d != dtype.F64
	})
}

// slopes are the functions of a case: f itself, g that gives its value and its gradients, and the tangents of both.
type slopes struct {
	*opCase
	m          *ir.Module
	wrt        []int
	ofF, ofG   string
	x, ct, dir []ops.Value // a point, a cotangent, and a direction
}

// slopesOf makes them, and a point.
func (s *opCase) slopesOf(r *rand.Rand) (*slopes, error) {
	m := ir.NewModule(ir.Core)
	b := ir.NewFunc(m, "f")
	b.Finish(b.Emit1(s.n.Op, s.operands(b)...))
	d := &slopes{opCase: s, wrt: s.active()}
	result := s.n.Results[0].Type
	b = ir.NewFunc(m, "g")
	vjp := ops.VJP{Fn: "f", Wrt: d.wrt, Out: []int{0}, Results: []types.Type{result}}
	var ps []*ir.Value
	for i, t := range s.args {
		ps = append(ps, b.Param("", t))
		if slices.Contains(d.wrt, i) {
			vjp.Results = append(vjp.Results, t)
		}
	}
	b.Finish(b.Emit(vjp, append(ps, b.Param("ct", result))...)...)
	var err error
	if d.m, err = ad.Run(m); err != nil {
		return nil, err
	}
	d.m.Stage = ir.Opt
	how := smooth
	if roundsInAnyOrder(s.n.Op) {
		how = exact
	}
	d.x, d.ct = s.inputs(r, how, derivSizes), (&opCase{n: s.n, args: []types.Type{result}, place: []bool{false}}).inputs(r, how, derivSizes)
	for v := s.inputs(r, how, derivSizes); len(d.dir) < len(d.wrt); {
		d.dir = append(d.dir, v[d.wrt[len(d.dir)]])
	}
	return d, nil
}

// tangents adds the tangents of f and g.
func (d *slopes) tangents() (err error) {
	if d.ofF, err = ad.Tangents(d.m, "f"); err != nil {
		return err
	}
	if d.ofG, err = ad.Tangents(d.m, "g"); err != nil {
		return err
	}
	return ir.Verify(d.m)
}

// run calls a function, whose first operands are those of f.
func (d *slopes) run(fn string, args ...[]ops.Value) []ops.Value {
	out, err := vm.New(d.m, &ops.Env{Pool: d.m.Pool}).Call(context.Background(), fn, slices.Concat(args...))
	if err != nil {
		panic(fmt.Sprintf("%s: %v", d, err))
	}
	return out
}

// differences gives the slope along the direction of result j.
func (d *slopes) differences(fn string, j int, more ...ops.Value) []float64 {
	const h = 1e-6
	at := func(step float64) []float64 {
		moved := slices.Clone(d.x)
		for k, i := range d.wrt {
			moved[i] = addScaled(d.x[i], d.dir[k], step)
		}
		return flat(d.run(fn, moved, more)[j])
	}
	up, down := at(h), at(-h)
	for k := range up {
		up[k] = (up[k] - down[k]) / (2 * h)
	}
	return up
}

// derivative says what is wrong with the first and second derivatives of a case along a direction.
func (s *opCase) derivative(r *rand.Rand) string {
	d, err := s.slopesOf(r)
	if err == nil {
		err = d.tangents()
	}
	if err != nil {
		return err.Error()
	}
	tangent := flat(d.run(d.ofF, d.x, d.dir)[1])
	if problem := d.first(tangent); problem != "" {
		return problem
	}
	if problem := d.transposed(tangent); problem != "" {
		return problem
	}
	return d.second()
}

// first compares the tangent with differences.
func (d *slopes) first(tangent []float64) string {
	want := d.differences("f", 0)
	if ops.TraitsOf(d.n.Op).Deriv.Kind == ops.DerivCut {
		clear(want)
	}
	return closeTo("the tangent, and differences", tangent, want, 1e-4)
}

// transposed compares reverse mode with forward mode.
func (d *slopes) transposed(tangent []float64) string {
	grads := d.run("g", d.x, d.ct)[1:]
	there, back := dot(flat(d.ct[0]), tangent), 0.0
	for k := range d.wrt {
		back += dot(flat(grads[k]), flat(d.dir[k]))
	}
	return closeTo("the tangent by the cotangent, and the gradient by the direction", []float64{there}, []float64{back}, 1e-11)
}

// second compares the tangents of the gradients with differences.
func (d *slopes) second() string {
	still := addScaled(d.ct[0], d.ct[0], -1)
	twice := d.run(d.ofG, d.x, d.ct, d.dir, []ops.Value{still})
	for k := range d.wrt {
		want := d.differences("g", 1+k, d.ct[0])
		if problem := closeTo("the second derivative, and differences", flat(twice[2+len(d.wrt)+k]), want, 1e-4); problem != "" {
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
