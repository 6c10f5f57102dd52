package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// tupleMethods are the methods of tuples.
func tupleMethods() map[string]method {
	return map[string]method{"index": (*frame).tupleIndex, "count": (*frame).tupleCount}
}

// tupleIndex infers x.index(value, start, stop).
func (f *frame) tupleIndex(x *val, args []*val) *val {
	if types.IsRunTuple(x.T) {
		return f.call(f.library("seq_index"), append([]*val{f.part(x, 0)}, append(args, f.constant(true))...), nil, nil)
	}
	parts := f.partsOf(x)
	start, okStart := f.demand(args[1])
	stop, okStop := f.demand(args[2])
	if !okStart || !okStop {
		return f.errorf(diag.NotKnown, "where index begins and ends in a tuple must be known at compile time")
	}
	var from func(at []int64) *val
	from = func(at []int64) *val {
		if len(at) == 0 {
			return f.raiseText("ValueError", "tuple.index(x): x not in tuple")
		}
		return f.cond(f.equalItems(parts[at[0]], args[0]), func() *val { return f.constant(at[0]) }, func() *val { return from(at[1:]) })
	}
	return from(typed.SliceIndices(start, stop, nil, int64(len(parts))))
}

// tupleCount infers x.count(value).
func (f *frame) tupleCount(x *val, args []*val) *val {
	if types.IsRunTuple(x.T) {
		return f.call(f.library("seq_count"), []*val{f.part(x, 0), args[0]}, nil, nil)
	}
	n := f.constant(int64(0))
	for _, p := range f.partsOf(x) {
		n = f.binop("+", n, f.prim("int", f.equalItems(p, args[0])))
	}
	return n
}
