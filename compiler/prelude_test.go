package compiler

import (
	"context"
	"testing"

	"github.com/myia-lang/myia/ir"
)

// TestPreludeStays checks that compiling and running programs at all stages, with derivatives, leaves the functions of the
// prelude as they are, which all modules share.
func TestPreludeStays(t *testing.T) {
	const text = "import numpy as np\nfrom myia import value_and_grad\n\n\ndef f(x):\n    return np.sum(np.dot(x, x) * np.mean(x) + np.linspace(0.0, 1.0, 3))\n\n\nprint(value_and_grad(f)(np.ones(3)))\n"
	before := preludeBytes(t)
	for _, o := range []Options{{Backend: VM, Stage: Opt}, {Backend: VM, Stage: Opt, Opt: 1}, {Opt: 1}} {
		c, errs := FromText("main.py", text).Compile(Call{}, o)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		if _, err := c.Call(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if preludeBytes(t) != before {
		t.Error("the prelude is another one after programs were compiled")
	}
}

// preludeBytes is a text of the prelude's functions with the number of values of each.
func preludeBytes(t *testing.T) string {
	m := ir.NewModule(ir.Surface)
	if err := addPrelude(m); err != nil {
		t.Fatal(err)
	}
	text := ir.Print(m)
	for _, f := range m.Funcs {
		text += string(rune(f.NextID))
	}
	return text
}
