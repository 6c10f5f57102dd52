package tensor

import "unsafe"

// Strides are those of a contiguous row-major array, in elements.
func Strides(shape []int) []int {
	s := make([]int, len(shape))
	n := 1
	for i := len(shape) - 1; i >= 0; i-- {
		s[i] = n
		n *= shape[i]
	}
	return s
}

// Strided gathers the elements of a strided view of t into a new tensor.
func Strided(t *Tensor, shape, strides []int, offset int) *Tensor {
	out := New(t.DType, shape...)
	switch t.DType.Size() {
	case 1:
		gather(out.data, t.Bytes(), shape, strides, offset)
	case 2:
		gather(words[uint16](out), words[uint16](t), shape, strides, offset)
	case 4:
		gather(words[uint32](out), words[uint32](t), shape, strides, offset)
	default:
		gather(words[uint64](out), words[uint64](t), shape, strides, offset)
	}
	return out
}

// words sees the elements as words of their size, to move them whatever they are.
func words[T uint16 | uint32 | uint64](t *Tensor) []T {
	return unsafe.Slice((*T)(t.Pointer()), len(t.data)/t.DType.Size())
}

// gather copies a strided view into dst in row-major order.
func gather[T any](dst, src []T, shape, strides []int, offset int) {
	if len(dst) == 0 {
		return
	}
	if len(shape) == 0 {
		dst[0] = src[offset]
		return
	}
	last := len(shape) - 1
	n, st := shape[last], strides[last]
	idx := make([]int, last)
	for at := 0; at < len(dst); at += n {
		row := dst[at : at+n]
		if st == 1 {
			copy(row, src[offset:offset+n])
		} else {
			for i, p := 0, offset; i < n; i, p = i+1, p+st {
				row[i] = src[p]
			}
		}
		for k := last - 1; k >= 0; k-- {
			idx[k]++
			offset += strides[k]
			if idx[k] < shape[k] {
				break
			}
			offset -= idx[k] * strides[k]
			idx[k] = 0
		}
	}
}

// BroadcastTo repeats t to a shape, aligned at the last axis; axes of size 1
// repeat.
func BroadcastTo(t *Tensor, shape []int) *Tensor {
	own := Strides(t.Shape)
	strides := make([]int, len(shape))
	for i := range own {
		k := i + len(shape) - len(own)
		if t.Shape[i] != 1 || shape[k] == 1 {
			strides[k] = own[i]
		}
	}
	return Strided(t, shape, strides, 0)
}

// Transpose permutes the axes: axis i of the result is axis perm[i] of t.
func Transpose(t *Tensor, perm []int) *Tensor {
	own := Strides(t.Shape)
	shape, strides := make([]int, len(perm)), make([]int, len(perm))
	for i, p := range perm {
		shape[i], strides[i] = t.Shape[p], own[p]
	}
	return Strided(t, shape, strides, 0)
}

// Part says what is taken of one axis: Len elements from Start on, Step apart;
// of an axis that is dropped, element Start alone.
type Part struct {
	Start, Step, Len int
	Drop             bool
}

// At is element i of an axis.
func At(i int) Part { return Part{Start: i, Step: 1, Len: 1, Drop: true} }

// place gives the shape that the parts of all axes leave, the strides in a
// contiguous array of another shape, and the offset of the first element.
func place(of []int, parts []Part) (shape, strides []int, offset int) {
	own := Strides(of)
	for k, p := range parts {
		if p.Len > 0 { // an empty part may start anywhere
			offset += p.Start * own[k]
		}
		if !p.Drop {
			shape, strides = append(shape, p.Len), append(strides, p.Step*own[k])
		}
	}
	return shape, strides, offset
}

// Take takes a part of each axis; a part whose elements lie together shares
// them.
func Take(t *Tensor, parts []Part) *Tensor {
	shape, strides, offset := place(t.Shape, parts)
	if t.now != nil { // it may be written over
		return Strided(t, shape, strides, offset)
	}
	n := 1
	for k := len(shape) - 1; k >= 0; k-- {
		if shape[k] != 1 && strides[k] != n {
			return Strided(t, shape, strides, offset)
		}
		n *= shape[k]
	}
	return t.run(offset, n).Reshape(shape...)
}

// run is n elements from one on, as a vector that shares them.
func (t *Tensor) run(from, n int) *Tensor {
	size := t.DType.Size()
	return &Tensor{DType: t.DType, Shape: []int{n}, data: t.data[from*size : (from+n)*size]}
}

// Shares reports whether two tensors lie in one array: whether the last bytes
// are one that their slices can grow to.
func Shares(t, u *Tensor) bool {
	a, b := t.data, u.data
	return cap(a) > 0 && cap(b) > 0 && &a[:cap(a)][cap(a)-1] == &b[:cap(b)][cap(b)-1]
}

// Gather takes the rows of t (along axis 0) at the given indices, which must
// be in range.
func Gather(t, idx *Tensor) *Tensor {
	row := Count(t.Shape[1:])
	out := New(t.DType, append(append([]int{}, idx.Shape...), t.Shape[1:]...)...)
	size := row * t.DType.Size()
	if size == 0 {
		return out
	}
	dst, src := out.Bytes(), t.Bytes()
	for k, i := range Of[int64](idx) {
		copy(dst[k*size:(k+1)*size], src[int(i)*size:])
	}
	return out
}

// Concat joins tensors of one element type along an axis.
func Concat(axis int, ts []*Tensor) *Tensor {
	shape := append([]int{}, ts[0].Shape...)
	shape[axis] = 0
	for _, t := range ts {
		shape[axis] += t.Shape[axis]
	}
	out := New(ts[0].DType, shape...)
	outer := Count(shape[:axis])
	size := Count(shape[axis+1:]) * out.DType.Size()
	dst := out.Bytes()
	for o := 0; o < outer; o++ {
		for _, t := range ts {
			n := t.Shape[axis] * size
			copy(dst[:n], t.Bytes()[o*n:o*n+n])
			dst = dst[n:]
		}
	}
	return out
}
