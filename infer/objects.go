package infer

import (
	"maps"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// A program changes objects; typed IR has values only. So a frame follows each object that is changed: it is named by the
// value that it was first, its root, and has a present version. A value that was read out of another one, by nodes that
// take a part, is a place in the root at the beginning of that chain: to read it is to take the chain again in the present
// version, to change it is to make a new version of the root (assign.go). What a Make put together is no place in it but
// stays itself; where one of the parts has changed, the whole is put together again.
//
// Where two roots may be one object, or hold one, which the chain does not show, they are aliases (alias.go): a change of one
// loses the other, and who reads what is lost is told so. Nothing of this is done in a program that changes no object.

// version is the present state of an object that was changed.
type version struct {
	cur    *val  // nil: as it was first
	shifts int   // numbers the last change after which other elements stand at the indices; no two are the same in a frame
	sizes  int   // counts changes of the number of elements
	deep   bool  // parts have changed, too
	heads  heads // of the objects that were changed
	moved  heads // of the containers in which other elements stand at the indices
	lost   *loss // nil if it can be followed
}

// loss says why an object cannot be followed any more.
type loss struct {
	shared  source.Span // where it came to have another name
	changed source.Span // through that
	of      heads       // what was changed
}

// carries reports whether values of t are objects that can be changed, or hold some.
func (f *frame) carries(t types.Type) bool { return f.carriesIn(t, nil) }

func (f *frame) carriesIn(t types.Type, seen map[types.Named]bool) bool {
	switch t := t.(type) {
	case types.List, types.Dict:
		return true
	case types.Array:
		return len(t.Dims) > 0
	case types.Iter:
		if isKeyed(t) || isCell(t) {
			return true
		}
	case types.Named:
		if seen[t] {
			return false
		}
		if f.changeable(t) {
			return true
		}
		seen = maps.Clone(seen)
		if seen == nil {
			seen = map[types.Named]bool{}
		}
		seen[t] = true
		return f.anyCarries(f.e.namedParts(t), seen)
	}
	return f.changeable(t) || f.anyCarries(types.PartsOf(t), seen)
}

func (f *frame) anyCarries(ts []types.Type, seen map[types.Named]bool) bool {
	for _, t := range ts {
		if f.carriesIn(t, seen) {
			return true
		}
	}
	return false
}

// holds reports whether values of t have parts that can be changed.
func (f *frame) holds(t types.Type) bool {
	if n, ok := t.(types.Named); ok {
		return f.carries(n)
	}
	if _, array := t.(types.Array); array {
		return false
	}
	if isKeyed(t) {
		return f.anyCarries(heldIn(t), nil)
	}
	if u, ok := t.(types.Union); ok {
		for _, m := range u.Members {
			if f.holds(m) {
				return true
			}
		}
		return false
	}
	return f.anyCarries(types.PartsOf(t), nil)
}

// link is how a value was made of another one.
type link int

const (
	noLink   link = iota
	sameLink      // it is the same object, seen as another type
	partLink      // a part of it
	viewLink      // an array that shares its memory
)

// linkOf tells what v was made of, and how.
func (f *frame) linkOf(v *ir.Value) (*ir.Value, link) {
	d := v.Def
	if d == nil || len(d.Args) == 0 {
		return nil, noLink
	}
	switch op := d.Op.(type) {
	case typed.Narrow, typed.Coerce:
		return d.Args[0], sameLink
	case typed.Part:
		return d.Args[0], partLink
	case typed.Apply:
		if isElement(op.P) {
			return d.Args[0], partLink
		}
		if isElementScalar(d.Args[0]) {
			return nil, noLink
		}
		switch typed.SharingOf(d) {
		case typed.Shares:
			return d.Args[0], viewLink
		case typed.MayCopy:
			if f.inRows(d.Args[0]) && typed.GoesByRows(op) {
				return d.Args[0], viewLink
			}
		}
	}
	return nil, noLink
}

// inRows reports whether an array is known to lie in memory row by row.
func (f *frame) inRows(v *ir.Value) bool {
	if first := f.first[v]; first != nil && first != v {
		return f.inRows(first)
	}
	if v.Def == nil {
		return false
	}
	switch v.Def.Op.(type) {
	case typed.Narrow, typed.Coerce:
		return f.inRows(v.Def.Args[0])
	}
	return typed.InRows(v.Def, f.inRows)
}

// made gives the parts of a value that a Make put together, also seen as a wider type.
func made(v *ir.Value) ([]*ir.Value, bool) {
	n := -1
	for v.Def != nil {
		switch op := v.Def.Op.(type) {
		case typed.Make:
			if _, named := op.T.(types.Named); named || isKeyed(op.T) || n >= 0 && n != len(v.Def.Args) {
				return nil, false
			}
			return v.Def.Args, true
		case typed.Coerce:
			parts := typed.Parts(op.T)
			if n >= 0 && n != len(parts) || len(parts) == 0 || isKeyed(op.T) {
				return nil, false
			}
			n = len(parts)
			v = v.Def.Args[0]
			continue
		}
		break
	}
	return nil, false
}

// heldBy gives the parts of a value that a Make put together, however it is seen.
func heldBy(v *ir.Value) []*ir.Value {
	for v.Def != nil {
		switch op := v.Def.Op.(type) {
		case typed.Make:
			if _, named := op.T.(types.Named); named || isKeyed(op.T) {
				return nil
			}
			return v.Def.Args
		case typed.Coerce, typed.Narrow:
			v = v.Def.Args[0]
			continue
		}
		break
	}
	return nil
}

// up goes one step from a value to what it is a place in. A part of what a Make put together is that part itself.
func (f *frame) up(v *ir.Value) (*ir.Value, link) {
	if f.first[v] == v { // an object of its own
		return nil, noLink
	}
	of, how := f.linkOf(v)
	if how == partLink {
		if gone, _, known := f.detached(v, of); known && gone != nil {
			return gone.V, sameLink
		}
		if p, ok := v.Def.Op.(typed.Part); ok {
			if parts, ok := made(of); ok && p.I < len(parts) {
				return parts[p.I], sameLink
			}
		}
	}
	return of, how
}

// root is the object in which v is a place, and how many steps deep: 0 if v is the object itself.
func (f *frame) root(v *ir.Value) (root *ir.Value, depth int) {
	for {
		if first := f.first[v]; first != nil {
			return first, depth
		}
		of, how := f.up(v)
		switch how {
		case noLink:
			return v, depth
		case partLink, viewLink:
			depth++
		}
		v = of
	}
}

// present gives a value as it is now.
func (f *frame) present(x *val) *val {
	if !f.e.tracks || x.V == nil || len(f.now) == 0 || !f.carries(x.T) && !isZeroView(x.V) {
		return x
	}
	now := f.nowOf(x.V)
	if now == nil {
		return x
	}
	out := *now
	out.src, out.path = x.src, x.path
	return &out
}

// nowOf gives what a value is now; nil: what it was.
func (f *frame) nowOf(v *ir.Value) *val {
	if !f.carries(v.Type) && !isZeroView(v) {
		return nil
	}
	if m, ok := f.memo[v]; ok {
		return m
	}
	if f.following[v] { // an object that holds itself
		return f.isLost(&loss{})
	}
	f.following[v] = true
	defer delete(f.following, v)
	out := f.follow(v)
	noteEntry(f, f.memo, v, out)
	return out
}

func (f *frame) follow(v *ir.Value) *val {
	root := v
	if first := f.first[v]; first != nil {
		root = first
	}
	if at, ok := f.now[root]; ok {
		if at.lost != nil {
			return f.isLost(at.lost)
		}
		if at.cur != nil && at.cur.V != v {
			if in := f.recomposed(at.cur, root); in != nil {
				return in
			}
			return at.cur
		}
	}
	if of, how := f.linkOf(v); how == partLink && f.first[v] == nil {
		gone, at, known := f.detached(v, of)
		switch {
		case !known:
			return f.isLost(&loss{changed: f.shifted[at].at})
		case gone != nil:
			if now := f.nowOf(gone.V); now != nil {
				return now
			}
			return gone
		}
	}
	of, how := f.up(v)
	switch how {
	case noLink:
		return f.recomposed(&val{T: v.Type, V: v, parts: f.partsAt[v]}, root)
	case sameLink:
		now := f.nowOf(of)
		if now == nil {
			return nil
		}
		return f.seenAs(now, v)
	}
	now := f.nowOf(of)
	if now == nil || isErr(now.T) {
		return now
	}
	return f.retake(now, v)
}

// detached follows an element v that was read out of a list: it has been given another place or none, and is what it gives;
// where it stands is not known since a shift; or it stands where it stood.
func (f *frame) detached(v, of *ir.Value) (gone *val, at int, known bool) {
	index := f.indexOf(v)
	if index == nil {
		return nil, 0, true
	}
	root, _ := f.root(of)
	read, now := f.readAt[v], f.now[root].shifts
	if read.shifts == now {
		return nil, 0, true
	}
	of = keyedOf(of)
	_, steps, known := f.chainOf(of)
	if known {
		gone, known = f.since(read, now, element{f.headOf(of.Type), steps, index})
	}
	return gone, now, known
}

// keyedOf is the dict of which a list has the values; other containers stay what they are.
func keyedOf(list *ir.Value) *ir.Value {
	for v := list; v.Def != nil; v = v.Def.Args[0] {
		switch op := v.Def.Op.(type) {
		case typed.Narrow, typed.Coerce:
			continue
		case typed.Part:
			if of := v.Def.Args[0]; isMap(of.Type) && op.I == valuePart {
				return of
			}
		}
		break
	}
	return list
}

// indexOf is the index by which v was read out of a list, or an object, which tells another element after a shift; nil: it was not.
func (f *frame) indexOf(v *ir.Value) *val {
	switch op := v.Def.Op.(type) {
	case typed.Part:
		if of := v.Def.Args[0].Type; isList(of) || isCell(of) || f.changeable(of) {
			return &val{T: types.Int, known: int64(op.I), isK: true}
		}
	case typed.Apply:
		if isElement(op.P) {
			return f.operand(v.Def, op, 1)
		}
	}
	return nil
}

// isElement reports whether a primitive gives an element of a list or tuple.
func isElement(p *typed.Prim) bool {
	return p.Name == "list.get" || p.Name == "list.at" || p.Name == "tuple.get"
}

// operand is an operand of a primitive, with what was known of it.
func (f *frame) operand(n *ir.Node, op typed.Apply, i int) *val {
	x := &val{T: n.Args[i].Type, V: n.Args[i], parts: f.partsAt[n.Args[i]]}
	if s := op.Statics[i]; s.Ok {
		f.applyKnown(x, s.V)
	}
	return x
}

// seenAs is v, which is its operand seen as another type, where the operand is now that.
func (f *frame) seenAs(now *val, v *ir.Value) *val {
	if _, record := now.T.(types.Dict); record && isKeyed(v.Type) {
		return f.asMap(now)
	}
	if op, narrow := v.Def.Op.(typed.Narrow); narrow {
		return f.narrowedTo(now, op.T)
	}
	return now
}

// narrowedTo is a value without the members of its type that another type has nothing alike to.
func (f *frame) narrowedTo(now *val, to types.Type) *val {
	u, union := now.T.(types.Union)
	if !union {
		return now
	}
	var keep []types.Type
	for _, m := range u.Members {
		for _, t := range types.Members(to) {
			if sameHead(m, t) {
				keep = append(keep, m)
				break
			}
		}
	}
	if len(keep) == 0 || len(keep) == len(u.Members) {
		return now
	}
	t := types.UnionOf(keep)
	return &val{T: t, V: f.b.Emit1(typed.Narrow{T: t}, now.V)}
}

// retake takes of what an operand is now the part that v was.
func (f *frame) retake(now *val, v *ir.Value) *val {
	switch op := v.Def.Op.(type) {
	case typed.Part:
		if n := len(f.partTypes(now.T)); op.I < n {
			return f.part(now, op.I)
		}
		return f.getItem(now, f.constant(int64(op.I)))
	case typed.Apply:
		args := []*val{now}
		for i := range v.Def.Args[1:] {
			args = append(args, f.operand(v.Def, op, 1+i))
		}
		if l, ok := now.T.(types.List); ok && l.Exact {
			return f.getItem(now, args[1])
		}
		return f.apply(op.P, args)
	}
	panic("infer: no part " + v.Def.Op.OpName())
}

// recomposed puts a value that a Make made together again if a part of it has changed, else nil.
func (f *frame) recomposed(x *val, root *ir.Value) *val {
	parts, ok := made(x.V)
	if !ok {
		return nil
	}
	vals := f.partsAt[x.V]
	var out []*val
	for i, p := range parts {
		now := f.nowOf(p)
		if now == nil {
			continue
		}
		if out == nil {
			out = make([]*val, len(parts))
			for k, q := range parts {
				out[k] = &val{T: q.Type, V: q}
				if k < len(vals) {
					out[k] = vals[k]
				}
			}
		}
		out[i] = now
	}
	if out == nil {
		return nil
	}
	v := f.together(x.T, out)
	if v.V != nil {
		noteEntry(f, f.first, v.V, root)
	}
	return v
}

// isLost reports that an object is read that cannot be followed.
func (f *frame) isLost(l *loss) *val {
	if f.quiet {
		f.lostPart = l
		return nil
	}
	d := diag.Limitf(diag.SharedObject, f.span(), "this object may have been changed through another name")
	if l.shared.IsValid() {
		d.WithRelated(l.shared, "it came to have another name here")
	}
	if l.changed.IsValid() {
		d.WithRelated(l.changed, "it was changed here")
	}
	f.report(d.WithHelp(diag.MutationHelp))
	return errVal()
}
