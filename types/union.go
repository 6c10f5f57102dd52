package types

import "slices"

// Members returns the members of a union; any other type is its own only
// member.
func Members(t Type) []Type {
	if u, ok := t.(Union); ok {
		return u.Members
	}
	return []Type{t}
}

// UnionOf makes a union of distinct members, flattening unions.
func UnionOf(ts []Type) Type {
	var members []Type
	for _, t := range ts {
		members = append(members, Members(t)...)
	}
	members = slices.CompactFunc(inOrder(members), Equal)
	if len(members) == 1 {
		return members[0]
	}
	return Union{members}
}

// inOrder sorts types of which many at the beginning are in order, as where a few join the members of a union: in a time
// that grows as their number does. Equal ones stay as they come.
func inOrder(ts []Type) []Type {
	n := 0
	for n < len(ts) && (n == 0 || Compare(ts[n-1], ts[n]) <= 0) {
		n++
	}
	first, rest := ts[:n], ts[n:]
	if len(rest) == 0 {
		return first
	}
	slices.SortStableFunc(rest, Compare)
	out := make([]Type, 0, len(ts))
	for len(first) > 0 && len(rest) > 0 {
		if Compare(first[0], rest[0]) <= 0 {
			out, first = append(out, first[0]), first[1:]
		} else {
			out, rest = append(out, rest[0]), rest[1:]
		}
	}
	return append(append(out, first...), rest...)
}

// family is what two types have in common if they may merge: there are few
// members of one family in a union, however many it has.
type family struct {
	kind kind
	name string
}

func familyOf(t Type) family {
	switch t := t.(type) {
	case Basic, Array:
		return family{kind: arrayKind} // a number of Python's becomes one of NumPy's
	case Object:
		return family{objectKind, t.Class}
	case Func:
		return family{funcKind, t.Name}
	case Named:
		return family{namedKind, t.Name}
	case Static:
		return family{staticKind, t.Name}
	case Iter:
		if t.Kind == Map {
			return family{kind: dictKind} // a record becomes one
		}
	}
	return family{kind: t.kind()}
}

// joining is a union while members are added to it.
type joining struct {
	j       *Joiner
	members []Type
	of      map[family][]int // indices of members
}

// add merges t with the first member that it joins, or adds it to the members.
func (u *joining) add(t Type) {
	f := familyOf(t)
	for _, i := range u.of[f] {
		if r, ok := u.j.merge(u.members[i], t); ok {
			u.members[i] = r
			return
		}
	}
	u.of[f] = append(u.of[f], len(u.members))
	u.members = append(u.members, t)
}

// Within lists the members of u that are members of t, whatever the names of sizes: each reading of a record names them anew.
func (u Union) Within(t Type) []Type {
	in := map[family][]Type{}
	for _, m := range Unnamed(Members(t)...) {
		f := familyOf(m)
		in[f] = append(in[f], m)
	}
	var out []Type
	for i, m := range Unnamed(u.Members...) {
		if slices.ContainsFunc(in[familyOf(m)], func(t Type) bool { return Equal(t, m) }) {
			out = append(out, u.Members[i])
		}
	}
	return out
}
