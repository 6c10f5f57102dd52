package infer

import (
	"flag"
	"fmt"
	"math/rand"
	"testing"

	"github.com/myia-lang/myia/source"
)

var orders = flag.Int("orders", 3, "the random orders of the queue that TestOrders tries on each program")

// recursive are programs in which the order of the queue could show: contexts that depend on each other, with types that
// grow, and what must be known.
var recursive = []string{
	// each of three functions adds a type to what the others return
	"def f(n):\n    return 1 if n == 0 else g(n - 1)\ndef g(n):\n    return 'a' if n == 0 else h(n - 1)\ndef h(n):\n" +
		"    return None if n == 0 else f(n - 1) if n > 3 else g(n - 1)\nprint(f(5), g(5), h(5))\n",
	// calls back and forth along a row
	"def a(n):\n    return 1 if n < 0 else b(n - 1)\ndef b(n):\n    return a(n - 1) if n % 2 else c(n - 1)\ndef c(n):\n" +
		"    return 'c' if n < 0 else b(n - 1) if n % 3 else d(n - 1)\ndef d(n):\n    return 2.5 if n < 0 else c(n - 1)\nprint(a(9), d(9))\n",
	// sizes that differ from call to call
	"def f(x, n):\n    return x if n == 0 else g(x[1:], n - 1)\ndef g(x, n):\n    return x[:1] if n == 0 else f(np.concatenate([x, x]), n - 1)\n" +
		"print(f(x[0], 2), g(x[1], 1))\n",
	// tuples that hold themselves, made by functions that call each other
	"def f(n):\n    return None if n == 0 else (n, g(n - 1))\ndef g(n):\n    return None if n == 0 else (f(n - 1), 'g')\nprint(f(3), g(3))\n",
	// classes whose fields widen
	"from dataclasses import dataclass\n@dataclass(frozen=True)\nclass N:\n    v: object\n    next: 'N'\ndef f(n):\n" +
		"    return None if n == 0 else N(n, g(n - 1))\ndef g(n):\n    return None if n == 0 else N(str(n), h(n - 1))\n" +
		"def h(n):\n    return None if n == 0 else N(0.5, f(n - 1))\ndef size(t):\n    return 0 if t is None else 1 + size(t.next)\n" +
		"print(f(4), size(g(3)), f(2) == h(2))\n",
	// an error in each of two functions that call each other
	"def f(n):\n    return 'a' + 1 if n == 0 else g(n - 1)\ndef g(n):\n    return f(n - 1) if n else np.ones(2) + 'b'\nprint(f(2), g(3))\n",
	// an error that only a type that comes late makes
	"def f(n):\n    y = g(n)\n    return y + 1\ndef g(n):\n    return 1 if n == 0 else f(n - 1) if n > 2 else h(n - 1)\n" +
		"def h(n):\n    return 'h' if n == 0 else g(n - 1)\nprint(f(3))\n",
	// a tuple that is too short for one caller, but not for a member of a union
	"def f(t):\n    return t[2]\ndef g(n):\n    return (1, 2) if n == 0 else (1, 'a', 3) if n > 1 else h(n - 1)\ndef h(n):\n" +
		"    return g(n - 1) if n > 0 else (1, 'a', 3)\nprint(f(g(2)), f(h(1)))\n",
	// functions that make functions
	"def f(n, k):\n    return k(n) if n == 0 else g(n - 1, lambda v: k(v + n))\ndef g(n, k):\n    return f(n, lambda v: k(v * 2))\nprint(f(3, lambda v: v))\n",
	// gradients of functions that call each other
	"from myia import grad\ndef f(y, n):\n    return y * y if n == 0 else g(y, n - 1) * 2.0\ndef g(y, n):\n    return y if n == 0 else f(y * 0.5, n - 1) + y\n" +
		"print(grad(f)(1.5, 3), grad(g)(0.5, 2), f(1.0, 1))\n",
	// what a loop carries comes out of a recursion
	"def f(n):\n    s = None\n    for i in range(n):\n        s = g(i) if s is None else s\n    return s\ndef g(n):\n" +
		"    return 1 if n == 0 else f(n - 1) if n > 2 else str(n)\nprint(f(3), g(4))\n",
}

func recursivePrograms() []*source.File {
	var programs []*source.File
	for i, text := range recursive {
		programs = append(programs, source.NewFile(fmt.Sprint("recursive ", i), []byte("import numpy as np\nx = np.ones((2, 3))\n"+text)))
	}
	return programs
}

// TestAtRest checks what holds when inference is over: nothing is under way, who has read what is known on both sides, and
// to run a context once more changes nothing.
func TestAtRest(t *testing.T) {
	t.Parallel()
	for _, file := range append(recursivePrograms(), madePrograms()...) {
		for seed := range 2 {
			r := rand.New(rand.NewSource(int64(seed)))
			e, _ := outcome(file, func(e *engine) { e.choose = func(n int) int { return r.Intn(n + 1) } })
			if n := len(e.queue) + len(e.open) + len(e.attempts) + len(e.stack.all); n > 0 || e.frame != nil {
				t.Errorf("%s: %d in the queue, %d open, %d attempts, %d in the stack", file.Name, len(e.queue), len(e.open), len(e.attempts), len(e.stack.all))
			}
			for _, c := range e.byName {
				checkAtRest(t, file.Name, c)
			}
			for _, c := range e.byName {
				if !c.done || !c.wanted() {
					continue
				}
				calm := e.try(attempt{}, func() {
					e.stack.move(c.from.by)
					e.run(c)
				})
				if !calm || len(e.queue) > 0 {
					t.Errorf("%s: to run %s once more changes something", file.Name, c.name)
				}
				e.stack.move(nil)
			}
		}
	}
}

func checkAtRest(t *testing.T, file string, c *context) {
	if c.running || c.stale || c.queued || c.open || c.depth >= 0 {
		t.Errorf("%s: %s is not at rest", file, c.name)
	}
	for from, now := range c.reads {
		if from.readers[c] != now {
			t.Errorf("%s: %s does not know that %s reads it", file, from.name, c.name)
		}
	}
	for reader, now := range c.readers {
		if reader.reads[c] != now {
			t.Errorf("%s: %s does not read %s", file, reader.name, c.name)
		}
	}
}

// TestOrders infers programs with the queue in random orders, which must give the same text and the same diagnostics.
func TestOrders(t *testing.T) {
	t.Parallel()
	programs := append(recursivePrograms(), demandingPrograms()...)
	compared := 0
	for _, file := range programs {
		queued := 0
		count := func(n int) int {
			queued++
			return n - 1
		}
		e, want := outcome(file, func(e *engine) { e.choose = count })
		if e == nil || queued < 2 {
			continue
		}
		compared++
		for seed := range *orders {
			r := rand.New(rand.NewSource(int64(seed)))
			_, got := outcome(file, func(e *engine) { e.choose = func(n int) int { return r.Intn(n + 1) } })
			if got != want {
				t.Errorf("%s: order %d gives\n%s\nthe usual one gives\n%s", file.Name, seed, got, want)
				break
			}
		}
	}
	if compared < 30 {
		t.Errorf("only %d programs queue more than one context", compared)
	}
	t.Logf("%d programs", compared)
}
