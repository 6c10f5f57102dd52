package native

import (
	"context"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Vecs of scalars, strings and arrays: pushed in loops, shared, set, sliced and read back.
func TestVecs(t *testing.T) {
	leaves := []types.Type{types.CoreF64, types.CoreBool, types.Str, arr(dtype.F64, "n")}
	v := types.Vec{Elems: leaves}
	m := one([]types.Type{types.CoreI64, arr(dtype.F64, "n")}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
		body := b.Region([]types.Type{types.CoreI64, v, arr(dtype.F64, "n")}, func(ps []*ir.Value) []*ir.Value {
			f := b.Emit1(ops.Cast{To: dtype.F64}, ps[0])
			y := b.Emit1(ops.Add, ps[2], ps[2])
			text := b.Emit1(ops.StrRepeat{}, c(b, "ab"), ps[0])
			w := b.Emit1(ops.VecPush{}, ps[1], f, b.Emit1(ops.Lt, ps[0], c(b, int64(2))), text, y)
			return []*ir.Value{w, y}
		})
		out := b.EmitRegions(ops.For{}, []*ir.Region{body}, xs[0], b.Emit1(ops.VecNew{Elems: leaves}), xs[1])
		row := b.Emit(ops.VecGet{}, out[0], c(b, int64(1)))
		two := b.Emit1(ops.VecSet{}, append([]*ir.Value{out[0], c(b, int64(0))}, row...)...)
		both := b.Emit1(ops.VecConcat{}, two, out[0])
		part := b.Emit1(ops.VecSlice{}, both, c(b, int64(3)), c(b, int64(-1)), c(b, int64(2)))
		return append([]*ir.Value{out[0], two, both, part, b.Emit1(ops.VecLen{}, both)}, row...)
	})
	agree(t, m, ops.I(3), ramp(5))
	agree(t, m, ops.I(2), ramp(1))
}

// A list of records built backwards, summed recursively, with a field replaced.
func TestNodes(t *testing.T) {
	cell := types.Node{Name: "Cell"}
	m := ir.NewModule(ir.Opt)
	m.Nodes = []*ir.NodeType{{Name: "Cell", Fields: []types.Type{types.CoreF64, arr(dtype.F64, "n"), cell}}}
	s := ir.NewFunc(m, "sum")
	p := s.Param("p", cell)
	zero := s.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{c(s, 0.0)} })
	more := s.Region(nil, func([]*ir.Value) []*ir.Value {
		rest := s.Emit1(ops.Call{Fn: "sum", Results: []types.Type{types.CoreF64}}, s.Emit1(ops.NodeGet{Field: 2}, p))
		x := s.Emit1(ops.Index{Axes: []int{0}}, s.Emit1(ops.NodeGet{Field: 1}, p), c(s, int64(1)))
		return []*ir.Value{s.Emit1(ops.Add, s.Emit1(ops.Mul, s.Emit1(ops.NodeGet{Field: 0}, p), x), rest)}
	})
	s.Finish(s.EmitRegions(ops.If{}, []*ir.Region{zero, more}, s.Emit1(ops.OptIsNull{}, p))...)
	b := ir.NewFunc(m, "f")
	n, x := b.Param("n", types.CoreI64), b.Param("x", arr(dtype.F64, "n"))
	body := b.Region([]types.Type{types.CoreI64, cell, arr(dtype.F64, "n")}, func(ps []*ir.Value) []*ir.Value {
		y := b.Emit1(ops.Add, ps[2], x)
		return []*ir.Value{b.Emit1(ops.NodeNew{Name: "Cell"}, b.Emit1(ops.Cast{To: dtype.F64}, ps[0]), y, ps[1]), y}
	})
	out := b.EmitRegions(ops.For{}, []*ir.Region{body}, n, b.Emit1(ops.Null{Type: cell}), x)
	other := b.Emit1(ops.NodeSet{Field: 0}, out[0], c(b, 100.0))
	call := ops.Call{Fn: "sum", Results: []types.Type{types.CoreF64}}
	b.Finish(b.Emit1(call, out[0]), b.Emit1(call, other), other)
	m.Entry = "f"
	agree(t, m, ops.I(10), ramp(3))
}

