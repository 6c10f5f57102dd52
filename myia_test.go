package myia_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/myia-lang/myia"
	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/tensor"
)

const model = `import numpy as np

def predict(w, x):
    return np.tanh(x @ w)

def stats(xs):
    return {"n": len(xs), "mean": sum(xs) / len(xs)}

def half(n):
    if n % 2 != 0:
        raise ValueError("odd")
    return n // 2
`

// A program is compiled once; its functions are called with Go values and
// tensors.
func ExampleCompileText() {
	p, err := myia.CompileText("model.py", model, myia.Options{Backend: "vm"})
	if err != nil {
		fmt.Print(myia.Render(err))
		return
	}
	w := tensor.FromF64([]float64{1, 0, 0, 1}, 2, 2)
	x := tensor.FromF64([]float64{0, 1}, 2)
	y, _ := p.Call("predict", w, x)
	fmt.Println(tensor.Of[float64](y.(*tensor.Tensor))[0])
	s, _ := p.Call("stats", myia.List{1.0, 2.0, 6.0})
	fmt.Println(s.(myia.Dict).Keys, s.(myia.Dict).Values)
	_, err = p.Call("half", 3)
	fmt.Println(err)
	// Output:
	// 0
	// [n mean] [3 3]
	// ValueError: odd
}

// TestCompileFile checks that a file is read, that errors come as diagnostics
// with their place, and exceptions with a traceback of the program alone.
func TestCompileFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.py")
	if err := os.WriteFile(path, []byte(model), 0o666); err != nil {
		t.Fatal(err)
	}
	p, err := myia.CompileFile(path, myia.Options{Backend: "vm"})
	if err != nil {
		t.Fatal(err)
	}
	if v, err := p.Call("half", 10); err != nil || v != int64(5) {
		t.Errorf("half(10) = %v, %v", v, err)
	}
	_, err = p.Call("half", 3)
	var e *myia.Exception
	want := fmt.Sprintf("Traceback (most recent call last):\n  File %q, line 11, in half\n    raise ValueError(\"odd\")\nValueError: odd\n", path)
	if !errors.As(err, &e) || e.Traceback != want {
		t.Errorf("got %v:\n%s", err, myia.Render(err))
	}
	if _, err = p.Call("halve", 3); len(myia.Errors(err)) != 1 || myia.Errors(err)[0].Code != "E0208" {
		t.Errorf("a function that is not there: %v", err)
	}
	if _, err = p.Call("half", uint64(1<<63)); err == nil || !strings.Contains(err.Error(), "argument 1: 9223372036854775808 is no int of 64 bits: pass tensor.From([]uint64{x})") {
		t.Errorf("a number without a type: %v", err)
	}
	if _, err = p.Call("half", struct{}{}); err == nil || !strings.Contains(err.Error(), "argument 1") {
		t.Errorf("a value without a type: %v", err)
	}
	if _, err = myia.CompileFile(path+"x", myia.Options{}); len(myia.Errors(err)) != 1 {
		t.Errorf("a file that is not there: %v", err)
	}
	if _, err = myia.CompileText("x.py", "def f(:\n", myia.Options{}); len(myia.Errors(err)) == 0 {
		t.Errorf("a program with an error: %v", err)
	}
}

// half makes an array of a float type that Go lacks.
func half(d dtype.Type, x ...float64) *tensor.Tensor {
	return tensor.Convert(tensor.From(x, len(x)), d)
}

// TestArguments checks that values of Go reach the program as what they stand
// for, optimised and not, on each backend.
func TestArguments(t *testing.T) {
	const text = "def twice(x):\n    return x + x\n\ndef first(x):\n    return x[0]\n\ndef area(w, h):\n    return w * h\n"
	for _, backend := range backends() {
		for _, opt := range []int{-1, 0, 1} {
			p, err := myia.CompileText("t.py", text, myia.Options{Backend: compiler.Backend(backend), Opt: opt})
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range []struct {
				fn        string
				arg, want any
			}{
				{"twice", 3, int64(6)}, {"twice", int32(3), int64(6)}, {"twice", float32(0.5), 1.0}, {"twice", uint8(200), int64(400)}, {"twice", "a", "aa"},
				{"first", myia.Tuple{1, 2.5}, int64(1)}, {"first", myia.List{1, 2}, int64(1)},
				{"first", myia.List{myia.Tuple{2}}, myia.Tuple{int64(2)}},
			} {
				if got, err := p.Call(c.fn, c.arg); err != nil || !reflect.DeepEqual(got, c.want) {
					t.Errorf("%s, Opt %d: %s(%v) = %v, %v", backend, opt, c.fn, c.arg, got, err)
				}
			}
			for _, c := range []struct {
				arg  any
				want *tensor.Tensor
			}{
				{[]float64{1, 2}, tensor.FromF64([]float64{2, 4}, 2)}, {[]float32{1, 2}, tensor.FromF32([]float32{2, 4}, 2)},
				{[]int{1, 2}, tensor.FromI64([]int64{2, 4}, 2)}, {[]int64{1, 2}, tensor.FromI64([]int64{2, 4}, 2)},
				{[]int8{1, 127}, tensor.From([]int8{2, -2}, 2)}, {[]uint8{1, 128}, tensor.From([]uint8{2, 0}, 2)},
				{[]uint16{}, tensor.From([]uint16{}, 0)}, {[]bool{true, false}, tensor.FromBool([]byte{1, 0}, 2)},
				{tensor.From([]uint64{1 << 63}), tensor.From([]uint64{0})},
				{half(dtype.F16, 1.5, 40000), half(dtype.F16, 3, math.Inf(1))}, {half(dtype.BF16, 1.5, 1.0078125), half(dtype.BF16, 3, 2.015625)},
			} {
				if got, err := p.Call("twice", c.arg); err != nil || !reflect.DeepEqual(got, c.want) {
					t.Errorf("%s, Opt %d: twice(%v) = %v, %v", backend, opt, c.arg, got, err)
				}
			}
			for _, wrt := range [][]string{{"h", "w"}, {"1", "0"}} {
				if got, err := p.ValueAndGrad("area", wrt, 2.0, 3.0); err != nil || !reflect.DeepEqual(got, myia.Tuple{6.0, 2.0, 3.0}) {
					t.Errorf("%s: gradient by %v: %v, %v", backend, wrt, got, err)
				}
			}
		}
	}
}
