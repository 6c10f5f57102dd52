package ops

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// VJP differentiates a function of the module; the pass ad replaces it.
// Operands: all argument leaves of Fn, then the cotangent of each result leaf
// in Out. Results: all result leaves of Fn, then the cotangent of each
// argument leaf in Wrt, filled: no nulls but where the primal is null.
type VJP struct {
	Fn       string
	Wrt, Out []int
	Results  []types.Type
}

// OpName is "vjp".
func (VJP) OpName() string { return "vjp" }

// Effects are those of Fn, which are not known here.
func (VJP) Effects() ir.Effects { return ir.IO | ir.RNG | ir.Check }

// Infer gives the declared results.
func (o VJP) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return o.Results, nil }

// HoldsFloat reports whether a core value of type t holds floats.
func HoldsFloat(m *ir.Module, t types.Type) bool { return holdsFloat(m, t, map[string]bool{}) }

func holdsFloat(m *ir.Module, t types.Type, seen map[string]bool) bool {
	switch t := t.(type) {
	case types.Scalar, types.Array:
		return mustDType(t).IsFloat()
	case types.Opt:
		return holdsFloat(m, t.Elem, seen)
	case types.Vec:
		for _, e := range t.Elems {
			if holdsFloat(m, e, seen) {
				return true
			}
		}
	case types.Node:
		if seen[t.Name] {
			return false
		}
		seen[t.Name] = true
		nt := m.NodeType(t.Name)
		if nt == nil {
			return false
		}
		return slices.ContainsFunc(nt.Fields, plainFloat) || slices.ContainsFunc(nt.Fields, func(e types.Type) bool { return holdsFloat(m, e, seen) })
	}
	return false
}

// plainFloat reports whether t is a float or an array of floats, which saves looking into the records beside it.
func plainFloat(t types.Type) bool {
	d, ok := types.ElemDType(t)
	return ok && d.IsFloat()
}

// CtLeaf is the type of the cotangent of a leaf that holds floats, declaring
// the records that it needs.
func CtLeaf(m *ir.Module, t types.Type) types.Type {
	switch t := t.(type) {
	case types.Vec:
		return types.Vec{Elems: ctLeaves(m, t.Elems)}
	case types.Opt:
		return types.Opt{Elem: CtLeaf(m, t.Elem)}
	case types.Node:
		name := t.Name + types.CtSuffix
		if m.NodeType(name) == nil {
			nt := &ir.NodeType{Name: name}
			m.Nodes = append(m.Nodes, nt)
			nt.Fields = ctLeaves(m, m.NodeType(t.Name).Fields)
		}
		return types.Node{Name: name}
	}
	return t
}

func ctLeaves(m *ir.Module, ts []types.Type) []types.Type {
	var out []types.Type
	for _, t := range ts {
		if HoldsFloat(m, t) {
			out = append(out, CtLeaf(m, t))
		}
	}
	return out
}

// Callee is the function that is differentiated.
func (o VJP) Callee() string { return o.Fn }

// Link checks operands and results against the function. Cotangents are
// checked where they have the type of the leaf, which scalars' and arrays' do.
func (o VJP) Link(m *ir.Module, n *ir.Node) error {
	f := m.Func(o.Fn)
	if f == nil {
		return fmt.Errorf("no function @%s", o.Fn)
	}
	params, k := ir.Types(f.Params), len(f.Params)
	if len(n.Args) != k+len(o.Out) {
		return fmt.Errorf("has %d operands, want %d", len(n.Args), k+len(o.Out))
	}
	if err := sameKinds("the call", params, ir.Types(n.Args[:k])); err != nil {
		return err
	}
	if len(o.Results) != len(f.Results)+len(o.Wrt) {
		return fmt.Errorf("has %d results, want %d", len(o.Results), len(f.Results)+len(o.Wrt))
	}
	r := len(f.Results)
	if err := sameKinds("the function", o.Results[:r], f.Results); err != nil {
		return err
	}
	if err := cotangents(f.Results, o.Out, ir.Types(n.Args[k:])); err != nil {
		return err
	}
	return cotangents(params, o.Wrt, o.Results[r:])
}

// cotangents checks the types of the cotangents of leaves by their places.
func cotangents(leaves []types.Type, places []int, cts []types.Type) error {
	for i, k := range places {
		if k < 0 || k >= len(leaves) {
			return fmt.Errorf("no leaf %d", k)
		}
		if d, ok := types.ElemDType(leaves[k]); ok && (!d.IsFloat() || !SameKind(leaves[k], cts[i])) {
			return fmt.Errorf("the cotangent of leaf %d is %s, which is %s", k, cts[i], leaves[k])
		}
	}
	return nil
}
