package tensor

import "github.com/myia-lang/myia/dtype"

// AddParts adds v to a part of each axis of dst. Floats only.
func AddParts(dst, v *Tensor, parts []Part) {
	shape, strides, offset := place(dst.Shape, parts)
	if dst.DType == dtype.F32 {
		scatter(Of[float32](dst), Of[float32](v), shape, strides, offset)
		return
	}
	scatter(Of[float64](dst), Of[float64](v), shape, strides, offset)
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

// Add adds the elements of v to those of dst, of one shape. Floats that are not
// small only, as all here.
func Add(dst, v *Tensor) {
	if dst.DType == dtype.F32 {
		addRun(Of[float32](dst), Of[float32](v))
		return
	}
	addRun(Of[float64](dst), Of[float64](v))
}

// AddRows adds the rows of v to those of dst at the indices. Floats only.
func AddRows(dst, idx, v *Tensor) {
	row := Count(dst.Shape[1:])
	if dst.DType == dtype.F32 {
		addRows(Of[float32](dst), Of[float32](v), Of[int64](idx), row)
		return
	}
	addRows(Of[float64](dst), Of[float64](v), Of[int64](idx), row)
}

func addRows[T float32 | float64](dst, v []T, idx []int64, row int) {
	for k, i := range idx {
		addRun(dst[int(i)*row:][:row], v[k*row:][:row])
	}
}

func addRun[T float32 | float64](dst, v []T) {
	for i, x := range v {
		dst[i] += x
	}
}
