package native

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"unsafe"

	"github.com/myia-lang/myia/backend/llvm"
	"github.com/myia-lang/myia/backend/llvm/jit"
	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// Kernel is the code of one kernel, without a program around it.
type Kernel struct {
	lib    *rt.Library
	unit   kernels.Unit
	mod    *jit.Module
	fn     uintptr
	Object *jit.Object // may be kept under KernelKey, and given to LinkKernel
}

// KernelKey is equal for kernels that have the same code.
func KernelKey(lib *rt.Library, u kernels.Unit, o Options) string {
	return llvm.KernelKey(u, textOptions(lib, o))
}

// LoadKernel compiles a kernel.
func LoadKernel(lib *rt.Library, u kernels.Unit, o Options) (*Kernel, error) {
	code, err := llvm.EmitKernel(u, textOptions(lib, o))
	if err != nil {
		return nil, err
	}
	p := &Program{lib: lib, text: &llvm.Program{Texts: []llvm.Text{code.Text}}}
	if err := p.compile(o); err != nil {
		return nil, err
	}
	return LinkKernel(lib, u, p.Objects[0])
}

// LinkKernel makes a kernel callable whose code was compiled before, by this process or another.
func LinkKernel(lib *rt.Library, u kernels.Unit, object *jit.Object) (*Kernel, error) {
	mod, err := lib.Engine().Link(object)
	if err != nil {
		return nil, err
	}
	fn := mod.Symbol(llvm.KernelSymbol)
	if fn == 0 {
		return nil, fmt.Errorf("native: %s holds no kernel", object.Name)
	}
	return &Kernel{lib, u, mod, fn, object}, nil
}

// Launch runs a kernel on the operands of its node, as Kernel.Eval does.
func (k *Kernel) Launch(ctx context.Context, args []ops.Value) (ops.Value, error) {
	r := &run{c: k.lib.NewCtx(rt.DefaultBudget())}
	defer k.lib.Put(r.c)
	params := k.params()
	if len(args) != len(params) {
		return ops.Value{}, fmt.Errorf("native: the kernel takes %d operands, not %d", len(params), len(args))
	}
	in := make([]uint64, slotCount(params)+1)
	at := 0
	for i, t := range params {
		at = r.write(in, at, t, args[i])
	}
	if r.err != nil {
		return ops.Value{}, r.err
	}
	out := k.result(args)
	end := interruptible(ctx, r.c)
	st := r.c.Call(k.fn, unsafe.Pointer(&in[0]), pointer(dataOf(out)))
	end()
	runtime.KeepAlive(r.keep)
	if st != rt.OK {
		return ops.Value{}, ctx.Err() // a kernel ends for nothing else
	}
	if len(out.Shape) == 0 {
		return ops.Elem(out, 0), nil
	}
	return ops.T(out), nil
}

// Close gives the memory of the code back. The kernel may not be launched afterwards.
func (k *Kernel) Close() { k.mod.Close() }

// params are the types of the operands.
func (k *Kernel) params() []types.Type {
	ts := ir.Types(k.unit.Region.Params)
	if op := k.unit.Op; op.InPlace() {
		return append([]types.Type{types.Array{DType: op.DType, Dims: op.Dims}}, ts...)
	}
	return ts
}

// result is the memory of the result; what a scatter adds to stands there.
func (k *Kernel) result(args []ops.Value) *tensor.Tensor {
	op := k.unit.Op
	if op.InPlace() {
		return args[0].Tensor().Clone()
	}
	var shape []int
	for i, size := range args[:op.Rank] {
		if !slices.Contains(op.Axes, i) {
			shape = append(shape, int(size.I()))
		}
	}
	return tensor.New(op.DType, shape...)
}
