package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// NumPy's x[0] of an array with one axis is a number, x[..., 0] an array without axes, a view. Both are of one type here.

// isElementScalar reports whether v is a number that was read or computed, of which reshape and its like make a new array.
func isElementScalar(v *ir.Value) bool {
	if !isArray(v.Type) || isArrayOfAxes(v.Type) || v.Def == nil {
		return false
	}
	op, ok := v.Def.Op.(typed.Apply)
	if !ok {
		return false
	}
	return op.P.Name == "array.at" || op.P.Name == "array.index" && !hasEllipsis(v.Def.Args[1].Type) || strings.HasPrefix(op.P.Name, "op.")
}

// isZeroView reports whether v is an array without axes that is a view.
func isZeroView(v *ir.Value) bool {
	if v.Def == nil || !isArray(v.Type) || isArrayOfAxes(v.Type) {
		return false
	}
	_, ok := v.Def.Op.(typed.Apply)
	return ok && typed.SharingOf(v.Def) != typed.Copies && !isElementScalar(v)
}

func hasEllipsis(index types.Type) bool {
	t, ok := index.(types.Tuple)
	return index == types.Ellipsis || ok && slices.Contains(t.Elems, types.Type(types.Ellipsis))
}
