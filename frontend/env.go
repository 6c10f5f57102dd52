package frontend

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// state says whether a variable has a value.
type state uint8

const (
	unset state = iota
	maybe
	isSet
)

// known is what is known of a flag.
type known uint8

const (
	dynamic known = iota
	knownFalse
	knownTrue
)

// slot is a variable's present value. A known flag needs none.
type slot struct {
	val   *ir.Value
	state state
	known known
}

// env maps variables to their present values. dead is set after code that does
// not end normally.
type env struct {
	slots *trie[held] // by the variable's id
	dead  bool
	// forgotten holds variables that nothing reads before they are set again.
	forgotten *trie[*variable]
	// checked remembers which values have been through UnsetCheck, by their ID.
	checked *trie[*ir.Value]
}

// held is a variable with its slot.
type held struct {
	v *variable
	slot
}

// clone is an env of the same values, which does not die with v.
func (v *env) clone() *env { return &env{slots: v.slots, forgotten: v.forgotten, checked: v.checked} }

// get is the slot of a variable, if it has one.
func (v *env) get(x *variable) (slot, bool) {
	b, ok := v.slots.get(x.id)
	return b.slot, ok
}

func (v *env) slot(x *variable) slot {
	s, _ := v.get(x)
	return s
}

func (v *env) put(x *variable, s slot) { v.slots = v.slots.with(x.id, held{x, s}) }

func (v *env) drop(x *variable) { v.slots = v.slots.without(x.id) }

// set assigns a variable.
func (e *emitter) set(v *variable, val *ir.Value) {
	if e.setShared(v, val) {
		return
	}
	if val.Name == "" && !v.flag {
		val.Name = v.name
	}
	e.env.put(v, slot{val: val, state: isSet})
	e.publish(v)
}

// publish lets methods read the present value of a variable of the module or the function around their class.
func (e *emitter) publish(vs ...*variable) {
	for _, v := range vs {
		if e.u == v.unit && e.c.globals[v] {
			e.b.Emit(surface.GlobalSet{Name: globalName(v)}, e.value(v))
		}
	}
}

// setFlag gives a flag a known value.
func (e *emitter) setFlag(v *variable, on bool) {
	k := knownFalse
	if on {
		k = knownTrue
	}
	e.env.put(v, slot{state: isSet, known: k})
}

// value gives a variable's present value as an operand, whether set or not.
func (e *emitter) value(v *variable) *ir.Value {
	s, ok := e.env.get(v)
	_, forgotten := e.env.forgotten.get(v.id)
	switch {
	case v.byName():
		return e.emit(surface.Global{Name: globalName(v)})
	case v.inCell():
		return e.emit(surface.CellGet{Name: v.name}, e.cellOf(v))
	case ok && s.known != dynamic:
		return e.emit(surface.Literal{Value: s.known == knownTrue})
	case ok && s.val != nil:
		return s.val
	case v.lost, forgotten:
		return e.emit(surface.Unreached{})
	case v.unit != e.u && e.c.globals[v]:
		return e.emit(surface.Global{Name: globalName(v)})
	}
	u := e.emit(surface.Unset{Name: v.name})
	e.env.put(v, slot{val: u})
	return u
}

// temp makes a variable of ours that holds a value across a branch.
func (e *emitter) temp() *variable {
	e.c.nvars++
	return &variable{id: e.c.nvars, unit: e.u, scope: e.u.scope, lost: true}
}

func (e *emitter) newFlag() *variable {
	v := e.temp()
	v.flag = true
	e.setFlag(v, false)
	return v
}

// in runs f with the given env in a new region and returns the region, whose
// results are still to be set.
func (e *emitter) in(v *env, nparams int, f func(ps []*ir.Value)) *ir.Region {
	outer := e.env
	e.env = v
	defer func() { e.env = outer }()
	params := make([]types.Type, nparams)
	for i := range params {
		params[i] = types.Any
	}
	return e.b.Region(params, func(ps []*ir.Value) []*ir.Value {
		f(ps)
		return nil
	})
}

// close sets a region's results to the values of vars in env v.
func (e *emitter) close(r *ir.Region, v *env, vars []*variable) {
	e.closeWith(r, v, nil, vars)
}

func (e *emitter) closeWith(r *ir.Region, v *env, first, vars []*variable) {
	outer := e.env
	e.env = v
	defer func() { e.env = outer }()
	e.b.Extend(r, func() []*ir.Value {
		var out []*ir.Value
		for _, x := range append(append([]*variable{}, first...), vars...) {
			if v.dead {
				out = append(out, e.emit(surface.Unreached{}))
			} else {
				out = append(out, e.value(x))
			}
		}
		return out
	})
}

// branch emits an if and merges what its sides assign. keep says which of the
// user's variables are read later.
func (e *emitter) branch(cond *ir.Value, keep live, then, els func()) {
	loc := e.b.Loc
	v1, v2 := e.env.clone(), e.env.clone()
	r1 := e.in(v1, 0, func([]*ir.Value) { then() })
	r2 := e.in(v2, 0, func([]*ir.Value) { els() })
	e.b.Loc = loc
	results := e.merge(v1, v2, keep)
	e.close(r1, v1, results)
	e.close(r2, v2, results)
	e.b.Loc = loc
	out := e.b.EmitRegions(ops.If{}, []*ir.Region{r1, r2}, cond)
	for i, v := range results {
		s := e.env.slot(v)
		s.val = out[i]
		e.env.put(v, s)
		if !v.flag {
			out[i].Name = v.name
		}
	}
	e.env.dead = v1.dead && v2.dead
	if !e.env.dead {
		e.publish(results...)
	}
}

// merge updates the env after two sides and returns the variables that need a
// result.
func (e *emitter) merge(v1, v2 *env, keep live) []*variable {
	var results []*variable
	for _, v := range changed(e.env, v1, v2) {
		a, b := v1.slot(v), v2.slot(v)
		if v1.dead {
			a = b
		} else if v2.dead {
			b = a
		}
		switch {
		case !v.flag && !v.lost && !keep.has(v) && !e.c.globals[v]:
			e.env.drop(v)
			e.env.forgotten = e.env.forgotten.with(v.id, v)
		case a.known == b.known && a.known != dynamic:
			e.env.put(v, a)
		case a == b && !v1.dead && !v2.dead:
			e.env.put(v, a)
		default:
			st := maybe
			if a.state == b.state {
				st = a.state
			}
			e.env.put(v, slot{state: st})
			results = append(results, v)
		}
	}
	return results
}

// changed lists the variables whose slots differ from those of base, in order.
func changed(base *env, sides ...*env) []*variable {
	var found live
	for _, s := range sides {
		if s.dead {
			continue
		}
		base.slots.differ(s.slots, func(id int) {
			b, ok := s.slots.get(id)
			if !ok {
				b, _ = base.slots.get(id)
			}
			found.add(b.v)
		})
	}
	var out []*variable
	found.in.each(func(_ int, v *variable) { out = append(out, v) })
	return out
}
