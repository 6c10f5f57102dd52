package dtype

import (
	"cmp"
	"slices"
	"strings"
)

// Type is the type of the elements of an array, the number of a row of the
// table. Its zero is Bool.
type Type uint8

// The element types, in the order in which sentences list them.
var (
	Bool = declare(row{name: "bool", numpy: "bool", descr: "b1", codes: "?", class: Truth, bits: 8, cells: cellsOf[uint8](), other: []string{"bool_"}})
	I8   = declare(ints[int8]("b", "byte"))
	I16  = declare(ints[int16]("h", "short"))
	I32  = declare(ints[int32]("i", "intc"))
	I64  = declare(ints[int64]("lp", "int_", "intp", "long"))
	U8   = declare(ints[uint8]("B", "ubyte"))
	U16  = declare(ints[uint16]("H", "ushort"))
	U32  = declare(ints[uint32]("I", "uintc"))
	U64  = declare(ints[uint64]("LP", "uint", "uintp", "ulong"))
	F16  = declare(small("f16", "float16", "f2", "e", 10, 3, "half"))
	BF16 = declare(from("ml_dtypes", small("bf16", "bfloat16", "V2", "", 7, 0)))
	F32  = declare(row{name: "f32", numpy: "float32", descr: "f4", codes: "f", class: Float, bits: 32, mantissa: 23, digits: 6, cells: cellsOf[uint32](), other: []string{"single"}})
	F64  = declare(row{name: "f64", numpy: "float64", descr: "f8", codes: "d", class: Float, bits: 64, mantissa: 52, digits: 16, cells: cellsOf[uint64](), other: []string{"double"}})
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
	codes string // the letters that NumPy takes for it, too
	class Class
	bits  int // of an element in memory
	// mantissa is how many bits of a float stand behind the point.
	mantissa int
	small    *Small // the format, if it is a float that is computed in f32
	// foreign is the module that defines the type, if it is not NumPy.
	foreign string
	// digits is the power of 10 from which numbers are printed with an exponent;
	// 0 of floats that are printed as C's %g does, as those of ml_dtypes are.
	digits int
	cells
	other []string // names that NumPy's module has for it, too
}

var rows []row

// declare makes the next row.
func declare(r row) Type {
	rows = append(rows, r)
	return Type(len(rows) - 1)
}

// String is the short name: bool, i64, f32.
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

// Foreign is the module that defines the type, if it is not NumPy.
func (d Type) Foreign() string { return rows[d].foreign }

// Digits is the power of 10 from which NumPy prints numbers with an exponent; 0
// of floats that are printed as C's %g does, which those of ml_dtypes are.
func (d Type) Digits() int { return rows[d].digits }

// Bits is the size of an element in bits.
func (d Type) Bits() int { return rows[d].bits }

// All are the element types in order.
func All() []Type {
	out := make([]Type, len(rows))
	for i := range out {
		out[i] = Type(i)
	}
	return out
}

// ByName finds an element type by its short name.
func ByName(name string) (Type, bool) { return find(func(r row) bool { return r.name == name }) }

// InModule finds an element type by a name that a module has for it, which is
// "np" of NumPy.
func InModule(module, name string) (Type, bool) {
	return find(func(r row) bool { return r.module() == module && (r.numpy == name || slices.Contains(r.other, name)) })
}

// ByDescription finds an element type by what dtype= takes as a text: a name,
// also Python's, or a letter or a size with the byte order of the machine.
func ByDescription(text string) (Type, bool) {
	if d, ok := find(func(r row) bool { return r.numpy == text || slices.Contains(r.other, text) }); ok {
		return d, true
	}
	if text == "int" || text == "float" {
		return OfSize(map[string]Class{"int": Int, "float": Float}[text], 64)
	}
	descr := strings.TrimLeft(text, "<=|")
	d, ok := ByDescr(descr)
	return d, ok && len(text)-len(descr) <= 1 && d.Foreign() == ""
}

// Names are those that d has in its module; the first is that of the class.
func (d Type) Names() []string { return append([]string{rows[d].numpy}, rows[d].other...) }

// DefinedBy is the module other than NumPy that has an element type of a name, or "".
func DefinedBy(name string) string {
	d, _ := find(func(r row) bool { return r.foreign != "" && r.numpy == name })
	return d.Foreign()
}

// Module is the module that defines the type: "np", or Foreign.
func (d Type) Module() string { return rows[d].module() }

func (r row) module() string { return cmp.Or(r.foreign, "np") }

// Kind is the letter of x.dtype.kind.
func (d Type) Kind() string { return rows[d].descr[:1] }

// Names lists the element types as a sentence does, with a word before the last.
func Names(name func(Type) string, word string) string {
	out := name(0)
	for d := Type(1); int(d) < len(rows)-1; d++ {
		out += ", " + name(d)
	}
	return out + " " + word + " " + name(Type(len(rows)-1))
}

// ByDescr finds an element type by its name in a .npy file, without the byte
// order. NumPy writes types that it does not define as raw bytes (Foreign).
func ByDescr(descr string) (Type, bool) {
	return find(func(r row) bool { return r.descr == descr || len(descr) == 1 && strings.Contains(r.codes, descr) })
}

// OfSize finds the element type that numbers of the machine have.
func OfSize(class Class, bits int) (Type, bool) {
	return find(func(r row) bool { return r.foreign == "" && r.class == class && r.bits == bits })
}

func find(is func(row) bool) (Type, bool) {
	for d, r := range rows {
		if is(r) {
			return Type(d), true
		}
	}
	return 0, false
}
