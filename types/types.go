package types

import (
	"slices"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/dtype"
)

// Type is one of the types below.
type Type interface {
	String() string
	kind() kind
}

// kind is what a type is, in the order of Compare: function values, which hold
// most, come first, then what has a name, then containers; those of core last.
type kind int

const (
	namedKind kind = iota
	funcKind
	tupleKind
	staticKind
	basicKind
	objectKind
	listKind
	boundKind
	arrayKind
	dictKind
	unionKind
	iterKind
	scalarKind
	vecKind
	nodeKind
	optKind
)

func (Named) kind() kind  { return namedKind }
func (Func) kind() kind   { return funcKind }
func (Tuple) kind() kind  { return tupleKind }
func (Static) kind() kind { return staticKind }
func (Basic) kind() kind  { return basicKind }
func (Object) kind() kind { return objectKind }
func (List) kind() kind   { return listKind }
func (Bound) kind() kind  { return boundKind }
func (Array) kind() kind  { return arrayKind }
func (Dict) kind() kind   { return dictKind }
func (Union) kind() kind  { return unionKind }
func (Iter) kind() kind   { return iterKind }
func (Scalar) kind() kind { return scalarKind }
func (Vec) kind() kind    { return vecKind }
func (Node) kind() kind   { return nodeKind }
func (Opt) kind() kind    { return optKind }

// Basic is a type without parts.
type Basic int

const (
	Any       Basic = iota // surface: not inferred yet
	Never                  // what raises; joins T to T
	Unset                  // a variable that is not set
	None                   // Python's None
	Int                    // Python's int, 64 bits, checked
	Float                  // Python's float
	Bool                   // Python's bool
	Str                    // Python's str; also core's
	NoTangent              // the cotangent of what holds no float
	Ellipsis               // the value of ...
	Error                  // inference: a value that was diagnosed
)

var basicNames = [...]string{"any", "never", "unset", "None", "int", "float", "bool", "str", "NoTangent", "ellipsis", "error"}

func (t Basic) String() string { return basicNames[t] }

// PyNumbers are Python's numbers.
var PyNumbers = [...]Basic{Bool, Int, Float}

// PyElem is the element type that holds Python's numbers of type t.
func PyElem(t Type) (dtype.Type, bool) {
	switch t {
	case Bool:
		return dtype.Bool, true
	case Int:
		return dtype.I64, true
	case Float:
		return dtype.F64, true
	}
	return 0, false
}

// PyType is Python's type of numbers of an element type.
func PyType(d dtype.Type) Basic {
	switch d.Class() {
	case dtype.Truth:
		return Bool
	case dtype.Float:
		return Float
	}
	return Int
}

// Scalar is a machine scalar of core IR: a bool, an int or a float.
type Scalar dtype.Type

func (t Scalar) String() string { return dtype.Type(t).String() }

// DType returns the scalar's element type.
func (t Scalar) DType() dtype.Type { return dtype.Type(t) }

// Machine scalars.
var (
	CoreBool = Scalar(dtype.Bool)
	CoreI64  = Scalar(dtype.I64)
	CoreF32  = Scalar(dtype.F32)
	CoreF64  = Scalar(dtype.F64)
)

// Dim is a size: a constant, or a name bound to a run-time i64.
type Dim struct {
	Const int64
	Name  string // empty for a constant
}

// C makes a constant dimension.
func C(n int64) Dim { return Dim{Const: n} }

// N makes a named dimension.
func N(name string) Dim { return Dim{Name: name} }

// IsConst reports whether the size is known at compile time.
func (d Dim) IsConst() bool { return d.Name == "" }

// Is reports whether the size is the constant n.
func (d Dim) Is(n int64) bool { return d.Name == "" && d.Const == n }

// String is the number or the name. A name that reads as a number is quoted; ?
// is the name of a size that nothing else tells.
func (d Dim) String() string {
	switch {
	case d.Name == "":
	case d.Name == "?":
		return "?"
	case d.Name[0] >= '0' && d.Name[0] <= '9':
		return strconv.Quote(d.Name)
	default:
		return NameText(d.Name)
	}
	return strconv.FormatInt(d.Const, 10)
}

// Array is a NumPy array; rank 0 is a NumPy scalar (typed IR only).
type Array struct {
	DType dtype.Type
	Dims  []Dim
}

// A makes an array type.
func A(d dtype.Type, dims ...Dim) Array { return Array{d, dims} }

func (t Array) String() string {
	parts := make([]string, len(t.Dims))
	for i, d := range t.Dims {
		parts[i] = d.String()
	}
	return t.DType.String() + "[" + strings.Join(parts, ",") + "]"
}

// Rank is the number of axes.
func (t Array) Rank() int { return len(t.Dims) }

// Tuple is a tuple with a type per element. Site names the expression that
// made it, so that inference sees which one nests in itself; it is no part of
// the type.
type Tuple struct {
	Elems []Type
	Site  string
}

// List is a list: exact (a type per element, length known) or of run-time
// length with one element type.
type List struct {
	Exact bool
	Elems []Type // one element type unless Exact; Never for the empty list's
}

// Dict is a dict with constant string keys, in insertion order.
type Dict struct {
	Names []string
	Elems []Type
}

// Object is an instance of a user's class with the types of its fields, in
// the order of the class's declaration.
type Object struct {
	Class  string // unique name in the module
	Fields []Type
}

