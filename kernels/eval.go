package kernels

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// Eval computes a kernel: all elements first, then what its kind makes of them. It is what compiled code is compared with.
func (o Kernel) Eval(env *ops.Env, n *ir.Node, args []ops.Value) ([]ops.Value, error) {
	r, first := n.Regions[0], o.first()
	shape := make([]int, o.Rank)
	for i := range shape {
		shape[i] = int(args[first+i].I())
	}
	e, err := newElements(env, o, r, args[first+o.Rank:])
	if err != nil {
		return nil, err
	}
	if o.InPlace() {
		return e.scatter(arrayOf(args[0]), shape, o.Kind == Scatter)
	}
	d, _ := types.ElemDType(r.Results[0].Type)
	if err := env.TakeArray(d, shape); err != nil {
		return nil, err
	}
	x := tensor.New(d, shape...)
	err = e.each(shape, func(i int, out []ops.Value) { x.SetBits(i, out[0].Bits) })
	if fold, place := o.Fold(); place {
		x = tensor.Place(x, fold.Fold, o.Axes[0])
	} else if fold != nil {
		x = tensor.Reduce(x, fold.Fold, o.Axes)
	}
	if len(x.Shape) == 0 {
		return []ops.Value{ops.Elem(x, 0)}, err
	}
	return []ops.Value{ops.T(x)}, err
}

// elements runs a kernel's region at one index after another.
type elements struct {
	env     *ops.Env
	steps   []step
	vals    []ops.Value // the index, the captures, and what the steps give
	results []int       // places in vals
	out     []ops.Value
}

// step is a node of the region; its operands and its result are places in vals.
type step struct {
	node *ir.Node
	op   ops.Evaluator
	args []int
	in   []ops.Value
	res  int
}

func newElements(env *ops.Env, o Kernel, r *ir.Region, captured []ops.Value) (*elements, error) {
	e := &elements{env: env, vals: append(make([]ops.Value, o.Rank), captured...)}
	at := map[*ir.Value]int{}
	for i, p := range r.Params {
		at[p] = i
	}
	places := func(vs []*ir.Value) []int {
		out := make([]int, len(vs))
		for i, v := range vs {
			out[i] = at[v]
		}
		return out
	}
	for _, m := range r.Nodes {
		op, ok := m.Op.(ops.Evaluator)
		if !ok {
			return nil, fmt.Errorf("kernels: %s cannot be evaluated", m.Op.OpName())
		}
		at[m.Results[0]] = len(e.vals)
		e.steps = append(e.steps, step{m, op, places(m.Args), make([]ops.Value, len(m.Args)), len(e.vals)})
		e.vals = append(e.vals, ops.Value{})
	}
	e.results = places(r.Results)
	e.out = make([]ops.Value, len(e.results))
	return e, nil
}

// each gives f the results at each index of a space, row by row; they are valid until the next.
func (e *elements) each(shape []int, f func(i int, out []ops.Value)) error {
	idx := make([]int, len(shape))
	for i := range tensor.Count(shape) {
		for k, x := range idx {
			e.vals[k] = ops.I(int64(x))
		}
		if err := e.run(); err != nil {
			return err
		}
		f(i, e.out)
		for k := len(idx) - 1; k >= 0; k-- {
			if idx[k]++; idx[k] < shape[k] {
				break
			}
			idx[k] = 0
		}
	}
	return nil
}

func (e *elements) run() error {
	for _, s := range e.steps {
		for i, a := range s.args {
			s.in[i] = e.vals[a]
		}
		out, err := s.op.Eval(e.env, s.node, s.in)
		if err != nil {
			return err
		}
		e.vals[s.res] = out[0]
	}
	for i, at := range e.results {
		e.out[i] = e.vals[at]
	}
	return nil
}

// scatter puts the elements into a copy of dst, one by one, or adds them to what is there.
func (e *elements) scatter(dst *tensor.Tensor, shape []int, adds bool) ([]ops.Value, error) {
	if err := e.env.TakeArray(dst.DType, dst.Shape); err != nil {
		return nil, err
	}
	all, strides := dst.Clone(), tensor.Strides(dst.Shape)
	err := e.each(shape, func(_ int, out []ops.Value) {
		i, x := offset(strides, out[1:]), out[0]
		if adds {
			x = ops.Add.Scalar2(dst.DType, ops.Elem(all, i), x)
		}
		all.SetBits(i, x.Bits)
	})
	return []ops.Value{ops.T(all)}, err
}

// offset is the place of an index.
func offset(strides []int, idx []ops.Value) int {
	at := 0
	for k, i := range idx {
		at += strides[k] * int(i.I())
	}
	return at
}

// arrayOf is the array that a value is, or adds up.
func arrayOf(v ops.Value) *tensor.Tensor {
	if a, ok := v.Ref.(*ops.Acc); ok {
		return a.T
	}
	return v.Tensor()
}

// Eval reads the element.
func (Elem) Eval(_ *ops.Env, _ *ir.Node, args []ops.Value) ([]ops.Value, error) {
	x := arrayOf(args[0])
	return []ops.Value{ops.Elem(x, offset(tensor.Strides(x.Shape), args[1:]))}, nil
}

// Eval gives zeros for null; whoever adds copies.
func (AccOwn) Eval(env *ops.Env, n *ir.Node, args []ops.Value) ([]ops.Value, error) {
	if x := arrayOf(args[0]); x != nil {
		return []ops.Value{ops.T(x)}, nil
	}
	shape := make([]int, len(args)-1)
	for i, a := range args[1:] {
		shape[i] = int(a.I())
	}
	d := n.Results[0].Type.(types.Array).DType
	return []ops.Value{ops.T(tensor.New(d, shape...))}, env.TakeArray(d, shape)
}
