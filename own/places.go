package own

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// places says where the heap values of a function are used: by themselves, or as what may be borrowed from them.
type places struct {
	declared *ops.Registry
	home     map[*ir.Value]*ir.Region
	inside   map[*ir.Region]place // the node that has a region
	last     map[*ir.Value]map[*ir.Region]int
	count    map[*ir.Node]map[*ir.Value]int
	gets     map[*ir.Value][]*ir.Node // what reads rows of a vec
}

// place is a node of a region; that behind the last one is the region's end.
type place struct {
	r *ir.Region
	k int
}

func placesIn(f *ir.Func, declared *ops.Registry) *places {
	p := &places{declared, map[*ir.Value]*ir.Region{}, map[*ir.Region]place{}, map[*ir.Value]map[*ir.Region]int{},
		map[*ir.Node]map[*ir.Value]int{}, map[*ir.Value][]*ir.Node{}}
	p.region(f.Body)
	return p
}

func (p *places) region(r *ir.Region) {
	p.define(r, r.Params)
	for k, n := range r.Nodes {
		if _, get := n.Op.(ops.VecGet); get {
			p.gets[n.Args[0]] = append(p.gets[n.Args[0]], n)
		}
		for _, a := range n.Args {
			p.use(a, place{r, k})
		}
		for _, s := range n.Regions {
			p.inside[s] = place{r, k}
			p.region(s)
		}
		p.define(r, n.Results)
	}
	for _, v := range r.Results {
		p.use(v, place{r, len(r.Nodes)})
	}
}

func (p *places) define(r *ir.Region, vs []*ir.Value) {
	for _, v := range vs {
		p.home[v] = r
	}
}

// use notes a use of v, which is one of all that v may be borrowed from, and one in the nodes around.
func (p *places) use(v *ir.Value, at place) {
	for _, x := range p.above(v) {
		for s, around := at, true; around; s, around = p.around(s.r) {
			if p.last[x] == nil {
				p.last[x] = map[*ir.Region]int{}
			}
			p.last[x][s.r] = s.k
			if s.k == len(s.r.Nodes) {
				continue
			}
			n := s.r.Nodes[s.k]
			if p.count[n] == nil {
				p.count[n] = map[*ir.Value]int{}
			}
			p.count[n][x]++
		}
	}
}

func (p *places) around(r *ir.Region) (place, bool) {
	s, ok := p.inside[r]
	return s, ok
}

// above are v and what it may be borrowed from, if it is on the heap.
func (p *places) above(v *ir.Value) []*ir.Value {
	var out []*ir.Value
	for isHeap(v) {
		out = append(out, v)
		if v.Def == nil {
			break
		}
		of, _ := borrows(p.declared, v.Def)
		if of == nil {
			break
		}
		v = of
	}
	return out
}

// ends reports whether node k of a region uses v last, on each way on which it runs, and once for each v.
func (p *places) ends(v *ir.Value, r *ir.Region, k int) bool {
	for {
		if at, used := p.last[v][r]; !used || at != k {
			return false
		}
		if p.home[v] == r {
			return true
		}
		around, ok := p.around(r)
		if !ok {
			return false
		}
		if _, either := around.r.Nodes[around.k].Op.(ops.If); !either {
			return false
		}
		r, k = around.r, around.k
	}
}
