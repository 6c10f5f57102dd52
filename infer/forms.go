package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

func (f *frame) callIsinstance(pos []*val, _ []string, _ []*val) *val {
	if u, ok := pos[0].T.(types.Union); ok {
		var yes []types.Type
		for _, m := range u.Members {
			is, ok := InstanceOf(f.e.src, m, pos[1].T)
			if !ok {
				return f.errorf(diag.BadIsinstance, "isinstance() arg 2 must be a type or a tuple of types")
			}
			if is {
				yes = append(yes, m)
			}
		}
		return f.anyMember(pos[0], yes, len(u.Members))
	}
	is, ok := InstanceOf(f.e.src, pos[0].T, pos[1].T)
	if !ok {
		return f.errorf(diag.BadIsinstance, "isinstance() arg 2 must be a type or a tuple of types")
	}
	return f.constant(is)
}

func (f *frame) anyMember(v *val, yes []types.Type, n int) *val {
	if len(yes) == 0 || len(yes) == n {
		return f.constant(len(yes) > 0)
	}
	var out *val
	for _, m := range yes {
		test := &val{T: types.Bool, V: f.b.Emit1(typed.UnionHas{T: m}, v.V)}
		if out == nil {
			out = test
		} else {
			out = f.prim("bool.or", out, test)
		}
	}
	return out
}

func (f *frame) callLen(pos []*val, _ []string, _ []*val) *val {
	v := pos[0]
	if u, ok := v.T.(types.Union); ok {
		return f.distribute(v, u, func(m *val) *val { return f.callLen([]*val{m}, nil, nil) }, "len")
	}
	switch t := v.T.(type) {
	case types.Tuple:
		return f.constant(int64(len(t.Elems)))
	case types.Named:
		if t.Kind == "tuple" {
			return f.constant(int64(len(f.partTypes(t))))
		}
	case types.Dict:
		return f.constant(int64(len(t.Names)))
	case types.Array:
		if len(t.Dims) > 0 {
			return f.size(v, 0)
		}
	case types.List:
		if t.Exact {
			return f.constant(int64(len(t.Elems)))
		}
		return f.prim("list.len", v)
	case types.Iter:
		switch t.Kind {
		case "range":
			return f.prim("range.size", f.partsOf(v)...)
		case types.RunTuple:
			return f.prim("list.len", f.part(v, 0))
		case types.Map, types.Set, types.DefaultMap, types.CounterMap, types.MapKeys, types.MapValues, types.MapItems:
			return f.count(f.keyedIn(v))
		}
	}
	if v.T == types.Str {
		return f.prim("str.len", v)
	}
	if m, ok := f.method(v, "__len__"); ok {
		return f.call(m, nil, nil, nil)
	}
	if f.namedTuple(v.T) != nil {
		return f.constant(int64(len(f.partTypes(v.T))))
	}
	return f.errorf(diag.NoLength, "%s has no len()", f.describe(v.T))
}

func (f *frame) callRange(pos []*val, _ []string, _ []*val) *val {
	args := make([]*val, len(pos))
	for i, p := range pos {
		args[i] = f.prim("operator.index", p)
		if isErr(args[i].T) {
			return errVal()
		}
	}
	parts := []*val{nil, nil, nil}
	switch len(args) {
	case 1:
		parts = []*val{f.constant(int64(0)), args[0], f.constant(int64(1))}
	case 2:
		parts = []*val{args[0], args[1], f.constant(int64(1))}
	case 3:
		parts = args
		f.prim("check.step", args[2])
	}
	return f.product(types.Iter{Kind: "range", Parts: valTypes(parts)}, parts)
}

func (f *frame) callTuple(pos []*val, _ []string, _ []*val) *val {
	if len(pos) == 0 {
		return f.tupleOf(nil)
	}
	f.exactly(pos[0])
	s, ok := f.sequence(pos[0])
	if !ok {
		return errVal()
	}
	if s.static < 0 || s.static > maxUnroll && !s.unlike {
		return f.runTuple(f.listOfSeq(pos[0], s))
	}
	elems := make([]*val, s.static)
	for i := range elems {
		elems[i] = s.at(f.constant(int64(i)))
	}
	f.ended(s)
	if anyErr(elems) {
		return errVal()
	}
	return f.tupleOf(elems)
}

func (f *frame) callList(pos []*val, _ []string, _ []*val) *val {
	if len(pos) == 0 {
		return f.product(types.List{Exact: true}, nil)
	}
	list := f.listOf(pos[0])
	if isList(list.T) && list == pos[0] || types.IsRunTuple(pos[0].T) {
		return f.copied(list)
	}
	return list
}

// callSorted infers sorted(xs, key=None, reverse=False).
func (f *frame) callSorted(pos []*val, names []string, kw []*val) *val {
	args, ok := f.bindForm("sorted", f.e.opts.Names.Lookup("sorted").Signature(), pos, names, kw)
	if !ok {
		return errVal()
	}
	list := f.listOf(args[0])
	if isErr(list.T) || f.dead {
		return list
	}
	if words, ok := knownWords(list); ok && args[1].T == types.None && args[2].isK {
		slices.Sort(words)
		if args[2].known == true {
			slices.Reverse(words)
		}
		parts := mapVals(anys(words), f.constant)
		return f.product(types.List{Exact: true, Elems: valTypes(parts)}, parts)
	}
	return f.callLibrary("seq_sort", f.runList(list), f.sortKey(args[1]), args[2])
}

// knownWords are the elements of a list of constant strings, such as the keys of a record.
func knownWords(list *val) ([]string, bool) {
	if !list.T.(types.List).Exact || len(list.parts) == 0 {
		return nil, false
	}
	var out []string
	for _, p := range list.parts {
		word, ok := p.known.(string)
		if !ok {
			return nil, false
		}
		out = append(out, word)
	}
	return out, true
}

// sortKey is the function of a key= by which elements are compared. What a dict has under them may not be None then, so d.get
// is d[k].
func (f *frame) sortKey(key *val) *val {
	if b, ok := key.T.(types.Bound); ok && b.By == types.Binding(types.PrimMethod{Prim: "dict.get"}) && isMap(b.Parts[0]) {
		d := f.part(key, 0)
		if isDefaultDict(d.T) { // get makes nothing
			d = f.asKind(d, types.Map)
		}
		return f.getAttr(d, "__getitem__")
	}
	return key
}

func (f *frame) callEnumerate(pos []*val, names []string, kw []*val) *val {
	start := f.constant(int64(0))
	if len(pos) == 2 {
		start = pos[1]
	} else if len(kw) == 1 && names[0] == "start" {
		start = kw[0]
	}
	return f.product(types.Iter{Kind: "enumerate", Parts: []types.Type{pos[0].T, start.T}}, []*val{pos[0], start})
}