func TestStrings(t *testing.T) {
	m := one([]types.Type{types.Str, types.Str, types.CoreI64}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
		a, d := xs[0], xs[1]
		v := b.Emit1(ops.VecPush{}, b.Emit1(ops.VecPush{}, b.Emit1(ops.VecNew{Elems: []types.Type{types.Str}}), a), d)
		return []*ir.Value{b.Emit1(ops.StrConcat{}, a, d), b.Emit1(ops.StrEq{}, a, d), b.Emit1(ops.StrLt{}, a, d), b.Emit1(ops.StrLen{}, a),
			b.Emit1(ops.StrIndex{}, a, c(b, int64(1))), b.Emit1(ops.StrSlice{}, a, c(b, int64(2)), c(b, int64(-1)), c(b, int64(3))),
			b.Emit1(ops.StrRepeat{}, a, xs[2]), b.Emit1(ops.StrContains{}, a, d), b.Emit1(ops.StrJoin{}, c(b, ", "), v)}
	})
	agree(t, m, ops.S("héllo"), ops.S("llo"), ops.I(3))
	agree(t, m, ops.S("abc"), ops.S("abd"), ops.I(-1))
}

// Accumulators of vecs and nodes, added to, merged, taken, cut and read.
func TestRows(t *testing.T) {
	a := arr(dtype.F64, "n")
	m := ir.NewModule(ir.Opt)
	cell := types.Node{Name: "Cell"}
	m.Nodes = []*ir.NodeType{{Name: "Cell", Fields: []types.Type{types.CoreF64, types.CoreI64, a, cell}}}
	vt := ops.AccLeaf(m, types.Vec{Elems: []types.Type{types.CoreF64, types.CoreI64, a}})
	nt := ops.AccLeaf(m, cell)
	leaves := vt.(types.Opt).Elem.(types.Vec).Elems
	b := ir.NewFunc(m, "f")
	n, x := b.Param("n", types.CoreI64), b.Param("x", a)
	some := b.Emit1(ops.AccAdd{}, b.Emit1(ops.Null{Type: types.Opt{Elem: a}}), x)
	size := b.Emit1(ops.Dim{Axis: 0}, x)
	body := b.Region([]types.Type{types.CoreI64, vt, nt}, func(ps []*ir.Value) []*ir.Value {
		row := b.Emit1(ops.AccAdd{}, b.Emit1(ops.Null{Type: types.Opt{Elem: a}}), b.Emit1(ops.Mul, x, x))
		v := b.Emit1(ops.AccRow{}, ps[1], c(b, int64(4)), b.Emit1(ops.Mod, ps[0], c(b, int64(3))), c(b, 1.5), row)
		p := b.Emit1(ops.AccField{Name: nt.(types.Node).Name, K: 0}, ps[2], c(b, 2.0))
		field := b.Emit1(ops.AccAdd{}, b.Emit1(ops.Null{Type: types.Opt{Elem: a}}), b.Emit1(ops.Add, x, x))
		return []*ir.Value{v, b.Emit1(ops.AccField{Name: nt.(types.Node).Name, K: 1}, p, field)}
	})
	out := b.EmitRegions(ops.For{}, []*ir.Region{body}, n, b.Emit1(ops.Null{Type: vt}), b.Emit1(ops.Null{Type: nt}))
	other := b.Emit1(ops.AccRow{}, b.Emit1(ops.Null{Type: vt}), c(b, int64(4)), c(b, int64(1)), c(b, 7.0), some)
	vec := b.Emit1(ops.AccMerge{}, out[0], other)
	taken := b.Emit(ops.RowTake{Elems: leaves}, vec, c(b, int64(0)))
	after := b.Emit(ops.RowGet{Elems: leaves}, taken[0], c(b, int64(0)))
	first := b.Emit(ops.RowGet{Elems: leaves}, taken[0], c(b, int64(1)))
	cut := b.Emit1(ops.RowTrunc{}, taken[0], c(b, int64(2)))
	gone := b.Emit(ops.RowGet{Elems: leaves}, b.Emit1(ops.RowShift{}, cut, c(b, int64(1))), c(b, int64(1)))
	nodeAcc := ops.AccField{Name: nt.(types.Node).Name, K: 2}
	deep := b.Emit1(nodeAcc, b.Emit1(ops.Null{Type: nt}), b.Emit1(ops.AccField{Name: nt.(types.Node).Name, K: 0}, b.Emit1(ops.Null{Type: nt}), c(b, 3.0)))
	node := b.Emit1(ops.AccMerge{}, out[1], deep)
	inner := b.Emit1(ops.FieldGet{Type: nt, K: 2}, node)
	get := func(v *ir.Value) *ir.Value { return b.Emit1(ops.AccGet{}, v, size) }
	b.Finish(taken[1], get(taken[2]), after[0], get(after[1]), first[0], get(first[1]), gone[0], get(gone[1]),
		b.Emit1(ops.FieldGet{Type: types.CoreF64, K: 0}, node), get(b.Emit1(ops.FieldGet{Type: types.Opt{Elem: a}, K: 1}, node)),
		b.Emit1(ops.FieldGet{Type: types.CoreF64, K: 0}, inner))
	m.Entry = "f"
	p := load(t, m, Options{})
	for _, k := range []int64{0, 1, 2, 7} {
		got, err := p.Call(context.Background(), "f", []ops.Value{ops.I(k), f64s(1, 2, 3)})
		if err != nil {
			t.Fatal(err)
		}
		times := func(r int64) float64 { return float64((k - r + 2) / 3) } // how often row r was added to
		s := func(a, b, c float64) ops.Value { return f64s(a, b, c) }
		z, u, f := times(0), times(1), float64(k)
		want := []ops.Value{ops.F64(1.5 * z), s(z, 4*z, 9*z), ops.F64(0), s(0, 0, 0), ops.F64(7 + 1.5*u), s(1+u, 2+4*u, 3+9*u),
			ops.F64(0), s(0, 0, 0), ops.F64(2 * f), s(2*f, 4*f, 6*f), ops.F64(3)}
		if !equal(got, want) {
			t.Errorf("%d times: %s, want %s", k, show(got), show(want))
		}
	}
}

