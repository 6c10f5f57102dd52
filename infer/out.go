package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// ufuncNames are the functions of NumPy that write into an array that out names, as operators in place do, by the names
// that their errors have.
var ufuncNames = []string{"absolute", "add", "bitwise_and", "bitwise_or", "bitwise_xor", "ceil", "clip", "cos", "divide", "equal", "exp",
	"floor", "floor_divide", "greater", "greater_equal", "invert", "isinf", "isnan", "left_shift", "less", "less_equal", "log",
	"logical_and", "logical_not", "logical_or", "matmul", "maximum", "minimum", "multiply", "negative", "not_equal", "positive", "power",
	"remainder", "right_shift", "rint", "sign", "sin", "sqrt", "square", "subtract", "tan", "tanh", "trunc"}

// ufuncOf gives that name of a primitive, or "".
func ufuncOf(p *typed.Prim) string {
	for _, name := range append([]string{p.Name}, p.Also...) {
		if len(name) > 3 && name[:3] == "np." && slices.Contains(ufuncNames, name[3:]) {
			return name[3:]
		}
	}
	return ""
}

// callInto infers a call of a primitive whose argument out, at an index of the keywords, is an array for the result.
func (f *frame) callInto(p *typed.Prim, called string, pos []*val, names []string, kw []*val, at int) *val {
	out := kw[at]
	names, kw = slices.Delete(slices.Clone(names), at, at+1), slices.Delete(slices.Clone(kw), at, at+1)
	if t, ok := out.T.(types.Tuple); ok && len(t.Elems) == 1 {
		out = f.part(out, 0)
	}
	if out.T == types.None {
		return f.callPrim(p, called, pos, names, kw)
	}
	if anyErr(pos) || anyErr(kw) || isErr(out.T) {
		return errVal()
	}
	ufunc := ufuncOf(p)
	if called == "np.dot" || p.Method != "" && called == "dot" {
		ufunc = "dot"
	}
	if ufunc == "" || !isArrayOfAxes(out.T) {
		return f.limit(diag.Mutation, diag.MutationHelp, "mutation is not taken yet: out= of %s with %s", called, f.describe(out.T))
	}
	nv := f.callPrim(p, called, pos, names, kw)
	if isErr(nv.T) || f.dead {
		return nv
	}
	if r, ok := typed.AsNumber(nv.T); ok && ufunc == "dot" && !types.Equal(types.Array{DType: r.DType, Dims: r.Dims}, out.T) {
		return f.errorf(diag.BadOperand, "output array is not acceptable: np.dot gives %s", f.show(nv.T))
	}
	return f.writeInto(ufunc, out, nv)
}
