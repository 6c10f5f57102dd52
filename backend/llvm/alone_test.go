package llvm

import (
	"strings"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// doubled gives the kernel of x + x for an array of a size.
func doubled(t *testing.T, size types.Dim) kernels.Unit {
	t.Helper()
	m := ir.NewModule(ir.Opt)
	b := ir.NewFunc(m, "f")
	x := b.Param("x", types.A(dtype.F64, size))
	b.Finish(b.Emit1(ops.Add, x, x))
	fused, err := kernels.Fuse(m)
	if err != nil {
		t.Fatal(err)
	}
	nodes := fused.Funcs[0].Body.Nodes
	return kernels.UnitOf(nodes[len(nodes)-1])
}

// Code of a kernel is kept under what it is made from: the unit, and all of the target that its text depends on.
func TestKernelKey(t *testing.T) {
	u := doubled(t, types.N("n"))
	targets := []Options{{}, {VectorBytes: 64}, {Half: true}, {Runtime: Runtime{Interrupt: 8}}, {Runtime: Runtime{Declarations: "declare void @rt()\n"}}}
	seen := map[string]bool{}
	for _, o := range targets {
		code, err := EmitKernel(u, o)
		if err != nil {
			t.Fatal(err)
		}
		if seen[code.Key] || code.Key != KernelKey(doubled(t, types.N("other")), o) {
			t.Errorf("the key for %+v is %s", o, code.Key)
		}
		seen[code.Key] = true
	}
	if k := KernelKey(u, Options{VectorBytes: 32, Small: 5, Split: 7, Strip: 9}); !seen[k] {
		t.Error("a key depends on what concerns whole programs")
	}
	if k := KernelKey(doubled(t, types.C(4)), Options{}); seen[k] {
		t.Error("a known size is not in the key")
	}
}

// What a program has of a kernel is what the kernel is alone.
func TestKernelAlone(t *testing.T) {
	code, err := EmitKernel(doubled(t, types.N("n")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	m := ir.NewModule(ir.Opt)
	b := ir.NewFunc(m, "f")
	x := b.Param("x", types.A(dtype.F64, types.N("k")))
	b.Finish(b.Emit1(ops.Add, x, x))
	m.Entry = "f"
	p, err := Emit(m, Options{})
	if err != nil {
		t.Fatal(err)
	}
	function := func(text string) string {
		_, text, _ = strings.Cut(text, "define hidden i32 @k.0")
		text, _, _ = strings.Cut(text, "\n}\n")
		return text
	}
	var all strings.Builder
	for _, text := range p.Texts {
		all.WriteString(text.IR)
	}
	if in, alone := function(all.String()), function(code.Text.IR); in == "" || in != alone {
		t.Errorf("the program has\n%s\nalone it is\n%s", in, alone)
	}
}
