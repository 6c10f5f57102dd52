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

// Indexing lists indexing of arrays.
func Indexing() []*Prim {
	return []*Prim{
		{Name: "array.at", Sig: "x, i", View: always, Doc: "Row of an array at a counter in range.", Type: func(c *CallInfo) (types.Type, error) {
			a := c.Args[0].T.(types.Array)
			return types.Array{DType: a.DType, Dims: a.Dims[1:]}, nil
		}, Lower: lowerRow},
		{Name: "array.index", Sig: "x, index", View: basicIndex, Doc: "Indexing by integers, slices, ellipsis, newaxis and integer arrays.", Type: indexType, Lower: lowerIndex},
		{Name: "array.set", Sig: "x, index, v", Doc: "The array after x[index] = v.", Type: arraySetType, Lower: lowerArraySet},
		{Name: "array.add_at", Sig: "x, index, v", Doc: "The array after np.add.at(x, index, v).", Type: arraySetType, Lower: lowerArrayAddAt},
		{Name: "np.take", Sig: "x, indices, axis!=None", Doc: "Elements, or rows along an axis, at indices.", Type: takeType, Lower: lowerTake, Method: "take", On: "array"},
	}
}

// step is one item of an index expression, bound to the axis it takes.
type step struct {
	kind string // "int", "slice", "new", "all", "array"
	axis int    // of x
	arg  Arg
}

// steps takes an index expression apart for an array of the given rank.
func steps(c *CallInfo, rank int) ([]step, *Error) {
	items := []Arg{c.Args[1]}
	if _, ok := c.Args[1].T.(types.Tuple); ok {
		var err *Error
		if items, err = elements(c.Args[1]); err != nil {
			return nil, err
		}
	}
	used, ellipsis := 0, false
	for _, it := range items {
		switch {
		case it.T == types.Ellipsis:
			ellipsis = true
		case it.T != types.None:
			used++
		}
	}
	if used > rank && rank == 0 {
		return nil, Errorf(diag.ManyIndices, 1, "invalid index to scalar variable.")
	}
	if used > rank {
		return nil, Errorf(diag.ManyIndices, 1, "too many indices for array: array is %d-dimensional, but %d were indexed", rank, used)
	}
	var out []step
	axis := 0
	all := func(n int) {
		for ; n > 0; n-- {
			out = append(out, step{kind: "all", axis: axis})
			axis++
		}
	}
	for _, it := range items {
		switch {
		case it.T == types.Ellipsis:
			all(rank - used)
		case it.T == types.None:
			out = append(out, step{kind: "new"})
		default:
			kind, err := itemKind(it)
			if err != nil {
				return nil, err
			}
			out = append(out, step{kind: kind, axis: axis, arg: it})
			axis++
		}
	}
	if !ellipsis {
		all(rank - used)
	}
	return out, nil
}

func itemKind(a Arg) (string, *Error) {
	switch t := a.T.(type) {
	case types.Iter:
		if t.Kind == "slice" {
			return "slice", nil
		}
	case types.Array:
		if isInt(t.DType) && len(t.Dims) > 0 {
			return "array", nil
		}
		if t.DType == dtype.Bool {
			return "", Limitf(diag.MaskIndex, 1, "one bool as an index of an array is not taken yet")
		}
	}
	if IsIndex(a.T) && a.T != types.Bool {
		return "int", nil
	}
	return "", Errorf(diag.BadArrayIndex, 1, "an array index is an int, a slice, None, ... or an array of ints, not %s", PyName(a.T)).
		WithHelp("%s", indexHelp(a.T))
}

func indexHelp(t types.Type) string {
	switch {
	case isSequence(t):
		return "np.array makes an array of it"
	case t == types.Float:
		return "convert it with int, or divide with //"
	}
	return ""
}

func indexType(c *CallInfo) (types.Type, error) {
	x := c.Args[0].T.(types.Array)
	ss, err := steps(c, len(x.Dims))
	if err != nil {
		return nil, err
	}
	adv, err := advancedOf(ss)
	if err != nil {
		return nil, err
	}
	dim := func(s step) types.Dim {
		switch s.kind {
		case "new":
			return types.C(1)
		case "slice":
			return c.sliceDim(s.arg, x.Dims[s.axis])
		}
		return x.Dims[s.axis]
	}
	if adv != nil {
		return types.Array{DType: x.DType, Dims: adv.place(ss, dim)}, nil
	}
	var dims []types.Dim
	for _, s := range ss {
		switch s.kind {
		case "int":
		case "array":
			dims = append(dims, s.arg.T.(types.Array).Dims...)
		default:
			dims = append(dims, dim(s))
		}
	}
	return types.Array{DType: x.DType, Dims: dims}, nil
}

