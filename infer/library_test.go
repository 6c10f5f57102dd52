package infer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
)

// libraryCalls calls the functions of the library as they demand most.
const libraryCalls = `import numpy as np
import myia

x = np.array([[1.0, 2.0], [3.0, 4.0]])
rows = int(x[0, 1])


def lists(n):
    xs = [i for i in range(n)]
    xs.insert(n, 7)
    xs.pop(n)
    xs.remove(1)
    xs.reverse()
    xs.sort()
    if [k for k in range(n)] < xs:
        xs.reverse()
    xs[1:n] = [xs.index(0), xs.count(0)]
    del xs[n:]
    return xs


def keys(n):
    d = {i: n for i in range(n)}
    del d[0]
    return d, d[1], d.get(2), d.popitem(), list(d)


def f(axis, keepdims):
    m = np.mean(x, axis, keepdims=keepdims) + np.std(x, axis, keepdims=keepdims)
    s = myia.logsumexp(x, axis, keepdims) + myia.softmax(x, axis) + myia.log_softmax(x, axis)
    return m + s


def arrays(n):
    y = x[x > 1]
    z = np.ones((n, n))
    z[z > 0] = np.ones(n * n)
    z.sort(0)
    return y, z


print(f(0, True), f(0, False), arrays(rows), np.outer(x[0], x[1]), np.square(x), np.vstack([x, x[0]]))
print(myia.one_hot(1, 3), round(1234, -2), pow(3, 4, 5), range(9)[1:5], 3 in range(4), range(3) == range(4), range(2), lists(rows), keys(rows))
for column in zip(*[[0.5 for _ in range(n)] for n in range(rows)], strict=True):
    print(column)
`

// inferred runs inference on a text that imports a library.
func inferred(t testing.TB, text string, l *library.Library) *engine {
	t.Helper()
	src, errs := frontend.Build(&frontend.Program{File: source.NewFile("main.py", []byte(text))})
	if src == nil {
		t.Fatal(errs)
	}
	src.Imports = l
	e := newEngine(src, Options{Prims: typed.All(nil)})
	if _, diags := e.infer(src.Func(src.Entry), nil, nil); len(diags) > 0 {
		t.Fatal(diags)
	}
	return e
}

// TestDemands checks that the library says which of its parameters must be
// known, all of them and no others, so that no call of it starts over.
func TestDemands(t *testing.T) {
	l := library.Default()
	e := inferred(t, libraryCalls, l)
	seen := 0
	for _, d := range l.Decls() {
		name := d.Name
		fn := e.src.Func(library.Defined(name))
		if fn == nil {
			t.Fatalf("the library has no %s", name)
		}
		if len(e.of[fn.Name]) == 0 {
			t.Errorf("no call of %s", name)
		}
		var found []int
		for i := range fn.Params {
			if e.static[fn.Name][i] {
				found = append(found, i)
			}
		}
		if want := library.Demands(fn); !slices.Equal(found, want) {
			t.Errorf("%s demands its parameters %v, and says %v", name, found, want)
		}
		seen += len(found)
	}
	if seen < 8 {
		t.Errorf("only %d parameters are demanded", seen)
	}
}

// padded is a library with n functions more.
func padded(n int) *library.Library { return library.New(paddedText(n)) }

func paddedText(n int) string {
	var sb strings.Builder
	sb.WriteString(library.Text)
	for i := range n {
		fmt.Fprintf(&sb, "\n\ndef np_padding%d(x, axis: static = None, *, keepdims: static = False):\n"+
			"    \"\"\"Padding.\"\"\"\n    y = np.mean(x, axis, keepdims=keepdims)\n    if axis is None:\n        return y * %d.0\n"+
			"    return np.sqrt(np.square(x - y)) + y\n", i, i)
	}
	return sb.String()
}

const threeCalls = "import numpy as np\nimport myia\n\nx = np.array([1.0, 2.0])\nprint(np.std(x), np.outer(x, x), myia.softmax(x))\n"

// TestThousandFunctions checks that what the library holds costs a program
// nothing that does not use it: neither the first nor another one.
func TestThousandFunctions(t *testing.T) {
	cost := func(l func() *library.Library) float64 {
		return testing.AllocsPerRun(5, func() { inferred(t, threeCalls, l()) })
	}
	small, large := padded(0), padded(1000)
	if a, b := cost(func() *library.Library { return small }), cost(func() *library.Library { return large }); b > a*1.01+20 {
		t.Errorf("%.0f allocations with a library of 1,000 functions, %.0f without them", b, a)
	}
	if got := testing.AllocsPerRun(5, func() { padded(1000).Func(library.Defined("np.mean")) }) -
		testing.AllocsPerRun(5, func() { padded(1000) }); got > 2000 {
		t.Errorf("the first function of 1,000 takes %.0f allocations", got)
	}
}

// BenchmarkLibrary measures inference of a program that uses three functions,
// by the size of the library.
func BenchmarkLibrary(b *testing.B) {
	for _, n := range []int{0, 1000} {
		text := padded(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				inferred(b, threeCalls, text)
			}
		})
	}
}

// BenchmarkLibraryFirst measures what the first program of a process pays, by the
// size of the library.
func BenchmarkLibraryFirst(b *testing.B) {
	for _, n := range []int{0, 1000} {
		text := paddedText(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				inferred(b, threeCalls, library.New(text))
			}
		})
	}
}

var _ ir.Imports = (*library.Library)(nil)

// TestLibraryDefines checks that a def without a module in its name defines a
// built-in of Python's, and one with a type a method.
func TestLibraryDefines(t *testing.T) {
	l := library.New(library.Text + "\n\ndef sorted(xs):\n    return [x for x in xs]\n\n\ndef str_startswith(s, prefix):\n    return s[:len(prefix)] == prefix\n")
	src, errs := frontend.Build(&frontend.Program{File: source.NewFile("main.py", []byte("f = sorted\nprint(f([1, 2]), 'ab'.startswith('a'))\n"))})
	if src == nil {
		t.Fatal(errs)
	}
	src.Imports = l
	prims := typed.All(nil)
	all := Names(prims, l.Decls())
	if all.Lookup("sorted") == nil || all.Lookup(".str.startswith") == nil || all.Has("", "round_int") {
		t.Error("the library defines other names than its text says")
	}
	if _, diags := Infer(src, src.Entry, nil, Options{Prims: prims, Names: all}); len(diags) > 0 {
		t.Error(diags)
	}
}

// BenchmarkNames measures the table of names, which is made once in a process,
// by the size of the library.
func BenchmarkNames(b *testing.B) {
	for _, n := range []int{0, 1000} {
		text, prims := padded(n), typed.All(nil)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Names(prims, text.Decls())
			}
		})
	}
}
