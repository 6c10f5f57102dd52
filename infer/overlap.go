package infer

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// Two arguments of a call may be one object, or one a part of the other. If the function changes it, the one is not passed but
// told as a place in the other, so that the function follows both as one. The type of what stands for it tells which place, so
// that the function has a context of its own for it. That a call is such a one is learned when its effects are.

// overlaps learns that arguments of the call at hand are places in each other, and makes it again; false if they are not.
func (f *frame) overlaps(args []*val) bool {
	e := f.e
	if f.node == nil || e.overlap[f.node] || !slices.ContainsFunc(f.overlapping(args), func(a *val) bool { return isPlace(a.T) }) {
		return false
	}
	e.overlap[f.node] = true
	for _, c := range e.of[f.c.fn.Name] {
		if c != f.c {
			e.forget(c)
		}
	}
	e.forget(f.c)
	e.redo()
	return true
}

// overlapping are the arguments of a call with those told as places that are places in others.
func (f *frame) overlapping(args []*val) []*val {
	out := slices.Clone(args)
	for j, a := range args {
		for k, b := range args {
			if j == k || isPlace(out[k].T) || !f.carries(a.T) || !f.carries(b.T) {
				continue
			}
			at, ok := f.placeIn(b, a)
			if !ok {
				continue
			}
			at.Of = k
			if len(at.Steps) == 0 && j < k { // the first of two stays
				continue
			}
			out[j] = f.product(types.Bound{By: at.Place, Parts: valTypes(at.indices)}, at.indices)
			break
		}
	}
	return out
}

func isPlace(t types.Type) bool {
	b, ok := t.(types.Bound)
	if !ok {
		return false
	}
	_, ok = b.By.(types.Place)
	return ok
}

// placed is a place, and the indices of its steps that are not constant.
type placed struct {
	types.Place
	indices []*val
}

// placeIn tells what place in whole a value is; false: none, or not known.
func (f *frame) placeIn(whole, v *val) (at placed, ok bool) {
	if whole.V == nil || v.V == nil {
		return at, false
	}
	top, above, ok := f.chainOf(whole.V)
	root, chain, ok2 := f.chainOf(v.V)
	if !ok || !ok2 {
		return at, false
	}
	switch {
	case root != top:
		steps, ok := f.heldIn(top, root, 0)
		if !ok || len(above) > 0 {
			return at, false
		}
		chain = append(slices.Clone(steps), chain...)
	case len(chain) < len(above) || !slices.EqualFunc(chain[:len(above)], above, func(a, b placeStep) bool { return a.node == b.node && a.node != nil || a.sameAs(b) == yes }):
		return at, false
	default:
		chain = chain[len(above):]
	}
	for _, s := range chain {
		switch {
		case s.start != nil && isFromStart(s.start):
			at.Steps = append(at.Steps, fmt.Sprint(s.start.Def.Op.(typed.PyConst).Value))
		case s.start != nil:
			at.Steps, at.indices = append(at.Steps, types.At), append(at.indices, &val{T: s.start.Type, V: s.start})
		case s.node == nil:
			at.Steps = append(at.Steps, strconv.Itoa(s.part))
		default: // a view, or another type of the same
			return at, false
		}
	}
	return at, !slices.ContainsFunc(at.indices, func(i *val) bool { return i.T != types.Int })
}

// takePlaces binds the parameters that stand for places in others.
func (f *frame) takePlaces() {
	for i, t := range f.c.args {
		if !isPlace(t) {
			continue
		}
		by, marker := t.(types.Bound).By.(types.Place), *f.argument(i)
		x := *f.argument(by.Of)
		indices := f.partsOf(&val{T: t, V: marker.V})
		for _, s := range by.Steps {
			if s == types.At {
				x = *f.elementAt(&x, indices[0])
				indices = indices[1:]
				continue
			}
			k, _ := strconv.Atoi(s)
			x = *f.step(&x, placeStep{part: k}, nil)
		}
		x.path, x.dep = marker.path, nil
		*f.argument(i) = x
	}
}

// elementAt is an element by an index that is in range and counts from the beginning.
func (f *frame) elementAt(x, i *val) *val {
	if l, ok := x.T.(types.List); ok && !l.Exact {
		return f.prim("list.at", x, i)
	}
	return f.getItem(x, i)
}

// argument is what a parameter, or a global that is one, stands for.
func (f *frame) argument(i int) *val {
	if params := f.c.fn.Params; i < len(params) {
		return f.env[params[i]]
	}
	return f.globals[f.e.needs[f.c.fn.Name][i-len(f.c.fn.Params)]]
}
