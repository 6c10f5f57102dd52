package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/types"
)

// sequence is an iterable seen as a length and a function from an index that
// is in range to an element.
type sequence struct {
	static int  // number of elements if known, else -1
	trips  *val // the number of elements of a range, which may be demanded
	unlike bool // elements differ in type, or a tuple: unrolled
	length func() *val
	at     func(i *val) *val
	busy   bool   // taking an element may do more than give it
	end    func() // what looking for an element after the last one does; nil if nothing
}

// ended is for who has taken all elements and asked for one more.
func (f *frame) ended(s *sequence) {
	if s.end != nil && !f.dead {
		s.end()
	}
}

// sequence views v as a sequence, or reports why it is none.
func (f *frame) sequence(v *val) (*sequence, bool) {
	if isErr(v.T) {
		return nil, false
	}
	switch t := v.T.(type) {
	case types.Union:
		return f.sequence(f.distribute(v, t, f.listOf, "a loop"))
	case types.Tuple:
		return f.productSeq(v, true), true
	case types.Named:
		if t.Kind == "tuple" {
			return f.productSeq(v, true), true
		}
	case types.List:
		if t.Exact {
			if alike(t.Elems) && len(t.Elems) > 0 {
				return f.alikeSeq(v, t.Elems[0]), true
			}
			if elem, ok := f.likeLists(t.Elems); ok {
				return f.alikeSeq(v, elem), true
			}
			return f.productSeq(v, true), true
		}
		return &sequence{static: -1,
			length: func() *val { return f.prim("list.len", v) },
			at:     func(i *val) *val { return f.prim("list.at", v, i) }}, true
	case types.Array:
		return f.arraySeq(v, t)
	case types.Dict:
		return f.productSeq(f.constTree(anys(t.Names)), true), true
	case types.Iter:
		return f.iterSeq(v, t)
	}
	if s, ok := v.known.(string); ok && v.T == types.Str && len(s) <= maxUnroll {
		var chars []any
		for _, r := range s {
			chars = append(chars, string(r))
		}
		return &sequence{static: len(chars),
			length: func() *val { return f.constant(int64(len(chars))) },
			at: func(i *val) *val {
				if k, ok := i.known.(int64); ok {
					return f.constant(chars[k])
				}
				return f.prim("str.at", v, i)
			}}, true
	}
	if v.T == types.Str {
		return &sequence{static: -1,
			length: func() *val { return f.prim("str.len", v) },
			at:     func(i *val) *val { return f.prim("str.at", v, i) }}, true
	}
	if f.hasMethod(v, "__iter__") {
		if v = f.iterator(v); isErr(v.T) || f.dead {
			return nil, false
		}
		if f.asks(v) {
			f.limit(diag.IteratorReused, "a loop asks it for one item after the other", "an object with __next__ is not taken here yet")
			return nil, false
		}
		return f.sequence(v)
	}
	if f.namedTuple(v.T) != nil {
		return f.productSeq(v, true), true
	}
	return f.notIterable(v)
}

func (f *frame) notIterable(v *val) (*sequence, bool) {
	at := f.spanOf(v)
	d := diag.Errorf(diag.NotIterable, at, "%s is not iterable", f.show(v.T))
	if code := at.Text(); v.T == types.Int && at != f.span() && len(f.node.Regions) > 0 {
		d.WithRepair("write %s to count up to it", diag.Edit{Span: at, Text: "range(" + code + ")"})
	}
	f.report(d)
	return nil, false
}

func alike(ts []types.Type) bool {
	for _, t := range ts {
		if !types.Equal(t, ts[0]) {
			return false
		}
	}
	return true
}

// productSeq is a sequence of known parts; an index must be known, or the
// parts alike.
func (f *frame) productSeq(v *val, unlike bool) *sequence {
	n := len(f.partTypes(v.T))
	return &sequence{static: n, unlike: unlike,
		length: func() *val { return f.constant(int64(n)) },
		at: func(i *val) *val {
			k, ok := i.known.(int64)
			if !ok || int(k) >= n {
				f.report(diag.Errorf(diag.UnlikeElements, f.spanOf(v), "elements of %s differ in type; each needs a known index", f.show(v.T)))
				return errVal()
			}
			return f.part(v, int(k))
		}}
}

