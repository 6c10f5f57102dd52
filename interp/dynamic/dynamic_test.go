package dynamic

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// program makes the interpreter of a text and the writer of what it prints.
func program(t *testing.T, text string) (*Surface, *strings.Builder) {
	t.Helper()
	src, errs := frontend.Build(&frontend.Program{File: source.NewFile("main.py", []byte(text))})
	if src == nil {
		t.Fatal(errs)
	}
	o := infer.Options{Prims: typed.All(nil)}
	inferred, diags := infer.Infer(src, src.Entry, nil, o)
	if failed(diags) {
		t.Fatal(diags)
	}
	var out strings.Builder
	env := &ops.Env{Print: func(text string) error { out.WriteString(text); return nil }}
	return New(src, inferred, o, env), &out
}

func printed(t *testing.T, text string) (*Surface, string) {
	t.Helper()
	s, out := program(t, text)
	if _, err := s.Call(context.Background(), s.src.Entry, nil); err != nil {
		t.Fatal(err)
	}
	return s, out.String()
}

// meetings counts the codes that inference made for primitives.
func (s *Surface) meetings() (n int) {
	count := func(p *primitive) {
		for _, m := range p.at {
			n += len(m.made)
		}
	}
	for _, p := range s.prims {
		count(p)
	}
	var in func(r *ir.Region)
	in = func(r *ir.Region) {
		for _, node := range r.Nodes {
			if st, ok := node.Op.(*step); ok {
				count(&st.prim)
			}
			for _, sub := range node.Regions {
				in(sub)
			}
		}
	}
	for _, f := range s.mod.Funcs {
		in(f.Body)
	}
	return n
}

// TestOwnTypes checks that values keep the types that they are made with where
// inference joins them.
func TestOwnTypes(t *testing.T) {
	_, got := printed(t, "def f(p):\n    return 1 if p else 2.5\nprint(f(True), f(False), [f(i > 8) for i in range(10)][8:])\n")
	if got != "1 2.5 [2.5, 1]\n" {
		t.Errorf("it prints %q", got)
	}
}

// TestOnce checks that inference resolves an operation once for its types, not
// once for each trip of a loop.
func TestOnce(t *testing.T) {
	text := func(n string) string {
		return "def f(n):\n    s = 0\n    for i in range(n):\n        s = s + i * 2\n    return s\nprint(f(" + n + "))\n"
	}
	few, _ := printed(t, text("3"))
	many, got := printed(t, text("3000"))
	if few.meetings() != many.meetings() || got != "8997000\n" {
		t.Errorf("%d codes for 3 trips, %d for 3000; it prints %q", few.meetings(), many.meetings(), got)
	}
}

// TestKnown checks that values that must be known are so, each with its own
// code.
func TestKnown(t *testing.T) {
	_, got := printed(t, "import numpy as np\nx = np.ones((2, 3))\nfor axis in (0, 1):\n    print(np.sum(x, axis=axis))\n")
	if got != "[2. 2. 2.]\n[3. 3.]\n" {
		t.Errorf("it prints %q", got)
	}
}

// TestDeep checks that calls through methods, built-ins and lambdas, as direct
// ones, need no stack of Go's.
func TestDeep(t *testing.T) {
	for _, step := range []string{"f(n - 1)", "sum(map(f, [n - 1]))", "(lambda k: f(k))(n - 1)", "max([n - 1], key=lambda k: f(k))"} {
		_, got := printed(t, "def f(n):\n    return 0 if n == 0 else "+step+"\nprint(f(20000) >= 0)\n")
		if got != "True\n" {
			t.Errorf("%s: it prints %q", step, got)
		}
	}
}

// TestTrace checks that the frames of an exception are those of the program.
func TestTrace(t *testing.T) {
	s, _ := program(t, "def f(x):\n    return 1 // x\nprint(list(map(f, [0])))\n")
	_, err := s.Call(context.Background(), s.src.Entry, nil)
	var e *ops.Raised
	if !errors.As(err, &e) || e.Class != "ZeroDivisionError" {
		t.Fatalf("the error is %v", err)
	}
	var funcs []string
	for _, l := range e.Trace {
		if l.Span.File.Name != library.File {
			funcs = append(funcs, l.Func)
		}
	}
	if got := strings.Join(funcs, " "); got != "f <module>" {
		t.Errorf("the frames are %q", got)
	}
}

// TestMisfit plants a wrong type in the inferred program, which the result
// contradicts.
func TestMisfit(t *testing.T) {
	s, _ := program(t, "x = 1\n")
	for _, wrong := range []types.Type{types.Str, types.Tuple{Elems: []types.Type{types.None}}, types.UnionOf([]types.Type{types.Int, types.Str})} {
		s.typed.Results = []types.Type{wrong}
		if _, err := s.Call(context.Background(), s.src.Entry, nil); err == nil {
			t.Errorf("None is taken for a %s", wrong)
		}
	}
}

// TestBorder takes values to leaves and back.
func TestBorder(t *testing.T) {
	b := border{}
	b.M = ir.NewModule(ir.Typed)
	union := types.UnionOf([]types.Type{types.None, types.Int, types.Str})
	for _, x := range []struct {
		v *value
		t types.Type
	}{
		{tuple(integer(1), list([]*value{text("a"), text("b")})), types.Tuple{Elems: []types.Type{types.Int, types.List{Elems: []types.Type{types.Str}}}}},
		{list([]*value{none(), text("a"), integer(3)}), types.List{Elems: []types.Type{union}}},
		{boolean(true), types.Bool},
		{none(), union},
	} {
		leaves, err := b.encode(nil, x.v, x.t)
		if err != nil {
			t.Fatal(err)
		}
		if back := b.decode(leaves, x.t); typed.KnownText(knownTree(back)) != typed.KnownText(knownTree(x.v)) {
			t.Errorf("%s: %v became %v", x.t, knownTree(x.v), knownTree(back))
		}
	}
	if leaves, err := b.encode(nil, integer(2), types.Float); err != nil || leaves[0].F64() != 2 {
		t.Errorf("an int is no float: %v, %v", leaves, err)
	}
}
