package typed

import (
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// withUfunc adds NumPy's function of an operator under its names. It differs
// where all operands are Python's numbers: they count as NumPy's, so the
// result is a NumPy scalar, ints wrap and nothing raises.
func withUfunc(p *Prim, names ...string) []*Prim {
	q := *p
	q.Name, q.Also, q.Fold = names[0], names[1:], nil
	q.Type = func(c *CallInfo) (types.Type, error) {
		t, err := p.Type(numpyBools(c))
		if n, ok := AsNumber(t); ok && n.Py && err == nil {
			return types.Array{DType: n.DType}, nil
		}
		return t, err
	}
	q.Lower = func(l *Lowering) []*ir.Value {
		return p.Lower(&Lowering{CallInfo: numpyBools(l.CallInfo), B: l.B, Res: l.Res})
	}
	return []*Prim{p, &q}
}

// numpyBools makes Python's bools NumPy's.
func numpyBools(c *CallInfo) *CallInfo {
	out := *c
	out.Args = slices.Clone(c.Args)
	for i, a := range out.Args {
		if a.T == types.Bool {
			out.Args[i].T = types.A(dtype.Bool)
		}
	}
	return &out
}
