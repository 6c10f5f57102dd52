package llvm

import (
	"fmt"
	"math"
	"strings"

	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// Helpers of reductions. K is the kind and the element type (sum_f32), T the element's type:
//
//	T    myia_leaf_K(ptr p, i64 n)                               the value of up to 1024 elements side by side
//	T    myia_lanes_K(<16 x T>)                                  the value of 16 lanes
//	T    myia_tree_K(ptr levels, i64 at, T leaf, i1 last)        takes the leaf that begins at a place in the run; gives
//	                                                             the value of the run if it is the last
//	void myia_carry_K(ptr levels, i64 width, i64 row, i1 last, ptr out)    ends a leaf of rows with a row; if it is the
//	                                                             last the values go to out
//	i64  myia_find_D(ptr p, i64 n, T x)                          the first place of x, which is there, by element type;
//	                                                             for a nan that of the first nan

// reductionHelper writes the helper of a name, or reports that it is of another kind. masks says whether the host loads
// vectors under a mask.
func reductionHelper(name string, masks bool) (helper, bool) {
	parts := strings.Split(name, "_")
	f := reduction{what: parts[len(parts)-2]}
	for f.d < types.F64 && f.d.String() != parts[len(parts)-1] {
		f.d++
	}
	switch parts[1] {
	case "leaf":
		return f.leafHelper(masks), true
	case "lanes":
		return f.lanesHelper(), true
	case "tree":
		return f.treeHelper(), true
	case "carry":
		return f.carryHelper(), true
	case "find":
		return f.findHelper(), true
	}
	return helper{}, false
}

// vec is the type of the lanes in memory and in the helpers; bools are bytes.
func (f reduction) vec() string { return vecType(memType(f.d), tensor.Lanes) }

// join folds lanes of any number, in helpers: of extremes without regard to nans and to what came first.
func (f reduction) join(c *code, acc, x string, w int) string {
	ty := vecType(memType(f.d), w)
	switch {
	case f.d == types.B1:
		return c.ins("%s %s %s, %s", map[string]string{"max": "or", "min": "and"}[f.what], ty, acc, x)
	case f.d.IsFloat() && f.extreme():
		return lane{code: c, d: f.d, w: w}.sel(f.beats(c, acc, x, w), x, acc)
	}
	return f.step(c, acc, x, w)
}

// clear is lanes of the identity.
func (f reduction) clear() string {
	if f.d == types.B1 {
		return lanesOf("i8", map[string]string{"max": "0", "min": "1"}[f.what], tensor.Lanes)
	}
	return f.identity(tensor.Lanes)
}

// leafHelper folds whole vectors, then one that is filled up with the identity.
func (f reduction) leafHelper(masks bool) helper {
	c := &code{block: "start"}
	vec, elem := f.vec(), memType(f.d)
	acc, nans := c.alloca(vec, 64), ""
	c.do("store %s %s, ptr %s", vec, f.clear(), acc)
	if f.extreme() && f.d.IsFloat() {
		nans = c.alloca(vec, 64)
		c.do("store %s zeroinitializer, ptr %s", vec, nans)
	}
	take := func(x string) {
		c.do("store %s %s, ptr %s", vec, f.join(c, c.ins("load %s, ptr %s", vec, acc), x, tensor.Lanes), acc)
		if nans != "" {
			l := lane{code: c, d: f.d, w: tensor.Lanes}
			c.do("store %s %s, ptr %s", vec, l.sel(l.cmp("fcmp uno", x, x), x, c.ins("load %s, ptr %s", vec, nans)), nans)
		}
	}
	done := "0"
	for _, step := range []int{4 * tensor.Lanes, tensor.Lanes} {
		end := c.ins("and i64 %%n, -%d", step)
		c.loopBy(done, end, step, func(i string) {
			for at := 0; at < step; at += tensor.Lanes {
				p := c.ins("getelementptr %s, ptr %%p, i64 %s", elem, c.add(i, fmt.Sprint(at)))
				take(c.ins("load %s, ptr %s, align %d", vec, p, f.d.Size()))
			}
		})
		done = end
	}
	c.when(c.ins("icmp slt i64 %s, %%n", done), func() { take(f.short(c, done, masks)) })
	c.needs.helper("myia_lanes_" + f.name())
	x := c.ins("call %s @myia_lanes_%s(%s %s)", elem, f.name(), vec, c.ins("load %s, ptr %s", vec, acc))
	if nans != "" {
		x = f.first(c, x, nans)
	} else if f.d == types.B1 {
		x = c.ins("icmp ne i8 %s, 0", x)
	}
	c.do("ret %s %s", elemType(f.d), x)
	return define(c, "%s @myia_leaf_%s(ptr %%p, i64 %%n)", elemType(f.d), f.name())
}

// short loads the elements from done on, fewer than a vector, and fills up with the identity.
func (f reduction) short(c *code, done string, masks bool) string {
	vec, elem := f.vec(), memType(f.d)
	if masks && f.d != types.B1 {
		name := fmt.Sprintf("@llvm.masked.load.%s.p0", suffix(f.d, tensor.Lanes))
		bools := vecType("i1", tensor.Lanes)
		c.needs.decl(fmt.Sprintf("declare %s %s(ptr, i32, %s, %s)", vec, name, bools, vec))
		ints := vecType("i32", tensor.Lanes)
		left := c.splat("i32", c.ins("trunc i64 %s to i32", c.less("%n", done)), tensor.Lanes)
		mask := c.ins("icmp ult %s %s, %s", ints, ramp("i32", tensor.Lanes), left)
		p := c.ins("getelementptr %s, ptr %%p, i64 %s", elem, done)
		return c.ins("call %s %s(ptr %s, i32 %d, %s %s, %s %s)", vec, name, p, f.d.Size(), bools, mask, vec, f.clear())
	}
	last := c.alloca(vec, 64)
	c.do("store %s %s, ptr %s", vec, f.clear(), last)
	c.loopBy(done, "%n", 1, func(i string) {
		x := c.ins("load %s, ptr %s", elem, c.ins("getelementptr %s, ptr %%p, i64 %s", elem, i))
		c.do("store %s %s, ptr %s", elem, x, c.ins("getelementptr %s, ptr %s, i64 %s", elem, last, c.less(i, done)))
	})
	return c.ins("load %s, ptr %s", vec, last)
}

// first looks again where the extreme x is a zero or there are nans: which comes first the lanes cannot tell.
func (f reduction) first(c *code, x, nans string) string {
	ty, vec := elemType(f.d), f.vec()
	is := c.alloca(ty, 8)
	c.do("store %s %s, ptr %s", ty, x, is)
	l := lane{code: c, d: f.d, w: tensor.Lanes}
	v := c.ins("load %s, ptr %s", vec, nans)
	nan := c.ins("icmp ne i%d %s, 0", tensor.Lanes, c.ins("bitcast %s %s to i%d", l.bools(), l.cmp("fcmp uno", v, v), tensor.Lanes))
	zero := c.ins("fcmp oeq %s %s, %s", ty, x, floatText(f.d, 0))
	c.when(c.ins("or i1 %s, %s", nan, zero), func() {
		what := c.ins("select i1 %s, %s %s, %s %s", nan, ty, floatText(f.d, math.NaN()), ty, x)
		c.needs.helper("myia_find_" + f.d.String())
		at := c.ins("call i64 @myia_find_%s(ptr %%p, i64 %%n, %s %s)", f.d, ty, what)
		first := c.ins("load %s, ptr %s", ty, c.ins("getelementptr %s, ptr %%p, i64 %s", ty, at))
		c.do("store %s %s, ptr %s", ty, first, is)
	})
	return c.ins("load %s, ptr %s", ty, is)
}

// define makes a helper of what was written.
func define(c *code, head string, args ...any) helper {
	text := fmt.Sprintf("define internal "+head, args...) + " nounwind noinline {\nentry:\n" + c.allocas.String() +
		"  br label %start\nstart:\n" + c.body.String() + "}\n"
	return helper{text: text, needs: c.needs.helpers.list, decls: c.needs.decls.list}
}

// lanesHelper folds the upper half of the lanes into the lower until one is left. It is a function because shuffles are
// slow to compile.
func (f reduction) lanesHelper() helper {
	c := &code{block: "start"}
	elem, x := memType(f.d), "%x"
	for w := tensor.Lanes / 2; w > 0; w /= 2 {
		x = f.join(c, c.half(x, elem, 2*w, 0), c.half(x, elem, 2*w, w), w)
	}
	c.do("ret %s %s", elem, x)
	return define(c, "%s @myia_lanes_%s(%s %%x)", elem, f.name(), f.vec())
}

// half takes w/2 of w lanes, from lane on.
func (c *code) half(x, elem string, w, from int) string {
	if w == 2 {
		return c.ins("extractelement %s %s, i32 %d", vecType(elem, 2), x, from)
	}
	var b strings.Builder
	for i := range w / 2 {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "i32 %d", from+i)
	}
	ty := vecType(elem, w)
	return c.ins("shufflevector %s %s, %s poison, <%d x i32> <%s>", ty, x, ty, w/2, b.String())
}

