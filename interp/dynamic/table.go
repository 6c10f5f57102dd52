package dynamic

import (
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// table makes a long list of constants.
func (s *Surface) table(op surface.Table) *value {
	columns := make([]*tensor.Tensor, len(op.Keys))
	for i, key := range op.Keys {
		columns[i] = s.src.Pool.Get(key)
	}
	rows := make([]*value, columns[0].Shape[0])
	for i := range rows {
		cells := make([]*value, len(columns))
		for k, a := range columns {
			cells[k] = row(a, i)
		}
		rows[i] = cells[0]
		if op.Tuples {
			rows[i] = tuple(cells...)
		}
	}
	return list(rows)
}

// row is row i of an array as a number or a list.
func row(a *tensor.Tensor, i int) *value {
	if len(a.Shape) == 1 {
		return cell(a, i)
	}
	out := make([]*value, a.Shape[1])
	for k := range out {
		out[k] = cell(a, i*len(out)+k)
	}
	return list(out)
}

func cell(a *tensor.Tensor, i int) *value {
	return &value{t: types.PyType(a.DType), leaf: ops.Elem(a, i)}
}
