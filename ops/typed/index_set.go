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
	if c.Prim.Name == "array.add_at" {
		if d, err := Promote(Number{DType: x.DType}, v); err != nil || d.Class() > x.DType.Class() {
			return nil, Errorf(diag.BadOperand, 2, "cannot cast the output of 'add' from %s to %s", d.NumPy(), x.DType.NumPy())
		}
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
	if !BroadcastsInto(v.Dims, dims) {
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
			return Errorf(diag.BadIndex, 1, "boolean index did not match indexed array along axis %d", k).
				WithHelp("the shapes are %s", ShapesText([][]types.Dim{m.Dims, x.Dims}))
		}
	}
	if !BroadcastsInto(v.Dims, x.Dims[len(m.Dims):]) {
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

// BroadcastsInto reports whether own may fit dims: further axes in front are of size 1.
func BroadcastsInto(own, dims []types.Dim) bool {
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
		return []*ir.Value{l.setMasked(x, func(v *ir.Value) *ir.Value { return v })}
	}
	ss, _ := steps(l.CallInfo, len(l.Args[0].T.(types.Array).Dims))
	if lead := rowsAt(ss); lead >= 0 {
		return []*ir.Value{l.setRows(x, ss, lead)}
	}
	if hasArray(ss) {
		p, v := l.placesOf(x, ss)
		return []*ir.Value{l.setPlaces(x, p, v)}
	}
	return []*ir.Value{l.setPart(x, ss)}
}

// rowsAt gives the number of integers before the one array of an index that takes whole rows, -1 if it is another.
func rowsAt(ss []step) int {
	lead := slices.IndexFunc(ss, func(s step) bool { return s.kind != "int" })
	if lead < 0 || ss[lead].kind != "array" || slices.ContainsFunc(ss[lead+1:], func(s step) bool { return s.kind != "all" }) {
		return -1
	}
	return lead
}

// setRows assigns to rows of what integers leave.
func (l *Lowering) setRows(x *ir.Value, ss []step, lead int) *ir.Value {
	idx := ss[lead].arg.Leaves[0]
	dims, sizes := slices.Clone(types.DimsOf(idx.Type)), l.Sizes(idx)
	for k := lead + 1; k < len(ss); k++ {
		dims, sizes = append(dims, types.DimsOf(x.Type)[k]), append(sizes, l.Size(x, k))
	}
	v := l.fit(l.assigned(), dims, sizes, true)
	args := []*ir.Value{x}
	for _, s := range ss[:lead] {
		args = append(args, l.stepPart(x, s).Start)
	}
	args = append(args, l.checkIndices(idx, l.Size(x, lead), lead), v)
	return l.One(ops.GatherSet{Lead: lead}, args...)
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

// setMasked puts what becomes of v where a mask holds.
func (l *Lowering) setMasked(x *ir.Value, becomes func(v *ir.Value) *ir.Value) *ir.Value {
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
	return l.One(ops.Select{}, l.BroadcastTo(mask, dims, sizes), becomes(l.BroadcastTo(v, dims, sizes)), x)
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
