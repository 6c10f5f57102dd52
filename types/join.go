package types

import (
	"slices"

	"github.com/myia-lang/myia/dtype"
)

// Joiner joins types. Fresh makes a name for a size that differs.
type Joiner struct {
	Fresh  func() Dim
	Widest int // members of the largest union that it has made
}

// Join is the least type that holds the values of both, by Python's and
// NumPy's rules for numbers (design: Joins).
func (j *Joiner) Join(a, b Type) Type {
	if Equal(a, b) || b == Never {
		return a
	}
	if a == Never {
		return b
	}
	u := &joining{j: j, of: map[family][]int{}}
	for _, t := range slices.Concat(Members(a), Members(b)) {
		u.add(t)
	}
	t := UnionOf(u.members)
	j.Widest = max(j.Widest, len(Members(t)))
	return t
}

// merge joins two members that are not unions into one, if they are alike.
func (j *Joiner) merge(a, b Type) (Type, bool) {
	if Equal(a, b) {
		return a, true
	}
	if t, ok := mergeNumbers(a, b); ok {
		return t, true
	}
	switch x := a.(type) {
	case Array:
		y, ok := b.(Array)
		if !ok || x.DType != y.DType || len(x.Dims) != len(y.Dims) || len(x.Dims) == 0 {
			return nil, false
		}
		return Array{x.DType, j.dims(x.Dims, y.Dims)}, true
	case List:
		y, ok := b.(List)
		if !ok {
			return nil, false
		}
		return j.mergeLists(x, y), true
	case Tuple:
		y, ok := b.(Tuple)
		if !ok || len(x.Elems) != len(y.Elems) {
			return nil, false
		}
		if ts, ok := j.all(x.Elems, y.Elems); ok {
			return Tuple{ts, x.Site}, true
		}
	case Object:
		y, ok := b.(Object)
		if !ok || x.Class != y.Class {
			return nil, false
		}
		return Object{x.Class, j.each(x.Fields, y.Fields)}, true
	case Dict:
		switch y := b.(type) {
		case Dict:
			if sameNames(x.Names, y.Names) {
				return Dict{x.Names, j.each(x.Elems, y.Elems)}, true
			}
		case Iter:
			return j.mergeRecord(y, x)
		}
		return nil, false
	case Func:
		y, ok := b.(Func)
		if !ok || x.Name != y.Name || len(x.Captures) != len(y.Captures) {
			return nil, false
		}
		return Func{x.Name, j.each(x.Captures, y.Captures)}, true
	case Bound:
		y, ok := b.(Bound)
		if !ok || !SameBinding(x.By, y.By) || len(x.Parts) != len(y.Parts) {
			return nil, false
		}
		return Bound{x.By, j.each(x.Parts, y.Parts)}, true
	case Iter:
		if d, ok := b.(Dict); ok {
			return j.mergeRecord(x, d)
		}
		y, ok := b.(Iter)
		if !ok || x.Kind != y.Kind || len(x.Parts) != len(y.Parts) {
			return nil, false
		}
		return Iter{x.Kind, j.each(x.Parts, y.Parts)}, true
	}
	return nil, false
}

// mergeRecord joins a dict of computed keys with one of constant strings.
func (j *Joiner) mergeRecord(m Iter, d Dict) (Type, bool) {
	if m.Kind != Map {
		return nil, false
	}
	key, val := Type(Never), Type(Never)
	for _, t := range d.Elems {
		key, val = Str, j.Join(val, t)
	}
	return j.Join(m, NewMap(key, val)), true
}

