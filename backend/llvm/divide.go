package llvm

import (
	"math/bits"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ops"
)

// Python's // and % round towards minus infinity: the rest has the sign of the divisor. Both are 0 for the divisor 0,
// and wrap where the quotient does not fit.

func floorDiv(l lane) ins.Value {
	if l.float() {
		return l.throughDouble(floatFloorDiv)
	}
	if !l.signed() {
		return l.unsignedBy(ins.UDiv)
	}
	if d, ok := l.divisor(); ok {
		return l.quotientBy(d)
	}
	q, _, differ, zero, minus := l.quotient()
	q = l.sub(q, l.Cast(ins.ZExt, differ, l.ty()))
	q = l.Select(minus, l.sub(l.i(0), l.args[0]), q)
	return l.Select(zero, l.i(0), q)
}

func modulo(l lane) ins.Value {
	if l.float() {
		return l.throughDouble(floatMod)
	}
	if !l.signed() {
		return l.unsignedBy(ins.URem)
	}
	if d, ok := l.divisor(); ok {
		return l.restBy(d)
	}
	_, r, differ, zero, minus := l.quotient()
	r = l.Select(differ, l.Binary(ins.Add, r, l.args[1]), r)
	return l.Select(l.or(zero, minus), l.i(0), r)
}

// remainder is C's, which has the sign of the dividend.
func remainder(l lane) ins.Value {
	if l.float() {
		return l.throughDouble(fmod)
	}
	if !l.signed() {
		return l.unsignedBy(ins.URem)
	}
	_, r, _, zero, minus := l.quotient()
	return l.Select(l.or(zero, minus), l.i(0), r)
}

// divisorOf is the greatest common divisor.
func divisorOf(l lane) ins.Value {
	if l.signed() {
		x, y := l.args[0], l.args[1]
		l.args = []ins.Value{l.intrinsic("smax", x, l.sub(l.i(0), x)), l.intrinsic("smax", y, l.sub(l.i(0), y))}
	}
	return l.helperCall(gcd)
}

// unsignedBy divides, 0 where the divisor is 0.
func (l lane) unsignedBy(op ins.Op) ins.Value {
	zero := l.Cmp(ins.EQ, l.args[1], l.i(0))
	safe := l.Select(zero, l.i(1), l.args[1])
	return l.Select(zero, l.i(0), l.Binary(op, l.args[0], safe))
}

// quotient gives x/y and x%y towards zero with y replaced by 1 where it is 0 or -1, and whether Python's differ by one.
func (l lane) quotient() (q, r, differ, zero, minus ins.Value) {
	x, y := l.args[0], l.args[1]
	zero, minus = l.Cmp(ins.EQ, y, l.i(0)), l.Cmp(ins.EQ, y, l.i(-1))
	safe := l.Select(l.or(zero, minus), l.i(1), y)
	q = l.Binary(ins.SDiv, x, safe)
	r = l.sub(x, l.Binary(ins.Mul, q, safe))
	unlike := l.Cmp(ins.SLT, l.Binary(ins.Xor, x, y), l.i(0))
	differ = l.and(l.Cmp(ins.NE, r, l.i(0)), unlike)
	return q, r, differ, zero, minus
}

// divisor is the second operand if it is a constant.
func (l lane) divisor() (int64, bool) {
	if l.n == nil || len(l.n.Args) < 2 || l.n.Args[1].Def == nil {
		return 0, false
	}
	c, ok := l.n.Args[1].Def.Op.(ops.Const)
	if !ok {
		return 0, false
	}
	d, ok := c.Value.(int64)
	return d, ok
}

// quotientBy is x // d.
func (l lane) quotientBy(d int64) ins.Value {
	x := l.args[0]
	switch {
	case d == 0:
		return l.i(0)
	case d == -1:
		return l.sub(l.i(0), x)
	case powerOfTwo(d):
		return l.Binary(ins.AShr, x, l.i(int64(bits.TrailingZeros64(uint64(d)))))
	case d < 0:
		q, _, above := l.quotientByNegative(d)
		return l.Binary(ins.Add, q, above)
	}
	return l.quotientByPositive(d)
}

// restBy is x % d.
func (l lane) restBy(d int64) ins.Value {
	x := l.args[0]
	switch {
	case d == 0 || d == -1:
		return l.i(0)
	case powerOfTwo(d):
		return l.and(x, l.i(d-1))
	case d < 0:
		_, r, above := l.quotientByNegative(d)
		return l.Binary(ins.Add, r, l.and(above, l.i(d)))
	}
	q := l.quotientByPositive(d)
	return l.sub(x, l.Binary(ins.Mul, q, l.i(d)))
}

func powerOfTwo(d int64) bool { return d > 0 && d&(d-1) == 0 }

// quotientByNegative is x/d towards zero and its rest for d < -1, and -1 where the rest is above zero, else 0.
func (l lane) quotientByNegative(d int64) (q, r, above ins.Value) {
	x := l.args[0]
	q = l.Binary(ins.SDiv, x, l.i(d))
	r = l.sub(x, l.Binary(ins.Mul, q, l.i(d)))
	above = l.Binary(ins.AShr, l.sub(l.i(0), r), l.i(63))
	return q, r, above
}

// quotientByPositive is x // d for d > 2, no power of two. For x < 0 it is ~(~x // d), so only numbers below 2^63 are
// divided: by a multiplication with the rounded-up reciprocal, 64+k bits of which are enough with 2^k the power of two
// below d (Granlund and Montgomery, Division by invariant integers using multiplication, theorem 4.2).
func (l lane) quotientByPositive(d int64) ins.Value {
	k := bits.Len64(uint64(d)) - 1
	reciprocal, _ := bits.Div64(1<<k, 0, uint64(d))
	reciprocal++
	sign := l.Binary(ins.AShr, l.args[0], l.i(63))
	l.args = []ins.Value{l.Binary(ins.Xor, l.args[0], sign)}
	q := l.perLane(ins.I64, func(args []ins.Value) ins.Value {
		product := l.Binary(ins.Mul, l.Cast(ins.ZExt, args[0], ins.I128), ins.Uint(ins.I128, reciprocal))
		return l.Cast(ins.Trunc, l.Binary(ins.LShr, product, ins.Int(ins.I128, int64(64+k))), ins.I64)
	})
	return l.Binary(ins.Xor, q, sign)
}
