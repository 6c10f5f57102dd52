package typed

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// ListTable makes the primitive without arguments whose result is a list of
// constants: an element for each row of arrays in the pool (surface.Table).
func ListTable(keys []string) *Prim {
	return &Prim{Name: "list.table", Lower: func(l *Lowering) []*ir.Value {
		arrays := make([]*ir.Value, len(keys))
		for i, key := range keys {
			t := l.B.M.Pool.Get(key)
			var dims []types.Dim
			for _, n := range t.Shape {
				dims = append(dims, types.C(int64(n)))
			}
			arrays[i] = l.B.Emit1(ops.Pool{Key: key, Type: types.Array{DType: t.DType, Dims: dims}})
		}
		return []*ir.Value{listOfRows(l.B, arrays)}
	}}
}

// listOfRows is the vec of the rows of arrays of one length: of their scalars,
// or of vecs of those.
func listOfRows(b *ir.Builder, arrays []*ir.Value) *ir.Value {
	dims := types.DimsOf(arrays[0].Type)
	elems := make([]types.Type, len(arrays))
	for i, a := range arrays {
		elems[i] = types.Scalar(a.Type.(types.Array).DType)
		if len(dims) == 2 {
			elems[i] = types.Vec{Elems: []types.Type{elems[i]}}
		}
	}
	n, empty := b.Emit1(ops.Const{Value: dims[0].Const}), b.Emit1(ops.VecNew{Elems: elems})
	body := b.Region([]types.Type{types.CoreI64, empty.Type}, func(ps []*ir.Value) []*ir.Value {
		operands := []*ir.Value{ps[1]}
		for _, a := range arrays {
			row := b.Emit1(ops.Index{Axes: []int{0}}, a, ps[0])
			if len(dims) == 2 {
				row = listOfRows(b, []*ir.Value{row})
			}
			operands = append(operands, row)
		}
		return b.Emit(ops.VecPush{}, operands...)
	})
	return b.EmitRegions(ops.For{}, []*ir.Region{body}, n, empty)[0]
}
