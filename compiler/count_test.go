package compiler_test

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/vm"
)

// readers are programs that take the gradient of K reads of N floats.
var readers = []struct{ name, text string }{
	{"array through a recursion", `
def f(x, i, k):
    return 0.0 if k == 0 else x[i] * x[i] + f(x, (i * 7 + 3) % len(x), k - 1)
print(np.sum(grad(f)(np.arange(float(N)), 0, K)))
`},
	{"array through a nested loop", `
def f(x):
    s = 0.0
    for i in range(K // 10):
        for j in range(11):
            s += x[(7 * i + j) % len(x)] * s * 0.001 + x[i % len(x)]
    return s
print(np.sum(grad(f)(np.arange(float(N)))))
`},
	{"array through a call in a while with a break", `
def read(x, i, d):
    return x[i % len(x)] if d == 0 else read(x, i + 1, d - 1)
def f(x):
    s = 0.0
    i = 0
    while True:
        s = math.sin(s + read(x, i, 2))
        i += 1
        if i == K:
            break
    return s
print(np.sum(grad(f)(np.arange(float(N)))))
`},
	{"arrays of a tree through a path", `
@dataclass(frozen=True)
class T:
    a: np.ndarray
    l: "T | None" = None
    r: "T | None" = None
def read(t, i):
    return 0.0 if t is None else t.a[i % len(t.a)] * t.a[0] + read(t.l if i % 2 == 0 else t.r, i // 2)
def f(t):
    s = 0.0
    for i in range(K):
        s = math.sin(s + read(t, i))
    return s
def leaf():
    return np.arange(float(N))
t = T(leaf(), T(leaf(), T(leaf()), None), T(leaf()))
print(np.sum(grad(f)(t).a))
`},
	{"arrays of a list of records", `
@dataclass(frozen=True)
class T:
    a: np.ndarray
    l: "T | None" = None
def read(t, i):
    return 0.0 if t is None else t.a[i % len(t.a)] * t.a[0] + read(t.l, i + 1)
def f(t):
    s = 0.0
    for i in range(K):
        s = math.sin(s + read(t, i))
    return s
def leaf():
    return np.arange(float(N))
print(np.sum(grad(f)(T(leaf(), T(leaf(), T(leaf())))).a))
`},
	{"list in a loop and a recursion", `
def read(xs, i, d):
    return xs[i % len(xs)] if d == 0 else read(xs, i + 1, d - 1)
def f(xs):
    s = 0.0
    for i in range(K):
        s = math.sin(s + read(xs, i, 2) * xs[0])
    return s
print(grad(f)([0.5 * i for i in range(N)])[1])
`},
	{"rows of a matrix in a loop", `
def f(m):
    s = 0.0
    for i in range(K):
        s = math.sin(s + np.sum(m[i % len(m)]))
    return s
print(np.sum(grad(f)(np.reshape(np.arange(4.0 * N), (N, 4)))))
`},
	{"elements of a matrix by one index and by two", `
def f(m):
    s = 0.0
    for i in range(K):
        s = math.sin(s + m[i % 4, i % len(m[0])] * m[i % 4][-1] + m[1:][i % 3, 2])
    return s
print(np.sum(grad(f)(np.reshape(np.arange(4.0 * N), (4, N)))))
`},
	{"slices of rows in a while", `
def f(m):
    s = 0.0
    i = 0
    while i < K:
        row = m[i % 4]
        s = math.sin(s + np.sum(row[i % 7 : i % 7 + 3] * m[0, 2:5]) + np.sum(m[1:3, i % 5] * m[i % 2 :: 2, 0]))
        i += 1
    return s
print(np.sum(grad(f)(np.reshape(np.arange(4.0 * N), (4, N)))))
`},
	{"elements of rows at arrays of indices", `
def f(m):
    s = 0.0
    for i in range(K):
        s = math.sin(s + np.sum(m[i % 4][np.array([1, 2, i % 5])] * m[i % 4, np.array([1, 2, i % 5])]))
    return s
print(np.sum(grad(f)(np.reshape(np.arange(4.0 * N), (4, N)))))
`},
	{"elements of the lists of a list", `
def f(xs):
    s = 0.0
    for i in range(K):
        s = math.sin(s + xs[i % 3][i % len(xs[0])] * xs[(i + 1) % 3][0])
    return s
print(grad(f)([[0.5 * i + k for i in range(N)] for k in range(3)])[1][1])
`},
	{"elements of the arrays of a list of pairs", `
def f(xs):
    s = 0.0
    for i in range(K):
        x, b = xs[i % 3]
        for j in range(i % 2):
            s = math.sin(s + x[i % len(x)] * b)
    return s
print(grad(f)([(np.arange(float(N)) + k, 1.0 * k) for k in range(3)])[1][1])
`},
	{"rows and lists handed to a recursion", `
def read(row, i, d):
    return row[i % len(row)] if d == 0 else read(row, i + 1, d - 1)
def f(m, xs):
    s = 0.0
    for i in range(K):
        s = math.sin(s + read(m[i % 4], i, 2) + read(m[:, i % 5], i, 1) + read(xs[i % 2], i, 1))
    return s
print(grad(f)(np.reshape(np.arange(4.0 * N), (4, N)), [[1.5] * N, [2.5] * N])[1][2])
`},
	{"rows that a condition chooses, and rows of nested loops", `
def f(m):
    s = 0.0
    for i in range(K):
        row = m[i % 4] if i % 3 == 0 else m[1]
        s = math.sin(s + row[i % len(row)])
        for row in m[i % 2 : 3]:
            for j in range(i % 3):
                s = math.sin(s * row[j])
    return s
print(np.sum(grad(f)(np.reshape(np.arange(4.0 * N), (4, N)))))
`},
	{"second derivative of a matrix in a loop", `
def f(m):
    s = 0.0
    for i in range(K):
        s = math.sin(s + m[i % 4][i % len(m[0])] + np.sum(m[i % 4, :2] * m[3, 1:3]))
    return s
def slope(m):
    return grad(f)(m)[1, 1]
print(np.sum(grad(slope)(np.reshape(np.arange(4.0 * N), (4, N)))))
`},
	{"second derivative of an array in a loop", `
def f(x):
    s = 0.0
    for i in range(K):
        s = math.sin(s + x[i % len(x)])
    return s
def slope(x):
    return grad(f)(x)[1]
print(np.sum(grad(slope)(np.arange(float(N)))))
`},
}

