package ops

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// If runs one of two regions without parameters and gives its results.
type If struct{}

// For runs its body n times with the counter and the carried values.
type For struct{}

// While runs its condition region on the carried values; that gives a bool
// and the values passed to the body, or out of the loop when it is false.
type While struct{}

// Call calls a function of the module. Results are its result types.
type Call struct {
	Fn      string
	Results []types.Type
}

var structured = []Decl{
	{If{}, Traits{ByAD, Batched, borrowing, Barrier, Native, CostDear}},
	{For{}, Traits{ByAD, Batched, consuming, Barrier, Native, CostDear}},
	{While{}, Traits{ByAD, Batched, consuming, Barrier, Native, CostDear}},
	{Call{}, Traits{ByAD, Batched, lives(Fresh, ByCallee), Barrier, Native, CostDear}},
	{VJP{}, Traits{ByAD, Batched, borrowing, Barrier, Derived, CostDear}},
}

func (If) OpName() string    { return "if" }
func (For) OpName() string   { return "for" }
func (While) OpName() string { return "while" }
func (Call) OpName() string  { return "call" }

func (If) Effects() ir.Effects   { return 0 }
func (For) Effects() ir.Effects  { return 0 }
func (Call) Effects() ir.Effects { return 0 }

// Effects: it may not end, which nothing may hide.
func (While) Effects() ir.Effects { return ir.Check }

// NumRegions: then, else.
func (If) NumRegions() int { return 2 }

// NumRegions: the body.
func (For) NumRegions() int { return 1 }

// NumRegions: the condition, the body.
func (While) NumRegions() int { return 2 }

// Infer checks that both regions give the same types.
func (If) Infer(m *ir.Module, n *ir.Node) ([]types.Type, error) {
	if len(n.Args) != 1 || len(n.Regions) != 2 {
		return nil, fmt.Errorf("needs one operand and two regions")
	}
	if notCore(n.Args[0].Type, types.CoreBool) {
		return nil, fmt.Errorf("condition is %s, not bool", n.Args[0].Type)
	}
	for _, r := range n.Regions {
		if len(r.Params) > 0 {
			return nil, fmt.Errorf("a region has %d parameters, want none", len(r.Params))
		}
	}
	a, b := ir.Types(n.Regions[0].Results), ir.Types(n.Regions[1].Results)
	return joinShapes(a, b)
}

// Infer checks that init, parameters and results of the body agree.
func (For) Infer(m *ir.Module, n *ir.Node) ([]types.Type, error) {
	if len(n.Args) < 1 || len(n.Regions) != 1 {
		return nil, fmt.Errorf("needs a trip count and one region")
	}
	body := n.Regions[0]
	if len(body.Params) != len(n.Args) {
		return nil, fmt.Errorf("body has %d parameters, want %d", len(body.Params), len(n.Args))
	}
	if notCore(n.Args[0].Type, types.CoreI64) || notCore(body.Params[0].Type, types.CoreI64) {
		return nil, fmt.Errorf("trip count is %s and counter %s, not i64", n.Args[0].Type, body.Params[0].Type)
	}
	carried := ir.Types(body.Params[1:])
	if err := sameKinds("init", carried, ir.Types(n.Args[1:])); err != nil {
		return nil, err
	}
	return carried, sameKinds("body", carried, ir.Types(body.Results))
}

// Infer checks that init, both regions' parameters and results agree.
func (While) Infer(m *ir.Module, n *ir.Node) ([]types.Type, error) {
	if len(n.Regions) != 2 {
		return nil, fmt.Errorf("needs two regions")
	}
	cond, body := n.Regions[0], n.Regions[1]
	if len(cond.Results) < 1 || notCore(cond.Results[0].Type, types.CoreBool) {
		return nil, fmt.Errorf("condition gives no bool")
	}
	carried, passed := ir.Types(cond.Params), ir.Types(cond.Results[1:])
	if err := sameKinds("init", carried, ir.Types(n.Args)); err != nil {
		return nil, err
	}
	if err := sameKinds("body parameters", passed, ir.Types(body.Params)); err != nil {
		return nil, err
	}
	return passed, sameKinds("body", carried, ir.Types(body.Results))
}

// Infer gives the declared results.
func (c Call) Infer(m *ir.Module, n *ir.Node) ([]types.Type, error) { return c.Results, nil }

// notCore reports whether t is a type of core IR other than want. The types of
// earlier stages pass.
func notCore(t types.Type, want types.Scalar) bool { return types.IsCore(t) && !types.Equal(t, want) }

// joinShapes joins the result types of two regions: equal up to sizes; unlike
// sizes become fresh names.
func joinShapes(a, b []types.Type) ([]types.Type, error) {
	if err := sameKinds("else", a, b); err != nil {
		return nil, err
	}
	out := make([]types.Type, len(a))
	for i := range a {
		out[i] = joinDims(a[i], b[i])
	}
	return out, nil
}

func joinDims(a, b types.Type) types.Type {
	switch x := a.(type) {
	case types.Opt:
		return types.Opt{Elem: joinDims(x.Elem, b.(types.Opt).Elem)}
	case types.Vec:
		elems := make([]types.Type, len(x.Elems))
		for i, e := range x.Elems {
			elems[i] = joinDims(e, b.(types.Vec).Elems[i])
		}
		return types.Vec{Elems: elems}
	}
	x, ok := a.(types.Array)
	y, ok2 := b.(types.Array)
	if !ok || !ok2 || types.Equal(a, b) {
		return a
	}
	dims := make([]types.Dim, len(x.Dims))
	for i := range dims {
		dims[i] = x.Dims[i]
		if x.Dims[i] != y.Dims[i] {
			dims[i] = types.N("?")
		}
	}
	return types.Array{DType: x.DType, Dims: dims}
}

// sameKinds checks that two lists of types are equal up to array sizes.
func sameKinds(what string, want, got []types.Type) error {
	if len(want) != len(got) {
		return fmt.Errorf("%s gives %d values, want %d", what, len(got), len(want))
	}
	for i := range want {
		if !SameKind(want[i], got[i]) {
			return fmt.Errorf("%s value %d is %s, want %s", what, i, got[i], want[i])
		}
	}
	return nil
}

// SameKind reports whether two types are equal up to sizes.
func SameKind(a, b types.Type) bool {
	x, ok := a.(types.Array)
	y, ok2 := b.(types.Array)
	if ok && ok2 {
		return x.DType == y.DType && len(x.Dims) == len(y.Dims)
	}
	if x, ok := a.(types.Opt); ok {
		y, ok := b.(types.Opt)
		return ok && SameKind(x.Elem, y.Elem)
	}
	if x, ok := a.(types.Vec); ok {
		y, ok := b.(types.Vec)
		return ok && sameKinds("", x.Elems, y.Elems) == nil
	}
	return types.Equal(a, b) || types.Equal(types.WithoutSizes(a), types.WithoutSizes(b))
}

// Callee is the function that is called.
func (c Call) Callee() string { return c.Fn }

// Link checks operands and results against the function.
func (c Call) Link(m *ir.Module, n *ir.Node) error {
	f := m.Func(c.Fn)
	if f == nil {
		return fmt.Errorf("no function @%s", c.Fn)
	}
	if err := sameKinds("the call", ir.Types(f.Params), ir.Types(n.Args)); err != nil {
		return err
	}
	return sameKinds("the function", c.Results, f.Results)
}
