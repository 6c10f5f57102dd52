package frontend

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/syntax"
	"github.com/myia-lang/myia/tensor"
)

// longList is how many numbers or bools a list display holds before it is a table: data
// in place of code. A shorter one has an exact length and known elements.
const longList = 256

// table puts a long list of like numbers, of tuples of them, or of lists of
// them that have one length, into the pool; false if elts are none.
func table(pool *ir.Pool, elts []syntax.Expr) (surface.Table, bool) {
	if len(elts) == 0 {
		return surface.Table{}, false
	}
	var parts []syntax.Expr // of the first element
	switch first := elts[0].(type) {
	case *syntax.Tuple:
		parts = first.Elts
	case *syntax.List:
		parts = first.Elts
	}
	width := max(len(parts), 1)
	if len(elts)*width < longList {
		return surface.Table{}, false
	}
	if _, ok := elts[0].(*syntax.Tuple); ok {
		return tableOfTuples(pool, elts, width)
	}
	shape := []int{len(elts)}
	if parts != nil {
		var ok bool
		if elts, ok = joined(elts, width); !ok {
			return surface.Table{}, false
		}
		shape = append(shape, width)
	}
	t := numbers(elts, shape)
	if t == nil {
		return surface.Table{}, false
	}
	return surface.Table{Keys: []string{pool.Put(t)}}, true
}

func tableOfTuples(pool *ir.Pool, elts []syntax.Expr, width int) (surface.Table, bool) {
	out := surface.Table{Tuples: true}
	for k := range width {
		column := make([]syntax.Expr, len(elts))
		for i, x := range elts {
			row, ok := x.(*syntax.Tuple)
			if !ok || len(row.Elts) != width {
				return surface.Table{}, false
			}
			column[i] = row.Elts[k]
		}
		t := numbers(column, []int{len(elts)})
		if t == nil {
			return surface.Table{}, false
		}
		out.Keys = append(out.Keys, pool.Put(t))
	}
	return out, true
}

// joined gives the elements of lists of one length.
func joined(lists []syntax.Expr, width int) ([]syntax.Expr, bool) {
	var out []syntax.Expr
	for _, x := range lists {
		row, ok := x.(*syntax.List)
		if !ok || len(row.Elts) != width {
			return nil, false
		}
		out = append(out, row.Elts...)
	}
	return out, true
}

// numbers makes an array of literals of one type, int, float or bool; nil if xs
// are none.
func numbers(xs []syntax.Expr, shape []int) *tensor.Tensor {
	var ints []int64
	var floats []float64
	var bools []byte
	for i, x := range xs {
		switch v := number(x).(type) {
		case int64:
			ints = append(ints, v)
		case float64:
			floats = append(floats, v)
		case bool:
			bools = append(bools, map[bool]byte{true: 1}[v])
		}
		if max(len(ints), len(floats), len(bools)) != i+1 {
			return nil
		}
	}
	switch {
	case ints != nil:
		return tensor.FromI64(ints, shape...)
	case bools != nil:
		return tensor.FromBool(bools, shape...)
	}
	return tensor.FromF64(floats, shape...)
}

// number is the value of a literal, perhaps with a sign, or nil.
func number(x syntax.Expr) any {
	switch x := x.(type) {
	case *syntax.Constant:
		return x.Value
	case *syntax.UnaryOp:
		k, ok := x.Operand.(*syntax.Constant)
		if !ok || x.Op != syntax.USub {
			return nil
		}
		switch v := k.Value.(type) {
		case int64:
			return -v
		case float64:
			return -v
		}
	}
	return nil
}
