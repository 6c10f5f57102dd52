package typed

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// InRows reports whether the array that a node gives is known to lie in memory row by row, as NumPy has it; in tells it of
// the operands. It decides what MayCopy leaves open.
func InRows(n *ir.Node, in func(*ir.Value) bool) bool {
	op, ok := n.Op.(Apply)
	if !ok {
		return false
	}
	name, axes := op.P.Name, len(types.DimsOf(op.T))
	switch {
	case axes == 0 || alwaysInRows[name] || name == "np.matmul" && axes <= 2:
		return true
	case name == "np.array" && !isArrayType(n.Args[0].Type):
		return true
	case name == "array.index" && SharingOf(n) == Shares:
		return takesRows(n.Args[1].Type) && in(n.Args[0])
	case name == "array.index" && axes > 1:
		return isArrayType(n.Args[1].Type) && in(n.Args[0])
	case keepsRows[name]:
		return in(n.Args[0])
	case SharingOf(n) != Copies || !makesArrays(name):
		return false
	case axes == 1:
		return true
	}
	return !slices.ContainsFunc(n.Args, func(a *ir.Value) bool { return !orderKept(a, in) })
}

// orderKept reports whether an operand leaves the result of a function that keeps the order of its operands in rows.
func orderKept(a *ir.Value, in func(*ir.Value) bool) bool {
	switch a.Type.(type) {
	case types.Array:
		return !isArrayType(a.Type) || in(a)
	case types.List, types.Tuple:
		if a.Def == nil {
			return false
		}
		_, made := a.Def.Op.(Make)
		return made && !slices.ContainsFunc(a.Def.Args, func(p *ir.Value) bool { return !orderKept(p, in) })
	}
	return true
}

// alwaysInRows are primitives whose results lie in rows whatever they are made of.
var alwaysInRows = map[string]bool{"np.zeros": true, "np.ones": true, "np.empty": true, "np.full": true, "np.arange": true,
	"np.linspace": true, "np.eye": true, "np.ravel": true, "array.flatten": true, "array.copy": true}

// keepsRows are those whose results lie in rows if the first operand does.
var keepsRows = map[string]bool{"array.at": true, "np.reshape": true, "np.squeeze": true, "np.expand_dims": true, "array.set": true, "array.add_at": true}

// makesArrays reports whether a primitive makes an array of its own, in the order in which its operands lie; others read
// what is in a sequence.
func makesArrays(name string) bool {
	return strings.HasPrefix(name, "np.") || strings.HasPrefix(name, "op.") || strings.HasPrefix(name, "array.")
}

// takesRows reports whether a basic index takes neighbouring rows: ints, then a slice of step 1, and all of the axes behind.
func takesRows(index types.Type) bool {
	items := []types.Type{index}
	if t, ok := index.(types.Tuple); ok {
		items = t.Elems
	}
	cut := false
	for _, t := range items {
		switch s, slice := t.(types.Iter); {
		case t == types.None:
		case t == types.Ellipsis:
			cut = true
		case slice && s.Parts[2] != types.None:
			return false
		case slice && cut && (s.Parts[0] != types.None || s.Parts[1] != types.None):
			return false
		case slice:
			cut = true
		case cut:
			return false
		}
	}
	return true
}
