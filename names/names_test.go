package names

import (
	"fmt"
	"testing"
)

// TestSignatures checks how many arguments a call may have, and which names.
func TestSignatures(t *testing.T) {
	for sig, want := range map[string]string{
		"":                                "0 0 []",
		"object, /":                       "1 1 []",
		"start, stop=None, step=None, /":  "1 3 []",
		"base, exp, mod=None":             "0 3 [base exp mod]",
		"*objects, **options":             "0 -1 [] any",
		"function, iterable, /, *more":    "2 -1 []",
		"iterable, /, *more, key=None":    "1 -1 [key]",
		"x, axis!=None, *, keepdims=True": "0 2 [x axis keepdims]",
	} {
		s := ParseSig(sig)
		least, most := s.Positional()
		got := fmt.Sprint(least, most, s.Keywords())
		if s.Options {
			got += " any"
		}
		if got != want {
			t.Errorf("(%s): %s, want %s", sig, got, want)
		}
	}
}

// TestTable checks which names a table has, and that the first list that has
// one declares it.
func TestTable(t *testing.T) {
	table := NewTable([]Decl{{Name: "int", Kind: Primitive, Sig: "x=0"}, {Name: "len", Kind: Primitive}, {Name: "helper", Kind: Library},
		{Name: "np.sum", Kind: Primitive}, {Name: ".str.join", Kind: Primitive}})
	if d := table.Lookup("len"); d.Kind != Form || len(d.Signature().Params) != 1 {
		t.Errorf("len is %v", d)
	}
	if d := table.Lookup("int"); d.Kind != Class || d.Sig != "x=0" {
		t.Errorf("int is %v", d)
	}
	for name, want := range map[string]bool{"int": true, "len": true, "helper": false, "ValueError": true} {
		if table.Has("", name) != want {
			t.Errorf("%s: %t", name, !want)
		}
	}
	if !IsClass("zip") || !IsClass("np.ndarray") || IsClass("len") || IsClass("none") {
		t.Error("other names are those of types")
	}
	if !table.Has("numpy", "sum") || table.Has("numpy", "prod") || fmt.Sprint(table.Of("numpy")) != fmt.Sprint(table.Of("np")) || table.Of(".str")[0] != "join" {
		t.Error("the names of a module, or the methods of a type, are others")
	}
	if !Covered("numpy.linalg") || Covered("sys") || Covered("none") {
		t.Error("other modules are covered")
	}
	for name, line := range map[string]string{"np": "import numpy as np", "math": "import math", "Optional": "from typing import Optional", "partial": "from functools import partial", "sum": "from numpy import sum", "x": ""} {
		if got := table.ImportLine(name); got != line {
			t.Errorf("%s is bound by %q, want %q", name, got, line)
		}
	}
}

// TestForeign checks what is known of other modules.
func TestForeign(t *testing.T) {
	for _, c := range []struct {
		module, name string
		has, listed  bool
	}{
		{"math", "gamma", true, true}, {"np", "sort", true, true}, {"numpy.linalg", "svd", true, true}, {"scipy.special", "expit", true, true},
		{"numpy", "no_such_name", false, true}, {".str", "upper", true, true}, {"typing", "Any", false, false}, {"jax", "jit", false, false},
	} {
		if has, listed := PythonHas(c.module, c.name); has != c.has || listed != c.listed {
			t.Errorf("%s.%s: %t, %t", c.module, c.name, has, listed)
		}
	}
	if !IsForeign("jax.numpy") || !IsForeign("random") || IsForeign("mine") || !IsBuiltin("eval") || IsBuiltin("jit") {
		t.Error("a module or a built-in is taken for another")
	}
}
