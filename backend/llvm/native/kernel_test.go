package native

import (
	"context"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/myia-lang/myia/backend/llvm"
	"github.com/myia-lang/myia/backend/llvm/jit"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// lone is a function of a module whose one kernel is launched by itself.
type lone struct {
	m      *ir.Module
	f      *ir.Func
	kernel *ir.Node
}

// readKernels reads functions of one kernel each.
func readKernels(t *testing.T, text string) []lone {
	t.Helper()
	m, err := ir.Parse(source.NewFile("kernels.ir", []byte(text)), llvm.Declared().Known)
	if err == nil {
		err = ir.Verify(m)
	}
	if err != nil {
		t.Fatal(err)
	}
	var out []lone
	for _, f := range m.Funcs {
		l := lone{m: m, f: f}
		for _, n := range f.Body.Nodes {
			if _, ok := n.Op.(kernels.Kernel); ok {
				l.kernel = n
			}
		}
		out = append(out, l)
	}
	return out
}

// operands gives those of the kernel for arguments of the function.
func (l lone) operands(args []ops.Value) []ops.Value {
	known := map[*ir.Value]ops.Value{}
	for i, p := range l.f.Params {
		known[p] = args[i]
	}
	for _, n := range l.f.Body.Nodes {
		switch op := n.Op.(type) {
		case ops.Dim:
			known[n.Results[0]] = ops.I(int64(known[n.Args[0]].Tensor().Shape[op.Axis]))
		case ops.Const:
			known[n.Results[0]] = ops.I(op.Value.(int64))
		}
	}
	out := make([]ops.Value, len(l.kernel.Args))
	for i, a := range l.kernel.Args {
		out[i] = known[a]
	}
	return out
}

// arguments makes some, with odd numbers among floats if asked for, and indices below m in arrays that are called idx.
func (l lone) arguments(r *rand.Rand, sizes map[string]int, odd bool) []ops.Value {
	odds := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1)}
	fill := func(d dtype.Type, name string) uint64 {
		switch {
		case name == "idx":
			return uint64(r.IntN(sizes["m"]))
		case !d.IsFloat():
			return dtype.Convert(uint64(r.IntN(9)-4), dtype.I64, d)
		case odd && r.IntN(8) == 0:
			return dtype.Convert(math.Float64bits(odds[r.IntN(len(odds))]), dtype.F64, d)
		}
		return dtype.Convert(math.Float64bits(float64(r.IntN(2000)-1000)/700), dtype.F64, d)
	}
	out := make([]ops.Value, len(l.f.Params))
	for i, p := range l.f.Params {
		d, _ := types.ElemDType(p.Type)
		a, ok := p.Type.(types.Array)
		if !ok {
			out[i] = ops.Value{Bits: fill(d, p.Name)}
			continue
		}
		shape := make([]int, len(a.Dims))
		for k, dim := range a.Dims {
			if shape[k] = int(dim.Const); !dim.IsConst() {
				shape[k] = sizes[dim.String()]
			}
		}
		x := tensor.New(d, shape...)
		for k := range x.Len() {
			x.SetBits(k, fill(d, p.Name))
		}
		out[i] = ops.T(x)
	}
	return out
}

// onVM is what the virtual machine makes of the function.
func (l lone) onVM(t *testing.T, args []ops.Value) ops.Value {
	t.Helper()
	out, err := vm.New(l.m, &ops.Env{}).Call(context.Background(), l.f.Name, args)
	if err != nil {
		t.Fatal(err)
	}
	return out[0]
}

