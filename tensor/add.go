package tensor

import "github.com/myia-lang/myia/dtype"

// AddParts adds v to a part of each axis of dst. Floats only.
func AddParts(dst, v *Tensor, parts []Part) {
	shape, strides, offset := place(dst.Shape, parts)
	if dst.DType == dtype.F32 {
		scatter(dst.F32, v.F32, shape, strides, offset)
		return
	}
	scatter(dst.F64, v.F64, shape, strides, offset)
}

// scatter adds the elements of a row-major array to those of a strided view.
func scatter[T float32 | float64](dst, v []T, shape, strides []int, offset int) {
	if len(shape) == 0 {
		dst[offset] += v[0]
		return
	}
	rest := Count(shape[1:])
	for i := range shape[0] {
		scatter(dst, v[i*rest:(i+1)*rest], shape[1:], strides[1:], offset+i*strides[0])
	}
}

// AddRows adds the rows of v to those of dst at the indices. Floats only.
func AddRows(dst, idx, v *Tensor) {
	row := Count(dst.Shape[1:])
	for k, i := range idx.I {
		addRun(dst, v, int(i)*row, k*row, row)
	}
}

func addRun(dst, v *Tensor, to, from, n int) {
	if dst.DType == dtype.F32 {
		for i, x := range v.F32[from : from+n] {
			dst.F32[to+i] += x
		}
		return
	}
	for i, x := range v.F64[from : from+n] {
		dst.F64[to+i] += x
	}
}
