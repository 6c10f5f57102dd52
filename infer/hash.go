package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// hashing is a way to make a number that equal values have in common: that of tables of keys, or Python's.
type hashing struct {
	leaf   func(f *frame, x *val) *val    // of a number or a text
	method func(f *frame, h *val) *val    // of what a method __hash__ gives
	all    func(f *frame, hs []*val) *val // of the hashes of the parts of a tuple
	run    string                         // the primitive for those in a list
}

// keyHash is that of tables, pythonHash that of the built-in.
var keyHash, pythonHash *hashing

func init() {
	keyHash = &hashing{
		leaf:   func(f *frame, x *val) *val { return f.prim("key.hash", x) },
		method: func(f *frame, h *val) *val { return f.prim("key.hash", h) },
		all: func(f *frame, hs []*val) *val {
			h := f.constant(int64(0))
			for _, p := range hs {
				h = f.prim("key.mix", h, p)
			}
			return h
		},
		run: "key.mix_all",
	}
	pythonHash = &hashing{
		leaf:   (*frame).hashLeaf,
		method: func(f *frame, h *val) *val { return f.prim("hash.own", h) },
		all: func(f *frame, hs []*val) *val {
			list := f.product(types.List{Exact: true, Elems: valTypes(hs)}, hs)
			return f.prim("hash.tuple", f.coerce(list, types.List{Elems: []types.Type{types.Int}}))
		},
		run: "hash.tuple",
	}
}

// callHash infers hash(x).
func (f *frame) callHash(pos []*val, _ []string, _ []*val) *val { return f.hash(pythonHash, pos[0]) }

// hashOf is the number by which a table finds a key.
func (f *frame) hashOf(k *val) *val { return f.hash(keyHash, k) }

func (f *frame) hash(how *hashing, x *val) *val {
	if u, ok := x.T.(types.Union); ok {
		return f.distribute(x, u, func(m *val) *val { return f.hash(how, m) }, "a key")
	}
	if c, ok := f.classOf(x.T); ok {
		return f.hashObject(how, x, c)
	}
	switch t := x.T.(type) {
	case types.Tuple:
		return f.hashAll(how, f.partsOf(x))
	case types.Array:
		if len(t.Dims) > 0 {
			return f.unhashable(x)
		}
	case types.Basic:
		if types.IsNothing(t) || t == types.Ellipsis {
			return f.constant(int64(types.None))
		}
	case types.Iter:
		if t.Kind == types.RunTuple {
			s, _ := f.sequence(x)
			return f.prim(how.run, f.collect(s, func(_, item, acc *val) *val { return f.push(acc, f.hash(how, item)) }))
		}
		return f.unhashable(x)
	default:
		return f.unhashable(x)
	}
	if isErr(x.T) || x.T == types.Never {
		return x
	}
	return how.leaf(f, x)
}

// hashLeaf is Python's hash of a number, and that of tables of a text, which is another in each run of Python.
func (f *frame) hashLeaf(x *val) *val {
	switch {
	case x.T == types.Str:
		return f.prim("key.hash", x)
	case typed.IsIndex(x.T):
		return f.prim("hash.int", x)
	}
	return f.callLibrary("hash_float", f.prim("float", x))
}

// hashAll hashes parts.
func (f *frame) hashAll(how *hashing, parts []*val) *val {
	hs := make([]*val, len(parts))
	for i, p := range parts {
		if hs[i] = f.hash(how, p); isErr(hs[i].T) || f.dead {
			return hs[i]
		}
	}
	return how.all(f, hs)
}

// hashObject finds out how objects of a class are hashed: the first class in its order that has a word on that decides. One
// with __eq__ alone says that they are not, and a dataclass that compares fields, too, unless it is frozen.
func (f *frame) hashObject(how *hashing, x *val, c *ir.Class) *val {
	for _, k := range f.e.orderOf(c) {
		switch {
		case k.Methods["__hash__"] != "":
			h := f.callMethod(x, "__hash__", nil, nil, nil)
			if isErr(h.T) || f.dead {
				return h
			}
			if h.T != types.Int && h.T != types.Bool {
				return f.raiseText("TypeError", "__hash__ method should return an integer")
			}
			return how.method(f, h)
		case k.Dataclass && (k.Hash || k.Frozen && k.Eq):
			return f.hashFields(how, x, c, k)
		case k.Methods["__eq__"] != "", k.Dataclass && k.Eq:
			return f.unhashable(x)
		case k.NamedTuple:
			return f.hashAll(how, f.partsOf(x))
		}
	}
	return f.limit(diag.UnknownIdentity, "__eq__ of the class, and for a key __hash__, say when two are equal",
		"the hash of %s is that of which object it is", c.Display)
}

// hashFields hashes the fields by which a dataclass in the order of a class compares objects.
func (f *frame) hashFields(how *hashing, x *val, c, in *ir.Class) *val {
	if isNamed(x.T) {
		return f.unhashable(x)
	}
	var parts []*val
	for _, i := range fieldsMade(c, in, func(fd ir.Field) bool { return !fd.NoCompare }) {
		v := f.fieldOf(x, c, i)
		if isErr(v.T) || f.dead {
			return v
		}
		parts = append(parts, v)
	}
	return f.hashAll(how, parts)
}

func (f *frame) unhashable(k *val) *val {
	return f.errorf(diag.Unhashable, "unhashable type: '%s'", typed.PyName(k.T))
}
