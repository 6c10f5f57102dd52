package vm

import (
	"slices"

	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
)

// counted runs a primitive and adds the elements of arrays that it writes to
// Written: those of each array not seen before, and those added into an
// accumulator in place. Reading a scalar, or handing an array or a part of it
// on, is free.
func (r *run) counted(in *instr, args []ops.Value) ([]ops.Value, error) {
	had := make([]*tensor.Tensor, len(args))
	for i, a := range args {
		if had[i] = arrayOf(a); had[i] != nil {
			r.seen[had[i]] = true
		}
	}
	out, err := in.prim.Eval(r.env, in.node, args)
	for _, v := range out {
		t := arrayOf(v)
		if _, acc := v.Ref.(*ops.Acc); acc && slices.Contains(had, t) {
			r.Written += added(t, had)
		} else if t != nil && !r.seen[t] {
			if !slices.ContainsFunc(had, func(u *tensor.Tensor) bool { return u != nil && tensor.Shares(t, u) }) {
				r.Written += int64(t.Len())
			}
			r.seen[t] = true
		}
	}
	return out, err
}

// added counts the elements of the operands besides the accumulator t.
func added(t *tensor.Tensor, had []*tensor.Tensor) (n int64) {
	for _, h := range had {
		if h != nil && h != t {
			n += int64(h.Len())
		}
	}
	return n
}

// arrayOf is the array that a value or an accumulator holds, or nil.
func arrayOf(v ops.Value) *tensor.Tensor {
	switch x := v.Ref.(type) {
	case *tensor.Tensor:
		return x
	case *ops.Acc:
		return x.T
	}
	return nil
}
