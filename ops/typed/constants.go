package typed

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// ListTable makes a list of constants, of run-time length: an element for each
// row of arrays in the pool (surface.Table). No operands.
type ListTable struct {
	Keys []string
	T    types.Type
}

// OpName is "list.table".
func (ListTable) OpName() string { return "list.table" }

// Effects: none.
func (ListTable) Effects() ir.Effects { return 0 }

// Infer gives the declared type.
func (o ListTable) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return one(o.T) }

// Lower emits the list.
func (o ListTable) Lower(b *ir.Builder) *ir.Value {
	arrays := make([]*ir.Value, len(o.Keys))
	for i, key := range o.Keys {
		t := b.M.Pool.Get(key)
		var dims []types.Dim
		for _, n := range t.Shape {
			dims = append(dims, types.C(int64(n)))
		}
		arrays[i] = b.Emit1(ops.Pool{Key: key, Type: types.Array{DType: t.DType, Dims: dims}})
	}
	return listOfRows(b, arrays)
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
