package llvm

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// alias says what a value borrows from. A view shares its owner; what is inside a vec or node has one of its own.
type alias struct {
	of     *ir.Value
	inside bool
}

// aliases finds the views of a function.
type aliases struct {
	declared *ops.Registry
	of       map[*ir.Value]alias
}

// aliasesOf finds them. What is read out of a container that something else consumes gets a reference of its own
// instead, so that it does not keep the container from being updated in place.
func aliasesOf(f *ir.Func, declared *ops.Registry) *aliases {
	a, consumed := &aliases{declared, map[*ir.Value]alias{}}, map[*ir.Value]bool{}
	all := consumption{declared: declared, calls: true}
	all.region(f.Body, func(v *ir.Value) { consumed[v] = true })
	a.region(f.Body, consumed)
	return a
}

func (a *aliases) region(r *ir.Region, consumed map[*ir.Value]bool) {
	for _, n := range r.Nodes {
		for _, s := range n.Regions {
			a.region(s, consumed)
		}
		of, inside := a.borrows(n)
		if of == nil || inside && consumed[of] {
			continue
		}
		for _, v := range n.Results {
			if types.IsHeap(v.Type) {
				a.of[v] = alias{of, inside}
			}
		}
	}
}

// borrows gives the operand that a node's results live in, if they are not new.
func (a *aliases) borrows(n *ir.Node) (of *ir.Value, inside bool) {
	switch a.declared.Of(n.Op).Memory.Lives(n) {
	case ops.Alias:
		if types.IsHeap(n.Args[0].Type) {
			return n.Args[0], false
		}
	case ops.Inside:
		return n.Args[0], true
	}
	return nil, false
}

