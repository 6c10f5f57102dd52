package llvm

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/kernels"
)

// KernelCode is a kernel as a module by itself.
type KernelCode struct {
	Key  string // KernelKey
	Text Text
}

// KernelSymbol is the entry of a kernel: i32 (ptr ctx, ptr in, ptr out).
const KernelSymbol = "k.launch"

// EmitKernel writes a kernel without a program around it. Its entry takes a context of the run-time library, the operands
// of a kernel's node in 8-byte slots, a slot for each component, and the address of the result; for scatter that is the
// array to which it adds.
func EmitKernel(u kernels.Unit, o Options) (*KernelCode, error) {
	p := &emitter{o: o.complete(), byName: map[string]int{}, kernels: map[string]int{}, shared: map[uint64][]int{}, out: &Program{}}
	kernel, err := p.kernel(u, true)
	if err != nil {
		return nil, err
	}
	p.launcher(u, kernel)
	p.assemble()
	return &KernelCode{Key: KernelKey(u, o), Text: p.out.Texts[0]}, nil
}

// KernelKey is equal for kernels whose code is, on equal targets, and the same in all processes of one version of Myia. So
// code may be kept under it.
func KernelKey(u kernels.Unit, o Options) string {
	o = o.complete()
	r := o.Runtime
	return fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%d %t %d\n%s\n%q\n%s", o.VectorBytes, o.Half, r.Interrupt, r.Declarations, r.Inline, u.Key())))
}

// launcher writes the entry of a kernel.
func (p *emitter) launcher(u kernels.Unit, kernel *ins.Callee) {
	c := newCode(KernelSymbol, ins.I32)
	in, out := c.Param("in", ins.Ptr), c.Param("out", ins.Ptr)
	slot := 0
	load := func(ty ins.Type) ins.Value {
		slot++
		return c.slotLoad(in, slot-1, ty)
	}
	var sizes, dims, captured val
	if u.Op.InPlace() {
		slot += 2 // the data is at out, and nobody counts references
		for range u.Op.Dims {
			dims = append(dims, load(ins.I64))
		}
	}
	for range u.Sizes {
		sizes = append(sizes, load(ins.I64))
	}
	for _, v := range u.Op.Captures(u.Region) {
		owner := ownerComp(v.Type)
		for i, ty := range comps(v.Type) {
			if i == owner {
				slot++
				continue
			}
			captured = append(captured, load(ty))
		}
	}
	c.Ret(c.Call(kernel, slices.Concat(val{c.ctx, out}, sizes, dims, captured)...))
	c.Linkage = ins.Exported
	p.add(unit{fn: c.Func, with: kernel.Name})
}
