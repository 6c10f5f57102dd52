package kernels

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Accumulators of vecs and nodes become vecs and nodes of accumulators. What is added to is first taken out, so that it
// has one owner and is updated in place.

func (w *fuser) accRow(_ *ir.Node, a []*ir.Value) []*ir.Value {
	return []*ir.Value{w.addRow(a[0], a[1], a[2], a[3:])}
}

func (w *fuser) rowGet(n *ir.Node, a []*ir.Value) []*ir.Value {
	return w.rowOr(a[0], a[1], n.Op.(ops.RowGet).Elems, func(v *ir.Value) []*ir.Value { return w.b.Emit(ops.VecGet{}, v, a[1]) })
}

func (w *fuser) rowTrunc(_ *ir.Node, a []*ir.Value) []*ir.Value {
	return w.ifSome(a[0], func(v *ir.Value) *ir.Value {
		return w.b.Emit1(ops.VecTrunc{}, v, w.b.Emit1(ops.Minimum, a[1], w.b.Emit1(ops.VecLen{}, v)))
	})
}

func (w *fuser) rowShift(_ *ir.Node, a []*ir.Value) []*ir.Value {
	return w.ifSome(a[0], func(v *ir.Value) *ir.Value {
		size := w.b.Emit1(ops.VecLen{}, v)
		from := w.b.Emit1(ops.Minimum, a[1], size)
		return w.b.Emit1(ops.VecSlice{}, v, from, w.int(1), w.b.Emit1(ops.Sub, size, from))
	})
}

func (w *fuser) rowUnshift(_ *ir.Node, a []*ir.Value) []*ir.Value {
	return w.ifSome(a[0], func(v *ir.Value) *ir.Value { return w.emptyRows(v, a[1]) })
}

func (w *fuser) accDup(_ *ir.Node, a []*ir.Value) []*ir.Value { return []*ir.Value{a[0], a[0]} }

func (w *fuser) accField(n *ir.Node, a []*ir.Value) []*ir.Value {
	return []*ir.Value{w.addField(a[0], a[1], n.Op.(ops.AccField))}
}

// fieldGet reads a field, which is zero of null, as every field of null.
func (w *fuser) fieldGet(n *ir.Node, a []*ir.Value) []*ir.Value {
	return w.b.Emit(ops.NodeGet{Field: n.Op.(ops.FieldGet).K}, a[0])
}

// branches makes an if.
func (w *fuser) branches(cond *ir.Value, yes, no func() []*ir.Value) []*ir.Value {
	region := func(f func() []*ir.Value) *ir.Region {
		return w.b.Region(nil, func([]*ir.Value) []*ir.Value { return f() })
	}
	return w.b.EmitRegions(ops.If{}, []*ir.Region{region(yes), region(no)}, cond)
}

// ifSome applies f inside an accumulator that is not null.
func (w *fuser) ifSome(acc *ir.Value, f func(v *ir.Value) *ir.Value) []*ir.Value {
	return w.ifNulls(acc, func() []*ir.Value { return []*ir.Value{acc} }, func() []*ir.Value {
		return []*ir.Value{w.b.Emit1(ops.OptSome{}, f(w.b.Emit1(ops.OptGet{}, acc)))}
	})
}

// zero is the accumulator of a leaf to which nothing was added.
func (w *fuser) zero(t types.Type) *ir.Value { return ops.ZeroAcc(w.b, t) }

func (w *fuser) zeros(ts []types.Type) []*ir.Value {
	out := make([]*ir.Value, len(ts))
	for i, t := range ts {
		out[i] = w.zero(t)
	}
	return out
}

// ready gives the vec of an accumulator with at least size rows.
func (w *fuser) ready(acc, size *ir.Value) *ir.Value {
	t := acc.Type.(types.Opt).Elem.(types.Vec)
	v := w.ifNull(acc, func() *ir.Value { return w.b.Emit1(ops.VecNew{Elems: t.Elems}) },
		func() *ir.Value { return w.b.Emit1(ops.OptGet{}, acc) })
	missing := w.b.Emit1(ops.Sub, size, w.b.Emit1(ops.VecLen{}, v))
	body := w.b.Region([]types.Type{types.CoreI64, t}, func(ps []*ir.Value) []*ir.Value {
		return []*ir.Value{w.b.Emit1(ops.VecPush{}, append([]*ir.Value{ps[1]}, w.zeros(t.Elems)...)...)}
	})
	return w.b.EmitRegions(ops.For{}, []*ir.Region{body}, missing, v)[0]
}

