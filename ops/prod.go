package ops

import (
	"fmt"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// ProdOthers is the derivatives of a product P of the elements x along axes, right where some are zero, for it divides
// by none. With x alone it is the gradient: at each element the product of the others. With directions t₁ … tₖ of x's
// shape it is the gradient of P's derivative along all of them: at i, the sum over distinct j₁ … jₖ that are not i of
// t₁[j₁] … tₖ[jₖ] times the product of the elements that are left. A zero in a direction annihilates, as in Scale.
type ProdOthers struct {
	pure
	Axes []int
}

// OpName is "prod.others".
func (ProdOthers) OpName() string { return "prod.others" }

// Infer gives the first operand's type, which all have.
func (ProdOthers) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takesRest(n, anArray, anArray); err != nil {
		return nil, err
	}
	if d := mustDType(n.Args[0].Type); !d.IsFloat() || d != d.Compute() {
		return nil, fmt.Errorf("does not take %s", d)
	}
	for _, a := range n.Args[1:] {
		if !SameKind(n.Args[0].Type, a.Type) {
			return nil, fmt.Errorf("operands are %s and %s", n.Args[0].Type, a.Type)
		}
	}
	return single(n.Args[0].Type)
}

// Eval brings the axes together at the end, and each product's elements side by side.
func (o ProdOthers) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	var perm []int
	inner := 1
	for i, d := range args[0].Tensor().Shape {
		if !has(o.Axes, i) {
			perm = append(perm, i)
		} else {
			inner *= d
		}
	}
	perm = append(perm, o.Axes...)
	xs := make([]*tensor.Tensor, len(args))
	for i, a := range args {
		xs[i] = tensor.Transpose(a.Tensor(), perm)
	}
	out := tensor.New(xs[0].DType, xs[0].Shape...)
	for at := 0; inner > 0 && at < out.Len(); at += inner {
		if out.DType == dtype.F32 {
			others(tensor.Of[float32](out)[at:at+inner], rows(xs, at, inner, tensor.Of[float32]))
		} else {
			others(tensor.Of[float64](out)[at:at+inner], rows(xs, at, inner, tensor.Of[float64]))
		}
	}
	back := make([]int, len(perm))
	for i, p := range perm {
		back[p] = i
	}
	return []Value{T(tensor.Transpose(out, back))}, nil
}

// rows are the elements of one product, and those of the directions there.
func rows[F float32 | float64](xs []*tensor.Tensor, at, n int, data func(*tensor.Tensor) []F) [][]F {
	out := make([][]F, len(xs))
	for i, x := range xs {
		out[i] = data(x)[at : at+n]
	}
	return out
}

// others multiplies what stands before each element by what stands after it. Either is a number for each set of
// directions: the sum over the ways to take one element of each direction in the set, at distinct places, and elements
// of x at the others.
func others[F float32 | float64](dst []F, xs [][]F) {
	n, sets := len(dst), 1<<(len(xs)-1)
	before := make([]F, n*sets)
	row := make([]F, sets)
	row[0] = 1
	for i := range n {
		copy(before[i*sets:], row)
		extend(row, xs, i)
	}
	clear(row)
	row[0] = 1
	for i := n - 1; i >= 0; i-- {
		if sets == 1 {
			dst[i] = before[i] * row[0]
		} else {
			for s, p := range before[i*sets : (i+1)*sets] {
				dst[i] += scaleF(p, row[sets-1-s])
			}
		}
		extend(row, xs, i)
	}
}

// extend puts element i beside the products in row: it is of x, or of a direction that a set holds.
func extend[F float32 | float64](row []F, xs [][]F, i int) {
	for s := len(row) - 1; s > 0; s-- { // row of smaller sets is still without i
		sum := scaleF(row[s], xs[0][i])
		for k := range len(xs) - 1 {
			if s>>k&1 == 1 {
				sum += scaleF(row[s&^(1<<k)], xs[k+1][i])
			}
		}
		row[s] = sum
	}
	row[0] *= xs[0][i]
}

// JVP: a tangent of x is one more direction; the rule is linear in each direction.
func (o ProdOthers) JVP(g Forward) {
	var sum *ir.Value
	for i := range g.Node().Args {
		if t := g.Tangent(i); t != nil {
			sum = plus(g.B(), sum, o.along(g, i, t))
		}
	}
	if sum != nil {
		g.SetTangent(0, sum)
	}
}

// VJP is the same, since the derivatives are symmetric in the element and the directions.
func (o ProdOthers) VJP(g Reverse) {
	ct := g.Ct(0)
	if ct == nil {
		return
	}
	for i := range g.Node().Args {
		if g.Active(i) {
			g.Add(i, o.along(g, i, ct))
		}
	}
}

// along is the derivative by operand i, along t.
func (o ProdOthers) along(r interface {
	Residuals
	Node() *ir.Node
}, i int, t *ir.Value) *ir.Value {
	var args []*ir.Value
	for k := range r.Node().Args {
		if k == i && i > 0 {
			args = append(args, t)
		} else {
			args = append(args, r.Arg(k))
		}
	}
	if i == 0 {
		args = append(args, t)
	}
	return r.B().Emit1(o, args...)
}
