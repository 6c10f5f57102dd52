package kernels

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Fuse rewrites every function.
func Fuse(m *ir.Module) (*ir.Module, error) {
	out := ir.NewModule(m.Stage)
	out.Classes, out.Nodes, out.Named, out.Pool, out.Entry = m.Classes, m.Nodes, m.Named, m.Pool, m.Entry
	t := &tables{rules: rules(), places: places()}
	t.outlined = t.updates(m)
	for _, f := range m.Funcs {
		t.fuse(out, f)
	}
	for _, f := range out.Funcs {
		dropConstants(f.Body)
	}
	return out, nil
}

// use is one use of a value: a node in a region; nil for the region's results.
type use struct {
	node   *ir.Node
	region *ir.Region
}

// fuser rebuilds one function.
type fuser struct {
	*tables
	b      *ir.Builder
	env    map[*ir.Value]*ir.Value
	uses   map[*ir.Value][]use
	region map[*ir.Value]*ir.Region // where a value is defined
	lazy   map[*ir.Value]bool
	early  *early
	memo   map[string]*ir.Value // elements of the kernel being made
	filled map[*ir.Value]bool   // accumulators of nodes that are not null
}

func (t *tables) fuse(m *ir.Module, f *ir.Func) {
	w := &fuser{tables: t, b: ir.NewFunc(m, f.Name), env: map[*ir.Value]*ir.Value{}, uses: map[*ir.Value][]use{},
		region: map[*ir.Value]*ir.Region{}, lazy: map[*ir.Value]bool{}, filled: map[*ir.Value]bool{}}
	w.b.F.Loc, w.b.F.Sig = f.Loc, f.Sig
	for _, p := range f.Params {
		w.env[p] = w.b.Param(p.Name, p.Type)
	}
	w.scan(f.Body)
	w.early = newEarly(w, f.Body)
	w.decide(f.Body)
	w.b.Finish(w.nodes(f.Body)...)
	lengthsFirst(w.b.F.Body)
	if w.early != nil {
		sizesFirst(w.b.F)
	}
}

// function begins a function of updates.
func (w *fuser) function(name string) *fuser {
	return &fuser{tables: w.tables, b: ir.NewFunc(w.b.M, name), memo: map[string]*ir.Value{}, filled: map[*ir.Value]bool{}}
}

// scan finds all uses.
func (w *fuser) scan(r *ir.Region) {
	for _, n := range r.Nodes {
		for _, a := range n.Args {
			w.uses[a] = append(w.uses[a], use{n, r})
		}
		for _, v := range n.Results {
			w.region[v] = r
		}
		for _, s := range n.Regions {
			w.scan(s)
		}
	}
	for _, v := range r.Results {
		w.uses[v] = append(w.uses[v], use{nil, r})
	}
}

// kind says how an operation takes part in fusion.
type kind int

const (
	other    kind = iota
	compute       // worth storing if there are several users
	movement      // moves elements, costs nothing to repeat
	fill          // does not read arrays
	view          // the same elements in the same order under other axes; where it is not in a kernel, no work
	folds         // reads its operand in a kernel, but its own result is always stored
)

func kindOf(n *ir.Node) kind {
	if len(n.Results) != 1 {
		return other
	}
	t := ops.TraitsOf(n.Op)
	if t.Fuse == ops.FuseFold {
		return folds
	}
	if _, ok := n.Results[0].Type.(types.Array); !ok {
		return other
	}
	switch t.Fuse {
	case ops.FusePointwise, ops.FuseGather:
		return compute
	case ops.FuseFill:
		if _, ok := n.Args[0].Type.(types.Scalar); ok {
			return fill
		}
		return movement
	case ops.FuseMove:
		if t.Memory.Lives(n) != ops.Alias {
			return movement
		}
	case ops.FuseReshape:
		if unitAxes(n) {
			return view
		}
	}
	return other
}