// findHelper looks for a vector with a hit, then for the hit in it or in what is left.
func (f reduction) findHelper() helper {
	c := &code{block: "start"}
	elem := memType(f.d)
	x := "%x"
	if f.d == types.B1 {
		x = c.ins("zext i1 %%x to i8")
	}
	hit := func(i string, x string, w int) string {
		ty := vecType(elem, w)
		v := c.ins("load %s, ptr %s, align %d", ty, c.ins("getelementptr %s, ptr %%p, i64 %s", elem, i), f.d.Size())
		if !f.d.IsFloat() {
			return c.ins("icmp eq %s %s, %s", ty, v, x)
		}
		l := lane{code: c, d: f.d, w: w}
		return l.or(l.cmp("fcmp oeq", v, x), l.and(l.cmp("fcmp uno", v, v), l.cmp("fcmp uno", x, x)))
	}
	wide, end := c.splat(elem, x, tensor.Lanes), c.ins("sub i64 %%n, %d", tensor.Lanes-1)
	from := c.loopUntil("0", end, tensor.Lanes, func(i string) string {
		bits := c.ins("bitcast %s %s to i%d", vecType("i1", tensor.Lanes), hit(i, wide, tensor.Lanes), tensor.Lanes)
		return c.ins("icmp ne i%d %s, 0", tensor.Lanes, bits)
	})
	at := c.loopUntil(from, "%n", 1, func(i string) string { return hit(i, x, 1) })
	c.do("ret i64 %s", at)
	return define(c, "i64 @myia_find_%s(ptr %%p, i64 %%n, %s %%x)", f.d, elemType(f.d))
}

// loopUntil writes a loop over i = lo, lo+step, … below hi that ends at the first for which body holds, and gives that i.
func (c *code) loopUntil(lo, hi string, step int, body func(i string) string) string {
	found, on, join := c.label("found"), c.label("on"), c.label("join")
	hit := ""
	end := c.loopBy(lo, hi, step, func(i string) {
		hit = i
		c.branch(body(i), found, on)
		c.start(on)
	})
	from := c.block
	c.jump(join)
	c.start(found)
	c.jump(join)
	c.start(join)
	return c.phi("i64", end, from, hit, found)
}
