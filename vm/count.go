package vm

import (
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
)

// counted runs a primitive and adds the elements of arrays that it writes to
// Written: those of each new array, and those added into an accumulator in
// place. Reading a scalar out of an array, or handing an array on, is free.
func (r *run) counted(in *instr, args []ops.Value) ([]ops.Value, error) {
	had := make([]*tensor.Tensor, len(args))
	for i, a := range args {
		had[i] = arrayOf(a)
	}
	out, err := in.prim.Eval(r.env, in.node, args)
	for _, v := range out {
		r.Written += written(v, had)
	}
	return out, err
}

// written counts the elements that making v of the arrays took.
func written(v ops.Value, had []*tensor.Tensor) int64 {
	t := arrayOf(v)
	if t == nil {
		return 0
	}
	others, fresh := int64(0), true
	for _, h := range had {
		switch {
		case h == t:
			fresh = false
		case h != nil:
			others += int64(h.Len())
		}
	}
	if fresh {
		return int64(t.Len())
	}
	return others
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
