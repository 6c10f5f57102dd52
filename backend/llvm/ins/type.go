package ins

import (
	"slices"
	"strconv"
)

// Type is a type of LLVM; its zero is Void. Types without fields can be compared by ==, all by Equal.
type Type struct {
	kind  kind
	bits  uint16 // of an int
	lanes uint16 // of a vector, else 0
	agg   *aggregate
}

type kind uint8

const (
	void kind = iota
	integer
	half
	float
	double
	pointer
	structure
	array
)

// aggregate is what a struct or an array consists of.
type aggregate struct {
	fields []Type // of a struct; the element of an array
	count  int    // of an array
}

// The types of one number or address.
var (
	Void   = Type{}
	I1     = Type{kind: integer, bits: 1}
	I8     = Type{kind: integer, bits: 8}
	I16    = Type{kind: integer, bits: 16}
	I32    = Type{kind: integer, bits: 32}
	I64    = Type{kind: integer, bits: 64}
	I128   = Type{kind: integer, bits: 128}
	Half   = Type{kind: half}
	Float  = Type{kind: float}
	Double = Type{kind: double}
	Ptr    = Type{kind: pointer}
)

// Bits is the type of ints of some bits.
func Bits(n int) Type { return Type{kind: integer, bits: uint16(n)} }

// Vec is a vector of some lanes; of one lane it is the scalar.
func Vec(elem Type, lanes int) Type {
	if lanes > 1 {
		elem.lanes = uint16(lanes)
	}
	return elem
}

// Struct is a struct of some fields.
func Struct(fields ...Type) Type {
	return Type{kind: structure, agg: &aggregate{fields: slices.Clone(fields)}}
}

// Array is n elements side by side in memory.
func Array(n int, elem Type) Type {
	return Type{kind: array, agg: &aggregate{fields: []Type{elem}, count: n}}
}

// Lanes is the number of lanes, 1 of what is no vector.
func (t Type) Lanes() int { return max(int(t.lanes), 1) }

// Elem is the type of one lane.
func (t Type) Elem() Type {
	t.lanes = 0
	return t
}

// Field is the type of a field of a struct.
func (t Type) Field(i int) Type { return t.agg.fields[i] }

// IsInt reports whether t is an int or a vector of ints.
func (t Type) IsInt() bool { return t.kind == integer }

// IsFloat reports whether t is a float or a vector of floats.
func (t Type) IsFloat() bool { return t.kind == half || t.kind == float || t.kind == double }

// width is the number of bits of all lanes; 0 of what has none that is known here.
func (t Type) width() int {
	bits := map[kind]int{integer: int(t.bits), half: 16, float: 32, double: 64}[t.kind]
	return bits * t.Lanes()
}

// Equal reports whether two types are the same.
func (t Type) Equal(u Type) bool {
	if t.kind != u.kind || t.bits != u.bits || t.lanes != u.lanes {
		return false
	}
	if t.agg == u.agg {
		return true
	}
	return t.agg.count == u.agg.count && slices.EqualFunc(t.agg.fields, u.agg.fields, Type.Equal)
}

// String is LLVM's text of the type: "i64", "<8 x float>", "{ i32, ptr }".
func (t Type) String() string { return string(t.append(nil)) }

func (t Type) append(b []byte) []byte {
	if t.lanes > 0 {
		b = append(b, '<')
		b = strconv.AppendInt(b, int64(t.lanes), 10)
		b = append(b, " x "...)
		return append(t.Elem().append(b), '>')
	}
	switch t.kind {
	case integer:
		return strconv.AppendInt(append(b, 'i'), int64(t.bits), 10)
	case structure:
		b = append(b, '{')
		for i, f := range t.agg.fields {
			if i > 0 {
				b = append(b, ',')
			}
			b = f.append(append(b, ' '))
		}
		return append(b, " }"...)
	case array:
		b = strconv.AppendInt(append(b, '['), int64(t.agg.count), 10)
		return append(t.agg.fields[0].append(append(b, " x "...)), ']')
	}
	return append(b, names[t.kind]...)
}

var names = [...]string{void: "void", half: "half", float: "float", double: "double", pointer: "ptr"}

// Mangled is the type in the name of an intrinsic: "v8f32", "p0".
func (t Type) Mangled() string {
	s := ""
	if t.lanes > 0 {
		s = "v" + strconv.Itoa(int(t.lanes))
	}
	switch t.kind {
	case integer:
		return s + "i" + strconv.Itoa(int(t.bits))
	case pointer:
		return s + "p0"
	}
	return s + map[kind]string{half: "f16", float: "f32", double: "f64"}[t.kind]
}
