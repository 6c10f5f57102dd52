package tensor

import (
	"fmt"
	"unsafe"

	"github.com/myia-lang/myia/dtype"
)

// Tensor is an array. Of the data slices only that of DType is set; bools are
// bytes 0 and 1.
type Tensor struct {
	DType dtype.Type
	Shape []int
	B     []byte
	I     []int64
	F32   []float32
	F64   []float64
}

// New makes a tensor of zeros.
func New(d dtype.Type, shape ...int) *Tensor {
	t := &Tensor{DType: d, Shape: append([]int{}, shape...)}
	n := Count(shape)
	switch d {
	case dtype.Bool:
		t.B = make([]byte, n)
	case dtype.I64:
		t.I = make([]int64, n)
	case dtype.F32:
		t.F32 = make([]float32, n)
	default:
		t.F64 = make([]float64, n)
	}
	return t
}

// FromF64, FromI64, FromF32 and FromBool wrap a slice, which must have as many
// elements as the shape says.
func FromF64(x []float64, shape ...int) *Tensor {
	return checked(&Tensor{DType: dtype.F64, Shape: shape, F64: x})
}

// FromI64 wraps a slice of int64.
func FromI64(x []int64, shape ...int) *Tensor {
	return checked(&Tensor{DType: dtype.I64, Shape: shape, I: x})
}

// FromF32 wraps a slice of float32.
func FromF32(x []float32, shape ...int) *Tensor {
	return checked(&Tensor{DType: dtype.F32, Shape: shape, F32: x})
}

// FromBool wraps a slice of bytes 0 and 1.
func FromBool(x []byte, shape ...int) *Tensor {
	return checked(&Tensor{DType: dtype.Bool, Shape: shape, B: x})
}

func checked(t *Tensor) *Tensor {
	if n := len(t.B) + len(t.I) + len(t.F32) + len(t.F64); n != Count(t.Shape) {
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
	n := t.Len() * t.DType.Size()
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(t.Pointer()), n)
}

// Pointer is the address of the first element, nil if there is none.
func (t *Tensor) Pointer() unsafe.Pointer {
	switch t.DType {
	case dtype.Bool:
		return unsafe.Pointer(unsafe.SliceData(t.B))
	case dtype.I64:
		return unsafe.Pointer(unsafe.SliceData(t.I))
	case dtype.F32:
		return unsafe.Pointer(unsafe.SliceData(t.F32))
	}
	return unsafe.Pointer(unsafe.SliceData(t.F64))
}

// Reshape shares the data under another shape of as many elements.
func (t *Tensor) Reshape(shape ...int) *Tensor {
	c := *t
	c.Shape = append([]int{}, shape...)
	return checked(&c)
}

// CopyOf copies the elements at an address. Its memory is not cleared first, as New's is, which for large arrays takes as
// long as the copy.
func CopyOf(d dtype.Type, p unsafe.Pointer, shape ...int) *Tensor {
	t := &Tensor{DType: d, Shape: append([]int{}, shape...)}
	n := Count(shape)
	switch d {
	case dtype.Bool:
		t.B = copyOf[byte](p, n)
	case dtype.I64:
		t.I = copyOf[int64](p, n)
	case dtype.F32:
		t.F32 = copyOf[float32](p, n)
	default:
		t.F64 = copyOf[float64](p, n)
	}
	return t
}

func copyOf[T any](p unsafe.Pointer, n int) []T {
	if n == 0 {
		return []T{}
	}
	return append([]T(nil), unsafe.Slice((*T)(p), n)...)
}

// Clone copies the data.
func (t *Tensor) Clone() *Tensor { return CopyOf(t.DType, t.Pointer(), t.Shape...) }

// Float is element i as a float64.
func (t *Tensor) Float(i int) float64 {
	switch t.DType {
	case dtype.Bool:
		return float64(t.B[i])
	case dtype.I64:
		return float64(t.I[i])
	case dtype.F32:
		return float64(t.F32[i])
	}
	return t.F64[i]
}

// At is element i as a bool, int64, float32 or float64.
func (t *Tensor) At(i int) any {
	switch t.DType {
	case dtype.Bool:
		return t.B[i] != 0
	case dtype.I64:
		return t.I[i]
	case dtype.F32:
		return t.F32[i]
	}
	return t.F64[i]
}

// Set makes x, of the Go type that At gives, element i of a tensor that nobody
// else sees yet; it reports whether x is of that type.
func (t *Tensor) Set(i int, x any) (ok bool) {
	switch t.DType {
	case dtype.Bool:
		var b bool
		if b, ok = x.(bool); b {
			t.B[i] = 1
		}
	case dtype.I64:
		t.I[i], ok = x.(int64)
	case dtype.F32:
		t.F32[i], ok = x.(float32)
	default:
		t.F64[i], ok = x.(float64)
	}
	return ok
}
