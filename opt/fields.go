package opt

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// fields follows what backward code puts into the records of accumulators to where it is taken out again, so that a
// record that never leaves a region is not made at all; and it leaves out what is done to accumulators that are null:
//
//	before  %1 = null;  %2 = acc.field{K=0} %1, %x;  %3, %4 = field.take{K=0} %2
//	after   %3 is %1, %4 is %x
//
// A derivative of a derivative that is inlined has a record for each function, which is filled and emptied in its
// straight code.
func fields(m *ir.Module) *ir.Module {
	out := m.Like()
	for _, f := range m.Funcs {
		w := &fieldWalk{leaves: leaving(f), records: map[*ir.Value]*record{}}
		c := &ir.Copier{B: ir.NewFunc(out, f.Name), Env: map[*ir.Value]*ir.Value{}, Visit: w.visit}
		c.B.F.Loc, c.B.F.Sig = f.Loc, f.Sig
		for _, p := range f.Params {
			c.Env[p] = c.B.Param(p.Name, p.Type)
		}
		c.Nodes(f.Body.Nodes)
		c.B.Finish(w.made(c.B, c.Gets(f.Body.Results))...)
	}
	return out
}

// leaving finds the values that are used in other regions than their own.
func leaving(f *ir.Func) map[*ir.Value]bool {
	home, out := map[*ir.Value]*ir.Region{}, map[*ir.Value]bool{}
	var visit func(r *ir.Region)
	visit = func(r *ir.Region) {
		use := func(vs []*ir.Value) {
			for _, v := range vs {
				if home[v] != r {
					out[v] = true
				}
			}
		}
		define := func(vs []*ir.Value) {
			for _, v := range vs {
				home[v] = r
			}
		}
		define(r.Params)
		for _, n := range r.Nodes {
			use(n.Args)
			for _, s := range n.Regions {
				visit(s)
			}
			define(n.Results)
		}
		use(r.Results)
	}
	visit(f.Body)
	return out
}

// fieldWalk works on one function. records holds the accumulators that are not made yet, by values that stand for them.
type fieldWalk struct {
	leaves  map[*ir.Value]bool
	records map[*ir.Value]*record
}

// record is an accumulator: base, and what is in fields that are zero there.
type record struct {
	base *ir.Value
	top  *part
}

// part is the last thing known of field k; acc is nil if it is zero. Several records may share what is below.
type part struct {
	below *part
	k     int
	acc   *ir.Value
}

// find gives what is known of field k: nothing, that it is zero (nil), or what is in it.
func (r *record) find(k int) (acc *ir.Value, known bool) {
	for f := r.top; f != nil; f = f.below {
		if f.k == k {
			return f.acc, true
		}
	}
	return nil, isNull(r.base)
}

func (r *record) with(k int, acc *ir.Value) *record {
	return &record{r.base, &part{r.top, k, acc}}
}

func isNull(v *ir.Value) bool {
	if v.Def == nil {
		return false
	}
	_, null := v.Def.Op.(ops.Null)
	return null
}

// record is what is known of an accumulator.
func (w *fieldWalk) record(v *ir.Value) *record {
	if r := w.records[v]; r != nil {
		return r
	}
	return &record{base: v}
}

// value stands for a record.
func (w *fieldWalk) value(r *record) *ir.Value {
	if r.top == nil {
		return r.base
	}
	v := &ir.Value{Type: r.base.Type}
	w.records[v] = r
	return v
}

// made gives values that are there: it makes the records among vs.
func (w *fieldWalk) made(b *ir.Builder, vs []*ir.Value) []*ir.Value {
	out := make([]*ir.Value, len(vs))
	for i, v := range vs {
		out[i] = v
		if r := w.records[v]; r != nil {
			out[i] = w.make(b, r)
			w.records[v] = &record{base: out[i]}
		}
	}
	return out
}

// last gives what is known of each field, that first which was known first.
func (r *record) last() []*part {
	var out []*part
	seen := map[int]bool{}
	for f := r.top; f != nil; f = f.below {
		if !seen[f.k] {
			out = append(out, f)
		}
		seen[f.k] = true
	}
	slices.Reverse(out)
	return out
}

// make puts the fields into the base.
func (w *fieldWalk) make(b *ir.Builder, r *record) *ir.Value {
	v := r.base
	for _, f := range r.last() {
		if f.acc == nil {
			continue
		}
		if x := w.made(b, []*ir.Value{f.acc})[0]; !isNull(x) {
			v = b.Emit1(ops.AccField{Name: v.Type.(types.Node).Name, K: f.k}, v, x)
		}
	}
	return v
}

func (w *fieldWalk) visit(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	out, ok := w.accumulator(c.B, n, args)
	if !ok {
		out = w.copied(c, n, w.made(c.B, args))
	}
	for i, v := range n.Results {
		if w.leaves[v] {
			out[i] = w.made(c.B, out[i:i+1])[0]
		}
	}
	return out, true
}

