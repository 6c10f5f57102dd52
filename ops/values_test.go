package ops_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/myia-lang/myia/ops"
)

// TestVersionsOfVecs makes versions of versions of vecs at random, and then reads all of them: each has the rows that it was
// made with, whichever rows were replaced in its store.
func TestVersionsOfVecs(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		of := func(x int64) []ops.Value { return []ops.Value{ops.I(x), ops.I(-x)} }
		vecs, want := []*ops.Vec{ops.VecOf(2, 2, append(of(1), of(2)...))}, [][]int64{{1, 2}}
		if seed%2 == 0 {
			vecs[0] = vecs[0].Copy()
		}
		for step := range int64(60) {
			k := max(0, len(vecs)-1-r.IntN(4)*r.IntN(4))
			v, rows, x := vecs[k], slices.Clone(want[k]), 10+step
			switch op := r.IntN(5); {
			case op == 0:
				v, rows = v.Push(of(x)), append(rows, x)
			case len(rows) == 0:
				v, rows = v.Append(vecs[0]), append(rows, want[0]...)
			case op == 1:
				i := r.IntN(len(rows))
				v, rows[i] = v.Set(i, of(x)), x
			case op == 2:
				i, j := r.IntN(len(rows)), r.IntN(len(rows))
				v = v.Swap(i, j)
				rows[i], rows[j] = rows[j], rows[i]
			case op == 3:
				v, rows = v.First(len(rows)-1), rows[:len(rows)-1]
			default:
				other := r.IntN(len(vecs))
				v, rows = v.Append(vecs[other]), append(rows, want[other]...)
			}
			vecs, want = append(vecs, v), append(want, rows)
		}
		for _, k := range r.Perm(len(vecs)) {
			var got []int64
			for i := range vecs[k].Len() {
				row := vecs[k].Row(i)
				if got = append(got, row[0].I()); row[1].I() != -row[0].I() {
					t.Fatalf("seed %d: row %d of vec %d is torn: %v", seed, i, k, row)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(want[k]) {
				t.Fatalf("seed %d: vec %d is %v, want %v", seed, k, got, want[k])
			}
		}
	}
}

// TestUpdatesInPlace updates the newest version of a long vec many times, which must not copy it each time, though somebody
// holds the first version.
func TestUpdatesInPlace(t *testing.T) {
	const n = 20_000
	first := (&ops.Vec{Width: 1}).Copy()
	for i := range int64(n) {
		first = first.Push([]ops.Value{ops.I(i)})
	}
	for name, update := range map[string]func(v *ops.Vec, i int) *ops.Vec{
		"set":  func(v *ops.Vec, i int) *ops.Vec { return v.Set(i, []ops.Value{ops.I(0)}) },
		"swap": func(v *ops.Vec, i int) *ops.Vec { return v.Swap(i, 0) },
		"pop":  func(v *ops.Vec, i int) *ops.Vec { return v.First(n - 1).Push([]ops.Value{ops.I(int64(i))}) },
	} {
		v := first
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for i := range n {
			v = update(v, i)
		}
		runtime.ReadMemStats(&after)
		if bytes, limit := after.TotalAlloc-before.TotalAlloc, uint64(2000*n); bytes > limit { // one copy of the rows is 24 bytes each, n copies 24 n
			t.Errorf("%s allocates %d bytes for %d rows, want at most %d", name, bytes, n, limit)
		}
		if x := first.Row(n / 2)[0].I(); x != n/2 {
			t.Errorf("%s changes the vec from before: row %d is %d", name, n/2, x)
		}
	}
}
