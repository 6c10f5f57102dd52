package own

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
)

// loan says what a value borrows from. A view has the reference of what it is a view of; what is inside a vec or node has
// one of its own there, which cannot be taken.
type loan struct {
	of     *ir.Value
	inside bool
}

// loans finds what the values of a function borrow from, before anything is counted.
type loans struct {
	declared *ops.Registry
	of       map[*ir.Value]loan
}

// loansOf finds them. What is read out of a container that something else consumes before it was used last gets a reference of
// its own instead, so that it does not keep the container from being updated in place; what is static is not updated.
func loansOf(f *ir.Func, declared *ops.Registry) *loans {
	l := &loans{declared, map[*ir.Value]loan{}}
	l.region(f.Body, momentsOf(f, declared))
	return l
}

func (l *loans) region(r *ir.Region, m *moments) {
	for _, n := range r.Nodes {
		for _, s := range n.Regions {
			l.region(s, m)
		}
		of, inside := borrows(l.declared, n)
		if of == nil || inside && !m.outlives(n) && !l.static(of) {
			continue
		}
		for _, v := range n.Results {
			if isHeap(v) {
				l.of[v] = loan{of, inside}
			}
		}
	}
}

// borrows gives the operand that a node's results live in, nil if they are in memory of their own or in the program.
func borrows(declared *ops.Registry, n *ir.Node) (of *ir.Value, inside bool) {
	switch declared.Of(n.Op).Memory.Lives(n) {
	case ops.Alias:
		if isHeap(n.Args[0]) {
			return n.Args[0], false
		}
	case ops.Inside:
		return n.Args[0], true
	}
	return nil, false
}

// root follows loans to the value that is counted; nil for what is never counted.
func (l *loans) root(v *ir.Value) (r *ir.Value, inside bool) {
	for {
		if !isHeap(v) || v.Def != nil && l.declared.Of(v.Def.Op).Memory.Lives(v.Def) == ops.Static {
			return nil, inside
		}
		up, ok := l.of[v]
		if !ok {
			return v, inside
		}
		inside = inside || up.inside
		v = up.of
	}
}

// static reports whether v is never counted.
func (l *loans) static(v *ir.Value) bool {
	r, _ := l.root(v)
	return r == nil
}

// uses lists the counted values that a node reads, nested regions included, and how often.
type uses struct {
	order []*ir.Value
	count map[*ir.Value]int
}

func (u *uses) add(v *ir.Value, k int) {
	if v == nil {
		return
	}
	if u.count == nil {
		u.count = map[*ir.Value]int{}
	}
	if u.count[v] == 0 {
		u.order = append(u.order, v)
	}
	u.count[v] += k
}

// usesOf gives those of a node.
func (w *inserter) usesOf(n *ir.Node) *uses {
	if u := w.uses[n]; u != nil {
		return u
	}
	u := &uses{}
	for _, a := range n.Args {
		r, _ := w.loans.root(a)
		u.add(r, 1)
	}
	if _, ok := n.Op.(kernels.Kernel); ok { // which reads its operands alone
		w.uses[n] = u
		return u
	}
	for _, reg := range n.Regions {
		for _, m := range reg.Nodes {
			sub := w.usesOf(m)
			for _, v := range sub.order {
				u.add(v, sub.count[v])
			}
		}
		for _, v := range reg.Results {
			r, _ := w.loans.root(v)
			u.add(r, 1)
		}
	}
	w.uses[n] = u
	return u
}