// agrees reports whether two results have the same bits, but for those of a nan.
func (l lone) agrees(a, b ops.Value) bool {
	d, _ := types.ElemDType(l.f.Results[0])
	one := func(x, y uint64) bool {
		nan := func(x uint64) bool {
			f := math.Float64frombits(dtype.Convert(x, d, dtype.F64))
			return d.IsFloat() && f != f
		}
		return x == y || nan(x) && nan(y)
	}
	x, y := a.Tensor(), b.Tensor()
	if x == nil || y == nil {
		return x == y && one(a.Bits, b.Bits)
	}
	if x.DType != y.DType || x.Len() != y.Len() || x.Rank() != y.Rank() {
		return false
	}
	for i := range x.Len() {
		if !one(x.Bits(i), y.Bits(i)) {
			return false
		}
	}
	return true
}

func compiled(t *testing.T, u kernels.Unit) *Kernel {
	t.Helper()
	k, err := LoadKernel(library(t), u, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(k.Close)
	return k
}

func launched(t *testing.T, k *Kernel, operands []ops.Value) ops.Value {
	t.Helper()
	out, err := k.Launch(context.Background(), operands)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// spaces are sizes: none, one, below and beyond a vector, beyond a leaf of a run and of rows, a tile, and the interval of
// looks at the interrupt word.
var spaces = []map[string]int{
	{"n": 0, "k": 3, "m": 2}, {"n": 3, "k": 0, "m": 2}, {"n": 1, "k": 1, "m": 1}, {"n": 4, "k": 3, "m": 3}, {"n": 17, "k": 33, "m": 5},
	{"n": 70, "k": 1025, "m": 2}, {"n": 1100, "k": 2, "m": 3}, {"n": 2500, "k": 9, "m": 3}, {"n": 9, "k": 18, "m": 80}, {"n": 70000, "k": 1, "m": 4},
}

func kernelTexts(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/kernels.ir")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestLoneKernels launches kernels without a program around them: sizes unknown, and written for the sizes that are given.
// The results have the bits that the virtual machine gives.
func TestLoneKernels(t *testing.T) {
	ls := readKernels(t, kernelTexts(t))
	if len(ls) < 20 {
		t.Errorf("only %d kernels", len(ls))
	}
	for i, l := range ls {
		t.Run(l.f.Name, func(t *testing.T) {
			u := kernels.UnitOf(l.kernel)
			k := compiled(t, u)
			for j, sizes := range spaces {
				args := l.arguments(rand.New(rand.NewPCG(uint64(i), uint64(j))), sizes, j%2 == 0)
				want, operands := l.onVM(t, args), l.operands(args)
				if got := launched(t, k, operands); !l.agrees(got, want) {
					t.Errorf("%v: native: %.300s, vm: %.300s", sizes, show([]ops.Value{got}), show([]ops.Value{want}))
				}
				if j%3 != 1 { // compiling takes longest
					continue
				}
				fixed := u
				fixed.Sizes = make([]int64, len(u.Sizes))
				for a := range fixed.Sizes {
					fixed.Sizes[a] = operands[len(operands)-len(l.kernel.Regions[0].Params)+a].I()
				}
				if got := launched(t, compiled(t, fixed), operands); !l.agrees(got, want) {
					t.Errorf("for %v: native: %.300s, vm: %.300s", sizes, show([]ops.Value{got}), show([]ops.Value{want}))
				}
			}
		})
	}
}

// kernelFaults are mistakes, one in each kernel; none leaves an array.
var kernelFaults = map[string][2]string{
	"map_two_arrays": {"%2, %0.x, %1.y {", "%2, %1.y, %0.x {"}, "map_scalars": {"%0.x, %1.a, %2.b {", "%0.x, %2.b, %1.a {"},
	"map_transposed": {"div %9, %10", "div %10, %9"}, "map_spread": {"sub %11, %12", "sub %12, %11"},
	"map_index": {"dim{Axis=1} %6", "dim{Axis=0} %6"}, "map_reversed": {"elem %5, %8", "elem %5, %3"},
	"map_gathered": {"yield %10", "%99 = neg %10 : f64\n    yield %99"}, "map_choice": {"xor %11, %8", "and %11, %8"},
	"map_small_ints": {"mul %7, %7", "add %7, %7"}, "map_half": {"mul %9, %10", "mul %10, %10"},
	"map_scaled": {"scale %7, %8", "mul %7, %8"}, "map_known": {"exp %7", "tanh %7"},
	"sum_all": {`"sum"`, `"max"`}, "sum_runs": {"sub %11, %9", "sub %11, %10"}, "sum_rows": {"sub %9, %10", "add %9, %10"},
	"sum_middle": {`"sum"`, `"prod"`}, "sum_transposed": {`"sum"`, `"prod"`}, "prod_all": {`"prod"`, `"sum"`},
	"prod_rows": {`"prod"`, `"sum"`}, "max_runs": {`"max"`, `"min"`}, "min_rows": {`"min"`, `"max"`}, "any_all": {`"max"`, `"min"`},
	"place_all": {`"argmax"`, `"argmin"`}, "place_rows": {`"argmin"`, `"argmax"`}, "place_runs": {`"argmax"`, `"argmin"`},
	"scatter_gathered": {"yield %13", "yield %12"}, "scatter_places": {"yield %8", "%99 = neg %8 : f64\n    yield %99"},
	"scatter_side_by_side": {"yield %8", "%99 = neg %8 : f32\n    yield %99"},
}

// TestFaultsOfKernels launches kernels with a mistake: the comparison sees each.
func TestFaultsOfKernels(t *testing.T) {
	text := kernelTexts(t)
	for i, l := range readKernels(t, text) {
		before, rest, _ := strings.Cut(text, "@"+l.f.Name+"(")
		fault, ok := kernelFaults[l.f.Name]
		if !ok || !strings.Contains(rest, fault[0]) {
			t.Errorf("no mistake in %s", l.f.Name)
			continue
		}
		wrong := readKernels(t, before+"@"+l.f.Name+"("+strings.Replace(rest, fault[0], fault[1], 1))[i]
		k, seen := compiled(t, kernels.UnitOf(wrong.kernel)), false
		for j, sizes := range spaces[:len(spaces)-1] {
			args := l.arguments(rand.New(rand.NewPCG(uint64(i), uint64(j))), sizes, j%2 == 0)
			seen = seen || !l.agrees(launched(t, k, wrong.operands(args)), l.onVM(t, args))
		}
		if !seen {
			t.Errorf("nobody sees %q for %q in %s", fault[1], fault[0], l.f.Name)
		}
	}
}

// TestKeptKernels keeps code under the key of its kernel and launches it without compiling again. Kernels have one key if
// they differ in names, numbers, and sizes of arrays alone.
func TestKeptKernels(t *testing.T) {
	kept := map[string]*jit.Object{}
	text := kernelTexts(t)
	for _, l := range readKernels(t, text) {
		u := kernels.UnitOf(l.kernel)
		key := KernelKey(library(t), u, Options{})
		if kept[key] != nil {
			t.Errorf("%s has the key of another kernel", l.f.Name)
		}
		kept[key] = compiled(t, u).Object
	}
	again := strings.NewReplacer("%1", "%21", "[n]", "[size]", "[n,", "[size,", ".x", ".array", "@", "@other_").Replace(text)
	for i, l := range readKernels(t, again) {
		u := kernels.UnitOf(l.kernel)
		object := kept[KernelKey(library(t), u, Options{})]
		if object == nil {
			t.Errorf("%s has another key than before", l.f.Name)
			continue
		}
		k, err := LinkKernel(library(t), u, object)
		if err != nil {
			t.Fatal(err)
		}
		sizes := map[string]int{"n": 5, "size": 5, "k": 21, "m": 3}
		args := l.arguments(rand.New(rand.NewPCG(uint64(i), 0)), sizes, true)
		if got, want := launched(t, k, l.operands(args)), l.onVM(t, args); !l.agrees(got, want) {
			t.Errorf("%s: native: %.300s, vm: %.300s", l.f.Name, show([]ops.Value{got}), show([]ops.Value{want}))
		}
		k.Close()
	}
}
