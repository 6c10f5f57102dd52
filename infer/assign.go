package infer

import (
	"maps"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// track makes inference follow objects from the start, once one is changed.
func (f *frame) track() {
	if !f.e.tracks {
		f.e.tracks = true
		f.e.startOver()
		f.e.redo()
	}
}

// changeKind says what becomes of the elements of a list.
type changeKind uint8

const (
	resizes changeKind = 1 << iota // there are more or fewer
	moves                          // others stand at the indices
	deep                           // parts have changed, too
)

// assign changes the object that x is into what nv is.
func (f *frame) assign(x, nv *val, kind changeKind) {
	m := mutation{kind: kind, of: f.headsOf(x.T)}
	if kind&moves != 0 {
		m.moved = m.of
	}
	f.assignAs(x, nv, m)
}

func (f *frame) assignAs(x, nv *val, m mutation) {
	f.track()
	if isErr(nv.T) || isErr(x.T) || f.dead {
		return
	}
	depth := 0
	var within []placeStep // from the root to what is changed, the last first
	v := x.V
	for f.first[v] == nil {
		of, how := f.up(v)
		if how == noLink {
			break
		}
		switch how {
		case partLink:
			whole := f.present(&val{T: of.Type, V: of})
			if isErr(whole.T) {
				return
			}
			if part := f.partHeld(whole, v); part != nil {
				v = part
				continue
			}
			within = append(within, stepOf(v.Def))
			old, new := v, nv
			nv = f.instead(&val{T: of.Type, V: of}, func() *val { return f.withPart(whole, old, new) })
			depth++
		case viewLink:
			whole := f.present(&val{T: of.Type, V: of})
			nv = f.withView(whole, v, nv)
		}
		if isErr(nv.T) {
			return
		}
		v = of
	}
	root := v
	if isArray(v.Type) && !isArrayOfAxes(v.Type) {
		f.limit(diag.Mutation, diag.MutationHelp, "an array without axes is changed through a view")
		return
	}
	if first := f.first[v]; first != nil {
		root = first
	} else if parts, ok := made(v); ok && !f.changes(v.Type) {
		for i, p := range parts {
			if f.carries(p.Type) {
				f.assignAs(&val{T: p.Type, V: p}, f.part(nv, i), m)
			}
		}
		return
	}
	slices.Reverse(within)
	f.renew(root, nv, depth, m, within)
}

// changes reports whether objects of a type change themselves, not only their parts.
func (f *frame) changes(t types.Type) bool {
	switch t.(type) {
	case types.List, types.Dict, types.Array:
		return true
	}
	return isKeyed(t) || isCell(t) || f.changeable(t)
}

// partHeld is the part of a whole that a Make put together, in the place where v was read; nil if there is no such.
func (f *frame) partHeld(whole *val, v *ir.Value) *ir.Value {
	parts, ok := made(whole.V)
	if !ok {
		return nil
	}
	i := int64(-1)
	switch op := v.Def.Op.(type) {
	case typed.Part:
		i = int64(op.I)
	case typed.Apply:
		if k, ok := op.Statics[1].V.(int64); ok && op.Statics[1].Ok {
			i = k
		}
	}
	if i < 0 || i >= int64(len(parts)) {
		return nil
	}
	return parts[i]
}

// settleParts makes the parts of a new version of root, which a Make put together, objects of their own where they were
// places in root.
func (f *frame) settleParts(root *ir.Value, parts []*ir.Value) {
	own := f.placesIn(root, parts)
	at := f.tangle(root)
	for i, p := range own {
		f.relateMembers(p)
		noteEntry(f, f.first, p, p)
		if at != nil {
			noteEntry(f, f.tangles, p, *at)
		}
		for _, x := range f.aliases[root] {
			f.relate(p, 0, x.to, x.theirs, x.of)
		}
		for _, q := range own[:i] {
			if at != nil || !areApart(p, q) {
				f.relate(p, 0, q, 0, nil)
			}
		}
	}
}

// relateMembers notes of an element, which becomes an object of its own, that it may be each of the parts that a Make put
// together to what it was read out of.
func (f *frame) relateMembers(v *ir.Value) {
	within := false // the value at hand holds the one before
	for of, how := f.up(v); how != noLink; of, how = f.up(of) {
		within = within || how == partLink
		parts, ok := made(of)
		if !ok || !within {
			continue
		}
		within = false
		for _, p := range parts {
			for _, r := range f.roots(p) {
				f.relate(v, 0, r, 0, nil)
			}
		}
	}
}

// placesIn are those of the parts, and of what a Make put together among them, that are places in root.
func (f *frame) placesIn(root *ir.Value, parts []*ir.Value) []*ir.Value {
	var out []*ir.Value
	for _, p := range parts {
		if !f.carries(p.Type) || f.first[p] == p {
			continue
		}
		r, depth := f.root(p)
		switch more, ok := made(p); {
		case r == root && depth > 0:
			out = append(out, p)
		case ok && r == p:
			out = append(out, f.placesIn(root, more)...)
		}
	}
	return out
}

// areApart reports whether two values are unlike parts of one.
func areApart(p, q *ir.Value) bool {
	a, ok := p.Def.Op.(typed.Part)
	b, ok2 := q.Def.Op.(typed.Part)
	return ok && ok2 && a.I != b.I && p.Def.Args[0] == q.Def.Args[0]
}

// withPart is a whole with the part that v was of it replaced.
func (f *frame) withPart(whole *val, v *ir.Value, part *val) *val {
	switch op := v.Def.Op.(type) {
	case typed.Part:
		return f.replacePart(whole, op.I, part)
	case typed.Apply:
		return f.replaceElement(whole, f.operand(v.Def, op, 1), part)
	}
	panic("infer: no part " + v.Def.Op.OpName())
}

// replacePart puts a product together again with one part replaced.
func (f *frame) replacePart(whole *val, i int, part *val) *val {
	if l, ok := whole.T.(types.List); ok && !l.Exact {
		return f.replaceElement(whole, f.constant(int64(i)), part)
	}
	parts := slices.Clone(f.partsOf(whole))
	parts[i] = part
	if isKeyed(whole.T) {
		t := whole.T.(types.Iter)
		return f.keyed(t.Of(keyType(t), part.T.(types.List).Elems[0]), parts)
	}
	return f.together(whole.T, parts)
}

// together makes a value of other parts than one of the type had.
func (f *frame) together(t types.Type, parts []*val) *val {
	switch t := t.(type) {
	case types.Object:
		return f.instance(t.Class, parts)
	case types.Named:
		if t.Kind == "class" {
			return f.instance(t.Name, parts)
		}
		return f.product(t, parts)
	}
	return f.product(types.WithParts(t, valTypes(parts)), parts)
}

// renew gives an object its present version. Parts at the given depth have changed, to which steps lead.
func (f *frame) renew(root *ir.Value, nv *val, depth int, m mutation, within []placeStep) {
	kind := m.kind
	was := f.now[root]
	old := root
	if was.cur != nil {
		old = was.cur.V
	}
	if parts, ok := made(nv.V); ok {
		f.settleParts(root, parts)
	} else {
		if _, ok := made(old); ok && f.knottedApart(old, root, nv.V) {
			noteEntry(f, f.tangles, root, f.span())
		}
		f.blur(root, old)
	}
	changed := depth
	if kind&deep != 0 {
		changed = -1
	}
	for _, r := range f.reach(root, changed, m.of) {
		if !f.inScope(r.root) || !f.concerns(r.root, m.of) {
			continue
		}
		f.lose(r.root, &loss{shared: r.via, changed: f.span(), of: m.of})
	}
	if at := f.tangle(root); at != nil && changed != 0 && f.hasPlaces(old.Type, m.of) > 1 {
		was.lost = &loss{shared: *at, changed: f.span()}
	}
	next := version{cur: nv, shifts: was.shifts, sizes: was.sizes, deep: was.deep || changed != 0, heads: was.heads.with(m.of), moved: was.moved, lost: was.lost}
	if kind&moves != 0 {
		next.shifts = f.newShift(was.shifts, m.moved)
		next.moved = was.moved.with(m.moved)
		f.shifted[next.shifts].of, f.shifted[next.shifts].known = within, kind&deep == 0
	}
	if kind&resizes != 0 && depth == 0 {
		f.resized++
		next.sizes = f.resized
	}
	f.setVersion(root, next)
	if f.first[nv.V] == nil && nv.V != root {
		noteEntry(f, f.first, nv.V, root)
		if at, ok := f.tangles[nv.V]; ok {
			noteEntry(f, f.tangles, root, at)
		}
		for _, x := range f.aliases[nv.V] {
			f.relate(root, x.mine, x.to, x.theirs, x.of)
		}
	}
	f.noteWhence(root, m.of)
	f.forgetParts()
}

// noteWhence notes a change of an object at those that it was taken out of: what else holds it is found by them.
func (f *frame) noteWhence(root *ir.Value, h heads) {
	for of := f.pulled[root]; of != nil && f.inScope(of); of = f.pulled[of] {
		at := f.now[of]
		at.deep, at.heads = true, at.heads.with(h)
		f.setVersion(of, at)
	}
}

// blur notes what an object holds of which the parts, which a Make put together, are followed no more.
func (f *frame) blur(root, old *ir.Value) {
	for _, p := range heldBy(old) {
		if !f.carries(p.Type) {
			continue
		}
		for _, r := range f.roots(p) {
			if f.isNamed(r, root) {
				f.relate(root, 1, r, 0, nil)
			}
		}
	}
}

// lose notes that an object cannot be followed any more.
func (f *frame) lose(root *ir.Value, why *loss) {
	at := f.now[root]
	if at.lost != nil && why.of.within(at.heads) {
		return
	}
	at.heads = at.heads.with(why.of)
	if at.lost == nil {
		at.lost = why
	}
	f.setVersion(root, at)
}

func (f *frame) setVersion(root *ir.Value, v version) {
	now := maps.Clone(f.now)
	if now == nil {
		now = map[*ir.Value]version{}
	}
	now[root] = v
	f.setNow(now)
}

// setNow makes other versions the present ones.
func (f *frame) setNow(now map[*ir.Value]version) {
	f.now, f.memo = now, map[*ir.Value]*val{}
}

// forgetParts drops what tests have shown about parts.
func (f *frame) forgetParts() {
	facts := map[string]types.Type{}
	for path, t := range f.facts {
		if !strings.ContainsAny(path, ".[") {
			facts[path] = t
		}
	}
	f.facts = facts
}

// withView is an array with what a view of it showed replaced.
func (f *frame) withView(whole *val, v *ir.Value, part *val) *val {
	op := v.Def.Op.(typed.Apply)
	switch op.P.Name {
	case "array.at", "array.index":
		return f.prim("array.set", whole, f.operand(v.Def, op, 1), part)
	case "np.swapaxes":
		return f.prim("np.swapaxes", part, f.operand(v.Def, op, 1), f.operand(v.Def, op, 2))
	case "np.transpose":
		return f.untransposed(part, v.Def, op)
	case "np.reshape", "np.ravel", "np.squeeze", "np.expand_dims":
		shape, _ := f.arrayAttr(whole, whole.T.(types.Array), "shape")
		return f.prim("np.reshape", append([]*val{part}, f.partsOf(shape)...)...)
	case "np.broadcast_to":
		return f.raiseText("ValueError", "assignment destination is read-only")
	}
	panic("infer: no view " + op.P.Name)
}

// untransposed takes back a transposition.
func (f *frame) untransposed(part *val, n *ir.Node, op typed.Apply) *val {
	var axes []any
	for _, s := range op.Statics[1:] {
		switch k := s.V.(type) {
		case []any:
			axes = append(axes, k...)
		case int64:
			axes = append(axes, k)
		}
	}
	if len(axes) == 0 {
		return f.prim("np.transpose", part)
	}
	back := make([]any, len(axes))
	for i, a := range axes {
		k, _ := a.(int64)
		back[(k+int64(len(axes)))%int64(len(axes))] = int64(i)
	}
	return f.prim("np.transpose", part, f.constTree(back))
}
