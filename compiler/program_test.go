package compiler_test

import (
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/types"
)

// TestSurfaceIsShared checks that a program has one surface module for all
// types of arguments, and others for other ways of calling.
func TestSurfaceIsShared(t *testing.T) {
	p := compiler.FromText("main.py", "def f(x, y=1.0):\n    return x * y\n")
	build := func(c compiler.Call) *compiler.Build {
		t.Helper()
		b, errs := p.Build(c, compiler.Typed, compiler.Options{})
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		return b
	}
	first := build(compiler.Call{Func: "f", Args: []types.Type{types.Float}})
	same := build(compiler.Call{Func: "f", Args: []types.Type{types.Int}})
	if first.Modules[compiler.Surface] != same.Modules[compiler.Surface] {
		t.Error("the surface module is made again for other types")
	}
	for _, c := range []compiler.Call{
		{},
		{Func: "f", Args: []types.Type{types.Float, types.Float}},
		{Func: "f", Names: []string{"x"}, Named: []types.Type{types.Float}},
		{Func: "f", Args: []types.Type{types.Float}, Transform: "grad"},
	} {
		if first.Modules[compiler.Surface] == build(c).Modules[compiler.Surface] {
			t.Errorf("the call %+v shares the surface module of another", c)
		}
	}
}
