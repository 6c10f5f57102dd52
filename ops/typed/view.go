package typed

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// Sharing says whether the result of a primitive is an array that shares the memory of its first operand that is one, as in NumPy.
type Sharing int

const (
	Copies   Sharing = iota // it does not
	Shares                  // it does: a view
	MayCopy                 // it does if the operand lies in memory row by row
	MayShare                // it may, in another order
)

// SharingOf gives that of a node.
func SharingOf(n *ir.Node) Sharing {
	op, ok := n.Op.(Apply)
	if !ok || op.P.View == nil {
		return Copies
	}
	return op.P.View(ir.Types(n.Args))
}

// GoesByRows reports whether a primitive that may copy reads its operand row by row, as ravel does unless its order is F.
func GoesByRows(op Apply) bool {
	return op.P.Name != "np.ravel" || len(op.Statics) < 2 || op.Statics[1].V != "F"
}

func always([]types.Type) Sharing  { return Shares }
func mayCopy([]types.Type) Sharing { return MayCopy }

// ofOne: one array whose axes are only named gives a view.
func ofOne(args []types.Type) Sharing {
	if len(args) == 2 {
		return MayShare
	}
	return Copies
}

// basicIndex: ints, slices, None and an ellipsis give a view, arrays a copy.
func basicIndex(args []types.Type) Sharing {
	if IndexesByArray(args[1]) {
		return Copies
	}
	return Shares
}

// IndexesByArray reports whether an index takes elements one by one, so that what it gives is a copy.
func IndexesByArray(t types.Type) bool {
	switch t := t.(type) {
	case types.Array:
		return len(t.Dims) > 0
	case types.Tuple:
		for _, e := range t.Elems {
			if IndexesByArray(e) {
				return true
			}
		}
	}
	return t == types.Bool
}
