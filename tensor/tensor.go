package tensor

import (
	"fmt"
	"math"
	"unsafe"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
)

// Tensor is an array: bytes, seen as elements by Of. Bools are bytes 0 and 1.
type Tensor struct {
	DType dtype.Type
	Shape []int
	data  []byte
}

// Of gives the elements of a tensor whose element type is T, one in which
// numbers are computed. Convert brings others to it.
func Of[T emit.Element](t *Tensor) []T {
	size := int(unsafe.Sizeof(T(0)))
	if t.DType.Size() != size || t.DType.IsFloat() != isFloat[T]() || t.DType.Compute() != t.DType {
		panic("tensor: elements of " + t.DType.String() + " are read as others")
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(t.data))), len(t.data)/size)
}

// isFloat reports whether T has halves.
func isFloat[T emit.Element]() bool {
	one := T(1)
	return one/2 != 0
}

// New makes a tensor of zeros.
func New(d dtype.Type, shape ...int) *Tensor {
	return &Tensor{DType: d, Shape: append([]int{}, shape...), data: make([]byte, Count(shape)*d.Size())}
}

// FromF64, FromI64, FromF32 and FromBool wrap a slice, which must have as many
// elements as the shape says.
func FromF64(x []float64, shape ...int) *Tensor { return from(dtype.F64, x, shape) }

// FromI64 wraps a slice of int64.
func FromI64(x []int64, shape ...int) *Tensor { return from(dtype.I64, x, shape) }

// FromF32 wraps a slice of float32.
func FromF32(x []float32, shape ...int) *Tensor { return from(dtype.F32, x, shape) }

// FromBool wraps a slice of bytes 0 and 1.
func FromBool(x []byte, shape ...int) *Tensor { return from(dtype.Bool, x, shape) }

// from keeps the capacity, by which Shares knows an array.
func from[T emit.Element](d dtype.Type, x []T, shape []int) *Tensor {
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
func (t *Tensor) Bytes() []byte { return t.data }

// Pointer is the address of the first element, nil if there is none.
func (t *Tensor) Pointer() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(t.data)) }

// Reshape shares the data under another shape of as many elements.
func (t *Tensor) Reshape(shape ...int) *Tensor {
	c := *t
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
func (t *Tensor) Bits(i int) uint64 { return t.DType.Load(t.data, i) }

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
