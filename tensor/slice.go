package tensor

import (
	"reflect"
	"unsafe"

	"github.com/myia-lang/myia/dtype"
)

// FromSlice makes an array of one axis of a slice of any of Go's number types,
// bool among them.
func FromSlice(x any) (*Tensor, bool) {
	v := reflect.ValueOf(x)
	if v.Kind() != reflect.Slice {
		return nil, false
	}
	class := dtype.Truth
	switch e := reflect.Zero(v.Type().Elem()); {
	case e.CanInt():
		class = dtype.Int
	case e.CanUint():
		class = dtype.Uint
	case e.CanFloat():
		class = dtype.Float
	case e.Kind() != reflect.Bool:
		return nil, false
	}
	size := int(v.Type().Elem().Size())
	d, ok := dtype.OfSize(class, 8*size)
	return &Tensor{DType: d, Shape: []int{v.Len()}, data: unsafe.Slice((*byte)(v.UnsafePointer()), v.Len()*size)}, ok
}
