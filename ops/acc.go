package ops

import (
	"fmt"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// Accumulators hold the cotangent of a heap value so far. Their type is T?,
// where null is zero, and they are linear: each is an operand once, so that
// adding is done in place. Of an array the accumulator is the array; of a vec
// a vec of the accumulators of its float leaves; of a node the node of the
// accumulators of its float fields.

// AccAdd adds x, of type T. Operands: acc, x.
type AccAdd struct{ pure }

// AccMerge adds another accumulator. Operands: acc, acc.
type AccMerge struct{ pure }

// AccGather adds the rows of v to what a Gather of the array takes. Operands:
// acc, sizes…, an i64 for each of the first Lead axes, the indices, v.
type AccGather struct {
	pure
	Lead int
}

// AccGet is the array, zeros if null. Operands: acc, sizes….
type AccGet struct{ pure }

var accumulators = []Decl{
	{AccAdd{}, Traits{Linear, Batched, lives(Sole, Consume), Barrier, Lowered, CostDear}},
	{AccMerge{}, Traits{ByAD, Batched, lives(Sole, Consume), Barrier, Lowered, CostDear}},
	{AccIndex{}, Traits{Linear, Batched, lives(Sole, Consume, Borrow), FuseScatter, Native, CostDear}},
	{AccGather{}, Traits{Linear, Batched, lives(Sole, Consume, Borrow), FuseScatter, Lowered, CostDear}},
	{AccGet{}, Traits{Linear, Batched, lives(Fresh, Consume, Borrow), Barrier, Native, CostDear}},
}

func (AccAdd) OpName() string    { return "acc.add" }
func (AccMerge) OpName() string  { return "acc.merge" }
func (AccGather) OpName() string { return "acc.gather" }
func (AccGet) OpName() string    { return "acc.get" }

func accArg(n *ir.Node) (types.Array, error) {
	if len(n.Args) == 0 {
		return types.Array{}, fmt.Errorf("has no operands")
	}
	o, ok := n.Args[0].Type.(types.Opt)
	if ok {
		if a, ok := o.Elem.(types.Array); ok && a.DType.IsFloat() {
			return a, nil
		}
	}
	return types.Array{}, fmt.Errorf("operand is %s, not the accumulator of an array of floats", n.Args[0].Type)
}

// accInfer checks acc, its sizes and k more operands.
func accInfer(n *ir.Node, k int) ([]types.Type, error) {
	a, err := accArg(n)
	if err != nil {
		return nil, err
	}
	if want := 1 + len(a.Dims) + k; len(n.Args) != want {
		return nil, fmt.Errorf("has %d operands, want %d", len(n.Args), want)
	}
	return single(n.Args[0].Type)
}

// Infer checks that x is of the accumulator's type.
func (AccAdd) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, nullable, anything); err != nil {
		return nil, err
	}
	a, err := accArg(n)
	if err == nil && !SameKind(a, n.Args[1].Type) {
		err = fmt.Errorf("operands are %s", ir.Types(n.Args))
	}
	return []types.Type{n.Args[0].Type}, err
}

// Infer checks that both are alike.
func (AccMerge) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if len(n.Args) != 2 || !SameKind(n.Args[0].Type, n.Args[1].Type) {
		return nil, fmt.Errorf("operands are %s", ir.Types(n.Args))
	}
	return single(n.Args[0].Type)
}

// Infer gives the accumulator's type.
func (o AccGather) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return accInfer(n, 2+o.Lead)
}

// Infer gives the array's type.
func (AccGet) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if _, err := accInfer(n, 0); err != nil {
		return nil, err
	}
	return single(n.Args[0].Type.(types.Opt).Elem)
}

// Acc is the value of an array's accumulator. Version counts changes, so that
// an accumulator used twice is found out.
type Acc struct {
	T       *tensor.Tensor
	Owned   bool // nobody else sees T
	Version uint64
}

// accOf opens an accumulator for adding: zeros if it is null, a copy if its
// tensor is seen by others, as that of what a kernel added to is.
func accOf(v Value, d dtype.Type, shape []int) (*Acc, error) {
	a, _ := v.Ref.(*Acc)
	if t := v.Tensor(); t != nil {
		a = &Acc{T: t}
	}
	switch {
	case a == nil:
		a = &Acc{T: tensor.New(d, shape...), Owned: true}
	case a.Version != v.Bits:
		return nil, fmt.Errorf("ops: an accumulator was used twice")
	case !a.Owned:
		a.T, a.Owned = a.T.Clone(), true
	}
	a.Version++
	return a, nil
}

// lentAcc gives an accumulator of which others may see an older state, and that can be added to in place all the same, for as
// many elements as it has; nil for any other.
func lentAcc(v Value) *Acc {
	a, _ := v.Ref.(*Acc)
	if a == nil || a.Version != v.Bits || a.Owned || !a.T.Replaceable() {
		return nil
	}
	a.Version++
	return a
}

func accValue(a *Acc) []Value { return []Value{{Ref: a, Bits: a.Version}} }

