package typed

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

func matmulType(c *CallInfo) (types.Type, error) {
	a, err := arrayArg(c, 0, "@")
	if err != nil {
		return nil, err
	}
	b, err := arrayArg(c, 1, "@")
	if err != nil {
		return nil, err
	}
	if len(a.Dims) == 0 || len(b.Dims) == 0 {
		return nil, Errorf(diag.ScalarProduct, 0, "@ needs arrays with at least one axis, not %s and %s", Show(c.Args[0].T), Show(c.Args[1].T)).WithHelp("* multiplies scalars")
	}
	x, y := a.Dims, b.Dims
	if len(x) == 1 {
		x = []types.Dim{types.C(1), x[0]}
	}
	if len(y) == 1 {
		y = []types.Dim{y[0], types.C(1)}
	}
	k1, k2 := x[len(x)-1], y[len(y)-2]
	if k1.IsConst() && k2.IsConst() && k1 != k2 {
		return nil, Errorf(diag.InnerSizes, -1, "the inner sizes of @ differ: %s @ %s", Show(a), Show(b)).WithHelp("the last axis on the left must be as long as the last but one on the right")
	}
	lead, err := BroadcastDims(x[:len(x)-2], y[:len(y)-2])
	if err != nil {
		return nil, err
	}
	dims := append([]types.Dim{}, lead...)
	if len(a.Dims) > 1 {
		dims = append(dims, x[len(x)-2])
	}
	if len(b.Dims) > 1 {
		dims = append(dims, y[len(y)-1])
	}
	d, err := Promote(Number{DType: a.DType}, Number{DType: b.DType})
	if err != nil {
		return nil, err
	}
	return types.Array{DType: d, Dims: dims}, nil
}

// matmulMismatch are NumPy's words.
const matmulMismatch = "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size {0} is different from {1})"

func lowerMatmul(l *Lowering) []*ir.Value {
	d := l.resDType()
	if d == dtype.Bool { // some pair is true twice: counted, and the count is not 0
		d = dtype.I64
	}
	a, b := l.Cast(l.Leaf(0), d), l.Cast(l.Leaf(1), d)
	ra, rb := len(types.DimsOf(a.Type)), len(types.DimsOf(b.Type))
	if ra == 1 {
		a = l.Reshape(a, []types.Dim{types.C(1), types.DimsOf(a.Type)[0]}, []*ir.Value{l.I64(1), l.Size(a, 0)})
	}
	if rb == 1 {
		b = l.Reshape(b, []types.Dim{types.DimsOf(b.Type)[0], types.C(1)}, []*ir.Value{l.Size(b, 0), l.I64(1)})
	}
	da, db := types.DimsOf(a.Type), types.DimsOf(b.Type)
	k1, k2 := da[len(da)-1], db[len(db)-2]
	if !(k1.IsConst() && k2.IsConst()) && (k1 != k2 || k1.Name == "?") {
		p, q := l.Size(a, len(da)-1), l.Size(b, len(db)-2)
		l.Check(l.One(ops.Eq, p, q), "ValueError", matmulMismatch, q, p)
	}
	a, b = l.batch(a, b)
	c := l.Cast(l.One(ops.Matmul{}, a, b), l.resDType())
	sizes := l.Sizes(c)
	dims := types.DimsOf(c.Type)
	if rb == 1 {
		dims, sizes = dims[:len(dims)-1], sizes[:len(sizes)-1]
		if ra > 1 {
			return []*ir.Value{l.toShape(c, dims, sizes)}
		}
	}
	if ra == 1 {
		at := len(dims) - 1
		if rb > 1 {
			at = len(dims) - 2
		}
		dims = append(append([]types.Dim{}, dims[:at]...), dims[at+1:]...)
		sizes = append(append([]*ir.Value{}, sizes[:at]...), sizes[at+1:]...)
	}
	if ra == 1 || rb == 1 {
		return []*ir.Value{l.toShape(c, dims, sizes)}
	}
	return []*ir.Value{c}
}

// batch brings the leading axes of two operands to one shape.
func (l *Lowering) batch(a, b *ir.Value) (*ir.Value, *ir.Value) {
	da, db := types.DimsOf(a.Type), types.DimsOf(b.Type)
	if len(da) == 2 && len(db) == 2 {
		return a, b
	}
	la, lb := da[:len(da)-2], db[:len(db)-2]
	lead, _ := BroadcastDims(la, lb)
	sa, sb := l.Sizes(a), l.Sizes(b)
	sizes := make([]*ir.Value, len(lead))
	for i, d := range lead {
		ka, kb := i-(len(lead)-len(la)), i-(len(lead)-len(lb))
		switch {
		case d.IsConst():
			sizes[i] = l.I64(d.Const)
		case ka >= 0 && !la[ka].Is(1):
			sizes[i] = sa[ka]
		default:
			sizes[i] = sb[kb]
		}
		if ka >= 0 && kb >= 0 && !la[ka].Is(1) && !lb[kb].Is(1) && (la[ka] != lb[kb] || la[ka].Name == "?") && !(la[ka].IsConst() && lb[kb].IsConst()) {
			l.Check(l.One(ops.Eq, sa[ka], sb[kb]), "ValueError", "matmul: the batch sizes {0} and {1} differ", sa[ka], sb[kb])
		}
	}
	wide := func(v *ir.Value, own []types.Dim, sz []*ir.Value) *ir.Value {
		dims := append(append([]types.Dim{}, lead...), own[len(own)-2:]...)
		return l.BroadcastTo(v, dims, append(append([]*ir.Value{}, sizes...), sz[len(sz)-2:]...))
	}
	return wide(a, da, sa), wide(b, db, sb)
}
