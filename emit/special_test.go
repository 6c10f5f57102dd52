package emit

import (
	"math"
	"testing"
)

var (
	pinf, ninf, qnan, nzero = math.Inf(1), math.Inf(-1), math.NaN(), math.Copysign(0, -1)
	tiny, huge              = 5e-324, math.MaxFloat64
)

// same is equality that tells -0 from 0 and takes all NaN as one.
func same(x, y float64) bool {
	return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y
}

// Values at special arguments, C99, Annex F.9.
func TestUnarySpecial(t *testing.T) {
	cases := map[string][][2]float64{
		"exp":   {{0, 1}, {nzero, 1}, {pinf, pinf}, {ninf, 0}, {1000, pinf}, {-1000, 0}, {1e300, pinf}, {-1e300, 0}},
		"expm1": {{0, 0}, {nzero, nzero}, {pinf, pinf}, {ninf, -1}, {1000, pinf}, {-1000, -1}, {tiny, tiny}},
		"exp2":  {{0, 1}, {nzero, 1}, {pinf, pinf}, {ninf, 0}, {10, 1024}, {-3, 0.125}, {2000, pinf}, {-2000, 0}},
		"asinh": {{0, 0}, {nzero, nzero}, {pinf, pinf}, {ninf, ninf}, {tiny, tiny}},
		"acosh": {{1, 0}, {0.5, qnan}, {-1, qnan}, {pinf, pinf}, {ninf, qnan}},
		"atanh": {{0, 0}, {nzero, nzero}, {1, pinf}, {-1, ninf}, {2, qnan}, {-2, qnan}, {pinf, qnan}, {tiny, tiny}},
		"log":   {{0, ninf}, {nzero, ninf}, {1, 0}, {-1, qnan}, {pinf, pinf}, {ninf, qnan}, {-tiny, qnan}},
		"log2":  {{0, ninf}, {nzero, ninf}, {1, 0}, {-1, qnan}, {pinf, pinf}, {ninf, qnan}, {8, 3}, {0.125, -3}, {0x1p100, 100}},
		"log10": {{0, ninf}, {nzero, ninf}, {1, 0}, {-1, qnan}, {pinf, pinf}, {ninf, qnan}, {1000, 3}, {1e10, 10}},
		"log1p": {{0, 0}, {nzero, nzero}, {-1, ninf}, {-2, qnan}, {pinf, pinf}, {ninf, qnan}, {tiny, tiny}},
		"sin":   {{0, 0}, {nzero, nzero}, {pinf, qnan}, {ninf, qnan}},
		"cos":   {{0, 1}, {nzero, 1}, {pinf, qnan}, {ninf, qnan}},
		"tan":   {{0, 0}, {nzero, nzero}, {pinf, qnan}, {ninf, qnan}},
		"sinh":  {{0, 0}, {nzero, nzero}, {pinf, pinf}, {ninf, ninf}, {1000, pinf}, {-1000, ninf}},
		"cosh":  {{0, 1}, {nzero, 1}, {pinf, pinf}, {ninf, pinf}, {1000, pinf}},
		"tanh":  {{0, 0}, {nzero, nzero}, {pinf, 1}, {ninf, -1}, {100, 1}, {-100, -1}},
		"asin":  {{0, 0}, {nzero, nzero}, {1, math.Pi / 2}, {-1, -math.Pi / 2}, {2, qnan}, {-2, qnan}, {pinf, qnan}, {ninf, qnan}},
		"acos":  {{0, math.Pi / 2}, {nzero, math.Pi / 2}, {1, 0}, {-1, math.Pi}, {2, qnan}, {-2, qnan}, {pinf, qnan}, {ninf, qnan}},
		"atan":  {{0, 0}, {nzero, nzero}, {pinf, math.Pi / 2}, {ninf, -math.Pi / 2}, {huge, math.Pi / 2}},
		"cbrt":  {{0, 0}, {nzero, nzero}, {1, 1}, {-8, -2}, {27, 3}, {1e300, 1e100}, {0x1p-60, 0x1p-20}, {pinf, pinf}, {ninf, ninf}},
		"erf":   {{0, 0}, {nzero, nzero}, {pinf, 1}, {ninf, -1}, {30, 1}, {-30, -1}},
		"erfc":  {{0, 1}, {nzero, 1}, {pinf, 0}, {ninf, 2}, {30, 0}, {-30, 2}},
		"sqrt":  {{0, 0}, {nzero, nzero}, {-1, qnan}, {pinf, pinf}, {4, 2}},
		"abs":   {{nzero, 0}, {ninf, pinf}, {-2, 2}},
		"ceil":  {{nzero, nzero}, {-0.5, nzero}, {1.5, 2}, {pinf, pinf}, {1e300, 1e300}},
		"floor": {{nzero, nzero}, {-0.5, -1}, {1.5, 1}, {ninf, ninf}, {1e300, 1e300}},
		"trunc": {{nzero, nzero}, {-0.5, nzero}, {-1.5, -1}, {ninf, ninf}, {1e300, 1e300}},
		"rint":  {{nzero, nzero}, {-0.5, nzero}, {0.5, 0}, {1.5, 2}, {2.5, 2}, {-2.6, -3}, {ninf, ninf}, {1e300, 1e300}},
		"sign":  {{nzero, nzero}, {0, 0}, {-3, -1}, {tiny, 1}, {ninf, -1}},
	}
	for _, name := range UnaryNames() {
		f, known := Unary[name], cases[name]
		if known == nil {
			t.Errorf("%s: no cases", name)
		}
		for _, c := range append(known, [2]float64{qnan, qnan}) {
			if got := f.F64(c[0]); !same(got, c[1]) {
				t.Errorf("%s(%v) = %v, want %v", name, c[0], got, c[1])
			}
			x := float32(c[0])
			if math.Abs(c[0]) == tiny {
				x = float32(math.Copysign(math.SmallestNonzeroFloat32, c[0]))
			}
			want := float32(c[1])
			if c[1] == tiny {
				want = math.SmallestNonzeroFloat32
			}
			if got := f.F32(x); !same(float64(got), float64(want)) {
				t.Errorf("%s(float32 %v) = %v, want %v", name, c[0], got, want)
			}
		}
	}
}

