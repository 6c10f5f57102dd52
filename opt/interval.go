package opt

import (
	"math"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// What ints may be decides comparisons, and whether sums fit, so that indices which count up need neither be made ones from the
// start nor be checked for overflow:
//
//	before  for %n { (%k) -> %1 = add %k, %one;  %2 = fits.add %k, %one;  check %2;  %3 = lt %1, %zero;  %4 = select %3, %5, %1
//	after   for %n { (%k) -> %1 = add %k, %one
//	        and %1 in the place of %4

// interval holds all that an i64 may be.
type interval struct{ lo, hi int64 }

var anyInt = interval{math.MinInt64, math.MaxInt64}

// counted says of the counter %k of a loop that %low <= %low + %k < %high and that %low < %high - %k <= %high; low is nil where
// nothing is known.
type counted struct{ low, high *ir.Value }

// maxDepth is how many operations deep a value is looked into.
const maxDepth = 6

// count notes what the trips of a loop say of its counter: n is max(high, low) - low, or the greatest int if that does not fit.
func (s *simplifier) count(k, n *ir.Value) {
	if n.Def != nil {
		if _, capped := n.Def.Op.(ops.Select); capped && isInt(n.Def.Args[1], math.MaxInt64) {
			n = n.Def.Args[2]
		}
	}
	if op, args := elementwise(n); op == ops.Sub {
		if at, of := elementwise(args[0]); at == ops.Maximum && of[1] == args[1] {
			s.counters[k] = counted{low: of[1], high: of[0]}
			return
		}
	} else if op == ops.Maximum && isInt(args[1], 0) {
		s.counters[k] = counted{low: args[1], high: args[0]}
		return
	}
	s.counters[k] = counted{}
}

// intOf is the int that a value is, if it is a constant.
func intOf(v *ir.Value) (int64, bool) {
	if v.Def == nil {
		return 0, false
	}
	c, _ := v.Def.Op.(ops.Const)
	k, ok := c.Value.(int64)
	return k, ok
}

func isInt(v *ir.Value, k int64) bool {
	c, ok := intOf(v)
	return ok && c == k
}

// elementwise are the operation that makes a value and its operands, if it is one on scalars.
func elementwise(v *ir.Value) (ops.Elementwise, []*ir.Value) {
	if v.Def == nil {
		return ops.Elementwise{}, nil
	}
	op, _ := v.Def.Op.(ops.Elementwise)
	return op, v.Def.Args
}

// interval finds bounds of a value.
func (s *simplifier) interval(v *ir.Value, depth int) interval {
	if v.Type != types.CoreI64 || depth > maxDepth {
		return anyInt
	}
	if c, ok := s.counters[v]; ok {
		return interval{0, max(0, s.above(c, depth))}
	}
	if v.Def == nil {
		x := anyInt
		if least, ok := s.least[v]; ok {
			x.lo = least
		}
		return s.refined(v, x)
	}
	switch op := v.Def.Op.(type) {
	case ops.Const:
		if k, ok := op.Value.(int64); ok {
			return interval{k, k}
		}
	case ops.VecLen:
		return interval{0, math.MaxInt64}
	case ops.Select:
		a, b := s.interval(v.Def.Args[1], depth+1), s.interval(v.Def.Args[2], depth+1)
		return s.refined(v, interval{min(a.lo, b.lo), max(a.hi, b.hi)})
	case ops.Elementwise:
		return s.refined(v, s.computed(op, v.Def.Args, depth+1))
	}
	return s.refined(v, anyInt)
}

// above is the greatest value of %low + %k, whose counter k is less than high - low.
func (s *simplifier) above(c counted, depth int) int64 {
	if c.low == nil || !isInt(c.low, 0) {
		return math.MaxInt64 - 1
	}
	return max(0, s.interval(c.high, depth+1).hi-1)
}

// refined adds what comparisons with 0 say that hold here.
func (s *simplifier) refined(v *ir.Value, x interval) interval {
	zero := s.seen[keyOf(ops.Const{Value: int64(0)}, nil)]
	switch {
	case zero == nil || x.lo > 0:
	case s.holds(ops.Gt, v, zero[0]):
		x.lo = 1
	case x.lo < 0 && s.holds(ops.Ge, v, zero[0]):
		x.lo = 0
	}
	return x
}

// holds reports whether a test is known to hold here.
func (s *simplifier) holds(op ops.Elementwise, args ...*ir.Value) bool {
	known := s.seen[keyOf(op, args)]
	return known != nil && (isTrue(known[0]) || s.truths[known[0]])
}

// computed finds bounds of what an operation gives.
func (s *simplifier) computed(op ops.Elementwise, args []*ir.Value, depth int) interval {
	fit, sums := fitting[op]
	if !sums && op != ops.Maximum && op != ops.Minimum && op != ops.Mod {
		return anyInt
	}
	if x, ok := s.element(op, args, depth); ok {
		return x
	}
	a, b := s.interval(args[0], depth), s.interval(args[1], depth)
	switch {
	case op == ops.Maximum:
		return interval{max(a.lo, b.lo), max(a.hi, b.hi)}
	case op == ops.Minimum:
		return interval{min(a.lo, b.lo), min(a.hi, b.hi)}
	case sums:
		if x, fits := spanOf(op, a, b); fits || s.holds(fit, args...) {
			return x
		}
	case b.lo > 0:
		return interval{0, b.hi - 1}
	}
	return anyInt
}

// element finds bounds of what a range counts: %low + %k, or %high - %k.
func (s *simplifier) element(op ops.Elementwise, args []*ir.Value, depth int) (interval, bool) {
	if op != ops.Add {
		return interval{}, false
	}
	if c := s.counters[args[1]]; c.low != nil && c.low == args[0] {
		high := s.interval(c.high, depth).hi
		return interval{s.interval(c.low, depth).lo, max(high, math.MinInt64+1) - 1}, true
	}
	if c, down := s.down(args); down {
		low := s.interval(c.low, depth).lo
		return interval{min(low, math.MaxInt64-1) + 1, s.interval(c.high, depth).hi}, true
	}
	return interval{}, false
}

// down reports whether the sum of two is %high - %k, what a range down counts.
func (s *simplifier) down(args []*ir.Value) (counted, bool) {
	op, of := elementwise(args[1])
	if op != ops.Mul || !isInt(of[0], -1) {
		return counted{}, false
	}
	c := s.counters[of[1]]
	return c, c.low != nil && c.high == args[0]
}

// fitting are the tests whether results fit.
var fitting = map[ops.Elementwise]ops.Elementwise{ops.Add: ops.FitsAdd, ops.Sub: ops.FitsSub, ops.Mul: ops.FitsMul}

// spanOf finds bounds of those results that fit, and reports whether all do. They are greatest and least at ends of the operands.
func spanOf(op ops.Elementwise, a, b interval) (x interval, fits bool) {
	x, fits = interval{math.MaxInt64, math.MinInt64}, true
	for _, p := range []int64{a.lo, a.hi} {
		for _, q := range []int64{b.lo, b.hi} {
			r, ok := exactly(op, p, q)
			x, fits = interval{min(x.lo, r), max(x.hi, r)}, fits && ok
		}
	}
	return x, fits
}

// exactly computes with ints, or gives the nearest one if the result does not fit.
func exactly(op ops.Elementwise, p, q int64) (r int64, ok bool) {
	positive := p > 0
	switch op {
	case ops.Add:
		r = p + q
		ok = (r > p) == (q > 0)
	case ops.Sub:
		r = p - q
		ok = (r < p) == (q > 0)
		positive = q < 0
	default:
		r = p * q
		ok = p == 0 || r/p == q && !(p == -1 && q == math.MinInt64)
		positive = (p > 0) == (q > 0)
	}
	switch {
	case ok:
		return r, true
	case positive:
		return math.MaxInt64, false
	}
	return math.MinInt64, false
}

// decided tells of a test on ints, if their bounds do.
func (s *simplifier) decided(op ops.Elementwise, args []*ir.Value) (value, ok bool) {
	if len(args) != 2 || args[0].Type != types.CoreI64 {
		return false, false
	}
	test := decisions[op]
	if test == nil {
		return false, false
	}
	if value, ok = test(s.interval(args[0], 0), s.interval(args[1], 0)); ok {
		return value, true
	}
	switch {
	case op == ops.Lt && s.below(args[0], args[1]):
		return true, true
	case op == ops.Ge && s.below(args[0], args[1]):
		return false, true
	}
	return false, false
}

// decisions are the tests that bounds may decide.
var decisions = map[ops.Elementwise]func(a, b interval) (value, ok bool){
	ops.Lt: func(a, b interval) (bool, bool) { return a.hi < b.lo, a.hi < b.lo || a.lo >= b.hi },
	ops.Le: func(a, b interval) (bool, bool) { return a.hi <= b.lo, a.hi <= b.lo || a.lo > b.hi },
	ops.Gt: func(a, b interval) (bool, bool) { return a.lo > b.hi, a.lo > b.hi || a.hi <= b.lo },
	ops.Ge: func(a, b interval) (bool, bool) { return a.lo >= b.hi, a.lo >= b.hi || a.hi < b.lo },
	ops.Eq: func(a, b interval) (bool, bool) {
		return a.lo == b.hi && a.hi == b.lo, a.lo == b.hi && a.hi == b.lo || apart(a, b)
	},
	ops.Ne:      func(a, b interval) (bool, bool) { return apart(a, b), a.lo == b.hi && a.hi == b.lo || apart(a, b) },
	ops.FitsAdd: fitAll(ops.Add),
	ops.FitsSub: fitAll(ops.Sub),
	ops.FitsMul: fitAll(ops.Mul),
}

func apart(a, b interval) bool { return a.hi < b.lo || a.lo > b.hi }

func fitAll(op ops.Elementwise) func(a, b interval) (bool, bool) {
	return func(a, b interval) (bool, bool) {
		_, fits := spanOf(op, a, b)
		return true, fits
	}
}
