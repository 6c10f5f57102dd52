package infer

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// getItem infers x[i].
func (f *frame) getItem(x, i *val) *val {
	if u, ok := x.T.(types.Union); ok {
		got := f.distribute(x, u, f.readGradient(u, f.lacksItem(i), func(m *val) *val { return f.getItem(m, i) }), "[]")
		if k, ok := i.known.(int64); ok && i.isK {
			return f.led(x, fmt.Sprintf("[%d]", k), got)
		}
		return got
	}
	if u, ok := i.T.(types.Union); ok {
		return f.distribute(i, u, func(m *val) *val { return f.getItem(x, m) }, "[]")
	}
	i = f.asTuple(i)
	switch t := x.T.(type) {
	case types.Tuple:
		return f.itemOfProduct(x, i, t.Elems)
	case types.Named:
		if t.Kind == "tuple" {
			return f.itemOfProduct(x, i, f.partTypes(t))
		}
	case types.List:
		if t.Exact {
			return f.itemOfProduct(x, i, t.Elems)
		}
		if isSlice(i.T) {
			return f.primAs("list.slice", x.T, x, i)
		}
		got := f.prim("list.get", x, i)
		if f.e.tracks && f.holds(t) && !isErr(got.T) && !f.dead {
			got = f.prim("list.at", x, f.fromStart(x, i)) // which stays the place of what it gives
			at := f.readAt[got.V]
			at.given = i.V
			f.readAt[got.V] = at
		}
		return got
	case types.Dict:
		return f.itemOfDict(x, t, i)
	case types.Array:
		return f.itemOfArray(x, i)
	}
	if s, ok := x.T.(types.Static); ok && (isTypeName(s.Name) || strings.HasPrefix(s.Name, "typing.")) {
		return x // list[float] in an alias of a type
	}
	if s, ok := x.T.(types.Static); ok && s.Kind == "builtin" && subscripts[s.Name] != nil {
		return subscripts[s.Name](f, i)
	}
	if isRange(x.T) {
		return f.rangeItem(x, i)
	}
	switch {
	case isDefaultDict(x.T):
		return f.itemOfDefault(x, i)
	case isCounter(x.T):
		return f.numberOf(x, i)
	case isMap(x.T):
		return f.itemOfMap(x, i)
	}
	if types.IsRunTuple(x.T) {
		return f.itemOfRun(f.part(x, 0), i)
	}
	if x.T == types.Str {
		if isSlice(i.T) {
			return f.prim("str.slice", x, i)
		}
		return f.prim("str.get", x, i)
	}
	if m, ok := f.method(x, "__getitem__"); ok {
		return f.call(m, []*val{i}, nil, nil)
	}
	if f.namedTuple(x.T) != nil {
		return f.itemOfProduct(x, i, f.partTypes(x.T))
	}
	if isErr(x.T) || x.T == types.Never {
		return x
	}
	return f.errorf(diag.NotSubscriptable, "%s is not subscriptable", f.describe(x.T))
}

// fromStart counts an index that is in range from the beginning of a list of run-time length.
func (f *frame) fromStart(list, i *val) *val {
	if k, ok := i.known.(int64); ok && k >= 0 {
		return i
	}
	return f.prim("list.place", list, i)
}

func isSlice(t types.Type) bool {
	it, ok := t.(types.Iter)
	return ok && it.Kind == "slice"
}

