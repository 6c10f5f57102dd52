package ops

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
	"github.com/myia-lang/myia/tensor"
)

// The reference: doc.go of package tensor word by word, with every leaf filled up and a level too many.

func refRun[T emit.Element](op func(a, b T) T, id T, x []T) T {
	var leaves []T
	for lo := 0; lo < len(x) || lo == 0; lo += 1024 {
		lane := slices.Repeat([]T{id}, 16)
		for i := range 1024 {
			v := id
			if lo+i < len(x) {
				v = x[lo+i]
			}
			lane[i%16] = op(lane[i%16], v)
		}
		for _, w := range []int{8, 4, 2, 1} {
			for k := range w {
				lane[k] = op(lane[k], lane[k+w])
			}
		}
		leaves = append(leaves, lane[0])
	}
	if len(x) <= 1 {
		return leaves[0]
	}
	return refRun(op, id, leaves)
}

func refColumn[T emit.Element](op func(a, b T) T, id T, x []T) T {
	var leaves []T
	for lo := 0; lo < len(x) || lo == 0; lo += 64 {
		sum := id
		for i := range 64 {
			v := id
			if lo+i < len(x) {
				v = x[lo+i]
			}
			sum = op(sum, v)
		}
		leaves = append(leaves, sum)
	}
	if len(x) <= 1 {
		return leaves[0]
	}
	return refColumn(op, id, leaves)
}

// refAlong replaces the axes by what f makes of their elements in joint row-major order.
func refAlong[T emit.Element](x []T, shape []int, axes []int, f func([]T) T) ([]T, []int) {
	var out []T
	var kept []int
	for a := range shape {
		if !slices.Contains(axes, a) {
			kept = append(kept, a)
		}
	}
	strides := tensor.Strides(shape)
	var visit func(over []int, offset int, do func(offset int))
	visit = func(over []int, offset int, do func(offset int)) {
		if len(over) == 0 {
			do(offset)
			return
		}
		for i := range shape[over[0]] {
			visit(over[1:], offset+i*strides[over[0]], do)
		}
	}
	visit(kept, 0, func(offset int) {
		var line []T
		visit(axes, offset, func(at int) { line = append(line, x[at]) })
		out = append(out, f(line))
	})
	left := []int{}
	for _, a := range kept {
		left = append(left, shape[a])
	}
	return out, left
}

// refReduce is the whole statement for sum and prod.
func refReduce[T emit.Element](x []T, shape, axes []int, op func(a, b T) T, id T) []T {
	var run, rows []int
	last := len(shape) - 1
	for _, a := range slices.Backward(axes) {
		if a == last {
			run, last = append(run, a), last-1
		} else {
			rows = append(rows, a)
		}
	}
	slices.Sort(run)
	slices.Sort(rows)
	if len(run) > 0 {
		x, shape = refAlong(x, shape, run, func(line []T) T { return refRun(op, id, line) })
	}
	if len(rows) > 0 {
		x, _ = refAlong(x, shape, rows, func(line []T) T { return refColumn(op, id, line) })
	}
	return x
}

// awkward numbers cancel and have unlike exponents; near 1 they can be multiplied.
func awkward[T float32 | float64](r *rand.Rand, n int, near1 bool) []T {
	x := make([]T, n)
	for i := range x {
		x[i] = T((r.Float64() - 0.5) * math.Exp2(float64(r.IntN(40)-20)))
		if near1 {
			x[i] = T(1 + (r.Float64()-0.5)/16)
		}
		if r.IntN(50) == 0 {
			x[i] = T(math.Copysign(0, -1)) + T(r.IntN(2))
		}
	}
	return x
}

func subset(r *rand.Rand, rank int) []int {
	var axes []int
	for a := range rank {
		if r.IntN(2) == 0 {
			axes = append(axes, a)
		}
	}
	return axes
}

func bitsDiffer[T emit.Element](a, b []T) bool {
	return fmt.Sprintf("%x", a) != fmt.Sprintf("%x", b) // tells -0 from 0
}

func checkOrder[T float32 | float64](t *testing.T, wrap func([]T, ...int) *tensor.Tensor, data func(*tensor.Tensor) []T, r *rand.Rand, shape, axes []int) {
	t.Helper()
	add, mul := func(a, b T) T { return a + b }, func(a, b T) T { return a * b }
	n := tensor.Count(shape)
	x, y := awkward[T](r, n, false), awkward[T](r, n, true)
	if want, got := refReduce(x, shape, axes, add, 0), data(reduced(wrap(x, shape...), "sum", axes)); bitsDiffer(got, want) {
		t.Errorf("sum of %v over %v is %v, want %v", shape, axes, got, want)
	}
	if want, got := refReduce(y, shape, axes, mul, 1), data(reduced(wrap(y, shape...), "prod", axes)); bitsDiffer(got, want) {
		t.Errorf("prod of %v over %v is %v, want %v", shape, axes, got, want)
	}
}

