package infer_test

import (
	"strings"
	"testing"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// TestPasses infers each program.
func TestPasses(t *testing.T) {
	golden.Run(t, 10, func(t *testing.T, in map[string]string) string { return ir.Print(inferred(t, in["main.py"])) })
}

// inferred is the typed module of a program; it and the surface module are right.
func inferred(t *testing.T, text string) *ir.Module {
	t.Helper()
	src, errs := frontend.Build(&frontend.Program{File: source.NewFile("main.py", []byte(text))})
	if src == nil {
		t.Fatal(errs)
	}
	src.Imports = library.Default()
	m, diags := infer.Infer(src, src.Entry, nil, infer.Options{Prims: typed.All(nil)})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for _, m := range []*ir.Module{src, m} {
		if err := ir.Verify(m); err != nil {
			t.Fatalf("%s: %v", m.Stage, err)
		}
	}
	return m
}

// TestVerify plants faults into a typed module, which the verifier must find.
func TestVerify(t *testing.T) {
	for _, c := range []struct {
		want  string
		plant func(m *ir.Module, f *ir.Func, first *ir.Node)
	}{
		{"gives int, not str", func(_ *ir.Module, _ *ir.Func, first *ir.Node) { first.Results[0].Type = types.Str }},
		{"return gives", func(_ *ir.Module, f *ir.Func, _ *ir.Node) { f.Results = []types.Type{types.Float} }},
		{"used where it is not defined", func(_ *ir.Module, f *ir.Func, _ *ir.Node) { f.Body.Nodes = f.Body.Nodes[1:] }},
		{"no function @thrice", func(m *ir.Module, _ *ir.Func, _ *ir.Node) {
			for _, n := range m.Func(m.Entry).Body.Nodes {
				if call, ok := n.Op.(ops.Call); ok {
					call.Fn = "thrice"
					n.Op = call
				}
			}
		}},
	} {
		m := inferred(t, "def twice(x):\n    return 2 * x\n\n\nresult = twice(1)\n")
		f := m.Func("twice")
		c.plant(m, f, f.Body.Nodes[0])
		if err := ir.Verify(m); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the verifier says %v, want %q", err, c.want)
		}
	}
}
