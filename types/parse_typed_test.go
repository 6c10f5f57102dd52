package types

import (
	"slices"
	"testing"

	"github.com/myia-lang/myia/dtype"
)

// readable has the types of surface and typed IR among kinds, and what is written in a way of its own.
func readable() []Type {
	ts := slices.DeleteFunc(slices.Clone(kinds), func(t Type) bool {
		switch t := t.(type) {
		case Vec, Opt, Node:
			return true
		case Tuple:
			return t.Site != ""
		}
		return false
	})
	for _, b := range bindings {
		ts = append(ts, Bound{b, nil}, Bound{b, []Type{Int, Func{Name: "f"}}})
	}
	for i := range basicNames {
		ts = append(ts, Basic(i))
	}
	for _, kind := range iterKinds {
		ts = append(ts, Iter{kind, []Type{Int}}, Object{kind, []Type{Int}})
	}
	for _, kind := range staticKinds {
		ts = append(ts, Static{kind, "numpy.random"}, Object{kind, nil})
	}
	return append(ts, Iter{RunTuple, []Type{List{Elems: []Type{Int}}}}, Tuple{}, Dict{}, Dict{[]string{`"`, ""}, []Type{Int, None}},
		Object{"tuple", []Type{Int}}, Object{"list", nil}, Object{"dict", nil}, Object{runTuple, nil}, Object{"f64", nil}, Object{"int", nil},
		Object{"named", nil}, Object{"function", nil}, Object{"grad", nil}, Object{"f.<locals>.C~2", []Type{Object{"é", nil}}},
		Func{"f.<lambda>#2~3", []Type{A(dtype.Bool), Bool, Func{"[", []Type{None}}}}, Named{"class", "C'"}, Named{"tuple", "a b"},
		UnionOf([]Type{A(dtype.F64, N("x | y")), List{true, []Type{UnionOf([]Type{Str, None})}}, Func{Name: "g"}, Static{"class", "C"}}),
		Bound{Gradient{"value_and_grad", []Wrt{{ByName: true, Name: "aux"}, {At: 3}}, true, true, true, true}, nil},
		Bound{Partial{0, []string{"argnums", "x y"}}, nil})
}

// TestParse checks that the text of a type reads back as the type.
func TestParse(t *testing.T) {
	for _, want := range readable() {
		for _, want := range []Type{want, Tuple{Elems: []Type{want, Int, want}}} {
			got, rest, err := Parse(want.String() + " : x")
			if err != nil || rest != " : x" || !Equal(got, want) {
				t.Errorf("%s reads as %v, rest %q, error %v", want, got, rest, err)
			}
		}
	}
}

// TestParseErrors checks where what is no type goes wrong.
func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "in": "in", "tuple": "tuple", "tuple[": "", "tuple[int;": ";", "dict[x: int]": "x: int]", `dict["x" int]`: " int]", "C[int": "",
		"None | int | ": "", "int | None": "", "f64[3;4]": ";4]", "grad{grad, x}[]": "x}[]", "what{}[]": "}[]", "grad{": "", "grad{grad}": "",
		"function ": "", "class ": "", "named class": "", "partial{x}[]": "x}[]",
	} {
		if got, rest, err := Parse(text); err == nil || rest != want {
			t.Errorf("%q reads as %v, rest %q, error %v", text, got, rest, err)
		}
	}
}

// FuzzParse: no text makes the reader panic, and what it reads is written so that the same is read again.
func FuzzParse(f *testing.F) {
	for _, t := range readable() {
		f.Add(t.String())
	}
	f.Fuzz(func(t *testing.T, text string) {
		x, _, err := Parse(text)
		if err != nil {
			return
		}
		again, rest, err := Parse(x.String())
		if err != nil || rest != "" || !Equal(x, again) {
			t.Errorf("%q reads as %s, which reads as %v, rest %q, error %v", text, x, again, rest, err)
		}
	})
}
