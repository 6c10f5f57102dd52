package opt

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// lengths asks once how long a vec is that is changed and keeps its length, also where loops carry it:
//
//	before  %w = for %n, %v { (%k, %p) -> %l = vec.len %p;  %q = vec.set %p, %k, %l;  yield %q };  %m = vec.len %w
//	after   %l = vec.len %v;  %w = for %n, %v { (%k, %p) -> %q = vec.set %p, %k, %l;  yield %q };  %m is %l
func lengths(m *ir.Module) *ir.Module {
	out := m.Like()
	for _, f := range m.Funcs {
		s := sameLength{}
		s.region(f.Body)
		l := &lengthCopier{s, s.asked(f), map[*ir.Value]*ir.Value{}}
		c := &ir.Copier{B: ir.NewFunc(out, f.Name), Env: map[*ir.Value]*ir.Value{}, Visit: l.visit}
		c.B.F.Loc, c.B.F.Sig = f.Loc, f.Sig
		for _, p := range f.Params {
			c.Env[p] = c.B.Param(p.Name, p.Type)
		}
		l.ask(c, f.Params)
		c.Nodes(f.Body.Nodes)
		c.B.Finish(c.Gets(f.Body.Results)...)
	}
	return out
}

// sameLength gives for a vec an earlier one that is as long.
type sameLength map[*ir.Value]*ir.Value

// of is the first one.
func (s sameLength) of(v *ir.Value) *ir.Value {
	for s[v] != nil {
		v = s[v]
	}
	return v
}

func (s sameLength) region(r *ir.Region) {
	for _, n := range r.Nodes {
		s.node(n)
	}
}

func (s sameLength) node(n *ir.Node) {
	switch n.Op.(type) {
	case ops.While:
		s.while(n)
		return
	case ops.For:
		body := n.Regions[0]
		s.region(body)
		for k, p := range body.Params[1:] {
			if s.of(body.Results[k]) == p {
				s[p], s[n.Results[k]] = n.Args[1+k], n.Args[1+k]
			}
		}
		return
	}
	for _, r := range n.Regions {
		s.region(r)
	}
	switch n.Op.(type) {
	case ops.VecSet, ops.VecSwap:
		s[n.Results[0]] = n.Args[0]
	case ops.If:
		for i, v := range n.Results {
			if first := s.of(n.Regions[0].Results[i]); first == s.of(n.Regions[1].Results[i]) {
				s[v] = first
			}
		}
	}
}

// while follows what the condition gives to the body, and out of the loop. Neither sees what is in the condition.
func (s sameLength) while(n *ir.Node) {
	cond, body := n.Regions[0], n.Regions[1]
	s.region(cond)
	for i, p := range body.Params {
		s[p] = cond.Results[1+i]
	}
	s.region(body)
	steady := make([]bool, len(cond.Params))
	for k, p := range cond.Params {
		steady[k] = s.of(body.Results[k]) == p
	}
	for i, p := range body.Params {
		delete(s, p)
		if k := slices.Index(cond.Params, s.of(cond.Results[1+i])); k >= 0 && steady[k] {
			s[p], s[n.Results[i]] = n.Args[k], n.Args[k]
		}
	}
	for k, p := range cond.Params {
		if steady[k] {
			s[p] = n.Args[k]
		}
	}
}

// asked are the first vecs of which later ones are asked for their lengths.
func (s sameLength) asked(f *ir.Func) map[*ir.Value]bool {
	out := map[*ir.Value]bool{}
	f.Body.Each(func(n *ir.Node) {
		if _, length := n.Op.(ops.VecLen); length && s[n.Args[0]] != nil {
			out[s.of(n.Args[0])] = true
		}
	})
	return out
}

// lengthCopier asks for the lengths where the first vecs are made.
type lengthCopier struct {
	same  sameLength
	asked map[*ir.Value]bool
	known map[*ir.Value]*ir.Value
}

// ask asks those of the values that later ones are asked for.
func (l *lengthCopier) ask(c *ir.Copier, vs []*ir.Value) {
	for _, v := range vs {
		if l.asked[v] {
			l.known[v] = c.B.Emit1(ops.VecLen{}, c.Get(v))
		}
	}
}

func (l *lengthCopier) visit(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	if _, length := n.Op.(ops.VecLen); length {
		if known := l.known[l.same.of(n.Args[0])]; known != nil {
			return []*ir.Value{known}, true
		}
	}
	regions := make([]*ir.Region, len(n.Regions))
	for i, r := range n.Regions {
		regions[i] = c.B.Region(ir.Types(r.Params), func(ps []*ir.Value) []*ir.Value {
			for k, p := range ps {
				p.Name = r.Params[k].Name
			}
			c.Bind(r.Params, ps)
			l.ask(c, r.Params)
			c.Nodes(r.Nodes)
			return c.Gets(r.Results)
		})
	}
	c.B.Loc = n.Loc
	c.Bind(n.Results, c.B.EmitRegions(n.Op, regions, args...))
	l.ask(c, n.Results)
	return nil, true
}
