package llvm

import (
	"slices"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/own"
	"github.com/myia-lang/myia/types"
)

// Kernels over the same rows that follow each other, and read what one of them reads or writes, run strip by strip: all
// of them over the first few rows, then over the next, so that a row comes from memory once and not once for each kernel:
//
//	for lo = 0, step, … below rows:
//	    k.0(out0 at lo, n, x at lo)
//	    k.1(out1 at lo, n, x at lo, out0 at lo)
//
// Such a kernel makes a row of the same rows of arrays, and of others as a whole that none of them writes. So its function
// does not know of strips, and the bits are those of one call.
type strip struct {
	first, last *ir.Node
	rows        any                // what sizeValue says of the first axis
	made        map[*ir.Value]bool // what the kernels make
	touched     map[*ir.Value]bool // the same, and what they read by rows
	reads       []stripRead
	count       int
	calls       []stripCall
	after       []func() // releases that wait for the calls
}

// stripRead is an array that a kernel of a strip reads.
type stripRead struct {
	v     *ir.Value
	whole bool // at other rows than the one that it makes
}

// stripCall is the call of a kernel, for a result at an address, that waits for those behind it.
type stripCall struct {
	*launch
	out ins.Value
}

// stripElements is how many elements a strip has: with what else is read they stay in the second cache. maxStrip bounds
// the number of kernels, for arrays that die on the way wait until the last.
const stripElements, maxStrip = 1 << 13, 8

// strips finds the kernels of a region that run strip by strip.
func (f *fn) strips(r *ir.Region) map[*ir.Node]*strip {
	all := map[*ir.Node]*strip{}
	var open *strip
	for _, n := range r.Nodes {
		k, over := kernelOf(n)
		rows, whole, ok := byRows(k)
		switch {
		case ok && !f.fewElements(k):
			if open == nil || !open.joins(k, rows, whole) || over != nil && !f.overwrites(open, over) {
				open = &strip{rows: sizeValue(k.Args[0]), first: k, made: map[*ir.Value]bool{}, touched: map[*ir.Value]bool{}}
			}
			open.add(k, n.Results[0], rows, whole)
			all[k] = open
		case !waits(n):
			open = nil
		}
	}
	for n, s := range all {
		if s.count == 1 {
			delete(all, n)
		}
	}
	return all
}

// kernelOf is the kernel that a node is or, in the place of an array, runs; else the node itself.
func kernelOf(n *ir.Node) (k *ir.Node, over *ir.Value) {
	if _, ok := n.Op.(own.Reuse); ok {
		return own.Reuse{}.Kernel(n), n.Args[0]
	}
	return n, nil
}

// fewElements reports whether a kernel is known to run over no more than a strip.
func (f *fn) fewElements(n *ir.Node) bool {
	count := int64(1)
	for _, a := range n.Op.(kernels.Kernel).Sizes(n) {
		size, ok := sizeValue(a).(int64)
		if !ok || size > f.p.o.Strip {
			return false
		}
		count *= max(size, 1)
		if count > f.p.o.Strip {
			return false
		}
	}
	return true
}

// waits reports whether a kernel before n may run after it: n has no effect on memory and reads no array. Any other node
// ends the strip, so none is missed here but for speed.
func waits(n *ir.Node) bool {
	switch n.Op.(type) {
	case ops.Dim, ops.Const, own.Release: // which is done behind the strip
		return true
	case ops.Check:
	default:
		if wholeOf(n) != nil {
			return true
		}
		if n.Op.Effects() != 0 || !isScalarNode(n) {
			return false
		}
	}
	scalar := func(v *ir.Value) bool { _, ok := v.Type.(types.Scalar); return ok }
	return len(n.Regions) == 0 && !slices.ContainsFunc(n.Args, func(v *ir.Value) bool { return !scalar(v) })
}

// byRows lists the arrays of which a kernel reads the row that it makes, and those that it reads elsewhere; ok if it uses
// the row's index for nothing else.
func byRows(n *ir.Node) (rows, whole []*ir.Value, ok bool) {
	op, isKernel := n.Op.(kernels.Kernel)
	if !isKernel || op.InPlace() || len(op.Dims) == 0 || slices.Contains(op.Axes, 0) {
		return nil, nil, false
	}
	r := n.Regions[0]
	row, captures := r.Params[0], op.Captures(r)
	operand := func(x *ir.Value) *ir.Value { return op.Captured(n)[slices.Index(captures, x)] }
	if slices.Contains(r.Results, row) {
		return nil, nil, false
	}
	for _, m := range r.Nodes {
		args := m.Args
		if _, ok := m.Op.(kernels.Elem); ok {
			if args[1] == row {
				rows = append(rows, operand(args[0]))
				args = args[2:]
			} else {
				whole = append(whole, operand(args[0]))
			}
		}
		if slices.Contains(args, row) {
			return nil, nil, false
		}
	}
	return rows, whole, !slices.ContainsFunc(rows, func(v *ir.Value) bool { return slices.Contains(whole, v) })
}

// joins reports whether a kernel may run by the strips of those before, and gains by it.
func (s *strip) joins(n *ir.Node, rows, whole []*ir.Value) bool {
	if s.count == maxStrip || sizeValue(n.Args[0]) != s.rows {
		return false
	}
	gains := slices.ContainsFunc(rows, func(v *ir.Value) bool { return s.touched[stored(v)] })
	return gains && !slices.ContainsFunc(whole, func(v *ir.Value) bool { return s.made[stored(v)] })
}

func (s *strip) add(n *ir.Node, made *ir.Value, rows, whole []*ir.Value) {
	s.last, s.count = n, s.count+1
	s.made[made], s.touched[made] = true, true
	for _, v := range rows {
		s.touched[stored(v)] = true
		s.reads = append(s.reads, stripRead{v, false})
	}
	for _, v := range whole {
		s.reads = append(s.reads, stripRead{v, true})
	}
}

