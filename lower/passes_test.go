package lower_test

import (
	"testing"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/lower"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
)

// TestPasses lowers each program, which is Python or typed IR.
func TestPasses(t *testing.T) {
	golden.Run(t, 8, func(t *testing.T, in map[string]string) string {
		if text, ok := in["in"]; ok {
			return golden.Write(t, lower.Lower(readTyped(t, text)))
		}
		src, errs := frontend.Build(&frontend.Program{File: source.NewFile("main.py", []byte(in["main.py"]))})
		if src == nil {
			t.Fatal(errs)
		}
		src.Imports = library.Default()
		m, diags := infer.Infer(src, src.Entry, nil, infer.Options{Prims: typed.All(nil)})
		if len(diags) > 0 {
			t.Fatal(diags)
		}
		return golden.Write(t, lower.Lower(m))
	})
}

func readTyped(t *testing.T, text string) *ir.Module {
	m, err := ir.Parse(source.NewFile("in.ir", []byte(text)), typed.All(nil).Known(ops.Core()))
	if err == nil {
		err = ir.Verify(m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}
