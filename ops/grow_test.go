package ops

import (
	"math"
	"runtime"
	"strconv"
	"testing"
)

// Appending to a string takes memory in proportion to its length, and no string changes that was there before.
func TestConcatGrows(t *testing.T) {
	env := &Env{Limit: math.MaxInt64}
	plus := func(a, b Value) Value {
		out, err := StrConcat{}.Eval(env, nil, []Value{a, b})
		if err != nil {
			t.Fatal(err)
		}
		return out[0]
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	const n = 20000
	s, old := S(""), S("")
	for i := range n {
		old, s = s, plus(s, S(strconv.Itoa(i)))
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 4<<20 {
		t.Errorf("%d appends took %d bytes for a string of %d", n, took, len(s.S()))
	}
	text := s.S()
	left, right := plus(old, S("left")), plus(old, S("right"))
	if s.S() != text || left.S() != old.S()+"left" || right.S() != old.S()+"right" || plus(s, s).S() != text+text {
		t.Error("strings with a beginning in common are mixed up")
	}
}
