package rt

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

// product is the argument block of rt_matmul_….
type product struct {
	m, n, k    int64
	a          unsafe.Pointer
	ars, acs   int64
	b          unsafe.Pointer
	brs, bcs   int64
	c          unsafe.Pointer
	ldc        int64
	accumulate int64
	epi, env   uintptr
}

// scaleText is an epilogue that adds env[0] to the tile and counts its elements in env[1], for f64.
const scaleText = `
define void @epi(ptr %env, ptr %tile, i64 %row, i64 %col, i64 %rows, i64 %cols, i64 %ld) {
entry:
  %bias = load double, ptr %env
  br label %rowloop
rowloop:
  %i = phi i64 [ 0, %entry ], [ %i1, %rowend ]
  %im = icmp slt i64 %i, %rows
  br i1 %im, label %row0, label %done
row0:
  %o = mul i64 %i, %ld
  %p = getelementptr double, ptr %tile, i64 %o
  br label %col0
col0:
  %j = phi i64 [ 0, %row0 ], [ %j1, %one ]
  %jm = icmp slt i64 %j, %cols
  br i1 %jm, label %one, label %rowend
one:
  %q = getelementptr double, ptr %p, i64 %j
  %x = load double, ptr %q
  %y = fadd double %x, %bias
  store double %y, ptr %q
  %j1 = add i64 %j, 1
  br label %col0
rowend:
  %i1 = add i64 %i, 1
  br label %rowloop
done:
  %count_p = getelementptr i8, ptr %env, i64 8
  %count = load i64, ptr %count_p
  %size = mul i64 %rows, %cols
  %count1 = add i64 %count, %size
  store i64 %count1, ptr %count_p
  ret void
}`

type number interface{ float32 | float64 | int64 }

// multiply is the product in the order that Matmul states.
func multiply[T number](p product, a, b, c []T, fma bool, bias T) []T {
	out := slices.Clone(c)
	for i := range p.m {
		for j := range p.n {
			sum := T(0)
			if p.accumulate != 0 {
				sum = c[i*p.ldc+j]
			}
			for k0 := int64(0); k0 < p.k; k0 += 256 {
				block := T(0)
				for k := k0; k < min(k0+256, p.k); k++ {
					x, y := a[i*p.ars+k*p.acs], b[k*p.brs+j*p.bcs]
					block = mulAdd(x, y, block, fma)
				}
				if k0 == 0 && p.accumulate == 0 {
					sum = block
				} else {
					sum += block
				}
			}
			out[i*p.ldc+j] = sum + bias
		}
	}
	return out
}

func mulAdd[T number](x, y, z T, fma bool) T {
	switch x := any(x).(type) {
	case float64:
		if fma {
			return T(math.FMA(x, float64(y), float64(z)))
		}
	case float32:
		if fma { // exact in f64 but for one rounding, which the test's small integers avoid
			return T(float32(float64(x)*float64(y) + float64(z)))
		}
	}
	return T(x*y) + z
}

func testProduct[T number](t *testing.T, l *Library, name string, value func() T) {
	fn, err := l.Symbol("rt_" + name)
	if err != nil {
		t.Fatal(err)
	}
	epi := compile(t, l, scaleText).Symbol("epi")
	c := l.NewCtx(64 << 20)
	defer l.Put(c)
	sizes := [][3]int64{{1, 1, 1}, {0, 3, 2}, {3, 0, 2}, {3, 2, 0}, {1, 40, 300}, {40, 1, 300}, {1, 1100, 31}, {1100, 1, 33}, {1, 1, 1000}, {1, 200, 0}, {77, 1, 0}, {5, 7, 3}, {14, 32, 10},
		{13, 31, 17}, {15, 33, 257}, {60, 70, 80}, {200, 40, 520}, {29, 4100, 5}}
	for _, size := range sizes {
		for variant := range 16 {
			m, n, k := size[0], size[1], size[2]
			p := product{m: m, n: n, k: k, ars: k, acs: 1, brs: n, bcs: 1, ldc: n + 3, accumulate: int64(variant >> 2 & 1)}
			if variant&1 != 0 {
				p.ars, p.acs = 1, m
			}
			if variant&2 != 0 {
				p.brs, p.bcs = 1, k
			}
			a, b, out := make([]T, m*k+1), make([]T, k*n+1), make([]T, m*(n+3)+1)
			for _, s := range [][]T{a, b, out} {
				for i := range s {
					s[i] = value()
				}
			}
			env := struct {
				bias  float64
				count int64
			}{bias: 2}
			var bias T
			if variant&8 != 0 && strings.HasSuffix(name, "f64") {
				p.epi, p.env, bias = epi, uintptr(unsafe.Pointer(&env)), 2
			}
			want := multiply(p, a, b, out, l.Engine().Host().FMA, bias)
			p.a, p.b, p.c = unsafe.Pointer(&a[0]), unsafe.Pointer(&b[0]), unsafe.Pointer(&out[0])
			same := func(x, y T) bool { return x == y || (m == 1 || n == 1) && math.Abs(float64(x-y)) < 1e-12 }
			s := c.Call(fn, unsafe.Pointer(&p), nil)
			if s != OK || !slices.EqualFunc(out, want, same) {
				t.Fatalf("%s %v variant %d: status %d, wrong result", name, size, variant, s)
			}
			if p.epi != 0 && env.count != m*n {
				t.Errorf("%s %v: the epilogue saw %d elements of %d", name, size, env.count, m*n)
			}
			if c.Live != 0 {
				t.Errorf("%d buffers live", c.Live)
			}
		}
	}
	c.Interrupt()
	x := make([]T, 9)
	p := product{m: 3, n: 3, k: 3, a: unsafe.Pointer(&x[0]), ars: 3, acs: 1, b: unsafe.Pointer(&x[0]), brs: 3, bcs: 1,
		c: unsafe.Pointer(&x[0]), ldc: 3}
	if s := c.Call(fn, unsafe.Pointer(&p), nil); s != Raised || c.ErrClass != KeyboardInterrupt {
		t.Errorf("interrupted: status %d, class %d", s, c.ErrClass)
	}
}

