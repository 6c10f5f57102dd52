package ad_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// adjoint checks each derivative of a module against forward mode: for directions v of the parameters and weights w of the
// results, w·(J v) = (wᵀJ)·v.
func adjoint(t *testing.T, text string) {
	t.Helper()
	seen := map[string]bool{}
	for _, f := range golden.Read(t, text).Funcs {
		f.Body.Each(func(n *ir.Node) {
			if op, ok := n.Op.(ops.VJP); ok && !seen[op.Fn] && !narrow(f) {
				seen[op.Fn] = true
				for seed := range uint64(4) {
					transposed(t, text, op, seed)
				}
			}
		})
	}
}

// narrow reports whether a function takes floats that are no f64, of which both modes round other sums.
func narrow(f *ir.Func) bool {
	return slices.ContainsFunc(f.Params, func(p *ir.Value) bool {
		d, ok := types.ElemDType(p.Type)
		return ok && d.IsFloat() && d != dtype.F64
	})
}

const tolerance = 1e-9

// transposed compares both modes at one point.
func transposed(t *testing.T, text string, op ops.VJP, seed uint64) {
	t.Helper()
	m, name := bothModes(t, golden.Read(t, text), op)
	f := m.Func(op.Fn)
	r := &directions{rand.New(rand.NewPCG(seed, 7)), m}
	point := golden.Arguments(m, f, seed)
	var along, wrt []ops.Value
	for i, p := range f.Params {
		if !ops.HoldsFloat(m, p.Type) {
			continue
		}
		k := slices.Index(op.Wrt, i)
		v := r.like(p.Type, point[i], k >= 0)
		if along = append(along, v); k >= 0 {
			wrt = append(wrt, v)
		}
	}
	both := call(t, m, name, append(slices.Clone(point), along...))
	if both == nil {
		return // it raises at this point
	}
	results, tangents := both[:len(f.Results)], both[len(f.Results):]
	var weights []ops.Value
	want, k := 0.0, 0
	for i, of := range f.Results {
		if !ops.HoldsFloat(m, of) {
			continue
		}
		if slices.Contains(op.Out, i) {
			w := r.like(of, results[i], true)
			weights = append(weights, w)
			want += r.dot(of, w, tangents[k])
		}
		k++
	}
	back := call(t, m, reverse, append(slices.Clone(point), weights...))[len(f.Results):]
	got := 0.0
	for i, k := range op.Wrt {
		got += r.dot(f.Params[k].Type, wrt[i], back[i])
	}
	if d := math.Abs(got - want); !math.IsNaN(want) && !math.IsInf(want, 0) && !(d <= tolerance*(1+math.Abs(want))) {
		t.Errorf("%s at point %d: reverse mode gives %v, forward mode %v", op.Fn, seed, got, want)
	}
}

// reverse is the function that bothModes adds.
const reverse = "reverse mode"

// bothModes adds a function that gives the derivative of op, and forward mode's of which it gives the name.
func bothModes(t *testing.T, m *ir.Module, op ops.VJP) (*ir.Module, string) {
	t.Helper()
	f := m.Func(op.Fn)
	b := ir.NewFunc(m, reverse)
	var args []*ir.Value
	for _, p := range f.Params {
		args = append(args, b.Param("", p.Type))
	}
	op.Results = slices.Clone(f.Results)
	for _, k := range op.Out {
		args = append(args, b.Param("", ops.CtLeaf(m, f.Results[k])))
	}
	for _, k := range op.Wrt {
		op.Results = append(op.Results, ops.CtLeaf(m, f.Params[k].Type))
	}
	b.Finish(b.Emit(op, args...)...)
	m, err := ad.Run(m)
	if err != nil {
		t.Fatal(err)
	}
	m.Stage = ir.Opt
	name, err := ad.Tangents(m, op.Fn)
	if err == nil {
		err = ir.Verify(m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m, name
}

// call gives the results, nil if a Python exception ends it.
func call(t *testing.T, m *ir.Module, name string, args []ops.Value) []ops.Value {
	t.Helper()
	was := m.Entry
	m.Entry = name
	out, raised, err := golden.Call(m, args...)
	m.Entry = was
	if err != nil {
		t.Fatal(err)
	}
	if raised != nil {
		return nil
	}
	return out
}

// directions makes tangents and cotangents.
type directions struct {
	*rand.Rand
	m *ir.Module
}

// like gives a cotangent of a value of type t: random numbers, or zeros, where it has floats.
func (r *directions) like(t types.Type, v ops.Value, some bool) ops.Value {
	number := func() float64 {
		if some {
			return float64(r.IntN(17)-8) / 4
		}
		return 0
	}
	switch t := t.(type) {
	case types.Array:
		x := tensor.New(t.DType, v.Tensor().Shape...)
		for i := range tensor.Count(x.Shape) {
			x.SetBits(i, math.Float64bits(number()))
		}
		return ops.T(x)
	case types.Vec:
		var leaves []ops.Value
		for i := range v.Vec().Len() {
			leaves = append(leaves, r.parts(t.Elems, v.Vec().Row(i), some)...)
		}
		return ops.Value{Ref: ops.VecOf(len(ops.CtLeaf(r.m, t).(types.Vec).Elems), v.Vec().Len(), leaves)}
	case types.Node:
		if v.IsNull() {
			return v
		}
		return ops.Value{Ref: &ops.Record{Fields: r.parts(r.m.NodeType(t.Name).Fields, v.Record().Fields, some)}}
	}
	return ops.F64(number())
}

func (r *directions) parts(ts []types.Type, vs []ops.Value, some bool) []ops.Value {
	var out []ops.Value
	for i, t := range ts {
		if ops.HoldsFloat(r.m, t) {
			out = append(out, r.like(t, vs[i], some))
		}
	}
	return out
}

// dot is the sum of products of two cotangents of a value of type t. Null is zero.
func (r *directions) dot(t types.Type, a, b ops.Value) float64 {
	sum := 0.0
	parts := func(ts []types.Type, x, y []ops.Value) {
		for _, t := range ts {
			if ops.HoldsFloat(r.m, t) {
				sum += r.dot(t, x[0], y[0])
				x, y = x[1:], y[1:]
			}
		}
	}
	switch t := t.(type) {
	case types.Array:
		for i := range tensor.Count(a.Tensor().Shape) {
			sum += ops.Elem(a.Tensor(), i).F64() * ops.Elem(b.Tensor(), i).F64()
		}
		return sum
	case types.Vec:
		for i := range a.Vec().Len() {
			parts(t.Elems, a.Vec().Row(i), b.Vec().Row(i))
		}
		return sum
	case types.Node:
		if !a.IsNull() && !b.IsNull() {
			parts(r.m.NodeType(t.Name).Fields, a.Record().Fields, b.Record().Fields)
		}
		return sum
	}
	return a.F64() * b.F64()
}
