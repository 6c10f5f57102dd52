package ir

// Copier rebuilds nodes through a builder, with values replaced.
type Copier struct {
	B   *Builder
	Env map[*Value]*Value
	// Visit may emit something else in the place of a node whose operands are
	// given, and return what stands for its results (nil if nobody asks for
	// them); it returns false to have the node copied.
	Visit func(c *Copier, n *Node, args []*Value) ([]*Value, bool)
}

// Get gives the copy of a value.
func (c *Copier) Get(v *Value) *Value {
	if w, ok := c.Env[v]; ok {
		return w
	}
	return v
}

// Gets gives the copies of values.
func (c *Copier) Gets(vs []*Value) []*Value {
	out := make([]*Value, len(vs))
	for i, v := range vs {
		out[i] = c.Get(v)
	}
	return out
}

// Bind makes ws the copies of vs.
func (c *Copier) Bind(vs, ws []*Value) {
	for i, v := range vs {
		if ws[i].Name == "" && ws[i].Def != nil {
			ws[i].Name = v.Name
		}
		c.Env[v] = ws[i]
	}
}

// Region copies a region.
func (c *Copier) Region(r *Region) *Region {
	return c.B.Region(Types(r.Params), func(ps []*Value) []*Value {
		for i, p := range ps {
			p.Name = r.Params[i].Name
		}
		c.Bind(r.Params, ps)
		c.Nodes(r.Nodes)
		return c.Gets(r.Results)
	})
}

// Nodes copies nodes in order.
func (c *Copier) Nodes(ns []*Node) {
	for _, n := range ns {
		c.Node(n)
	}
}

// Node copies a node, or what Visit puts in its place.
func (c *Copier) Node(n *Node) {
	c.B.Loc = n.Loc
	args := c.Gets(n.Args)
	if c.Visit != nil {
		if out, ok := c.Visit(c, n, args); ok {
			if out != nil {
				c.Bind(n.Results, out)
			}
			return
		}
	}
	regions := make([]*Region, len(n.Regions))
	for i, r := range n.Regions {
		regions[i] = c.Region(r)
	}
	c.B.Loc = n.Loc
	c.Bind(n.Results, c.B.EmitRegions(n.Op, regions, args...))
}

// CopyFunc rebuilds a function of m into out under the same name.
func CopyFunc(out *Module, f *Func, visit func(c *Copier, n *Node, args []*Value) ([]*Value, bool)) *Func {
	c := &Copier{B: NewFunc(out, f.Name), Env: map[*Value]*Value{}, Visit: visit}
	c.B.F.Loc, c.B.F.Sig, c.B.F.Owned = f.Loc, f.Sig, f.Owned
	for _, p := range f.Params {
		c.Env[p] = c.B.Param(p.Name, p.Type)
	}
	c.Nodes(f.Body.Nodes)
	return c.B.Finish(c.Gets(f.Body.Results)...)
}

// Like makes an empty module with the declarations of m.
func (m *Module) Like() *Module {
	out := NewModule(m.Stage)
	out.Classes, out.Nodes, out.Pool, out.Entry, out.Named = m.Classes, m.Nodes, m.Pool, m.Entry, m.Named
	return out
}
