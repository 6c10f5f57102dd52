package vm

import (
	"container/heap"
	"slices"
	"sort"
)

// A value needs a register from where it is made to where it is last read, and
// what a call does not need afterwards its callee may write over: so the
// frames of a deep recursion hold only what is read when it comes back. What
// is read after some call lies in the lowest registers.

// stretch is a part of the instructions, both ends included.
type stretch struct{ from, to int }

// life is where a register of the compiler's is in use: made by instruction
// from, last read by instruction to.
type life struct {
	stretch
	reg int // of the compiler's
}

// share maps the registers of the compiler's to as few as need be.
func (c *compiler) share() {
	lives := c.lives()
	calls := c.callSites()
	var kept, rest []life
	for _, l := range lives {
		if c.survives(l, calls) {
			kept = append(kept, l)
		} else {
			rest = append(rest, l)
		}
	}
	place := make([]int, c.regs)
	low := assign(kept, 0, place)
	c.regs = max(low, assign(rest, low, place))
	c.keepAtCalls(kept, calls, place)
	for i := range c.instrs {
		c.instrs[i].args = renumber(c.instrs[i].args, place)
		c.instrs[i].res = renumber(c.instrs[i].res, place)
	}
	c.params = renumber(c.params, place)
}

// renumber makes a list of its own: moves share theirs.
func renumber(regs, place []int) []int {
	out := make([]int, len(regs))
	for i, r := range regs {
		out[i] = place[r]
	}
	return out
}

// lives gives the life of each register, in the order in which they begin. What
// is made before a loop and read in it lives to the loop's end.
func (c *compiler) lives() []life {
	around, outer := c.loopsAround()
	at := make([]int, c.regs) // 1 + the index of a register's life
	var out []life
	made := func(reg, i int) {
		if at[reg] == 0 {
			out = append(out, life{stretch{i, i + 1}, reg})
			at[reg] = len(out)
		}
	}
	for _, p := range c.params {
		made(p, -1)
	}
	for i, in := range c.instrs {
		for _, reg := range in.args {
			l := &out[at[reg]-1]
			l.to = max(l.to, i)
			for k := around[i]; k >= 0 && l.from < c.loops[k].from; k = outer[k] {
				l.to = max(l.to, c.loops[k].to)
			}
		}
		for _, reg := range in.res {
			made(reg, i)
		}
	}
	return out
}

// loopsAround gives the innermost loop around each instruction and around each
// loop, -1 for none.
func (c *compiler) loopsAround() (instrs, loops []int) {
	instrs, loops = slices.Repeat([]int{-1}, len(c.instrs)), make([]int, len(c.loops))
	for k := len(c.loops) - 1; k >= 0; k-- { // an inner loop stands before the one around it
		loops[k] = instrs[c.loops[k].from]
		for i := c.loops[k].from; i <= c.loops[k].to; i++ {
			instrs[i] = k
		}
	}
	return instrs, loops
}

// callSites lists the calls.
func (c *compiler) callSites() []int {
	var out []int
	for i, in := range c.instrs {
		if in.kind == callOp || in.kind == invokeOp {
			out = append(out, i)
		}
	}
	return out
}

// across reports whether l is read after the call i, and made before it.
func (c *compiler) across(l life, i int) bool {
	h, ok := c.holes[l.reg]
	return l.from < i && i < l.to && !(ok && h.from < i && i < h.to)
}

// survives reports whether l lives across one of the calls.
func (c *compiler) survives(l life, calls []int) bool {
	first := sort.SearchInts(calls, l.from+1)
	for ; first < len(calls) && calls[first] < l.to; first++ {
		if c.across(l, calls[first]) {
			return true
		}
	}
	return false
}

// assign gives each life a register, from first on, that no other has at the
// time. It returns the number of registers.
func assign(lives []life, first int, place []int) int {
	active := &ends{}
	free := &numbers{}
	next := first
	for _, l := range lives {
		for len(*active) > 0 && (*active)[0].to <= l.from {
			heap.Push(free, heap.Pop(active).(life).reg)
		}
		reg := next
		if len(*free) > 0 {
			reg = heap.Pop(free).(int)
		} else {
			next++
		}
		place[l.reg] = reg
		heap.Push(active, life{l.stretch, reg})
	}
	return next
}

// keepAtCalls finds how many registers each call must leave alone.
func (c *compiler) keepAtCalls(kept []life, calls, place []int) {
	var active []life
	for _, i := range calls {
		for len(kept) > 0 && kept[0].from < i {
			active, kept = append(active, kept[0]), kept[1:]
		}
		active = slices.DeleteFunc(active, func(l life) bool { return l.to <= i })
		for _, l := range active {
			if c.across(l, i) {
				c.instrs[i].keep = max(c.instrs[i].keep, place[l.reg]+1)
			}
		}
	}
}

// ends is a heap of lives by their ends.
type ends []life

func (h ends) Len() int           { return len(h) }
func (h ends) Less(i, j int) bool { return h[i].to < h[j].to }
func (h ends) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ends) Push(x any)        { *h = append(*h, x.(life)) }
func (h *ends) Pop() any          { return pop(h) }

// numbers is a heap of numbers.
type numbers []int

func (h numbers) Len() int           { return len(h) }
func (h numbers) Less(i, j int) bool { return h[i] < h[j] }
func (h numbers) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *numbers) Push(x any)        { *h = append(*h, x.(int)) }
func (h *numbers) Pop() any          { return pop(h) }

func pop[S ~[]E, E any](h *S) E {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}