// A vec that grows through a loop, a branch and a call is never copied: a million pushes take moments, not hours.
func TestPushInPlace(t *testing.T) {
	v := types.Vec{Elems: []types.Type{types.CoreF64}}
	m := ir.NewModule(ir.Opt)
	g := ir.NewFunc(m, "push")
	w, x := g.Param("v", v), g.Param("x", types.CoreF64)
	g.Finish(g.Emit1(ops.VecPush{}, w, x))
	b := ir.NewFunc(m, "f")
	n := b.Param("n", types.CoreI64)
	body := b.Region([]types.Type{types.CoreI64, v}, func(ps []*ir.Value) []*ir.Value {
		yes := b.Region(nil, func([]*ir.Value) []*ir.Value {
			return []*ir.Value{b.Emit1(ops.Call{Fn: "push", Results: []types.Type{v}}, ps[1], b.Emit1(ops.Cast{To: dtype.F64}, ps[0]))}
		})
		no := b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{ps[1]} })
		return b.EmitRegions(ops.If{}, []*ir.Region{yes, no}, b.Emit1(ops.Ne, ps[0], c(b, int64(3))))
	})
	out := b.EmitRegions(ops.For{}, []*ir.Region{body}, n, b.Emit1(ops.VecNew{Elems: v.Elems}))
	b.Finish(b.Emit1(ops.VecLen{}, out[0]), b.Emit1(ops.VecGet{}, out[0], c(b, int64(500))))
	m.Entry = "f"
	agree(t, m, ops.I(600))
	got, err := load(t, m, Options{}).Call(context.Background(), "f", []ops.Value{ops.I(1e6)})
	if err != nil || got[0].I() != 1e6-1 || got[1].F64() != 501 {
		t.Errorf("%s, %v", show(got), err)
	}
}
