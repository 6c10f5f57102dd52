package native

import (
	"context"
	"flag"
	"fmt"
	"os"
	"reflect"
	"testing"

	"github.com/myia-lang/myia/backend/llvm/jit"
	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/text"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

var (
	shared   *rt.Library
	programs = flag.Int("programs", 40, "how many random programs to try")
	which    = flag.String("llvm", "auto", "the libLLVM to test with")
)

// library opens libLLVM once; without one the test is skipped, or fails under CI.
func library(t testing.TB) *rt.Library {
	t.Helper()
	if shared != nil {
		return shared
	}
	path, _, err := jit.Find(*which)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	if shared, err = Open(path, rt.Options{Poison: true}); err != nil {
		t.Fatal(err)
	}
	return shared
}

// module builds functions; the last one is the entry.
func module(build func(m *ir.Module)) *ir.Module {
	m := ir.NewModule(ir.Opt)
	build(m)
	m.Entry = m.Funcs[len(m.Funcs)-1].Name
	return m
}

// load compiles and fails the test with the text.
func load(t testing.TB, m *ir.Module, o Options) *Program {
	t.Helper()
	p, err := Load(library(t), m, o)
	if err != nil {
		text, _ := Text(library(t), m, o)
		if text != nil && testing.Verbose() {
			for _, s := range text.Texts {
				t.Log(s.IR)
			}
		}
		t.Fatal(err)
	}
	return p
}

// answer is what a call gives, prints and raises.
type answer struct {
	results []ops.Value
	printed string
	err     error
}

// both are the ways in which tests compile: small kernels like large ones, by strips first, so that what they must not read
// yet is not there; and as usual.
var both = []Options{{Small: -1, Strip: 9, Portable: true}, {}}

// agree runs a module on both backends and compares results to the bit, and exceptions.
func agree(t *testing.T, m *ir.Module, args ...ops.Value) []ops.Value {
	t.Helper()
	var want, got answer
	f := m.Func(m.Entry)
	want.results, want.err = vm.New(m, want.env()).Call(context.Background(), m.Entry, args)
	for _, o := range both {
		got = answer{}
		o.Env, o.Budget = got.env(), 1<<30
		p := load(t, m, o)
		p.watch = func(c *rt.Ctx) { noLeak(t, m, f, args, want.results, c) }
		got.results, got.err = p.Call(context.Background(), m.Entry, args)
		got.compare(t, f, want)
	}
	return got.results
}

// env keeps what is printed.
func (a *answer) env() *ops.Env {
	return &ops.Env{Print: func(s string) error { a.printed += s; return nil }}
}

// compare compares the answer of compiled code with that of the virtual machine.
func (a *answer) compare(t *testing.T, f *ir.Func, want answer) {
	t.Helper()
	if fmt.Sprint(a.err) != fmt.Sprint(want.err) {
		t.Fatalf("native: %v, vm: %v", a.err, want.err)
	}
	if a.printed != want.printed {
		t.Errorf("native printed %q, vm %q", a.printed, want.printed)
	}
	for i, y := range want.results {
		if i >= len(a.results) || !same(a.results[i], y) && !bothNaN(f.Results[i], a.results[i], y) {
			t.Errorf("result %d (%%%d): native: %.300s, vm: %.300s", i, f.Body.Results[i].ID, show(a.results[i:i+1]), show(want.results[i:i+1]))
		}
	}
}

// bothNaN excepts the payload of a nan.
func bothNaN(t types.Type, a, b ops.Value) bool {
	d, _ := types.ElemDType(t)
	switch d.Compute() {
	case dtype.F64:
		return a.F64() != a.F64() && b.F64() != b.F64()
	case dtype.F32:
		return a.F32() != a.F32() && b.F32() != b.F32()
	}
	return false
}

func show(vs []ops.Value) string {
	s := ""
	for _, v := range vs {
		if x := v.Tensor(); x != nil {
			s += fmt.Sprintf("%v%v %s ", x.DType, x.Shape, text.Str(x))
			continue
		}
		s += fmt.Sprintf("%v/%x/%v ", v.F64(), v.Bits, v.Ref)
	}
	return s
}

func equal(a, b []ops.Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !same(a[i], b[i]) {
			return false
		}
	}
	return true
}

