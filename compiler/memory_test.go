package compiler

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/myia-lang/myia/ops"
)

// growing are programs that take memory until there is none, each in another way.
var growing = map[string]string{
	"list by itself":  "x = [1]\nwhile True:\n    x = x + x\n",
	"list by one":     "x = [1]\nwhile True:\n    x = x + [len(x)]\n",
	"list of tuples":  "x = [(1, 2.0, 'a')]\nwhile True:\n    x = x + x\n",
	"slices of lists": "x = [1] * 1000\nkept = [x]\nwhile True:\n    x = (x + x)[1:]\n    kept = kept + [x]\n",
	"repeated list":   "n = 1\nwhile True:\n    x = [0.5] * n\n    n = n * 2\n    if len(x) != n // 2:\n        print('wrong')\n",
	"text":            "x = 'a'\nwhile True:\n    x = x + x\n",
	"array":           "import numpy as np\nx = np.ones(10)\nfor i in range(1000000):\n    x = np.concatenate((x, x))\nprint(x)\n",
	"kept arrays":     "import numpy as np\nkept = [np.ones(1000)]\nwhile True:\n    kept = kept + [np.ones(1000) * len(kept)]\n",
	"recursion":       "def f(n):\n    return f(n + 1) + 1\nprint(f(0))\n",
}

// TestMemoryStages checks that a program without end to its memory raises MemoryError at each stage that the VM runs,
// and that the process has not taken much more than the budget until then, since the system would have ended it.
func TestMemoryStages(t *testing.T) {
	if testing.Short() {
		t.Skip("it fills the budget many times")
	}
	const budget = 64 << 20
	for name, text := range growing {
		for _, stage := range []Stage{Typed, Core, Opt} {
			t.Run(name+"/"+string(stage), func(t *testing.T) {
				o := Options{Backend: VM, Stage: stage, Opt: 1, Budget: budget}
				p := FromText("grow.py", text)
				c, errs := p.Compile(Call{}, o)
				if len(errs) > 0 {
					t.Fatal(errs)
				}
				runtime.GC()
				peak := watchHeap(t)
				_, err := c.Call(context.Background())
				var raised *ops.Raised
				if !errors.As(err, &raised) || raised.Class != "MemoryError" && raised.Class != "RecursionError" {
					t.Errorf("it ended with %v", err)
				}
				// Between two looks at the memory a loop takes some more.
				if got := peak(); got > budget*5/2 {
					t.Errorf("it took %d MB of a budget of %d", got>>20, budget>>20)
				}
			})
		}
	}
}

// watchHeap samples what objects take in the heap until peak is called, which gives the most that was seen beyond what
// was there at first.
func watchHeap(t *testing.T) (peak func() int64) {
	t.Helper()
	done, most := make(chan bool), make(chan int64)
	before := ops.HeapBytes()
	go func() {
		high := int64(0)
		for {
			select {
			case <-done:
				most <- high
				return
			case <-time.After(time.Millisecond):
				high = max(high, ops.HeapBytes()-before)
			}
		}
	}()
	return func() int64 {
		close(done)
		return <-most
	}
}

// TestUncountable checks how arrays end that are too large on both backends: by NumPy's ValueError if 63 bits do not count
// their bytes, by MemoryError if nothing has so many or if an operation makes more elements than 64 bits count, their number
// being 0 modulo 2^64.
func TestUncountable(t *testing.T) {
	for _, c := range []struct{ class, text string }{
		{"ValueError", "print(np.sum(np.ones((4294967296, 4294967296))))\n"},
		{"ValueError", "def f(n):\n    return np.max(np.broadcast_to(2.0, (n, n)) * 3.0, axis=1)\nprint(f(4294967296)[0])\n"},
		{"MemoryError", "print(np.ones((536870912, 536870912)))\n"},
		{"MemoryError", "def f(n):\n    x = np.broadcast_to(2.0, n)\n    return np.max(x[:, None] * x, axis=1)\nprint(f(4294967296)[0])\n"},
	} {
		for _, b := range []Backend{VM, Native} {
			comp, errs := FromText("main.py", "import numpy as np\n"+c.text).Compile(Call{}, Options{Backend: b, Opt: 1})
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			_, err := comp.Call(context.Background())
			var raised *ops.Raised
			if !errors.As(err, &raised) || raised.Class != c.class {
				t.Errorf("%s: %q ended with %v", b, c.text, err)
			}
		}
	}
}

// TestDeepDerivative checks that both backends differentiate a recursion a million deep, the VM in 128 bytes a call.
func TestDeepDerivative(t *testing.T) {
	const text = "from myia import value_and_grad\n\n\ndef f(x, n):\n    return x if n == 0 else 0.999999 * f(x, n - 1)\n\n\nv, g = value_and_grad(f)(1.0, 1000000)\nassert v == g and abs(v - 0.999999**1000000) < 1e-9\n"
	for _, b := range []Backend{VM, Native} {
		c, errs := FromText("main.py", text).Compile(Call{}, Options{Backend: b, Opt: 1})
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		runtime.GC()
		peak := watchHeap(t)
		if _, err := c.Call(context.Background()); err != nil {
			t.Errorf("%s ended with %v", b, err)
		}
		if got := peak(); got > 128*1000000 {
			t.Errorf("%s took %d MB of the heap", b, got>>20)
		}
	}
}
