package tensor

// SetParts replaces the elements of dst that parts of each axis take by those of v.
func SetParts(dst, v *Tensor, parts []Part) {
	shape, strides, offset := place(dst.Shape, parts)
	size := dst.DType.Size()
	put(dst.data, v.data, size, shape, strides, offset)
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

// SetRows replaces the rows of dst at indices by those of v, in turn.
func SetRows(dst, idx, v *Tensor) {
	row := Count(dst.Shape[1:]) * dst.DType.Size()
	for k, i := range Of[int64](idx) {
		copy(dst.data[int(i)*row:][:row], v.data[k*row:])
	}
}
