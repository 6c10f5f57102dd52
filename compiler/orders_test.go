package compiler_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
)

// The derivative of order k of two recursive functions is 2·2^k functions and the entry, whatever their calls vary in.
func TestOrdersFunctions(t *testing.T) {
	for _, name := range []string{"recursion", "tree"} {
		source, err := os.ReadFile("../bench/order_" + name + ".py")
		if err != nil {
			t.Fatal(err)
		}
		for k := 1; k <= 3; k++ {
			text := fmt.Sprintf("from myia import grad\n%s\n\nprint(%sf%s(0.7))\n", source, strings.Repeat("grad(", k), strings.Repeat(")", k))
			b, errs := compiler.FromText("main.py", text).Build(compiler.Call{}, compiler.Opt, compiler.Options{Opt: 1})
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			if n, most := len(b.Modules[compiler.Opt].Funcs), 2<<k+1; n > most {
				t.Errorf("%s: %d functions at order %d, want at most %d", name, n, k, most)
			}
		}
	}
}