// root follows views to the value that is counted; nil for what is never counted.
func (a *aliases) root(v *ir.Value) (r *ir.Value, inside bool) {
	for {
		if !types.IsHeap(v.Type) {
			return nil, inside
		}
		if v.Def != nil {
			if a.declared.Of(v.Def.Op).Memory.Result == ops.Static {
				return nil, inside
			}
		}
		up, ok := a.of[v]
		if !ok {
			return v, inside
		}
		inside = inside || up.inside
		v = up.of
	}
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

func (f *fn) usesOf(n *ir.Node) *uses {
	if u := f.uses[n]; u != nil {
		return u
	}
	u := &uses{}
	for _, a := range n.Args {
		r, _ := f.aliases.root(a)
		u.add(r, 1)
	}
	for _, reg := range n.Regions {
		for _, m := range reg.Nodes {
			sub := f.usesOf(m)
			for _, v := range sub.order {
				u.add(v, sub.count[v])
			}
		}
		for _, v := range reg.Results {
			r, _ := f.aliases.root(v)
			u.add(r, 1)
		}
	}
	f.uses[n] = u
	return u
}

// scope is a region while it is written: what it owns and where that is used last.
type scope struct {
	outer  *scope
	region *ir.Region
	pos    int
	owned  map[*ir.Value]bool
	moved  map[*ir.Value]bool
	last   map[*ir.Value]int
	dying  [][]*ir.Value
	yields uses
	// readable holds the addresses of nodes that were found not to be null.
	readable map[*ir.Value]string
	strips   map[*ir.Node]*strip
}

func (f *fn) newScope(r *ir.Region, owned []*ir.Value) *scope {
	s := &scope{outer: f.scope, region: r, readable: map[*ir.Value]string{}, owned: map[*ir.Value]bool{}, moved: map[*ir.Value]bool{}, last: map[*ir.Value]int{}}
	var order []*ir.Value
	see := func(v *ir.Value, at int) {
		if _, ok := s.last[v]; !ok {
			order = append(order, v)
		}
		s.last[v] = at
	}
	for _, v := range owned {
		if r, _ := f.aliases.root(v); r != nil {
			s.owned[v] = true
			see(v, -1)
		}
	}
	for i, n := range r.Nodes {
		for _, v := range f.usesOf(n).order {
			see(v, i)
		}
		for _, v := range n.Results {
			if r, _ := f.aliases.root(v); r == v {
				see(v, i)
			}
		}
	}
	for _, v := range r.Results {
		root, _ := f.aliases.root(v)
		s.yields.add(root, 1)
	}
	for _, v := range s.yields.order {
		see(v, len(r.Nodes))
	}
	s.strips = f.strips(r)
	s.dying = make([][]*ir.Value, len(r.Nodes)+2)
	for _, v := range order {
		s.dying[s.last[v]+1] = append(s.dying[s.last[v]+1], v)
	}
	return s
}

// takes reports whether the current node is the only and last user of v's owner, which this region owns.
func (f *fn) takes(v *ir.Value) (*ir.Value, bool) {
	s := f.scope
	r, inside := f.aliases.root(v)
	if r == nil || inside || !s.owned[r] || s.moved[r] || s.last[r] != s.pos {
		return r, false
	}
	u := &s.yields
	if s.pos < len(s.region.Nodes) {
		u = f.usesOf(s.region.Nodes[s.pos])
	}
	return r, u.count[r] == 1
}

// consume gives v with a reference of the consumer's own: moved here if this is its last use, else one more.
func (f *fn) consume(v *ir.Value) val {
	x := f.vals[v]
	if !types.IsHeap(v.Type) {
		return x
	}
	f.consumed = append(f.consumed, v)
	r, ok := f.takes(v)
	if ok {
		f.scope.moved[r] = true
		return x
	}
	f.retain(v.Type, x)
	return x
}

func (f *fn) consumeEach(vs []*ir.Value) []val {
	out := make([]val, len(vs))
	for i, v := range vs {
		out[i] = f.consume(v)
	}
	return out
}

func (f *fn) consumeAll(vs []*ir.Value) val {
	var out val
	for _, v := range vs {
		out = append(out, f.consume(v)...)
	}
	return out
}

func (f *fn) retain(t types.Type, x val) {
	if o := ownerComp(t); o >= 0 && x[o] != "null" && x[o][0] != '@' && !constExpr(x[o]) {
		f.do("call void @rti_retain(ptr %s)", x[o])
	}
}

// constExpr reports whether a component is the address of a constant.
func constExpr(s string) bool { return s[0] == 'g' }

func (f *fn) release(t types.Type, x val) {
	o := ownerComp(t)
	if o < 0 || x[o] == "null" || constExpr(x[o]) {
		return
	}
	if _, ok := t.(types.Array); ok {
		f.do("call void @rt_release(ptr %%ctx, ptr %s)", x[o])
		return
	}
	f.do("call void @rti_release(ptr %%ctx, ptr %s)", x[o])
}

// drop releases what the region owns and used last at position at.
func (f *fn) drop(s *scope, at int) {
	for _, v := range s.dying[at+1] {
		if s.owned[v] && !s.moved[v] {
			s.moved[v] = true
			f.later(func() { f.release(v.Type, f.vals[v]) })
		}
	}
}

// consumption says for each function which parameters it consumes.
type consumption struct {
	declared *ops.Registry
	params   map[string][]bool
	calls    bool // take every operand of a call for consumed
}

// consumptionOf finds the least solution for all functions.
func consumptionOf(g *ir.CallGraph, as map[*ir.Func]*aliases, declared *ops.Registry) consumption {
	c := consumption{declared: declared, params: map[string][]bool{}}
	for _, f := range g.Order {
		c.params[f.Name] = make([]bool, len(f.Params))
	}
	for changed := true; changed; {
		changed = false
		for _, f := range g.Order {
			used := map[*ir.Value]bool{}
			c.region(f.Body, func(v *ir.Value) {
				if r, inside := as[f].root(v); !inside && r != nil {
					used[r] = true
				}
			})
			for i, p := range f.Params {
				if used[p] && !c.params[f.Name][i] {
					c.params[f.Name][i] = true
					changed = changed || g.Recursive(f)
				}
			}
		}
	}
	return c
}

func (c consumption) region(r *ir.Region, mark func(*ir.Value)) {
	for _, n := range r.Nodes {
		for i, a := range n.Args {
			if c.consumes(n, i) {
				mark(a)
			}
		}
		for _, s := range n.Regions {
			c.region(s, mark)
		}
	}
	for _, v := range r.Results {
		mark(v)
	}
}

// consumes reports whether a node consumes operand i: stores it, returns it, or updates it in place.
func (c consumption) consumes(n *ir.Node, i int) bool {
	switch c.declared.Of(n.Op).Memory.Of(i) {
	case ops.Consume:
		return true
	case ops.ByCallee:
		params := c.params[ir.Callee(n.Op)]
		return c.calls || params != nil && params[i]
	}
	return false
}

// keepsClaims compares what the rule of a node did with the operands with what is declared. An operand that stands twice is
// looked at where either place is consumed.
func (f *fn) keepsClaims(n *ir.Node) error {
	for i, a := range n.Args {
		if !types.IsHeap(a.Type) {
			continue
		}
		declared := false
		for k, b := range n.Args {
			declared = declared || a == b && f.p.consumption.consumes(n, k)
		}
		if declared != slices.Contains(f.consumed, a) {
			return fmt.Errorf("llvm: %s does not do with operand %d what its declaration says", n.Op.OpName(), i)
		}
	}
	return nil
}
