package infer

import (
	"strings"
	"testing"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
)

// TestDictMethods checks that a method of dict that is declared, but has no implementation, gives no value.
func TestDictMethods(t *testing.T) {
	src, errs := frontend.Build(&frontend.Program{File: source.NewFile("main.py", []byte("print({'a': 1}.fromkeys())\n"))})
	if src == nil {
		t.Fatal(errs)
	}
	prims := typed.All(nil)
	all := Names(prims, []names.Decl{{Name: ".dict.fromkeys", Kind: names.Primitive}})
	if _, diags := Infer(src, src.Entry, nil, Options{Prims: prims, Names: all}); len(diags) == 0 {
		t.Error("what has no implementation gives a value")
	}
}

// TestForms checks that inference serves each form that is declared, and no
// other.
func TestForms(t *testing.T) {
	declared := map[string]bool{}
	for _, d := range names.Base().All(names.Form) {
		declared[d.Name] = true
		if !strings.HasPrefix(d.Name, ".") && specials[d.Name] == nil && arrayChanges[d.Name] == nil {
			t.Errorf("inference does not serve %s", d.Name)
		}
	}
	for name := range specials {
		if !declared[name] {
			t.Errorf("%s is not declared", name)
		}
	}
	if len(declared) < 30 {
		t.Errorf("only %d forms are declared", len(declared))
	}
}
