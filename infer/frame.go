package infer

import (
	"fmt"
	"maps"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// frame infers one context: it walks the surface function and emits the typed
// one.
type frame struct {
	e   *engine
	c   *context
	log []event
	b   *ir.Builder
	env map[*ir.Value]*val
	// facts narrows values by path: what tests have shown on the way here.
	facts map[string]types.Type
	// globals has the present values of variables of modules that methods read.
	globals map[string]*val
	// dead is set after code that raises; the rest of the region is skipped.
	dead bool
	node *ir.Node // the surface node at hand
	// prefix tells apart the sizes of unrolled copies of one node.
	prefix string
	fresh  int
	lazy   int               // calls of functions of map and filter around
	path   []*ir.Node        // structured nodes around, for carried types
	grew   []bool            // which carried types the last trial of a loop changed
	reads  map[*ir.Value]int // how often the function reads its values; see once
	unions []types.Union     // whose members are at hand, for diagnostics
	// carried is what loops are known to carry.
	carried map[loopKey][]types.Type
	met     map[*ir.Region]int // bodies of loops: how many were met before
	journal []func()           // takes back what maps note, the last first
	locals  []*ir.Class        // that the function has made and that are local

	named []string // the names of cells of this call

	tracker
}

func newFrame(e *engine, c *context) *frame {
	f := &frame{e: e, c: c, env: map[*ir.Value]*val{}, facts: map[string]types.Type{}, globals: map[string]*val{}, carried: map[loopKey][]types.Type{}, met: map[*ir.Region]int{}, tracker: newTracker()}
	c.met = f.met
	f.b = ir.NewFunc(e.out, c.name)
	f.b.F.Loc = c.fn.Loc
	f.b.F.Sig = c.fn.Sig
	f.b.Loc = c.fn.Loc
	return f
}

// run infers the whole function and adds the typed one to the module.
func (f *frame) run() *val {
	for i, p := range f.c.fn.Params {
		v := &val{T: f.c.args[i], V: f.b.Param(p.Name, f.c.args[i]), dep: map[int]bool{i: true}}
		v.path = fmt.Sprint("p", p.ID)
		f.env[p] = v
	}
	for i, p := range f.c.fn.Params {
		if f.e.static[f.c.fn.Name][i] {
			f.applyKnown(f.env[p], f.c.known[i])
			f.env[p].dep = map[int]bool{i: true}
		}
	}
	f.takeGlobals()
	f.takePlaces()
	res := f.region(f.c.fn.Body)
	ret := f.checkResult(f.ret(res))
	if old := f.c.ret; old != nil && !isErr(ret.T) {
		now := plainSizes(f.c, ret.T)
		j := &types.Joiner{Fresh: f.freshDim}
		if t := j.Join(old.T, now); !types.Equal(plainSizes(f.c, t), now) {
			ret = f.coerce(ret, t)
		}
	}
	var out []*ir.Value
	if ret.V != nil {
		out = []*ir.Value{ret.V}
	} else {
		t := ret.T
		if isErr(t) {
			t = types.None
		}
		out = []*ir.Value{f.b.Emit1(typed.Dead{T: t})}
	}
	if f.e.tracks {
		out = append(out, f.versions(f.joined(f.effectsOf(ret)))...)
	}
	if !f.keepLocals(ir.Types(out)) {
		ret = errVal()
	}
	f.c.out = f.b.Done(out...)
	return ret
}

func (f *frame) ret(res []*val) *val {
	if f.dead {
		return &val{T: types.Never}
	}
	if len(res) == 0 {
		return f.none()
	}
	return res[0]
}

// region walks the nodes of a surface region and returns its results; nil
// when the region does not end normally.
func (f *frame) region(r *ir.Region) []*val {
	outer, around := f.globals, f.inner
	f.globals, f.inner = maps.Clone(outer), r
	defer func() { f.globals, f.inner = outer, around }()
	for i, n := range r.Nodes {
		if f.dead {
			return nil
		}
		f.walked[r] = i
		f.node = n
		f.b.Loc = n.Loc
		f.walk(n)
	}
	if f.dead {
		return nil
	}
	f.walked[r] = len(r.Nodes)
	out := make([]*val, len(r.Results))
	for i, v := range r.Results {
		out[i] = f.get(v)
	}
	return out
}

// get returns the abstract value of a surface value, narrowed by the facts.
func (f *frame) get(v *ir.Value) *val {
	x := f.env[v]
	if x == nil {
		panic(fmt.Sprintf("infer: surface value %%%d of %s has no value", v.ID, f.c.fn.Name))
	}
	if x.path == "" {
		x.path = fmt.Sprint("v", v.ID)
	}
	if d := v.Def; d != nil && len(d.Regions) == 0 && !x.src.IsValid() {
		x.src = d.Loc.Span
	}
	return f.narrowed(f.once(v, f.present(x)))
}

// narrowed applies what tests have shown about x's path.
func (f *frame) narrowed(x *val) *val {
	u, union := x.T.(types.Union)
	if !union {
		return x
	}
	fact, ok := f.factOf(x)
	if !ok {
		return x
	}
	keep := u.Within(fact)
	if len(keep) == len(u.Members) || len(keep) < len(types.Members(fact)) {
		return x
	}
	t := types.UnionOf(keep)
	return &val{T: t, V: f.b.Emit1(typed.Narrow{T: t}, x.V), path: x.path, like: x.like, likeIn: x.likeIn, dep: x.dep}
}

// factOf gives what tests have shown about x, or about what it is the gradient
// of in this copy of a loop.
func (f *frame) factOf(x *val) (types.Type, bool) {
	if t, ok := f.facts[x.path]; ok && x.path != "" {
		return t, true
	}
	if t, ok := f.facts[x.like]; ok && x.like != "" && strings.HasPrefix(f.prefix, x.likeIn) {
		return types.Ct(t), true
	}
	return nil, false
}

// set binds the results of the node at hand.
func (f *frame) set(n *ir.Node, vs ...*val) {
	for i, v := range vs {
		f.env[n.Results[i]] = v
	}
}

// freshDim names a size that the node at hand makes.
func (f *frame) freshDim() types.Dim {
	f.fresh++
	id := 0
	if f.node != nil && len(f.node.Results) > 0 {
		id = f.node.Results[0].ID
	}
	return types.N(fmt.Sprintf("s%s%d_%d", f.prefix, id, f.fresh))
}

// demand returns the constant that v is. If it could be known from static
// parameters, they become static and the call is made again.
func (f *frame) demand(v *val) (any, bool) {
	if k, ok := v.fullyKnown(); ok {
		return k, true
	}
	deps := map[int]bool{}
	v.deps(deps)
	var loops []*ir.Region
	static := false
	for i := range deps {
		if i >= 0 {
			static = f.e.demand(f.c.fn, i) || static
		} else if loop := f.loopOf(i); !f.e.unroll[loop] {
			f.e.unroll[loop] = true
			loops = append(loops, loop.Regions[0])
		}
	}
	switch {
	case static:
		f.e.drop(f.c.fn)
		f.e.redo()
	case len(loops) > 0:
		f.redoLoops(loops...)
	}
	return nil, false
}

// loopOf gives the loop around whose counter has the negative number i.
func (f *frame) loopOf(i int) *ir.Node { return f.path[-i-1] }

// raise emits a run-time exception and ends the region.
func (f *frame) raise(class string, msg *val) *val {
	if isErr(msg.T) { // it has no text, which is reported
		f.dead = true
		return msg
	}
	f.b.Emit(typed.PyRaise{Class: class}, msg.V)
	f.dead = true
	return &val{T: types.Never}
}

func (f *frame) raiseText(class, msg string) *val { return f.raise(class, f.constant(msg)) }
