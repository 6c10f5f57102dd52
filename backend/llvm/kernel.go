package llvm

import (
	"fmt"
	"math"
	"slices"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// kernel writes the function of one kernel, from its unit alone:
//
//	i32 @k.N(ptr ctx, ptr out, i64 sizes…, i64 sizes of the array that a scatter adds to…, components of captures…)
//
// Sizes are operands even where they are known, so that kernels of unlike sizes share code.
type kernel struct {
	code
	kernels.Unit
	o        *Options
	out      ins.Value         // the address of the result
	sizes    []ins.Value       // of the iteration space, inside the kernel
	dims     []ins.Value       // of the array that a scatter adds to
	captured map[*ir.Value]val // by the region's parameters
	lanes    int               // of the vector loop
	flat     bool              // arrays are read at the kernel's own index, or at 0, only: axes are merged
	vals     map[*ir.Value]lanes
	masks    bool       // the last elements of a row, fewer than a vector, are made at once
	mask     ins.Value  // of the lanes that are to be made, if not all are
	stop     *ins.Block // leaves when the run is interrupted, if the kernel looks
}

// lanes is a scalar of the region in a loop that makes several elements at once.
type lanes struct {
	x    ins.Value
	wide bool // a vector, else one value for all lanes
	ramp bool // an i64: lane k is x + k
}

const tile = 1 << 16 // elements between two looks at the interrupt word

// newKernel makes the parameters of a kernel's function.
func newKernel(u kernels.Unit, o *Options) *kernel {
	k := &kernel{code: newCode("", ins.I32), Unit: u, o: o, captured: map[*ir.Value]val{}}
	k.out = k.Param("out", ins.Ptr)
	for i := range u.Sizes {
		k.sizes = append(k.sizes, k.Param(fmt.Sprintf("n%d", i), ins.I64))
	}
	if u.Op.InPlace() {
		for i := range u.Op.Dims {
			k.dims = append(k.dims, k.Param(fmt.Sprintf("d%d", i), ins.I64))
		}
	}
	for c, v := range u.Op.Captures(u.Region) {
		owner := ownerComp(v.Type)
		for i, ty := range comps(v.Type) {
			var x ins.Value // a kernel counts no references
			if i != owner {
				x = k.Param(fmt.Sprintf("c%d.%d", c, i), ty)
			}
			k.captured[v] = append(k.captured[v], x)
		}
	}
	return k
}

const unknown = kernels.Unknown

// known is the value of a size that is constant.
func known(size ins.Value) int64 {
	if x, ok := size.Known(); ok {
		return x
	}
	return unknown
}

// count is the number of elements along some axes, if that is known and 64 bits hold it.
func (k *kernel) count(axes []int) int64 {
	sizes := make([]int64, len(axes))
	for i, a := range axes {
		sizes[i] = k.Sizes[a]
	}
	return countOf(sizes)
}

// countOf is the product of sizes.
func countOf(sizes []int64) int64 {
	n := int64(1)
	for _, size := range sizes {
		if size == unknown || size > 0 && n > math.MaxInt64/size {
			return unknown
		}
		n *= size
	}
	return n
}

// own reports whether an Elem reads at the kernel's own index.
func (k *kernel) own(m *ir.Node) bool { return slices.Equal(m.Args[1:], k.index()) }

// index are the parameters of the region that say which element it makes.
func (k *kernel) index() []*ir.Value { return k.Op.Index(k.Region) }

// atOrigin reports whether an Elem reads the first element, as of an array of one element that is broadcast.
func atOrigin(m *ir.Node) bool {
	for _, i := range m.Args[1:] {
		if i.Def == nil {
			return false
		}
		if c, ok := i.Def.Op.(ops.Const); !ok || c.Value != int64(0) {
			return false
		}
	}
	return true
}

// isFlat finds whether all axes that stay together may be merged.
func (k *kernel) isFlat() bool {
	if k.Op.InPlace() {
		return false
	}
	for _, m := range k.Region.Nodes {
		if _, ok := m.Op.(kernels.Elem); ok {
			if !k.own(m) && !atOrigin(m) {
				return false
			}
			continue
		}
		for _, a := range m.Args {
			if slices.Contains(k.index(), a) {
				return false
			}
		}
	}
	for _, v := range k.Region.Results {
		if slices.Contains(k.index(), v) {
			return false
		}
	}
	return true
}

// write writes the loops.
func (k *kernel) write() error {
	k.lanes = k.width()
	k.masks = k.o.VectorBytes == 64 && !k.Op.InPlace() && k.elementary() // where a mask costs next to nothing
	k.flat = k.isFlat()
	var err error
	catch := func(e error) {
		if err == nil {
			err = e
		}
	}
	switch k.Op.Kind {
	case kernels.Map:
		k.mapLoops(catch)
	case kernels.Scatter, kernels.Put:
		k.scatterLoops(catch)
	default:
		k.reduceLoops(catch)
	}
	k.Ret(number(0))
	if k.stop != nil {
		k.Start(k.stop)
		k.Ret(k.Call(rtInterrupted, k.ctx))
	}
	return err
}

// width is the number of lanes for the widest element.
func (k *kernel) width() int {
	size := k.Op.DType.Size()
	for _, m := range k.Region.Nodes {
		if _, ok := m.Op.(kernels.Elem); ok {
			d, _ := types.ElemDType(m.Args[0].Type)
			size = max(size, d.Size())
		}
	}
	return k.o.VectorBytes / max(size, 4)
}

// elementary reports whether an element takes an elementary function, which is as fast for a vector as for one.
func (k *kernel) elementary() bool {
	return slices.ContainsFunc(k.Region.Nodes, func(m *ir.Node) bool { return isElementary(m.Op.OpName()) })
}

// poll leaves the kernel when the run is interrupted.
func (k *kernel) poll() {
	if k.stop == nil {
		k.stop = k.Named("stop")
	}
	on := k.NewBlock("on")
	k.Branch(k.interrupted(k.o.Runtime.Interrupt), k.stop, on)
	k.Start(on)
}