func same(a, b ops.Value) bool {
	if c, ok := b.Ref.(*ops.Acc); ok {
		b = ops.T(c.T)
	}
	if x, y := a.Tensor(), b.Tensor(); x != nil && y != nil {
		return x.DType == y.DType && reflect.DeepEqual(x.Shape, y.Shape) && string(x.Bytes()) == string(y.Bytes())
	}
	if x, y := a.Record(), b.Record(); x != nil && y != nil {
		return equal(x.Fields, y.Fields)
	}
	if x, y := a.Vec(), b.Vec(); x != nil && y != nil {
		if x.Len() != y.Len() {
			return false
		}
		for i := range x.Len() {
			if !equal(x.Row(i), y.Row(i)) {
				return false
			}
		}
		return true
	}
	if a.S() != "" || b.Ref == nil && a.Ref == any("") { // which is also the text of null
		return a.S() == b.S()
	}
	return a.Bits == b.Bits && reflect.DeepEqual(a.Ref, b.Ref)
}

// c makes constants.
func c(b *ir.Builder, x any) *ir.Value { return b.Emit1(ops.Const{Value: x}) }

// logistic is the loop x = r*x*(1-x), n times.
func logistic(m *ir.Module) {
	b := ir.NewFunc(m, "logistic")
	n, r, x0 := b.Param("n", types.CoreI64), b.Param("r", types.CoreF64), b.Param("x", types.CoreF64)
	body := b.Region([]types.Type{types.CoreI64, types.CoreF64}, func(ps []*ir.Value) []*ir.Value {
		x := ps[1]
		y := b.Emit1(ops.Mul, b.Emit1(ops.Mul, r, x), b.Emit1(ops.Sub, c(b, 1.0), x))
		return []*ir.Value{y}
	})
	b.Finish(b.EmitRegions(ops.For{}, []*ir.Region{body}, n, x0)...)
}

func TestLogistic(t *testing.T) {
	m := module(logistic)
	agree(t, m, ops.I(1000), ops.F64(3.7), ops.F64(0.3))
	agree(t, m, ops.I(0), ops.F64(3.7), ops.F64(0.3))
}

func BenchmarkLogistic(b *testing.B) {
	p := load(b, module(logistic), Options{})
	b.Logf("%+v", p.Times)
	for b.Loop() {
		if _, err := p.Call(context.Background(), "logistic", []ops.Value{ops.I(1e7), ops.F64(3.7), ops.F64(0.3)}); err != nil {
			b.Fatal(err)
		}
	}
}

func f64s(xs ...float64) ops.Value { return ops.T(tensor.FromF64(xs, len(xs))) }

// noLeak checks that nothing but what the results hold, and the operands that the host made but for arrays, is alive at the
// end of a run.
func noLeak(t *testing.T, m *ir.Module, f *ir.Func, args, results []ops.Value, c *rt.Ctx) {
	t.Helper()
	h := &held{m: m}
	for i, v := range results {
		h.add(f.Results[i], v)
	}
	for i, v := range args {
		if _, ok := f.Params[i].Type.(types.Array); !ok {
			h.add(f.Params[i].Type, v)
		}
	}
	if c.Live > h.buffers || c.Nodes > h.nodes {
		t.Errorf("%d buffers and %d nodes are alive beside results of %d and %d", c.Live, c.Nodes, h.buffers, h.nodes)
	}
}

// held counts how many buffers and nodes values may have, of which some may be one.
type held struct {
	m              *ir.Module
	buffers, nodes int64
}

func (h *held) add(t types.Type, v ops.Value) {
	switch t := t.(type) {
	case types.Scalar:
	case types.Opt:
		if types.IsHeap(t.Elem) && !v.IsNull() {
			h.add(t.Elem, v)
		}
	case types.Vec:
		h.buffers++
		if x := v.Vec(); x != nil {
			for i := range x.Len() {
				h.addAll(t.Elems, x.Row(i))
			}
		}
	case types.Node:
		if x := v.Record(); x != nil {
			h.buffers++
			h.nodes++
			h.addAll(h.m.NodeType(t.Name).Fields, x.Fields)
		}
	default:
		h.buffers++
	}
}

func (h *held) addAll(ts []types.Type, vs []ops.Value) {
	for i, t := range ts {
		h.add(t, vs[i])
	}
}
