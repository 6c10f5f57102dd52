package tensor

import (
	"fmt"
	"math"
	"unsafe"

	"github.com/myia-lang/myia/dtype"
)

// Tensor is an array: bytes, seen as elements by Of. Bools are bytes 0 and 1.
type Tensor struct {
	DType dtype.Type
	Shape []int
	data  []byte
	now   *change // nil: the elements are never written over
}

// Number is a type that Go has for elements: bools are uint8, and floats of 16
// bits have none.
type Number interface {
	~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64
}

// Of gives the elements of a tensor whose element type is T, or that of the
// other sign. Convert brings those of others to it.
func Of[T Number](t *Tensor) []T {
	size := int(unsafe.Sizeof(T(0)))
	if t.DType.Size() != size || t.DType.IsFloat() != (classOf[T]() == dtype.Float) {
		panic("tensor: elements of " + t.DType.String() + " are read as others")
	}
	t.settle()
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(t.data))), len(t.data)/size)
}

// classOf tells floats by their halves, and what has a sign.
func classOf[T Number]() dtype.Class {
	switch zero, one := T(0), T(1); {
	case one/2 != 0:
		return dtype.Float
	case zero-one < 0:
		return dtype.Int
	}
	return dtype.Uint
}

// New makes a tensor of zeros.
func New(d dtype.Type, shape ...int) *Tensor {
	return &Tensor{DType: d, Shape: append([]int{}, shape...), data: make([]byte, Count(shape)*d.Size())}
}

// From wraps a slice, which must have as many elements as the shape says: a
// shape without sizes makes a NumPy scalar of one. The element type is that of
// Go's; Convert makes others of it, such as float16.
func From[T Number](x []T, shape ...int) *Tensor {
	d, _ := dtype.OfSize(classOf[T](), int(unsafe.Sizeof(T(0)))*8)
	return from(d, x, append([]int{}, shape...))
}

// FromF64 wraps a slice of float64.
func FromF64(x []float64, shape ...int) *Tensor { return from(dtype.F64, x, shape) }

// FromI64 wraps a slice of int64.
func FromI64(x []int64, shape ...int) *Tensor { return from(dtype.I64, x, shape) }

// FromF32 wraps a slice of float32.
func FromF32(x []float32, shape ...int) *Tensor { return from(dtype.F32, x, shape) }

// FromBool wraps a slice of bytes 0 and 1.
func FromBool(x []byte, shape ...int) *Tensor { return from(dtype.Bool, x, shape) }

// from keeps the capacity, by which Shares knows an array.
func from[T Number](d dtype.Type, x []T, shape []int) *Tensor {
	size := int(unsafe.Sizeof(T(0)))
	data := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(x))), cap(x)*size)
	return checked(&Tensor{DType: d, Shape: shape, data: data[:len(x)*size]})
}

func checked(t *Tensor) *Tensor {
	if n := len(t.data) / t.DType.Size(); n != Count(t.Shape) {
		panic(fmt.Sprintf("tensor: %d elements for shape %v", n, t.Shape))
	}
	return t
}

// Count is the number of elements of a shape.
func Count(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

// Len is the number of elements.
func (t *Tensor) Len() int { return Count(t.Shape) }

// Rank is the number of axes.
func (t *Tensor) Rank() int { return len(t.Shape) }

// Bytes views the data as bytes in the machine's order.
func (t *Tensor) Bytes() []byte {
	t.settle()
	return t.data
}

// Pointer is the address of the first element, nil if there is none.
func (t *Tensor) Pointer() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(t.Bytes())) }

// Reshape shares the data under another shape of as many elements.
func (t *Tensor) Reshape(shape ...int) *Tensor {
	c := *t.Lent()
	c.Shape = append([]int{}, shape...)
	return checked(&c)
}

// CopyOf copies the elements at an address. Its memory is not cleared first, as New's is, which for large arrays takes as
// long as the copy.
func CopyOf(d dtype.Type, p unsafe.Pointer, shape ...int) *Tensor {
	t := &Tensor{DType: d, Shape: append([]int{}, shape...), data: []byte{}}
	if n := Count(shape) * d.Size(); n > 0 {
		t.data = append([]byte(nil), unsafe.Slice((*byte)(p), n)...)
	}
	return t
}

// Clone copies the data.
func (t *Tensor) Clone() *Tensor { return CopyOf(t.DType, t.Pointer(), t.Shape...) }

// Bits is element i as the bits of the type in which it is computed.
func (t *Tensor) Bits(i int) uint64 {
	t.settle()
	return t.DType.Load(t.data, i)
}

// SetBits makes a number of the type in which t is computed element i.
func (t *Tensor) SetBits(i int, x uint64) { t.DType.Store(t.data, i, x) }

// Float is element i as a float64.
func (t *Tensor) Float(i int) float64 {
	return math.Float64frombits(dtype.Convert(t.Bits(i), t.DType, dtype.F64))
}

// At is element i as a bool, int64, uint64, float32 or float64.
func (t *Tensor) At(i int) any { return t.DType.Host(t.Bits(i)) }

// Set makes x, of the Go type that At gives, element i of a tensor that nobody
// else sees yet; it reports whether x is of that type.
func (t *Tensor) Set(i int, x any) bool {
	bits, ok := t.DType.FromHost(x)
	if ok {
		t.SetBits(i, bits)
	}
	return ok
}
