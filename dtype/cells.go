package dtype

import (
	"math"
	"strconv"
	"unsafe"
)

// cells reads and writes elements in memory. A number outside an array is the
// bits of the type in which it is computed (Compute): of an int of any size a
// number of 64 bits, of a small float the bits of an f32.
type cells struct {
	load  func(data []byte, i int) uint64
	store func(data []byte, i int, x uint64)
}

// Load gives element i of an array as a number.
func (d Type) Load(data []byte, i int) uint64 { return rows[d].load(data, i) }

// Store makes a number element i of an array. Of ints it keeps the low bits,
// and floats it rounds.
func (d Type) Store(data []byte, i int, x uint64) { rows[d].store(data, i, x) }

// Wrap gives the number that d has in the place of one that may not fit: ints
// wrap around and floats are rounded.
func (d Type) Wrap(x uint64) uint64 {
	var cell [8]byte
	d.Store(cell[:], 0, x)
	return d.Load(cell[:], 0)
}

// Compute is the type in which numbers of d are computed. It has all values of
// d; what is computed is brought back by Wrap.
func (d Type) Compute() Type {
	switch r := rows[d]; {
	case r.class == Truth, r.class == Uint && r.bits == 64:
		return d
	case r.class != Float:
		return I64
	case r.bits <= 32:
		return F32
	}
	return F64
}

// Bounds gives the range of an int type that has not all values of an int64, cut
// to that of an int64.
func (d Type) Bounds() (least, most int64, bounded bool) {
	bits := rows[d].bits
	switch {
	case d.Class() == Int && bits < 64:
		return -1 << (bits - 1), 1<<(bits-1) - 1, true
	case d.Class() == Uint && bits < 64:
		return 0, 1<<bits - 1, true
	case d.Class() == Uint:
		return 0, math.MaxInt64, true
	}
	return 0, 0, false
}

// word is what an element is in memory.
type word interface {
	uint8 | uint16 | uint32 | uint64 | int8 | int16 | int32 | int64
}

// cellsOf sign-extends what is signed.
func cellsOf[T word]() cells {
	return cells{
		load:  func(data []byte, i int) uint64 { return uint64(view[T](data)[i]) },
		store: func(data []byte, i int, x uint64) { view[T](data)[i] = T(x) },
	}
}

// view sees bytes as elements.
func view[T any](data []byte) []T {
	var t T
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(data))), len(data)/int(unsafe.Sizeof(t)))
}

// ints is the row of an int.
func ints[T word](codes string, other ...string) row {
	var t T
	bits := int(unsafe.Sizeof(t)) * 8
	r := row{class: Uint, bits: bits, codes: codes, cells: cellsOf[T](), other: other}
	name, letter := "u", "uint"
	if t--; t < 0 {
		r.class, name, letter = Int, "i", "int"
	}
	size := strconv.Itoa(bits)
	r.name, r.numpy, r.descr = name+size, letter+size, name+strconv.Itoa(bits/8)
	return r
}
