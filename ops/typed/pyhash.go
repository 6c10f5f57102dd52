package typed

import (
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Python's hash of numbers and tuples (Objects/pyhash.c and tupleobject.c of CPython 3.11), which is the same in each run.

// hashModulus is the prime 2**61 - 1, by which numbers are reduced; the others are those of xxHash.
const (
	hashModulus        = 1<<61 - 1
	hashPrime1         = -7046029288634856825
	hashPrime2         = -4417276706812531889
	hashPrime5         = 2870177450012600261
	hashLength         = hashPrime5 ^ 3527539
	hashTupleError     = 1546275796
	hashRotate, hashUp = 31, 33
)

// noError gives another number for -1.
func (l *Lowering) noError(h *ir.Value, instead int64) *ir.Value {
	return l.One(ops.Select{}, l.One(ops.Eq, h, l.I64(-1)), l.I64(instead), h)
}

// lowerHashInt gives the remainder with the sign of the number.
func lowerHashInt(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	if d, _ := types.ElemDType(x.Type); d == dtype.U64 {
		high := l.Cast(l.One(ops.Shr, x, l.Cast(l.I64(61), d)), dtype.I64)
		low := l.Cast(l.One(ops.And, x, l.Cast(l.I64(hashModulus), d)), dtype.I64)
		return []*ir.Value{l.One(ops.Mod, l.One(ops.Add, high, low), l.I64(hashModulus))}
	}
	x = l.Cast(x, dtype.I64)
	r := l.One(ops.Mod, x, l.I64(hashModulus))
	below := l.One(ops.And, l.One(ops.Lt, x, l.I64(0)), l.One(ops.Ne, r, l.I64(0)))
	return []*ir.Value{l.noError(l.One(ops.Select{}, below, l.One(ops.Sub, r, l.I64(hashModulus)), r), -2)}
}

func lowerHashTuple(l *Lowering) []*ir.Value {
	hs := l.Leaf(0)
	n, h := l.I64(0), l.I64(hashPrime5)
	if len(hs.Type.(types.Vec).Elems) > 0 {
		n = l.One(ops.VecLen{}, hs)
		body := l.B.Region([]types.Type{types.CoreI64, types.CoreI64}, func(ps []*ir.Value) []*ir.Value {
			acc := l.One(ops.Add, ps[1], l.One(ops.Mul, l.One(ops.VecGet{}, hs, ps[0]), l.I64(hashPrime2)))
			low := l.One(ops.And, l.One(ops.Shr, acc, l.I64(hashUp)), l.I64(1<<hashRotate-1))
			acc = l.One(ops.Or, l.One(ops.Shl, acc, l.I64(hashRotate)), low)
			return []*ir.Value{l.One(ops.Mul, acc, l.I64(hashPrime1))}
		})
		h = l.B.EmitRegions(ops.For{}, []*ir.Region{body}, n, h)[0]
	}
	return []*ir.Value{l.noError(l.One(ops.Add, h, l.One(ops.Xor, n, l.I64(hashLength))), hashTupleError)}
}

// HashTuple is what lowerHashTuple computes.
func HashTuple(hs []int64) int64 {
	h := int64(hashPrime5)
	for _, lane := range hs {
		h += lane * hashPrime2
		h = h<<hashRotate | h>>hashUp&(1<<hashRotate-1)
		h *= hashPrime1
	}
	if h += int64(len(hs)) ^ hashLength; h == -1 {
		return hashTupleError
	}
	return h
}
