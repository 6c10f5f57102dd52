package compiler_test

import (
	"path/filepath"
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// TestRoundTripEarly prints surface and typed IR of each program of the suite,
// reads the text and prints it again, which must give the same text, and
// types that are the same. Of each fifth program, typed IR that is made of the
// surface IR that was read is that of the program, and so is core IR.
func TestRoundTripEarly(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	known := typed.All(nil).Known(ops.Core())
	read := 0
	for i, c := range readCases(t, root) {
		b, errs := c.program().Build(compiler.Call{}, compiler.Core, compiler.Options{})
		if len(errs) > 0 {
			continue // the case is about a diagnostic
		}
		surface, typed := earlyRoundTrip(t, c, b.Modules[compiler.Surface], known), earlyRoundTrip(t, c, b.Modules[compiler.Typed], known)
		read++
		if surface == nil || typed == nil || i%5 > 0 {
			continue
		}
		surface.Imports = library.Default()
		remake(t, c, "infer", surface, b.Modules[compiler.Typed])
		remake(t, c, "lower", typed, b.Modules[compiler.Core])
	}
	if read < 500 {
		t.Errorf("only %d programs", read)
	}
}

// earlyRoundTrip gives the module that reads back.
func earlyRoundTrip(t *testing.T, c *suiteCase, m *ir.Module, known ir.Known) *ir.Module {
	back := roundTrip(t, c, m, known)
	if back == nil || t.Failed() {
		return nil
	}
	for i, f := range back.Funcs {
		sameTypes(t, c, f.Body, m.Funcs[i].Body)
	}
	return back
}

// remake runs a pass on what was read, which must give what it gave before.
func remake(t *testing.T, c *suiteCase, pass string, read, want *ir.Module) {
	again, err := compiler.FindPass(pass, read.Stage).Run(read)
	if err != nil {
		t.Errorf("%s: %s of its text says %v", c.name, pass, err)
		return
	}
	sameText(t, c, again, ir.Print(want))
}

func sameText(t *testing.T, c *suiteCase, m *ir.Module, want string) {
	if got := ir.Print(m); got != want {
		t.Errorf("%s, stage %s: printed\n%s\nwant\n%s", c.name, m.Stage, got, want)
	}
}

// sameTypes compares the types of values, of which two might have one text.
func sameTypes(t *testing.T, c *suiteCase, got, want *ir.Region) {
	compare := func(got, want []*ir.Value) {
		for i, v := range want {
			if !types.Equal(got[i].Type, v.Type) {
				t.Errorf("%s: the type %s reads as %#v, want %#v", c.name, v.Type, got[i].Type, v.Type)
			}
		}
	}
	compare(got.Params, want.Params)
	for i, n := range want.Nodes {
		compare(got.Nodes[i].Results, n.Results)
		for k, region := range n.Regions {
			sameTypes(t, c, got.Nodes[i].Regions[k], region)
		}
	}
}
