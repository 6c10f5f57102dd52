package llvm

import (
	"math"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
)

// Extremes are taken in lanes in any order, as many as the host has. Bools are bytes here, 0 and 1.

// inBytes is the arithmetic of the fold's elements as they stand in memory.
func (f reduction) inBytes(c *code, w int) elements {
	return elements{lane{code: c, d: f.d, w: w}, memType(f.d)}
}

// join takes the better of lanes in memory, without regard to nans.
func (f reduction) join(c *code, acc, x ins.Value) ins.Value {
	e := f.inBytes(c, x.Type().Lanes())
	return e.Select(f.Lanes.Better(e, x, acc), x, acc)
}

// elemsAt loads w elements from an index on.
func (f reduction) elemsAt(c *code, p, i ins.Value, w int) ins.Value {
	elem := memType(f.d)
	return c.LoadAligned(ins.Vec(elem, w), c.Element(elem, p, i), f.d.Size())
}

// extremeLeaf takes whole vectors of w lanes, then the elements that are left one by one.
func (f reduction) extremeLeaf(c *code, w int, p, n ins.Value) {
	vec := ins.Vec(memType(f.d), w)
	acc := c.Alloca(vec, 64)
	var nans ins.Value
	c.Store(f.inBytes(c, w).Const(f.Identity), acc)
	if f.d.IsFloat() {
		nans = c.Alloca(vec, 64)
		c.Store(ins.Zero(vec), nans)
	}
	end := c.loopBy(ins.Size(0), c.less(n, ins.Size(w-1)), w, func(i ins.Value) {
		x := f.elemsAt(c, p, i, w)
		c.Store(f.join(c, c.Load(vec, acc), x), acc)
		if nans.Valid() {
			isNan := c.Cmp(ins.UNO, x, x)
			c.Store(c.Select(isNan, x, c.Load(vec, nans)), nans)
		}
	})
	best := c.halves(c.Load(vec, acc), func(x, y ins.Value) ins.Value { return f.join(c, x, y) })
	if !nans.Valid() {
		f.rest(c, p, end, n, best)
		return
	}
	v := c.Load(vec, nans)
	best = c.Select(c.anyOf(c.Cmp(ins.UNO, v, v)), ins.Real(best.Type(), math.NaN()), best)
	f.leftmost(c, p, end, n, best)
}

// rest takes the elements from an index on.
func (f reduction) rest(c *code, p, from, n, best ins.Value) {
	elem := memType(f.d)
	acc := c.Alloca(elem, 8)
	c.Store(best, acc)
	c.loopBy(from, n, 1, func(i ins.Value) {
		x := f.elemsAt(c, p, i, 1)
		c.Store(f.join(c, c.Load(elem, acc), x), acc)
	})
	x := c.Load(elem, acc)
	if f.d == dtype.Bool {
		x = c.Cmp(ins.NE, x, ins.Int(ins.I8, 0))
	}
	c.Ret(x)
}

// leftmost takes the elements from end on. Then, if the extreme is a zero or a nan, it takes all again until that is met,
// for the lanes do not know which of several was the first.
func (f reduction) leftmost(c *code, p, end, n, extreme ins.Value) {
	before, pass, next := c.At(), c.NewBlock("pass"), c.NewBlock("next")
	element, done, again, give := c.NewBlock("element"), c.NewBlock("done"), c.NewBlock("again"), c.NewBlock("give")
	t, nan := extreme.Type(), ins.Real(extreme.Type(), math.NaN())
	c.Jump(pass)
	c.Start(pass)
	from := c.Phi(ins.I64, end.From(before), ins.Size(0).From(again))
	begin := c.Phi(t, extreme.From(before), f.identity(1).From(again))
	goal, goals := c.Join(t)
	first := c.Phi(ins.I1, ins.True.From(before), ins.False.From(again))
	c.Jump(next)

	c.Start(next)
	i, is := c.Join(ins.I64)
	best, bests := c.Join(t)
	goals.Add(nan, before)
	goals.Add(best, again)
	over := c.Cmp(ins.SGE, i, n)
	met := c.Cmp(ins.OEQ, best, goal)
	found := c.Binary(ins.Or, met, c.Cmp(ins.UNO, best, best))
	c.Branch(c.Binary(ins.Or, over, found), done, element)

	c.Start(element)
	x := c.Load(t, c.Element(t, p, i))
	e := f.elements(c, 1)
	wins := e.truth(e.Or(f.Lanes.Better(e, x, best), e.Nan(x))) // a nan wins, and then the loop ends
	better := c.Select(wins, x, best)
	is.Add(from, pass)
	is.Add(c.plus(i, 1), element)
	bests.Add(begin, pass)
	bests.Add(better, element)
	c.Jump(next)

	c.Start(done)
	many := c.Cmp(ins.UEQ, best, ins.Real(t, 0))
	c.Branch(c.Binary(ins.And, many, first), again, give)
	c.Start(again)
	c.Jump(pass)
	c.Start(give)
	c.Ret(best)
}

// find looks for a vector with a hit, then for the hit in it or in what is left. There are nans only if the extreme is one.
func (f reduction) find() *ins.Callee {
	params := []ins.Type{ins.Ptr, ins.I64, elemType(f.d)}
	return held("myia_find_"+f.d.String(), "noinline", ins.I64, params, func(c *code, h ins.Host, args []ins.Value) {
		p, n, x, w := args[0], args[1], args[2], h.VectorBytes/f.d.Size()
		if f.d == dtype.Bool {
			x = c.Cast(ins.ZExt, x, ins.I8)
		}
		hit := func(i, x ins.Value, w int) ins.Value {
			v := f.elemsAt(c, p, i, w)
			if !f.d.IsFloat() {
				return c.Cmp(ins.EQ, v, x)
			}
			found := c.Cmp(ins.OEQ, v, x)
			return c.Binary(ins.Or, found, c.Cmp(ins.UNO, v, v))
		}
		wide := c.Splat(x, w)
		end := c.less(n, ins.Size(w-1))
		from := c.loopUntil(ins.Size(0), end, w, func(i ins.Value) ins.Value { return c.anyOf(hit(i, wide, w)) })
		c.Ret(c.loopUntil(from, n, 1, func(i ins.Value) ins.Value { return hit(i, x, 1) }))
	})
}
