package compiler_test

import (
	"fmt"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestObjectGradients takes derivatives of the functions of testdata/everyop/object_gradients.txtar, which change objects, of
// first and second order: reverse mode, forward mode and differences agree, on the virtual machine and as compiled code.
func TestObjectGradients(t *testing.T) {
	t.Parallel()
	ar, err := txtar.ParseFile("../testdata/everyop/object_gradients.txtar")
	if err != nil {
		t.Fatal(err)
	}
	orders := []string{"def run(p):\n    return f(p)\n", "def run(p):\n    return np.sum(grad(f)(p) * np.cos(p + 0.3))\n"}
	problems := make([]string, len(orders)*len(ar.Files))
	sideBySide(len(problems), func(i int) {
		text := string(ar.Files[i/len(orders)].Data) + orders[i%len(orders)]
		problems[i] = programTangent(text)
	})
	good := [2]int{}
	for i, p := range problems {
		if p != "" {
			t.Errorf("%s, order %d: %s", ar.Files[i/2].Name, i%2+1, p)
			continue
		}
		good[i%2]++
	}
	fmt.Printf("cases: gradients of functions that change objects n=%d, of second order %d\n", good[0], good[1])
}
