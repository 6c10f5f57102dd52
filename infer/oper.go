package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// binop infers a binary operator: a user's method, a sequence's concatenation
// or repetition, or the primitive of numbers and arrays.
func (f *frame) binop(op string, a, b *val) *val {
	if u, ok := a.T.(types.Union); ok {
		return f.distribute(a, u, func(m *val) *val { return f.binop(op, m, b) }, op)
	}
	if u, ok := b.T.(types.Union); ok {
		return f.distribute(b, u, func(m *val) *val { return f.binop(op, a, m) }, op)
	}
	if a.T == types.Never || b.T == types.Never {
		f.dead = true
		return &val{T: types.Never}
	}
	return f.callOperator(names.Binary(op), a, b, false, func() *val { return f.builtinOp(op, a, b) })
}

// builtinOp infers a binary operator on built-in types.
func (f *frame) builtinOp(op string, a, b *val) *val {
	if a.T == types.NoTangent || b.T == types.NoTangent {
		if v, ok := f.noTangent(op, a, b); ok {
			return v
		}
	}
	a, b = f.asTuple(a), f.asTuple(b)
	if isSet(a.T) && isSet(b.T) && strings.Contains("|&-^", op) {
		return f.setOp(op, a, b)
	}
	if isCounterOp(op, a, b) {
		return f.combined(op, a, b)
	}
	if isCounter(a.T) || isCounter(b.T) || op == "|" && isDefaultDict(b.T) && !isDefaultDict(a.T) {
		return f.errorf(diag.BadOperand, "unsupported operand type(s) for %s: '%s' and '%s'", op, typed.PyName(a.T), typed.PyName(b.T))
	}
	if op == "|" && isDict(a.T) && isDict(b.T) {
		return f.updated(f.copiedKeyed(a), b)
	}
	if op == "*" {
		if v, ok := f.repeat(a, b); ok {
			return v
		}
		if v, ok := f.repeat(b, a); ok {
			return v
		}
	}
	if isArray(a.T) && isList(b.T) {
		b = f.prim("np.array", b, f.none())
	} else if isList(a.T) && isArray(b.T) {
		a = f.prim("np.array", a, f.none())
	}
	if op == "+" {
		if v, ok := f.concatProducts(a, b); ok {
			return v
		}
	}
	a, b = f.listAsOperand(a, b), f.listAsOperand(b, a)
	return f.prim("op."+op, a, b)
}

// listAsOperand makes an array of a list or tuple that meets one in an
// operator, as NumPy does.
func (f *frame) listAsOperand(v, other *val) *val {
	if isArray(other.T) && (isList(v.T) || anyTuple(v.T)) {
		if types.IsRunTuple(v.T) {
			v = f.listOf(v)
		}
		return f.prim("np.array", v, f.none())
	}
	return v
}

// noTangent: x ± NoTangent = x, c·NoTangent = NoTangent.
func (f *frame) noTangent(op string, a, b *val) (*val, bool) {
	switch op {
	case "+":
		if a.T == types.NoTangent {
			return b, true
		}
		return a, true
	case "-":
		if b.T == types.NoTangent {
			return a, true
		}
	case "*":
		return f.unit(types.NoTangent), true
	case "/":
		if a.T == types.NoTangent {
			return a, true
		}
	}
	return nil, false
}

// concatProducts joins two tuples or two lists.
func (f *frame) concatProducts(a, b *val) (*val, bool) {
	if _, ok := a.T.(types.Tuple); ok {
		if _, ok := b.T.(types.Tuple); ok {
			return f.tupleOfMany(slices.Concat(f.partsOf(a), f.partsOf(b))), true
		}
	}
	if isList(a.T) && isList(b.T) {
		return f.concat(a, b), true
	}
	if x, y, ok := f.tuplesAsLists(a, b); ok {
		return f.runTuple(f.concat(x, y)), true
	}
	return nil, false
}

func isList(t types.Type) bool { _, ok := t.(types.List); return ok }

// isSequence reports whether NumPy makes an array of a value of the type.
func isSequence(t types.Type) bool {
	_, tuple := t.(types.Tuple)
	return tuple || isList(t)
}

// concat appends one list to another.
func (f *frame) concat(a, b *val) *val {
	if isErr(a.T) || isErr(b.T) {
		return errVal()
	}
	x, y := a.T.(types.List), b.T.(types.List)
	if x.Exact && y.Exact && len(x.Elems)+len(y.Elems) <= maxUnroll {
		elems := append(append([]*val{}, f.partsOf(a)...), f.partsOf(b)...)
		return f.product(types.List{Exact: true, Elems: valTypes(elems)}, elems)
	}
	elem := types.Type(types.Never)
	for _, t := range append(append([]types.Type{}, x.Elems...), y.Elems...) {
		elem = f.join(elem, t)
	}
	t := types.List{Elems: []types.Type{elem}}
	if y.Exact && len(y.Elems) == 1 {
		return f.primAs("list.push", t, f.coerce(a, t), f.coerce(f.partsOf(b)[0], elem))
	}
	return f.primAs("list.concat", t, f.coerce(a, t), f.coerce(b, t))
}

