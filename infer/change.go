package infer

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// setItem infers x[i] = v.
func (f *frame) setItem(x, i, v *val) *val {
	if u, ok := x.T.(types.Union); ok {
		return f.distribute(x, u, func(m *val) *val { return f.setItem(m, i, v) }, "[] =")
	}
	switch t := x.T.(type) {
	case types.List:
		if isSlice(i.T) {
			return f.setSlice(x, i, v)
		}
		if f.isItem(v, x, i) { // x[i] op= y has changed it
			return f.none()
		}
		if !f.inserted(x, v) {
			return errVal()
		}
		before := f.aliasesOf(x)
		nv := f.instead(x, func() *val { return f.replaceElement(x, i, v) })
		if isErr(nv.T) || f.dead {
			return nv
		}
		f.assign(x, nv, f.replaces(t, v))
		if f.holds(t) {
			f.replaced(x, i, before)
		}
		return f.none()
	case types.Dict:
		return f.setKey(x, t, i, v)
	case types.Iter:
		if isMap(t) {
			return f.setMapItem(x, i, v)
		}
	case types.Array:
		if f.isPlace(v, x, i) { // x[i] op= y has changed it
			return f.none()
		}
		f.assign(x, f.arraySet(x, f.arrayIndex(x, i), f.asOperand(v)), 0)
		return f.none()
	}
	if m, ok := f.method(x, "__setitem__"); ok {
		return f.call(m, []*val{i, v}, nil, nil)
	}
	if isErr(x.T) || x.T == types.Never {
		return x
	}
	return f.errorf(diag.NotSubscriptable, "'%s' object does not support item assignment", f.describe(x.T))
}

// arraySet gives the array after x[i] = v.
func (f *frame) arraySet(x, i, v *val) *val {
	if forEach(x.T.(types.Array), i.T, v.T) {
		return f.setMasked(x, i, v)
	}
	return f.prim("array.set", x, i, v)
}

// replaces says what becomes of the elements of a list of which v replaces one.
func (f *frame) replaces(t types.List, v *val) changeKind {
	if f.holds(t) || f.carries(v.T) {
		return moves
	}
	return 0
}

// isPlace reports whether v is the view of x at i itself.
func (f *frame) isPlace(v, x, i *val) bool {
	if v.V == nil {
		return false
	}
	of, how := f.linkOf(v.V)
	if how != viewLink || len(v.V.Def.Args) < 2 || v.V.Def.Args[1] != i.V {
		return false
	}
	r, _ := f.root(of)
	q, _ := f.root(x.V)
	return r == q
}

// isItem reports whether v is the object that lies in the list x at i already.
func (f *frame) isItem(v, x, i *val) bool {
	if v.V == nil || v.V.Def == nil || !f.carries(v.T) {
		return false
	}
	k, isKnown := i.known.(int64)
	if n := int64(len(f.partTypes(x.T))); k < 0 {
		k += n
	}
	if parts, ok := made(x.V); ok && isKnown && k >= 0 && k < int64(len(parts)) && parts[k] == v.V {
		return true
	}
	switch op := v.V.Def.Op.(type) {
	case typed.Part:
		if !isKnown || k != int64(op.I) || !isList(v.V.Def.Args[0].Type) {
			return false
		}
	case typed.Apply:
		if !isElement(op.P) || !countsFrom(v.V.Def.Args[1], i.V) {
			return false
		}
	default:
		return false
	}
	of := v.V.Def.Args[0]
	gone, _, known := f.detached(v.V, of)
	r, depth := f.root(of)
	q, above := f.root(x.V)
	return gone == nil && known && r == q && depth == above
}

// countsFrom reports whether an index is another one, or that counted from the start of a list.
func countsFrom(at, i *ir.Value) bool {
	if at == i || at.Def == nil {
		return at == i
	}
	op, ok := at.Def.Op.(typed.Apply)
	return ok && op.P.Name == "list.place" && at.Def.Args[1] == i
}

// asOperand makes an array of a list that is assigned to elements of an array.
func (f *frame) asOperand(v *val) *val {
	if isSequence(v.T) {
		return f.prim("np.array", v, f.none())
	}
	return v
}

