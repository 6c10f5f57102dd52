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
		if !s.sloped() {
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

// sloped reports whether a case leads from floats to floats.
func (s *opCase) sloped() bool {
	d, _ := types.ElemDType(s.n.Results[0].Type)
	return d.Class() == dtype.Float && s.known() && len(s.active()) > 0
}

// derivSizes are those of the axes that samples leave open.
var derivSizes = sizes{rows: 3, columns: 4}

// active lists the parameters that hold floats.
func (s *opCase) active() []int { return floatsAmong(s.args) }

// wide reports whether all floats are f64.
func (s *opCase) wide() bool {
	return !slices.ContainsFunc(append(slices.Clone(s.args), s.n.Results[0].Type), func(t types.Type) bool {
		d, _ := types.ElemDType(t)
		return d.Class() == dtype.Float && d != dtype.F64
	})
}

// slopes are the functions of a case: f itself, g that gives its values and its gradients, and the tangents of both.
type slopes struct {
	m             *ir.Module
	f, g          string
	args, results []types.Type // of f
	wrt, outs     []int        // which of them hold floats
	ofF, ofG      string
	x, ct, dir    []ops.Value // a point, a cotangent for each out, and a direction
}

// floatsAmong lists the types that hold floats.
func floatsAmong(ts []types.Type) (at []int) {
	for i, t := range ts {
		if d, ok := types.ElemDType(t); ok && d.Class() == dtype.Float {
			at = append(at, i)
		}
	}
	return at
}

// withGradients adds the function g to a core module; nil if f does not lead from floats to floats, or no derivative passes
// one of its operations.
func withGradients(m *ir.Module, f *ir.Func) *slopes {
	d := &slopes{m: m, f: f.Name, g: f.Name + ".g", args: ir.Types(f.Params), results: f.Results}
	d.wrt, d.outs = floatsAmong(d.args), floatsAmong(d.results)
	refused := false
	f.Body.Each(func(n *ir.Node) { refused = refused || ops.TraitsOf(n.Op).Deriv.Kind == ops.DerivRefused })
	if len(d.wrt) == 0 || len(d.outs) == 0 || refused {
		return nil
	}
	b := ir.NewFunc(m, d.g)
	vjp := ops.VJP{Fn: f.Name, Wrt: d.wrt, Out: d.outs, Results: slices.Clone(d.results)}
	var ps []*ir.Value
	for _, t := range d.args {
		ps = append(ps, b.Param("", t))
	}
	for _, i := range d.wrt {
		vjp.Results = append(vjp.Results, d.args[i])
	}
	for _, i := range d.outs {
		ps = append(ps, b.Param("ct", d.results[i]))
	}
	b.Finish(b.Emit(vjp, ps...)...)
	return d
}

// tangents adds the tangents of f and g, in a module after differentiation.
func (d *slopes) tangents(m *ir.Module) (err error) {
	d.m = m
	if d.ofF, err = ad.Tangents(m, d.f); err != nil {
		return err
	}
	d.ofG, err = ad.Tangents(m, d.g)
	return err
}

// at chooses a point, a cotangent and a direction.
func (d *slopes) at(s *opCase, r *rand.Rand, how filling) {
	cts := &opCase{}
	for _, i := range d.outs {
		cts.args, cts.place = append(cts.args, d.results[i]), append(cts.place, false)
	}
	d.x, d.ct, d.dir = s.inputs(r, how, derivSizes), cts.inputs(r, how, derivSizes), nil
	v := s.inputs(r, how, derivSizes)
	for _, i := range d.wrt {
		d.dir = append(d.dir, v[i])
	}
}

// run calls a function, whose first operands are those of f.
func (d *slopes) run(fn string, args ...[]ops.Value) []ops.Value {
	out, err := vm.New(d.m, &ops.Env{Pool: d.m.Pool}).Call(context.Background(), fn, slices.Concat(args...))
	if err != nil {
		panic(fmt.Sprintf("%s: %v", fn, err))
	}
	return out
}

// differences gives the slope along the direction of result j.
func (d *slopes) differences(fn string, j int, more []ops.Value) []float64 {
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
	m := ir.NewModule(ir.Core)
	b := ir.NewFunc(m, "f")
	d := withGradients(m, b.Finish(b.Emit1(s.n.Op, s.operands(b)...)))
	m, err := ad.Run(m)
	if err != nil {
		return err.Error()
	}
	m.Stage = ir.Opt
	if err := d.tangents(m); err != nil {
		return err.Error()
	}
	if err := ir.Verify(m); err != nil {
		return err.Error()
	}
	how := smooth
	if roundsInAnyOrder(s.n.Op) {
		how = exact
	}
	d.at(s, r, how)
	return d.problem(ops.TraitsOf(s.n.Op).Deriv.Kind == ops.DerivCut)
}

// problem says what is wrong at the point; what is cut has no slope.
func (d *slopes) problem(cut bool) string {
	tangents := d.run(d.ofF, d.x, d.dir)[len(d.results):]
	for k, j := range d.outs {
		want := d.differences(d.f, j, nil)
		if cut {
			clear(want)
		}
		if problem := closeTo("the tangent, and differences", flat(tangents[k]), want, 1e-4); problem != "" {
			return problem
		}
	}
	if problem := d.transposed(tangents); problem != "" {
		return problem
	}
	return d.second()
}

// transposed compares reverse mode with forward mode.
func (d *slopes) transposed(tangents []ops.Value) string {
	grads := d.run(d.g, d.x, d.ct)[len(d.results):]
	there, back := 0.0, 0.0
	for k := range d.outs {
		there += dot(flat(d.ct[k]), flat(tangents[k]))
	}
	for k := range d.wrt {
		back += dot(flat(grads[k]), flat(d.dir[k]))
	}
	return closeTo("the tangent by the cotangent, and the gradient by the direction", []float64{there}, []float64{back}, 1e-11)
}

// second compares the tangents of the gradients with differences.
func (d *slopes) second() string {
	twice := d.run(d.ofG, d.x, d.ct, d.dir, d.still())
	first := len(d.results) + len(d.wrt) + len(d.outs)
	for k := range d.wrt {
		want := d.differences(d.g, len(d.results)+k, d.ct)
		if problem := closeTo("the second derivative, and differences", flat(twice[first+k]), want, 1e-4); problem != "" {
			return problem
		}
	}
	return ""
}

// still is the direction in which the cotangent does not move.
func (d *slopes) still() []ops.Value {
	var out []ops.Value
	for _, ct := range d.ct {
		out = append(out, addScaled(ct, ct, -1))
	}
	return out
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