// unitAxes reports whether a reshape only adds and drops axes of size 1.
func unitAxes(n *ir.Node) bool {
	long := func(t types.Type) []types.Dim {
		return slices.DeleteFunc(slices.Clone(types.DimsOf(t)), func(d types.Dim) bool { return d.Is(1) })
	}
	return slices.Equal(long(n.Args[0].Type), long(n.Results[0].Type))
}

func isOne(v *ir.Value) bool {
	if v.Def == nil {
		return false
	}
	c, ok := v.Def.Op.(ops.Const)
	return ok && c.Value == int64(1)
}

// decide chooses what is computed where it is used, from the last node back.
func (w *fuser) decide(r *ir.Region) {
	for i := len(r.Nodes) - 1; i >= 0; i-- {
		n := r.Nodes[i]
		for _, s := range n.Regions {
			w.decide(s)
		}
		if k := kindOf(n); k == compute || k == movement || k == fill || k == view {
			w.lazy[n.Results[0]] = w.isLazy(n.Results[0], k) && !w.early.demands(n.Results[0])
		}
	}
}

// What is read by at most maxReaders kernels is computed in each of them if it is at most maxLight light operations on
// what is stored: reading their operands costs about what reading the result would.
const maxReaders, maxLight = 3, 3

// light counts the operations that computing v takes if all of them are light and nothing on the way is stored; more
// than maxLight if they are not.
func (w *fuser) light(v *ir.Value) int {
	n := v.Def
	if n == nil {
		return 0
	}
	count := 0
	switch kindOf(n) {
	case compute:
		if ops.TraitsOf(n.Op).Cost == ops.CostDear {
			return maxLight + 1
		}
		count = 1
	case other, folds:
		return 0
	}
	for _, a := range n.Args {
		if count <= maxLight {
			count += w.light(a)
		}
	}
	return count
}

func (w *fuser) isLazy(v *ir.Value, k kind) bool {
	readers := 0
	for _, u := range w.uses[v] {
		if u.node == nil {
			return false
		}
		if _, ok := u.node.Op.(ops.Dim); ok {
			continue
		}
		if swapsFor(u.node, v) || fills(u.node, v) {
			continue
		}
		if w.takenOver(u.node) {
			return false
		}
		readers++
		user := kindOf(u.node)
		if addedBy(u.node, v) {
			user = folds
		}
		stored := user == other || user == view && !w.lazy[u.node.Results[0]]
		if stored || k != fill && u.region != w.region[v] {
			return false
		}
		if k == compute && (user == movement || user == view) {
			return false
		}
		if k == compute && ops.TraitsOf(u.node.Op).Fuse == ops.FuseGather {
			return false
		}
	}
	return k != compute || readers <= 1 || readers <= maxReaders && w.light(v) <= maxLight
}

// addedBy reports whether n adds the elements of v to parts of an accumulator, one by one.
func addedBy(n *ir.Node, v *ir.Value) bool {
	return ops.TraitsOf(n.Op).Fuse == ops.FuseScatter && n.Args[len(n.Args)-1] == v
}

// swapsFor reports whether v is a transposition of the last two axes that a matrix product can do itself.
func swapsFor(n *ir.Node, v *ir.Value) bool {
	_, ok := n.Op.(ops.Matmul)
	return ok && swapsLast(v)
}

// takenOver reports whether n is a transposition that a matrix product does itself, so that n's operand is stored.
func (w *fuser) takenOver(n *ir.Node) bool {
	return len(n.Results) == 1 && slices.ContainsFunc(w.uses[n.Results[0]], func(u use) bool {
		return u.node != nil && swapsFor(u.node, n.Results[0])
	})
}

func swapsLast(v *ir.Value) bool {
	if v.Def == nil {
		return false
	}
	t, ok := v.Def.Op.(ops.Transpose)
	if !ok {
		return false
	}
	r := len(t.Perm)
	for i, p := range t.Perm {
		want := i
		if i >= r-2 {
			want = 2*r - 3 - i
		}
		if p != want {
			return false
		}
	}
	return r >= 2
}

