package native

import (
	"fmt"
	"math"
	"unsafe"

	"github.com/myia-lang/myia/backend/llvm"
	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/backend/llvm/jit"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// pointer turns an address of memory that is not Go's into a pointer.
func pointer(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }

func word(p uintptr, off int) uint64 { return *(*uint64)(unsafe.Add(pointer(p), off)) }

// readString copies a string object.
func readString(p uintptr) string {
	if p == 0 {
		return ""
	}
	return string(unsafe.Slice((*byte)(unsafe.Add(pointer(p), 16)), int(word(p, 0))))
}

// runtimeCall calls a function of the run-time library that gives a pointer.
func (r *run) runtimeCall(name string, args ...uintptr) uintptr {
	fn, err := r.p.lib.Symbol(name)
	if err == nil && fn == 0 {
		err = fmt.Errorf("native: %s is missing", name)
	}
	if err != nil {
		r.err = err
		return 0
	}
	p := jit.Invoke(fn, append([]uintptr{uintptr(unsafe.Pointer(r.c))}, args...)...)
	if p == 0 {
		r.err = &ops.Raised{Class: "MemoryError", Msg: ops.OutOfMemory}
	}
	return p
}

// write stores a value in slots from at on and gives the next free one. Arrays are borrowed, or copied into the run's
// memory when it keeps them.
func (r *run) write(slots []uint64, at int, t types.Type, v ops.Value) int {
	k := llvm.Slots(t)
	r.put(slots[at:at+k], t, v)
	return at + k
}

func (r *run) put(s []uint64, t types.Type, v ops.Value) {
	switch t := t.(type) {
	case types.Scalar:
		s[0] = v.Bits
	case types.Array:
		r.putArray(s, t, v)
	case types.Opt:
		if !types.IsHeap(t.Elem) {
			if v.Ref != nil || v.Bits != 0 {
				s[0] = 1
				r.put(s[1:], t.Elem, v)
			}
		} else if !v.IsNull() {
			r.put(s, t.Elem, v)
		}
	case types.Vec:
		s[0] = uint64(r.newVec(t, v.Vec()))
	case types.Node:
		s[0] = uint64(r.newNode(t, v.Record()))
	default:
		str := v.S()
		b := append([]byte(str), 0)
		s[0] = uint64(r.runtimeCall("rt_str_new", uintptr(unsafe.Pointer(&b[0])), uintptr(len(str))))
	}
}

// putArray borrows the data of a tensor for the run.
func (r *run) putArray(s []uint64, t types.Array, v ops.Value) {
	x := v.Tensor()
	if x == nil || len(x.Shape) != len(t.Dims) || x.DType != t.DType {
		r.err = fmt.Errorf("native: %v does not fit %s", v.Ref, t)
		return
	}
	s[0], s[1] = uint64(dataOf(x)), 0
	if r.serving { // what the host makes during the run belongs to the run
		b := x.Bytes()
		p := r.runtimeCall("rt_alloc", uintptr(len(b)))
		if p == 0 {
			return
		}
		copy(unsafe.Slice((*byte)(pointer(p)), len(b)), b)
		s[0], s[1] = uint64(p), uint64(p)
	} else {
		r.keep = append(r.keep, x)
	}
	for i, n := range x.Shape {
		s[2+i] = uint64(n)
		if d := t.Dims[i]; d.IsConst() && d.Const != int64(n) {
			r.err = fmt.Errorf("native: an array of shape %v does not fit %s", x.Shape, t)
		}
	}
}

// read makes a value from slots; data is copied.
func (r *run) read(s []uint64, t types.Type) ops.Value {
	switch t := t.(type) {
	case types.Scalar:
		switch t.DType().Compute() {
		case dtype.F32:
			return ops.Value{Bits: s[0] & math.MaxUint32}
		case dtype.Bool:
			return ops.Value{Bits: s[0] & 1}
		}
		return ops.Value{Bits: s[0]}
	case types.Array:
		shape := make([]int, len(t.Dims))
		for i := range shape {
			shape[i] = int(s[2+i])
		}
		return ops.T(tensor.CopyOf(t.DType, pointer(uintptr(s[0])), shape...))
	case types.Opt:
		if s[0] == 0 {
			return ops.Value{}
		}
		if !types.IsHeap(t.Elem) {
			return r.read(s[1:], t.Elem)
		}
		return r.read(s, t.Elem)
	case types.Vec:
		return r.readVec(uintptr(s[0]), t)
	case types.Node:
		return r.readNode(uintptr(s[0]), t)
	}
	return ops.S(readString(uintptr(s[0])))
}

// readRow reads the leaves of a record at p.
func (r *run) readRow(p uintptr, leaves []types.Type, offsets [][]int) []ops.Value {
	out := make([]ops.Value, len(leaves))
	for i, t := range leaves {
		var s []uint64
		for k, ty := range llvm.SlotTypes(t) {
			at := unsafe.Add(pointer(p), offsets[i][k])
			switch ty {
			case ins.I1:
				s = append(s, uint64(*(*uint8)(at)))
			case ins.Float:
				s = append(s, uint64(*(*uint32)(at)))
			default:
				s = append(s, *(*uint64)(at))
			}
		}
		out[i] = r.read(s, t)
	}
	return out
}

func (r *run) readVec(p uintptr, t types.Vec) ops.Value {
	if p == 0 {
		return ops.Value{}
	}
	offsets, size := llvm.Layout(t.Elems)
	n := int(word(p, 0))
	var leaves []ops.Value
	for i := range n {
		leaves = append(leaves, r.readRow(p+32+uintptr(i*size), t.Elems, offsets)...)
	}
	return ops.Value{Ref: ops.VecOf(len(t.Elems), n, leaves)}
}

func (r *run) readNode(p uintptr, t types.Node) ops.Value {
	if p == 0 {
		return ops.Value{}
	}
	nt := r.p.m.NodeType(t.Name)
	offsets, _ := llvm.Layout(nt.Fields)
	return ops.Value{Ref: &ops.Record{Fields: r.readRow(p, nt.Fields, offsets)}}
}

// writeRow stores leaves in a record at p.
func (r *run) writeRow(p uintptr, leaves []types.Type, offsets [][]int, row []ops.Value) {
	for i, t := range leaves {
		s := make([]uint64, llvm.Slots(t))
		r.put(s, t, row[i])
		for k, ty := range llvm.SlotTypes(t) {
			at := unsafe.Add(pointer(p), offsets[i][k])
			switch ty {
			case ins.I1:
				*(*uint8)(at) = uint8(s[k])
			case ins.Float:
				*(*uint32)(at) = uint32(s[k])
			default:
				*(*uint64)(at) = s[k]
			}
		}
	}
}

// newVec builds a vec of the run.
func (r *run) newVec(t types.Vec, v *ops.Vec) uintptr {
	offsets, size := llvm.Layout(t.Elems)
	n := 0
	if v != nil {
		n = v.Len()
	}
	p := r.runtimeCall("rt_vec_new", uintptr(size), uintptr(n), r.desc(t.String()))
	for i := 0; i < n && p != 0; i++ {
		r.writeRow(p+32+uintptr(i*size), t.Elems, offsets, v.Row(i))
	}
	if p != 0 {
		*(*uint64)(pointer(p)) = uint64(n)
	}
	return p
}

// newNode builds a record of the run.
func (r *run) newNode(t types.Node, v *ops.Record) uintptr {
	if v == nil {
		return 0
	}
	nt := r.p.m.NodeType(t.Name)
	offsets, _ := llvm.Layout(nt.Fields)
	p := r.runtimeCall("rt_node_new", r.desc(t.String()))
	if p != 0 {
		r.writeRow(p, nt.Fields, offsets, v.Fields)
	}
	return p
}

// desc is the address of the descriptor of a vec or node that crosses the boundary; 0 if it holds no owners.
func (r *run) desc(key string) uintptr {
	name := r.p.text.Descs[key]
	if name == "" {
		return 0
	}
	return r.p.mod.Symbol(name)
}