func (w *fieldWalk) copied(c *ir.Copier, n *ir.Node, args []*ir.Value) []*ir.Value {
	regions := make([]*ir.Region, len(n.Regions))
	for i, r := range n.Regions {
		regions[i] = c.B.Region(ir.Types(r.Params), func(ps []*ir.Value) []*ir.Value {
			for i, p := range ps {
				p.Name = r.Params[i].Name
			}
			c.Bind(r.Params, ps)
			c.Nodes(r.Nodes)
			return w.made(c.B, c.Gets(r.Results))
		})
	}
	c.B.Loc = n.Loc
	return c.B.EmitRegions(n.Op, regions, args...)
}

// accumulator gives the results of an operation on an accumulator of which enough is known. For others the record is made.
func (w *fieldWalk) accumulator(b *ir.Builder, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	switch op := n.Op.(type) {
	case ops.AccField:
		return w.add(b, n, op.K, args)
	case ops.FieldTake:
		return w.take(b, op, args[0])
	case ops.FieldGet:
		return w.get(b, op, args[0])
	case ops.AccDup:
		return w.twice(b, args[0]), true
	case ops.AccMerge:
		return merged(n, args)
	case ops.RowTake, ops.RowGet:
		return rowOfNull(b, n, args)
	case ops.RowTrunc, ops.RowShift, ops.RowUnshift:
		return args[:1], isNull(args[0])
	}
	return nil, false
}

// add puts x into field k.
func (w *fieldWalk) add(b *ir.Builder, n *ir.Node, k int, args []*ir.Value) ([]*ir.Value, bool) {
	if !types.Equal(n.Args[0].Type, n.Results[0].Type) {
		return nil, false
	}
	x, r := args[1], w.record(args[0])
	old, known := r.find(k)
	switch {
	case isNull(x):
	case !known:
		r = &record{b.Emit1(n.Op, r.base, w.made(b, args[1:])[0]), r.top}
	case old == nil || isNull(old):
		r = r.with(k, x)
	default:
		r = r.with(k, b.Emit1(sumOf(x.Type), w.made(b, []*ir.Value{old, x})...))
	}
	return []*ir.Value{w.value(r)}, true
}

// sumOf is the operation that adds accumulators of a type.
func sumOf(t types.Type) ir.Op {
	if _, ok := t.(types.Scalar); ok {
		return ops.Add
	}
	return ops.AccMerge{}
}

// take moves a field out.
func (w *fieldWalk) take(b *ir.Builder, op ops.FieldTake, acc *ir.Value) ([]*ir.Value, bool) {
	r := w.record(acc)
	old, known := r.find(op.K)
	switch {
	case !known:
		out := b.Emit(op, r.base)
		return []*ir.Value{w.value((&record{out[0], r.top}).with(op.K, nil)), out[1]}, true
	case old == nil:
		return []*ir.Value{acc, ops.ZeroAcc(b, op.Type)}, true
	case !types.Equal(old.Type, op.Type): // sizes of other names
		return nil, false
	}
	return []*ir.Value{w.value(r.with(op.K, nil)), old}, true
}

// get reads a field, which stays. What it holds is then there twice.
func (w *fieldWalk) get(b *ir.Builder, op ops.FieldGet, acc *ir.Value) ([]*ir.Value, bool) {
	r := w.record(acc)
	old, known := r.find(op.K)
	switch {
	case !known:
		return b.Emit(op, r.base), true
	case old == nil:
		return []*ir.Value{ops.ZeroAcc(b, op.Type)}, true
	case !types.Equal(old.Type, op.Type):
		return nil, false
	}
	both := w.twice(b, old)
	*r = *r.with(op.K, both[0])
	return both[1:], true
}

// twice gives an accumulator to two: of a record each has the fields.
func (w *fieldWalk) twice(b *ir.Builder, acc *ir.Value) []*ir.Value {
	r := w.records[acc]
	if r == nil {
		if _, ok := acc.Type.(types.Scalar); ok || isNull(acc) {
			return []*ir.Value{acc, acc}
		}
		return b.Emit(ops.AccDup{}, acc)
	}
	bases := w.twice(b, r.base)
	one, other := &record{base: bases[0]}, &record{base: bases[1]}
	for _, f := range r.last() {
		accs := []*ir.Value{nil, nil}
		if f.acc != nil {
			accs = w.twice(b, f.acc)
		}
		one, other = one.with(f.k, accs[0]), other.with(f.k, accs[1])
	}
	return []*ir.Value{w.value(one), w.value(other)}
}

// merged is the one accumulator where the other is null.
func merged(n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	for i, a := range args {
		if other := args[1-i]; isNull(a) && types.Equal(other.Type, n.Results[0].Type) {
			return []*ir.Value{other}, true
		}
	}
	return nil, false
}

// rowOfNull is a row of an accumulator that is null.
func rowOfNull(b *ir.Builder, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	if !isNull(args[0]) {
		return nil, false
	}
	var out []*ir.Value
	if _, rest := n.Op.(ops.RowTake); rest {
		out = args[:1]
	}
	for _, v := range n.Results[len(out):] {
		out = append(out, ops.ZeroAcc(b, v.Type))
	}
	return out, true
}
