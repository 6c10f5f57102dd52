package dynamic

import (
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"

	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// entries are the items of a dict, or the elements of a set, in the order in which they came. A deleted one leaves a hole
// until there are many.
type entries struct {
	keys, vals []*value // nil where one was deleted
	at         map[string][]int
	live       int
	changes    int // counts additions and deletions, for loops that run over it
}

func newEntries() *entries { return &entries{at: map[string][]int{}} }

// texts reports whether all keys are strings, as those of the records of inference are.
func (e *entries) texts() bool {
	return !slices.ContainsFunc(e.keys, func(k *value) bool { return k != nil && !k.is(types.Str) })
}

// find gives the place of a key, or -1.
func (st *step) find(e *entries, key *value) (at int, hash string, err error) {
	hash, err = st.hash(key)
	if err != nil {
		return -1, "", err
	}
	for _, i := range e.at[hash] {
		same, err := st.sameKey(e.keys[i], key)
		if err != nil {
			return -1, "", err
		}
		if same {
			return i, hash, nil
		}
	}
	return -1, hash, nil
}

// sameKey reports whether keys of one hash are equal. The hash of what has no method of the program says all.
func (st *step) sameKey(a, b *value) (bool, error) {
	if a == b || !a.custom() && !b.custom() {
		return true, nil
	}
	return st.equals(a, b)
}

// custom reports whether a method of the program may tell what a value is equal to.
func (v *value) custom() bool {
	return v.obj != nil || v.isTuple() && slices.ContainsFunc(v.parts, (*value).custom)
}

// put sets the value of a key.
func (st *step) put(e *entries, key, val *value) error {
	i, hash, err := st.find(e, key)
	switch {
	case err != nil:
		return err
	case i >= 0:
		e.vals[i] = val
		return nil
	}
	e.at[hash] = append(e.at[hash], len(e.keys))
	e.keys, e.vals = append(e.keys, key), append(e.vals, val)
	e.live++
	e.changes++
	return nil
}

// drop deletes a key and gives its value, or nil.
func (st *step) drop(e *entries, key *value) (*value, error) {
	i, hash, err := st.find(e, key)
	if err != nil || i < 0 {
		return nil, err
	}
	v := e.vals[i]
	e.keys[i], e.vals[i] = nil, nil
	e.at[hash] = slices.DeleteFunc(e.at[hash], func(k int) bool { return k == i })
	e.live--
	e.changes++
	return v, nil
}

// clear deletes all.
func (e *entries) clear() { *e = entries{at: map[string][]int{}, changes: e.changes + 1} }

// items gives the keys and values that are there.
func (e *entries) items() (keys, vals []*value) {
	for i, k := range e.keys {
		if k != nil {
			keys, vals = append(keys, k), append(vals, e.vals[i])
		}
	}
	return keys, vals
}

func unhashable(v *value) error { return raise("TypeError", "unhashable type: '%s'", show(v)) }

// hash is a text that equal keys have in common.
func (st *step) hash(v *value) (string, error) {
	switch t := v.t.(type) {
	case types.Basic:
		return hashBasic(v, t)
	case types.List, types.Dict:
		return "", unhashable(v)
	case types.Array:
		if len(t.Dims) > 0 {
			return "", unhashable(v)
		}
		return hashNumber(v, scalar(t.DType, v.leaf).Float(0))
	case types.Tuple:
		return st.hashParts("(", v.parts)
	case types.Object:
		return st.hashObject(v)
	}
	switch {
	case v.is(setKind):
		return "", unhashable(v)
	case v.class != nil:
		return fmt.Sprintf("c%p", v.class), nil
	case len(v.parts) > 0 || v.exceptionClass() != "" || v.is(cellKind):
		return fmt.Sprintf("p%p", v), nil
	}
	return "t" + v.t.String(), nil
}

func (st *step) hashParts(start string, parts []*value) (string, error) {
	var sb strings.Builder
	sb.WriteString(start)
	for _, p := range parts {
		h, err := st.hash(p)
		if err != nil {
			return "", err
		}
		sb.WriteString(h + ",")
	}
	return sb.String() + ")", nil
}

func hashBasic(v *value, t types.Basic) (string, error) {
	switch t {
	case types.Int:
		return fmt.Sprint("i", v.leaf.I()), nil
	case types.Bool:
		return fmt.Sprint("i", v.leaf.Bits&1), nil
	case types.Float:
		return hashNumber(v, v.leaf.F64())
	case types.Str:
		return fmt.Sprintf("s%q", v.leaf.S()), nil
	}
	return "t" + t.String(), nil
}

// hashNumber is that of an int for what equals one; nan is equal to itself alone.
func hashNumber(v *value, x float64) (string, error) {
	switch {
	case x != x:
		return fmt.Sprintf("n%p", v), nil
	case x == math.Trunc(x) && math.Abs(x) < 1<<62:
		return fmt.Sprint("i", int64(x)), nil
	}
	return fmt.Sprint("f", math.Float64bits(x)), nil
}

// hashObject asks __hash__; objects without it, and without __eq__, are hashed by identity.
func (st *step) hashObject(v *value) (string, error) {
	if v.obj == nil { // a frozen dataclass
		return st.hashParts("o"+v.t.String(), v.parts)
	}
	m := v.obj.class.lookup("__hash__")
	switch {
	case m == nil:
	case m.is(types.None):
		return "", unhashable(v)
	default:
		h, err := st.now(m, v)
		if err != nil {
			return "", err
		}
		return st.hash(h)
	}
	if c := v.obj.class; c.hashed() {
		return st.hashParts("o", v.obj.compared())
	}
	if c := v.obj.class; c.lookup("__eq__") != nil || c.compares() {
		return "", unhashable(v)
	}
	return fmt.Sprintf("p%p", v), nil
}

// hashOf is hash(x) as Python computes it of numbers and tuples. That of a text is another in each of its runs.
func hashOf(st *step, _ *value, a []*value) (answer, error) {
	h, err := st.pythonHash(a[0])
	return given(integer(h), err)
}

func (st *step) pythonHash(x *value) (int64, error) {
	_, number := x.t.(types.Array)
	if _, err := st.hash(x); err != nil || x.obj != nil && x.obj.class.lookup("__hash__") != nil {
		return st.methodHash(x, err)
	}
	switch parts := x.parts; {
	case x.obj != nil && x.obj.class.hashed():
		return st.hashTuple(x.obj.compared())
	case x.isTuple():
		return st.hashTuple(parts)
	case number, x.is(types.Int), x.is(types.Float), x.is(types.Bool), x.is(types.Str):
		h, err := st.await(st.callPrimitive(builtin("hash"), arguments{pos: []*value{x}}))
		if err != nil {
			return 0, err
		}
		return h.leaf.I(), nil
	}
	text, err := st.hash(x)
	h := fnv.New64a()
	h.Write([]byte(text))
	return int64(h.Sum64() >> 2), err
}

// methodHash asks __hash__; -1 stands for an error in Python.
func (st *step) methodHash(x *value, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	got, err := st.now(x.obj.class.lookup("__hash__"), x)
	if err != nil {
		return 0, err
	}
	h, ok := got.index()
	switch {
	case !ok:
		return 0, raise("TypeError", "__hash__ method should return an integer")
	case h == -1:
		return -2, nil
	}
	return h, nil
}

func (st *step) hashTuple(parts []*value) (int64, error) {
	hs := make([]int64, len(parts))
	for i, p := range parts {
		h, err := st.pythonHash(p)
		if err != nil {
			return 0, err
		}
		hs[i] = h
	}
	return typed.HashTuple(hs), nil
}
