package tensor

import (
	"math"
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
)

// SplitAxes parts the axes (sorted) that a reduction takes away: those at the
// end, which go first, by the run rule, and the others, which then go by the
// row rule.
func SplitAxes(rank int, axes []int) (rows, run []int) {
	at := len(axes)
	for at > 0 && axes[at-1] == rank-1-(len(axes)-at) {
		at--
	}
	return axes[:at], axes[at:]
}

// Reduce reduces over axes (sorted), in the type in which elements are computed.
func Reduce(t *Tensor, f emit.Fold, axes []int) *Tensor {
	switch d := t.DType; {
	case d == dtype.U64:
		return unsigned(Reduce(signed(t, f.Extreme), f, axes), f.Extreme)
	case d != d.Compute():
		return Convert(Reduce(Convert(t, d.Compute()), f, axes), d)
	}
	rows, run := SplitAxes(len(t.Shape), axes)
	if len(run) > 0 {
		t = reduceRuns(t, f, len(t.Shape)-len(run))
	}
	if len(rows) > 0 {
		t = reduceRows(t, f, rows)
	}
	return t
}

// reduceRuns reduces all axes but the first.
func reduceRuns(t *Tensor, f emit.Fold, first int) *Tensor {
	out, n := New(t.DType, t.Shape[:first]...), Count(t.Shape[first:])
	switch t.DType {
	case dtype.Bool:
		runs(Of[byte](out), Of[byte](t), n, fold[byte]{f.Bool}.run)
	case dtype.I64:
		runs(Of[int64](out), Of[int64](t), n, fold[int64]{f.I64}.run)
	case dtype.F32:
		runs(Of[float32](out), Of[float32](t), n, fold[float32]{f.F32}.run)
	default:
		runs(Of[float64](out), Of[float64](t), n, fold[float64]{f.F64}.run)
	}
	return out
}

func runs[T, R any](dst []R, src []T, n int, f func([]T) R) {
	for i := range dst {
		dst[i] = f(src[i*n : i*n+n])
	}
}

// reduceRows reduces axes after which others stay. The result has a block of
// columns for each index of the axes in front.
func reduceRows(t *Tensor, f emit.Fold, axes []int) *Tensor {
	first := axes[0]
	if axes[len(axes)-1] != first+len(axes)-1 { // not side by side: make them the first
		t, first = Transpose(t, lead(len(t.Shape), axes)), 0
	}
	after := first + len(axes)
	out := New(t.DType, slices.Concat(t.Shape[:first], t.Shape[after:])...)
	n, w := Count(t.Shape[first:after]), Count(t.Shape[after:])
	switch t.DType {
	case dtype.Bool:
		blocks(Of[byte](out), Of[byte](t), n, w, fold[byte]{f.Bool})
	case dtype.I64:
		blocks(Of[int64](out), Of[int64](t), n, w, fold[int64]{f.I64})
	case dtype.F32:
		blocks(Of[float32](out), Of[float32](t), n, w, fold[float32]{f.F32})
	default:
		blocks(Of[float64](out), Of[float64](t), n, w, fold[float64]{f.F64})
	}
	return out
}

// lead is the permutation that puts axes before the others.
func lead(rank int, axes []int) []int {
	perm := slices.Clone(axes)
	for i := range rank {
		if !slices.Contains(axes, i) {
			perm = append(perm, i)
		}
	}
	return perm
}

// blocks reduces each block of n rows of w columns.
func blocks[T emit.Element](dst, src []T, n, w int, f fold[T]) {
	for at := 0; at < len(dst); at += w {
		f.rows(dst[at:at+w], src[at*n:(at+w)*n], n)
	}
}

// signed sees uint64 as int64: sums and products have the same bits, and ordered
// numbers are moved by 2^63.
func signed(t *Tensor, ordered bool) *Tensor {
	t = t.Clone()
	if t.DType = dtype.I64; ordered {
		xs := Of[int64](t)
		for i := range xs {
			xs[i] ^= math.MinInt64
		}
	}
	return t
}

// unsigned is signed's way back.
func unsigned(t *Tensor, ordered bool) *Tensor {
	t = signed(t, ordered)
	t.DType = dtype.U64
	return t
}

// Place gives the place of an extreme along an axis.
func Place(t *Tensor, f emit.Fold, axis int) *Tensor {
	switch d := t.DType; {
	case d == dtype.U64:
		t = signed(t, true)
	case d != d.Compute():
		t = Convert(t, d.Compute())
	}
	rank := len(t.Shape)
	if axis != rank-1 {
		perm := slices.Delete(lead(rank, []int{axis}), 0, 1)
		t = Transpose(t, append(perm, axis))
	}
	out, n := New(dtype.I64, t.Shape[:rank-1]...), t.Shape[rank-1]
	switch t.DType {
	case dtype.Bool:
		places(Of[int64](out), Of[byte](t), n, f.Bool)
	case dtype.I64:
		places(Of[int64](out), Of[int64](t), n, f.I64)
	case dtype.F32:
		places(Of[int64](out), Of[float32](t), n, f.F32)
	default:
		places(Of[int64](out), Of[float64](t), n, f.F64)
	}
	return out
}

// places finds the extreme of each run.
func places[T emit.Element](dst []int64, src []T, n int, f emit.Loops[T]) {
	runs(dst, src, n, func(x []T) int64 { return int64(f.Place(x)) })
}
