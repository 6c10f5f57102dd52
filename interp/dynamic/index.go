package dynamic

import (
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// selection is what an index takes of an array: the places of elements, in a shape. It is basic if it has ints, slices,
// None and ... alone, of which NumPy makes a view.
type selection struct {
	at, shape []int
	basic     bool
}

// selector is one entry of an index, for as many axes as it takes.
type selector struct {
	slice   []int // the places along an axis; nil of others
	newAxis bool
	list    *tensor.Tensor // of an advanced index: the places along an axis, of any shape
	scalar  bool           // an int, which is advanced only beside lists
}

// selected finds what an index takes (NumPy, "Indexing on ndarrays").
func selected(x, i *value) (selection, error) {
	shape := x.leaf.Tensor().Shape
	entries := []*value{i}
	if i.isTuple() {
		entries = i.parts
	}
	sels, err := selectors(entries, shape)
	if err != nil {
		return selection{}, err
	}
	lists := false
	for _, s := range sels {
		lists = lists || s.list != nil && !s.scalar
	}
	return combined(sels, shape, lists)
}

// selectors reads the entries of an index; ... stands for what they leave.
func selectors(entries []*value, shape []int) ([]selector, error) {
	used := 0
	for _, e := range entries {
		used += axesOf(e)
	}
	if used > len(shape) {
		return nil, raise("IndexError", "too many indices for array: array is %d-dimensional, but %d were indexed", len(shape), used)
	}
	if !slices.ContainsFunc(entries, func(e *value) bool { return e.is(types.Ellipsis) }) {
		entries = append(slices.Clip(entries), unit(types.Ellipsis))
	}
	var out []selector
	axis := 0
	for _, e := range entries {
		if e.is(types.Ellipsis) {
			for range len(shape) - used {
				out = append(out, selector{slice: upTo(shape[axis])})
				axis++
			}
			continue
		}
		more, err := selectorsOf(e, shape[axis:], axis)
		if err != nil {
			return nil, err
		}
		out, axis = append(out, more...), axis+axesOf(e)
	}
	return out, nil
}

// axesOf is how many axes of an array an entry of an index takes.
func axesOf(e *value) int {
	if m := mask(e); m != nil {
		return len(m.Shape)
	}
	if e.is(types.None) || e.is(types.Ellipsis) {
		return 0
	}
	return 1
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// mask is the array of bools that an index is, or nil.
func mask(e *value) *tensor.Tensor {
	t := listTensor(e)
	if t != nil && t.DType == dtype.Bool {
		return t
	}
	return nil
}

// listTensor is an array, or a list or range of numbers as one, or nil.
func listTensor(e *value) *tensor.Tensor {
	if t := e.array(); t != nil {
		return t
	}
	items := e.parts
	switch {
	case e.isIter("range"):
		items = rangeItems(e)
	case !e.isList():
		return nil
	}
	bools := make([]byte, 0, len(items))
	ints := make([]int64, 0, len(items))
	for _, p := range items {
		n, ok := p.index()
		if !ok {
			return nil
		}
		if ints = append(ints, n); p.is(types.Bool) {
			bools = append(bools, byte(n))
		}
	}
	if len(bools) == len(ints) && len(ints) > 0 {
		return tensor.FromBool(bools, len(bools))
	}
	return tensor.FromI64(ints, len(ints))
}

// selectorsOf reads one entry, for the axes from the first of shape on.
func selectorsOf(e *value, shape []int, axis int) ([]selector, error) {
	if e.is(types.None) {
		return []selector{{newAxis: true}}, nil
	}
	if m := mask(e); m != nil {
		return nonzero(m, shape, axis)
	}
	if e.isIter("slice") {
		at, _, err := sliceOf(e, shape[0])
		out := make([]int, len(at))
		for k, p := range at {
			out[k] = int(p)
		}
		return []selector{{slice: out}}, err
	}
	t, single := listTensor(e), false
	if t == nil {
		k, ok := e.index()
		if !ok {
			return nil, raise("IndexError", "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices")
		}
		t, single = tensor.FromI64([]int64{k}), true
	}
	if t.DType.IsFloat() {
		return nil, raise("IndexError", "arrays used as indices must be of integer (or boolean) type")
	}
	t = tensor.Convert(t, dtype.I64)
	out := tensor.New(dtype.I64, t.Shape...)
	for k := range t.Len() {
		p := int64(t.Bits(k))
		n := int64(shape[0])
		if p < -n || p >= n {
			return nil, raise("IndexError", "index %d is out of bounds for axis %d with size %d", p, axis, n)
		}
		if p < 0 {
			p += n
		}
		out.SetBits(k, uint64(p))
	}
	return []selector{{list: out, scalar: single}}, nil
}

// nonzero makes lists of the places where a mask holds, one for each of its axes.
func nonzero(m *tensor.Tensor, shape []int, axis int) ([]selector, error) {
	for k, n := range m.Shape {
		if n != shape[k] {
			return nil, raise("IndexError", "boolean index did not match indexed array along axis %d; size of axis is %d but size of corresponding boolean axis is %d", axis+k, shape[k], n)
		}
	}
	lists := make([][]int64, len(m.Shape))
	strides := tensor.Strides(m.Shape)
	for i := range m.Len() {
		if m.Bits(i)&1 == 0 {
			continue
		}
		for k := range m.Shape {
			lists[k] = append(lists[k], int64(i/strides[k]%m.Shape[k]))
		}
	}
	out := make([]selector, len(lists))
	for k, l := range lists {
		out[k] = selector{list: tensor.FromI64(l, len(l))}
	}
	return out, nil
}

// combined makes the places of all selectors. Lists are broadcast to one shape, whose axes stand where the lists are, or
// first if something stands between them.
func combined(sels []selector, shape []int, lists bool) (selection, error) {
	common, together, err := broadcastLists(sels)
	if err != nil {
		return selection{}, err
	}
	out := selection{basic: !lists}
	var axes [][]int // the offsets that an index adds along each axis of the result
	listed, place := make([]int, tensor.Count(common)), 0
	strides, axis := tensor.Strides(shape), 0
	for _, s := range sels {
		switch {
		case s.newAxis:
			axes, out.shape = append(axes, []int{0}), append(out.shape, 1)
			continue
		case s.list != nil:
			if together {
				place = len(axes)
			}
			b := tensor.BroadcastTo(s.list, common)
			for i := range listed {
				listed[i] += int(b.Bits(i)) * strides[axis]
			}
		default:
			axes, out.shape = append(axes, times(s.slice, strides[axis])), append(out.shape, len(s.slice))
		}
		axis++
	}
	out.at = sums(axes[:place], listed, axes[place:])
	out.shape = slices.Concat(out.shape[:place:place], common, out.shape[place:])
	return out, nil
}

// broadcastLists gives the shape of all lists together, and whether nothing stands between them.
func broadcastLists(sels []selector) (common []int, together bool, err error) {
	first, last, count := -1, -1, 0
	for k, s := range sels {
		if s.list == nil {
			continue
		}
		if first < 0 {
			first = k
		}
		last, count = k, count+1
		joined, ok := joinShapes(common, s.list.Shape)
		if !ok {
			return nil, false, raise("IndexError", "shape mismatch: indexing arrays could not be broadcast together with shapes %s %s", shapeText(common), shapeText(s.list.Shape))
		}
		common = joined
	}
	return common, last-first+1 == count, nil
}

func times(xs []int, k int) []int {
	out := make([]int, len(xs))
	for i, x := range xs {
		out[i] = x * k
	}
	return out
}

// sums adds up one offset of each axis, in row-major order.
func sums(before [][]int, middle []int, after [][]int) []int {
	all := append(append(append([][]int{}, before...), middle), after...)
	at := []int{0}
	for _, offs := range all {
		next := make([]int, 0, len(at)*len(offs))
		for _, a := range at {
			for _, o := range offs {
				next = append(next, a+o)
			}
		}
		at = next
	}
	return at
}

// joinShapes broadcasts two shapes.
func joinShapes(a, b []int) ([]int, bool) {
	if len(a) < len(b) {
		a, b = b, a
	}
	out := append([]int{}, a...)
	for i, n := range b {
		switch k := len(a) - len(b) + i; {
		case out[k] == 1:
			out[k] = n
		case n != 1 && n != out[k]:
			return nil, false
		}
	}
	return out, true
}
