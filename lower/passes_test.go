package lower_test

import (
	"context"
	"strings"
	"testing"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/interp"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/lower"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
)

// TestPasses lowers each program, which is Python or typed IR. It runs that in Python, and shows the functions that the file "show" names, one a line, or all. What a
// program asserts holds, in CPython too; it ends by the exception in "raises".
func TestPasses(t *testing.T) {
	golden.Run(t, 30, func(t *testing.T, in map[string]string) string {
		if text, ok := in["in"]; ok {
			return golden.Write(t, lower.Lower(readTyped(t, text)))
		}
		m := inferred(t, in["main.py"])
		if !strings.Contains(in["main.py"], "grad") {
			runNodes(t, m)
		}
		text := golden.Write(t, lower.Lower(m))
		if got := run(t, golden.Read(t, text)); got != strings.TrimSpace(in["raises"]) {
			t.Errorf("it raises %q", got)
		}
		return golden.Only(text, strings.FieldsFunc(in["show"], func(r rune) bool { return r == '\n' }))
	})
}

// inferred is the typed module of a program.
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
	return m
}

// runNodes runs a typed module whose primitives are lowered one by one.
func runNodes(t *testing.T, m *ir.Module) {
	t.Helper()
	if _, err := interp.NewTyped(m, &ops.Env{}).Call(context.Background(), m.Entry, nil); err != nil {
		t.Error(err)
	}
}

// run runs a module of core, differentiated, and gives the exception that ends it.
func run(t *testing.T, m *ir.Module) string {
	t.Helper()
	m, err := ad.Run(m)
	if err != nil {
		t.Fatal(err)
	}
	m.Stage = ir.Opt
	_, raised, err := golden.Call(m)
	if err != nil {
		t.Fatal(err)
	}
	if raised == nil {
		return ""
	}
	return raised.Class + ": " + raised.Msg
}

func readTyped(t *testing.T, text string) *ir.Module {
	t.Helper()
	m, err := ir.Parse(source.NewFile("in.ir", []byte(text)), typed.All(nil).Known(ops.Core()))
	if err == nil {
		err = ir.Verify(m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}
