package dynamic

import (
	"strings"

	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// notImplemented is what an operator's method returns for operands that it does not take.
func notImplemented() *value { return builtin("NotImplemented") }

// binaryOpen does an operator where objects may change: in place if it can, by the methods of both operands in Python's
// order, on containers, or as inference says.
func (st *step) binaryOpen(op surface.Binary, a, b *value) (answer, error) {
	of := names.Binary(op.Op)
	if op.InPlace {
		if a.obj != nil {
			v, err := st.attempt(a, of.InPlace, b)
			if v != nil || err != nil {
				return given(v, err)
			}
		} else if done, err := st.inPlace(op.Op, a, b); done || err != nil {
			return given(a, err)
		}
	}
	if a.obj != nil || b.obj != nil {
		v, err := st.reflected(a, b, of.Left, of.Right, true)
		if v != nil || err != nil {
			return given(v, err)
		}
	}
	if v := sequenceOp(op.Op, a, b); v != nil {
		return give(v)
	}
	if v, err := st.setOperation(op.Op, a, b); v != nil || err != nil {
		return given(v, err)
	}
	if a.isCounter() && b.isCounter() && strings.Contains("+-&|", op.Op) {
		return given(st.combine(op.Op, a, b))
	}
	if a.isDict() && b.isDict() && op.Op == "|" {
		d := dict()
		d.parts = a.parts
		err := st.update(d, a)
		if err == nil {
			err = st.update(d, b)
		}
		return given(d, err)
	}
	if !a.inferred() || !b.inferred() {
		return answer{}, raise("TypeError", "unsupported operand type(s) for %s: '%s' and '%s'", opText(op), show(a), show(b))
	}
	return given(st.prim.run(st.of, st.loc, []*value{a, b}))
}

func opText(op surface.Binary) string {
	if op.InPlace {
		return op.Op + "="
	}
	return op.Op
}

// attempt calls a method of an object with another; nil is where there is none, or it does not take the other.
func (st *step) attempt(x *value, name string, other *value) (*value, error) {
	m, ok, err := st.method(x, name)
	if !ok || err != nil {
		return nil, err
	}
	v, err := st.now(m, other)
	if err != nil || same(v, notImplemented()) {
		return nil, err
	}
	return v, nil
}

// reflected tries the left operand's method, then the right one's; that first if its class derives from the left's and has
// a method of its own. If unlike, operands of one class are not asked the other way round.
func (st *step) reflected(a, b *value, left, right string, unlike bool) (*value, error) {
	if a.obj != nil && b.obj != nil && a.obj.class != b.obj.class && b.obj.class.derives(a.obj.class) &&
		b.obj.class.lookup(right) != a.obj.class.lookup(right) {
		v, err := st.attempt(b, right, a)
		if v != nil || err != nil {
			return v, err
		}
	}
	v, err := st.attempt(a, left, b)
	if v != nil || err != nil {
		return v, err
	}
	if unlike && a.obj != nil && b.obj != nil && a.obj.class == b.obj.class {
		return nil, nil
	}
	return st.attempt(b, right, a)
}

// compareObjects compares where an operand is an object: by a method, by fields, or by identity.
func (st *step) compareObjects(op string, a, b *value) (answer, error) {
	of := names.Comparison(op)
	v, err := st.reflected(a, b, of.Left, of.Right, false)
	if v != nil || err != nil {
		return given(v, err)
	}
	if op == "!=" && !a.isTuple() {
		if v, err := st.reflected(a, b, "__eq__", "__eq__", false); v != nil || err != nil {
			if err != nil {
				return answer{}, err
			}
			is, err := st.isTrue(v)
			return given(boolean(!is), err)
		}
	}
	if a.isTuple() && b.isTuple() {
		return st.awaited(compare(surface.Compare{Op: op})(st.at(surface.Compare{Op: op}), []*value{tuple(a.parts...), tuple(b.parts...)}))
	}
	alike := a.obj != nil && b.obj != nil && a.obj.class == b.obj.class
	d := (*class)(nil)
	if alike {
		d = a.obj.class
	}
	switch equality := op == "==" || op == "!="; {
	case alike && equality && d.compares(), alike && d.dataclass() != nil && d.dataclass().Ordered:
		x, y := tuple(a.obj.compared()...), tuple(b.obj.compared()...)
		return st.awaited(compare(surface.Compare{Op: op})(st.at(surface.Compare{Op: op}), []*value{x, y}))
	case equality:
		return give(boolean((a == b) == (op == "==")))
	}
	return answer{}, raise("TypeError", "'%s' not supported between instances of '%s' and '%s'", op, show(a), show(b))
}

// awaited is the answer of another step, with what it asks for.
func (st *step) awaited(a answer, err error) (answer, error) { return given(st.await(a, err)) }

// compareSets orders sets by inclusion.
func (st *step) compareSets(op string, a, b *value) (answer, error) {
	if strings.HasPrefix(op, ">") {
		a, b = b, a
	}
	if len(op) == 1 && a.table.live == b.table.live {
		return give(boolean(false))
	}
	return st.subset(a, b)
}

// equalDicts compares dicts: the same keys with equal values, in any order.
func (st *step) equalDicts(a, b *value) (answer, error) {
	if a.isCounter() && b.isCounter() {
		same, err := st.equalCounters(a, b)
		return given(boolean(same), err)
	}
	if !b.isDict() || a.table.live != b.table.live {
		return give(boolean(false))
	}
	keys, vals := a.table.items()
	var of []*value
	for _, k := range keys {
		at, _, err := st.find(b.table, k)
		if err != nil || at < 0 {
			return given(boolean(false), err)
		}
		of = append(of, b.table.vals[at])
	}
	return helper("equal_parts", tuple(vals...), tuple(of...))
}

// instance is isinstance(x, class).
func (st *step) instance(x, of *value) (*value, error) {
	if of.isTuple() {
		for _, c := range of.parts {
			if is, err := st.instance(x, c); err != nil || is.leaf.B() {
				return is, err
			}
		}
		return boolean(false), nil
	}
	t, ok := of.t.(types.Static)
	switch {
	case x.isDict() && len(x.parts) > 0:
		name := "collections.defaultdict"
		if x.isCounter() {
			name = counterName
		}
		return boolean(t.Name == "object" || t.Name == "dict" || t.Name == name), nil
	case of.class != nil:
		return boolean(x.obj != nil && x.obj.class.derives(of.class)), nil
	case ok && t.Kind == "exception":
		return boolean(derivesFrom(x.exceptionClass(), t.Name)), nil
	case ok && (x.obj != nil || !x.inferred() || t.Name == "set"):
		return boolean(t.Name == "object" || t.Name == show(x) || x.isTuple() && t.Name == "tuple"), nil
	}
	is, ok := infer.InstanceOf(st.of.src, typeOf(x, usual), typeOf(of, usual))
	if !ok {
		return nil, raise("TypeError", "isinstance() arg 2 must be a type or a tuple of types")
	}
	return boolean(is), nil
}
