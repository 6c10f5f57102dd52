package ir

import "slices"

// Callee names the function that an op calls or differentiates, or "".
func Callee(op Op) string {
	if c, ok := op.(interface{ Callee() string }); ok {
		return c.Callee()
	}
	return ""
}

// Each calls f for every node of a region, nested ones after theirs.
func (r *Region) Each(f func(n *Node)) {
	for _, n := range r.Nodes {
		f(n)
		for _, sub := range n.Regions {
			sub.Each(f)
		}
	}
}

// CallGraph says which functions of a module refer to which, by calls and
// derivatives. It is made in linear time and does not follow later changes.
type CallGraph struct {
	Order []*Func           // all functions, what a function refers to before it
	Sites map[*Func][]*Node // the nodes of a function that refer to functions, in order
	Uses  map[*Func]int     // how many nodes refer to a function
	Size  map[*Func]int     // nodes but those without operands, such as constants
	cycle map[*Func][]*Func // the functions that reach each other, of those that reach themselves
	m     *Module
}

// NewCallGraph looks through a module.
func NewCallGraph(m *Module) *CallGraph {
	g := &CallGraph{Sites: map[*Func][]*Node{}, Uses: map[*Func]int{}, Size: map[*Func]int{}, cycle: map[*Func][]*Func{}, m: m}
	for _, f := range m.Funcs {
		f.Body.Each(func(n *Node) {
			if len(n.Args) > 0 || len(n.Regions) > 0 {
				g.Size[f]++
			}
			if to := g.Callee(n); to != nil {
				g.Uses[to]++
				g.Sites[f] = append(g.Sites[f], n)
			}
		})
	}
	t := &tarjan{g: g, number: map[*Func]int{}, low: map[*Func]int{}, open: map[*Func]bool{}}
	for _, f := range m.Funcs {
		if t.number[f] == 0 {
			t.visit(f)
		}
	}
	return g
}

// Callee is the function that a node refers to, or nil.
func (g *CallGraph) Callee(n *Node) *Func { return g.m.Func(Callee(n.Op)) }

// Cycle gives the functions that f reaches and that reach f, f among them; none
// if f does not reach itself.
func (g *CallGraph) Cycle(f *Func) []*Func { return g.cycle[f] }

// Recursive reports whether f reaches itself.
func (g *CallGraph) Recursive(f *Func) bool { return g.cycle[f] != nil }

// Reach gives the functions that some reach, themselves included. A node that
// skip names leads to what its function refers to, but not to the function.
func (g *CallGraph) Reach(from []*Func, skip func(n *Node) bool) map[*Func]bool {
	reached, seen := map[*Func]bool{}, map[*Func]bool{}
	var visit func(f *Func)
	visit = func(f *Func) {
		if seen[f] {
			return
		}
		seen[f] = true
		for _, n := range g.Sites[f] {
			to := g.Callee(n)
			reached[to] = reached[to] || skip == nil || !skip(n)
			visit(to)
		}
	}
	for _, f := range from {
		reached[f] = true
		visit(f)
	}
	return reached
}

// tarjan finds strongly connected components (R. Tarjan, Depth-first search and
// linear graph algorithms, 1972), which come in the order that callees are
// before callers.
type tarjan struct {
	g           *CallGraph
	number, low map[*Func]int
	open        map[*Func]bool
	stack       []*Func
}

func (t *tarjan) visit(f *Func) {
	t.number[f] = len(t.number) + 1
	t.low[f] = t.number[f]
	at, self := len(t.stack), false
	t.stack, t.open[f] = append(t.stack, f), true
	for _, n := range t.g.Sites[f] {
		to := t.g.Callee(n)
		self = self || to == f
		switch {
		case t.number[to] == 0:
			t.visit(to)
			t.low[f] = min(t.low[f], t.low[to])
		case t.open[to]:
			t.low[f] = min(t.low[f], t.number[to])
		}
	}
	if t.low[f] != t.number[f] {
		return
	}
	part := slices.Clone(t.stack[at:])
	slices.Reverse(part)
	t.stack = t.stack[:at]
	for _, m := range part {
		t.open[m] = false
		if self || len(part) > 1 {
			t.g.cycle[m] = part
		}
	}
	t.g.Order = append(t.g.Order, part...)
}
