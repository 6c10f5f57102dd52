package types

import (
	"testing"

	"github.com/myia-lang/myia/dtype"
)

// TestParseCore checks that the text of a core type reads back as the type.
func TestParseCore(t *testing.T) {
	for _, want := range []Type{
		CoreBool, CoreI64, CoreF32, CoreF64, Str,
		A(dtype.F64, C(3)), A(dtype.F32, N("n"), C(0), N("su0_u0_1")), A(dtype.Bool, N("?"), N("3"), N("x y"), N("-1")),
		Opt{A(dtype.F64, N("n"))}, Opt{Node{"Tree^'"}}, Opt{Opt{CoreF64}},
		Vec{}, Vec{[]Type{Str, Vec{[]Type{CoreI64}}, Node{"func.f.<lambda>#2~3"}}}, Vec{[]Type{Opt{Node{"a <b"}}}},
		Node{"L"}, Node{""}, Node{"#1"}, Node{"é"}, Node{"<"}, Node{"\xff\""},
	} {
		got, rest, err := ParseCore(want.String() + ", x")
		if err != nil || rest != ", x" || !Equal(got, want) || got.String() != want.String() {
			t.Errorf("%s reads as %v, rest %q, error %v", want, got, rest, err)
		}
	}
}

// TestParseCoreErrors checks where what is no core type goes wrong.
func TestParseCoreErrors(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "int": "int", "f64[": "", "f64[3": "", "f64[3;4]": ";4]", "f64[,]": ",]", "*": "", "vec<": "", "vec<f64": "",
		"vec<f64,int>": "int>", "f64[99999999999999999999]": "99999999999999999999]", "i64x": "i64x",
	} {
		if got, rest, err := ParseCore(text); err == nil || rest != want {
			t.Errorf("%q reads as %v, rest %q, error %v", text, got, rest, err)
		}
	}
}
