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

// TestNoSuchFunction checks that it is told at once if the function that is called is not there: not after the program has
// been read a hundred times to find what else is wrong.
func TestNoSuchFunction(t *testing.T) {
	allocated := func(name string, wrong int) float64 {
		return testing.AllocsPerRun(1, func() {
			p := compiler.FromText("main.py", "def g(x):\n    y = x + 1.0\n    return y * y\n")
			if _, errs := p.Build(compiler.Call{Func: name, Args: []types.Type{types.Float}}, compiler.Surface, compiler.Options{}); len(errs) != wrong {
				t.Errorf("a call of %s is refused with %v", name, errs)
			}
		})
	}
	if right, missing := allocated("g", 0), allocated("f", 1); missing > 10*right {
		t.Errorf("%v objects are made where a function is missing, %v where it is there", missing, right)
	}
}