// classText writes the name of a class, in quotes if another type begins with it.
func classText(name string) string {
	_, array := dtype.ByName(name)
	if array || slices.Contains([]string{"tuple", "list", "dict", runTuple}, name) || slices.Contains(iterKinds, name) {
		return strconv.Quote(name)
	}
	return NameText(name)
}

// Iter is an iterator or a range: a kind and the types of its parts.
type Iter struct {
	Kind  string // one of iterKinds, or RunTuple
	Parts []Type
}

const (
	// RunTuple is the kind of a tuple of run-time length, whose part is the list of its elements.
	RunTuple = "tuple"
	// StrictZip is the kind of zip(…, strict=True).
	StrictZip = "zip_strict"
	// ColumnZip is the kind of zip(*rows) of rows of one known length. Its parts are the tuples that it gives.
	ColumnZip = "zip_columns"
	// RowZip is the kind of zip(*rows) of other rows. Its part is their list.
	RowZip = "zip_rows"
	// StrictRowZip is the kind of zip(*rows, strict=True) of other rows.
	StrictRowZip = "zip_strictrows"

	// Map is the kind of a dict of computed keys. Its parts are the list of the keys in the order in which they came, the list
	// of their hashes, negative where a key was deleted, the index, which finds the place of a key by its hash, the number of
	// deleted keys, and the list of the values.
	Map = "dict_map"
	// Set is the kind of a set, which has the same parts but values.
	Set = "set_map"
	// DefaultMap is the kind of a dict that makes what is missing; what makes it is a part more.
	DefaultMap = "defaultdict_map"
	// CounterMap is the kind of a dict of numbers in which that of a missing key is 0.
	CounterMap = "Counter_map"
	// MapKeys is the kind of what d.keys() gives. Its part is the dict.
	MapKeys = "dict_keys"
	// MapValues is the kind of what d.values() gives.
	MapValues = "dict_values"
	// MapItems is the kind of what d.items() gives.
	MapItems = "dict_items"
	// Cell is the kind of what a captured variable lies in. Its part is the value.
	Cell = "cell"

	runTuple = "run_tuple" // what RunTuple prints as, beside tuple
)

var iterKinds = []string{"range", "zip", StrictZip, ColumnZip, RowZip, StrictRowZip, "enumerate", "map", "filter", "reversed", "iter", "slice", "cursor",
	Map, Set, DefaultMap, CounterMap, MapKeys, MapValues, MapItems, Cell}

// Name is what Python calls the iterator.
func (t Iter) Name() string {
	name, _, _ := strings.Cut(t.Kind, "_")
	return name
}

// NewMap is a dict of computed keys.
func NewMap(key, val Type) Iter {
	s := NewSet(key)
	return Iter{Map, append(s.Parts, List{false, []Type{val}})}
}

// NewSet is a set.
func NewSet(elem Type) Iter {
	ints := List{false, []Type{Int}}
	return Iter{Set, []Type{List{false, []Type{elem}}, ints, ints, Int}}
}

// ValuePart is the place of the list of the values among the parts of a dict of computed keys.
const ValuePart = 4

// Of is a dict of the same kind with keys and values of other types.
func (t Iter) Of(key, val Type) Iter {
	parts := slices.Clone(t.Parts)
	parts[0], parts[ValuePart] = List{false, []Type{key}}, List{false, []Type{val}}
	return Iter{t.Kind, parts}
}

// IsMap reports whether t is a dict of computed keys, of any kind.
func IsMap(t Type) bool {
	i, ok := t.(Iter)
	return ok && (i.Kind == Map || i.Kind == DefaultMap || i.Kind == CounterMap)
}

// IsKeyed reports whether t is a dict of computed keys or a set.
func IsKeyed(t Type) bool {
	i, ok := t.(Iter)
	return ok && (IsMap(t) || i.Kind == Set)
}

// IsRunTuple reports whether t is a tuple of run-time length.
func IsRunTuple(t Type) bool {
	i, ok := t.(Iter)
	return ok && i.Kind == RunTuple
}

// Static is a value wholly known by its type: a built-in function, a class,
// a module, a dtype.
type Static struct {
	Kind string // one of staticKinds; a "variable" is the cell of one, which is found by its name
	Name string
}

// Variable is the kind of what leads to the cell of a variable.
const Variable = "variable"

var staticKinds = []string{"builtin", "class", "module", "dtype", "exception", "iinfo", "finfo", "field", Variable}

func (t Static) String() string { return t.Kind + " " + NameText(t.Name) }

// Func is a function value: an IR function and the types of its captures
// (captured variables first, then defaults).
type Func struct {
	Name     string // of the surface function
	Captures []Type
}

// Union is a value of one of several types, in the order of Compare, none of
// them a union. UnionOf makes it.
type Union struct{ Members []Type }

// Named is a recursive type: a class or a closure whose parts may hold
// itself. The types of its parts stand in ir.Module.Named.
type Named struct {
	Kind string // "class", "func" or "tuple"
	Name string
}

func (t Named) String() string { return "named " + t.Kind + " " + NameText(t.Name) }

// Vec is core's growable vector; an element is a row of leaves.
type Vec struct{ Elems []Type }

// Opt is core's T?: null or T. As a cotangent, null means zero.
type Opt struct{ Elem Type }

// Node is core's pointer to a heap record that the module declares by name
// (ir.Module.Nodes); it may be null.
type Node struct{ Name string }

func (t Node) String() string { return "*" + NameText(t.Name) }
