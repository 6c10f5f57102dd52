package kernels

import (
	"fmt"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Kernel computes an array, or a scalar, by a loop nest. Its region gives the element at an index of the iteration space.
//
//	map              the array of the elements; Dims is the iteration space
//	sum prod …       the reduction (ops.Reductions) over Axes, in the order of package tensor: all of them at the end
//	                 (the run rule), or none of them (the row rule)
//	argmax argmin    the first place of the extreme along Axes[0]
//	scatter          the region gives an element and an index into the first operand, an array that the kernel owns;
//	                 it adds the elements there, in order
//	put              scatter that stores the elements there, so of two in one place the last stays
//
// Operands: the size of each axis of the iteration space, before them, for scatter and put, the array; then the captures, scalars
// and arrays that the region reads. Its parameters are an i64 for each axis, the index, and the captures. It reads nothing
// else from around it, so that a kernel means the same wherever it stands, and equal ones are equal as data: a capture is
// there once, they come in the order in which the region reads them first, and constants are nodes of the region.
type Kernel struct {
	Kind  string
	DType dtype.Type  // of the result
	Dims  []types.Dim // of the result
	Axes  []int
	Rank  int // axes of the iteration space
}

// The kinds that are no reductions.
const (
	Map     = "map"
	Scatter = "scatter"
	Put     = "put"
)

// InPlace reports whether the kernel writes into its first operand.
func (o Kernel) InPlace() bool { return o.Kind == Scatter || o.Kind == Put }

// PlaceOf is before the name of an extreme in the kind of a kernel that looks for its place.
const PlaceOf = "arg"

// Elem reads an array at an index, in range. Operands: the array, an i64 for each axis.
type Elem struct{}

// AccOwn makes an accumulator ready for adding: zeros if it is null, a copy if others see it. Operands: acc, sizes…; or an
// array, which is never null, ready for writing.
type AccOwn struct{}

// Declarations lists the operations that this package adds to those of opt IR.
func Declarations() []ops.Decl {
	late := ops.RefusedBecause("kernels are made after differentiation")
	inPlace := func(n *ir.Node) bool { return n.Op.(Kernel).InPlace() }
	own := func(r ops.Result, when func(*ir.Node) bool) ops.Memory {
		return ops.Memory{Args: []ops.Hold{ops.Consume, ops.Borrow}, Result: r, If: when}
	}
	reads := ops.Memory{Args: []ops.Hold{ops.Borrow}, Result: ops.Fresh}
	return []ops.Decl{
		{Op: Kernel{}, Traits: ops.Traits{Deriv: late, Batch: ops.Axes, Memory: own(ops.Sole, inPlace), Fuse: ops.Barrier, Where: ops.Late, Cost: ops.CostDear}},
		{Op: Elem{}, Traits: ops.Traits{Deriv: late, Batch: ops.Batched, Memory: reads, Fuse: ops.Barrier, Where: ops.Late, Cost: ops.CostCheap}},
		{Op: AccOwn{}, Traits: ops.Traits{Deriv: late, Batch: ops.Batched, Memory: own(ops.Sole, nil), Fuse: ops.Barrier, Where: ops.Late, Cost: ops.CostDear}},
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
	if _, array := n.Args[0].Type.(types.Array); array && len(n.Args) == 1 {
		return ir.Types(n.Args), nil
	}
	o, ok := n.Args[0].Type.(types.Opt)
	if !ok {
		return nil, fmt.Errorf("operand is %s", n.Args[0].Type)
	}
	return []types.Type{o.Elem}, nil
}