// repeat gives sequence * n.
func (f *frame) repeat(s, n *val) (*val, bool) {
	_, tup := s.T.(types.Tuple)
	if !tup && !isList(s.T) && !types.IsRunTuple(s.T) || !typed.IsIndex(n.T) {
		return nil, false
	}
	if n.T != types.Int && n.T != types.Bool {
		n = f.prim("operator.index", n)
	}
	if tup {
		if n.T == types.Bool {
			n = f.prim("int", n)
		}
		if k, ok := f.demand(n); ok {
			times, _ := k.(int64)
			if count, few := copies(times, len(f.partTypes(s.T)), maxUnroll); few {
				return f.tupleOf(slices.Repeat(f.partsOf(s), count)), true
			}
		}
	}
	if !isList(s.T) {
		list, _ := f.repeat(f.runList(f.listOf(s)), n)
		return f.runTuple(list), true
	}
	l := s.T.(types.List)
	if k, ok := n.known.(int64); ok && l.Exact {
		if count, few := copies(k, len(l.Elems), 16); few {
			elems := slices.Repeat(f.partsOf(s), count)
			return f.product(types.List{Exact: true, Elems: valTypes(elems)}, elems), true
		}
	}
	run, op := f.runList(s), "list.repeat"
	if l.Exact && len(l.Elems) == 1 {
		op = "list.fill"
	}
	return f.primAs(op, run.T, run, n), true
}

// copies is how often the parts of a sequence are to be written one after
// another when it is repeated, and whether at most limit parts come of it.
func copies(times int64, parts, limit int) (int, bool) {
	if times <= 0 || parts == 0 {
		return 0, true
	}
	return int(times), times <= int64(limit/parts)
}

// runList coerces a list to one of run-time length.
func (f *frame) runList(v *val) *val {
	elem := types.Type(types.Never)
	for _, t := range v.T.(types.List).Elems {
		elem = f.join(elem, t)
	}
	return f.coerce(v, types.List{Elems: []types.Type{elem}})
}

func (f *frame) unary(op string, a *val) *val {
	name := names.Unary(op)
	if u, ok := a.T.(types.Union); ok {
		return f.distribute(a, u, func(m *val) *val { return f.unary(op, m) }, op)
	}
	if m, ok := f.method(a, "__"+name+"__"); ok {
		return f.call(m, nil, nil, nil)
	}
	if a.T == types.NoTangent {
		return a
	}
	return f.prim("op."+name, a)
}

func (f *frame) not(v *val) *val {
	if isErr(v.T) {
		return v
	}
	if v.isK {
		return f.constant(v.known == false)
	}
	return f.prim("bool.not", v)
}

// truth gives bool(v).
func (f *frame) truth(v *val) *val {
	switch t := v.T.(type) {
	case types.Union:
		return f.distribute(v, t, func(m *val) *val { return f.truth(m) }, "a truth test")
	case types.Tuple:
		return f.constant(len(t.Elems) > 0)
	case types.Dict:
		return f.constant(len(t.Names) > 0)
	case types.List:
		if t.Exact {
			return f.constant(len(t.Elems) > 0)
		}
	case types.Object, types.Named:
		return f.truthObject(v)
	case types.Func, types.Static, types.Bound:
		return f.constant(true)
	case types.Iter:
		if isKeyed(t) {
			return f.truth(f.count(v))
		}
		if t.Kind == "range" || t.Kind == types.RunTuple {
			s, _ := f.sequence(v)
			return f.truth(s.length())
		}
		return f.constant(true)
	}
	switch v.T {
	case types.None:
		return f.constant(false)
	case types.Never:
		f.dead = true
		return v
	case types.Bool:
		return v
	}
	if isErr(v.T) {
		return v
	}
	return f.prim("bool", v)
}

func (f *frame) truthObject(v *val) *val {
	if m, ok := f.method(v, "__bool__"); ok {
		return f.truth(f.call(m, nil, nil, nil))
	}
	if m, ok := f.method(v, "__len__"); ok {
		return f.truth(f.call(m, nil, nil, nil))
	}
	if f.namedTuple(v.T) != nil {
		return f.constant(len(f.partTypes(v.T)) > 0)
	}
	return f.constant(true)
}

// is infers identity: with None by type, of functions where decidable.
func (f *frame) is(a, b *val, neg bool) *val {
	if f.carries(a.T) || f.carries(b.T) {
		f.track()
	}
	if a.V != nil && a.V == b.V {
		return f.constant(!neg)
	}
	if u, ok := a.T.(types.Union); ok {
		if b.T == types.None && !(slices.Contains(u.Members, types.Type(types.None)) && slices.Contains(u.Members, types.Type(types.NoTangent))) {
			for _, m := range u.Members {
				if types.IsNothing(m) {
					v := &val{T: types.Bool, V: f.b.Emit1(typed.UnionHas{T: m}, a.V)}
					if neg {
						return f.not(v)
					}
					return v
				}
			}
		}
		return f.distribute(a, u, func(m *val) *val { return f.is(m, b, neg) }, "is")
	}
	if u, ok := b.T.(types.Union); ok {
		return f.distribute(b, u, func(m *val) *val { return f.is(a, m, neg) }, "is")
	}
	if isSingle(a.T) || isSingle(b.T) {
		return f.constant(sameSingle(a.T, b.T) != neg)
	}
	if a.T == types.Bool && b.T == types.Bool {
		if neg {
			return f.prim("op.!=", a, b)
		}
		return f.prim("op.==", a, b)
	}
	_, sa := a.T.(types.Static)
	_, sb := b.T.(types.Static)
	if sa || sb {
		return f.constant(types.Equal(a.T, b.T) != neg)
	}
	if _, ok := a.T.(types.Func); ok && len(f.partTypes(a.T)) == 0 {
		return f.constant(types.Equal(a.T, b.T) != neg)
	}
	if f.kindOf(a.T) != "" || f.kindOf(b.T) != "" {
		v := f.sameObject(a, b)
		if neg {
			return f.not(v)
		}
		return v
	}
	f.report(diag.Errorf(diag.UnknownIdentity, f.span(), "whether these are the same object cannot be told at compile time").WithHelp("== compares values"))
	return errVal()
}
