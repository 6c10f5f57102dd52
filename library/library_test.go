package library

import (
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
)

// TestLibrary builds each function, which must have a docstring if programs can
// name it.
func TestLibrary(t *testing.T) {
	l := Default()
	for _, d := range l.Decls() {
		fn := l.Func(Defined(d.Name))
		if fn == nil || l.Func(Getter(d.Name)) == nil {
			t.Fatalf("%s has no function, or no getter", d.Name)
		}
		if name, ok := Name(fn); !ok || name != d.Name {
			t.Errorf("%s defines %q", fn.Name, name)
		}
		if strings.Contains(d.Name, ".") && d.Doc == "" {
			t.Errorf("%s has no docstring", d.Name)
		}
		compareHeader(t, d, fn)
		if l.Func(Defined(d.Name)) != fn {
			t.Errorf("%s is built twice", d.Name)
		}
	}
	fresh := New(Texts()...)
	if fresh.Func(Defined("np.outer")); len(fresh.built) != 2 {
		t.Errorf("%d functions are built for one and its getter", len(fresh.built))
	}
	if len(l.Decls()) < 10 || l.Func("np_mean") != nil || l.Func(prefix+"np_none") != nil {
		t.Error("the library finds what it does not have, or too little")
	}
}

// compareHeader compares what is read of a def's header with what the frontend makes of it.
func compareHeader(t *testing.T, d names.Decl, fn *ir.Func) {
	sig := names.ParseSig(d.Sig)
	offset := 0
	if strings.HasPrefix(d.Name, ".") {
		offset = 1 // the value that the method belongs to
	}
	if len(sig.Params)+offset != len(fn.Params) {
		t.Fatalf("%s has %d parameters in %q", d.Name, len(fn.Params), d.Sig)
	}
	static, _ := Demands(fn)
	for _, p := range sig.Params {
		i := slices.IndexFunc(fn.Params, func(f *ir.Value) bool { return f.Name == p.Name })
		if i < offset {
			t.Fatalf("%s has no parameter %s", d.Name, p.Name)
		}
		f := fn.Params[i]
		if p.Static != slices.Contains(static, i) || p.KwOnly != slices.Contains(fn.Sig.KwOnly, p.Name) {
			t.Errorf("%s has the parameter %s, read as %+v", d.Name, f.Name, p)
		}
	}
}
