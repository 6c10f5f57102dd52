package tensor

// AddSlice adds v into n elements of an axis of dst, from start on, step
// apart. Floats only.
func AddSlice(dst, v *Tensor, axis, start, step, n int) {
	inner := Count(dst.Shape[axis+1:])
	outer := Count(dst.Shape[:axis])
	for o := 0; o < outer; o++ {
		for k := 0; k < n; k++ {
			to := (o*dst.Shape[axis] + start + k*step) * inner
			from := (o*n + k) * inner
			addRun(dst, v, to, from, inner)
		}
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
	if dst.DType == F32 {
		for i, x := range v.F32[from : from+n] {
			dst.F32[to+i] += x
		}
		return
	}
	for i, x := range v.F64[from : from+n] {
		dst.F64[to+i] += x
	}
}