// likeLists gives the one type of lists that differ in length only, however deep.
func (f *frame) likeLists(ts []types.Type) (types.Type, bool) {
	joined := types.Type(types.Never)
	for _, t := range ts {
		l, ok := t.(types.List)
		if !ok {
			return nil, false
		}
		joined = f.join(joined, ofRunLength(l))
	}
	for _, t := range ts {
		if !alikeButEmpty(ofRunLength(t), joined) {
			return nil, false
		}
	}
	return joined, true
}

// ofRunLength forgets the lengths of lists whose elements are alike.
func ofRunLength(t types.Type) types.Type {
	l, ok := t.(types.List)
	if !ok {
		return t
	}
	elem := types.Type(types.Never)
	for _, e := range l.Elems {
		if e = ofRunLength(e); elem == types.Never || alikeButEmpty(elem, e) {
			elem = e
		} else if !alikeButEmpty(e, elem) {
			return t
		}
	}
	return types.List{Elems: []types.Type{elem}}
}

// alikeButEmpty reports whether a is b but for lists that are empty in a.
func alikeButEmpty(a, b types.Type) bool {
	x, ok := a.(types.List)
	y, same := b.(types.List)
	if !ok || !same {
		return types.Equal(a, b)
	}
	return !x.Exact && !y.Exact && (x.Elems[0] == types.Never || alikeButEmpty(x.Elems[0], y.Elems[0]))
}

// alikeSeq is an exact list of elements of one type: a loop, not unrolled.
func (f *frame) alikeSeq(v *val, elem types.Type) *sequence {
	run := f.coerce(v, types.List{Elems: []types.Type{elem}})
	n := len(f.partTypes(v.T))
	return &sequence{static: n,
		length: func() *val { return f.constant(int64(n)) },
		at: func(i *val) *val {
			if k, ok := i.known.(int64); ok {
				return f.part(v, int(k))
			}
			item := f.prim("list.at", run, i)
			item.dep = foldDeps([]*val{v, i})
			return item
		}}
}

func (f *frame) arraySeq(v *val, t types.Array) (*sequence, bool) {
	if len(t.Dims) == 0 {
		return f.notIterable(v)
	}
	static := -1
	if t.Dims[0].IsConst() {
		static = int(t.Dims[0].Const)
	}
	return &sequence{static: static,
		length: func() *val { return f.size(v, 0) },
		at:     func(i *val) *val { return f.prim("array.at", v, i) }}, true
}

// size is the size of an axis, known if it is constant.
func (f *frame) size(v *val, axis int) *val {
	d := v.T.(types.Array).Dims[axis]
	if d.IsConst() {
		return f.constant(d.Const)
	}
	return f.prim("array.size", v, f.constant(int64(axis)))
}

func (f *frame) iterSeq(v *val, t types.Iter) (*sequence, bool) {
	if isKeyed(t) {
		return f.keyedSeq(v, types.MapKeys), true
	}
	parts := make([]*val, len(t.Parts))
	for i := range parts {
		parts[i] = f.part(v, i)
	}
	switch t.Kind {
	case types.MapKeys, types.MapValues, types.MapItems:
		return f.keyedSeq(parts[0], t.Kind), true
	case "range":
		return f.rangeSeq(parts), true
	case "cursor":
		return f.cursorSeq(parts)
	case "enumerate":
		return f.enumerateSeq(parts)
	case "reversed":
		return f.reversedSeq(parts[0])
	case "zip", types.StrictZip:
		return f.zipSeq(parts, t.Kind == types.StrictZip)
	case types.RunTuple, "iter":
		return f.sequence(parts[0])
	case types.ColumnZip:
		return f.productSeq(v, true), true
	case types.RowZip, types.StrictRowZip:
		return f.rowsSeq(parts[0], t.Kind == types.StrictRowZip)
	case "map":
		return f.mapSeq(parts)
	case "filter":
		list := f.filterList(parts[0], parts[1])
		return f.sequence(list)
	}
	return f.notIterable(v)
}

