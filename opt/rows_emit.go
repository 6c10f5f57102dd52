package opt

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// rowCopier writes the loop that carries the row.
type rowCopier struct {
	*carriedRow
	row  map[*ir.Value][]*ir.Value // the leaves of the row in each version
	read [][]*ir.Value             // those of the others
	made map[*ir.Value]*ir.Value   // steady values, as computed before the loop
}

// rewrite writes both loops.
func (r *carriedRow) rewrite(c *ir.Copier, loop *ir.Node, args []*ir.Value) []*ir.Value {
	vec, b := args[1+r.at], c.B
	w := &rowCopier{carriedRow: r, row: map[*ir.Value][]*ir.Value{}, made: map[*ir.Value]*ir.Value{}}
	zero, length := b.Emit1(ops.Const{Value: int64(0)}), b.Emit1(ops.VecLen{}, vec)
	inRange := func(i *ir.Value) *ir.Value {
		return b.Emit1(ops.And, b.Emit1(ops.Ge, i, zero), b.Emit1(ops.Lt, i, length))
	}
	i := w.ahead(c, r.index)
	fits := inRange(i)
	var others []*ir.Value
	for _, k := range r.others {
		k = w.ahead(c, k)
		others = append(others, k)
		fits = b.Emit1(ops.And, b.Emit1(ops.And, fits, inRange(k)), b.Emit1(ops.Ne, k, i))
	}
	carrying := b.Region(nil, func([]*ir.Value) []*ir.Value { return w.carrying(c, loop, args, i, others) })
	as := b.Region(nil, func([]*ir.Value) []*ir.Value {
		plain := &ir.Copier{B: b, Env: c.Env}
		body := plain.Region(loop.Regions[0])
		b.Loc = loop.Loc
		return b.EmitRegions(loop.Op, []*ir.Region{body}, args...)
	})
	b.Loc = loop.Loc
	return b.EmitRegions(ops.If{}, []*ir.Region{carrying, as}, fits)
}

// ahead computes a steady value before the loop.
func (w *rowCopier) ahead(c *ir.Copier, v *ir.Value) *ir.Value {
	if !w.inside[v] {
		return c.Get(v)
	}
	if w.made[v] == nil {
		args := make([]*ir.Value, len(v.Def.Args))
		for i, a := range v.Def.Args {
			args[i] = w.ahead(c, a)
		}
		w.made[v] = c.B.Emit1(v.Def.Op, args...)
	}
	return w.made[v]
}

// carrying writes the loop, between the taking out of the row and its putting back.
func (w *rowCopier) carrying(c *ir.Copier, loop *ir.Node, args []*ir.Value, i *ir.Value, others []*ir.Value) []*ir.Value {
	b, body, at := c.B, loop.Regions[0], 1+w.at
	leaves, hole := w.takeOut(b, args[at], i)
	w.readAhead(b, hole, others)
	params := slices.Concat(ir.Types(body.Params[:at]), ir.Types(leaves), ir.Types(body.Params[at+1:]))
	region := b.Region(params, func(ps []*ir.Value) []*ir.Value {
		in := &ir.Copier{B: b, Env: c.Env, Visit: w.visit}
		in.Bind(body.Params[:at], ps[:at])
		in.Bind(body.Params[at+1:], ps[at+len(leaves):])
		w.row[body.Params[at]] = ps[at : at+len(leaves)]
		in.Nodes(body.Nodes)
		return w.gets(in, body.Results)
	})
	b.Loc = loop.Loc
	out := b.EmitRegions(loop.Op, []*ir.Region{region}, slices.Concat(args[:at], leaves, args[at+1:])...)
	row := out[w.at : w.at+len(leaves)]
	whole := b.Emit1(ops.VecSet{}, slices.Concat([]*ir.Value{hole, i}, row)...)
	return slices.Concat(out[:w.at], []*ir.Value{whole}, out[w.at+len(leaves):])
}

// takeOut gives the leaves of a row, and the vec without those that are counted.
func (w *rowCopier) takeOut(b *ir.Builder, vec, i *ir.Value) (leaves []*ir.Value, hole *ir.Value) {
	leaves = b.Emit(ops.VecGet{}, vec, i)
	set := []*ir.Value{vec, i}
	for _, leaf := range leaves {
		if types.IsHeap(leaf.Type) {
			leaf = b.Emit1(ops.Poison{Type: leaf.Type})
		}
		set = append(set, leaf)
	}
	return leaves, b.Emit1(ops.VecSet{}, set...)
}

// readAhead reads the other rows, and asks them for their lengths, which simplify puts in the place of those that the trips ask for.
func (w *rowCopier) readAhead(b *ir.Builder, hole *ir.Value, others []*ir.Value) {
	for _, k := range others {
		leaves := b.Emit(ops.VecGet{}, hole, k)
		w.read = append(w.read, leaves)
		for _, leaf := range leaves {
			if _, vec := leaf.Type.(types.Vec); vec {
				b.Emit1(ops.VecLen{}, leaf)
			}
		}
	}
}

// gets are the copies of values, of a version of the vec the leaves of the row.
func (w *rowCopier) gets(c *ir.Copier, vs []*ir.Value) []*ir.Value {
	var out []*ir.Value
	for _, v := range vs {
		if w.versions[v] {
			out = append(out, w.row[v]...)
		} else {
			out = append(out, c.Get(v))
		}
	}
	return out
}

func (w *rowCopier) visit(c *ir.Copier, n *ir.Node, _ []*ir.Value) ([]*ir.Value, bool) {
	if _, branch := n.Op.(ops.If); branch && w.isVersion(n.Results) {
		w.branch(c, n)
		return nil, true
	}
	if len(n.Args) == 0 || !w.versions[n.Args[0]] {
		return nil, false
	}
	if _, set := n.Op.(ops.VecSet); set {
		w.row[n.Results[0]] = c.Gets(n.Args[2:])
		return nil, true
	}
	for k, i := range w.others {
		if w.same(n.Args[1], i) {
			return w.read[k], true
		}
	}
	return w.row[n.Args[0]], true
}

// branch copies an if that gives a version of the vec.
func (w *rowCopier) branch(c *ir.Copier, n *ir.Node) {
	var sides []*ir.Region
	for _, r := range n.Regions {
		sides = append(sides, c.B.Region(nil, func([]*ir.Value) []*ir.Value {
			c.Nodes(r.Nodes)
			return w.gets(c, r.Results)
		}))
	}
	c.B.Loc = n.Loc
	out := c.B.EmitRegions(n.Op, sides, c.Gets(n.Args)...)
	for i, v := range n.Results {
		k := 1
		if w.versions[v] {
			k = len(w.row[n.Regions[0].Results[i]])
			w.row[v] = out[:k]
		} else {
			c.Bind([]*ir.Value{v}, out[:1])
		}
		out = out[k:]
	}
}
