package infer

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
)

// each joins what line gives for 0 to n-1.
func each(n int, line string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.NewReplacer("{i}", fmt.Sprint(i), "{j}", fmt.Sprint(i+1)).Replace(line))
	}
	return b.String()
}

// demanding are families of programs of about n functions, loops or methods, each of which learns something on the way.
var demanding = []struct {
	name string
	make func(n int) string
	size int // beside which ten times as much takes ten times as many visits
}{
	{"an axis is handed down a chain of calls", func(n int) string {
		return "import numpy as np\n\ndef f0(x, axis):\n    return np.sum(x, axis=axis)\n" +
			each(n-1, "def f{j}(x, axis):\n    return f{i}(x * 0.5, axis)\n") +
			fmt.Sprintf("print(f%d(np.ones((2, 3)), 0))\n", n-1)
	}, 410},
	{"each function takes an axis", func(n int) string {
		return "import numpy as np\n\nx = np.ones((2, 3))\n" + each(n, "def f{i}(x, axis):\n    return np.sum(x, axis=axis)\nprint(f{i}(x, 0))\n")
	}, 40},
	{"gradients of functions that take an axis", func(n int) string {
		return "import numpy as np\nfrom myia import grad\n\nx = np.ones((2, 3))\n" +
			each(n, "def f{i}(x, axis):\n    return np.sum(np.sum(x, axis=axis))\nprint(grad(f{i})(x, 0))\n")
	}, 40},
	{"loops whose counter is an axis", func(n int) string {
		return "import numpy as np\n\nx = np.ones((2, 3))\n" + each(n, "for i in range(2):\n    print(np.sum(x, axis=i))\n")
	}, 40},
	{"loops whose first trip is peeled", func(n int) string {
		return "import numpy as np\n\nx = np.ones(3)\n" + each(n, "s = 0\nfor i in range(4):\n    s = s + x\nprint(s)\n")
	}, 40},
	{"methods that read globals", func(n int) string {
		return "from dataclasses import dataclass\n\n@dataclass(frozen=True)\nclass C:\n    v: float\n" +
			each(n, "    def m{i}(self):\n        return self.v + g{i}\n") +
			each(n, "g{i} = {i}.5\n") + "c = C(1.0)\n" + each(n, "print(c.m{i}())\n")
	}, 40},
}

// TestDemandsAreLocal checks that a demand repeats the call or the loop that it is in, not the program, by counting the
// nodes walked.
func TestDemandsAreLocal(t *testing.T) {
	for _, d := range demanding {
		small := inferred(t, d.make(d.size), library.Default())
		large := inferred(t, d.make(10*d.size-d.size/8), library.Default())
		if small.retries < d.size || small.restarts+large.restarts > 0 {
			t.Errorf("%s: %d retries and %d restarts of %d, %d restarts of ten times as much", d.name, small.retries, small.restarts, d.size, large.restarts)
		}
		if large.visits > 10*small.visits {
			t.Errorf("%s: %d nodes are walked of %d parts, %d of ten times as much", d.name, small.visits, d.size, large.visits)
		}
	}
}

// TestDeepCalls checks that the depth of calls has a limit that says so.
func TestDeepCalls(t *testing.T) {
	_, text := outcome(source.NewFile("deep.py", []byte(demanding[0].make(maxDepth+1))), nil)
	if !strings.Contains(text, "nested more than") {
		t.Errorf("a chain of %d calls gives\n%.200s", maxDepth+1, text)
	}
}

// noFiles is a folder without data files.
type noFiles struct{}

func (noFiles) Header(string, string, string, int) (dtype.Type, []int64, error) {
	return 0, nil, os.ErrNotExist
}

// outcome infers a program as an engine that is set up does, and gives the typed text and the diagnostics.
func outcome(file *source.File, set func(e *engine)) (*engine, string) {
	src, _ := frontend.Build(&frontend.Program{File: file})
	if src == nil {
		return nil, ""
	}
	src.Imports = library.Default()
	e := newEngine(src, Options{Prims: typed.All(noFiles{})})
	if set != nil {
		set(e)
	}
	m, diags := e.infer(src.Func(src.Entry), nil, nil)
	out := ir.Print(m)
	for _, d := range diags {
		out += fmt.Sprintf("%s %s %v %v\n", d.Code, d.Error(), d.Related, d.Repair)
	}
	return e, out
}

