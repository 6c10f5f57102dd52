package own

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// late has the parts that the operations of this package share: no effects, so that none keeps its place but by its
// operands. Nothing reorders nodes once they are there.
type late struct{}

// Retain is its operand, with a reference of its own. Operand: x.
type Retain struct{ late }

// Release gives a reference back. Operand: x, which is owned.
type Release struct{ late }

// Move is its first operand with the reference of its second, of which the first is a view. Operands: view, owner.
type Move struct{ late }

// Reuse runs the kernel in its region, which writes over the operand if that is the only reference, and else gives the
// operand back afterwards. Operand: x, owned, which the kernel reads at the element that it makes.
type Reuse struct{ late }

// Ready makes an accumulator, a vec or an array ready for updates in place if a loop has a trip: zeros if it is null, a copy if
// others see it. Without a trip it stays as it is. Operands: x, the number of trips, sizes… of an accumulator.
type Ready struct{ late }

// Add adds an element to an accumulator that is not null and that nobody else sees. Operands: acc, sizes…, i…, v, as those
// of acc.index.
type Add struct{ late }

// Sole is its operand, which is the only reference: what updates it in place does not look again. Operand: x, a vec or an array.
type Sole struct{ late }

// Take takes a leaf of a row out of a vec: it moves the reference and leaves a hole if the vec is the only reference, else it is
// one reference more. Nobody reads the vec before the leaf is set again. Operands: vec, i.
type Take struct {
	late
	Leaf int
}

// Declarations lists the operations that this package adds to those of opt IR and of kernels.
func Declarations() []ops.Decl {
	decl := func(op ir.Op, where ops.Where, result ops.Result, args ...ops.Hold) ops.Decl {
		return ops.Decl{Op: op, Traits: ops.Traits{Deriv: ops.RefusedBecause("references are counted after differentiation"), Batch: ops.Batched,
			Memory: ops.Memory{Args: args, Result: result}, Fuse: ops.Barrier, Where: where, Cost: ops.CostCheap}}
	}
	return []ops.Decl{
		decl(Retain{}, ops.Native, ops.Fresh, ops.Borrow),
		decl(Release{}, ops.Native, ops.Fresh, ops.Consume),
		decl(Move{}, ops.Native, ops.Fresh, ops.Borrow, ops.Consume),
		decl(Reuse{}, ops.Late, ops.Fresh, ops.Consume),
		decl(Ready{}, ops.Native, ops.Fresh, ops.Consume, ops.Borrow),
		decl(Add{}, ops.Native, ops.Sole, ops.Consume, ops.Borrow),
		decl(Take{}, ops.Native, ops.Fresh, ops.Borrow),
		decl(Sole{}, ops.Native, ops.Sole, ops.Consume),
	}
}

func (Retain) OpName() string  { return "own.retain" }
func (Release) OpName() string { return "own.release" }
func (Move) OpName() string    { return "own.move" }
func (Reuse) OpName() string   { return "own.reuse" }
func (Ready) OpName() string   { return "own.ready" }
func (Add) OpName() string     { return "own.add" }
func (Take) OpName() string    { return "own.take" }
func (Sole) OpName() string    { return "own.sole" }

func (late) Effects() ir.Effects { return 0 }

// NumRegions is one: the kernel.
func (Reuse) NumRegions() int { return 1 }

// counted checks the number of operands, of which the first is on the heap.
func counted(n *ir.Node, operands int) error {
	if len(n.Args) != operands || !types.IsHeap(n.Args[0].Type) {
		return fmt.Errorf("operands are %s", ir.Types(n.Args))
	}
	return nil
}

// Infer gives the operand's type.
func (Retain) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return ir.Types(n.Args), counted(n, 1)
}

// Infer gives nothing.
func (Release) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return nil, counted(n, 1) }

// Infer gives the view's type.
func (Move) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := counted(n, 2); err != nil {
		return nil, err
	}
	return ir.Types(n.Args[:1]), nil
}

