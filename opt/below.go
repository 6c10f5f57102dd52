package opt

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// maxSteps is how many steps up a bound is looked for.
const maxSteps = 8

// below reports whether x is less than d, of which neither need be known: an element of range(…, %h) is less than %h, which may be
// d, or less by a constant.
func (s *simplifier) below(x, d *ir.Value) bool {
	if x.Type != types.CoreI64 {
		return false
	}
	if op, of := elementwise(d); op == ops.Maximum {
		return s.below(x, of[0]) || s.below(x, of[1])
	}
	base, most := s.plus(d, 0)
	return isOffset(most) && s.atMost(x, 0, base, most-1, 0)
}

// atMost reports whether x + k, as numbers of any size, is at most base + most.
func (s *simplifier) atMost(x *ir.Value, k int64, base *ir.Value, most int64, step int) bool {
	x, k = s.plus(x, k)
	switch {
	case x == base:
		return k <= most
	case step > maxSteps:
		return false
	}
	if c := s.counters[x]; c.low != nil && isInt(c.low, 0) {
		return s.atMost(c.high, k-1, base, most, step+1)
	}
	op, args := elementwise(x)
	switch op {
	case ops.Minimum:
		return s.atMost(args[0], k, base, most, step+1) || s.atMost(args[1], k, base, most, step+1)
	case ops.Add:
		if c := s.counters[args[1]]; c.low != nil && c.low == args[0] {
			return s.atMost(c.high, k-1, base, most, step+1)
		}
		if c, down := s.down(args); down {
			return s.atMost(c.high, k, base, most, step+1)
		}
	}
	return false
}

// isOffset reports whether a constant is small enough to be added up with others.
func isOffset(k int64) bool { return -1<<40 <= k && k <= 1<<40 }

// plus takes constants that are added to x, whose sums fit, to k: x + k is what it was.
func (s *simplifier) plus(x *ir.Value, k int64) (*ir.Value, int64) {
	for range maxSteps {
		op, args := elementwise(x)
		if op != ops.Add && op != ops.Sub || !isOffset(k) {
			return x, k
		}
		c := s.interval(args[1], 0)
		if c.lo != c.hi || !isOffset(c.lo) {
			return x, k
		}
		if _, fits := spanOf(op, s.interval(args[0], 0), c); !fits && !s.holds(fitting[op], args...) {
			return x, k
		}
		if x = args[0]; op == ops.Add {
			k += c.lo
		} else {
			k -= c.lo
		}
	}
	return x, k
}
