package compiler

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
	"github.com/myia-lang/myia/types"
)

// typeHelp says how types are written.
const typeHelp = "types are int, float, bool, str, None, i8, f32[n,784], tuple[int, float] and list[f64[3]]"

// ParseTypes reads the text of --types: types with commas between them.
func ParseTypes(text string) ([]types.Type, *diag.Diagnostic) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	e, errs := syntax.ParseExpr(source.NewFile("<types>", []byte("("+text+",)")))
	if len(errs) > 0 {
		return nil, diag.Errorf(diag.BadTypeText, source.Span{}, "cannot read the types %q", text).WithHelp("%s", typeHelp)
	}
	var out []types.Type
	for _, x := range e.(*syntax.Tuple).Elts {
		t, err := typeOfExpr(x)
		if err != nil {
			return nil, diag.Errorf(diag.BadTypeText, source.Span{}, "cannot read the types %q: %v", text, err).WithHelp("%s", typeHelp)
		}
		out = append(out, t)
	}
	return out, nil
}

// ParseType reads one type.
func ParseType(text string) (types.Type, error) {
	e, errs := syntax.ParseExpr(source.NewFile("<types>", []byte(text)))
	if len(errs) > 0 {
		return nil, fmt.Errorf("%q is not a type", text)
	}
	return typeOfExpr(e)
}

// namedType gives the type that one word names: bool is Python's, the other
// element types are NumPy scalars.
func namedType(word string) (types.Type, bool) {
	for _, t := range []types.Type{types.Int, types.Float, types.Bool, types.Str} {
		if t.String() == word {
			return t, true
		}
	}
	d, ok := dtype.ByName(word)
	return types.A(d), ok
}

// typeOfExpr reads a type that is written as a Python expression.
func typeOfExpr(e syntax.Expr) (types.Type, error) {
	switch e := e.(type) {
	case *syntax.Name:
		if t, ok := namedType(e.Id); ok {
			return t, nil
		}
	case *syntax.Constant:
		if e.Value == nil {
			return types.None, nil
		}
	case *syntax.Subscript:
		return subscripted(e)
	}
	return nil, fmt.Errorf("%q is not a type", e.Span().Text())
}

func subscripted(e *syntax.Subscript) (types.Type, error) {
	name, ok := e.Value.(*syntax.Name)
	if !ok {
		return nil, fmt.Errorf("%q is not a type", e.Span().Text())
	}
	parts := []syntax.Expr{e.Slice}
	if t, ok := e.Slice.(*syntax.Tuple); ok {
		parts = t.Elts
	}
	if d, ok := dtype.ByName(name.Id); ok {
		dims, err := dims(parts)
		return types.Array{DType: d, Dims: dims}, err
	}
	if name.Id != "tuple" && name.Id != "list" {
		return nil, fmt.Errorf("%q has no elements; arrays are %s", name.Id, dtype.Names(dtype.Type.String, "and"))
	}
	var elems []types.Type
	for _, p := range parts {
		t, err := typeOfExpr(p)
		if err != nil {
			return nil, err
		}
		elems = append(elems, t)
	}
	switch {
	case name.Id == "tuple":
		return types.Tuple{Elems: elems}, nil
	case len(elems) == 1:
		return types.List{Elems: elems}, nil
	}
	return nil, fmt.Errorf("%q is not a type: a list has elements of one type", e.Span().Text())
}

func dims(es []syntax.Expr) ([]types.Dim, error) {
	if len(es) > maxRank {
		return nil, fmt.Errorf("an array has at most %d axes", maxRank)
	}
	var out []types.Dim
	for _, e := range es {
		text := e.Span().Text()
		if _, ok := e.(*syntax.Name); ok {
			out = append(out, types.N(text))
			continue
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("%q is not a size", text)
		}
		out = append(out, types.C(n))
	}
	return out, nil
}