func (f *frame) rangeSeq(parts []*val) *sequence {
	start, stop, step := parts[0], parts[1], parts[2]
	length := f.prim("range.len", start, stop, step)
	static := -1
	if n, ok := length.known.(int64); ok {
		static = int(n)
	}
	return &sequence{static: static, trips: length,
		length: func() *val { return length },
		at: func(i *val) *val {
			if k, ok := start.known.(int64); ok && k == 0 && step.known == int64(1) {
				return i
			}
			return f.prim("range.at", start, step, i)
		}}
}

func (f *frame) cursorSeq(parts []*val) (*sequence, bool) {
	inner, ok := f.sequence(parts[0])
	if !ok {
		return nil, false
	}
	pos := parts[1]
	return &sequence{static: -1, busy: inner.busy, end: inner.end,
		length: func() *val { return f.prim("op.-", inner.length(), pos) },
		at:     func(i *val) *val { return inner.at(f.prim("op.+", pos, i)) }}, true
}

func (f *frame) enumerateSeq(parts []*val) (*sequence, bool) {
	inner, ok := f.sequence(parts[0])
	if !ok {
		return nil, false
	}
	start := parts[1]
	return &sequence{static: inner.static, unlike: inner.unlike, length: inner.length, busy: inner.busy, end: inner.end,
		at: func(i *val) *val {
			n := i
			if start.known != int64(0) {
				n = f.prim("op.+", start, i)
			}
			return f.tupleOf([]*val{n, inner.at(i)})
		}}, true
}

func (f *frame) reversedSeq(v *val) (*sequence, bool) {
	inner, ok := f.sequence(v)
	if !ok {
		return nil, false
	}
	if it, ok := v.T.(types.Iter); ok && it.Kind == "range" {
		p := f.partsOf(v)
		last := f.prim("range.last", p[0], p[1], p[2])
		return &sequence{static: inner.static, length: inner.length,
			at: func(i *val) *val { return f.prim("range.down", last, p[2], i) }}, true
	}
	return &sequence{static: inner.static, unlike: inner.unlike, length: inner.length,
		at: func(i *val) *val {
			last := f.prim("op.-", inner.length(), f.constant(int64(1)))
			return inner.at(f.prim("op.-", last, i))
		}}, true
}

// materialised makes a list of an iterator and leaves other values as they are.
func (f *frame) materialised(v *val) *val {
	if _, ok := v.T.(types.Iter); ok {
		return f.listOf(v)
	}
	return v
}

// listOf materialises an iterable as a list, exact if its elements are known
// one by one.
func (f *frame) listOf(v *val) *val {
	if _, ok := v.T.(types.List); ok {
		return v
	}
	if types.IsRunTuple(v.T) {
		return f.part(v, 0)
	}
	s, ok := f.sequence(v)
	if !ok {
		return errVal()
	}
	if s.static >= 0 && (s.unlike || s.static <= 16) {
		elems := make([]*val, s.static)
		for i := range elems {
			elems[i] = s.at(f.constant(int64(i)))
			if isErr(elems[i].T) || f.dead {
				return elems[i]
			}
		}
		f.ended(s)
		return f.product(types.List{Exact: true, Elems: valTypes(elems)}, elems)
	}
	return f.collect(s, func(i, item, acc *val) *val { return f.push(acc, item) })
}

// push appends to a list that runs have grown; a pure operation.
func (f *frame) push(list, item *val) *val {
	if isErr(item.T) || isErr(list.T) {
		return errVal()
	}
	if !f.inserted(list, item) {
		return errVal()
	}
	l := list.T.(types.List)
	if l.Exact {
		elems := append(append([]*val{}, f.partsOf(list)...), item)
		if len(elems) <= maxUnroll {
			return f.product(types.List{Exact: true, Elems: valTypes(elems)}, elems)
		}
		l = types.List{Elems: []types.Type{types.Never}}
		for _, e := range elems[:len(elems)-1] {
			l.Elems[0] = f.join(l.Elems[0], e.T)
		}
	}
	elem := f.join(l.Elems[0], item.T)
	t := types.List{Elems: []types.Type{elem}}
	return f.primAs("list.push", t, f.coerce(list, t), f.coerce(item, elem))
}
