package llvm

import (
	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/tensor"
)

// Functions of reductions. K is the kind and the element type (sum_f32), T the element's type:
//
//	T    myia_leaf_K(ptr p, i64 n)                               the value of up to 1024 elements side by side
//	T    myia_lanes_K(<16 x T>)                                  the value of the lanes of a leaf
//	T    myia_tree_K(ptr levels, i64 at, T leaf, i1 last)        takes the leaf that begins at a place in the run; gives
//	                                                             the value of the run if it is the last
//	void myia_carry_K(ptr levels, i64 width, i64 row, i1 last, ptr out)    ends a leaf of rows with a row; if it is the
//	                                                             last the values go to out
//	i64  myia_find_D(ptr p, i64 n, T x)                          the first place of x, which is there, by element type;
//	                                                             for a nan that of the first nan

// leaf is the value of a leaf.
func (f reduction) leaf() *ins.Callee {
	return f.held("leaf", "noinline", elemType(f.d), []ins.Type{ins.Ptr, ins.I64}, func(c *code, h ins.Host, x []ins.Value) {
		if f.Extreme {
			f.extremeLeaf(c, h.VectorBytes/f.d.Size(), x[0], x[1])
		} else {
			f.orderedLeaf(c, h.VectorBytes > 16, x[0], x[1])
		}
	})
}

// held is a function of the reduction.
func (f reduction) held(what, attrs string, result ins.Type, params []ins.Type, write func(c *code, h ins.Host, x []ins.Value)) *ins.Callee {
	return held("myia_"+what+"_"+f.name(), attrs, result, params, write)
}

// vec is the type of the 16 lanes of a leaf.
func (f reduction) vec() ins.Type { return ins.Vec(elemType(f.d), tensor.Lanes) }

// orderedLeaf folds whole vectors, then a short one that is filled up with the identity.
func (f reduction) orderedLeaf(c *code, masks bool, p, n ins.Value) {
	vec, elem := f.vec(), elemType(f.d)
	acc := c.Alloca(vec, 64)
	c.Store(f.identity(tensor.Lanes), acc)
	take := func(x ins.Value) { c.Store(f.step(c, c.Load(vec, acc), x), acc) }
	end := c.Binary(ins.And, n, ins.Size(-tensor.Lanes))
	c.loopBy(ins.Size(0), end, tensor.Lanes, func(i ins.Value) {
		take(c.LoadAligned(vec, c.Element(elem, p, i), f.d.Size()))
	})
	c.when(c.Cmp(ins.SLT, end, n), func() { take(f.short(c, masks, p, end, n)) })
	c.Ret(c.Call(f.lanes(), c.Load(vec, acc)))
}

// short loads the elements from done on, fewer than a vector, and fills up with the identity.
func (f reduction) short(c *code, masks bool, p, done, n ins.Value) ins.Value {
	vec, elem := f.vec(), elemType(f.d)
	if masks {
		at := c.Element(elem, p, done)
		return c.maskedLoad(f.d, at, c.below(c.less(n, done), tensor.Lanes), f.identity(tensor.Lanes))
	}
	last := c.Alloca(vec, 64)
	c.Store(f.identity(tensor.Lanes), last)
	c.loopBy(done, n, 1, func(i ins.Value) {
		x := c.Load(elem, c.Element(elem, p, i))
		c.Store(x, c.Element(elem, last, c.less(i, done)))
	})
	return c.Load(vec, last)
}

// lanes folds the upper half of the lanes into the lower until one is left. It is a function because shuffles are slow to
// compile.
func (f reduction) lanes() *ins.Callee {
	return f.held("lanes", "noinline", elemType(f.d), []ins.Type{f.vec()}, func(c *code, _ ins.Host, x []ins.Value) {
		c.Ret(c.halves(x[0], func(x, y ins.Value) ins.Value { return f.step(c, x, y) }))
	})
}

// halves joins the lower and the upper half of the lanes until one is left.
func (c *code) halves(x ins.Value, join func(x, y ins.Value) ins.Value) ins.Value {
	for w := x.Type().Lanes(); w > 1; w /= 2 {
		low := c.half(x, 0)
		x = join(low, c.half(x, w/2))
	}
	return x
}

// half takes half of the lanes, from a lane on.
func (c *code) half(x ins.Value, from int) ins.Value {
	w := x.Type().Lanes()
	if w == 2 {
		return c.Lane(x, from)
	}
	return c.Lanes(x, ins.Ramp(ins.Vec(ins.I32, w/2), from))
}
