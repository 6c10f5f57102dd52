package ops

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// ProdOthers is, at each element, the product of the other elements along the
// axes: the derivative of prod, right where some elements are zero.
type ProdOthers struct {
	pure
	Axes []int
}

// OpName is "prod_others".
func (ProdOthers) OpName() string { return "prod_others" }

// Infer gives the operand's type.
func (ProdOthers) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, anArray); err != nil {
		return nil, err
	}
	return single(n.Args[0].Type)
}

// Eval multiplies the products before and after each element.
func (o ProdOthers) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	x := args[0].Tensor()
	var perm []int
	inner := 1
	for i, d := range x.Shape {
		if !has(o.Axes, i) {
			perm = append(perm, i)
		} else {
			inner *= d
		}
	}
	perm = append(perm, o.Axes...)
	y := tensor.Transpose(x, perm)
	out := tensor.New(x.DType, y.Shape...)
	if x.DType == tensor.F32 {
		others(out.F32, y.F32, inner)
	} else {
		others(out.F64, y.F64, inner)
	}
	back := make([]int, len(perm))
	for i, p := range perm {
		back[p] = i
	}
	return []Value{T(tensor.Transpose(out, back))}, nil
}

func others[F float32 | float64](dst, src []F, n int) {
	for at := 0; n > 0 && at < len(src); at += n {
		before := F(1)
		for i := at; i < at+n; i++ {
			dst[i] = before
			before *= src[i]
		}
		after := F(1)
		for i := at + n - 1; i >= at; i-- {
			dst[i] *= after
			after *= src[i]
		}
	}
}

// pair is the derivative of the product of the others: for direction t, at i
// the sum over j of t[j] times the product of all but i and j. It is the
// symmetric second derivative of prod, so it serves both modes. With zeros
// it is computed as the derivative of (P/x_i): others of others.
func (o ProdOthers) pair(b *ir.Builder, x, t *ir.Value) *ir.Value {
	return b.Emit1(ProdPairs{Axes: o.Axes}, x, t)
}

// JVP is the symmetric second derivative of prod.
func (o ProdOthers) JVP(g Forward) {
	if t := g.Tangent(0); t != nil {
		g.SetTangent(0, o.pair(g.B(), g.Arg(0), t))
	}
}

// VJP is the same: the second derivative is symmetric.
func (o ProdOthers) VJP(g Reverse) {
	if ct := g.Ct(0); ct != nil && g.Active(0) {
		g.Add(0, o.pair(g.B(), g.Arg(0), ct))
	}
}

// ProdPairs is, at i, the sum over j ≠ i of t[j] times the product of all
// elements but i and j along the axes. Operands: x, t. It costs n² per run.
type ProdPairs struct {
	pure
	Axes []int
}

// OpName is "prod_pairs".
func (ProdPairs) OpName() string { return "prod_pairs" }

// Infer gives the operand's type.
func (ProdPairs) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, anArray, anArray); err != nil {
		return nil, err
	}
	return single(n.Args[0].Type)
}

// Eval sums over pairs.
func (o ProdPairs) Eval(env *Env, n *ir.Node, args []Value) ([]Value, error) {
	x, t := args[0].Tensor(), args[1].Tensor()
	var perm []int
	inner := 1
	for i, d := range x.Shape {
		if !has(o.Axes, i) {
			perm = append(perm, i)
		} else {
			inner *= d
		}
	}
	perm = append(perm, o.Axes...)
	y, s := tensor.Transpose(x, perm), tensor.Transpose(t, perm)
	out := tensor.New(x.DType, y.Shape...)
	for at := 0; inner > 0 && at < y.Len(); at += inner {
		for i := at; i < at+inner; i++ {
			sum := 0.0
			for j := at; j < at+inner; j++ {
				if i == j {
					continue
				}
				p := s.Float(j)
				for k := at; k < at+inner; k++ {
					if k != i && k != j {
						p *= y.Float(k)
					}
				}
				sum += p
			}
			setElem(out, i, convert(F64(sum), types.F64, types.DType(x.DType)))
		}
	}
	back := make([]int, len(perm))
	for i, p := range perm {
		back[p] = i
	}
	return []Value{T(tensor.Transpose(out, back))}, nil
}

func thirdOfProd(n *ir.Node) *diag.Diagnostic {
	return diag.Limitf(diag.ThirdDerivative, n.Loc.Span, "the third derivative of np.prod").WithHelp("a loop that multiplies has one")
}

// JVP in t is the op itself; in x it is a third derivative of prod, a limit.
func (o ProdPairs) JVP(g Forward) {
	if g.Tangent(0) != nil {
		panic(thirdOfProd(g.Node()))
	}
	if t := g.Tangent(1); t != nil {
		g.SetTangent(0, g.B().Emit1(o, g.Arg(0), t))
	}
}

// VJP in t is the op itself, by symmetry. In x it is a third derivative of
// prod, which the pass refuses.
func (o ProdPairs) VJP(g Reverse) {
	if g.Active(0) {
		panic(thirdOfProd(g.Node()))
	}
	if ct := g.Ct(0); ct != nil && g.Active(1) {
		g.Add(1, g.B().Emit1(o, g.Arg(0), ct))
	}
}