func sameNames(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (j *Joiner) each(a, b []Type) []Type {
	out := make([]Type, len(a))
	for i := range a {
		out[i] = j.Join(a[i], b[i])
	}
	return out
}

// all merges element by element if every pair is alike (only numbers, sizes
// or nested parts differ), so that what belongs together stays together.
func (j *Joiner) all(a, b []Type) ([]Type, bool) {
	out := make([]Type, len(a))
	for i := range a {
		if Equal(a[i], b[i]) {
			out[i] = a[i]
			continue
		}
		_, u1 := a[i].(Union)
		_, u2 := b[i].(Union)
		if u1 || u2 || a[i] == Never || b[i] == Never {
			out[i] = j.Join(a[i], b[i])
			continue
		}
		t, ok := j.merge(a[i], b[i])
		if !ok {
			return nil, false
		}
		out[i] = t
	}
	return out, true
}

// mergeLists keeps an exact list only if both have one length and alike
// elements; otherwise the result has run-time length and one element type.
func (j *Joiner) mergeLists(a, b List) Type {
	if a.Exact && b.Exact && len(a.Elems) == len(b.Elems) {
		if ts, ok := j.all(a.Elems, b.Elems); ok {
			return List{true, ts}
		}
	}
	elem := Type(Never)
	for _, t := range append(append([]Type{}, a.Elems...), b.Elems...) {
		elem = j.Join(elem, t)
	}
	return List{false, []Type{elem}}
}

func (j *Joiner) dims(a, b []Dim) []Dim {
	out := make([]Dim, len(a))
	for i := range a {
		out[i] = a[i]
		if a[i] != b[i] {
			out[i] = j.Fresh()
		}
	}
	return out
}

// mergeNumbers joins numbers: int and float give float; a Python number and a
// NumPy scalar give the scalar's type as promotion would; bools join bools.
func mergeNumbers(a, b Type) (Type, bool) {
	x, okx := a.(Array)
	y, oky := b.(Array)
	scalarX, scalarY := okx && len(x.Dims) == 0, oky && len(y.Dims) == 0
	switch {
	case isPy(a) && isPy(b):
		return Float, true
	case scalarX && isPy(b):
		return weak(x, b)
	case scalarY && isPy(a):
		return weak(y, a)
	}
	return nil, false
}

// isPy reports whether t is Python's int or float.
func isPy(t Type) bool { return t == Int || t == Float }

func weak(x Array, py Type) (Type, bool) {
	d, _ := PyElem(py)
	has := x.DType == dtype.I64 || x.DType.IsFloat() && x.DType.Bits() >= 32 // the others lose too much of a Python number
	return x, has && dtype.Weak(d, x.DType) == x.DType
}

// maxNest is how often a class or tuple may be nested in itself before it
// becomes recursive (Named); maxNestFunc is that for a closure. A recursive
// closure has one type for all its uses, so closures wait longer: functions
// that are applied to themselves, as Church's numerals are, need several.
const (
	maxNest     = 2
	maxNestFunc = 5
)

// Head names what can make a type recursive: a class, a function or a tuple
// expression.
func Head(t Type) (Named, bool) {
	switch t := t.(type) {
	case Object:
		return Named{"class", t.Class}, true
	case Func:
		return Named{"func", t.Name}, true
	case Tuple:
		return Named{"tuple", t.Site}, t.Site != ""
	}
	return Named{}, false
}

// FindNested returns a class or function whose type is nested in itself more
// than maxNest deep in t.
func FindNested(t Type) (Named, bool) { return findNested(t, map[Named]int{}) }

// findNested is FindNested within types of which around counts the heads.
func findNested(t Type, around map[Named]int) (Named, bool) {
	head, ok := Head(t)
	if ok {
		if n := around[head]; n >= maxNest && head.Kind != "func" || n >= maxNestFunc {
			return head, true
		}
		around[head]++
	}
	for _, p := range PartsOf(t) {
		if h, found := findNested(p, around); found {
			return h, true
		}
	}
	if ok {
		around[head]--
	}
	return Named{}, false
}

// DeeperThan reports whether types stand more than limit deep within each other in t, itself counted.
func DeeperThan(t Type, limit int) bool {
	if limit == 0 {
		return true
	}
	return slices.ContainsFunc(PartsOf(t), func(p Type) bool { return DeeperThan(p, limit-1) })
}

// PartsOf returns the types that t is made of.
func PartsOf(t Type) []Type {
	switch t := t.(type) {
	case Tuple:
		return t.Elems
	case List:
		return t.Elems
	case Dict:
		return t.Elems
	case Object:
		return t.Fields
	case Iter:
		return t.Parts
	case Func:
		return t.Captures
	case Bound:
		return t.Parts
	case Union:
		return t.Members
	}
	return nil
}

// MapDims rebuilds t with every size replaced by f's answer. What holds none that changes stays as it is.
func MapDims(t Type, f func(Dim) Dim) Type {
	t, _ = mapDims(t, f)
	return t
}

func mapDims(t Type, f func(Dim) Dim) (_ Type, changed bool) {
	if a, ok := t.(Array); ok {
		dims := make([]Dim, len(a.Dims))
		for i, d := range a.Dims {
			dims[i] = f(d)
			changed = changed || dims[i] != d
		}
		if !changed {
			return t, false
		}
		return Array{a.DType, dims}, true
	}
	parts := PartsOf(t)
	var out []Type // once one has changed
	for i, p := range parts {
		if p, changed = mapDims(p, f); changed && out == nil {
			out = slices.Clone(parts)
		}
		if out != nil {
			out[i] = p
		}
	}
	if out == nil {
		return t, false
	}
	return WithParts(t, out), true
}

// WithoutSizes is t with one name for all sizes, constant ones, too.
func WithoutSizes(t Type) Type { return MapDims(t, func(Dim) Dim { return N("?") }) }

// WithParts rebuilds t of other parts, in the order of PartsOf.
func WithParts(t Type, parts []Type) Type {
	switch t := t.(type) {
	case Tuple:
		return Tuple{parts, t.Site}
	case List:
		return List{t.Exact, parts}
	case Dict:
		return Dict{t.Names, parts}
	case Object:
		return Object{t.Class, parts}
	case Iter:
		return Iter{t.Kind, parts}
	case Func:
		return Func{t.Name, parts}
	case Bound:
		return Bound{t.By, parts}
	case Union:
		return UnionOf(parts)
	}
	return t
}

// NewNames gives the sizes in t other names: two values that are read out of
// one list, or of two records of a class, need not have the same sizes.
func NewNames(t Type, fresh func() Dim) Type {
	names := map[string]Dim{}
	return MapDims(t, func(d Dim) Dim {
		if d.IsConst() {
			return d
		}
		if _, ok := names[d.Name]; !ok {
			names[d.Name] = fresh()
		}
		return names[d.Name]
	})
}

// Unnamed gives types in which no size has a name: those of what is stored, in a list or a record.
func Unnamed(ts ...Type) []Type {
	out := make([]Type, len(ts))
	for i, t := range ts {
		out[i] = NewNames(t, func() Dim { return N("?") })
	}
	return out
}