// itemOfProduct indexes a tuple or an exact list by a known index or slice;
// an unknown index needs alike elements.
func (f *frame) itemOfProduct(x, i *val, ts []types.Type) *val {
	if isSlice(i.T) {
		return f.sliceOfProduct(x, i, ts)
	}
	if i.T == types.Bool {
		i = f.prim("int", i)
	}
	if _, ok := i.T.(types.Array); ok && typed.IsIndex(i.T) {
		i = f.prim("int", i)
	}
	if i.T != types.Int {
		kind := "tuple"
		if isList(x.T) {
			kind = "list"
		}
		f.report(f.repairDivision(diag.Errorf(diag.BadIndex, f.span(), "%s indices must be integers or slices, not %s", kind, f.show(i.T)).
			WithHelp("convert it with int, or divide with //")))
		return errVal()
	}
	if len(ts) == 0 && isList(x.T) { // one that a loop grows later
		return f.raiseText("IndexError", "list index out of range")
	}
	if f.e.tracks && f.anyCarries(ts, nil) && !alike(ts) && i.countsLoops() {
		f.demand(i) // arrays of unlike sizes in one list stay what they are
	}
	if _, named := x.T.(types.Named); len(ts) > 0 && !i.isK && !named {
		t := types.Type(types.Never)
		j := &types.Joiner{Fresh: f.freshDim}
		for _, e := range ts {
			t = j.Join(t, e)
		}
		if _, union := t.(types.Union); !union {
			run := types.List{Elems: []types.Type{t}}
			get := "tuple.get"
			if isList(x.T) {
				get = "list.get"
			}
			return f.prim(get, f.coerce(x, run), i)
		}
	}
	k, ok := f.demand(i)
	if !ok {
		return f.errorHelp(diag.NotKnown, "index with a constant, or make the elements alike", "the elements of %s differ in type, so the index must be known at compile time", f.show(x.T))
	}
	n := k.(int64)
	if n < 0 {
		n += int64(len(ts))
	}
	if n < 0 || n >= int64(len(ts)) {
		if isList(x.T) {
			return f.raiseText("IndexError", "list index out of range")
		}
		if f.c.asked = true; len(f.unions) > 0 || !f.c.plain { // another member may have the element
			return f.raiseText("IndexError", "tuple index out of range")
		}
		return f.errorHelp(diag.IndexRange, fmt.Sprintf("the indices go from %d to %d", -len(ts), len(ts)-1), "index %d is out of range for a tuple of %d element%s", k, len(ts), plural(len(ts)))
	}
	return f.narrowed(f.partAt(x, int(n), fmt.Sprintf("[%d]", n)))
}

// countsLoops reports whether an int would be known were the loops around unrolled.
func (v *val) countsLoops() bool {
	for i := range v.dep {
		if i >= 0 {
			return false
		}
	}
	return len(v.dep) > 0
}

// led is a part that was taken of each member of x: tests on its path narrow it.
func (f *frame) led(x *val, step string, part *val) *val {
	if x.path == "" || isErr(part.T) {
		return part
	}
	p := *part
	p.follow(x, step)
	return f.narrowed(&p)
}

// partAt takes a part that a path leads to: a frozen field, or an element by a known index.
func (f *frame) partAt(x *val, i int, step string) *val {
	p := *f.part(x, i)
	p.path = ""
	p.follow(x, step)
	return &p
}

func (f *frame) sliceOfProduct(x, i *val, ts []types.Type) *val {
	known := make([]any, 3)
	if _, settled := i.fullyKnown(); isList(x.T) && !settled && alike(ts) {
		run := f.runList(x)
		return f.primAs("list.slice", run.T, run, i)
	}
	for k, p := range f.partsOf(i) {
		c, ok := f.tryDemand(p)
		if !ok {
			if isList(x.T) {
				run := f.runList(x)
				return f.primAs("list.slice", run.T, run, i)
			}
			return f.errorHelp(diag.NotKnown, "use constant bounds", "the bounds of a tuple's slice must be known at compile time")
		}
		known[k] = c
	}
	if known[2] == int64(0) {
		return f.raiseText("ValueError", "slice step cannot be zero")
	}
	parts := f.partsOf(x)
	var out []*val
	for _, at := range typed.SliceIndices(known[0], known[1], known[2], int64(len(ts))) {
		out = append(out, parts[at])
	}
	if isList(x.T) {
		return f.product(types.List{Exact: true, Elems: valTypes(out)}, out)
	}
	return f.tupleOf(out)
}

// tryDemand is demand for tuples, and only a look for lists, which have a
// run-time form.
func (f *frame) tryDemand(v *val) (any, bool) {
	if k, ok := v.fullyKnown(); ok {
		return k, true
	}
	return f.demand(v)
}