// The Go library agrees on all special arguments; exact powers must come out exact.
func TestBinarySpecial(t *testing.T) {
	xs := []float64{0, nzero, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 4, 2.5, -2.5, pinf, ninf, qnan, 0x1p50, -0x1p50}
	for _, c := range []struct {
		name string
		want func(x, y float64) float64
	}{{"pow", math.Pow}, {"atan2", math.Atan2}, {"hypot", math.Hypot}} {
		f := Binary[c.name]
		for _, x := range xs {
			for _, y := range xs {
				want := c.want(x, y)
				got, got32 := f.F64(x, y), float64(f.F32(float32(x), float32(y)))
				if d := math.Abs(got-want) / math.Abs(want); !same(got, want) && !(d < 1e-15) {
					t.Errorf("%s(%v, %v) = %v, want %v", c.name, x, y, got, want)
				}
				want32 := float64(float32(want))
				if d := math.Abs(got32-want32) / math.Abs(want32); !same(got32, want32) && !(d < 2e-7) {
					t.Errorf("%s(float32 %v, %v) = %v, want %v", c.name, x, y, got32, want32)
				}
			}
		}
	}
	for n := -10.0; n <= 22; n++ {
		if got, want := Binary["pow"].F64(2, n), math.Ldexp(1, int(n)); got != want {
			t.Errorf("pow(2, %v) = %v", n, got)
		}
	}
	for n, want := 0, 1.0; n <= 22; n, want = n+1, want*10 {
		if got := Binary["pow"].F64(10, float64(n)); got != want {
			t.Errorf("pow(10, %v) = %v", n, got)
		}
	}
}
