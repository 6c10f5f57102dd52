package compiler_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// narrow compares the derivative rule of a case with itself in f64, at the same operands, results and cotangent: they
// differ by what is rounded.
func (s *opCase) narrow(r *rand.Rand) string {
	wide := &opCase{n: retyped(s.n, toF64)}
	if !plain(wide.n) {
		return "its type rule takes no f64"
	}
	rule, ruleTypes, err := s.rule()
	if err != nil {
		return err.Error()
	}
	if rule == nil {
		return ""
	}
	wideRule, _, err := wide.rule()
	if err != nil {
		return err.Error()
	}
	how := smooth
	if roundsInAnyOrder(s.n.Op) {
		how = exact
	}
	given := &opCase{n: s.n, args: ruleTypes, place: append(slices.Clone(s.place), false, false)}
	x := given.inputs(r, how, derivSizes)
	x[len(s.args)] = s.apply(x[:len(s.args)])
	at := make([]ops.Value, len(x))
	for i, t := range ruleTypes {
		d, _ := types.ElemDType(t)
		at[i] = cast(x[i], t, toF64(d))
	}
	got, want := runRule(rule, x), runRule(wideRule, at)
	for k, i := range s.active() {
		if p := roundedAlike(s.args[i], got[k], want[k], flat(at[len(at)-1])); p != "" {
			return fmt.Sprintf("the derivative by parameter %d at %s is %s in f64", i, given.shown(x), p)
		}
	}
	return ""
}

// computed is the type of the cotangent of a value of type t in a rule.
func computed(t types.Type) types.Type {
	d, _ := types.ElemDType(t)
	return types.WithDType(t, d.Compute())
}

// toF64 widens floats.
func toF64(d dtype.Type) dtype.Type {
	if d.Class() == dtype.Float {
		return dtype.F64
	}
	return d
}

// apply is the case's operation.
func (s *opCase) apply(x []ops.Value) ops.Value {
	m := ir.NewModule(ir.Opt)
	b := ir.NewFunc(m, "f")
	b.Finish(b.Emit1(s.n.Op, s.operands(b)...))
	return runRule(m, x)[0]
}

func runRule(m *ir.Module, x []ops.Value) []ops.Value {
	out, err := vm.New(m, &ops.Env{Pool: m.Pool}).Call(context.Background(), "f", x)
	if err != nil {
		panic(err)
	}
	return out
}

// roundedAlike compares numbers of a type with those that were not rounded to it: they are as exact as numbers of the
// cotangent's size, for a rule may take one from another that is nearly the same. What is narrower than f32 is computed in
// f32 and rounded once; f32 itself is rounded at each step.
func roundedAlike(t types.Type, got, want ops.Value, ct []float64) string {
	d, _ := types.ElemDType(t)
	gs, ws := floatsOf(got, computed(t)), flat(want)
	ulps := 2.0
	if d.Size() >= dtype.F32.Size() {
		ulps += float64(len(ws))
	}
	for j := range ws {
		_, exp := math.Frexp(slices.Max(append(ct, math.Abs(ws[j]))))
		if !(math.Abs(gs[j]-ws[j]) <= ulps*math.Ldexp(ulpOf(d), exp-1)) && !notFinite(ws[j]) {
			return fmt.Sprintf("%v, and %v", gs[j], ws[j])
		}
	}
	return ""
}

// rule makes the function f of the parameters, the result and its cotangent that gives what each active parameter's
// cotangent receives. There is none of an operation whose derivative is 0.
func (s *opCase) rule() (*ir.Module, []types.Type, error) {
	p, ok := ops.AsPrimitive(s.n.Op)
	if !ok {
		return nil, nil, nil
	}
	m := ir.NewModule(ir.Opt)
	b := ir.NewFunc(m, "f")
	g := &reverse{b: b, n: s.n, args: s.operands(b)}
	result := s.n.Results[0].Type
	g.result, g.ct = b.Param("y", result), b.Param("ct", computed(result))
	g.got = make([]*ir.Value, len(g.args))
	p.VJP(g)
	var out []*ir.Value
	for i, a := range g.args {
		if slices.Contains(b.F.Params, a) && g.Active(i) {
			if g.got[i] == nil {
				d, _ := types.ElemDType(a.Type)
				g.got[i] = ops.CastTo(b, ops.Like(b, a, 0), d.Compute())
			}
			out = append(out, g.got[i])
		}
	}
	b.Finish(out...)
	return m, ir.Types(b.F.Params), ir.Verify(m)
}

// reverse is what a reverse rule sees of a node with one result whose operands and result are numbers at hand.
type reverse struct {
	b          *ir.Builder
	n          *ir.Node
	args       []*ir.Value
	result, ct *ir.Value
	got        []*ir.Value
}

func (g *reverse) B() *ir.Builder            { return g.b }
func (g *reverse) Node() *ir.Node            { return g.n }
func (g *reverse) Arg(i int) *ir.Value       { return g.args[i] }
func (g *reverse) Result(int) *ir.Value      { return g.result }
func (g *reverse) Dim(i, axis int) *ir.Value { return g.b.Emit1(ops.Dim{Axis: axis}, g.args[i]) }
func (g *reverse) Ct(int) *ir.Value          { return g.ct }
func (g *reverse) Take(int) *ir.Value        { panic("an accumulator of numbers") }
func (g *reverse) Give(int, *ir.Value)       { panic("an accumulator of numbers") }

func (g *reverse) Dims(i int) []*ir.Value {
	out := make([]*ir.Value, len(types.DimsOf(g.args[i].Type)))
	for axis := range out {
		out[axis] = g.Dim(i, axis)
	}
	return out
}

func (g *reverse) Active(i int) bool {
	d, _ := types.ElemDType(g.args[i].Type)
	return d.Class() == dtype.Float
}

func (g *reverse) Add(i int, ct *ir.Value) {
	if g.got[i] != nil {
		ct = g.b.Emit1(ops.Add, g.got[i], ct)
	}
	g.got[i] = ct
}

func (g *reverse) Acc(i int, op ir.Op, extra ...*ir.Value) {
	sizes := g.Dims(i)
	acc := g.b.Emit1(ops.Null{Type: types.Opt{Elem: computed(g.args[i].Type)}})
	acc = g.b.Emit1(op, slices.Concat([]*ir.Value{acc}, sizes, extra)...)
	g.Add(i, g.b.Emit1(ops.AccGet{}, append([]*ir.Value{acc}, sizes...)...))
}
