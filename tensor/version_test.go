package tensor_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/myia-lang/myia/tensor"
)

// TestVersions makes versions of versions of an array at random, and views of them, and then reads all: each has the elements
// that it was made with.
func TestVersions(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		all, want := []*tensor.Tensor{tensor.FromF64(make([]float64, 12), 3, 4)}, [][]float64{make([]float64, 12)}
		for step := range 60 {
			k := max(0, len(all)-1-r.IntN(4)*r.IntN(4))
			x, xs, y := all[k], slices.Clone(want[k]), float64(1+step)
			i, j := r.IntN(3), r.IntN(4)
			switch r.IntN(5) {
			case 0, 1:
				x, xs[4*i+j] = x.Replaced(4*i+j, tensor.FromF64([]float64{y}, 1).Bits(0)), y
			case 2:
				v := []float64{y, y + 0.25, y + 0.5}
				x = x.ReplacedParts(tensor.FromF64(v, 3), []tensor.Part{{Start: 2, Step: -1, Len: 3}, tensor.At(j)})
				for k, y := range v {
					xs[4*(2-k)+j] = y
				}
			case 3:
				row := tensor.Take(x, []tensor.Part{tensor.At(i), {Step: 1, Len: 4}})
				x = x.ReplacedParts(row, []tensor.Part{tensor.At(r.IntN(1)), {Step: 1, Len: 4}})
				copy(xs[:4], slices.Clone(xs[4*i:4*i+4]))
			default:
				x = x.Reshape(3, 4)
			}
			all, want = append(all, x), append(want, xs)
		}
		for _, k := range r.Perm(len(all)) {
			if got := tensor.Of[float64](all[k]); fmt.Sprint(got) != fmt.Sprint(want[k]) {
				t.Fatalf("seed %d: tensor %d is %v, want %v", seed, k, got, want[k])
			}
		}
	}
}

// TestReplacedInPlace replaces each element of a large array, which must not copy it each time, though somebody holds the first
// version.
func TestReplacedInPlace(t *testing.T) {
	const n = 20_000
	first := tensor.FromF64(make([]float64, n), n)
	x := first.Replaced(0, 0)
	second := x
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := range n {
		x = x.Replaced(i, ^uint64(0))
	}
	runtime.ReadMemStats(&after)
	if bytes := after.TotalAlloc - before.TotalAlloc; bytes > 1000*n {
		t.Errorf("%d bytes are allocated for %d elements", bytes, n)
	}
	if first.Bits(n-1) != 0 || second.Bits(n-1) != 0 || x.Bits(n-1) == 0 {
		t.Error("an older version changed, or the newest did not")
	}
}
