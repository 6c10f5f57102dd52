package ad

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// backward emits bwd, or, while planning, finds out what bwd asks for.
type backward struct {
	*deriv
	b        *ir.Builder
	planning bool
	// scopes hold the primal values that are at hand, innermost last.
	scopes []scope
	// cts holds the cotangents so far: of a scalar its value; of an array
	// the array itself, or an accumulator; else an accumulator.
	cts map[*ir.Value]*ir.Value
	// cursors count down the vecs of the component; vecs are these.
	cursors, vecs []*ir.Value
	// region is the one whose nodes are at work.
	region *ir.Region
	// lent holds, of the fields of nodes, the value that had it last.
	lent map[lender]*ir.Value
}

// scope is what one region of backward code has at hand.
type scope struct {
	values map[*ir.Value]*ir.Value
	tapes  map[*ir.Node][]*ir.Value
}

func newScope() scope {
	return scope{map[*ir.Value]*ir.Value{}, map[*ir.Node][]*ir.Value{}}
}

func (g *backward) top() scope { return g.scopes[len(g.scopes)-1] }

// primal gives a primal value to backward code: one at hand, recomputed if
// that is free, or read from a residual.
func (g *backward) primal(v *ir.Value) *ir.Value {
	for i := len(g.scopes) - 1; i >= 0; i-- {
		if w := g.scopes[i].values[v]; w != nil {
			return w
		}
	}
	if v.Def != nil {
		switch op := v.Def.Op.(type) {
		case ops.Dim:
			return g.dim(v.Def.Args[0], op.Axis)
		case ops.VecLen:
			return g.length(v.Def.Args[0])
		}
		if g.free(v.Def) {
			g.recompute(v.Def)
			return g.top().values[v]
		}
	}
	if !g.planning {
		panic(fmt.Sprintf("ad: %%%d of %s was not planned for", v.ID, g.fn.Name))
	}
	g.save(v)
	w := g.b.Param(v.Name, v.Type)
	g.scopes[0].values[v] = w
	return w
}

// recompute emits a free node again.
func (g *backward) recompute(n *ir.Node) {
	g.hoist(n)
	args := make([]*ir.Value, len(n.Args))
	for i, a := range n.Args {
		args[i] = g.primal(a)
	}
	loc := g.b.Loc
	g.b.Loc = backLoc(n.Loc)
	for i, w := range g.b.Emit(n.Op, args...) {
		g.top().values[n.Results[i]] = w
	}
	g.b.Loc = loc
}

func backLoc(l ir.Loc) ir.Loc {
	l.Mode = ir.Backward
	return l
}

// dim gives the size of an axis of a primal value without keeping the value.
func (g *backward) dim(v *ir.Value, axis int) *ir.Value {
	if d := types.DimsOf(v.Type)[axis]; d.IsConst() {
		return g.b.Emit1(ops.Const{Value: d.Const})
	}
	switch size, x, k := ops.SizeBelow(v, axis); {
	case size != nil:
		return g.primal(size)
	case x != nil:
		return g.dim(x, k)
	}
	if x := g.sizedLike(v, axis); x != nil {
		return g.dim(x, axis)
	}
	return g.size(v, ops.Dim{Axis: axis})
}

// length gives the number of rows of a primal vec without keeping the vec: an old version of a vec that grows in a
// loop must not stay alive, or each push would copy.
func (g *backward) length(v *ir.Value) *ir.Value {
	for {
		below := g.sizedLike(v, ofVec)
		if below == nil && v.Def != nil {
			below = unchanged(v.Def, ofVec)
		}
		if below == nil {
			return g.size(v, ops.VecLen{})
		}
		v = below
	}
}

func (g *backward) size(v *ir.Value, op ir.Op) *ir.Value {
	k := dimKey{v, op}
	p := g.dims[k]
	if p == nil {
		p = &ir.Value{ID: -1, Type: types.CoreI64}
		g.dims[k], g.dimOf[p] = p, k
	}
	for i := len(g.scopes) - 1; i >= 0; i-- {
		if w := g.scopes[i].values[v]; w != nil {
			return g.b.Emit1(op, w)
		}
	}
	return g.primal(p)
}

// wants reports whether v has a cotangent to be told.
func (g *backward) wants(v *ir.Value) bool { return g.varied[v] }

// add adds x to the cotangent of v; x is a scalar, an array or an accumulator.
func (g *backward) add(v, x *ir.Value) {
	if !g.wants(v) {
		return
	}
	cur := g.cts[v]
	if cur == nil {
		g.cts[v] = x
		return
	}
	switch {
	case isScalar(x.Type), isArray(cur.Type) && isArray(x.Type):
		g.cts[v] = g.b.Emit1(ops.Add, cur, x)
	case isArray(x.Type):
		g.cts[v] = g.b.Emit1(ops.AccAdd{}, cur, x)
	case isArray(cur.Type):
		g.cts[v] = g.b.Emit1(ops.AccAdd{}, x, cur)
	default:
		g.cts[v] = g.b.Emit1(ops.AccMerge{}, cur, x)
	}
}

func isScalar(t types.Type) bool { _, ok := t.(types.Scalar); return ok }
func isArray(t types.Type) bool  { _, ok := t.(types.Array); return ok }

// take moves out the cotangent of v as an accumulator (a scalar as it is).
func (g *backward) take(v *ir.Value) *ir.Value {
	cur := g.cts[v]
	delete(g.cts, v)
	if cur == nil {
		return g.start(v)
	}
	if isArray(cur.Type) {
		null := g.b.Emit1(ops.Null{Type: types.Opt{Elem: cur.Type}})
		return g.b.Emit1(ops.AccAdd{}, null, cur)
	}
	return cur
}

