package llvm

import (
	"math/bits"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/tensor"
)

// Trees are compiled fast: they take a leaf at a time. carried is how many columns go up to the next level at once.
const carried = 32

const compiledFast = "noinline optnone"

// tree takes a leaf of a run: a level has 16 lanes, and level 0 takes the values of leaves. In the loop over the levels
// that are full, place is that of a value among those of the level, and i the place among those below, times 1024.
func (f reduction) tree() *ins.Callee {
	t, vec := elemType(f.d), f.vec()
	return f.held("tree", compiledFast, t, []ins.Type{ins.Ptr, ins.I64, t, ins.I1}, func(c *code, _ ins.Host, args []ins.Value) {
		levels, at, leaf, last := args[0], args[1], args[2], args[3]
		entry, level, clear, take := c.At(), c.NewBlock("level"), c.NewBlock("clear"), c.NewBlock("take")
		wait, fold, next, give := c.NewBlock("wait"), c.NewBlock("fold"), c.NewBlock("next"), c.NewBlock("give")
		c.Jump(level)
		c.Start(level)
		i, is := c.Join(ins.I64)
		x, xs := c.Join(t)
		lanes, all := c.Join(ins.Ptr)
		place := c.Binary(ins.LShr, i, leafBits(tensor.RunLeaf))
		low := c.Binary(ins.And, place, ins.Size(tensor.RunLeaf-1))
		c.Branch(c.Cmp(ins.EQ, low, ins.Size(0)), clear, take)

		c.Start(clear)
		c.StoreAligned(f.identity(tensor.Lanes), lanes, 64)
		c.Jump(take)
		c.Start(take)
		lane := c.Element(t, lanes, c.Binary(ins.And, low, ins.Size(tensor.Lanes-1)))
		c.Store(f.step(c, c.Load(t, lane), x), lane)
		full := c.Cmp(ins.EQ, low, ins.Size(tensor.RunLeaf-1))
		c.Branch(c.Binary(ins.Or, full, last), fold, wait)
		c.Start(wait)
		c.Ret(x)

		c.Start(fold)
		value := c.Call(f.lanes(), c.LoadAligned(vec, lanes, 64))
		top := c.Cmp(ins.EQ, c.Binary(ins.LShr, place, leafBits(tensor.RunLeaf)), ins.Size(0))
		c.Branch(c.Binary(ins.And, top, last), give, next)
		c.Start(next)
		above := c.Element(vec, lanes, ins.Size(1))
		c.Jump(level)
		is.Add(at, entry)
		is.Add(place, next)
		xs.Add(leaf, entry)
		xs.Add(value, next)
		all.Add(levels, entry)
		all.Add(above, next)
		c.Start(give)
		c.Ret(value)
	})
}

// leafBits is the number of bits of a place in a leaf.
func leafBits(leaf int) ins.Value { return ins.Size(bits.Len(uint(leaf - 1))) }

// carry takes the last row of a leaf of rows: a level has an accumulator for each column, and level 0 is the leaf. In the
// loop over the levels that are full, i is the place of what a level has taken last.
func (f reduction) carry() *ins.Callee {
	params := []ins.Type{ins.Ptr, ins.I64, ins.I64, ins.I1, ins.Ptr}
	return f.held("carry", compiledFast, ins.Void, params, func(c *code, _ ins.Host, args []ins.Value) {
		levels, width, row, last, out := args[0], args[1], args[2], args[3], args[4]
		entry, level, full, move := c.At(), c.NewBlock("level"), c.NewBlock("full"), c.NewBlock("move")
		give, leave := c.NewBlock("give"), c.NewBlock("return")
		c.Jump(level)
		c.Start(level)
		i, is := c.Join(ins.I64)
		from, froms := c.Join(ins.Ptr)
		up := c.Binary(ins.LShr, i, leafBits(tensor.RowsLeaf))
		top := c.Cmp(ins.EQ, up, ins.Size(0))
		c.Branch(c.Binary(ins.And, top, last), give, full)
		c.Start(full)
		low := c.Binary(ins.And, i, ins.Size(tensor.RowsLeaf-1))
		ends := c.Binary(ins.Or, c.Cmp(ins.EQ, low, ins.Size(tensor.RowsLeaf-1)), last)
		c.Branch(ends, move, leave)

		c.Start(move)
		to := c.Element(elemType(f.d), from, ins.Size(rowTile))
		place := c.Binary(ins.And, up, ins.Size(tensor.RowsLeaf-1))
		f.moveUp(c, c.Cmp(ins.EQ, place, ins.Size(0)), from, to, width)
		is.Add(row, entry)
		is.Add(up, c.At())
		froms.Add(levels, entry)
		froms.Add(to, c.At())
		c.Jump(level)

		c.Start(give)
		c.copyBytes(out, from, c.Binary(ins.Mul, width, ins.Size(f.d.Size())))
		c.Jump(leave)
		c.Start(leave)
		c.RetVoid()
	})
}

// moveUp adds the accumulators of a level to those of the next, which are new if first holds, and clears them.
func (f reduction) moveUp(c *code, first, from, to, width ins.Value) {
	t := elemType(f.d)
	wide, many := ins.Vec(t, carried), f.identity(carried)
	c.loopBy(ins.Size(0), width, carried, func(j ins.Value) {
		fp, tp := c.Element(t, from, j), c.Element(t, to, j)
		x, there := c.LoadAligned(wide, fp, 64), c.LoadAligned(wide, tp, 64)
		old := c.Select(first, many, there)
		c.StoreAligned(f.step(c, old, x), tp, 64)
		c.StoreAligned(many, fp, 64)
	})
}