// replaceElement gives a list with one element replaced.
func (f *frame) replaceElement(list, i, v *val) *val {
	if isErr(list.T) || isErr(v.T) || isErr(i.T) {
		return errVal()
	}
	l := list.T.(types.List)
	if _, ok := i.T.(types.Union); ok || i.T == types.Never {
		return f.distribute(i, types.Union{Members: types.Members(i.T)}, func(m *val) *val { return f.replaceElement(list, m, v) }, "[] =")
	}
	if k, ok := i.known.(int64); ok && i.isK && l.Exact {
		if k < 0 {
			k += int64(len(l.Elems))
		}
		if k < 0 || k >= int64(len(l.Elems)) {
			return f.raiseText("IndexError", "list assignment index out of range")
		}
		return f.replacePart(list, int(k), v)
	}
	if l.Exact && len(l.Elems) == 0 {
		return f.raiseText("IndexError", "list assignment index out of range")
	}
	elem := v.T
	for _, t := range l.Elems {
		elem = f.join(elem, t)
	}
	t := types.List{Elems: []types.Type{elem}}
	if isErr(elem) {
		return errVal()
	}
	return f.primAs("list.set", t, f.coerce(list, t), f.prim("operator.index", i), f.coerce(v, elem))
}

// setSlice infers xs[lo:hi] = ys.
func (f *frame) setSlice(x, i, v *val) *val {
	return f.changeList(x, "seq_set_slice", append(f.partsOf(i), f.listOf(v))...)
}

// setKey infers d[key] = v of a dict with constant keys, which becomes one of computed keys if this one is not known.
func (f *frame) setKey(x *val, t types.Dict, i, v *val) *val {
	name, ok := f.knownKey(t, i)
	if !ok {
		return f.setMapItem(x, i, v)
	}
	nv := f.withField(x, t, name, v)
	if isErr(nv.T) {
		return nv
	}
	f.assign(x, nv, 0)
	return f.none()
}

// withField is a record with the value of a known key set.
func (f *frame) withField(x *val, t types.Dict, name string, v *val) *val {
	parts := slices.Clone(f.partsOf(x))
	names := slices.Clone(t.Names)
	if at := slices.Index(names, name); at >= 0 {
		parts[at] = v
	} else {
		parts, names = append(parts, v), append(names, name)
	}
	return f.product(types.Dict{Names: names, Elems: valTypes(parts)}, parts)
}

// knownKey gives a key of a record that is a known string.
func (f *frame) knownKey(t types.Dict, i *val) (name string, ok bool) {
	if name, ok = i.known.(string); ok || i.T != types.Str || len(t.Names) == 0 {
		return name, ok
	}
	k, _ := f.demand(i)
	name, ok = k.(string)
	return name, ok
}

// delItem infers del x[i].
func (f *frame) delItem(x, i *val) *val {
	if u, ok := x.T.(types.Union); ok {
		return f.distribute(x, u, func(m *val) *val { return f.delItem(m, i) }, "del []")
	}
	switch t := x.T.(type) {
	case types.List:
		if isSlice(i.T) {
			return f.changeList(x, "seq_del_slice", f.partsOf(i)...)
		}
		return f.pull(x, i, "list assignment index out of range")
	case types.Dict:
		return f.delKey(x, t, i)
	case types.Iter:
		if isMap(t) {
			return f.delMapItem(x, i)
		}
	}
	if m, ok := f.method(x, "__delitem__"); ok {
		return f.call(m, []*val{i}, nil, nil)
	}
	return f.errorf(diag.NotSubscriptable, "'%s' object doesn't support item deletion", f.describe(x.T))
}

func (f *frame) delKey(x *val, t types.Dict, i *val) *val {
	name, known := f.knownKey(t, i)
	at := slices.Index(t.Names, name)
	switch {
	case !known:
		return f.delMapItem(x, i)
	case at < 0:
		return f.raiseText("KeyError", fmt.Sprintf("'%s'", name))
	}
	parts := slices.Delete(slices.Clone(f.partsOf(x)), at, at+1)
	names := slices.Delete(slices.Clone(t.Names), at, at+1)
	f.assign(x, f.product(types.Dict{Names: names, Elems: valTypes(parts)}, parts), resizes|moves)
	return f.none()
}

