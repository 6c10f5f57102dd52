package infer

import (
	"maps"
	"slices"

	"github.com/myia-lang/myia/ir"
)

// life says how long a value of surface IR is used: in the region that defines it, up to a node; len(Nodes) is its end.
type life struct {
	in   *ir.Region
	last int
}

// livesOf finds the lives of the values of a function.
func livesOf(fn *ir.Func) map[*ir.Value]life {
	out := map[*ir.Value]life{}
	type at struct {
		r *ir.Region
		i int
	}
	var stack []at
	use := func(vs []*ir.Value) {
		for _, v := range vs {
			for _, s := range stack {
				if l := out[v]; l.in == s.r && l.last < s.i {
					out[v] = life{l.in, s.i}
				}
			}
		}
	}
	define := func(r *ir.Region, vs []*ir.Value) {
		for _, v := range vs {
			out[v] = life{r, -1}
		}
	}
	var walk func(r *ir.Region)
	walk = func(r *ir.Region) {
		define(r, r.Params)
		for i, n := range r.Nodes {
			stack = append(stack, at{r, i})
			use(n.Args)
			for _, in := range n.Regions {
				walk(in)
			}
			stack = stack[:len(stack)-1]
			define(r, n.Results)
		}
		stack = append(stack, at{r, len(r.Nodes)})
		use(r.Results)
		stack = stack[:len(stack)-1]
	}
	walk(fn.Body)
	return out
}

// behind does something that is behind a node with regions: what only that uses is used no more.
func (f *frame) behind(n *ir.Node, do func()) {
	if at := f.inner; at != nil && f.walked[at] < len(at.Nodes) && at.Nodes[f.walked[at]] == n {
		f.walked[at]++
		defer func() { f.walked[at]-- }()
	}
	do()
}

// isNamed reports whether anything that is still used but an object that holds r leads to r, or to what may be or hold a part of
// it. What nothing leads to is found in the object only.
func (f *frame) isNamed(r, holder *ir.Value) bool {
	alike := f.alikeBut(r, holder)
	for p := range alike {
		if slices.Contains(f.b.F.Params, p) { // the caller has it
			return true
		}
	}
	if f.lives == nil {
		f.lives = livesOf(f.c.fn)
	}
	seen := map[*ir.Value]bool{holder: true} // what it holds does not count
	for v, x := range f.env {
		if l, known := f.lives[v]; (!known || l.last >= f.walked[l.in]) && f.leadsTo(x.V, alike, seen) {
			return true
		}
	}
	for x := range maps.Values(f.globals) {
		if f.leadsTo(x.V, alike, seen) {
			return true
		}
	}
	return false
}

// alikeBut are r and the objects that may be or hold a part of it, other than by way of holder.
func (f *frame) alikeBut(r, holder *ir.Value) map[*ir.Value]bool {
	alike := map[*ir.Value]bool{r: true}
	for todo := []*ir.Value{r}; len(todo) > 0; todo = todo[1:] {
		for _, x := range f.aliases[todo[0]] {
			if x.to != holder && !alike[x.to] {
				alike[x.to] = true
				todo = append(todo, x.to)
			}
		}
	}
	return alike
}

// leadsTo reports whether v is a place in one of some objects, or was put together of it, but by way of objects that have been
// seen.
func (f *frame) leadsTo(v *ir.Value, to, seen map[*ir.Value]bool) bool {
	if v == nil || !f.carries(v.Type) {
		return false
	}
	root, _ := f.root(v)
	if to[root] {
		return true
	}
	if seen[root] {
		return false
	}
	seen[root] = true
	cur := root
	if at := f.now[root]; at.cur != nil {
		cur = at.cur.V
	}
	return slices.ContainsFunc(heldBy(cur), func(p *ir.Value) bool { return f.leadsTo(p, to, seen) })
}
