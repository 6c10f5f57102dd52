package compiler

import (
	"context"
	"testing"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
)

// TestLibraryStays checks that compiling and running programs at all stages, with derivatives, leaves the functions of the
// library as they are, which all modules share.
func TestLibraryStays(t *testing.T) {
	const text = "import numpy as np\nfrom myia import value_and_grad\n\n\ndef f(x):\n    return np.sum(np.dot(x, x) * np.mean(x) + np.linspace(0.0, 1.0, 3))\n\n\nprint(value_and_grad(f)(np.ones(3)))\n"
	before := libraryBytes()
	for _, o := range []Options{{Backend: VM, Stage: Opt}, {Backend: VM, Stage: Opt, Opt: 1}, {Opt: 1}} {
		c, errs := FromText("main.py", text).Compile(Call{}, o)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		if _, err := c.Call(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if libraryBytes() != before {
		t.Error("the library is another one after programs were compiled")
	}
}

// libraryBytes is a text of the library's functions with the number of values of each.
func libraryBytes() string {
	m := ir.NewModule(ir.Surface)
	for _, d := range library.Default().Decls() {
		m.Add(library.Default().Func(library.Defined(d.Name)))
	}
	text := ir.Print(m)
	for _, f := range m.Funcs {
		text += string(rune(f.NextID))
	}
	return text
}
