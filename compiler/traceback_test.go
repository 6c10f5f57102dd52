package compiler

import (
	"strings"
	"testing"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/source"
)

// TestTraceback checks the order of frames, inlined calls, the frames that
// repeat, and that those of the library are left out.
func TestTraceback(t *testing.T) {
	f := source.NewFile("m.py", []byte("def g(n):\n    return 1 // n\n\ng(0)\n"))
	at := func(text, fn string, in *ir.Loc) ir.Loc {
		i := strings.Index(string(f.Text), text)
		return ir.Loc{Span: source.Span{File: f, Start: i, End: i + len(text)}, Func: fn, Inlined: in}
	}
	call := at("g(0)", "<module>", nil)
	inner := at("1 // n", "g", &call)
	want := "Traceback (most recent call last):\n  File \"m.py\", line 4, in <module>\n    g(0)\n" +
		"  File \"m.py\", line 2, in g\n    return 1 // n\nValueError: no\n"
	if got := Traceback(&ops.Raised{Class: "ValueError", Msg: "no", Trace: []ir.Loc{inner}}); got != want {
		t.Errorf("inlined:\n%s", got)
	}
	pre := ir.Loc{Span: source.Span{File: source.NewFile(library.File, []byte("x\n")), End: 1}, Func: "np_x"}
	trace := []ir.Loc{pre}
	for range 6 {
		trace = append(trace, at("1 // n", "g", nil))
	}
	got := Traceback(&ops.Raised{Class: "ValueError", Trace: trace})
	if n := strings.Count(got, "line 2, in g"); n != 3 || !strings.Contains(got, "[Previous line repeated 3 more times]\nValueError\n") || strings.Contains(got, "np_x") {
		t.Errorf("repeated:\n%s", got)
	}
}