// sliceDim is the size that a slice leaves: constant if bounds and size are.
func (c *CallInfo) sliceDim(a Arg, d types.Dim) types.Dim {
	parts := a.T.(types.Iter).Parts
	if parts[0] == types.None && parts[1] == types.None && parts[2] == types.None {
		return d
	}
	ks, ok := a.Tree.([]any)
	if ok && !slices.Contains(ks, any(Unknown{})) && d.IsConst() && ks[2] != int64(0) {
		return types.C(int64(len(SliceIndices(ks[0], ks[1], ks[2], d.Const))))
	}
	return c.FreshDim()
}

// lowerRow reads a row.
func lowerRow(l *Lowering) []*ir.Value {
	return []*ir.Value{ops.At(l.B, l.Leaf(0), l.Leaf(1))}
}

// lowerIndex takes the parts that integers and slices name, then gathers at the
// arrays, then makes new axes.
func lowerIndex(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	ss, _ := steps(l.CallInfo, len(types.DimsOf(x.Type)))
	adv, _ := advancedOf(ss)
	if adv != nil && adv.isOne(ss) {
		adv = nil // an array among the axes that integers leave
	}
	ps, at, idx := l.parts(x, ss, adv)
	x = ops.Take(l.B, x, ps)
	if adv != nil {
		return []*ir.Value{l.advancedAxes(l.lowerAdvanced(x, ss, adv), ss, adv)}
	}
	if idx != nil {
		x = l.gatherAxis(x, idx, at)
	}
	return []*ir.Value{l.newAxes(x, ss)}
}

// parts gives what the integers and slices of an index name, and the one array
// with its axis among those that are left; of an advanced index its slices. It
// checks in NumPy's order: that of the axes, but slices first if there are
// arrays.
func (l *Lowering) parts(x *ir.Value, ss []step, adv *advanced) (ps []ops.Part, at int, idx *ir.Value) {
	ps = make([]ops.Part, len(types.DimsOf(x.Type)))
	dims := l.sliceDims(ss, adv)
	order := slices.Clone(ss)
	if slices.ContainsFunc(ss, func(s step) bool { return s.kind == "array" }) {
		slices.SortStableFunc(order, func(a, b step) int { return rank(a) - rank(b) })
	}
	for _, s := range order {
		switch {
		case s.kind == "slice":
			ps[s.axis] = l.slicePart(x, s, dims[s.axis])
		case adv != nil:
		case s.kind == "int":
			n := l.Size(x, s.axis)
			ps[s.axis].Start = l.indexInto(l.Int(s.arg.Leaves[0]), n, "index {0} is out of bounds for axis "+strconv.Itoa(s.axis)+" with size {1}")
		case s.kind == "array":
			at, idx = leftBefore(ss, s.axis), l.checkIndices(s.arg.Leaves[0], l.Size(x, s.axis), s.axis)
		}
	}
	return ps, at, idx
}

// rank orders steps by when they are checked beside an array.
func rank(s step) int {
	if s.kind == "slice" {
		return 0
	}
	return 1
}

// leftBefore counts the axes before one that integers leave.
func leftBefore(ss []step, axis int) int {
	n := 0
	for _, s := range ss {
		if s.axis < axis && s.kind != "int" && s.kind != "new" {
			n++
		}
	}
	return n
}

// sliceDims gives the size that is left of each axis of the array that is
// sliced, by the axis: of an advanced index it has no name.
func (l *Lowering) sliceDims(ss []step, adv *advanced) map[int]types.Dim {
	res := types.DimsOf(l.Res)
	out := map[int]types.Dim{}
	at := 0 // axis of the result
	for _, s := range ss {
		switch s.kind {
		case "int":
			continue
		case "slice":
			if out[s.axis] = types.N("?"); adv == nil {
				out[s.axis] = res[at]
			}
		case "array":
			at += len(types.DimsOf(s.arg.T)) - 1
		}
		at++
	}
	return out
}

// slicePart is lo:hi:step of one axis, of which it leaves the size d.
func (l *Lowering) slicePart(x *ir.Value, s step, d types.Dim) ops.Part {
	parts := s.arg.T.(types.Iter).Parts
	if parts[0] == types.None && parts[1] == types.None && parts[2] == types.None {
		return ops.Part{}
	}
	start, st, n := l.sliceBounds(s.arg, l.Size(x, s.axis))
	return ops.Part{Start: start, Step: st, Len: n, Dim: d}
}

