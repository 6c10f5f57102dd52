package ins

import "slices"

// Equal reports whether two functions do the same by the same instructions, whatever they are called.
func (f *Func) Equal(g *Func) bool {
	return f.size == g.size && f.Fast == g.Fast && f.outlined == g.outlined && f.Result.Equal(g.Result) &&
		slices.EqualFunc(f.params, g.params, func(p, q param) bool { return p.typ.Equal(q.typ) }) &&
		slices.EqualFunc(f.allocas, g.allocas, (*Inst).equal) &&
		slices.EqualFunc(f.blocks, g.blocks, (*Block).equal)
}

func (b *Block) equal(c *Block) bool {
	return b.same(c) && slices.EqualFunc(b.insts, c.insts, (*Inst).equal)
}

// same reports whether two blocks of functions that are compared have one place.
func (b *Block) same(c *Block) bool { return b.n == c.n && b.name == c.name }

func (i *Inst) equal(j *Inst) bool {
	return i.op == j.op && i.pred == j.pred && i.reg == j.reg && i.n == j.n && i.rare == j.rare && i.near == j.near && i.part == j.part &&
		i.typ.Equal(j.typ) && i.elem.Equal(j.elem) && i.callee.same(j.callee) &&
		slices.EqualFunc(i.args, j.args, Value.equal) && slices.EqualFunc(i.to, j.to, (*Block).same)
}

// same reports whether two calls are of one function: names are given once.
func (c *Callee) same(d *Callee) bool { return c == d || c != nil && d != nil && c.Name == d.Name }

// equal reports whether two operands are the same in functions that are compared.
func (v Value) equal(u Value) bool {
	return v.kind == u.kind && v.n == u.n && v.typ.Equal(u.typ) &&
		(v.global == u.global || v.global != nil && u.global != nil && v.global.Name == u.global.Name)
}

// Hash is equal for equal functions.
func (f *Func) Hash() uint64 {
	h := hash(14695981039346656037)
	h.add(len(f.params), len(f.allocas), f.size)
	for _, b := range f.blocks {
		h.add(b.n)
		for _, i := range b.insts {
			h.add(int(i.op), int(i.pred), i.reg, i.n, int(i.typ.kind), int(i.typ.bits), int(i.typ.lanes))
			for _, a := range i.args {
				h.add(int(a.kind), int(a.n))
			}
		}
	}
	return uint64(h)
}

// hash is FNV-1a over numbers.
type hash uint64

func (h *hash) add(ns ...int) {
	for _, n := range ns {
		*h = (*h ^ hash(n)) * 1099511628211
	}
}
