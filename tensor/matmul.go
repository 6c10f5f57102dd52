package tensor

import (
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
)

// MatMul multiplies matrices, or batches of them with equal leading sizes. An
// operand marked trans is stored transposed in its last two axes. Each element
// adds its products in order of the inner index, in the type in which they are
// computed. Where it annihilates, a matrix of zeros gives zeros with nans and
// infinities, too.
func MatMul(a, b *Tensor, transA, transB, annihilates bool) *Tensor {
	if d, c := a.DType, product(a.DType); d != c {
		return Convert(MatMul(Convert(a, c), Convert(b, c), transA, transB, annihilates), d)
	}
	a, b = untrans(a, transA), untrans(b, transB)
	r := len(a.Shape)
	m, k, n := a.Shape[r-2], a.Shape[r-1], b.Shape[r-1]
	out := New(a.DType, append(append([]int{}, a.Shape[:r-1]...), n)...)
	batch := Count(a.Shape[:r-2])
	for i := 0; i < batch; i++ {
		switch a.DType {
		case dtype.F32:
			matmul(Of[float32](out)[i*m*n:], Of[float32](a)[i*m*k:], Of[float32](b)[i*k*n:], m, k, n, annihilates)
		case dtype.F64:
			matmul(Of[float64](out)[i*m*n:], Of[float64](a)[i*m*k:], Of[float64](b)[i*k*n:], m, k, n, annihilates)
		case dtype.I64:
			matmul(Of[int64](out)[i*m*n:], Of[int64](a)[i*m*k:], Of[int64](b)[i*k*n:], m, k, n, annihilates)
		}
	}
	return out
}

// product is the type in which products of d are added up: those of uint64 have
// the bits of int64's.
func product(d dtype.Type) dtype.Type {
	if d == dtype.U64 {
		return dtype.I64
	}
	return d.Compute()
}

func untrans(t *Tensor, trans bool) *Tensor {
	if !trans {
		return t
	}
	perm := make([]int, len(t.Shape))
	for i := range perm {
		perm[i] = i
	}
	r := len(perm)
	perm[r-1], perm[r-2] = r-2, r-1
	return Transpose(t, perm)
}

func matmul[T emit.Element](c, a, b []T, m, k, n int, annihilates bool) {
	if annihilates && (zeros(a[:m*k]) || zeros(b[:k*n])) {
		return
	}
	for i := 0; i < m; i++ {
		row := c[i*n : i*n+n]
		for p := 0; p < k; p++ {
			x := a[i*k+p]
			for j, y := range b[p*n : p*n+n] {
				row[j] += T(x * y)
			}
		}
	}
}

func zeros[T emit.Element](xs []T) bool {
	return !slices.ContainsFunc(xs, func(x T) bool { return x != 0 })
}