// Eval adds in place; the first value is shared until a second one comes.
func (AccAdd) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	x := args[1].Tensor()
	if args[0].IsNull() {
		return accValue(&Acc{T: x}), nil
	}
	a, err := accOf(args[0], x.DType, x.Shape)
	if err != nil {
		return nil, err
	}
	tensor.Add(a.T, x)
	return accValue(a), nil
}

// Eval moves the other accumulator in, or adds it.
func (AccMerge) Eval(env *Env, n *ir.Node, args []Value) ([]Value, error) {
	switch {
	case args[1].IsNull():
		return args[:1], nil
	case args[0].IsNull():
		return args[1:], nil
	}
	v, err := mergeAcc(n.Args[0].Type, args[0], args[1])
	return []Value{v}, err
}

// openAcc gives the accumulator and the operands after the sizes.
func openAcc(n *ir.Node, args []Value) (*Acc, []Value, error) {
	t, err := accArg(n)
	if err != nil {
		return nil, nil, err
	}
	shape := make([]int, len(t.Dims))
	for i := range shape {
		shape[i] = int(args[1+i].I())
	}
	a, err := accOf(args[0], t.DType, shape)
	return a, args[1+len(shape):], err
}

// Eval adds in place.
func (o AccGather) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	if a := lentAcc(args[0]); a != nil {
		rest := args[1+len(a.T.Shape):]
		eachRow(a.T.Shape, rest[:o.Lead], rest[o.Lead].Tensor(), rest[o.Lead+1].Tensor(), func(ps []tensor.Part, row *tensor.Tensor) {
			sum := tensor.Take(a.T, ps)
			tensor.Add(sum, row)
			a.T = a.T.ReplacedParts(sum, ps)
		})
		return accValue(a), nil
	}
	a, rest, err := openAcc(n, args)
	if err != nil {
		return nil, err
	}
	tensor.AddRows(under(a.T, rest[:o.Lead]), rest[o.Lead].Tensor(), rest[o.Lead+1].Tensor())
	return accValue(a), nil
}

// Eval reads the array.
func (AccGet) Eval(env *Env, n *ir.Node, args []Value) ([]Value, error) {
	if args[0].Tensor() != nil {
		return args[:1], nil
	}
	a, _ := args[0].Ref.(*Acc)
	if a == nil {
		t, err := accArg(n)
		shape := make([]int, len(t.Dims))
		for i := range shape {
			shape[i] = int(args[1+i].I())
		}
		if err := env.TakeArray(t.DType, shape); err != nil {
			return nil, err
		}
		return []Value{T(tensor.New(t.DType, shape...).Fresh())}, err
	}
	if a.Owned {
		a.T.Fresh()
	}
	a.Owned = false
	return []Value{T(a.T)}, nil
}

// Forward rules of accumulators: they are linear in all but sizes and places.
func accLinear(g Forward, op ir.Op, last int) {
	n := g.Node()
	ta, tv := g.Tangent(0), g.Tangent(last)
	if ta == nil && tv == nil {
		return
	}
	b := g.B()
	args := make([]*ir.Value, len(n.Args))
	for i := range args {
		if i != 0 && i != last {
			args[i] = g.Arg(i)
		}
	}
	if args[0] = ta; ta == nil {
		args[0] = b.Emit1(Null{Type: n.Args[0].Type})
	}
	if last > 0 {
		if args[last] = tv; tv == nil {
			if _, opt := n.Args[last].Type.(types.Opt); opt {
				args[last] = b.Emit1(Null{Type: n.Args[last].Type})
			} else {
				args[last] = Like(b, g.Arg(last), 0)
			}
		}
	}
	g.SetTangent(0, b.Emit1(op, args...))
}

// JVP adds the tangents.
func (o AccAdd) JVP(g Forward) { accLinear(g, o, 1) }

// JVP adds the tangents.
func (o AccGather) JVP(g Forward) { accLinear(g, o, len(g.Node().Args)-1) }

// JVP reads the tangent.
func (o AccGet) JVP(g Forward) { accLinear(g, o, 0) }

// The cotangent of an accumulator T? is itself a T?: that of the sum moves on
// to the accumulator, and is read where x was added.

// VJP: x̄ is z̄; z̄ moves to the accumulator.
func (AccAdd) VJP(g Reverse) {
	if g.Active(1) {
		if ct := g.Ct(0); ct != nil {
			g.Add(1, ct)
		}
	}
	if g.Active(0) {
		g.Give(0, g.Take(0))
	}
}

// VJP: v̄ is the rows of z̄.
func (o AccGather) VJP(g Reverse) {
	last := len(g.Node().Args) - 1
	if g.Active(last) {
		if ct := g.Ct(0); ct != nil {
			operands := []*ir.Value{ct}
			for k := last - 1 - o.Lead; k < last; k++ {
				operands = append(operands, g.Arg(k))
			}
			g.Add(last, g.B().Emit1(Gather{Lead: o.Lead}, operands...))
		}
	}
	if g.Active(0) {
		g.Give(0, g.Take(0))
	}
}

// VJP: the accumulator's cotangent is that of the array.
func (AccGet) VJP(g Reverse) {
	if ct := g.Ct(0); ct != nil && g.Active(0) {
		g.Add(0, ct)
	}
}
