package infer

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
)

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
// known, all of them and no others, so that no call of it starts over. The
// programs call the functions of each of its files as they demand most.
func TestDemands(t *testing.T) {
	files, err := filepath.Glob("testdata/library/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	found := map[string]map[int]bool{} // by the name in IR
	var names *engine
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		names = inferred(t, string(text), library.Default())
		for name := range names.of {
			if found[name] == nil {
				found[name] = map[int]bool{}
			}
			for i, demanded := range names.static[name] {
				found[name][i] = found[name][i] || demanded
			}
		}
	}
	seen := 0
	for _, d := range library.Default().Decls() {
		fn := names.src.Func(library.Defined(d.Name))
		if fn == nil {
			t.Fatalf("the library has no %s", d.Name)
		}
		if found[fn.Name] == nil && len(fn.Params) > 0 {
			t.Errorf("no call of %s", d.Name)
		}
		want, may := library.Demands(fn)
		var demanded []int
		for i := range fn.Params {
			if found[fn.Name][i] && !slices.Contains(may, i) {
				demanded = append(demanded, i)
			}
		}
		if !slices.Equal(demanded, want) {
			t.Errorf("%s demands its parameters %v, and says %v", d.Name, demanded, want)
		}
		seen += len(demanded)
	}
	if seen < 8 {
		t.Errorf("only %d parameters are demanded", seen)
	}
}

// padded is a library with n functions more.
func padded(n int) *library.Library { return library.New(paddedTexts(n)...) }

func paddedTexts(n int) []string {
	if n == 0 {
		return library.Texts()
	}
	var sb strings.Builder
	sb.WriteString("import numpy as np\n")
	for i := range n {
		fmt.Fprintf(&sb, "\n\ndef np_padding%d(x, axis: static = None, *, keepdims: static = False):\n"+
			"    \"\"\"Padding.\"\"\"\n    y = np.mean(x, axis, keepdims=keepdims)\n    if axis is None:\n        return y * %d.0\n"+
			"    return np.sqrt(np.square(x - y)) + y\n", i, i)
	}
	return append(slices.Clone(library.Texts()), sb.String())
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
		texts := paddedTexts(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				inferred(b, threeCalls, library.New(texts...))
			}
		})
	}
}

var _ ir.Imports = (*library.Library)(nil)

// TestLibraryDefines checks that a def without a module in its name defines a
// built-in of Python's, and one with a type a method.
func TestLibraryDefines(t *testing.T) {
	const more = "\ndef sorted(xs):\n    return [x for x in xs]\n\n\ndef str_startswith(s, prefix):\n    return s[:len(prefix)] == prefix\n"
	l := library.New(append(slices.Clone(library.Texts()), more)...)
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
