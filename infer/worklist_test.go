package infer

import (
	"fmt"
	"strings"
	"testing"

	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/source"
)

// rings are families of programs of n functions that depend on each other.
var rings = []struct {
	name string
	make func(n int) string
	most int // nodes that are walked for each function
}{
	{"a ring whose last function returns another type", func(n int) string {
		return each(n-1, "def f{i}(n):\n    return 1 if n == 0 else f{j}(n - 1)\n") +
			fmt.Sprintf("def f%d(n):\n    return 'a' if n == 0 else f0(n - 1)\nprint(f0(5))\n", n-1)
	}, 10},
	{"a row in which each calls both its neighbours", func(n int) string {
		return neighbours(n, func(i int) (int, int) { return i + n - 1, i + 1 }) + "print(f0(5))\n"
	}, 50},
	{"each calls two of the others", func(n int) string {
		return neighbours(n, func(i int) (int, int) { return 7*i + 3, 5*i + 1 }) + each(n, "print(f{i}(5))\n")
	}, 38},
	{"a ring that hands an axis on", func(n int) string {
		return "import numpy as np\n\nx = np.ones((2, 3))\n" +
			each(n-1, "def f{i}(x, n, axis):\n    return np.sum(x) if n == 0 else f{j}(x, n - 1, axis) + np.sum(np.sum(x, axis=axis))\n") +
			fmt.Sprintf("def f%d(x, n, axis):\n    return np.sum(x) if n < 0 else f0(x, n - 1, axis)\nprint(f0(x, 5, 0))\n", n-1)
	}, 32},
	{"tuples that hold themselves, side by side", func(n int) string {
		return each(n, "def t{i}(n):\n    return None if n == 0 else (n, t{i}(n - 1))\n") + each(n, "print(t{i}(3))\n")
	}, 110},
	{"rings side by side", func(n int) string {
		return each(n/2, "def f{i}(n):\n    return 1 if n == 0 else g{i}(n - 1)\ndef g{i}(n):\n    return 'a' if n == 0 else f{i}(n - 1)\nprint(f{i}(3))\n")
	}, 24},
}

// neighbours makes n functions of three results, each of which calls two.
func neighbours(n int, of func(i int) (int, int)) string {
	var b strings.Builder
	for i := range n {
		x, y := of(i)
		result := []string{"1.0", "'a'", "None"}[3*i/n]
		fmt.Fprintf(&b, "def f%d(n):\n    return %s if n == 0 else f%d(n - 1) if n %% 2 else f%d(n - 1)\n", i, result, x%n, y%n)
	}
	return b.String()
}

// TestRings checks that functions that depend on each other are inferred in time that is linear in their number, and in
// few contexts.
func TestRings(t *testing.T) {
	const n = 60
	for _, r := range rings {
		small, large := inferred(t, r.make(n), library.Default()), inferred(t, r.make(10*n), library.Default())
		if large.visits > 11*small.visits || large.visits > 10*n*r.most {
			t.Errorf("%s: %d nodes are walked of %d functions, %d of ten times as many", r.name, small.visits, n, large.visits)
		}
		if got := len(large.byName); got > 20*n+20 {
			t.Errorf("%s: %d functions have %d contexts", r.name, 10*n, got)
		}
		if small.restarts+large.restarts > 0 {
			t.Errorf("%s: %d and %d restarts", r.name, small.restarts, large.restarts)
		}
	}
}

// members calls a method of each member of a union; one of them is wrong.
const members = "from dataclasses import dataclass\ndef pick(t):\n    return t[2]\n@dataclass(frozen=True)\nclass A:\n    def get(self):\n        return pick((1, 2))\n@dataclass(frozen=True)\nclass B:\n    def get(self):\n" +
	"        return pick((1, 'a', 3))\nfor n in range(3):\n    x = A() if n else B()\n    print(x.get())\n"

// TestLastRun checks that what is reported and how functions are called is that of the last runs of the contexts that are
// used.
func TestLastRun(t *testing.T) {
	for _, c := range []struct {
		claim, program string
		want           []string // in the outcome
		not            string
	}{
		{"an error that is gone with more that is known is not reported",
			"def f(n):\n    if n > 0:\n        h(n)\n        w(n)\n    return 0\ndef h(n):\n    return 5 if n == 0 else f(n - 1)\n" +
				"def w(n):\n    return (1, 2, 3)[h(n)]\nprint(f(3), w(2))\n",
			[]string{"func @w"}, "E0"},
		{"an error that only comes with more that is known is reported",
			"def f(n):\n    return g(n) + 1\ndef g(n):\n    return 1 if n == 0 else f(n - 1) if n > 2 else h(n - 1)\n" +
				"def h(n):\n    return 'h' if n == 0 else g(n - 1)\nprint(f(3))\n",
			[]string{"E0301 last.py:2:12"}, "func @f"},
		{"an error in a function that calls itself is reported",
			"def f(n):\n    return 'a' + 1 if n == 0 else f(n - 1)\nprint(f(2))\n",
			[]string{"E0301 last.py:2:12"}, ""},
		{"errors are in the order of the calls",
			"def g(n):\n    return n[0]\ndef f(n):\n    n.x\n    g(n)\n    n.y\nf(1)\ng(2)\n",
			[]string{"no attribute 'x'", "not subscriptable", "no attribute 'y'"}, ""},
		{"a function is numbered by its calls in the program, not by those that were tried",
			"def f(x):\n    return x\ns = 0\nfor i in range(30):\n    s = f(s) + 0.5\nprint(s)\n",
			[]string{"call{Fn=\"f\", Results=[float]}"}, "f~"},
		{"what is wrong for one member of a union is not reported",
			members + "pick((1, 2, 3))\n", []string{"IndexError"}, "E0"},
		{"a call of a function that is called for a member of a union first is checked",
			members + "pick((1, 2))\n", []string{"index 2 is out of range"}, ""},
		{"so is one of what that calls",
			members + "A().get()\n", []string{"index 2 is out of range"}, ""},
		{"what a class holds is known to what has read it before",
			"from dataclasses import dataclass\n@dataclass(frozen=True)\nclass N:\n    v: object\n    next: 'N'\ndef show(t):\n    return t.v\n" +
				"print(show(N(1, None)))\nprint(show(N('a', N(2, None))))\n",
			[]string{"func @show(%0.t: named class N) -> (int | str)"}, ""},
		{"what a recursive type held before a parameter was static is forgotten",
			"import numpy as np\ndef f(n, k):\n    return None if n == 0 else (g(k), f(n - 1, k))\ndef g(k):\n    return h(np.ones((2, 3)), k)\n" +
				"def h(x, k):\n    return np.sum(x, axis=k) if k < 2 else x\nprint(f(2, 0), f(2, 1))\n",
			[]string{`named tuple "f:12"(f64["f:12.0.1"], named tuple "f:12" | None)`}, ""},
	} {
		_, got := outcome(source.NewFile("last.py", []byte(c.program)), nil)
		rest, found := got, false
		for _, w := range c.want {
			if _, rest, found = strings.Cut(rest, w); !found {
				t.Errorf("%s: no %q in its place in\n%s", c.claim, w, got)
			}
		}
		if c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%s: %q in\n%s", c.claim, c.not, got)
		}
	}
}
