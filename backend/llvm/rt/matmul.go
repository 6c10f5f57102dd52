package rt

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/backend/llvm/jit"
)

// tiling is the shape of a matrix product on one host: the micro-kernel keeps mr x nv vectors of lanes elements in
// registers; kc x mc of A stay in the second-level cache, kc x nc of B in the third.
type tiling struct {
	dtype, elem string // f32, float
	size        int    // of an element in bytes
	lanes       int
	mr, nv      int
	kc, mcs, nc int // mcs: micro-panels of A in a block
	fma         bool
	vector      string
}

func (t tiling) nr() int { return t.nv * t.lanes }
func (t tiling) mc() int { return t.mr * t.mcs }

// tile chooses the register tile by the vector width and the number of vector registers: 32 of them with AVX-512 and
// on arm64, else 16. One is left for B's vectors and, where a product cannot read memory, for the broadcast of A.
func tile(dtype string, h jit.Host) tiling {
	t := tiling{dtype: dtype, elem: map[string]string{"f32": "float", "f64": "double"}[dtype], kc: 256, nc: 4096, fma: h.FMA}
	t.size = map[string]int{"f32": 4, "f64": 8}[dtype]
	t.lanes = h.VectorBytes / t.size
	switch {
	case h.VectorBytes == 64:
		t.mr, t.nv, t.mcs = 8, 2, 21
	case h.VectorBytes == 32:
		t.mr, t.nv, t.mcs = 6, 2, 20
	case strings.HasPrefix(h.Triple, "aarch64"):
		t.mr, t.nv, t.mcs = 8, 3, 15
	default:
		t.mr, t.nv, t.mcs = 6, 2, 20
	}
	if dtype == "f64" { // the same number of bytes
		t.nc, t.mcs = t.nc/2, t.mcs/2
	}
	t.vector = fmt.Sprintf("<%d x %s>", t.lanes, t.elem)
	return t
}

// Matmul is the IR text of the matrix product for one dtype, f32 or f64, and one host. Every element of the product
// is summed over k in ascending order, in one accumulator for each block of 256, with fused multiply-add where the
// host has it; block sums are added in ascending order. The sum depends on nothing else: not on the shape, the tile,
// the strides or threads; but a product with one row or one column may sum 32 lanes apart (matdot.ll says how).
//
// The three texts are compiled apart and linked together: what runs in inner loops, the products with a
// vector, and the loops over blocks, for which fast compilation matters more than fast code (matmulOptions).
func Matmul(dtype string, h jit.Host) []string {
	t := tile(dtype, h)
	var vector strings.Builder
	t.declare(&vector, t.lanes, 8*t.lanes, 1, dotLanes)
	for _, w := range []int{8 * t.lanes, t.lanes, 1} {
		vector.WriteString(t.fill(strings.NewReplacer("@WVEC", t.vec(w), "@W", strconv.Itoa(w)).Replace(text("matvec.ll"))))
	}
	vector.WriteString(t.fill(text("matdot.ll")))
	return []string{t.inner(), vector.String(), t.blocks("matmul", text("matmul.ll"))}
}

// Tiled is Matmul for products that have more than one row and column: it lacks the products with a vector, which take
// a third of the time to compile.
func Tiled(dtype string, h jit.Host) []string {
	t, all := tile(dtype, h), text("matmul.ll")
	all = strings.Replace(all, "declare hidden i32 @matvec_@DTYPE(ptr, i64, i64, ptr, i64, i64, ptr, i64, ptr, i64, i1)\n", "", 1)
	before, rest, _ := strings.Cut(all, "; vectors")
	_, after, found := strings.Cut(rest, "; end vectors\n")
	if !found {
		panic("rt: matmul.ll has no part about vectors")
	}
	return []string{t.inner(), t.blocks("tiled", before+"  br label %general\n"+after)}
}

// inner is what runs in inner loops: the micro-kernel and packing.
func (t tiling) inner() string {
	var b strings.Builder
	t.declare(&b, t.lanes)
	t.kernel(&b)
	b.WriteString(t.fill(text("pack.ll")))
	return b.String()
}

// blocks is the text of the loops over blocks, under a name.
func (t tiling) blocks(name, s string) string { return t.fill(strings.ReplaceAll(s, "@NAME", name)) }

var (
	matmulOptions = []jit.Options{{OptLevel: 1}, {OptLevel: 1}, {OptLevel: 0}}
	tiledOptions  = []jit.Options{{OptLevel: 1}, {OptLevel: 0}}
)

// declare declares multiply-add for vectors of each length and what both texts use.
func (t tiling) declare(b *strings.Builder, lengths ...int) {
	declared := map[int]bool{}
	for _, n := range lengths {
		if v := t.vec(n); !declared[n] {
			declared[n] = true
			fmt.Fprintf(b, "declare %s @llvm.%s.v%d%s(%s, %s, %s)\n", v, t.multiplyAdd(), n, t.dtype, v, v, v)
		}
	}
	b.WriteString("declare i64 @llvm.smin.i64(i64, i64)\n")
}

// dotLanes is how many partial sums a scalar product has, on every host; wider than a register on all of them.
const dotLanes = 32

func (t tiling) vec(lanes int) string { return fmt.Sprintf("<%d x %s>", lanes, t.elem) }

