package frontend

import (
	"sort"

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
	slots map[*variable]slot
	dead  bool
	// forgotten holds variables that nothing reads before they are set again.
	forgotten map[*variable]bool
	// checked remembers which values have been through CheckSet.
	checked map[*ir.Value]*ir.Value
}

func newEnv() *env {
	return &env{slots: map[*variable]slot{}, forgotten: map[*variable]bool{}, checked: map[*ir.Value]*ir.Value{}}
}

func (v *env) clone() *env {
	c := newEnv()
	for k, s := range v.slots {
		c.slots[k] = s
	}
	for k := range v.forgotten {
		c.forgotten[k] = true
	}
	for k, s := range v.checked {
		c.checked[k] = s
	}
	return c
}

// set assigns a variable.
func (e *emitter) set(v *variable, val *ir.Value) {
	if val.Name == "" && !v.flag {
		val.Name = v.name
	}
	e.env.slots[v] = slot{val: val, state: isSet}
	e.publish(v)
}

// publish lets methods read the present value of a variable of a module.
func (e *emitter) publish(vs ...*variable) {
	for _, v := range vs {
		if e.u == e.c.top && e.c.globals[v] {
			e.b.Emit(surface.SetGlobal{Name: globalName(v)}, e.value(v))
		}
	}
}

// setFlag gives a flag a known value.
func (e *emitter) setFlag(v *variable, on bool) {
	k := knownFalse
	if on {
		k = knownTrue
	}
	e.env.slots[v] = slot{state: isSet, known: k}
}

// value gives a variable's present value as an operand, whether set or not.
func (e *emitter) value(v *variable) *ir.Value {
	s, ok := e.env.slots[v]
	switch {
	case ok && s.known != dynamic:
		return e.emit(surface.Const{Value: s.known == knownTrue})
	case ok && s.val != nil:
		return s.val
	case v.lost, e.env.forgotten[v]:
		return e.emit(surface.Dead{})
	case v.unit != e.u && e.c.globals[v]:
		return e.emit(surface.Global{Name: globalName(v)})
	}
	u := e.emit(surface.Unset{Name: v.name})
	e.env.slots[v] = slot{val: u}
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
				out = append(out, e.emit(surface.Dead{}))
			} else {
				out = append(out, e.value(x))
			}
		}
		return out
	})
}

// branch emits an if and merges what its sides assign. keep says which of the
// user's variables are read later; nil means all.
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
		s := e.env.slots[v]
		s.val = out[i]
		e.env.slots[v] = s
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
		a, b := v1.slots[v], v2.slots[v]
		if v1.dead {
			a = b
		} else if v2.dead {
			b = a
		}
		switch {
		case !v.flag && !v.lost && keep != nil && !keep[v] && !e.c.globals[v]:
			delete(e.env.slots, v)
			e.env.forgotten[v] = true
		case a.known == b.known && a.known != dynamic:
			e.env.slots[v] = a
		case a == b && !v1.dead && !v2.dead:
			e.env.slots[v] = a
		default:
			st := maybe
			if a.state == b.state {
				st = a.state
			}
			e.env.slots[v] = slot{state: st}
			results = append(results, v)
		}
	}
	return results
}

// changed lists the variables whose slots differ from those of base, in order.
func changed(base *env, sides ...*env) []*variable {
	found := map[*variable]bool{}
	for _, s := range sides {
		if s.dead {
			continue
		}
		for v, x := range s.slots {
			if base.slots[v] != x {
				found[v] = true
			}
		}
		for v := range base.slots {
			if _, ok := s.slots[v]; !ok {
				found[v] = true
			}
		}
	}
	out := make([]*variable, 0, len(found))
	for v := range found {
		out = append(out, v)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].id < out[j].id })
	return out
}
