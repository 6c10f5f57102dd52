package types

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"testing"

	"github.com/myia-lang/myia/dtype"
)

// kinds has types of each kind, and some that differ in one thing.
var kinds = []Type{
	Int, Float, None, Scalar(dtype.F64), Scalar(dtype.F32),
	A(dtype.F64), A(dtype.F32), A(dtype.F64, C(3)), A(dtype.F64, N("n")), A(dtype.F64, N("m")), A(dtype.F64, N("n"), C(3)),
	Tuple{Elems: []Type{Int}}, Tuple{Elems: []Type{Float}}, Tuple{Elems: []Type{Int, Int}}, Tuple{Elems: []Type{Int}, Site: "f:1"},
	List{Elems: []Type{Int}}, List{Exact: true, Elems: []Type{Int}}, List{Exact: true},
	Dict{Names: []string{"a"}, Elems: []Type{Int}}, Dict{Names: []string{"b"}, Elems: []Type{Int}}, Dict{Names: []string{"a"}, Elems: []Type{Float}},
	Object{Class: "C", Fields: []Type{Int}}, Object{Class: "C", Fields: []Type{Str}}, Object{Class: "D", Fields: []Type{Int}}, Object{Class: "C"},
	Iter{Kind: "zip", Parts: []Type{Int}}, Iter{Kind: "map", Parts: []Type{Int}},
	Static{Kind: "class", Name: "C"}, Static{Kind: "builtin", Name: "C"},
	Func{Name: "f"}, Func{Name: "g"}, Func{Name: "f", Captures: []Type{Int}}, Func{Name: "h", Captures: []Type{Int}}, Func{Name: "h", Captures: []Type{None}},
	Bound{Gradient{Name: "grad"}, []Type{Func{Name: "f"}}},
	UnionOf([]Type{Int, None}), UnionOf([]Type{None, Int}), UnionOf([]Type{Float, None}),
	Named{Kind: "class", Name: "C"}, Named{Kind: "func", Name: "C"},
	Vec{Elems: []Type{Scalar(dtype.F64)}}, Vec{Elems: []Type{Scalar(dtype.F32)}}, Opt{Elem: Str}, Opt{Elem: Node{Name: "C"}}, Node{Name: "C"}, Node{Name: "D"},
}

// TestEqual checks that types of all kinds are equal exactly if they have one ID, and equal to what is made of the same.
func TestEqual(t *testing.T) {
	has := map[string]bool{}
	var u Universe
	ts := append([]Type{}, kinds...)
	for _, k := range kinds {
		has[reflect.TypeOf(k).Name()] = true
		ts = append(ts, List{Elems: []Type{k}}, List{Elems: []Type{k, k}}, List{Elems: []Type{List{Elems: []Type{k}}}}, MapDims(k, func(d Dim) Dim { return d }))
	}
	for _, a := range ts {
		for _, b := range ts {
			if same := u.ID(a) == u.ID(b); same != Equal(a, b) {
				t.Errorf("Equal(%s, %s) is %v", a, b, !same)
			}
		}
		if !Equal(a, WithParts(a, PartsOf(a))) {
			t.Errorf("%s is not equal to what is made of its parts", a)
		}
	}
	file, err := parser.ParseFile(token.NewFileSet(), "types.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "kind" {
			if name := f.Recv.List[0].Type.(*ast.Ident).Name; !has[name] {
				t.Errorf("no sample of %s", name)
			}
		}
	}
}
