package typed

// SliceIndices lists the positions that a slice with known bounds (int64 or
// nil) takes of a sequence of n elements.
func SliceIndices(lo, hi, step any, n int64) []int64 {
	st := int64(1)
	if s, ok := step.(int64); ok {
		st = s
	}
	first, last := int64(0), n
	if st < 0 {
		first, last = n-1, -1
	}
	if x, ok := lo.(int64); ok {
		first = clipBound(x, n, st)
	}
	if x, ok := hi.(int64); ok {
		last = clipBound(x, n, st)
	}
	st = min(max(st, -n-1), n+1) // beyond the length all steps are one, and i does not wrap
	var out []int64
	for i := first; st > 0 && i < last || st < 0 && i > last; i += st {
		out = append(out, i)
	}
	return out
}

// clipBound brings a bound into range, as Python's slice.indices does.
func clipBound(x, n, step int64) int64 {
	if x < 0 {
		x += n
	}
	if step > 0 {
		return min(max(x, 0), n)
	}
	return min(max(x, -1), n-1)
}
