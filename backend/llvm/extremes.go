package llvm

import (
	"math"
	"strings"

	"github.com/myia-lang/myia/dtype"
)

// Extremes are taken in lanes in any order, as many as the host has. Bools are bytes here, 0 and 1.

// stored is the arithmetic of the fold's elements as they stand in memory.
func (f reduction) stored(c *code, w int) elements {
	return elements{lane{code: c, d: f.d, w: w}, memType(f.d)}
}

// join takes the better of lanes in memory, without regard to nans.
func (f reduction) join(c *code, acc, x string, w int) string {
	e := f.stored(c, w)
	return e.Select(f.Lanes.Better(e, x, acc), x, acc)
}

// elemsAt loads w elements of a helper's operand from an index on.
func (f reduction) elemsAt(c *code, i string, w int) string {
	elem := memType(f.d)
	return c.ins("load %s, ptr %s, align %d", vecType(elem, w), c.ins("getelementptr %s, ptr %%p, i64 %s", elem, i), f.d.Size())
}

// extremeHelper takes whole vectors of w lanes, then the elements that are left one by one.
func (f reduction) extremeHelper(w int) helper {
	c := &code{block: "start"}
	elem, vec := memType(f.d), vecType(memType(f.d), w)
	acc, nans := c.alloca(vec, 64), ""
	c.do("store %s %s, ptr %s", vec, f.stored(c, w).Const(f.Identity), acc)
	if f.d.IsFloat() {
		nans = c.alloca(vec, 64)
		c.do("store %s zeroinitializer, ptr %s", vec, nans)
	}
	l := lane{code: c, d: f.d, w: w}
	end := c.loopBy("0", c.ins("sub i64 %%n, %d", w-1), w, func(i string) {
		x := f.elemsAt(c, i, w)
		c.do("store %s %s, ptr %s", vec, f.join(c, c.ins("load %s, ptr %s", vec, acc), x, w), acc)
		if nans != "" {
			c.do("store %s %s, ptr %s", vec, l.sel(l.cmp("fcmp uno", x, x), x, c.ins("load %s, ptr %s", vec, nans)), nans)
		}
	})
	best := c.halves(c.ins("load %s, ptr %s", vec, acc), elem, w, func(x, y string, w int) string { return f.join(c, x, y, w) })
	if nans != "" {
		v := c.ins("load %s, ptr %s", vec, nans)
		best = c.ins("select i1 %s, %s %s, %s %s", c.anyOf(l.cmp("fcmp uno", v, v), w), elem, floatText(f.d, math.NaN()), elem, best)
		f.leftmost(c, end, best)
	} else {
		f.rest(c, end, best)
	}
	return define(c, "%s @myia_leaf_%s(ptr %%p, i64 %%n)", elemType(f.d), f.name())
}

// anyOf reports whether one of w lanes holds.
func (c *code) anyOf(x string, w int) string {
	return c.ins("icmp ne i%d %s, 0", w, c.ins("bitcast <%d x i1> %s to i%d", w, x, w))
}

// rest takes the elements from an index on.
func (f reduction) rest(c *code, from, best string) {
	elem := memType(f.d)
	acc := c.alloca(elem, 8)
	c.do("store %s %s, ptr %s", elem, best, acc)
	c.loopBy(from, "%n", 1, func(i string) {
		x := f.elemsAt(c, i, 1)
		c.do("store %s %s, ptr %s", elem, f.join(c, c.ins("load %s, ptr %s", elem, acc), x, 1), acc)
	})
	x := c.ins("load %s, ptr %s", elem, acc)
	if f.d == dtype.Bool {
		x = c.ins("icmp ne i8 %s, 0", x)
	}
	c.do("ret %s %s", elemType(f.d), x)
}

// The elements from %end on. Then, if the extreme is a zero or a nan, all again until it is met: the lanes do not know
// which of several was the first.
const leftmostText = `  br label %pass
pass:
  %from = phi i64 [ @END, %@BLOCK ], [ 0, %again ]
  %begin = phi @T [ @BEST, %@BLOCK ], [ @IDENTITY, %again ]
  %goal = phi @T [ @NAN, %@BLOCK ], [ %best, %again ]
  %first = phi i1 [ true, %@BLOCK ], [ false, %again ]
  br label %next
next:
  %i = phi i64 [ %from, %pass ], [ %i1, %element ]
  %best = phi @T [ %begin, %pass ], [ %better, %element ]
  %over = icmp sge i64 %i, %n
  %met = fcmp oeq @T %best, %goal
  %nan = fcmp uno @T %best, %best
  %found = or i1 %met, %nan
  %stop = or i1 %over, %found
  br i1 %stop, label %done, label %element
element:
  %xp = getelementptr @T, ptr %p, i64 %i
  %x = load @T, ptr %xp
@STEP  %better = select i1 @WINS, @T %x, @T %best
  %i1 = add i64 %i, 1
  br label %next
done:
  %many = fcmp ueq @T %best, @ZERO
  %look = and i1 %many, %first
  br i1 %look, label %again, label %give
again:
  br label %pass
give:
  ret @T %best
`

// leftmost takes the elements from an index on and gives the leftmost of equals.
func (f reduction) leftmost(c *code, end, best string) {
	step := &code{}
	e := f.elements(step, 1)
	wins := e.truth(e.Or(f.Lanes.Better(e, "%x", "%best"), e.Nan("%x"))) // a nan wins, and then the loop ends
	c.body.WriteString(strings.NewReplacer("@END", end, "@BLOCK", c.block, "@BEST", best, "@IDENTITY", f.identity(1), "@STEP", step.renamed("%s"),
		"@NAN", floatText(f.d, math.NaN()), "@WINS", strings.Replace(wins, "%t", "%s", 1), "@ZERO", floatText(f.d, 0), "@T", elemType(f.d)).Replace(leftmostText))
}

// renamed is the text with another start for the names of temporaries, to stand beside other text.
func (c *code) renamed(start string) string { return strings.ReplaceAll(c.body.String(), "%t", start) }

// findHelper looks for a vector with a hit, then for the hit in it or in what is left. There are nans only if the
// extreme is one.
func (f reduction) findHelper(w int) helper {
	c := &code{block: "start"}
	elem, x := memType(f.d), "%x"
	if f.d == dtype.Bool {
		x = c.ins("zext i1 %%x to i8")
	}
	hit := func(i string, x string, w int) string {
		v := f.elemsAt(c, i, w)
		if !f.d.IsFloat() {
			return c.ins("icmp eq %s %s, %s", vecType(elem, w), v, x)
		}
		l := lane{code: c, d: f.d, w: w}
		return l.or(l.cmp("fcmp oeq", v, x), l.cmp("fcmp uno", v, v))
	}
	wide, end := c.splat(elem, x, w), c.ins("sub i64 %%n, %d", w-1)
	from := c.loopUntil("0", end, w, func(i string) string { return c.anyOf(hit(i, wide, w), w) })
	c.do("ret i64 %s", c.loopUntil(from, "%n", 1, func(i string) string { return hit(i, x, 1) }))
	return define(c, "i64 @myia_find_%s(ptr %%p, i64 %%n, %s %%x)", f.d, elemType(f.d))
}