// fold adds the upper half of %s to the lower until one element is left, %folded.
func (t tiling) fold() string {
	var b strings.Builder
	for n, s := dotLanes, "%s"; ; n /= 2 {
		if n == 1 {
			fmt.Fprintf(&b, "  %%folded = extractelement %s %s, i32 0", t.vec(1), s)
			return b.String()
		}
		half := func(name string, from int) {
			var idx []string
			for i := range n / 2 {
				idx = append(idx, fmt.Sprintf("i32 %d", from+i))
			}
			fmt.Fprintf(&b, "  %%%s%d = shufflevector %s %s, %s poison, <%d x i32> <%s>\n", name, n, t.vec(n), s, t.vec(n), n/2,
				strings.Join(idx, ", "))
		}
		half("lo", 0)
		half("hi", n/2)
		fmt.Fprintf(&b, "  %%f%d = fadd %s %%lo%d, %%hi%d\n", n, t.vec(n/2), n, n)
		s = fmt.Sprintf("%%f%d", n)
	}
}

// multiplyAdd is the intrinsic for x*y+z; plain fma would be a call where the host does not have it.
func (t tiling) multiplyAdd() string {
	if t.fma {
		return "fma"
	}
	return "fmuladd"
}

// fill puts the numbers of the tiling into the text.
func (t tiling) fill(s string) string {
	return strings.NewReplacer(
		"@FMA", t.multiplyAdd(), "@FOLD", t.fold(), "@LVEC", t.vec(dotLanes), "@LANES", strconv.Itoa(t.lanes),
		"@WIDE", strconv.Itoa(8*t.lanes), "@L", strconv.Itoa(dotLanes), "@ELEM", t.elem, "@DTYPE", t.dtype, "@SIZE", strconv.Itoa(t.size),
		"@MR", strconv.Itoa(t.mr), "@NR", strconv.Itoa(t.nr()), "@KC", strconv.Itoa(t.kc),
		"@MC", strconv.Itoa(t.mc()), "@NC", strconv.Itoa(t.nc), "@TMP", strconv.Itoa(t.mr*t.nr()),
	).Replace(s)
}

// kernel writes the micro-kernel: C[mr,nr] (+)= A[kc,mr]^T B[kc,nr], A and B packed.
func (t tiling) kernel(b *strings.Builder) {
	p := func(format string, args ...any) { fmt.Fprintf(b, format+"\n", args...) }
	fn := fmt.Sprintf("@llvm.%s.v%d%s", t.multiplyAdd(), t.lanes, t.dtype)
	p("define hidden void @kernel_%s(i64 %%kc, ptr %%a0, ptr %%b0, ptr %%c0, i64 %%ldc, i1 %%add) nounwind noinline {", t.dtype)
	p("entry:\n  br label %%head\nhead:")
	p("  %%p = phi i64 [ 0, %%entry ], [ %%p1, %%body ]")
	p("  %%a = phi ptr [ %%a0, %%entry ], [ %%a1, %%body ]")
	p("  %%b = phi ptr [ %%b0, %%entry ], [ %%b1, %%body ]")
	each := func(f func(i, j int)) {
		for i := range t.mr {
			for j := range t.nv {
				f(i, j)
			}
		}
	}
	each(func(i, j int) {
		p("  %%s%d_%d = phi %s [ zeroinitializer, %%entry ], [ %%t%d_%d, %%body ]", i, j, t.vector, i, j)
	})
	p("  %%more = icmp ult i64 %%p, %%kc\n  br i1 %%more, label %%body, label %%out\nbody:")
	for j := range t.nv {
		p("  %%bp%d = getelementptr i8, ptr %%b, i64 %d", j, j*t.lanes*t.size)
		p("  %%bv%d = load %s, ptr %%bp%d, align %d", j, t.vector, j, t.lanes*t.size)
	}
	for i := range t.mr {
		p("  %%ap%d = getelementptr i8, ptr %%a, i64 %d", i, i*t.size)
		p("  %%as%d = load %s, ptr %%ap%d, align %d", i, t.elem, i, t.size)
		p("  %%ai%d = insertelement %s poison, %s %%as%d, i32 0", i, t.vector, t.elem, i)
		p("  %%av%d = shufflevector %s %%ai%d, %s poison, <%d x i32> zeroinitializer", i, t.vector, i, t.vector, t.lanes)
		for j := range t.nv {
			p("  %%t%d_%d = call %s %s(%s %%av%d, %s %%bv%d, %s %%s%d_%d)", i, j, t.vector, fn, t.vector, i, t.vector, j,
				t.vector, i, j)
		}
	}
	p("  %%a1 = getelementptr i8, ptr %%a, i64 %d", t.mr*t.size)
	p("  %%b1 = getelementptr i8, ptr %%b, i64 %d", t.nr()*t.size)
	p("  %%p1 = add i64 %%p, 1\n  br label %%head\nout:\n  %%ld = mul i64 %%ldc, %d", t.size)
	for i := range t.mr {
		p("  %%o%d = mul i64 %%ld, %d", i, i)
		for j := range t.nv {
			p("  %%r%d_%d = getelementptr i8, ptr %%c0, i64 %%o%d", i, j, i)
			p("  %%c%d_%d = getelementptr i8, ptr %%r%d_%d, i64 %d", i, j, i, j, j*t.lanes*t.size)
		}
	}
	p("  br i1 %%add, label %%sum, label %%put\nsum:")
	each(func(i, j int) {
		p("  %%l%d_%d = load %s, ptr %%c%d_%d, align %d", i, j, t.vector, i, j, t.size)
		p("  %%u%d_%d = fadd %s %%l%d_%d, %%s%d_%d", i, j, t.vector, i, j, i, j)
		p("  store %s %%u%d_%d, ptr %%c%d_%d, align %d", t.vector, i, j, i, j, t.size)
	})
	p("  ret void\nput:")
	each(func(i, j int) {
		p("  store %s %%s%d_%d, ptr %%c%d_%d, align %d", t.vector, i, j, i, j, t.size)
	})
	p("  ret void\n}")
}

// MatmulInt is the IR text of the integer product, a plain triple loop in the order i, k, j; it wraps.
func MatmulInt() []string { return []string{text("matmul_i64.ll")} }
