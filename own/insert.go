package own

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Insert gives the module with references counted. A value is given back, or moved to what consumes it, after its last use
// in the region that owns it.
func Insert(m *ir.Module, declared *ops.Registry) *ir.Module {
	m = taken(m, declared)
	out := m.Like()
	ls := map[*ir.Func]*loans{}
	for _, f := range m.Funcs {
		ls[f] = loansOf(f, declared)
	}
	c := consumptionOf(ir.NewCallGraph(m), ls, declared)
	for _, f := range m.Funcs {
		w := &inserter{declared: declared, m: m, consumption: c, loans: ls[f], uses: map[*ir.Node]*uses{}, sole: map[*ir.Value]bool{},
			kept: map[*ir.Value]bool{}, steadily: map[[2]*ir.Value]steadiness{}, times: timesIn(f.Body)}
		w.given = w.givenIn(f.Body)
		w.function(out, f)
	}
	return out
}

// taken gives a module in which rows that are changed in their places are taken out for that.
func taken(m *ir.Module, declared *ops.Registry) *ir.Module {
	out := m.Like()
	for _, f := range m.Funcs {
		takeParts(out, f, declared)
	}
	return out
}

// inserter rewrites one function. Its maps are by the values of the old one.
type inserter struct {
	ir.Copier
	declared    *ops.Registry
	m           *ir.Module
	consumption consumption
	loans       *loans
	uses        map[*ir.Node]*uses
	scope       *scope
	sole        map[*ir.Value]bool // carried accumulators that the loop owns
	kept        map[*ir.Value]bool // what is read after it was given to somebody, who got a reference of his own
	steadily    map[[2]*ir.Value]steadiness
	times       map[*ir.Value]int
	given       map[*ir.Value]int
}

func (w *inserter) function(out *ir.Module, f *ir.Func) {
	w.Copier = ir.Copier{B: ir.NewFunc(out, f.Name), Env: map[*ir.Value]*ir.Value{}}
	w.B.F.Loc, w.B.F.Sig = f.Loc, f.Sig
	var owned []*ir.Value
	for i, p := range f.Params {
		w.Env[p] = w.B.Param(p.Name, p.Type)
		if w.consumption.params[f.Name][i] {
			owned = append(owned, p)
		}
	}
	w.B.F.Owned = w.consumption.params[f.Name]
	w.B.Loc = f.Loc
	w.B.Finish(w.nodes(f.Body, owned)...)
}

// scope is a region while it is rewritten: what it owns and where that is used last.
type scope struct {
	region *ir.Region
	pos    int
	owned  map[*ir.Value]bool
	moved  map[*ir.Value]bool
	last   map[*ir.Value]int
	dying  [][]*ir.Value // by the position of the last use, from -1 on
	yields uses
}

func (w *inserter) newScope(r *ir.Region, owned []*ir.Value) *scope {
	s := &scope{region: r, owned: map[*ir.Value]bool{}, moved: map[*ir.Value]bool{}, last: map[*ir.Value]int{}}
	var order []*ir.Value
	see := func(v *ir.Value, at int) {
		if _, ok := s.last[v]; !ok {
			order = append(order, v)
		}
		s.last[v] = at
	}
	for _, v := range owned {
		if w.isRoot(v) {
			s.owned[v] = true
			see(v, -1)
		}
	}
	for i, n := range r.Nodes {
		for _, v := range w.usesOf(n).order {
			see(v, i)
		}
		for _, v := range n.Results {
			if w.isRoot(v) {
				see(v, i)
			}
		}
	}
	for _, v := range r.Results {
		root, _ := w.loans.root(v)
		s.yields.add(root, 1)
	}
	for _, v := range s.yields.order {
		see(v, len(r.Nodes))
	}
	s.dying = make([][]*ir.Value, len(r.Nodes)+2)
	for _, v := range order {
		s.dying[s.last[v]+1] = append(s.dying[s.last[v]+1], v)
	}
	return s
}

// isRoot reports whether a value has a reference of its own.
func (w *inserter) isRoot(v *ir.Value) bool {
	r, _ := w.loans.root(v)
	return r == v
}

// nodes rewrites the nodes of a region, which owns the given values, and gives its results, each owned.
func (w *inserter) nodes(r *ir.Region, owned []*ir.Value) []*ir.Value {
	outer := w.scope
	s := w.newScope(r, owned)
	w.scope = s
	defer func() { w.scope = outer }()
	w.drop(-1)
	for i, n := range r.Nodes {
		s.pos, w.B.Loc = i, n.Loc
		w.node(n)
		w.B.Loc = n.Loc
		for _, v := range n.Results {
			if w.isRoot(v) {
				s.owned[v] = true
			}
		}
		w.drop(i)
	}
	s.pos = len(r.Nodes)
	out := w.consumeAll(r.Results)
	w.drop(s.pos)
	return out
}

// body rewrites a region of a structured node.
func (w *inserter) body(r *ir.Region, owned []*ir.Value) *ir.Region {
	return w.B.Region(ir.Types(r.Params), func(ps []*ir.Value) []*ir.Value {
		for i, p := range ps {
			p.Name = r.Params[i].Name
		}
		w.Bind(r.Params, ps)
		return w.nodes(r, owned)
	})
}

// drop gives back what the region owns and used last at a position.
func (w *inserter) drop(at int) {
	s := w.scope
	for _, v := range s.dying[at+1] {
		if s.owned[v] && !s.moved[v] {
			w.B.Emit(Release{}, w.Env[v])
		}
	}
}