// gatherAxis takes the rows of one axis at indices in range, which replace that
// axis.
func (l *Lowering) gatherAxis(x, idx *ir.Value, axis int) *ir.Value {
	rank := len(types.DimsOf(x.Type))
	if axis > 0 {
		x = l.One(ops.Transpose{Perm: moveAxis(rank, axis, 0)}, x)
	}
	x = ops.Rows(l.B, x, idx)
	if axis > 0 {
		k := len(types.DimsOf(idx.Type))
		x = l.One(ops.Transpose{Perm: moveBlock(rank-1+k, k, axis)}, x)
	}
	return x
}

// moveAxis is the permutation that brings axis a to position b.
func moveAxis(rank, a, b int) []int {
	var perm []int
	for i := 0; i < rank; i++ {
		if i != a {
			perm = append(perm, i)
		}
	}
	perm = append(perm[:b], append([]int{a}, perm[b:]...)...)
	return perm
}

// moveBlock is the permutation that brings the first k axes to position at.
func moveBlock(rank, k, at int) []int {
	var perm []int
	for i := k; i < k+at; i++ {
		perm = append(perm, i)
	}
	for i := 0; i < k; i++ {
		perm = append(perm, i)
	}
	for i := k + at; i < rank; i++ {
		perm = append(perm, i)
	}
	return perm
}

// checkIndices wraps negative indices and checks all of them.
func (l *Lowering) checkIndices(idx, n *ir.Value, axis int) *ir.Value {
	idx = l.Cast(idx, dtype.I64)
	vs := l.Broadcast(idx, l.I64(0), n)
	neg := l.One(ops.Lt, vs[0], vs[1])
	j := l.One(ops.Select{}, neg, l.One(ops.Add, vs[0], vs[2]), vs[0])
	ok := l.One(ops.And, l.One(ops.Ge, j, vs[1]), l.One(ops.Lt, j, vs[2]))
	l.Check(l.allTrue(ok), "IndexError", "an index is out of bounds for axis "+strconv.Itoa(axis)+" with size {0}", n)
	return j
}

// newAxes inserts the axes of size 1.
func (l *Lowering) newAxes(x *ir.Value, ss []step) *ir.Value {
	any := false
	for _, s := range ss {
		any = any || s.kind == "new"
	}
	if !any {
		return x
	}
	own, sz := types.DimsOf(x.Type), l.Sizes(x)
	var dims []types.Dim
	var sizes []*ir.Value
	at := 0
	for _, s := range ss {
		switch s.kind {
		case "new":
			dims, sizes = append(dims, types.C(1)), append(sizes, l.I64(1))
			continue
		case "int":
			continue
		}
		n := 1
		if s.kind == "array" {
			n = len(types.DimsOf(s.arg.T))
		}
		dims, sizes = append(dims, own[at:at+n]...), append(sizes, sz[at:at+n]...)
		at += n
	}
	return l.toShape(x, dims, sizes)
}

func takeType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "take")
	if err != nil {
		return nil, err
	}
	i, ok := AsNumber(c.Args[1].T)
	if !ok || !isInt(i.DType) {
		return nil, Errorf(diag.BadArrayIndex, 1, "np.take needs integer indices, not %s", PyName(c.Args[1].T))
	}
	if c.Args[2].T == types.None { // of the flattened array
		return types.Array{DType: x.DType, Dims: i.Dims}, nil
	}
	axis, err := axisOf(c.Args[2].Known, len(x.Dims))
	if err != nil {
		return nil, err
	}
	dims := append(append(append([]types.Dim{}, x.Dims[:axis]...), i.Dims...), x.Dims[axis+1:]...)
	return types.Array{DType: x.DType, Dims: dims}, nil
}

func lowerTake(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	axis := 0
	if l.Args[2].T != types.None {
		axis, _ = axisOf(l.Args[2].Known, len(types.DimsOf(x.Type)))
	} else if len(types.DimsOf(x.Type)) != 1 {
		x = l.toShape(x, []types.Dim{types.N("?")}, []*ir.Value{l.count(l.Sizes(x))})
	}
	if len(types.DimsOf(l.Args[1].T)) == 0 {
		j := l.indexInto(l.Int(l.Leaf(1)), l.Size(x, axis), "index {0} is out of bounds for axis "+strconv.Itoa(axis)+" with size {1}")
		ps := make([]ops.Part, len(types.DimsOf(x.Type)))
		ps[axis].Start = j
		return []*ir.Value{ops.Take(l.B, x, ps)}
	}
	idx := l.checkIndices(l.Leaf(1), l.Size(x, axis), axis)
	return []*ir.Value{l.gatherAxis(x, idx, axis)}
}