func TestMatmul(t *testing.T) {
	each(t, func(t *testing.T, l *Library) {
		r := rand.New(rand.NewPCG(1, 2))
		testProduct(t, l, "matmul_f64", r.NormFloat64)
		testProduct(t, l, "matmul_f32", func() float32 { return float32(r.IntN(65) - 32) })
		testProduct(t, l, "matmul_i64", func() int64 { return r.Int64() })
	})
}

// Narrower hosts get narrower tiles; the code must be right there too, and the sums the same to the bit.
func TestMatmulTiles(t *testing.T) {
	libraries(t, Options{}, func(name string, l *Library) {
		host := l.Engine().Host()
		r := rand.New(rand.NewPCG(3, 4))
		for width := 16; width <= host.VectorBytes; width *= 2 {
			h := host
			h.VectorBytes = width
			l.lazy["rt_matmul_f64"] = &lazyModule{make: func() []string { return Matmul("f64", h) }, opts: matmulOptions}
			l.lazy["rt_tiled_f64"] = &lazyModule{make: func() []string { return Tiled("f64", h) }, opts: tiledOptions}
			t.Run(fmt.Sprintf("%s/%d", name, width), func(t *testing.T) { testProduct(t, l, "matmul_f64", r.NormFloat64) })
			t.Run(fmt.Sprintf("%s/%d tiled", name, width), func(t *testing.T) { testProduct(t, l, "tiled_f64", r.NormFloat64) })
		}
	})
}

func BenchmarkMatmul(b *testing.B) {
	libraries(b, Options{}, func(name string, l *Library) {
		for _, dtype := range []string{"f32", "f64"} {
			fn, err := l.Symbol("rt_matmul_" + dtype)
			if err != nil {
				b.Fatal(err)
			}
			size := map[string]int64{"f32": 4, "f64": 8}[dtype]
			for _, shape := range [][3]int64{{64, 64, 64}, {256, 256, 256}, {1024, 1024, 1024}, {32, 512, 784}, {1, 512, 784}, {512, 1, 784}} {
				for _, trans := range []bool{false, true} {
					m, n, k := shape[0], shape[1], shape[2]
					b.Run(fmt.Sprintf("%s/%s/%dx%dx%d/t=%v", name, dtype, m, n, k, trans), func(b *testing.B) {
						x, y, z := make([]byte, m*k*size+64), make([]byte, k*n*size+64), make([]byte, m*n*size+64)
						p := product{m: m, n: n, k: k, a: unsafe.Pointer(&x[0]), ars: k, acs: 1, b: unsafe.Pointer(&y[0]),
							brs: n, bcs: 1, c: unsafe.Pointer(&z[0]), ldc: n}
						if trans {
							p.brs, p.bcs = 1, k
						}
						c := l.NewCtx(1 << 30)
						defer l.Put(c)
						for b.Loop() {
							if c.Call(fn, unsafe.Pointer(&p), nil) != OK {
								b.Fatal("failed")
							}
						}
						b.ReportMetric(2*float64(m*n*k)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
					})
				}
			}
		}
	})
}
