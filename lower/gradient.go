package lower

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// grad lowers typed.Grad to ops.VJP on the leaves that hold floats.
func (f *fn) grad(n *ir.Node, op typed.Grad) {
	params := n.Args[:len(n.Args)-1]
	dout := n.Args[len(n.Args)-1]
	vjp := ops.VJP{Fn: op.Fn, Results: nil}
	var operands []*ir.Value
	at := 0
	first := make([]int, len(params))
	for i, p := range params {
		first[i] = at
		operands = append(operands, f.get(p)...)
		at += f.count(p.Type)
	}
	for i, w := range op.Wrt {
		t, skip := f.wanted(params[w].Type, op.Elems[i])
		for k, leaf := range f.leaves(t) {
			if ops.HoldsFloat(f.out, leaf) {
				vjp.Wrt = append(vjp.Wrt, first[w]+skip+k)
			}
		}
	}
	var resLeaves []types.Type
	for _, t := range op.Out[:1+op.Further] {
		resLeaves = append(resLeaves, f.leaves(t)...)
	}
	result := op.Out[0]
	if op.Aux {
		result = typed.Parts(result)[0]
	}
	for k, leaf := range f.leaves(result) {
		if ops.HoldsFloat(f.out, leaf) {
			vjp.Out = append(vjp.Out, k)
		}
	}
	cts := f.floatsOf(result, f.get(dout))
	if len(cts) != len(vjp.Out) {
		panic(fmt.Sprintf("lower: dout of %s has %d leaves for %d", result, len(cts), len(vjp.Out)))
	}
	operands = append(operands, cts...)
	vjp.Results = append(vjp.Results, resLeaves...)
	for _, w := range vjp.Wrt {
		vjp.Results = append(vjp.Results, ops.CtLeaf(f.out, operands[w].Type))
	}
	out := f.b.Emit(vjp, operands...)
	f.checkFit(result, out[:len(f.leaves(result))], f.get(dout))
	f.bindGrad(n, op, out)
}

// wanted gives the type of element i of a tuple of type t and how many leaves come before it; of the whole if i is -1.
func (f *fn) wanted(t types.Type, i int) (of types.Type, skip int) {
	if i < 0 {
		return t, 0
	}
	parts := typed.Parts(t)
	for _, p := range parts[:i] {
		skip += f.count(p)
	}
	return parts[i], skip
}

// bindGrad gives the node's results their leaves: those of the function, then
// each argument's cotangent in the layout of its cotangent type.
func (f *fn) bindGrad(n *ir.Node, op typed.Grad, cts []*ir.Value) {
	for _, r := range n.Results[:1+op.Further] {
		k := f.count(r.Type)
		f.env[r], cts = cts[:k], cts[k:]
	}
	for i, w := range op.Wrt {
		t, skip := f.wanted(n.Args[w].Type, op.Elems[i])
		var leaves []*ir.Value
		leaves, cts = f.assemble(t, f.get(n.Args[w])[skip:][:f.count(t)], cts)
		f.env[n.Results[1+op.Further+i]] = leaves
	}
}

// assemble lays the cotangents of t's float leaves out as the type ct(t), and
// returns those that are left.
func (f *fn) assemble(t types.Type, primal, cts []*ir.Value) (leaves, rest []*ir.Value) {
	if u, ok := t.(types.Union); ok {
		return f.assembleUnion(u, primal, cts)
	}
	if types.IsKeyed(t) {
		return f.assembleKeyed(t.(types.Iter), primal, cts)
	}
	if parts := typed.Parts(t); len(parts) > 0 {
		for i, vs := range f.split(parts, primal) {
			var part []*ir.Value
			part, cts = f.assemble(parts[i], vs, cts)
			leaves = append(leaves, part...)
		}
		return leaves, cts
	}
	if leaves, rest, ok := f.rebuild(t, primal, cts); ok {
		return leaves, rest
	}
	for _, leaf := range f.leaves(t) {
		if ops.HoldsFloat(f.out, leaf) {
			leaves, cts = append(leaves, cts[0]), cts[1:]
		}
	}
	return leaves, cts
}

// assembleKeyed gives a dict the keys of the primal one, and a set nothing.
func (f *fn) assembleKeyed(t types.Iter, primal, cts []*ir.Value) (leaves, rest []*ir.Value) {
	split := f.split(t.Parts, primal)
	for i, part := range t.Parts {
		if types.IsMap(t) && i == types.ValuePart {
			var values []*ir.Value
			values, cts = f.assemble(part, split[i], cts)
			leaves = append(leaves, values...)
			continue
		}
		for _, leaf := range f.leaves(part) {
			if ops.HoldsFloat(f.out, leaf) {
				cts = cts[1:]
			}
		}
		if i < types.ValuePart {
			leaves = append(leaves, split[i]...)
		}
	}
	if types.IsMap(t) {
		return leaves, cts
	}
	return nil, cts
}

// assembleUnion chooses the member by the primal's tag.
func (f *fn) assembleUnion(u types.Union, primal, cts []*ir.Value) (leaves, rest []*ir.Value) {
	lay := f.union(u)
	if lay.nullable >= 0 {
		return f.assemble(lay.members[lay.nullable], primal, cts)
	}
	slotCt := make([]*ir.Value, len(lay.slots))
	for s, t := range lay.slots {
		if ops.HoldsFloat(f.out, t) {
			slotCt[s], cts = cts[0], cts[1:]
		}
	}
	ct := types.Ct(u)
	var all []int
	for i := range lay.members {
		all = append(all, i)
	}
	leaves = f.perMember(primal, lay, all, f.leaves(ct), func(m int, vs []*ir.Value) []*ir.Value {
		var own []*ir.Value
		for _, s := range lay.at[m] {
			if slotCt[s] != nil {
				own = append(own, slotCt[s])
			}
		}
		part, _ := f.assemble(lay.members[m], vs, own)
		return f.coerce(part, types.Ct(lay.members[m]), ct)
	})
	return leaves, cts
}
