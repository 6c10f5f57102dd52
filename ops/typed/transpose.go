package typed

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

func transposePerm(c *CallInfo, rank int) ([]int, *Error) {
	perm := make([]int, rank)
	var ks []any
	for _, a := range c.Args[1:] {
		if k, ok := a.Known.([]any); ok {
			ks = append(ks, k...)
		} else if a.T != types.None {
			ks = append(ks, a.Known)
		}
	}
	if ks == nil {
		for i := range perm {
			perm[i] = rank - 1 - i
		}
		return perm, nil
	}
	if len(ks) != rank {
		return nil, Errorf(diag.BadAxis, 1, "the array has %d axes, but %d are named", rank, len(ks)).WithHelp("name each axis once")
	}
	seen := map[int]bool{}
	for i, k := range ks {
		a, err := axisOf(k, rank)
		if err != nil {
			return nil, err
		}
		if seen[a] {
			return nil, Errorf(diag.BadAxis, 1, "repeated axis in transpose")
		}
		seen[a] = true
		perm[i] = a
	}
	return perm, nil
}

func transposeType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "transpose")
	if err != nil {
		return nil, err
	}
	perm, err := transposePerm(c, len(x.Dims))
	if err != nil {
		return nil, err
	}
	return types.Array{DType: x.DType, Dims: permuted(x.Dims, perm)}, nil
}

func permuted(dims []types.Dim, perm []int) []types.Dim {
	out := make([]types.Dim, len(perm))
	for i, p := range perm {
		out[i] = dims[p]
	}
	return out
}

func lowerTranspose(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	rank := len(types.DimsOf(x.Type))
	if rank < 2 {
		return []*ir.Value{x}
	}
	perm, _ := transposePerm(l.CallInfo, rank)
	return []*ir.Value{l.One(ops.Transpose{Perm: perm}, x)}
}

func swapPerm(c *CallInfo, rank int) ([]int, *Error) {
	a, err := axisOf(c.Args[1].Known, rank)
	if err != nil {
		err.Msg = "axis1: " + err.Msg
		return nil, err
	}
	b, err := axisOf(c.Args[2].Known, rank)
	if err != nil {
		err.Msg = "axis2: " + err.Msg
		return nil, err
	}
	perm := make([]int, rank)
	for i := range perm {
		perm[i] = i
	}
	perm[a], perm[b] = b, a
	return perm, nil
}

func swapType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "swapaxes")
	if err != nil {
		return nil, err
	}
	perm, err := swapPerm(c, len(x.Dims))
	if err != nil {
		return nil, err
	}
	return types.Array{DType: x.DType, Dims: permuted(x.Dims, perm)}, nil
}

func lowerSwap(l *Lowering) []*ir.Value {
	perm, _ := swapPerm(l.CallInfo, len(types.DimsOf(l.Res)))
	return []*ir.Value{l.One(ops.Transpose{Perm: perm}, l.Leaf(0))}
}
