package opt

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// sizes asks once for the length of a vec, and the sizes of an array, that is changed and keeps them, also where loops carry it:
//
//	before  %w = for %n, %v { (%k, %p) -> %l = vec.len %p;  %q = vec.set %p, %k, %l;  yield %q };  %m = vec.len %w
//	after   %l = vec.len %v;  %w = for %n, %v { (%k, %p) -> %q = vec.set %p, %k, %l;  yield %q };  %m is %l
func sizes(m *ir.Module) *ir.Module {
	out := m.Like()
	for _, f := range m.Funcs {
		s := sameSize{}
		s.region(f.Body)
		l := &sizeCopier{s, s.asked(f), map[size]*ir.Value{}}
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

// sameSize gives for a vec or an array an earlier one that has its sizes.
type sameSize map[*ir.Value]*ir.Value

// of is the first one.
func (s sameSize) of(v *ir.Value) *ir.Value {
	for s[v] != nil {
		v = s[v]
	}
	return v
}

func (s sameSize) region(r *ir.Region) {
	for _, n := range r.Nodes {
		s.node(n)
	}
}

func (s sameSize) node(n *ir.Node) {
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
	case ops.VecSet, ops.VecSwap, ops.IndexSet, ops.GatherSet:
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
func (s sameSize) while(n *ir.Node) {
	cond, body := n.Regions[0], n.Regions[1]
	s.region(cond)
	s.region(body)
	from := make([]int, len(body.Params)) // which of what the loop carries has the size of a parameter of the body
	steady := make([]bool, len(cond.Params))
	for i, p := range body.Params {
		k := slices.Index(cond.Params, s.of(cond.Results[1+i]))
		if from[i] = k; k >= 0 && s.of(body.Results[k]) == p {
			steady[k] = true
		}
	}
	for i, k := range from {
		if k >= 0 && steady[k] {
			s[body.Params[i]], s[n.Results[i]] = n.Args[k], n.Args[k]
		}
	}
	for k, p := range cond.Params {
		if steady[k] {
			s[p] = n.Args[k]
		}
	}
}

// size is the size of an axis of an array, or the length of a vec.
type size struct {
	of   *ir.Value
	axis int
}

// sizeOf is the size of an earlier value that a node asks for.
func (s sameSize) sizeOf(n *ir.Node) (size, bool) {
	switch op := n.Op.(type) {
	case ops.VecLen:
		return size{s.of(n.Args[0]), 0}, true
	case ops.Dim:
		return size{s.of(n.Args[0]), op.Axis}, true
	}
	return size{}, false
}

// asked are the sizes of first values that later ones are asked for, by the values.
func (s sameSize) asked(f *ir.Func) map[*ir.Value][]size {
	out := map[*ir.Value][]size{}
	f.Body.Each(func(n *ir.Node) {
		if k, ok := s.sizeOf(n); ok && k.of != n.Args[0] && !slices.Contains(out[k.of], k) {
			out[k.of] = append(out[k.of], k)
		}
	})
	return out
}

// sizeCopier asks for the sizes where the first values are made.
type sizeCopier struct {
	same  sameSize
	asked map[*ir.Value][]size
	known map[size]*ir.Value
}

// ask asks for those of the values that later ones are asked for.
func (l *sizeCopier) ask(c *ir.Copier, vs []*ir.Value) {
	for _, v := range vs {
		for _, k := range l.asked[v] {
			if _, vec := v.Type.(types.Vec); vec {
				l.known[k] = c.B.Emit1(ops.VecLen{}, c.Get(v))
			} else {
				l.known[k] = ops.Size(c.B, c.Get(v), k.axis)
			}
		}
	}
}

func (l *sizeCopier) visit(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	if k, ok := l.same.sizeOf(n); ok && l.known[k] != nil {
		return []*ir.Value{l.known[k]}, true
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
