package ad

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// rule is what a primitive's reverse rule sees: ops.Reverse.
type rule struct {
	g *backward
	n *ir.Node
}

// B makes backward code.
func (r *rule) B() *ir.Builder { return r.g.b }

// Node is the primal node.
func (r *rule) Node() *ir.Node { return r.n }

// Arg is a primal operand.
func (r *rule) Arg(i int) *ir.Value { return r.g.primal(r.n.Args[i]) }

// Result is a primal result.
func (r *rule) Result(j int) *ir.Value { return r.g.primal(r.n.Results[j]) }

// Dim is the size of an axis of operand i.
func (r *rule) Dim(i, axis int) *ir.Value { return r.g.dim(r.n.Args[i], axis) }

// Dims are all sizes of operand i.
func (r *rule) Dims(i int) []*ir.Value {
	out := make([]*ir.Value, len(types.DimsOf(r.n.Args[i].Type)))
	for k := range out {
		out[k] = r.Dim(i, k)
	}
	return out
}

// Active says whether operand i wants a cotangent.
func (r *rule) Active(i int) bool { return r.g.wants(r.n.Args[i]) }

// Ct is the cotangent of result j.
func (r *rule) Ct(j int) *ir.Value { return r.g.dense(r.n.Results[j]) }

// Add adds to the cotangent of operand i.
func (r *rule) Add(i int, ct *ir.Value) { r.g.add(r.n.Args[i], ct) }

// Acc replaces the accumulator of operand i.
func (r *rule) Acc(i int, op ir.Op, extra ...*ir.Value) {
	v := r.n.Args[i]
	args := append([]*ir.Value{r.g.take(v)}, r.Dims(i)...)
	r.g.cts[v] = r.g.b.Emit1(op, append(args, extra...)...)
}

// Take moves out the cotangent of result j.
func (r *rule) Take(j int) *ir.Value { return r.g.take(r.n.Results[j]) }

// Give hands an accumulator to operand i.
func (r *rule) Give(i int, acc *ir.Value) { r.g.add(r.n.Args[i], acc) }