// awkward are programs whose demands come late, or whose abandoned attempts leave traces if they can.
var awkward = []string{
	// f is met before it demands, elsewhere
	"def f(x, k):\n    return x if isinstance(x, float) else np.sum(x, axis=k)\ndef g():\n    return f(1.5, 0) + f(2.5, 1)\n" +
		"def h(k):\n    return g() + f(x, k)\nprint(g(), h(0), h(1))\n",
	// the demand comes after a recursion
	"def f(n, k):\n    if n == 0:\n        return 0.0\n    y = f(n - 1, k)\n    return y + np.sum(np.sum(x, axis=k))\nprint(f(3, 1))\n",
	// what is wrong is said once, before and after the demand
	"def f(y, k):\n    print('a' + 1)\n    z = np.sum(y, axis=k)\n    return z + 'b'\ndef g(k):\n    return f(x, k)\nprint(g(0))\n",
	// an iterator is read twice where a loop is made again
	"def f(k):\n    print(list(zip([1], [2])))\n    it = zip([1, 2], [3, 4])\n    for i in range(2):\n        a = list(it)\n        s = np.sum(x, axis=i)\n        print(s, a, list(it))\nf(0)\n",
	// sizes are named where a loop is made again
	"for i in range(2):\n    z = x[int(x[0, 0]):]\n    print(np.sum(z, axis=i), z)\nprint(z)\n",
	// a loop in a loop, of which the inner one is met before it demands
	"for i in range(2):\n    s = 0\n    for j in range(2):\n        s = s + np.sum(x, axis=j) * i\n    t = 0\n    for j in range(2):\n" +
		"        t = t + x\n        print(np.sum(t, axis=i), s)\n",
	// functions of maps that may stop the iteration
	"def f(y):\n    return np.sum(x, axis=int(1))\ndef g(y, k):\n    if y > 1:\n        raise StopIteration\n    return np.sum(x, axis=k)\n" +
		"def h(k):\n    return list(map(lambda y: g(y, k), [1, 2]))\nprint(list(map(f, [1, 2])), h(0))\n",
	// tuples that hold themselves, beside demands
	"def f(n, k):\n    s = np.sum(x, axis=k)\n    return None if n == 0 else (s, f(n - 1, k))\ndef g(k):\n    print(f(2, k), f(3, k))\ng(1)\ng(0)\n",
	// a recursive type holds what a loop made before it was unrolled
	"from dataclasses import dataclass\n@dataclass(frozen=True)\nclass N:\n    v: object\n    next: 'N'\ndef wrap(v):\n    return N(v, None)\n" +
		"def g(a, b):\n    return a + b\ndef f():\n    xs = []\n    for i in range(2):\n        xs = xs + [i]\n    w = wrap(xs)\n    g(*xs)\n" +
		"    return w\nprint(f().v)\n",
	// a loop is unrolled in a function that has returned something else before
	"def f(n):\n    if n == 0:\n        return 1\n    y = f(n - 1)\n    xs = []\n    for i in range(2):\n        xs = xs + [i]\n" +
		"        if isinstance(y, str):\n            np.sum(x, axis=i)\n    if n == 1:\n        return str(y)\n    return xs\nprint(f(3))\n",
	// and where a recursive type holds what the loop made
	"from dataclasses import dataclass\n@dataclass(frozen=True)\nclass N:\n    v: object\n    next: 'N'\ndef f():\n    w = None\n    xs = []\n" +
		"    for i in range(2):\n        xs = xs + [i]\n        w = N(xs, w)\n        np.sum(x, axis=i)\n    return w\nprint(f().v)\n",
	// what a run called that is abandoned, and not made again, rests on it
	"def a(v, k, n):\n    if k == 1:\n        b(v, n)\n    if isinstance(v, str):\n        np.sum(x, axis=k)\n    return c(v, n)\n" +
		"def b(v, n):\n    r = 0 if n == 0 else c(v, n - 1)\n    if n > 5:\n        a('s', 1, n)\n    return 'b'\n" +
		"def c(v, n):\n    return 1 if n == 0 else b(v, n - 1)\nprint(a(1.5, 0, 3))\n",
	// a loop is unrolled for one call, and was not for another
	"def f(v):\n    xs = []\n    for i in range(2):\n        xs = xs + [i]\n        if isinstance(v, str):\n            np.sum(x, axis=i)\n" +
		"    return xs\nprint(f(1.5), f('a'))\n",
	// the ints of a recursion become static
	"def f(y, n, k):\n    return np.sum(np.sum(y, axis=k)) if n == 0 else f((y, n)[0], n - 1, k)\ndef p(t, n):\n" +
		"    return t if n == 0 else p((t, n), n - 1)\nprint(f(x, 2, 0), p(1, 3))\n",
	// a flag on which a type depends
	"def f(y, flag):\n    return y if flag else np.sum(y)\ndef g(flag, k):\n    return f(x, flag), np.sum(x, axis=k)\nprint(g(True, 0), g(False, 1))\n",
	// gradients of functions whose arguments become known late
	"from myia import grad\ndef f(y, k, n):\n    s = 0.0\n    for i in range(n):\n        s = s + np.sum(np.sum(y * s, axis=k))\n    return s\n" +
		"def g(y, k):\n    return np.sum(grad(f)(y, k, 2)) + np.sum(grad(lambda z: f(z, k, 3))(y))\nprint(grad(g)(x, 0), g(x, 1))\n",
}

// madePrograms are those that are made to demand.
func madePrograms() []*source.File {
	var programs []*source.File
	for i, text := range awkward {
		programs = append(programs, source.NewFile(fmt.Sprint("awkward ", i), []byte("import numpy as np\nx = np.ones((2, 3))\n"+text)))
	}
	for _, d := range demanding {
		programs = append(programs, source.NewFile(d.name, []byte(d.make(5))))
	}
	return programs
}

// demandingPrograms are those that are made to demand, and the programs of testdata.
func demandingPrograms() []*source.File {
	programs := madePrograms()
	paths, err := filepath.Glob("../testdata/*/*.txtar")
	if err != nil {
		panic(err)
	}
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			panic(err)
		}
		at := slices.IndexFunc(ar.Files, func(f txtar.File) bool { return f.Name == "main.py" })
		if at >= 0 {
			programs = append(programs, source.NewFile(path, ar.Files[at].Data))
		}
	}
	return programs
}

// TestForgettingGivesWhatStartingOverGives infers programs with retries and from the start for each thing that is learned,
// which must give the same text and the same diagnostics.
func TestForgettingGivesWhatStartingOverGives(t *testing.T) {
	t.Parallel()
	compared := 0
	for _, file := range demandingPrograms() {
		e, got := outcome(file, nil)
		if e == nil || e.retries == 0 {
			continue
		}
		compared++
		if _, want := outcome(file, func(e *engine) { e.fromStart = true }); got != want {
			t.Errorf("%s: retries give\n%s\nstarting over gives\n%s", file.Name, got, want)
		}
	}
	if compared < 35 {
		t.Errorf("only %d programs learn anything", compared)
	}
}