// takes reports whether the current node is the only and last user of v's owner, which this region owns.
func (w *inserter) takes(v *ir.Value) (*ir.Value, bool) {
	s := w.scope
	r, inside := w.loans.root(v)
	if inside || !w.diesHere(r) {
		return r, false
	}
	u := &s.yields
	if s.pos < len(s.region.Nodes) {
		u = w.usesOf(s.region.Nodes[s.pos])
	}
	return r, u.count[r] == 1
}

// diesHere reports whether the region owns r and uses it last at the current node.
func (w *inserter) diesHere(r *ir.Value) bool {
	s := w.scope
	return r != nil && s.owned[r] && !s.moved[r] && s.last[r] == s.pos
}

// take gives v with the reference of its owner r, which dies here.
func (w *inserter) take(v, r *ir.Value) *ir.Value {
	w.scope.moved[r] = true
	if v == r {
		return w.Env[v]
	}
	return w.B.Emit1(Move{}, w.Env[v], w.Env[r])
}

// consume gives v with a reference for the node that consumes it: moved if this is its last use, else one more. What is
// static needs none.
func (w *inserter) consume(v *ir.Value) *ir.Value {
	r, dies := w.takes(v)
	switch {
	case dies:
		return w.take(v, r)
	case r == nil:
		return w.Env[v]
	}
	w.kept[v] = true
	return w.B.Emit1(Retain{}, w.Env[v])
}

func (w *inserter) consumeAll(vs []*ir.Value) []*ir.Value {
	out := make([]*ir.Value, len(vs))
	for i, v := range vs {
		out[i] = w.consume(v)
	}
	return out
}

// node rewrites one node.
func (w *inserter) node(n *ir.Node) {
	switch op := n.Op.(type) {
	case ops.If:
		w.branch(n)
	case ops.For:
		w.forLoop(n)
	case ops.While:
		w.whileLoop(n)
	case kernels.Kernel:
		w.kernel(n, op)
	case kernels.AccOwn:
		w.accOwn(n)
	case ops.AccGet:
		w.accGet(n)
	case ops.AccIndex:
		w.accIndex(n, op)
	default:
		if updates(n) {
			w.update(n)
			return
		}
		w.emit(n, n.Op, nil)
	}
}

// emit writes an operation on the operands of n, which are consumed as is declared, and keeps what it reads out of
// containers.
func (w *inserter) emit(n *ir.Node, op ir.Op, regions []*ir.Region) {
	args := make([]*ir.Value, len(n.Args))
	for i, a := range n.Args {
		if w.consumption.consumes(n, i) {
			args[i] = w.consume(a)
		} else {
			args[i] = w.Env[a]
		}
	}
	w.Bind(n.Results, w.B.EmitRegions(op, regions, args...))
	if _, inside := borrows(w.declared, n); !inside {
		return
	}
	for _, v := range n.Results {
		if w.isRoot(v) {
			w.Env[v] = w.B.Emit1(Retain{}, w.Env[v])
		}
	}
}

// branch rewrites an if. What dies there belongs to both of its regions, so that they may update it in place.
func (w *inserter) branch(n *ir.Node) {
	s := w.scope
	var given []*ir.Value
	for _, v := range s.dying[s.pos+1] {
		if s.owned[v] && !s.moved[v] {
			given = append(given, v)
			s.moved[v] = true
		}
	}
	regions := []*ir.Region{w.body(n.Regions[0], given), w.body(n.Regions[1], given)}
	w.B.Loc = n.Loc
	w.Bind(n.Results, w.B.EmitRegions(n.Op, regions, w.Env[n.Args[0]]))
}

// forLoop rewrites a counted loop, which owns what it carries.
func (w *inserter) forLoop(n *ir.Node) {
	already := make([]bool, len(n.Args)-1)
	for k, v := range n.Args[1:] {
		already[k] = w.isSole(v)
	}
	init := w.ownCarried(n, already, w.consumeAll(n.Args[1:]))
	body := w.body(n.Regions[0], n.Regions[0].Params[1:])
	w.B.Loc = n.Loc
	args := append([]*ir.Value{w.Env[n.Args[0]]}, init...)
	w.Bind(n.Results, w.B.EmitRegions(n.Op, []*ir.Region{body}, args...))
}

// whileLoop rewrites a loop; both regions own what they are given.
func (w *inserter) whileLoop(n *ir.Node) {
	already := make([]bool, len(n.Args))
	for k, v := range n.Args {
		already[k] = isUpdated(v.Type) && w.isSole(v)
	}
	init := w.consumeAll(n.Args)
	for i, v := range n.Results {
		if !isUpdated(v.Type) {
			continue
		}
		if k, changed, ok := w.whileSteady(n, i); changed && ok {
			w.sole[n.Regions[0].Params[k]], w.sole[n.Regions[1].Params[i]], w.sole[v] = true, true, true
			init[k] = w.ready(init[k], already[k], nil)
		}
	}
	cond := w.body(n.Regions[0], n.Regions[0].Params)
	body := w.body(n.Regions[1], n.Regions[1].Params)
	w.B.Loc = n.Loc
	w.Bind(n.Results, w.B.EmitRegions(n.Op, []*ir.Region{cond, body}, init...))
}

// kernel rewrites a kernel, whose region counts nothing: in the place of an operand if one can be written over.
func (w *inserter) kernel(n *ir.Node, op kernels.Kernel) {
	if x := w.reusable(n, op); x != nil {
		w.reuse(n, x)
		return
	}
	w.emit(n, n.Op, []*ir.Region{w.Region(n.Regions[0])})
}

// isHeap says whether v is on the heap.
func isHeap(v *ir.Value) bool { return types.IsHeap(v.Type) }
