package kernels

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// first is the number of operands before the sizes.
func (o Kernel) first() int {
	if o.InPlace() {
		return 1
	}
	return 0
}

// Sizes are the operands of a kernel's node that are the sizes of the iteration space.
func (o Kernel) Sizes(n *ir.Node) []*ir.Value { return n.Args[o.first() : o.first()+o.Rank] }

// Captured are the operands that the region reads.
func (o Kernel) Captured(n *ir.Node) []*ir.Value { return n.Args[o.first()+o.Rank:] }

// Index are the parameters of a kernel's region that say where in the iteration space it is.
func (o Kernel) Index(r *ir.Region) []*ir.Value { return r.Params[:o.Rank] }

// Captures are the parameters that are the captured operands, in their order.
func (o Kernel) Captures(r *ir.Region) []*ir.Value { return r.Params[o.Rank:] }

// Fold is the reduction of a kernel, or the one whose extreme's place it looks for; nil if there is none.
func (o Kernel) Fold() (f *ops.Reduction, place bool) {
	of, place := strings.CutPrefix(o.Kind, PlaceOf)
	if f = ops.Reductions()[of]; f != nil && place && !f.Extreme {
		return nil, place
	}
	return f, place
}

// isConstant reports whether a value is a number that the program has.
func isConstant(v *ir.Value) bool {
	if _, ok := v.Type.(types.Scalar); !ok || v.Def == nil {
		return false
	}
	switch v.Def.Op.(type) {
	case ops.Const, ops.Poison:
		return true
	}
	return false
}

// Infer gives the declared type of a node whose region is closed and fits.
func (o Kernel) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if len(n.Regions) != 1 {
		return nil, errors.New("needs one region")
	}
	r := n.Regions[0]
	for _, check := range []func() error{
		o.space,
		func() error { return o.operands(n, r) },
		func() error { return o.gives(n, r) },
		func() error { return closed(r) },
		func() error { return inOrder(o.Captures(r), r) },
	} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	if len(o.Dims) == 0 {
		return []types.Type{types.Scalar(o.DType)}, nil
	}
	return []types.Type{types.Array{DType: o.DType, Dims: o.Dims}}, nil
}

// space checks the axes.
func (o Kernel) space() error {
	rank, fold := len(o.Dims), o.Kind != Map && !o.InPlace()
	if fold {
		rank += len(o.Axes)
	}
	switch _, place := o.Fold(); {
	case o.Rank < 1 || !o.InPlace() && o.Rank != rank:
		return fmt.Errorf("Rank is %d", o.Rank)
	case !fold && len(o.Axes) > 0 || place && len(o.Axes) != 1:
		return fmt.Errorf("%s has the axes %v", o.Kind, o.Axes)
	}
	return oneRule(o.Rank, o.Axes)
}

// operands checks them against the region's parameters.
func (o Kernel) operands(n *ir.Node, r *ir.Region) error {
	if len(r.Params) < o.Rank || len(n.Args) != o.first()+len(r.Params) {
		return fmt.Errorf("has %d operands for a region of %d parameters", len(n.Args), len(r.Params))
	}
	for i, p := range r.Params {
		a := n.Args[o.first()+i]
		_, number := types.ElemDType(p.Type)
		switch {
		case i < o.Rank && p.Type != types.CoreI64:
			return fmt.Errorf("index %d is %s", i, p.Type)
		case !number:
			return fmt.Errorf("captures %s", p.Type)
		case !alike(p.Type, a.Type):
			return fmt.Errorf("captures %s as %s", a.Type, p.Type)
		case i >= o.Rank && slices.Contains(o.Captured(n)[:i-o.Rank], a):
			return fmt.Errorf("captures %%%d twice", a.ID)
		}
	}
	return nil
}

// oneRule checks that axes are in order and go by one of the rules of package tensor: what follows two is two kernels.
func oneRule(rank int, axes []int) error {
	for _, a := range axes {
		if a < 0 || a >= rank {
			return fmt.Errorf("there is no axis %d", a)
		}
	}
	if !slices.IsSorted(axes) {
		return fmt.Errorf("the axes %v are out of order", axes)
	}
	if rows, run := tensor.SplitAxes(rank, axes); len(rows) > 0 && len(run) > 0 {
		return fmt.Errorf("the axes %v follow two rules", axes)
	}
	return nil
}

// alike reports whether types are equal but for what they know of sizes.
func alike(s, t types.Type) bool {
	a, ok := s.(types.Array)
	b, both := t.(types.Array)
	if !ok || !both {
		return types.Equal(s, t)
	}
	return a.DType == b.DType && len(a.Dims) == len(b.Dims)
}

