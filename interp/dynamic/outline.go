package dynamic

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// visitTry makes a function of the body of a try, which a step calls, so that an exception ends that call alone.
func (s *Surface) visitTry(c *ir.Copier, n *ir.Node, args []*ir.Value, emit emitter) []*ir.Value {
	s.tries++
	body := n.Regions[0]
	free := outside(body)
	name := fmt.Sprintf("<try %d>", s.tries)
	in := &ir.Copier{B: ir.NewFunc(s.mod, name), Env: map[*ir.Value]*ir.Value{}, Visit: s.visit}
	in.B.F.Loc = ir.Loc{Span: n.Loc.Span, Func: n.Loc.Func}
	for _, v := range free {
		in.Env[v] = in.B.Param(v.Name, types.Any)
	}
	in.Nodes(body.Nodes)
	in.B.Finish(in.Gets(body.Results)...)
	return emit("try", len(n.Results), tried(name, len(args)), append(args, c.Gets(free)...)...)
}

// outside lists the values from outside that a region reads, in order.
func outside(r *ir.Region) []*ir.Value {
	inside, seen := map[*ir.Value]bool{}, map[*ir.Value]bool{}
	var out []*ir.Value
	reads := func(vs []*ir.Value) {
		for _, v := range vs {
			if !inside[v] && !seen[v] {
				seen[v] = true
				out = append(out, v)
			}
		}
	}
	var walk func(r *ir.Region)
	walk = func(r *ir.Region) {
		for _, p := range r.Params {
			inside[p] = true
		}
		for _, n := range r.Nodes {
			reads(n.Args)
			for _, sub := range n.Regions {
				walk(sub)
			}
			for _, v := range n.Results {
				inside[v] = true
			}
		}
		reads(r.Results)
	}
	walk(r)
	return out
}

// visitPermute reads all places, then sets them.
func (s *Surface) visitPermute(c *ir.Copier, op surface.Permute, args []*ir.Value, emit emitter) {
	type place struct {
		name string
		at   []*ir.Value
	}
	var places []place
	for _, name := range op.Places {
		n := 1
		if name == "" {
			n = 2
		}
		places, args = append(places, place{name, args[:n]}), args[n:]
	}
	held := make([]*ir.Value, len(places))
	for k, from := range op.From {
		p := places[from]
		get := func(st *step, a []*value) (answer, error) { return st.getAttr(a[0], p.name) }
		if p.name == "" {
			get = func(st *step, a []*value) (answer, error) { return st.getItem(a[0], a[1]) }
		}
		held[k] = emit("permute", 1, get, p.at...)[0]
	}
	for k, p := range places {
		set := func(st *step, a []*value) (answer, error) { return none0(st.setAttr(a[0], p.name, a[1])) }
		if p.name == "" {
			set = func(st *step, a []*value) (answer, error) { return st.setItem(a[0], a[1], a[2]) }
		}
		emit("permute", 1, set, append(append([]*ir.Value{}, p.at...), held[k])...)
	}
}