// Infer gives what the region gives.
func (Reuse) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if len(n.Regions) != 1 || len(n.Regions[0].Params) != 0 || len(n.Regions[0].Results) != 1 {
		return nil, fmt.Errorf("needs one region, which gives one value")
	}
	return ir.Types(n.Regions[0].Results), counted(n, 1)
}

// Infer gives the operand's type.
func (Sole) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := counted(n, 1); err != nil || !isUpdated(n.Args[0].Type) {
		return nil, fmt.Errorf("operands are %s", ir.Types(n.Args))
	}
	return ir.Types(n.Args), nil
}

// isUpdated reports whether a type is one of containers whose elements are replaced in place.
func isUpdated(t types.Type) bool {
	switch t.(type) {
	case types.Vec, types.Array:
		return true
	}
	return false
}

// Infer gives the operand's type.
func (Ready) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if len(n.Args) == 2 && isUpdated(n.Args[0].Type) {
		return ir.Types(n.Args[:1]), nil
	}
	t, ok := Accumulated(n.Args[0].Type)
	if !ok || len(n.Args) != 2+len(t.Dims) {
		return nil, fmt.Errorf("operands are %s", ir.Types(n.Args))
	}
	return ir.Types(n.Args[:1]), nil
}

// Infer gives the accumulator's type.
func (o Add) Infer(m *ir.Module, n *ir.Node) ([]types.Type, error) {
	t, ok := Accumulated(n.Args[0].Type)
	if !ok {
		return nil, fmt.Errorf("operands are %s", ir.Types(n.Args))
	}
	return ops.AccIndex{Axes: all(len(t.Dims))}.Infer(m, n)
}

// Infer gives the leaf's type.
func (o Take) Infer(m *ir.Module, n *ir.Node) ([]types.Type, error) {
	row, err := ops.VecGet{}.Infer(m, n)
	if err != nil || o.Leaf < 0 || o.Leaf >= len(row) || !types.IsHeap(row[o.Leaf]) {
		return nil, fmt.Errorf("no leaf %d on the heap: operands are %s", o.Leaf, ir.Types(n.Args))
	}
	return row[o.Leaf : o.Leaf+1], nil
}

// Eval gives the operand: values are not counted.
func (Sole) Eval(_ *ops.Env, _ *ir.Node, args []ops.Value) ([]ops.Value, error) {
	return args[:1], nil
}

// Eval reads the leaf: nobody reads what it leaves.
func (o Take) Eval(env *ops.Env, n *ir.Node, args []ops.Value) ([]ops.Value, error) {
	row, err := ops.VecGet{}.Eval(env, n, args)
	if err != nil {
		return nil, err
	}
	return row[o.Leaf : o.Leaf+1], nil
}

// Eval gives the operand: values are not counted.
func (Retain) Eval(_ *ops.Env, _ *ir.Node, args []ops.Value) ([]ops.Value, error) {
	return args[:1], nil
}

// Eval does nothing.
func (Release) Eval(*ops.Env, *ir.Node, []ops.Value) ([]ops.Value, error) { return nil, nil }

// Eval gives the view.
func (Move) Eval(_ *ops.Env, _ *ir.Node, args []ops.Value) ([]ops.Value, error) {
	return args[:1], nil
}

// Eval gives the operand: null stands for zeros, and values are not counted.
func (Ready) Eval(_ *ops.Env, _ *ir.Node, args []ops.Value) ([]ops.Value, error) {
	return args[:1], nil
}

// Eval adds as acc.index does.
func (Add) Eval(env *ops.Env, n *ir.Node, args []ops.Value) ([]ops.Value, error) {
	t, _ := Accumulated(n.Args[0].Type)
	return ops.AccIndex{Axes: all(len(t.Dims))}.Eval(env, n, args)
}

// Accumulated is the array of an array's accumulator.
func Accumulated(t types.Type) (types.Array, bool) {
	o, _ := t.(types.Opt)
	a, ok := o.Elem.(types.Array)
	return a, ok
}

// all lists the axes of so many.
func all(rank int) []int {
	axes := make([]int, rank)
	for i := range axes {
		axes[i] = i
	}
	return axes
}
