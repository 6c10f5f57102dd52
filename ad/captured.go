package ad

import (
	"slices"

	"github.com/myia-lang/myia/ir"
)

// captured lists the varied outer values that regions read for something that
// varies: sizes and comparisons give no cotangent back.
func (d *deriv) captured(rs ...*ir.Region) []*ir.Value {
	var out reads
	for _, r := range rs {
		out.add(d.readsOf(r)...)
	}
	return out.list
}

// readsOf lists what captured does for one region. Regions within ask again for what is in them, so that it is kept: chains
// of branches are deep.
func (d *deriv) readsOf(r *ir.Region) []*ir.Value {
	if list, known := d.reads[r]; known {
		return list
	}
	var out reads
	use := func(vs []*ir.Value) {
		for _, v := range vs {
			if d.varied[v] && d.home[v] != r {
				out.add(v)
			}
		}
	}
	for _, n := range r.Nodes {
		if slices.ContainsFunc(n.Results, func(v *ir.Value) bool { return d.varied[v] }) {
			use(n.Args)
		}
		for _, sub := range n.Regions {
			use(d.readsOf(sub))
		}
	}
	use(r.Results)
	d.reads[r] = out.list
	return out.list
}

// reads is a list of values without repetitions.
type reads struct {
	list []*ir.Value
	seen map[*ir.Value]bool
}

func (s *reads) add(vs ...*ir.Value) {
	if s.seen == nil {
		s.seen = map[*ir.Value]bool{}
	}
	for _, v := range vs {
		if !s.seen[v] {
			s.seen[v] = true
			s.list = append(s.list, v)
		}
	}
}