// gives checks what the region gives: an element, and for scatter where it goes.
func (o Kernel) gives(n *ir.Node, r *ir.Region) error {
	want := []types.Type{types.Scalar(o.DType)}
	switch fold, place := o.Fold(); {
	case o.Kind == Map:
	case o.InPlace():
		if !alike(n.Args[0].Type, types.Array{DType: o.DType, Dims: o.Dims}) {
			return fmt.Errorf("writes into %s", n.Args[0].Type)
		}
		want = append(want, slices.Repeat([]types.Type{types.CoreI64}, len(o.Dims))...)
	case fold == nil:
		return fmt.Errorf("Kind is %q", o.Kind)
	case place && o.DType != dtype.I64:
		return fmt.Errorf("a place is no %s", o.DType)
	case place && len(r.Results) == 1:
		if d, ok := r.Results[0].Type.(types.Scalar); ok {
			want[0] = d
		}
	}
	if got := ir.Types(r.Results); !slices.EqualFunc(got, want, types.Equal) {
		return fmt.Errorf("the region gives %v, not %v", got, want)
	}
	return nil
}

// closed checks that a region reads its parameters and its own nodes only, and that those are straight code without
// effects.
func closed(r *ir.Region) error {
	inside := map[*ir.Value]bool{}
	for _, p := range r.Params {
		inside[p] = true
	}
	reads := func(vs []*ir.Value) error {
		for _, v := range vs {
			if !inside[v] {
				return fmt.Errorf("the region reads %%%d, which is not captured", v.ID)
			}
		}
		return nil
	}
	for _, m := range r.Nodes {
		if len(m.Regions) > 0 || m.Op.Effects() != 0 {
			return fmt.Errorf("%s stands in the region", m.Op.OpName())
		}
		if err := reads(m.Args); err != nil {
			return err
		}
		for _, v := range m.Results {
			inside[v] = true
		}
	}
	return reads(r.Results)
}

// eachRead calls f for what a region reads, in order.
func eachRead(r *ir.Region, f func(v *ir.Value)) {
	for _, m := range r.Nodes {
		for _, a := range m.Args {
			f(a)
		}
	}
	for _, v := range r.Results {
		f(v)
	}
}

// inOrder checks that captures come in the order in which the region reads them first.
func inOrder(captures []*ir.Value, r *ir.Region) error {
	var read []*ir.Value
	eachRead(r, func(v *ir.Value) {
		if slices.Contains(captures, v) && !slices.Contains(read, v) {
			read = append(read, v)
		}
	})
	if !slices.Equal(read, captures) {
		return errors.New("the captures are not in the order in which the region reads them")
	}
	return nil
}

// element builds a kernel's region and lists what it captures: f gives the element at an index and may read what is
// around the kernel.
func (w *fuser) element(rank int, f func(idx []*ir.Value) []*ir.Value) (r *ir.Region, captured []*ir.Value) {
	outer, start := w.memo, w.b.Mark()
	w.memo = map[string]*ir.Value{}
	open := w.b.Region(slices.Repeat([]types.Type{types.CoreI64}, rank), f)
	w.memo = outer
	w.b.Reset(start) // the closed region is built instead
	return w.closing(open)
}

// closing builds a region again so that what it reads from around it are parameters; constants become its own.
func (w *fuser) closing(open *ir.Region) (r *ir.Region, captured []*ir.Value) {
	inside := map[*ir.Value]bool{}
	for _, p := range open.Params {
		inside[p] = true
	}
	for _, m := range open.Nodes {
		for _, v := range m.Results {
			inside[v] = true
		}
	}
	var constants []*ir.Node
	eachRead(open, func(v *ir.Value) {
		if inside[v] {
			return
		}
		inside[v] = true
		if isConstant(v) {
			constants = append(constants, v.Def)
		} else {
			captured = append(captured, v)
		}
	})
	c, loc := &ir.Copier{B: w.b, Env: map[*ir.Value]*ir.Value{}}, w.b.Loc
	r = w.b.Region(ir.Types(append(slices.Clone(open.Params), captured...)), func(ps []*ir.Value) []*ir.Value {
		c.Bind(open.Params, ps[:len(open.Params)])
		for i, v := range captured {
			p := ps[len(open.Params)+i]
			p.Name, c.Env[v] = v.Name, p
		}
		c.Nodes(constants)
		c.Nodes(open.Nodes)
		return c.Gets(open.Results)
	})
	w.b.Loc = loc
	return r, captured
}
