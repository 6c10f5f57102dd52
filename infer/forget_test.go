package infer

import (
	"slices"
	"testing"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// resting makes an engine with contexts of functions of the given names, each run and at rest.
func resting(names ...string) (*engine, []*context) {
	e := newEngine(ir.NewModule(ir.Surface), Options{Prims: typed.All(noFiles{})})
	var out []*context
	for i, name := range names {
		c := e.context(&ir.Func{Name: name, Body: &ir.Region{}}, []types.Type{types.Int}, []any{nil})
		c.done, c.serial, c.runs, c.ret = true, i+1, 1, &returned{T: types.Int}
		out = append(out, c)
	}
	return e, out
}

// known are the names of the functions whose contexts are not forgotten.
func known(cs []*context) (names []string) {
	for _, c := range cs {
		if c.done {
			names = append(names, c.fn.Name)
		}
	}
	return names
}

// TestForget checks that a context is forgotten with all that rests on it, and leaves the queue.
func TestForget(t *testing.T) {
	e, cs := resting("f", "reader", "reader before", "reader of reader", "user of cell", "other")
	f, reader, before, outer, user, other := cs[0], cs[1], cs[2], cs[3], cs[4], cs[5]
	reader.read(f)
	before.read(f)
	before.was, before.reads = before.reads, map[*context]bool{}
	before.seal() // only an earlier run has read it, but that is in the result
	if f.readers[before] {
		t.Error("what the last run did not read concerns it")
	}
	outer.read(reader)
	other.read(user)
	other.unread()
	n := types.Named{Kind: "class", Name: "N"}
	grown := e.cell(n)
	f.cells[grown], grown.users[f], grown.users[user] = true, true, true
	grown.parts = []types.Type{types.Int}
	for _, c := range cs {
		e.enqueue(c)
	}
	e.forget(f)
	if got, want := known(cs), []string{"other"}; !slices.Equal(got, want) {
		t.Errorf("known are %q, not %q", got, want)
	}
	if len(e.queue) != 1 || e.queue[0] != other || f.queued {
		t.Errorf("%d contexts are in the queue", len(e.queue))
	}
	if grown.parts != nil || len(grown.users) > 0 || f.ret != nil || len(f.readers)+len(outer.reads)+len(f.cells) > 0 {
		t.Error("a cell, a result or readers are not forgotten")
	}
}

// TestAbandon checks what becomes of a context whose run ended halfway.
func TestAbandon(t *testing.T) {
	e, cs := resting("f", "read before", "reader")
	f, from, reader := cs[0], cs[1], cs[2]
	reader.read(f)
	f.was, f.reads = map[*context]bool{from: true}, map[*context]bool{}
	from.readers[f] = true
	e.abandon(f)
	if !f.queued || !f.reads[from] || f.was != nil || !f.done {
		t.Error("a context with a result is not to run again, or has lost what the run before read")
	}
	e.forget(from)
	if f.done || reader.done {
		t.Error("a context that was abandoned does not rest on what its run before read")
	}
	e.dequeue(f)
	f.stale = true
	e.abandon(f)
	if f.queued || f.stale || f.done {
		t.Error("a context that was forgotten while it ran is to run again before it is called")
	}
}

// learnt gives the index of the attempt to which what is learned goes back.
func learnt(e *engine, learn func()) (at int) {
	defer func() {
		recover()
		at = e.again
	}()
	learn()
	return never
}

// TestMakeNominal checks which contexts are forgotten when a type is found to hold itself: those that made a value of it, and
// those that take one.
func TestMakeNominal(t *testing.T) {
	e, cs := resting("caller", "maker", "other")
	caller, maker := cs[0], cs[1]
	n := types.Named{Kind: "class", Name: "N"}
	obj := types.Object{Class: "N", Fields: []types.Type{types.Int}}
	taker := e.context(&ir.Func{Name: "taker", Body: &ir.Region{}}, []types.Type{types.Int, types.Tuple{Elems: []types.Type{obj}}}, []any{nil, nil})
	taker.done = true
	caller.read(maker)
	e.makers[n] = []*context{maker}
	caller.running = true
	e.attempts = []attempt{{}, {runs: caller}, {}}
	if at := learnt(e, func() { e.makeNominal(n) }); at != 1 || e.restarts > 0 {
		t.Errorf("it goes back to attempt %d, with %d restarts", at, e.restarts)
	}
	if got, want := known(append(cs, taker)), []string{"other"}; !slices.Equal(got, want) {
		t.Errorf("known are %q, not %q", got, want)
	}
	if !e.nominal[n] || len(e.makers[n]) > 0 || !caller.stale {
		t.Error("the type is not noted, or a run goes on")
	}
}

// TestMakers checks that it is noted who makes objects, closures and tuples.
func TestMakers(t *testing.T) {
	program := "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass N:\n    v: object\ndef f(n):\n    return N(n)\n" +
		"def g(n):\n    return (n, 1)\ndef h(n):\n    return lambda: n\nf(1)\nf('a')\ng(1)\nh(1)\n"
	src, errs := frontend.Build(&frontend.Program{File: source.NewFile("main.py", []byte(program))})
	if src == nil {
		t.Fatal(errs)
	}
	src.Imports = library.Default()
	e := newEngine(src, Options{Prims: typed.All(nil)})
	e.infer(src.Func(src.Entry), nil, nil)
	got := map[string][]string{}
	for n, cs := range e.makers {
		for _, c := range cs {
			got[n.Kind] = append(got[n.Kind], c.fn.Name)
		}
	}
	if !slices.Equal(got["class"], []string{"f", "f"}) || !slices.Contains(got["tuple"], "g") || !slices.Contains(got["func"], "h") {
		t.Errorf("makers are %v", got)
	}
}

// TestRedoLoops checks how far inference goes back to unroll a loop: to the loop, unless something rests on what it was.
func TestRedoLoops(t *testing.T) {
	body, later := &ir.Region{}, &ir.Region{}
	for _, c := range []struct {
		claim string
		set   func(e *engine, f *frame, other *context)
		loops []*ir.Region
		want  int
	}{
		{"a loop that nothing rests on is made again by itself", func(*engine, *frame, *context) {}, []*ir.Region{body}, 2},
		{"the innermost attempt that is early enough is", func(*engine, *frame, *context) {}, []*ir.Region{later}, 3},
		{"the first of several is", func(*engine, *frame, *context) {}, []*ir.Region{later, body}, 2},
		{"a context that has a result is run again", func(_ *engine, f *frame, _ *context) { f.c.ret = &returned{T: types.Int} }, []*ir.Region{body}, 1},
		{"one that has grown a recursive type is", func(_ *engine, f *frame, _ *context) { f.c.cells[&cell{}] = true }, []*ir.Region{body}, 1},
		{"one whose reader has met the loop in another call is", func(e *engine, f *frame, other *context) {
			other.met = map[*ir.Region]int{body: 0}
			f.c.read(other)
		}, []*ir.Region{body}, 1},
	} {
		e, cs := resting("caller", "f")
		fc := cs[1]
		fc.done, fc.ret, fc.running, cs[0].running = false, nil, true, true
		other := e.context(fc.fn, []types.Type{types.Str}, []any{nil})
		other.done = true
		f := newFrame(e, fc)
		f.met[body], f.met[later] = 0, 1
		e.attempts = []attempt{{runs: cs[0]}, {runs: fc}, {loop: body, of: f, met: 0}, {loop: later, of: f, met: 1}}
		c.set(e, f, other)
		if at := learnt(e, func() { f.redoLoops(c.loops...) }); at != c.want {
			t.Errorf("%s: it goes back to attempt %d, not %d", c.claim, at, c.want)
		}
		if other.met != nil == other.done {
			t.Errorf("%s: another context is known: %t", c.claim, other.done)
		}
	}
}

// TestNothingStartsOver checks that what is learned of a recursion makes its contexts run again, not the program.
func TestNothingStartsOver(t *testing.T) {
	for _, c := range []struct{ claim, program string }{
		{"tuples that grow make ints static", "def g(t, n):\n    return t if n == 0 else g(t + (n,), n - 1)\nprint(g((), 9))\n"},
		{"so do derivatives", "from myia import grad\ndef g(h, n):\n    return h if n == 0 else g(grad(h), n - 1)\nprint(g(lambda v: v * v, 9))\n"},
		{"and a function that needs its own derivative", "from myia import grad\ndef g(x, n):\n    return x * x if n == 0 else grad(g)(x, n - 1)\nprint(g(1.5, 1))\n"},
		{"a function calls one that does", "from myia import grad\ndef g(x, n):\n    return x if n == 0 else h(x, n - 1)\ndef h(x, n):\n    return grad(g)(x, n)\nprint(g(1.5, 2))\n"},
		{"a type holds itself", "def g(n):\n    return None if n == 0 else (n, g(n - 1))\nprint(g(3))\n"},
		{"a method reads a global", "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass C:\n    v: float\n    def m(self):\n        return self.v + k\nk = 1.5\nprint(C(2.5).m())\n"},
		{"an axis is static", "import numpy as np\ndef g(x, k):\n    return np.sum(x, axis=k)\nprint(g(np.ones((2, 3)), 1))\n"},
		{"a flag is", "import numpy as np\ndef g(x, k):\n    return x if k else np.sum(x)\nprint(g(np.ones((2, 3)), True))\n"},
	} {
		e := inferred(t, c.program, library.Default())
		if e.retries == 0 || e.restarts > 0 {
			t.Errorf("%s: %d retries, %d restarts", c.claim, e.retries, e.restarts)
		}
	}
}
