package myia_test

import (
	"fmt"

	"github.com/myia-lang/myia"
	"github.com/myia-lang/myia/tensor"
)

// A file is compiled, and one of its functions is called with its gradient.
func ExampleProgram_ValueAndGrad() {
	p, err := myia.CompileFile("examples/newton.py", myia.Options{})
	if err != nil {
		fmt.Print(myia.Render(err))
		return
	}
	pair, err := p.ValueAndGrad("newton_sqrt", nil, 2.0)
	if err != nil {
		fmt.Print(myia.Render(err))
		return
	}
	value, slope := pair.(myia.Tuple)[0], pair.(myia.Tuple)[1]
	fmt.Printf("%.12f %.12f\n", value, slope)
	// Output: 1.414213562373 0.353553390593
}

// The gradient with respect to several arguments is a tuple, in the order in
// which they are named.
func ExampleProgram_Grad() {
	p, err := myia.CompileText("model.py", `import numpy as np

def loss(w, b, x, y):
    return np.mean((x @ w + b - y) ** 2)
`, myia.Options{})
	if err != nil {
		fmt.Print(myia.Render(err))
		return
	}
	w := tensor.FromF64([]float64{1, 2}, 2)
	x := tensor.FromF64([]float64{1, 0, 0, 1}, 2, 2)
	y := tensor.FromF64([]float64{1, 1}, 2)
	g, err := p.Grad("loss", []string{"w", "b"}, w, 0.5, x, y)
	if err != nil {
		fmt.Print(myia.Render(err))
		return
	}
	fmt.Println(tensor.Of[float64](g.(myia.Tuple)[0].(*tensor.Tensor)), g.(myia.Tuple)[1])
	// Output: [0.5 1.5] 2
}

// A Python exception comes back as an *Exception, with its traceback.
func ExampleException() {
	p, err := myia.CompileText("half.py", "def half(n):\n    if n % 2:\n        raise ValueError('odd')\n    return n // 2\n", myia.Options{})
	if err != nil {
		fmt.Print(myia.Render(err))
		return
	}
	_, err = p.Call("half", 3)
	fmt.Print(myia.Render(err))
	// Output:
	// Traceback (most recent call last):
	//   File "half.py", line 3, in half
	//     raise ValueError('odd')
	// ValueError: odd
}
