package library

import (
	"strings"
	"testing"
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
		if l.Func(Defined(d.Name)) != fn {
			t.Errorf("%s is built twice", d.Name)
		}
	}
	fresh := New(Text)
	if fresh.Func(Defined("np.outer")); len(fresh.built) != 2 {
		t.Errorf("%d functions are built for one and its getter", len(fresh.built))
	}
	if len(l.Decls()) < 10 || l.Func("np_mean") != nil || l.Func(prefix+"np_none") != nil {
		t.Error("the library finds what it does not have, or too little")
	}
}