// pull takes an element out of a list and gives it; out says what is wrong with an index out of range.
func (f *frame) pull(list, i *val, out string) *val {
	l := list.T.(types.List)
	if k, ok := i.known.(int64); ok && i.isK && l.Exact {
		if k < 0 {
			k += int64(len(l.Elems))
		}
		if k < 0 || k >= int64(len(l.Elems)) {
			return f.raiseText("IndexError", out)
		}
		parts := slices.Clone(f.partsOf(list))
		gone := f.own(parts[k])
		parts = slices.Delete(parts, int(k), int(k)+1)
		f.assign(list, f.product(types.List{Exact: true, Elems: valTypes(parts)}, parts), resizes|moves)
		return gone
	}
	if l.Exact && len(l.Elems) == 0 {
		return f.raiseText("IndexError", out)
	}
	run := f.runList(list)
	if i.isK && i.known == int64(-1) && out == emptied {
		got := f.instead(list, func() *val { return f.prim("list.pop", run) })
		gone := f.part(got, 1)
		f.assign(list, f.part(got, 0), resizes|moves)
		return f.own(gone)
	}
	got := f.call(f.library("seq_pull"), []*val{run, i, f.constant(out)}, nil, nil)
	if isErr(got.T) || f.dead {
		return got
	}
	gone := f.part(got, 0)
	f.assign(list, f.part(got, 1), resizes|moves)
	return f.own(gone)
}

// emptied is what pop says of an index out of range.
const emptied = "pop index out of range"

// own makes a value that was taken out of an object an object of its own.
func (f *frame) own(v *val) *val { return f.ownWith(v, f.aliasesOf(v)) }

// aliasesOf are those of the object in which v is a place.
func (f *frame) aliasesOf(v *val) []alias {
	if v.V == nil {
		return nil
	}
	root, _ := f.root(v.V)
	return slices.Clone(f.aliases[root])
}

// ownWith is own for a value of an object that had some aliases.
func (f *frame) ownWith(v *val, aliases []alias) *val {
	if !f.carries(v.T) {
		return v
	}
	v = f.fresh1(v)
	if f.isWhole(v.V) { // it is an object already
		return v
	}
	f.relateMembers(v.V)
	from, _ := f.root(v.V)
	noteEntry(f, f.pulled, v.V, from)
	noteEntry(f, f.first, v.V, v.V)
	for _, x := range aliases {
		f.relate(v.V, 0, x.to, x.theirs, x.of)
	}
	return v
}

// changeList makes a list what a function of the library makes of it.
func (f *frame) changeList(x *val, name string, args ...*val) *val {
	if anyErr(args) {
		return errVal()
	}
	nv := f.call(f.library(name), append([]*val{f.runList(x)}, args...), nil, nil)
	if isErr(nv.T) || f.dead {
		return nv
	}
	f.assign(x, nv, resizes|moves)
	return f.none()
}

// permute infers an assignment of places to each other.
func (f *frame) permute(op surface.Permute, args []*val) *val {
	type place struct{ x, i *val }
	var places []place
	var held []*val
	for _, name := range op.Places {
		s := place{x: args[0]}
		args = args[1:]
		if name == "" {
			s.i = args[0]
			args = args[1:]
		}
		places = append(places, s)
	}
	for _, from := range op.From {
		s, name := places[from], op.Places[from]
		switch {
		case name != "":
			held = append(held, f.own(f.getAttr(s.x, name)))
		case isArray(s.x.T):
			held = append(held, f.getItem(s.x, s.i)) // a view, which sees the assignments before its own
		default:
			held = append(held, f.own(f.getItem(s.x, s.i)))
		}
	}
	if anyErr(held) {
		return errVal()
	}
	for k, s := range places {
		v := f.present(s.x)
		if name := op.Places[k]; name != "" {
			v = f.setAttr(v, name, f.present(held[k]))
		} else {
			v = f.setItem(v, s.i, f.present(held[k]))
		}
		if isErr(v.T) || f.dead {
			return v
		}
	}
	return f.none()
}

// walkChange infers a node that changes a place.
func (f *frame) walkChange(n *ir.Node) {
	args := f.gets(n.Args)
	if anyErr(args) {
		return
	}
	switch op := n.Op.(type) {
	case surface.SetItem:
		f.setItem(args[0], args[1], args[2])
	case surface.SetAttr:
		f.setAttr(args[0], op.Name, args[1])
	case surface.DelItem:
		f.delItem(args[0], args[1])
	case surface.Permute:
		f.permute(op, args)
	}
}