// addRow adds leaves to row i.
func (w *fuser) addRow(acc, size, i *ir.Value, leaves []*ir.Value) *ir.Value {
	t := acc.Type.(types.Opt).Elem.(types.Vec)
	v := w.ready(acc, w.b.Emit1(ops.Maximum, size, w.b.Emit1(ops.Add, i, w.int(1))))
	old := w.b.Emit(ops.VecGet{}, v, i)
	v = w.clearRow(v, i, t)
	sums := make([]*ir.Value, len(old))
	for k := range old {
		sums[k] = w.mergeLeaf(t.Elems[k], old[k], leaves[k])
	}
	return w.b.Emit1(ops.OptSome{}, w.b.Emit1(ops.VecSet{}, append([]*ir.Value{v, i}, sums...)...))
}

// clearRow makes a row zero, so that what was read from it has one owner less. A row of scalars stays.
func (w *fuser) clearRow(v, i *ir.Value, t types.Vec) *ir.Value {
	heap := false
	for _, e := range t.Elems {
		heap = heap || types.IsHeap(e)
	}
	if !heap {
		return v
	}
	return w.b.Emit1(ops.VecSet{}, append([]*ir.Value{v, i}, w.zeros(t.Elems)...)...)
}

// rowOr applies f to the vec of an accumulator that has row i; else the row is zero.
func (w *fuser) rowOr(acc, i *ir.Value, elems []types.Type, f func(v *ir.Value) []*ir.Value) []*ir.Value {
	zeros := func() []*ir.Value { return w.zeros(elems) }
	return w.ifNulls(acc, zeros, func() []*ir.Value {
		v := w.b.Emit1(ops.OptGet{}, acc)
		in := w.b.Emit1(ops.Lt, i, w.b.Emit1(ops.VecLen{}, v))
		return w.branches(in, func() []*ir.Value { return f(v) }, zeros)
	})
}

// rowTake reads a row and leaves it zero.
func (w *fuser) rowTake(n *ir.Node, a []*ir.Value) []*ir.Value {
	acc, i, elems := a[0], a[1], n.Op.(ops.RowTake).Elems
	t := acc.Type.(types.Opt)
	none := func() []*ir.Value { return append([]*ir.Value{acc}, w.zeros(elems)...) }
	return w.ifNulls(acc, none, func() []*ir.Value {
		in := w.b.Emit1(ops.Lt, i, w.b.Emit1(ops.VecLen{}, w.b.Emit1(ops.OptGet{}, acc)))
		return w.branches(in, func() []*ir.Value {
			v := w.b.Emit1(ops.OptGet{}, acc)
			row := w.b.Emit(ops.VecGet{}, v, i)
			zeroed := w.b.Emit1(ops.VecSet{}, append([]*ir.Value{v, i}, w.zeros(t.Elem.(types.Vec).Elems)...)...)
			return append([]*ir.Value{w.b.Emit1(ops.OptSome{}, zeroed)}, row...)
		}, none)
	})
}

// emptyRows puts n rows without cotangents in front of a vec.
func (w *fuser) emptyRows(v, n *ir.Value) *ir.Value {
	t := v.Type.(types.Vec)
	body := w.b.Region([]types.Type{types.CoreI64, t}, func(ps []*ir.Value) []*ir.Value {
		return []*ir.Value{w.b.Emit1(ops.VecPush{}, append([]*ir.Value{ps[1]}, w.zeros(t.Elems)...)...)}
	})
	front := w.b.EmitRegions(ops.For{}, []*ir.Region{body}, n, w.b.Emit1(ops.VecNew{Elems: t.Elems}))
	return w.b.Emit1(ops.VecConcat{}, front[0], v)
}

