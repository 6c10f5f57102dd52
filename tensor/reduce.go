package tensor

import "math"

const (
	lanes = 16
	block = 4096
)

// number is what sums and products run over.
type number interface {
	~int64 | ~float32 | ~float64
}

// sumRun adds a contiguous run by the stated tree.
func sumRun[T number](x []T) T {
	var total T
	for len(x) > 0 {
		n := min(len(x), block)
		total += sumBlock(x[:n])
		x = x[n:]
	}
	return total
}

func sumBlock[T number](x []T) T {
	var lane [lanes]T
	i := 0
	for ; i+lanes <= len(x); i += lanes {
		for k, v := range x[i : i+lanes] {
			lane[k] += v
		}
	}
	for k, v := range x[i:] {
		lane[k] += v
	}
	for w := lanes / 2; w > 0; w /= 2 {
		for k := 0; k < w; k++ {
			lane[k] += lane[k+w]
		}
	}
	return lane[0]
}

// Reduce reduces over axes (sorted): kind is sum, prod, max or min. Maximum
// and minimum of floats give nan if there is one; of bools, or and and.
func Reduce(t *Tensor, kind string, axes []int) *Tensor {
	keep, inner := split(t, axes)
	shape := make([]int, len(keep))
	for i, a := range keep {
		shape[i] = t.Shape[a]
	}
	out := New(t.DType, shape...)
	perm := append(append([]int{}, keep...), axes...)
	switch {
	case trailing(keep):
		reduceRuns(t, out, kind, inner)
	case leading(axes):
		reduceRows(t, out, kind, inner)
	default:
		reduceRuns(Transpose(t, perm), out, kind, inner)
	}
	return out
}

// split gives the axes that stay and the number of elements that meet.
func split(t *Tensor, axes []int) (keep []int, inner int) {
	in := map[int]bool{}
	inner = 1
	for _, a := range axes {
		in[a] = true
		inner *= t.Shape[a]
	}
	for i := range t.Shape {
		if !in[i] {
			keep = append(keep, i)
		}
	}
	return keep, inner
}

// trailing reports whether the kept axes come first, in order.
func trailing(keep []int) bool {
	for i, a := range keep {
		if a != i {
			return false
		}
	}
	return true
}

func leading(axes []int) bool { return trailing(axes) }

// reduceRuns reduces contiguous runs.
func reduceRuns(t, out *Tensor, kind string, n int) {
	switch t.DType {
	case Bool:
		runs(out.B, t.B, n, func(x []byte) byte { return foldBytes(x, kind) })
	case I64:
		runs(out.I, t.I, n, func(x []int64) int64 { return foldRun(x, kind, math.MinInt64, math.MaxInt64) })
	case F32:
		runs(out.F32, t.F32, n, func(x []float32) float32 {
			return foldRun(x, kind, float32(math.Inf(-1)), float32(math.Inf(1)))
		})
	default:
		runs(out.F64, t.F64, n, func(x []float64) float64 { return foldRun(x, kind, math.Inf(-1), math.Inf(1)) })
	}
}

func runs[T any](dst, src []T, n int, f func([]T) T) {
	for i := range dst {
		dst[i] = f(src[i*n : i*n+n])
	}
}

func foldBytes(x []byte, kind string) byte {
	any, all := byte(0), byte(1)
	for _, v := range x {
		any |= v
		all &= v
	}
	if kind == "max" || kind == "sum" {
		return any
	}
	return all
}

func foldRun[T number](x []T, kind string, low, high T) T {
	if kind == "sum" {
		return sumRun(x)
	}
	acc := map[string]T{"prod": 1, "max": low, "min": high}[kind]
	for _, v := range x {
		acc = step(acc, v, kind)
	}
	return acc
}

// step folds one element in; nan wins.
func step[T number](acc, v T, kind string) T {
	switch kind {
	case "sum":
		return acc + v
	case "prod":
		return acc * v
	case "max":
		if v > acc || v != v {
			return v
		}
	case "min":
		if v < acc || v != v {
			return v
		}
	}
	return acc
}

// reduceRows reduces leading axes: row after row.
func reduceRows(t, out *Tensor, kind string, n int) {
	switch t.DType {
	case Bool:
		for j := range out.B {
			col := make([]byte, n)
			for r := range col {
				col[r] = t.B[r*len(out.B)+j]
			}
			out.B[j] = foldBytes(col, kind)
		}
	case I64:
		rows(out.I, t.I, kind, math.MinInt64, math.MaxInt64)
	case F32:
		rows(out.F32, t.F32, kind, float32(math.Inf(-1)), float32(math.Inf(1)))
	default:
		rows(out.F64, t.F64, kind, math.Inf(-1), math.Inf(1))
	}
}

func rows[T number](dst, src []T, kind string, low, high T) {
	start := map[string]T{"prod": 1, "max": low, "min": high}[kind]
	for j := range dst {
		dst[j] = start
	}
	if len(dst) == 0 {
		return
	}
	for ; len(src) > 0; src = src[len(dst):] {
		for j, v := range src[:len(dst)] {
			dst[j] = step(dst[j], v, kind)
		}
	}
}

// ArgMax gives the index of the first maximum (or minimum, if low) along an
// axis; the first nan wins.
func ArgMax(t *Tensor, axis int, low bool) *Tensor {
	shape := append(append([]int{}, t.Shape[:axis]...), t.Shape[axis+1:]...)
	out := New(I64, shape...)
	n, in := t.Shape[axis], Count(t.Shape[axis+1:])
	for k := range out.I {
		o, i := k/max(in, 1), k%max(in, 1)
		best := 0
		bv := t.Float(o*n*in + i)
		for j := 1; j < n && bv == bv; j++ {
			v := t.Float((o*n+j)*in + i)
			if v != v || !low && v > bv || low && v < bv {
				best, bv = j, v
			}
		}
		out.I[k] = int64(best)
	}
	return out
}

// MatMul multiplies matrices, or batches of them with equal leading sizes. An
// operand marked trans is stored transposed in its last two axes. Each element
// adds its products in order of the inner index.
func MatMul(a, b *Tensor, transA, transB bool) *Tensor {
	a, b = untrans(a, transA), untrans(b, transB)
	r := len(a.Shape)
	m, k, n := a.Shape[r-2], a.Shape[r-1], b.Shape[r-1]
	out := New(a.DType, append(append([]int{}, a.Shape[:r-1]...), n)...)
	batch := Count(a.Shape[:r-2])
	for i := 0; i < batch; i++ {
		switch a.DType {
		case F32:
			matmul(out.F32[i*m*n:], a.F32[i*m*k:], b.F32[i*k*n:], m, k, n)
		case F64:
			matmul(out.F64[i*m*n:], a.F64[i*m*k:], b.F64[i*k*n:], m, k, n)
		case I64:
			matmul(out.I[i*m*n:], a.I[i*m*k:], b.I[i*k*n:], m, k, n)
		}
	}
	return out
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

func matmul[T number](c, a, b []T, m, k, n int) {
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
