package emit

import (
	"flag"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

var samples = flag.Int("samples", 400, "random arguments for each function and range")

// A domain is where random arguments come from: uniform in [lo, hi], or, for wide, with uniform exponents of magnitude.
type domain struct {
	lo, hi float64
	wide   bool
}

func (d domain) draw(r *rand.Rand) float64 {
	if !d.wide {
		return d.lo + (d.hi-d.lo)*r.Float64()
	}
	e := math.Log2(d.lo) + (math.Log2(d.hi)-math.Log2(d.lo))*r.Float64()
	return math.Exp2(e) * float64(1-2*r.IntN(2))
}

// accuracy lists each function with its arguments in f64 and f32 and the greatest error allowed, in ulp.
var accuracy = []struct {
	name     string
	f64, f32 []domain
	ulp      float64
}{
	{"exp", []domain{{-746, 710, false}, {-1, 1, false}, {1e-20, 1, true}}, []domain{{-104, 89, false}, {-1, 1, false}}, 1.25},
	{"expm1", []domain{{-45, 709, false}, {-1, 1, false}, {1e-310, 1, true}}, []domain{{-20, 88, false}, {-1, 1, false}, {1e-42, 1, true}}, 1.25},
	{"log", []domain{{0.5, 2, false}, {5e-324, 1e308, true}}, []domain{{0.5, 2, false}, {1e-45, 1e38, true}}, 1.25},
	{"log2", []domain{{0.5, 2, false}, {5e-324, 1e308, true}}, []domain{{0.5, 2, false}, {1e-45, 1e38, true}}, 1.25},
	{"log10", []domain{{0.5, 2, false}, {5e-324, 1e308, true}}, []domain{{0.5, 2, false}, {1e-45, 1e38, true}}, 1.25},
	{"log1p", []domain{{-0.999, 2, false}, {1e-310, 0.99, true}, {-1, 1e10, false}}, []domain{{-0.999, 2, false}, {1e-42, 0.99, true}}, 1.25},
	{"sin", []domain{{-10, 10, false}, {1e-300, 1, true}, {1, 1e7, true}, {1e6, 1e308, true}}, []domain{{-10, 10, false}, {1e-40, 1, true}, {1, 1e4, true}, {500, 1e38, true}}, 1.25},
	{"cos", []domain{{-10, 10, false}, {1e-300, 1, true}, {1, 1e7, true}, {1e6, 1e308, true}}, []domain{{-10, 10, false}, {1, 1e4, true}, {500, 1e38, true}}, 1.25},
	{"tan", []domain{{-10, 10, false}, {1e-300, 1, true}, {1, 1e7, true}, {1e6, 1e308, true}}, []domain{{-10, 10, false}, {1e-40, 1, true}, {1, 1e4, true}, {500, 1e38, true}}, 1.25},
	{"sinh", []domain{{-711, 711, false}, {-30, 30, false}, {-1, 1, false}, {1e-310, 1, true}}, []domain{{-90, 90, false}, {-30, 30, false}, {-1, 1, false}, {1e-42, 1, true}}, 1.25},
	{"cosh", []domain{{-711, 711, false}, {-3, 3, false}}, []domain{{-90, 90, false}, {-3, 3, false}}, 1.5},
	{"tanh", []domain{{-23, 23, false}, {-1, 1, false}, {1e-310, 1, true}}, []domain{{-12, 12, false}, {-1, 1, false}, {1e-42, 1, true}}, 1.25},
	{"asin", []domain{{-1, 1, false}, {1e-310, 1, true}}, []domain{{-1, 1, false}, {1e-42, 1, true}}, 1.25},
	{"acos", []domain{{-1, 1, false}, {0.99, 1, false}, {1e-310, 1, true}}, []domain{{-1, 1, false}, {0.99, 1, false}}, 1.25},
	{"exp2", []domain{{-1076, 1024, false}, {-1, 1, false}}, []domain{{-150, 128, false}, {-1, 1, false}}, 1.25},
	{"asinh", []domain{{-5, 5, false}, {1e-310, 1e308, true}}, []domain{{-5, 5, false}, {1e-42, 1e38, true}}, 2},
	{"acosh", []domain{{1, 3, false}, {1, 1.001, false}, {1, 1e308, false}, {1, 1e10, false}}, []domain{{1, 3, false}, {1, 1.001, false}, {1, 1e38, false}, {1, 1e6, false}}, 2},
	{"atanh", []domain{{-1, 1, false}, {1e-310, 1, true}}, []domain{{-0.999999, 0.999999, false}, {1e-42, 0.999, true}}, 2},
	{"cbrt", []domain{{-5, 5, false}, {1e-310, 1e308, true}}, []domain{{-5, 5, false}, {1e-42, 1e38, true}}, 0.75},
	{"erf", []domain{{-3, 3, false}, {0.8, 1.3, false}, {-6, 6, false}, {1e-310, 1, true}}, []domain{{-3, 3, false}, {0.8, 1.3, false}, {1e-42, 1, true}}, 1.25},
	{"erfc", []domain{{-3, 3, false}, {0.8, 1.3, false}, {1, 26.5, false}, {1e-310, 1, true}}, []domain{{-3, 3, false}, {0.8, 1.3, false}, {1, 10, false}, {1e-42, 1, true}}, 2},
	{"atan", []domain{{-5, 5, false}, {1e-310, 1e308, true}}, []domain{{-5, 5, false}, {1e-42, 1e38, true}}, 1.25},
}

// ulps is the distance of got from the exact value in units of the last place at that value, subnormal ones included.
func ulps(got float64, want *big.Float, p Prec) float64 {
	last := want.MantExp(nil) - p.Mantissa() - 1
	last = max(last, 1-int(p.Bias())-p.Mantissa())
	if math.IsInf(got, 0) { // right where want rounds to it: count it as the power of 2 it stands for
		limit := shift(bigOf(math.Copysign(1, got)), int(p.Bias())+1)
		return ulpsFrom(limit, want, last)
	}
	if math.IsNaN(got) {
		return math.Inf(1)
	}
	return ulpsFrom(bigOf(got), want, last)
}

func ulpsFrom(got, want *big.Float, last int) float64 {
	u, _ := shift(sub(got, want), -last).Float64()
	return math.Abs(u)
}

// finite says whether want is in the range of p, up to the rounding of the largest number.
func finite(want *big.Float, p Prec) bool {
	return want.MantExp(nil) <= int(p.Bias())+1
}

// worst is the greatest error seen, and where.
type worst struct {
	ulp float64
	at  string
}

func (w *worst) see(ulp float64, format string, args ...any) {
	if ulp > w.ulp {
		*w = worst{ulp, fmt.Sprintf(format, args...)}
	}
}

func TestUnaryAccuracy(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range accuracy {
		t.Run(c.name, func(t *testing.T) {
			f, ref := Unary[c.name], refUnary[c.name]
			var w64, w32 worst
			for _, x := range arguments(r, c.f64, hard64) {
				if want := ref(bigOf(x)); finite(want, Double) {
					w64.see(ulps(f.F64(x), want, Double), "%x", x)
				}
			}
			for _, x := range arguments(r, c.f32, hard32) {
				x := float64(float32(x))
				if want := ref(bigOf(x)); finite(want, Single) {
					w32.see(ulps(float64(f.F32(float32(x))), want, Single), "%x", x)
				}
			}
			t.Logf("%-6s f64 %.3f ulp at %s, f32 %.3f ulp at %s", c.name, w64.ulp, w64.at, w32.ulp, w32.at)
			if max(w64.ulp, w32.ulp) > c.ulp {
				t.Errorf("%s: more than %v ulp", c.name, c.ulp)
			}
		})
	}
}

// accuracyBinary is accuracy for two arguments: their domains in pairs.
var accuracyBinary = []struct {
	name     string
	f64, f32 [][2]domain
	ulp      float64
}{
	{"pow",
		[][2]domain{
			{{5e-324, 1e308, true}, {1e-3, 10, true}}, {{0.5, 2, false}, {1, 2000, true}}, {{0.999, 1.001, false}, {1, 1e6, true}},
			{{0.7, 0.7072, false}, {-2100, 2100, false}}, {{1.41, 1.4143, false}, {-2100, 2100, false}}, {{0, 20, false}, {-5, 5, false}},
		},
		[][2]domain{
			{{1e-45, 1e38, true}, {1e-3, 10, true}}, {{0.5, 2, false}, {1, 200, true}}, {{0.99, 1.01, false}, {1, 1e4, true}},
			{{0.7, 0.7072, false}, {-250, 250, false}}, {{1.41, 1.4143, false}, {-250, 250, false}}, {{0, 20, false}, {-5, 5, false}},
		}, 1.25},
	{"atan2",
		[][2]domain{
			{{-5, 5, false}, {-5, 5, false}}, {{5e-324, 1e308, true}, {5e-324, 1e308, true}}, {{1, 10, true}, {1e-5, 1e5, true}},
			{{1e-320, 1e-290, true}, {1e-310, 1, true}}, {{1e-310, 1, true}, {1e100, 1e308, true}},
		},
		[][2]domain{
			{{-5, 5, false}, {-5, 5, false}}, {{1e-45, 1e38, true}, {1e-45, 1e38, true}}, {{1, 10, true}, {1e-5, 1e5, true}},
		}, 1.25},
	{"hypot",
		[][2]domain{{{-5, 5, false}, {-5, 5, false}}, {{5e-324, 1e307, true}, {5e-324, 1e307, true}}, {{1, 10, true}, {1e-9, 1e9, true}}, {{1e-320, 1e-300, true}, {1e-320, 1e-300, true}}},
		[][2]domain{{{-5, 5, false}, {-5, 5, false}}, {{1e-45, 1e37, true}, {1e-45, 1e37, true}}, {{1, 10, true}, {1e-5, 1e5, true}}}, 1},
}

func TestBinaryAccuracy(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, c := range accuracyBinary {
		t.Run(c.name, func(t *testing.T) {
			f, ref := Binary[c.name], refBinary[c.name]
			measure := func(p Prec, ds [][2]domain, call func(x, y float64) (float64, float64, float64)) (w worst) {
				for _, d := range ds {
					for range *samples {
						x, y := d[0].draw(r), d[1].draw(r)
						if c.name == "pow" {
							x = math.Abs(x)
						}
						x, y, got := call(x, y)
						if c.name == "pow" && x == 0 || y == 0 {
							continue
						}
						if want := ref(bigOf(x), bigOf(y)); finite(want, p) {
							w.see(ulps(got, want, p), "%x, %x", x, y)
						}
					}
				}
				return w
			}
			w64 := measure(Double, c.f64, func(x, y float64) (float64, float64, float64) { return x, y, f.F64(x, y) })
			w32 := measure(Single, c.f32, func(x, y float64) (float64, float64, float64) {
				u, v := float32(x), float32(y)
				return float64(u), float64(v), float64(f.F32(u, v))
			})
			t.Logf("%-6s f64 %.3f ulp at %s, f32 %.3f ulp at %s", c.name, w64.ulp, w64.at, w32.ulp, w32.at)
			if max(w64.ulp, w32.ulp) > c.ulp {
				t.Errorf("%s: more than %v ulp", c.name, c.ulp)
			}
		})
	}
}

// arguments draws from the domains and keeps those hard arguments that lie in the hull of one of them.
func arguments(r *rand.Rand, ds []domain, hard []float64) []float64 {
	var xs []float64
	for _, d := range ds {
		lo := d.lo
		if d.wide {
			lo = -d.hi
			if d.lo <= 5e-324 || d.lo == 1e-45 {
				lo = d.lo // a logarithm: positive only
			}
		}
		for range *samples {
			if x := d.draw(r); x >= lo {
				xs = append(xs, x)
			} else {
				xs = append(xs, -x)
			}
		}
		for _, x := range hard {
			for _, x := range []float64{x, -x} {
				if x > lo && x < d.hi && x != 0 {
					xs = append(xs, x)
				}
			}
		}
	}
	return xs
}

// hard64 are arguments near seams of the algorithms, near multiples of π/2 (6381956970095103·2^797 is the f64 closest to
// one, Muller, section 9.3.2), and near overflow.
var hard64 = []float64{
	0x1.6ac5b262ca1ffp+849, 0x1.921fb54442d18p+0, 0x1.921fb54442d18p+1, 0x1.2d97c7f3321d2p+2, 0x1p20, 0x1.fffffffffffffp+19,
	0x1.921fb54442d18p+20, 0x1.921fb54442d18p+19, 0x1.fffffffffffffp+1023, 0x1p-1022, 0x1p-1074, 0x1p-537, 1, 0.5, 2, 22, 24,
	0x1.fffffffffffffp-1, 0x1.0000000000001p0, 0x1.62e42fefa39efp-2, 0x1.62e42fefa39efp+9, 0x1.6a09e667f3bcdp+0, 0x1.6a09e667f3bccp-1,
	0x1.a827999fcef32p-2, 0x1.3504f333f9de6p+1, 0x1.921fb54442d18p-1, 0x1.b7cdfd9d7bdbbp-34, 1e22, 0x1.0000000000001p-1,
}

var hard32 = []float64{
	0x1.921fb6p+0, 0x1.921fb6p+1, 0x1.2d97c8p+2, 0x1p9, 0x1.fffffep+8, 0x1.fffffep+127, 0x1p-126, 0x1p-149, 1, 0.5, 2,
	0x1.fffffep-1, 0x1.000002p0, 0x1.62e43p-2, 0x1.62e42ep+6, 0x1.6a09e6p+0, 0x1.6a09e6p-1, 0x1.a8279ap-2, 0x1.3504f4p+1,
	0x1.47d0fep+34, 0x1.f9cbe2p+7, 0x1.921fb6p+7, 16367173 * 0x1p72, 0x1.000002p-1,
}

var f32Stride = flag.Int("f32stride", 1<<17+1, "distance between the f32 bit patterns tried")

// The f32 functions against the f64 ones, over all bit patterns at a stride.
func TestSingleAgainstDouble(t *testing.T) {
	for _, c := range accuracy {
		f := Unary[c.name]
		var w worst
		for n := uint64(0); n < 1<<32; n += uint64(*f32Stride) {
			x := math.Float32frombits(uint32(n))
			got, want := float64(f.F32(x)), f.F64(float64(x))
			if math.Abs(want) < 0x1p128 {
				w.see(ulps(got, bigOf(want), Single), "%x", x)
			} else if !same(got, float64(float32(want))) {
				t.Errorf("%s(%x) = %x, want %x", c.name, x, got, want)
			}
		}
		t.Logf("%-6s f32 %.3f ulp at %s", c.name, w.ulp, w.at)
		if w.ulp > c.ulp {
			t.Errorf("%s: more than %v ulp", c.name, c.ulp)
		}
	}
}
