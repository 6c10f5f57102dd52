package lower

import (
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// retag takes a value of one union, which is one of the given members, as one of another union that has them all, where
// each leaf has a slot in both: the tag alone changes, and no member is looked at. It reports whether that is so.
//
//	from  A | C | D, of which the tags are 0, 1, 2
//	to    A | B | C | D
//	tag   tag + cast (ge tag 1)
//
// Members of unions are in order, so that a union which has one member more or less takes four operations.
func (f *fn) retag(vs []*ir.Value, from *unionLayout, members []int, to *unionLayout) ([]*ir.Value, bool) {
	targets, slots, ok := correspond(from, members, to)
	if !ok {
		return nil, false
	}
	tag, shift := vs[0], 0
	for k, m := range members {
		if by := targets[k] - m; by != shift {
			tag = f.shifted(tag, by-shift, vs[0], m, k == 0)
			shift = by
		}
	}
	out := []*ir.Value{tag}
	for i, s := range slots {
		if s < 0 {
			out = append(out, f.b.Emit1(ops.Poison{Type: to.slots[i]}))
		} else {
			out = append(out, vs[1+s])
		}
	}
	return out, true
}

// shifted adds a number to a tag where it was that of a member from the given one on: to all tags, if that is the first.
func (f *fn) shifted(tag *ir.Value, by int, was *ir.Value, from int, all bool) *ir.Value {
	op, step := ops.Add, by
	if by < 0 {
		op, step = ops.Sub, -by
	}
	if all {
		return f.b.Emit1(op, tag, f.i64(int64(step)))
	}
	reached := ops.CastTo(f.b, f.b.Emit1(ops.Ge, was, f.i64(int64(from))), dtype.I64)
	if step > 1 {
		reached = f.b.Emit1(ops.Mul, reached, f.i64(int64(step)))
	}
	return f.b.Emit1(op, tag, reached)
}

// correspond finds the tags that members of one union have in another, and for each slot there the slot of the first that
// holds the same leaves, or -1.
func correspond(from *unionLayout, members []int, to *unionLayout) (targets, slots []int, ok bool) {
	if from.nullable >= 0 || to.nullable >= 0 {
		return nil, nil, false
	}
	slots = make([]int, len(to.slots))
	for i := range slots {
		slots[i] = -1
	}
	next := 0
	for _, m := range members {
		at := to.find(from.members[m], next)
		if at < 0 {
			return nil, nil, false
		}
		targets, next = append(targets, at), at+1
		for i, s := range to.at[at] {
			if was := from.at[m][i]; slots[s] < 0 {
				slots[s] = was
			} else if slots[s] != was {
				return nil, nil, false
			}
		}
	}
	return targets, slots, true
}

// find looks for a member that is the type itself, from the given one on and then from the first. It gives -1 if there is none.
func (u *unionLayout) find(t types.Type, from int) int {
	for i := range u.members {
		if at := (from + i) % len(u.members); types.Equal(u.members[at], t) {
			return at
		}
	}
	return -1
}