// dense gives the cotangent of v as a value of v's type, nil if there is none;
// that of an array's accumulator as an array, if v's operation tells its sizes.
func (g *backward) dense(v *ir.Value) *ir.Value {
	cur := g.cts[v]
	if cur == nil || isScalar(cur.Type) || isArray(cur.Type) {
		return cur
	}
	sizes := g.sizes(v)
	if sizes == nil {
		return cur
	}
	cur = g.b.Emit1(ops.AccGet{}, append([]*ir.Value{cur}, sizes...)...)
	g.cts[v] = cur
	return cur
}

// sizes are those of an array, or of the array that the accumulator v holds
// (then v is the result of an operation that has them as operands); nil for
// anything else.
func (g *backward) sizes(v *ir.Value) []*ir.Value {
	if isArray(v.Type) {
		out := make([]*ir.Value, len(types.DimsOf(v.Type)))
		for i := range out {
			out[i] = g.dim(v, i)
		}
		return out
	}
	o, ok := v.Type.(types.Opt)
	if !ok || !isArray(o.Elem) || v.Def == nil {
		return nil
	}
	switch v.Def.Op.(type) {
	case ops.AccAdd:
		return g.sizes(v.Def.Args[1])
	case ops.AccIndex, ops.AccGather:
		out := make([]*ir.Value, len(types.DimsOf(o.Elem)))
		for i := range out {
			out[i] = g.primal(v.Def.Args[1+i])
		}
		return out
	}
	return nil
}

// function emits the backward code of the whole function. dout gives the
// cotangent of a result, acc the accumulator of a heap parameter.
func (g *backward) function(dout, acc func(i int) *ir.Value) {
	for i, p := range g.fn.Params {
		if g.varied[p] && !isScalar(p.Type) {
			g.cts[p] = acc(i)
		}
	}
	for o, v := range g.fn.Body.Results {
		if g.out[o] {
			g.add(v, dout(o))
		}
	}
	g.nodes(g.fn.Body)
}

// nodes emits the backward code of a region's nodes, last first.
func (g *backward) nodes(r *ir.Region) {
	outer := g.region
	g.region = r
	defer func() { g.region = outer }()
	if !g.planning {
		for _, v := range g.ahead[r] {
			g.primal(v)
		}
	}
	for i := len(r.Nodes) - 1; i >= 0; i-- {
		n := r.Nodes[i]
		if !g.hasCt(n) {
			continue
		}
		g.b.Loc = backLoc(n.Loc)
		g.node(n)
		for _, v := range n.Results {
			delete(g.cts, v)
		}
	}
}

// hasCt reports whether a result of n has a cotangent, or n's regions reach
// outer values that do.
func (g *backward) hasCt(n *ir.Node) bool {
	for _, v := range n.Results {
		if g.cts[v] != nil {
			return true
		}
	}
	return false
}

func (g *backward) node(n *ir.Node) {
	switch d := ops.TraitsOf(n.Op).Deriv; d.Kind {
	case ops.DerivZero, ops.DerivCut:
	case ops.DerivRefused:
		g.t.err = refused(n, d.Why)
	case ops.DerivLinear, ops.DerivRule:
		p, _ := ops.AsPrimitive(n.Op)
		p.VJP(&rule{g, n})
	case ops.DerivByAD:
		g.t.rules[n.Op.OpName()](g, n)
	}
}

// takes moves the cotangents of several values out. All are there before the
// first is moved: a row that lends one of its leaves an accumulator gives the
// others theirs, which would come too late for one that was moved already.
func (g *backward) takes(vs []*ir.Value) []*ir.Value {
	for _, v := range vs {
		if g.cts[v] == nil {
			g.cts[v] = g.start(v)
		}
	}
	out := make([]*ir.Value, len(vs))
	for i, v := range vs {
		out[i] = g.take(v)
	}
	return out
}

// inside runs f with cotangents of its own and a scope of its own.
func (g *backward) inside(f func()) {
	outer, cursors := g.cts, g.cursors
	g.cts = map[*ir.Value]*ir.Value{}
	g.scopes = append(g.scopes, newScope())
	f()
	g.scopes = g.scopes[:len(g.scopes)-1]
	g.cts, g.cursors = outer, cursors
}

// seed sets cotangents.
func (g *backward) seed(vs, cts []*ir.Value) {
	for i, v := range vs {
		g.add(v, cts[i])
	}
}

// unpack brings the residuals of a region into scope.
func (g *backward) unpack(r *ir.Region, row []*ir.Value) {
	sc := g.top()
	for i, s := range g.slots(r) {
		if s.node != nil {
			sc.tapes[s.node] = append(sc.tapes[s.node], row[i])
			continue
		}
		sc.values[s.v] = row[i]
	}
}

func (g *backward) tape(n *ir.Node) []*ir.Value {
	for i := len(g.scopes) - 1; i >= 0; i-- {
		if t, ok := g.scopes[i].tapes[n]; ok {
			return t
		}
	}
	return nil
}

// active lists the positions of varied values.
func (g *backward) active(vs []*ir.Value) []int {
	var out []int
	for i, v := range vs {
		if g.varied[v] {
			out = append(out, i)
		}
	}
	return out
}

func pick(vs []*ir.Value, at []int) []*ir.Value {
	out := make([]*ir.Value, len(at))
	for i, k := range at {
		out[i] = vs[k]
	}
	return out
}
