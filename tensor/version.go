package tensor

// A tensor is a value, but one that Replaced or ReplacedParts made is replaced in place by the next: what was there goes to the
// tensors from before, which copy the elements when they are read again. So the newest version of an array costs nothing but
// what is written, and the older ones, which programs seldom read, pay.

// change leads from one state of the elements to the next. Nobody but tensors of older states holds the way to the newest.
type change struct {
	next *change // nil: this is the newest state
	undo func(t *Tensor)
	size int // elements replaced so far
}

// settle brings a tensor of an older state to elements of its own.
func (t *Tensor) settle() {
	if t.now == nil || t.now.next == nil {
		return
	}
	var undo []func(t *Tensor)
	for c := t.now; c.next != nil; c = c.next {
		undo = append(undo, c.undo)
	}
	t.data = append([]byte(nil), t.data...)
	t.now = nil
	for i := len(undo) - 1; i >= 0; i-- {
		undo[i](t)
	}
	t.now = &change{}
}

// Lent gives the tensor, whose elements somebody keeps from now on: they are never written over.
func (t *Tensor) Lent() *Tensor {
	t.settle()
	t.now = nil
	return t
}

// Fresh gives the tensor, which nobody else sees, so that its elements can be replaced in place.
func (t *Tensor) Fresh() *Tensor {
	t.now = &change{}
	return t
}

// Replaceable reports whether elements can be replaced in place. After as many as there are the tensor is copied, so that one
// of an old state, if somebody holds it, keeps no more alive than its like.
func (t *Tensor) Replaceable() bool {
	t.settle()
	return t.now != nil && t.now.size <= t.Len()+1024
}

// next is the tensor that follows when so many elements are replaced; undo brings them back.
func (t *Tensor) next(elements int, undo func(t *Tensor)) *Tensor {
	if !t.Replaceable() {
		return t.Clone().Fresh()
	}
	now := &change{size: t.now.size + elements}
	t.now.next, t.now.undo = now, undo
	return &Tensor{DType: t.DType, Shape: t.Shape, data: t.data, now: now}
}

// Replaced gives the tensor with a number of the type in which it is computed as element i.
func (t *Tensor) Replaced(i int, x uint64) *Tensor {
	was := t.Bits(i)
	out := t.next(1, func(t *Tensor) { t.SetBits(i, was) })
	out.SetBits(i, x)
	return out
}

// ReplacedParts gives the tensor with v in the place of what parts of each axis take.
func (t *Tensor) ReplacedParts(v *Tensor, parts []Part) *Tensor {
	if !t.Replaceable() {
		out := t.Clone().Fresh()
		out.setParts(v, parts)
		return out
	}
	was := Take(t, parts)
	out := t.next(v.Len(), func(t *Tensor) { t.setParts(was, parts) })
	out.setParts(v, parts)
	return out
}

// setParts replaces elements of a tensor that nobody else sees.
func (t *Tensor) setParts(v *Tensor, parts []Part) {
	shape, strides, offset := place(t.Shape, parts)
	put(t.data, v.Bytes(), t.DType.Size(), shape, strides, offset)
}

// put replaces the elements of a strided view by those of a row-major array.
func put(dst, v []byte, size int, shape, strides []int, offset int) {
	if len(shape) == 0 {
		copy(dst[offset*size:(offset+1)*size], v)
		return
	}
	rest := Count(shape[1:]) * size
	for i := range shape[0] {
		put(dst, v[i*rest:(i+1)*rest], size, shape[1:], strides[1:], offset+i*strides[0])
	}
}
