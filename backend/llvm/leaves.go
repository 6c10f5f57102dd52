package llvm

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
)

// Helpers of reductions. K is the kind and the element type (sum_f32), T the element's type:
//
//	T    myia_leaf_K(ptr p, i64 n)                               the value of up to 1024 elements side by side
//	T    myia_lanes_K(<16 x T>)                                  the value of the lanes of a leaf
//	T    myia_tree_K(ptr levels, i64 at, T leaf, i1 last)        takes the leaf that begins at a place in the run; gives
//	                                                             the value of the run if it is the last
//	void myia_carry_K(ptr levels, i64 width, i64 row, i1 last, ptr out)    ends a leaf of rows with a row; if it is the
//	                                                             last the values go to out
//	i64  myia_find_D(ptr p, i64 n, T x)                          the first place of x, which is there, by element type;
//	                                                             for a nan that of the first nan

// reductionHelper writes the helper of a name, or reports that it is of another kind. The host has vectors of some bytes.
func reductionHelper(name string, vectorBytes int) (helper, bool) {
	parts := strings.Split(name, "_")
	f := reduction{Reduction: ops.Reductions()[parts[len(parts)-2]]}
	f.d, _ = dtype.ByName(parts[len(parts)-1])
	switch parts[1] {
	case "leaf":
		if f.Extreme {
			return f.extremeHelper(vectorBytes / f.d.Size()), true
		}
		return f.leafHelper(vectorBytes > 16), true
	case "lanes":
		return f.lanesHelper(), true
	case "tree":
		return f.treeHelper(), true
	case "carry":
		return f.carryHelper(), true
	case "find":
		return f.findHelper(vectorBytes / f.d.Size()), true
	}
	return helper{}, false
}

// vec is the type of the 16 lanes of a leaf.
func (f reduction) vec() string { return vecType(elemType(f.d), tensor.Lanes) }

// leafHelper folds whole vectors, then a short one that is filled up with the identity.
func (f reduction) leafHelper(masks bool) helper {
	c := &code{block: "start"}
	vec, elem := f.vec(), elemType(f.d)
	acc := c.alloca(vec, 64)
	c.do("store %s %s, ptr %s", vec, f.identity(tensor.Lanes), acc)
	take := func(x string) {
		c.do("store %s %s, ptr %s", vec, f.step(c, c.ins("load %s, ptr %s", vec, acc), x, tensor.Lanes), acc)
	}
	end := c.ins("and i64 %%n, -%d", tensor.Lanes)
	c.loopBy("0", end, tensor.Lanes, func(i string) {
		take(c.ins("load %s, ptr %s, align %d", vec, c.ins("getelementptr %s, ptr %%p, i64 %s", elem, i), f.d.Size()))
	})
	c.when(c.ins("icmp slt i64 %s, %%n", end), func() { take(f.short(c, end, masks)) })
	c.needs.helper("myia_lanes_" + f.name())
	x := c.ins("call %s @myia_lanes_%s(%s %s)", elem, f.name(), vec, c.ins("load %s, ptr %s", vec, acc))
	c.do("ret %s %s", elem, x)
	return define(c, "%s @myia_leaf_%s(ptr %%p, i64 %%n)", elem, f.name())
}

// short loads the elements from done on, fewer than a vector, and fills up with the identity.
func (f reduction) short(c *code, done string, masks bool) string {
	vec, elem := f.vec(), elemType(f.d)
	if masks {
		p := c.ins("getelementptr %s, ptr %%p, i64 %s", elem, done)
		return c.maskedLoad(f.d, tensor.Lanes, p, c.below(c.less("%n", done), tensor.Lanes), f.identity(tensor.Lanes))
	}
	last := c.alloca(vec, 64)
	c.do("store %s %s, ptr %s", vec, f.identity(tensor.Lanes), last)
	c.loopBy(done, "%n", 1, func(i string) {
		x := c.ins("load %s, ptr %s", elem, c.ins("getelementptr %s, ptr %%p, i64 %s", elem, i))
		c.do("store %s %s, ptr %s", elem, x, c.ins("getelementptr %s, ptr %s, i64 %s", elem, last, c.less(i, done)))
	})
	return c.ins("load %s, ptr %s", vec, last)
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
	elem := elemType(f.d)
	c.do("ret %s %s", elem, c.halves("%x", elem, tensor.Lanes, func(x, y string, w int) string { return f.step(c, x, y, w) }))
	return define(c, "%s @myia_lanes_%s(%s %%x)", elem, f.name(), f.vec())
}

// halves joins the lower and the upper half of w lanes until one is left.
func (c *code) halves(x, elem string, w int, join func(x, y string, w int) string) string {
	for ; w > 1; w /= 2 {
		x = join(c.half(x, elem, w, 0), c.half(x, elem, w, w/2), w/2)
	}
	return x
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
