package infer_test

import (
	"testing"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
)

// TestPasses infers each program.
func TestPasses(t *testing.T) {
	golden.Run(t, 10, func(t *testing.T, in map[string]string) string {
		src, errs := frontend.Build(&frontend.Program{File: source.NewFile("main.py", []byte(in["main.py"]))})
		if src == nil {
			t.Fatal(errs)
		}
		src.Imports = library.Default()
		m, diags := infer.Infer(src, src.Entry, nil, infer.Options{Prims: typed.All(nil)})
		if len(diags) > 0 {
			t.Fatal(diags)
		}
		return ir.Print(m)
	})
}
