package typed

import (
	"slices"
	"strconv"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// maskOf gives the array of bools that an index is, or nil.
func maskOf(c *CallInfo) *types.Array {
	if a, ok := c.Args[1].T.(types.Array); ok && a.DType == dtype.Bool && len(a.Dims) > 0 {
		return &a
	}
	return nil
}

func arraySetType(c *CallInfo) (types.Type, error) {
	x := c.Args[0].T.(types.Array)
	v, ok := AsNumber(c.Args[2].T)
	if !ok {
		return nil, Errorf(diag.BadOperand, 2, "an element of an array is a number, not %s", PyName(c.Args[2].T))
	}
	if m := maskOf(c); m != nil {
		return x, maskedSet(x, *m, v)
	}
	part, err := indexType(c)
	if err != nil {
		return nil, err
	}
	ss, stepErr := steps(c, len(x.Dims))
	if stepErr != nil {
		return nil, stepErr
	}
	dims := part.(types.Array).Dims
	if len(dims) == 0 && len(v.Dims) > 0 && allInts(ss) {
		return nil, Errorf(diag.Broadcast, 2, "setting an array element with a sequence.")
	}
	if !broadcastsInto(v.Dims, dims) {
		return nil, Errorf(diag.Broadcast, 2, "%s", misfit(hasArray(ss), ShapeText(v.Dims), ShapeText(dims)))
	}
	return x, nil
}

// maskedSet says what is wrong with assigning v where a mask holds.
func maskedSet(x, m types.Array, v Number) error {
	if len(m.Dims) > len(x.Dims) {
		return Errorf(diag.ManyIndices, 1, "too many indices for array: array is %d-dimensional, but %d were indexed", len(x.Dims), len(m.Dims))
	}
	for k, d := range m.Dims {
		if e := x.Dims[k]; d.IsConst() && e.IsConst() && d != e {
			return Errorf(diag.BadIndex, 1, "boolean index did not match indexed array along axis %d; size of axis is %d but size of corresponding boolean axis is %d", k, e.Const, d.Const)
		}
	}
	if !broadcastsInto(v.Dims, x.Dims[len(m.Dims):]) {
		return Limitf(diag.MaskIndex, 1, "an array for the elements that a mask chooses: their number is not known").WithHelp("np.where chooses element by element")
	}
	return nil
}

func allInts(ss []step) bool {
	return !slices.ContainsFunc(ss, func(s step) bool { return s.kind != "int" })
}

func hasArray(ss []step) bool {
	return slices.ContainsFunc(ss, func(s step) bool { return s.kind == "array" })
}

// broadcastsInto reports whether own may fit dims: further axes in front are of size 1.
func broadcastsInto(own, dims []types.Dim) bool {
	for i, d := range own {
		k := i + len(dims) - len(own)
		switch {
		case d.Is(1):
		case k < 0, d.IsConst() && dims[k].IsConst() && d != dims[k]:
			return false
		}
	}
	return true
}

// misfit is NumPy's text for shapes that do not fit.
func misfit(gathered bool, own, dims string) string {
	if gathered {
		return "shape mismatch: value array of shape " + own + " could not be broadcast to indexing result of shape " + dims
	}
	return "could not broadcast input array from shape " + own + " into shape " + dims
}

func lowerArraySet(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	if maskOf(l.CallInfo) != nil {
		return []*ir.Value{l.setMasked(x)}
	}
	ss, _ := steps(l.CallInfo, len(l.Args[0].T.(types.Array).Dims))
	if hasArray(ss) {
		p := l.placesOf(x, ss)
		return []*ir.Value{l.setPlaces(x, p, l.fit(l.assigned(), p.dims, p.sizes, true))}
	}
	return []*ir.Value{l.setPart(x, ss)}
}

// assigned is what is assigned, as elements of the array. A number goes into an array of ints as Python's int takes it.
func (l *Lowering) assigned() *ir.Value {
	v, d := l.Leaf(2), l.Args[0].T.(types.Array).DType
	n, _ := AsNumber(l.Args[2].T)
	t := l.Args[2].T
	if isInt(d) && len(n.Dims) == 0 {
		if n.DType.IsFloat() {
			v, t = l.whole(v), types.Int
		} else if isInt(n.DType) {
			v, t = l.Int(v), types.Int
		}
	}
	return l.numberAs(v, t, d)
}

// whole is a float without its fraction, as an int.
func (l *Lowering) whole(x *ir.Value) *ir.Value {
	x = l.Cast(x, dtype.F64)
	l.Check(l.One(ops.Not, l.One(ops.IsNan, x)), "ValueError", "cannot convert float NaN to integer")
	l.Check(l.One(ops.Not, l.One(ops.IsInf, x)), "OverflowError", "cannot convert float infinity to integer")
	x = l.One(ops.Trunc, x)
	lim := l.F(9223372036854775808, dtype.F64)
	ok := l.One(ops.And, l.One(ops.Lt, x, lim), l.One(ops.Ge, x, l.One(ops.Neg, lim)))
	l.Check(ok, "OverflowError", "Python int too large to convert to C long")
	return l.Cast(x, dtype.I64)
}

// fit broadcasts v to what it is assigned to.
func (l *Lowering) fit(v *ir.Value, dims []types.Dim, sizes []*ir.Value, gathered bool) *ir.Value {
	own := types.DimsOf(v.Type)
	if extra := len(own) - len(dims); extra > 0 { // axes of size 1
		v = l.Reshape(v, own[extra:], l.Sizes(v)[extra:])
		own = own[extra:]
	}
	for i, d := range own {
		k := i + len(dims) - len(own)
		if d.Is(1) || d.IsConst() && dims[k].IsConst() {
			continue
		}
		text := misfit(gathered, placeholders(0, len(own)), placeholders(len(own), len(dims)))
		l.Check(l.One(ops.Eq, l.Size(v, i), sizes[k]), "ValueError", text, append(l.Sizes(v), sizes...)...)
	}
	return l.BroadcastTo(v, dims, sizes)
}

// setMasked assigns where a mask holds.
func (l *Lowering) setMasked(x *ir.Value) *ir.Value {
	mask, dims, sizes := l.Leaf(1), types.DimsOf(x.Type), l.Sizes(x)
	own := slices.Clone(types.DimsOf(mask.Type))
	for k := range own {
		if n := l.Size(mask, k); !own[k].IsConst() || !dims[k].IsConst() {
			l.Check(l.One(ops.Eq, n, sizes[k]), "IndexError", "boolean index did not match indexed array along axis "+strconv.Itoa(k)+
				"; size of axis is {0} but size of corresponding boolean axis is {1}", sizes[k], n)
		}
	}
	at := l.Sizes(mask)
	for k := len(own); k < len(dims); k++ {
		own, at = append(own, types.C(1)), append(at, l.I64(1))
	}
	if len(own) > len(types.DimsOf(mask.Type)) {
		mask = l.Reshape(mask, own, at)
	}
	k := len(types.DimsOf(l.Args[1].T))
	v := l.fit(l.assigned(), dims[k:], sizes[k:], false)
	return l.One(ops.Select{}, l.BroadcastTo(mask, dims, sizes), l.BroadcastTo(v, dims, sizes), x)
}

// setPart assigns to what integers and slices take.
func (l *Lowering) setPart(x *ir.Value, ss []step) *ir.Value {
	var op ops.IndexSet
	var at, cuts, sizes, left []*ir.Value // the sizes of what is assigned to, and those of axes of x
	var dims, leftDims []types.Dim
	for _, s := range ss {
		size, d := (*ir.Value)(nil), types.C(1)
		if s.kind == "new" {
			dims, sizes = append(dims, d), append(sizes, l.I64(1))
			continue
		}
		size, d = l.Size(x, s.axis), types.DimsOf(x.Type)[s.axis]
		switch p := l.stepPart(x, s); {
		case s.kind == "int":
			op.Axes, at = append(op.Axes, s.axis), append(at, p.Start)
			continue
		case p.Start != nil:
			op.Slices, cuts = append(op.Slices, s.axis), append(cuts, p.Start, p.Step)
			size, d = p.Len, p.Dim
		}
		dims, sizes = append(dims, d), append(sizes, size)
		leftDims, left = append(leftDims, d), append(left, size)
	}
	v := l.fit(l.assigned(), dims, sizes, false)
	if len(leftDims) < len(dims) {
		v = l.toShape(v, leftDims, left)
	}
	if len(op.Axes)+len(op.Slices) == 0 { // all of it
		return v
	}
	return l.One(op, slices.Concat([]*ir.Value{x}, at, cuts, []*ir.Value{v})...)
}

// stepPart is what an integer or a slice takes of its axis, checked.
func (l *Lowering) stepPart(x *ir.Value, s step) ops.Part {
	switch s.kind {
	case "slice":
		return l.slicePart(x, s, types.N("?"))
	case "int":
		return ops.Part{Start: l.indexInto(l.Int(s.arg.Leaves[0]), l.Size(x, s.axis), outOfBounds(s.axis))}
	}
	return ops.Part{}
}

func outOfBounds(axis int) string {
	return "index {0} is out of bounds for axis " + strconv.Itoa(axis) + " with size {1}"
}

// places are the elements that an index with arrays takes, by their place in the row-major order of the array.
type places struct {
	dims  []types.Dim // the shape of what is taken
	sizes []*ir.Value
	flat  *ir.Value
}

// placesOf computes them as the sum over the axes of what the index names there.
func (l *Lowering) placesOf(x *ir.Value, ss []step) places {
	var p places
	block := l.indexBlock(x, ss)
	start := l.shapeOf(&p, x, ss, block)
	after := len(p.dims)
	var flat *ir.Value
	stride := l.I64(1)
	strides := make([]*ir.Value, len(types.DimsOf(x.Type)))
	for k := len(strides) - 1; k >= 0; k-- {
		strides[k] = stride
		stride = l.One(ops.Mul, stride, l.Size(x, k))
	}
	add := func(axis int, v *ir.Value, behind int) {
		own := types.DimsOf(v.Type)
		v = l.scale(v, strides[axis])
		if len(own) > 0 && behind > 0 {
			dims, sizes := slices.Clone(own), l.Sizes(v)
			for range behind {
				dims, sizes = append(dims, types.C(1)), append(sizes, l.I64(1))
			}
			v = l.Reshape(v, dims, sizes)
		}
		if v = l.BroadcastTo(v, p.dims, p.sizes); flat == nil {
			flat = v
		} else {
			flat = l.One(ops.Add, flat, v)
		}
	}
	at := 0
	for i, s := range ss {
		switch {
		case block.of[i] != nil:
			add(s.axis, block.of[i], after-start-len(block.dims))
			continue
		case s.kind != "new":
			add(s.axis, block.along[i], after-1-l.axisBefore(at, start, len(block.dims)))
		}
		at++
	}
	p.flat = flat
	return p
}

// axisBefore is the axis of what is taken of the axis at among those that slices leave.
func (l *Lowering) axisBefore(at, start, block int) int {
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

// indexBlock is what the steps of an index name: of arrays and integers, which are broadcast together, and of slices the
// indices, by the step.
type indexBlock struct {
	of, along map[int]*ir.Value
	dims      []types.Dim
	sizes     []*ir.Value
}

func (l *Lowering) indexBlock(x *ir.Value, ss []step) indexBlock {
	b := indexBlock{of: map[int]*ir.Value{}, along: map[int]*ir.Value{}}
	var vs []*ir.Value
	for i, s := range ss {
		switch s.kind {
		case "array":
			b.of[i] = l.checkIndices(s.arg.Leaves[0], l.Size(x, s.axis), s.axis)
			vs = append(vs, b.of[i])
		case "int":
			b.of[i] = l.stepPart(x, s).Start
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
func (l *Lowering) shapeOf(p *places, x *ir.Value, ss []step, b indexBlock) (start int) {
	adv, _ := advancedOf(ss)
	front := adv != nil && adv.front
	if front {
		p.dims, p.sizes = slices.Clone(b.dims), slices.Clone(b.sizes)
	}
	done := front
	for i, s := range ss {
		switch {
		case b.of[i] != nil:
			if !done {
				start, done = len(p.dims), true
				p.dims, p.sizes = append(p.dims, b.dims...), append(p.sizes, b.sizes...)
			}
		case s.kind == "new":
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
	ss, _ := steps(l.CallInfo, len(types.DimsOf(x.Type)))
	p := l.placesOf(x, ss)
	v := l.flattened(l.fit(l.assigned(), p.dims, p.sizes, true))
	dims, sizes, flat := types.DimsOf(x.Type), l.Sizes(x), l.flattened(p.flat)
	if len(dims) > 1 {
		x = l.flattened(x)
	}
	body := l.B.Region([]types.Type{types.CoreI64, x.Type}, func(ps []*ir.Value) []*ir.Value {
		at := ops.At(l.B, flat, ps[0])
		sum := l.One(ops.Add, ops.At(l.B, ps[1], at), ops.At(l.B, v, ps[0]))
		return []*ir.Value{l.One(ops.IndexSet{Axes: []int{0}}, ps[1], at, sum)}
	})
	x = l.B.EmitRegions(ops.For{}, []*ir.Region{body}, l.Size(flat, 0), x)[0]
	if len(dims) > 1 {
		x = l.Reshape(x, dims, sizes)
	}
	return []*ir.Value{x}
}
