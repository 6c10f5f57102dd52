package ops

import (
	"fmt"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// pure is embedded by primitives without effects.
type pure struct{}

// Effects: none.
func (pure) Effects() ir.Effects { return 0 }

// Const is a scalar or string: int64, float64, float32, bool or string.
type Const struct {
	pure
	Value any
}

// Pool is an array constant of the module's pool.
type Pool struct {
	pure
	Key  string
	Type types.Type
}

// Poison is a value that is never observed.
type Poison struct {
	pure
	Type types.Type
}

// Null is an absent T? or node. As an accumulator it is zero.
type Null struct {
	pure
	Type types.Type
}

// Cast converts elements: to bool by ≠ 0, floats to ints towards zero, what
// does not fit to the smallest i64 (as amd64 does).
type Cast struct {
	pure
	To dtype.Type
}

// GradientStop is its operand, with derivative 0.
type GradientStop struct{ pure }

// Select is a where c holds, else b. The untaken side gets a zero cotangent,
// so its nan does not leak.
type Select struct{ pure }

// Round rounds x half to even to n decimal digits: as Python's round(x, n), which goes by the exact
// value of a float, or as NumPy's, which rounds x * 10**n. Ints wrap.
type Round struct {
	NumPy bool
	pure
}

// OptIsNull tests a T? or node.
type OptIsNull struct{ pure }

var constants = []Decl{
	{Const{}, Traits{ZeroBecause("a constant"), Pointwise, static, Barrier, Native, CostFree}},
	{Pool{}, Traits{ZeroBecause("a constant"), Axes, static, Barrier, Native, CostFree}},
	{Poison{}, Traits{ByAD, Pointwise, static, Barrier, Native, CostFree}},
	{Null{}, Traits{ByAD, Pointwise, static, Barrier, Native, CostFree}},
	{OptIsNull{}, Traits{ZeroBecause("a truth value"), Batched, borrowing, Barrier, Native, CostFree}},
	{Cast{}, Traits{Linear, Pointwise, borrowing, FusePointwise, Native, CostScalar}},
	{GradientStop{}, Traits{Deriv{DerivCut, "the program says so"}, Pointwise, lives(Alias, Borrow), Barrier, Native, CostCheap}},
	{Select{}, Traits{Linear, Pointwise, borrowing, FusePointwise, Native, CostScalar}},
	{Round{}, Traits{ZeroBecause("a step function"), Batched, borrowing, Barrier, Host, CostDear}},
}

func (Const) OpName() string        { return "const" }
func (Pool) OpName() string         { return "pool" }
func (Poison) OpName() string       { return "poison" }
func (Null) OpName() string         { return "null" }
func (Cast) OpName() string         { return "cast" }
func (GradientStop) OpName() string { return "gradient.stop" }
func (Select) OpName() string       { return "select" }
func (Round) OpName() string        { return "round" }
func (OptIsNull) OpName() string    { return "opt.is_null" }

func single(t types.Type) ([]types.Type, error) { return []types.Type{t}, nil }

// Infer gives the type of the constant.
func (o Const) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n); err != nil {
		return nil, err
	}
	switch o.Value.(type) {
	case int64:
		return single(types.CoreI64)
	case float64:
		return single(types.CoreF64)
	case float32:
		return single(types.CoreF32)
	case bool:
		return single(types.CoreBool)
	case string:
		return single(types.Str)
	}
	return nil, fmt.Errorf("constant %v of Go type %T", o.Value, o.Value)
}

// Infer gives the declared type.
func (o Pool) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return given(o.Type, takes(n)) }

// Link checks that the pool has the constant.
func (o Pool) Link(m *ir.Module, _ *ir.Node) error {
	t := m.Pool.Get(o.Key)
	if t == nil {
		return fmt.Errorf("no array %s in the pool", o.Key)
	}
	if a, ok := o.Type.(types.Array); !ok || a.DType != t.DType || !sameShape(a.Dims, t.Shape) {
		return fmt.Errorf("the array %s is %s%v, not %s", o.Key, t.DType, t.Shape, o.Type)
	}
	return nil
}

// Infer gives the declared type.
func (o Poison) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return given(o.Type, takes(n)) }

// Infer gives the declared type.
func (o Null) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return given(o.Type, takes(n)) }

// Infer replaces the element type.
func (o Cast) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, aNumber); err != nil {
		return nil, err
	}
	return single(types.WithDType(n.Args[0].Type, o.To))
}

// Infer gives the operand's type.
func (GradientStop) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, anything); err != nil {
		return nil, err
	}
	return single(n.Args[0].Type)
}

// Infer checks that the condition has the shape of the values.
func (Select) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if len(n.Args) != 3 || !SameKind(n.Args[1].Type, n.Args[2].Type) {
		return nil, fmt.Errorf("sides differ in type")
	}
	if _, ok := types.ElemDType(n.Args[1].Type); ok && !SameKind(n.Args[0].Type, types.WithDType(n.Args[1].Type, dtype.Bool)) {
		return nil, fmt.Errorf("condition is %s for %s", n.Args[0].Type, n.Args[1].Type)
	}
	return single(n.Args[1].Type)
}

// Infer gives the first operand's type.
func (Round) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, aNumber, anI64); err != nil {
		return nil, err
	}
	return single(n.Args[0].Type)
}

// Infer gives bool.
func (OptIsNull) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.CoreBool, takes(n, nullable))
}

// JVP casts the tangent.
func (o Cast) JVP(g Forward) {
	if t := g.Tangent(0); t != nil && o.To.IsFloat() {
		g.SetTangent(0, g.B().Emit1(o, t))
	}
}

// VJP casts the cotangent back.
func (o Cast) VJP(g Reverse) {
	if ct := g.Ct(0); ct != nil && g.Active(0) {
		g.Add(0, CastTo(g.B(), ct, mustDType(g.Node().Args[0].Type).Compute()))
	}
}

// CastTo gives the elements of v, of type d.
func CastTo(b *ir.Builder, v *ir.Value, d dtype.Type) *ir.Value {
	if mustDType(v.Type) == d {
		return v
	}
	return b.Emit1(Cast{To: d}, v)
}

// JVP selects between the tangents.
func (Select) JVP(g Forward) {
	a, b := g.Tangent(1), g.Tangent(2)
	if a == nil && b == nil {
		return
	}
	if a == nil {
		a = Like(g.B(), b, 0)
	}
	if b == nil {
		b = Like(g.B(), a, 0)
	}
	g.SetTangent(0, g.B().Emit1(Select{}, g.Arg(0), a, b))
}

// VJP gives the cotangent to the side that was taken.
func (Select) VJP(g Reverse) {
	ct := g.Ct(0)
	if ct == nil {
		return
	}
	b := g.B()
	if g.Active(1) {
		g.Add(1, b.Emit1(Select{}, g.Arg(0), ct, Like(b, ct, 0)))
	}
	if g.Active(2) {
		g.Add(2, b.Emit1(Select{}, g.Arg(0), Like(b, ct, 0), ct))
	}
}
