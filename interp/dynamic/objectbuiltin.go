package dynamic

import (
	"fmt"
	"hash/fnv"

	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// objectBuiltins are the built-ins that ask about objects, and those that make sets and iterators.
func objectBuiltins() map[string]served {
	return map[string]served{
		"set": func(st *step, _ *value, a []*value) (answer, error) { return given(st.setFrom(a[0])) },
		"dict": func(st *step, _ *value, a []*value) (answer, error) {
			d := dict()
			return given(d, st.updateAll(d, a))
		},
		"sorted": func(st *step, _ *value, a []*value) (answer, error) {
			items, err := st.collect(a[0])
			if err == nil {
				items, err = st.sorted(items, a[1], a[2])
			}
			return given(list(items), err)
		},
		"iter": func(st *step, _ *value, a []*value) (answer, error) { return given(st.iteratorOf(a[0])) },
		"next": func(st *step, _ *value, a []*value) (answer, error) { return st.next(a[0], a[1]) },
		"getattr": func(st *step, _ *value, a []*value) (answer, error) {
			v, err := st.await(st.getAttr(a[0], a[1].leaf.S()))
			if isRaised(err, "AttributeError") && !absent(a[2]) {
				return give(a[2])
			}
			return given(v, err)
		},
		"setattr": func(st *step, _ *value, a []*value) (answer, error) {
			return none0(st.setAttr(a[0], a[1].leaf.S(), a[2]))
		},
		"delattr": func(st *step, _ *value, a []*value) (answer, error) { return none0(st.delAttr(a[0], a[1].leaf.S())) },
		"hasattr": func(st *step, _ *value, a []*value) (answer, error) {
			_, err := st.await(st.getAttr(a[0], a[1].leaf.S()))
			if isRaised(err, "AttributeError") {
				return give(boolean(false))
			}
			return given(boolean(true), err)
		},
		"type":     func(_ *step, _ *value, a []*value) (answer, error) { return give(classOf(a[0])) },
		"id":       func(_ *step, _ *value, a []*value) (answer, error) { return give(identityOf(a[0])) },
		"hash":     hashOf,
		"callable": func(_ *step, _ *value, a []*value) (answer, error) { return give(boolean(isCallable(a[0]))) },
		"issubclass": func(st *step, _ *value, a []*value) (answer, error) {
			return given(st.subclass(a[0], a[1]))
		},
		"super":        func(st *step, _ *value, a []*value) (answer, error) { return superOf(st, arguments{pos: a}) },
		"property":     func(_ *step, _ *value, a []*value) (answer, error) { return give(&value{t: propertyKind, parts: a}) },
		"classmethod":  func(_ *step, _ *value, a []*value) (answer, error) { return give(&value{t: classKind, parts: a}) },
		"staticmethod": func(_ *step, _ *value, a []*value) (answer, error) { return give(&value{t: staticKind, parts: a}) },

		"collections.defaultdict": func(st *step, _ *value, a []*value) (answer, error) {
			d := dict()
			d.parts = []*value{a[0]}
			return given(d, st.updateAll(d, a[1:]))
		},
		counterName: func(st *step, _ *value, a []*value) (answer, error) {
			d := counter()
			for _, from := range a {
				if from.is(types.None) {
					continue
				}
				if err := st.count(d, from, "+"); err != nil {
					return answer{}, err
				}
			}
			return give(d)
		},
		"copy.copy": func(st *step, _ *value, a []*value) (answer, error) { return given(st.copied(a[0], nil)) },
		"copy.deepcopy": func(st *step, _ *value, a []*value) (answer, error) {
			return given(st.copied(a[0], map[*value]*value{}))
		},
	}
}

func isRaised(err error, class string) bool {
	r, ok := err.(*ops.Raised)
	return ok && derivesFrom(r.Class, class)
}

// next is next(it[, default]).
func (st *step) next(it, otherwise *value) (answer, error) {
	if !it.lazy() {
		if it.obj == nil && !it.is(superKind) {
			return answer{}, raise("TypeError", "'%s' object is not an iterator", show(it))
		}
		v, err := st.nextOf(it)
		if isRaised(err, "StopIteration") && !absent(otherwise) {
			return give(otherwise)
		}
		return given(v, err)
	}
	item, err := st.await(nextItem(st, []*value{it}))
	switch {
	case err != nil:
		return answer{}, err
	case item.parts[0].leaf.B():
		return give(item.parts[1])
	case absent(otherwise):
		return answer{}, raise("StopIteration", "")
	}
	return give(otherwise)
}

// classOf is type(x).
func classOf(x *value) *value {
	switch {
	case x.obj != nil:
		return x.obj.class.self
	case x.exceptionClass() != "":
		return unit(types.Static{Kind: "exception", Name: x.exceptionClass()})
	case x.array() != nil:
		return builtin("np.ndarray")
	case x.class != nil:
		return builtin("type")
	}
	if a, scalar := x.t.(types.Array); scalar {
		return builtin(a.DType.Module() + "." + a.DType.NumPy())
	}
	if s, static := x.t.(types.Static); static && s.Kind == "builtin" && names.IsClass(s.Name) {
		return builtin("type")
	}
	return builtin(show(x))
}

// identityOf is a number of an object.
func identityOf(x *value) *value {
	h := fnv.New64a()
	fmt.Fprintf(h, "%p", x)
	return integer(int64(h.Sum64() >> 2))
}

func isCallable(x *value) bool {
	switch t := x.t.(type) {
	case types.Func:
		return true
	case types.Bound:
		return x.exceptionClass() == ""
	case types.Static:
		return x.native != nil || t.Kind == "class" || t.Kind == "builtin" || t.Kind == "exception"
	}
	return x.obj != nil && x.obj.class.lookup("__call__") != nil
}

// subclass is issubclass(c, of).
func (st *step) subclass(c, of *value) (*value, error) {
	if of.isTuple() {
		for _, o := range of.parts {
			if is, err := st.subclass(c, o); err != nil || is.leaf.B() {
				return is, err
			}
		}
		return boolean(false), nil
	}
	a, _ := c.t.(types.Static)
	b, ok := of.t.(types.Static)
	switch {
	case !ok:
		return nil, raise("TypeError", "issubclass() arg 2 must be a class, a tuple of classes, or a union")
	case of.class != nil:
		return boolean(c.class != nil && c.class.derives(of.class)), nil
	case c.class != nil:
		return boolean(b.Name == "object" || b.Kind == "exception" && derivesFrom(c.class.exception, b.Name)), nil
	case b.Kind == "exception":
		return boolean(derivesFrom(a.Name, b.Name)), nil
	}
	return boolean(a == b || b.Name == "object" || a.Name == "bool" && b.Name == "int"), nil
}
