package typed

import (
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// places are the elements that an index with arrays takes, by their place in the row-major order of the array.
type places struct {
	dims  []types.Dim // the shape of what is taken
	sizes []*ir.Value
	flat  *ir.Value
}

// placesOf computes them as the sum over the axes of what the index names there, and broadcasts what is assigned, which is
// checked before the indices.
func (l *Lowering) placesOf(x *ir.Value, ss []step) (p places, v *ir.Value) {
	block := l.indexBlock(x, ss)
	start := l.shapeOf(&p, ss, block)
	v = l.fit(l.assigned(), p.dims, p.sizes, true)
	strides := l.strides(x)
	at, after := 0, len(p.dims)-start-len(block.dims)
	for i, s := range ss {
		switch s.kind {
		case "array":
			p.add(l, l.checkIndices(s.arg.Leaves[0], l.Size(x, s.axis), s.axis), strides[s.axis], after)
			continue
		case "int":
			p.add(l, l.stepPart(x, s).Start, strides[s.axis], after)
			continue
		case "slice", "all":
			p.add(l, block.along[i], strides[s.axis], len(p.dims)-1-axisBefore(at, start, len(block.dims)))
		}
		at++
	}
	return p, v
}

// strides are how far apart the elements of an array along each axis are.
func (l *Lowering) strides(x *ir.Value) []*ir.Value {
	out := make([]*ir.Value, len(types.DimsOf(x.Type)))
	stride := l.I64(1)
	for k := len(out) - 1; k >= 0; k-- {
		out[k] = stride
		stride = l.One(ops.Mul, stride, l.Size(x, k))
	}
	return out
}

// add adds what an axis says: indices v, which are broadcast with so many axes behind them.
func (p *places) add(l *Lowering, v, stride *ir.Value, behind int) {
	own := slices.Clone(types.DimsOf(v.Type))
	if v = l.scale(v, stride); len(own) > 0 && behind > 0 {
		sizes := l.Sizes(v)
		for range behind {
			own, sizes = append(own, types.C(1)), append(sizes, l.I64(1))
		}
		v = l.Reshape(v, own, sizes)
	}
	if v = l.BroadcastTo(v, p.dims, p.sizes); p.flat != nil {
		v = l.One(ops.Add, p.flat, v)
	}
	p.flat = v
}

// axisBefore is the axis of what is taken of the axis at among those that slices leave.
func axisBefore(at, start, block int) int {
	if at < start {
		return at
	}
	return at + block
}

// scale is v times a number.
func (l *Lowering) scale(v, by *ir.Value) *ir.Value {
	if c, ok := by.Def.Op.(ops.Const); ok && c.Value == int64(1) {
		return v
	}
	return l.One(ops.Mul, l.Broadcast(v, by)...)
}

// indexBlock is the shape of the arrays of an index, which are broadcast together, and the indices that slices name, by the
// step.
type indexBlock struct {
	along map[int]*ir.Value
	dims  []types.Dim
	sizes []*ir.Value
}

func (l *Lowering) indexBlock(x *ir.Value, ss []step) indexBlock {
	b := indexBlock{along: map[int]*ir.Value{}}
	var vs []*ir.Value
	for i, s := range ss {
		switch s.kind {
		case "array":
			vs = append(vs, s.arg.Leaves[0])
		case "slice", "all":
			p := l.stepPart(x, s)
			d, n := types.DimsOf(x.Type)[s.axis], l.Size(x, s.axis)
			if p.Start != nil {
				d, n = p.Dim, p.Len
			}
			v := l.One(ops.Iota{Dim: d}, n)
			if p.Start != nil {
				v = l.One(ops.Add, l.Broadcast(l.One(ops.Mul, l.Broadcast(v, p.Step)...), p.Start)...)
			}
			b.along[i] = v
		}
	}
	var shapes [][]types.Dim
	for _, v := range vs {
		shapes = append(shapes, types.DimsOf(v.Type))
	}
	b.dims, _ = BroadcastDims(shapes...)
	b.sizes = l.checkSizes(b.dims, vs, "IndexError", "shape mismatch: indexing arrays")
	return b
}

// shapeOf sets the shape of what is taken, and gives the axis at which the arrays' axes begin there.
func (l *Lowering) shapeOf(p *places, ss []step, b indexBlock) (start int) {
	adv, _ := advancedOf(ss)
	front := adv != nil && adv.front
	if front {
		p.dims, p.sizes = slices.Clone(b.dims), slices.Clone(b.sizes)
	}
	done := front
	for i, s := range ss {
		switch s.kind {
		case "array", "int":
			if !done {
				start, done = len(p.dims), true
				p.dims, p.sizes = append(p.dims, b.dims...), append(p.sizes, b.sizes...)
			}
		case "new":
			p.dims, p.sizes = append(p.dims, types.C(1)), append(p.sizes, l.I64(1))
		default:
			v := b.along[i]
			p.dims, p.sizes = append(p.dims, types.DimsOf(v.Type)[0]), append(p.sizes, l.Size(v, 0))
		}
	}
	return start
}

// setPlaces assigns v to the places, in turn.
func (l *Lowering) setPlaces(x *ir.Value, p places, v *ir.Value) *ir.Value {
	dims, sizes := types.DimsOf(x.Type), l.Sizes(x)
	if len(dims) > 1 {
		x = l.flattened(x)
	}
	x = l.One(ops.GatherSet{}, x, l.flattened(p.flat), l.flattened(v))
	if len(dims) > 1 {
		x = l.Reshape(x, dims, sizes)
	}
	return x
}

func (l *Lowering) flattened(v *ir.Value) *ir.Value {
	return ops.Flat(l.B, v, ops.Count(l.B, v))
}

// lowerArrayAddAt adds element by element.
func lowerArrayAddAt(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	plus := ir.Op(ops.Add)
	if d, _ := types.ElemDType(x.Type); d == dtype.Bool {
		plus = ops.Or
	}
	if maskOf(l.CallInfo) != nil {
		return []*ir.Value{l.setMasked(x, func(v *ir.Value) *ir.Value { return l.One(plus, x, v) })}
	}
	ss, _ := steps(l.CallInfo, len(types.DimsOf(x.Type)))
	p, v := l.placesOf(x, ss)
	v = l.flattened(v)
	dims, sizes, flat := types.DimsOf(x.Type), l.Sizes(x), l.flattened(p.flat)
	if len(dims) > 1 {
		x = l.flattened(x)
	}
	body := l.B.Region([]types.Type{types.CoreI64, x.Type}, func(ps []*ir.Value) []*ir.Value {
		at := ops.At(l.B, flat, ps[0])
		sum := l.One(plus, ops.At(l.B, ps[1], at), ops.At(l.B, v, ps[0]))
		return []*ir.Value{l.One(ops.IndexSet{Axes: []int{0}}, ps[1], at, sum)}
	})
	x = l.B.EmitRegions(ops.For{}, []*ir.Region{body}, l.Size(flat, 0), x)[0]
	if len(dims) > 1 {
		x = l.Reshape(x, dims, sizes)
	}
	return []*ir.Value{x}
}
