package golden

import (
	"strings"
	"testing"

	"github.com/myia-lang/myia/ir"
)

const before = `module opt entry @f

node P(f64, *P)

func @f(%0.x: f64[n], %1.y: f64[n], %2.v: vec<i64, str>, %3.p: *P, %4.c: bool) -> (f64[n], vec<i64, str>, *P, f64) {
  check{Class="ValueError", Msg="no"} %4.c
  %5 = sub %0.x, %1.y : f64[n]
  %6 = reduce{Kind="sum", Axes=[0]} %5 : f64
  return %5, %2.v, %3.p, %6
}
`

// outcomes are those of the trials of Same.
func outcomes(m *ir.Module) (all []string) {
	f := m.Func(m.Entry)
	for k := range trials {
		all = append(all, outcome(m, f, Arguments(m, f, uint64(k))))
	}
	return all
}

// TestOutcomes checks that arguments are the same each time, that some pass a check and some do not, and that what is computed
// otherwise shows.
func TestOutcomes(t *testing.T) {
	first, again := outcomes(Read(t, before)), outcomes(Read(t, before))
	raised := 0
	for k, text := range first {
		if text != again[k] {
			t.Errorf("trial %d\n%sand again\n%s", k, text, again[k])
		}
		if text == "ValueError: no\n" {
			raised++
		}
	}
	if raised == 0 || raised == trials {
		t.Errorf("%d of %d trials raise", raised, trials)
	}
	for _, change := range [][2]string{{"sub %0.x, %1.y", "sub %1.y, %0.x"}, {`Kind="sum"`, `Kind="max"`}, {"%4.c\n", "%4.c\n  check{Class=\"ValueError\", Msg=\"again\"} %4.c\n"}} {
		differ := 0
		for k, text := range outcomes(Read(t, strings.Replace(before, change[0], change[1], 1))) {
			if text != first[k] {
				differ++
			}
		}
		if same := change[0] == "%4.c\n"; (differ == 0) != same {
			t.Errorf("%q for %q: %d trials differ", change[1], change[0], differ)
		}
	}
}
