package dtype

import "slices"

// Type is the type of the elements of an array, the number of a row of the
// table. Its zero is Bool.
type Type uint8

// The element types.
const (
	Bool Type = iota
	I64
	F32
	F64
	count
)

// Class says which values a type has.
type Class uint8

// The classes, in the order of promotion.
const (
	Truth Class = iota
	Uint
	Int
	Float
)

// row is what the layers know of an element type. What follows from other
// fields is a method.
type row struct {
	name  string // in types and in the text of the IR
	numpy string
	descr string // in .npy files, after the byte order
	class Class
	bits  int      // of an element in memory
	held  string   // LLVM's type of an element in a register
	kept  string   // and in memory
	other []string // names that NumPy's module has for it, too
}

var rows = [count]row{
	Bool: {"bool", "bool", "b1", Truth, 8, "i1", "i8", []string{"bool_"}},
	I64:  {"i64", "int64", "i8", Int, 64, "i64", "i64", []string{"int_"}},
	F32:  {"f32", "float32", "f4", Float, 32, "float", "float", nil},
	F64:  {"f64", "float64", "f8", Float, 64, "double", "double", []string{"double"}},
}

// String is the short name: bool, i64, f32, f64.
func (d Type) String() string { return rows[d].name }

// NumPy is NumPy's name.
func (d Type) NumPy() string { return rows[d].numpy }

// Descr is the name in a .npy file, with the byte order in which it is written.
func (d Type) Descr() string {
	if d.Size() == 1 {
		return "|" + rows[d].descr
	}
	return "<" + rows[d].descr
}

// Class says which values d has.
func (d Type) Class() Class { return rows[d].class }

// IsFloat reports whether values of d have tangents.
func (d Type) IsFloat() bool { return rows[d].class == Float }

// Size is the number of bytes of an element.
func (d Type) Size() int { return rows[d].bits / 8 }

// Held is LLVM's type of an element in a register.
func (d Type) Held() string { return rows[d].held }

// Kept is LLVM's type of an element in memory.
func (d Type) Kept() string { return rows[d].kept }

// All are the element types in order.
func All() []Type {
	out := make([]Type, count)
	for i := range out {
		out[i] = Type(i)
	}
	return out
}

// ByName finds an element type by its short name.
func ByName(name string) (Type, bool) { return find(func(r row) bool { return r.name == name }) }

// InNumPy finds an element type by a name that NumPy's module has for it.
func InNumPy(name string) (Type, bool) {
	return find(func(r row) bool { return r.numpy == name || slices.Contains(r.other, name) })
}

// ShortNames are the short names of all.
func ShortNames() []string {
	out := make([]string, count)
	for i, r := range rows {
		out[i] = r.name
	}
	return out
}

// NumPyNames are the names that NumPy's module has for element types.
func NumPyNames() []string {
	var out []string
	for _, r := range rows {
		out = append(append(out, r.numpy), r.other...)
	}
	return out
}

// Names lists the element types as a sentence does, with a word before the last.
func Names(name func(Type) string, word string) string {
	out := name(0)
	for d := Type(1); d < count-1; d++ {
		out += ", " + name(d)
	}
	return out + " " + word + " " + name(count-1)
}

// ByDescr finds an element type by its name in a .npy file, without the byte order.
func ByDescr(descr string) (Type, bool) {
	if descr == "?" {
		return Bool, true
	}
	return find(func(r row) bool { return r.descr == descr })
}

func find(is func(row) bool) (Type, bool) {
	for d, r := range rows {
		if is(r) {
			return Type(d), true
		}
	}
	return 0, false
}