// Sums and products follow the order that package tensor states, at the edges of leaves and for random shapes and axes.
func TestOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	f32 := func(x *tensor.Tensor) []float32 { return tensor.Of[float32](x) }
	f64 := func(x *tensor.Tensor) []float64 { return tensor.Of[float64](x) }
	both := func(shape, axes []int) {
		checkOrder(t, tensor.FromF32, f32, r, shape, axes)
		checkOrder(t, tensor.FromF64, f64, r, shape, axes)
	}
	for _, n := range []int{0, 1, 15, 16, 17, 63, 64, 65, 1023, 1024, 1025, 4095, 4096, 4097} {
		both([]int{n}, []int{0})
		both([]int{2, n}, []int{1})
		both([]int{n, 3}, []int{0})
		both([]int{2, n, 3}, []int{1})
	}
	both([]int{1<<20 - 1}, []int{0})
	both([]int{1<<20 + 1}, []int{0})
	both([]int{64*64*64 + 1, 2}, []int{0})
	for range 100 {
		shape := make([]int, 1+r.IntN(4))
		for i := range shape {
			shape[i] = r.IntN(6)
		}
		shape[r.IntN(len(shape))] = r.IntN(200)
		both(shape, subset(r, len(shape)))
	}
}

func reduced(x *tensor.Tensor, kind string, axes []int) *tensor.Tensor {
	return tensor.Reduce(x, Reductions()[kind].Fold, axes)
}

// A sum is never -0, and that of nothing is 0, as in NumPy.
func TestZeroSums(t *testing.T) {
	minus := math.Copysign(0, -1)
	for _, x := range []*tensor.Tensor{tensor.New(dtype.F64, 0, 2), tensor.FromF64([]float64{minus, minus}, 1, 2), tensor.FromF64([]float64{minus, minus}, 2, 1)} {
		for _, axes := range [][]int{{0}, {1}, {0, 1}} {
			for _, v := range tensor.Of[float64](reduced(x, "sum", axes)) {
				if v != 0 || math.Signbit(v) {
					t.Errorf("the sum of %v %v over %v is %v", x.Shape, tensor.Of[float64](x), axes, v)
				}
			}
		}
	}
}

// Extremes are the leftmost, or the first nan; the places agree.
func TestExtremes(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	few := []float64{0, math.Copysign(0, -1), 1, -1, math.Inf(1), math.Inf(-1)}
	nans := []float64{math.NaN(), math.Float64frombits(0xfff8000000000123)}
	for round := range 300 {
		shape := []int{1 + r.IntN(3), 1 + r.IntN(40), 1 + r.IntN(3)}
		x := tensor.New(dtype.F64, shape...)
		for i := range tensor.Of[float64](x) {
			tensor.Of[float64](x)[i] = few[r.IntN(2+round%5)]
			if round%3 == 0 && r.IntN(40) == 0 {
				tensor.Of[float64](x)[i] = nans[r.IntN(2)]
			}
		}
		for axis := range 3 {
			for _, low := range []bool{false, true} {
				kind := map[bool]string{false: "max", true: "min"}[low]
				first := func(line []float64) int {
					at := 0
					for i, v := range line {
						a := line[at]
						if a == a && (v != v || low && v < a || !low && v > a) {
							at = i
						}
					}
					return at
				}
				value, _ := refAlong(tensor.Of[float64](x), shape, []int{axis}, func(line []float64) float64 { return line[first(line)] })
				place, _ := refAlong(tensor.Of[float64](x), shape, []int{axis}, func(line []float64) float64 { return float64(first(line)) })
				if got := tensor.FromF64(value, len(value)); string(got.Bytes()) != string(reduced(x, kind, []int{axis}).Bytes()) {
					t.Fatalf("%s of %v along %d: %v", kind, tensor.Of[float64](x), axis, tensor.Of[float64](reduced(x, kind, []int{axis})))
				}
				for i, at := range tensor.Of[int64](tensor.Place(x, ArgMax{Low: low}.Extreme().Fold, axis)) {
					if float64(at) != place[i] {
						t.Fatalf("arg%s of %v along %d: %d is %d", kind, tensor.Of[float64](x), axis, i, at)
					}
				}
			}
		}
	}
}

// Large integers have places of their own, though as floats they are equal.
func TestPlaceOfInts(t *testing.T) {
	x := tensor.FromI64([]int64{1 << 53, 1<<53 + 1, 1 << 53}, 3)
	if got := tensor.Of[int64](tensor.Place(x, Reductions()["max"].Fold, 0))[0]; got != 1 {
		t.Errorf("argmax is %d", got)
	}
}
