package kernels

import (
	"fmt"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Kernel computes an array, or a scalar, by a loop nest. Its region has an i64 parameter for each axis of the
// iteration space and gives the element there.
//
//	map              the array of the elements; Dims is the iteration space
//	sum prod …       the reduction (ops.Reductions) over Axes, in the order of package tensor: all of them at the end
//	                 (the run rule), or each before an axis that stays (the row rule)
//	argmax argmin    the first place of the extreme along Axes[0]
//	scatter          the region gives an element and an index into the first operand, an array that the kernel owns;
//	                 it adds the elements there, in order
//
// Operands: the size of each axis of the iteration space; before them, for scatter, the array.
type Kernel struct {
	Kind  string
	DType dtype.Type  // of the result
	Dims  []types.Dim // of the result
	Axes  []int
}

// PlaceOf is before the name of an extreme in the kind of a kernel that looks for its place.
const PlaceOf = "arg"

// Elem reads an array at an index, in range. Operands: the array, an i64 for each axis.
type Elem struct{}

// AccOwn makes an accumulator ready for adding: zeros if it is null, a copy if others see it. Operands: acc, sizes….
type AccOwn struct{}

// Declarations lists the operations that this package adds to those of opt IR.
func Declarations() []ops.Decl {
	late := ops.RefusedBecause("kernels are made after differentiation")
	scatters := func(n *ir.Node) bool { return n.Op.(Kernel).Kind == "scatter" }
	own := func(r ops.Result, when func(*ir.Node) bool) ops.Memory {
		return ops.Memory{Args: []ops.Hold{ops.Consume, ops.Borrow}, Result: r, If: when}
	}
	reads := ops.Memory{Args: []ops.Hold{ops.Borrow}, Result: ops.Fresh}
	return []ops.Decl{
		{Op: Kernel{}, Traits: ops.Traits{Deriv: late, Batch: ops.Axes, Memory: own(ops.Sole, scatters), Fuse: ops.Barrier, Where: ops.Late, Cost: ops.CostDear}},
		{Op: Elem{}, Traits: ops.Traits{Deriv: late, Batch: ops.Batched, Memory: reads, Fuse: ops.Barrier, Where: ops.Late, Cost: ops.CostCheap}},
		{Op: AccOwn{}, Traits: ops.Traits{Deriv: late, Batch: ops.Batched, Memory: own(ops.Sole, nil), Fuse: ops.Barrier, Where: ops.Late, Cost: ops.CostDear}},
		{Op: VecTrunc{}, Traits: ops.Traits{Deriv: late, Batch: ops.Batched, Memory: own(ops.Fresh, nil), Fuse: ops.Barrier, Where: ops.Late, Cost: ops.CostDear}},
	}
}

func (Kernel) OpName() string { return "kernel" }
func (Elem) OpName() string   { return "elem" }
func (AccOwn) OpName() string { return "acc.own" }

// NumRegions is one: what gives an element.
func (Kernel) NumRegions() int { return 1 }

func (Kernel) Effects() ir.Effects { return 0 }
func (Elem) Effects() ir.Effects   { return 0 }
func (AccOwn) Effects() ir.Effects { return 0 }

// Infer gives the declared type.
func (o Kernel) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if len(n.Regions) != 1 {
		return nil, fmt.Errorf("needs one region")
	}
	first := 0
	if o.Kind == "scatter" {
		first = 1
	}
	if len(n.Args) != first+len(n.Regions[0].Params) {
		return nil, fmt.Errorf("has %d operands for %d axes", len(n.Args), len(n.Regions[0].Params))
	}
	if len(o.Dims) == 0 {
		return []types.Type{types.Scalar(o.DType)}, nil
	}
	return []types.Type{types.Array{DType: o.DType, Dims: o.Dims}}, nil
}

// Infer gives the element's type.
func (Elem) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	a, ok := n.Args[0].Type.(types.Array)
	if !ok || len(n.Args) != 1+len(a.Dims) {
		return nil, fmt.Errorf("element of %s with %d indices", n.Args[0].Type, len(n.Args)-1)
	}
	return []types.Type{types.Scalar(a.DType)}, nil
}

// Infer gives the array's type.
func (AccOwn) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	o, ok := n.Args[0].Type.(types.Opt)
	if !ok {
		return nil, fmt.Errorf("operand is %s", n.Args[0].Type)
	}
	return []types.Type{o.Elem}, nil
}