const readersHead = "from dataclasses import dataclass\nimport math\nimport numpy as np\nfrom myia import grad\nK = %d\nN = %d\n"

// tail is a program of which only what is optimised is counted: else the VM
// makes the tails, too.
const tail = `
def f(x, k):
    return 0.0 if k == 0 else x[0] * x[0] + f(x[1:], k - 1)
print(np.sum(grad(f)(np.arange(2.0 * N), K)))
`

// cost is what a run takes, in instructions and elements written, and in words
// allocated.
func cost(t *testing.T, text string, level int) (counted, allocated float64) {
	b, errs := compiler.FromText("main.py", text).Build(compiler.Call{}, compiler.Opt, compiler.Options{Opt: level})
	if len(errs) > 0 {
		t.Fatalf("%v\n%s", errs, text)
	}
	m := b.Modules[compiler.Opt]
	machine := vm.New(m, &ops.Env{Print: func(string) error { return nil }})
	machine.Counting = true
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := machine.Call(context.Background(), m.Entry, nil); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	return float64(machine.Steps + machine.Written), float64(after.TotalAlloc-before.TotalAlloc) / 8
}

// The gradient of k reads of n floats takes a·k + b·n: doubling both adds what
// doubling each does. A term c·k·n would add 3c·k·n more.
func TestReadsCost(t *testing.T) {
	for _, r := range readers {
		readsCost(t, r.name, r.text, 0)
		readsCost(t, r.name, r.text, 1)
	}
	readsCost(t, "tails of an array in a recursion", tail, 1)
}

func readsCost(t *testing.T, name, text string, level int) {
	const k, n = 200, 400
	at := func(k, n int) (float64, float64) { return cost(t, fmt.Sprintf(readersHead, k, n)+text, level) }
	at(k, n) // the first run fills pools of the process
	c11, a11 := at(k, n)
	c21, a21 := at(2*k, n)
	c12, a12 := at(k, 2*n)
	c22, a22 := at(2*k, 2*n)
	if mixed := math.Abs(c22 - c21 - c12 + c11); mixed > 0.05*k*n {
		t.Errorf("%s, O%d: counts are %.0f, %.0f for twice k, %.0f for twice n, %.0f for both", name, level, c11, c21, c12, c22)
	}
	if mixed := math.Abs(a22 - a21 - a12 + a11); mixed > 0.3*k*n {
		t.Errorf("%s, O%d: words allocated are %.0f, %.0f for twice k, %.0f for twice n, %.0f for both", name, level, a11, a21, a12, a22)
	}
}

// The gradient of a loop or a recursion has as many nodes for 100 trips as for
// 1,000,000.
func TestTripsNodes(t *testing.T) {
	for _, r := range readers {
		if strings.Contains(r.text, "K // 10") {
			continue // constants that happen to be equal are one node
		}
		sizes := [2]int{}
		for i, k := range []int{100, 1000000} {
			text := fmt.Sprintf(readersHead, k, 20) + r.text
			b, errs := compiler.FromText("main.py", text).Build(compiler.Call{}, compiler.Opt, compiler.Options{Opt: 1})
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			for _, f := range b.Modules[compiler.Opt].Funcs {
				sizes[i] += nodes(f.Body)
			}
		}
		if sizes[0] != sizes[1] {
			t.Errorf("%s: %d nodes for 100 trips, %d for 1,000,000", r.name, sizes[0], sizes[1])
		}
	}
}

func nodes(r *ir.Region) int {
	n := len(r.Nodes)
	for _, node := range r.Nodes {
		for _, sub := range node.Regions {
			n += nodes(sub)
		}
	}
	return n
}
