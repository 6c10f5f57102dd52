package infer

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// recursiveSizes turns the constant sizes that change at a recursive call into
// names, so that f(x[1:]) within f is one context, however long x is.
func (f *frame) recursiveSizes(fn *ir.Func, args []*val) []*val {
	for i := len(f.e.stack) - 1; i >= 0; i-- {
		if c := f.e.stack[i]; c.fn == fn && alikeButSizes(c.args, args) {
			return f.nameChanged(c.args, args)
		}
	}
	return args
}

func alikeButSizes(params []types.Type, args []*val) bool {
	for i, p := range params {
		if !types.Equal(p, args[i].T) && !types.Equal(withoutSizes(p), withoutSizes(args[i].T)) {
			return false
		}
	}
	return true
}

func withoutSizes(t types.Type) types.Type {
	return types.MapDims(t, func(types.Dim) types.Dim { return types.N("?") })
}

// nameChanged names each size that was one constant and is another now; alike
// changes get one name.
func (f *frame) nameChanged(params []types.Type, args []*val) []*val {
	out := make([]*val, len(args))
	names := map[string]types.Dim{}
	for i, p := range params {
		old := sizesOf(p)
		k := 0
		t := types.MapDims(args[i].T, func(d types.Dim) types.Dim {
			was := old[k]
			k++
			if d == was || !d.IsConst() || !was.IsConst() {
				return d
			}
			change := fmt.Sprint(was.Const, ">", d.Const)
			if _, ok := names[change]; !ok {
				names[change] = f.freshDim()
			}
			return names[change]
		})
		out[i] = f.coerce(args[i], t)
	}
	return out
}

// sizesOf lists the sizes in t in the order of types.MapDims.
func sizesOf(t types.Type) []types.Dim {
	var out []types.Dim
	types.MapDims(t, func(d types.Dim) types.Dim {
		out = append(out, d)
		return d
	})
	return out
}