// fieldTake reads a field of a node's accumulator and leaves it zero.
func (w *fuser) fieldTake(n *ir.Node, a []*ir.Value) []*ir.Value {
	acc, op := a[0], n.Op.(ops.FieldTake)
	none := func() []*ir.Value { return []*ir.Value{acc, w.zero(op.Type)} }
	return w.ifNulls(acc, none, func() []*ir.Value {
		old := w.b.Emit1(ops.NodeGet{Field: op.K}, acc)
		return []*ir.Value{w.b.Emit1(ops.NodeSet{Field: op.K}, acc, w.zero(op.Type)), old}
	})
}

// addField adds to a field of a node's accumulator, which may be null unless something has been added to it.
func (w *fuser) addField(acc, x *ir.Value, op ops.AccField) *ir.Value {
	fields := w.b.M.NodeType(op.Name).Fields
	t := types.Node{Name: op.Name}
	if !types.Equal(acc.Type, t) {
		acc = w.b.Emit1(ops.OptGet{}, acc)
	}
	var out *ir.Value
	if w.filled[acc] {
		out = w.addToField(acc, x, fields, op.K)
	} else {
		out = w.ifNull(acc, func() *ir.Value {
			row := w.zeros(fields)
			row[op.K] = x
			return w.b.Emit1(ops.NodeNew{Name: op.Name}, row...)
		}, func() *ir.Value { return w.addToField(acc, x, fields, op.K) })
	}
	w.filled[out] = true
	return out
}

// addToField adds to field k of a node's accumulator, which is not null.
func (w *fuser) addToField(acc, x *ir.Value, fields []types.Type, k int) *ir.Value {
	old := w.b.Emit1(ops.NodeGet{Field: k}, acc)
	if types.IsHeap(fields[k]) {
		acc = w.b.Emit1(ops.NodeSet{Field: k}, acc, w.zero(fields[k]))
	}
	return w.b.Emit1(ops.NodeSet{Field: k}, acc, w.mergeLeaf(fields[k], old, x))
}

// mergeLeaf adds two accumulators of one leaf: in a function of its own for vecs and nodes, which may be recursive.
func (w *fuser) mergeLeaf(t types.Type, a, b *ir.Value) *ir.Value {
	switch t := t.(type) {
	case types.Scalar:
		return w.b.Emit1(ops.Add, a, b)
	case types.Opt:
		if e, ok := t.Elem.(types.Array); ok {
			return w.merge(a, b, t, e)
		}
	}
	name := "acc.merge " + t.String()
	if w.b.M.Func(name) == nil {
		w.makeMerge(name, t)
	}
	return w.b.Emit1(ops.Call{Fn: name, Results: []types.Type{t}}, a, b)
}

// makeMerge adds the function that merges two accumulators.
func (w *fuser) makeMerge(name string, t types.Type) {
	w = w.function(name)
	m := w.b.M
	a, b := w.b.Param("a", t), w.b.Param("b", t)
	m.Add(&ir.Func{Name: name}) // so that it may call itself
	keep := func(v *ir.Value) func() *ir.Value { return func() *ir.Value { return v } }
	out := w.ifNull(b, keep(a), func() *ir.Value {
		return w.ifNull(a, keep(b), func() *ir.Value {
			switch t := t.(type) {
			case types.Node:
				sum := a
				w.filled[a] = true
				for k := range m.NodeType(t.Name).Fields {
					x := w.b.Emit1(ops.NodeGet{Field: k}, b)
					sum = w.addField(sum, x, ops.AccField{Name: t.Name, K: k})
				}
				return sum
			}
			v := w.b.Emit1(ops.OptGet{}, b)
			size := w.b.Emit1(ops.VecLen{}, v)
			body := w.b.Region([]types.Type{types.CoreI64, t}, func(ps []*ir.Value) []*ir.Value {
				return []*ir.Value{w.addRow(ps[1], size, ps[0], w.b.Emit(ops.VecGet{}, v, ps[0]))}
			})
			return w.b.EmitRegions(ops.For{}, []*ir.Region{body}, size, a)[0]
		})
	})
	m.Replace(w.b.Done(out))
}