// stored follows an array to the one whose memory it has, over the nodes that end no strip. Where both have as many rows,
// they have the same rows.
func stored(v *ir.Value) *ir.Value {
	for v.Def != nil && wholeOf(v.Def) != nil {
		v = wholeOf(v.Def)
	}
	return v
}

// wholeOf is the array of which n is another view, of all elements in the same order; nil if it is none, or not known to
// be. No instruction is written for it that reads memory.
func wholeOf(n *ir.Node) *ir.Value {
	switch op := n.Op.(type) {
	case ops.GradientStop, own.Move, own.Retain:
		return n.Args[0]
	case ops.Reshape:
		if len(op.Dims) > 0 { // else it loads the element
			return n.Args[0]
		}
	}
	return nil
}

// axisOf is a size of which no more is known than whose it is.
type axisOf struct {
	array *ir.Value
	axis  int
}

// sizeValue is equal for operands that are the same size: the number, the axis of an array, or the value itself.
func sizeValue(v *ir.Value) any {
	for v.Def != nil {
		switch op := v.Def.Op.(type) {
		case ops.Const:
			return op.Value
		case ops.Dim:
			x, axis := counted(v.Def.Args[0]), op.Axis
			if d := types.DimsOf(x.Type)[axis]; d.IsConst() {
				return d.Const
			}
			if x.Def != nil {
				n, _ := kernelOf(x.Def)
				if k, ok := n.Op.(kernels.Kernel); ok && !k.InPlace() {
					v = keptSize(n, k, axis)
					continue
				}
			}
			return axisOf{x, axis}
		}
		break
	}
	return v
}

// counted is the value that others are with references of their own.
func counted(v *ir.Value) *ir.Value {
	for v.Def != nil {
		switch v.Def.Op.(type) {
		case own.Move, own.Retain:
			v = v.Def.Args[0]
			continue
		}
		break
	}
	return v
}

// keptSize is the operand that is the size of an axis of a kernel's result.
func keptSize(n *ir.Node, k kernels.Kernel, axis int) *ir.Value {
	for i, size := range k.Sizes(n) {
		if slices.Contains(k.Axes, i) {
			continue
		}
		if axis == 0 {
			return size
		}
		axis--
	}
	panic("kernel has too few sizes")
}

// wait keeps the call of a kernel for the strips, and runs them if it is the last.
func (f *fn) wait(s *strip, c stripCall) {
	f.open = s
	s.calls = append(s.calls, c)
	if c.n == s.last {
		f.runStrips(s)
	}
}

// later does what gives memory back, once no call that waits needs it.
func (f *fn) later(release func()) {
	if f.open != nil {
		f.open.after = append(f.open.after, release)
		return
	}
	release()
}

// runStrips writes the loop.
func (f *fn) runStrips(s *strip) {
	f.open = nil
	rows, width := s.calls[0].sizes[0], ins.Size(1)
	for _, c := range s.calls {
		width = f.larger(width, f.product(c.sizes[1:]))
	}
	step := f.stripRows(width)
	f.loopFrom(ins.Size(0), rows, func(lo ins.Value) ins.Value {
		end := f.add(lo, step)
		n := f.Binary(ins.Sub, f.intrinsic("smin", end, rows), lo)
		for _, c := range s.calls {
			f.node = c.n
			f.callRows(c, lo, n)
		}
		return end
	})
	for _, release := range s.after {
		release()
	}
}

// stripRows is the number of rows of a strip.
func (f *fn) stripRows(width ins.Value) ins.Value {
	one, strip := ins.Size(1), f.p.o.Strip
	if w := known(width); w != unknown {
		return ins.Int(ins.I64, max(strip/max(w, 1), 1))
	}
	return f.larger(one, f.Binary(ins.SDiv, ins.Int(ins.I64, strip), f.larger(one, width)))
}

// callRows calls a kernel for n rows from lo on.
func (f *fn) callRows(c stripCall, lo, n ins.Value) {
	from := func(d dtype.Type, p ins.Value, dims []ins.Value) ins.Value {
		return f.Element(memType(d), p, f.mul(lo, f.product(dims)))
	}
	args := slices.Clone(c.args)
	args[0] = n
	rows, _, _ := byRows(c.n)
	for i, v := range c.op.Captured(c.n) {
		if x := f.vals[v]; slices.Contains(rows, v) {
			args[c.at[i]] = from(v.Type.(types.Array).DType, x[0], x[3:])
		}
	}
	var kept []ins.Value
	for i := 1; i < len(c.sizes); i++ {
		if !slices.Contains(c.op.Axes, i) {
			kept = append(kept, c.sizes[i])
		}
	}
	f.callKernelAt(c.fn, from(c.op.DType, c.out, kept), args)
}

// overwrites reports whether a kernel in a strip may write over x: those before it read x's memory, if at all, at the rows
// that x has.
func (f *fn) overwrites(s *strip, x *ir.Value) bool {
	memory := f.memoryOf(x)
	return !slices.ContainsFunc(s.reads, func(r stripRead) bool {
		return f.memoryOf(r.v) == memory && (r.whole || stored(r.v) != stored(x))
	})
}

// memoryOf follows an array to the value that it is a view of.
func (f *fn) memoryOf(v *ir.Value) *ir.Value {
	for v.Def != nil {
		_, move := v.Def.Op.(own.Move)
		_, retain := v.Def.Op.(own.Retain)
		if !move && !retain && f.p.o.Declared.Of(v.Def.Op).Memory.Lives(v.Def) != ops.Alias {
			break
		}
		v = v.Def.Args[0]
	}
	return v
}