// nodes rebuilds the nodes of a region and gives its results.
func (w *fuser) nodes(r *ir.Region) []*ir.Value {
	for _, n := range r.Nodes {
		w.b.Loc = n.Loc
		w.node(n)
	}
	return w.all(r.Results)
}

func (w *fuser) all(vs []*ir.Value) []*ir.Value {
	out := make([]*ir.Value, len(vs))
	for i, v := range vs {
		out[i] = w.env[v]
	}
	return out
}

func (w *fuser) node(n *ir.Node) {
	if len(n.Results) == 1 && w.lazy[n.Results[0]] {
		return
	}
	if out := w.rewrite(n); out != nil {
		for i, v := range out {
			w.env[n.Results[i]] = v
		}
		return
	}
	switch k := kindOf(n); {
	case k == compute, k == movement, k == fill, w.isPart(n) && w.early.demands(n.Results[0]):
		w.env[n.Results[0]] = w.kernel(n, Map, n.Results[0], nil)
		return
	}
	w.copy(n) // so that a view stays one
}

// isPart reports whether a node is a view of which a kernel can make the elements.
func (w *fuser) isPart(n *ir.Node) bool {
	_, part := n.Op.(ops.Index)
	return kindOf(n) == view || part && ops.IsView(n)
}

// copy rebuilds a node as it is.
func (w *fuser) copy(n *ir.Node) {
	var regions []*ir.Region
	for _, r := range n.Regions {
		ts := ir.Types(r.Params)
		regions = append(regions, w.b.Region(ts, func(ps []*ir.Value) []*ir.Value {
			for i, p := range ps {
				p.Name = r.Params[i].Name
				w.env[r.Params[i]] = p
			}
			return w.nodes(r)
		}))
		w.b.Loc = n.Loc
	}
	for i, v := range w.b.EmitRegions(n.Op, regions, w.all(n.Args)...) {
		v.Name = n.Results[i].Name
		w.env[n.Results[i]] = v
	}
}

// matmul takes over transpositions of its operands.
func (w *fuser) matmul(n *ir.Node, _ []*ir.Value) []*ir.Value {
	op, args := n.Op.(ops.Matmul), slices.Clone(n.Args)
	for i, flag := range []*bool{&op.TransA, &op.TransB} {
		if swapsLast(args[i]) && w.env[args[i].Def.Args[0]] != nil {
			*flag = !*flag
			args[i] = args[i].Def.Args[0]
		}
	}
	return w.b.Emit(op, w.all(args)...)
}

// kernel makes the kernel of a kind whose elements are those of v.
func (w *fuser) kernel(n *ir.Node, kind string, v *ir.Value, axes []int) *ir.Value {
	t := n.Results[0].Type
	d, _ := types.ElemDType(t)
	elem := w.at
	if kind == Map {
		elem = w.compute
	}
	op := Kernel{Kind: kind, DType: d, Dims: types.DimsOf(t), Axes: axes}
	r := w.nest(op, w.sizes(v), func(idx []*ir.Value) *ir.Value { return elem(v, idx) })
	r.Name = n.Results[0].Name
	return r
}

// nest makes a kernel that gives one element for each index.
func (w *fuser) nest(op Kernel, sizes []*ir.Value, elem func(idx []*ir.Value) *ir.Value) *ir.Value {
	return w.loops(op, nil, sizes, func(idx []*ir.Value) []*ir.Value { return []*ir.Value{elem(idx)} })
}

// loops makes a kernel over sizes; dst is what a scatter adds to.
func (w *fuser) loops(op Kernel, dst, sizes []*ir.Value, elem func(idx []*ir.Value) []*ir.Value) *ir.Value {
	op.Rank = len(sizes)
	body, captured := w.element(op.Rank, elem)
	return w.b.EmitRegions(op, []*ir.Region{body}, slices.Concat(dst, sizes, captured)...)[0]
}
