package own

import (
	"sort"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// moments says when the values of a function are used. Nodes, and the ends of regions, are numbered as they stand in the text.
type moments struct {
	declared *ops.Registry
	now      int
	at       map[*ir.Node]int
	last     map[*ir.Value]int   // of what is on the heap, or of anything that may be borrowed from it
	consumed map[*ir.Value][]int // of what is on the heap, or of a view of it
}

func momentsOf(f *ir.Func, declared *ops.Registry) *moments {
	m := &moments{declared: declared, at: map[*ir.Node]int{}, last: map[*ir.Value]int{}, consumed: map[*ir.Value][]int{}}
	m.region(f.Body)
	return m
}

func (m *moments) region(r *ir.Region) {
	every := consumption{declared: m.declared, calls: true}
	for _, n := range r.Nodes {
		m.now++
		m.at[n] = m.now
		for i, a := range n.Args {
			m.use(a, every.consumes(n, i))
		}
		for _, s := range n.Regions {
			m.region(s)
		}
	}
	m.now++
	for _, v := range r.Results {
		m.use(v, true)
	}
}

// use notes a use of v now, which is one of what v may be borrowed from.
func (m *moments) use(v *ir.Value, consumes bool) {
	for inside := false; isHeap(v); {
		m.last[v] = m.now
		if consumes && !inside {
			m.consumed[v] = append(m.consumed[v], m.now)
		}
		if v.Def == nil {
			return
		}
		of, within := borrows(m.declared, v.Def)
		if of == nil {
			return
		}
		v, inside = of, inside || within
	}
}

// outlives reports whether the container of which a node reads, and what that is borrowed from, is there until what was read
// has been used last, and is consumed later if at all.
func (m *moments) outlives(n *ir.Node) bool {
	last := m.at[n]
	for _, v := range n.Results {
		last = max(last, m.last[v])
	}
	for v := n.Args[0]; v != nil; {
		all := m.consumed[v]
		if i := sort.SearchInts(all, m.at[n]); i < len(all) && all[i] <= last {
			return false
		}
		if v.Def == nil {
			return true
		}
		v, _ = borrows(m.declared, v.Def)
	}
	return true
}
