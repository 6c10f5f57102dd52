package llvm

import (
	"math/bits"

	"github.com/myia-lang/myia/ops"
)

// Python's // and % round towards minus infinity: the rest has the sign of the divisor. Both are 0 for the divisor 0,
// and wrap where the quotient does not fit.

func floorDiv(l lane) string {
	if l.float() {
		return l.throughDouble("myia_floordiv")
	}
	if !l.signed() {
		return l.unsignedBy("udiv")
	}
	if d, ok := l.divisor(); ok {
		return l.quotientBy(d)
	}
	q, _, differ, zero, minus := l.quotient()
	q = l.ins("sub %s %s, %s", l.ty(), q, l.ins("zext %s %s to %s", l.bools(), differ, l.ty()))
	q = l.sel(minus, l.ins("sub %s %s, %s", l.ty(), l.i(0), l.args[0]), q)
	return l.sel(zero, l.i(0), q)
}

func modulo(l lane) string {
	if l.float() {
		return l.throughDouble("myia_mod")
	}
	if !l.signed() {
		return l.unsignedBy("urem")
	}
	if d, ok := l.divisor(); ok {
		return l.restBy(d)
	}
	_, r, differ, zero, minus := l.quotient()
	r = l.sel(differ, l.ins("add %s %s, %s", l.ty(), r, l.args[1]), r)
	return l.sel(l.or(zero, minus), l.i(0), r)
}

// unsignedBy divides, 0 where the divisor is 0.
func (l lane) unsignedBy(op string) string {
	zero := l.cmp("icmp eq", l.args[1], l.i(0))
	safe := l.sel(zero, l.i(1), l.args[1])
	return l.sel(zero, l.i(0), l.ins("%s %s %s, %s", op, l.ty(), l.args[0], safe))
}

// quotient gives x/y and x%y towards zero with y replaced by 1 where it is 0 or -1, and whether Python's differ by one.
func (l lane) quotient() (q, r, differ, zero, minus string) {
	x, y := l.args[0], l.args[1]
	zero, minus = l.cmp("icmp eq", y, l.i(0)), l.cmp("icmp eq", y, l.i(-1))
	safe := l.sel(l.or(zero, minus), l.i(1), y)
	q = l.ins("sdiv %s %s, %s", l.ty(), x, safe)
	r = l.ins("sub %s %s, %s", l.ty(), x, l.ins("mul %s %s, %s", l.ty(), q, safe))
	unlike := l.cmp("icmp slt", l.ins("xor %s %s, %s", l.ty(), x, y), l.i(0))
	differ = l.and(l.cmp("icmp ne", r, l.i(0)), unlike)
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
func (l lane) quotientBy(d int64) string {
	x := l.args[0]
	switch {
	case d == 0:
		return l.i(0)
	case d == -1:
		return l.ins("sub %s %s, %s", l.ty(), l.i(0), x)
	case powerOfTwo(d):
		return l.ins("ashr %s %s, %s", l.ty(), x, l.i(int64(bits.TrailingZeros64(uint64(d)))))
	case d < 0:
		q, _, above := l.quotientByNegative(d)
		return l.ins("add %s %s, %s", l.ty(), q, above)
	}
	return l.quotientByPositive(d)
}

// restBy is x % d.
func (l lane) restBy(d int64) string {
	x := l.args[0]
	switch {
	case d == 0 || d == -1:
		return l.i(0)
	case powerOfTwo(d):
		return l.ins("and %s %s, %s", l.ty(), x, l.i(d-1))
	case d < 0:
		_, r, above := l.quotientByNegative(d)
		return l.ins("add %s %s, %s", l.ty(), r, l.ins("and %s %s, %s", l.ty(), above, l.i(d)))
	}
	q := l.quotientByPositive(d)
	return l.ins("sub %s %s, %s", l.ty(), x, l.ins("mul %s %s, %s", l.ty(), q, l.i(d)))
}

func powerOfTwo(d int64) bool { return d > 0 && d&(d-1) == 0 }

// quotientByNegative is x/d towards zero and its rest for d < -1, and -1 where the rest is above zero, else 0.
func (l lane) quotientByNegative(d int64) (q, r, above string) {
	x := l.args[0]
	q = l.ins("sdiv %s %s, %s", l.ty(), x, l.i(d))
	r = l.ins("sub %s %s, %s", l.ty(), x, l.ins("mul %s %s, %s", l.ty(), q, l.i(d)))
	above = l.ins("ashr %s %s, %s", l.ty(), l.ins("sub %s %s, %s", l.ty(), l.i(0), r), l.i(63))
	return q, r, above
}

// quotientByPositive is x // d for d > 2, no power of two. For x < 0 it is ~(~x // d), so only numbers below 2^63 are
// divided: by a multiplication with the rounded-up reciprocal, 64+k bits of which are enough with 2^k the power of two
// below d (Granlund and Montgomery, Division by invariant integers using multiplication, theorem 4.2).
func (l lane) quotientByPositive(d int64) string {
	k := bits.Len64(uint64(d)) - 1
	reciprocal, _ := bits.Div64(1<<k, 0, uint64(d))
	reciprocal++
	sign := l.ins("ashr %s %s, %s", l.ty(), l.args[0], l.i(63))
	l.args = []string{l.ins("xor %s %s, %s", l.ty(), l.args[0], sign)}
	q := l.perLane(l.d, func(args []string) string {
		product := l.ins("mul i128 %s, %d", l.ins("zext i64 %s to i128", args[0]), reciprocal)
		return l.ins("trunc i128 %s to i64", l.ins("lshr i128 %s, %d", product, 64+k))
	})
	return l.ins("xor %s %s, %s", l.ty(), q, sign)
}
