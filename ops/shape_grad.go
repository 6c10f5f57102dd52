package ops

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// linear emits a forward rule that applies the op itself to the tangents of
// its first k operands.
func linear(g Forward, op ir.Op, k int) {
	b, n := g.B(), g.Node()
	any := false
	for i := 0; i < k; i++ {
		any = any || g.Tangent(i) != nil
	}
	if !any {
		return
	}
	args := make([]*ir.Value, len(n.Args))
	for i := range args {
		switch {
		case i >= k:
			args[i] = g.Arg(i)
		case g.Tangent(i) != nil:
			args[i] = g.Tangent(i)
		default:
			args[i] = Like(b, g.Arg(i), 0)
		}
	}
	g.SetTangent(0, b.Emit1(op, args...))
}

// JVP applies the op to the tangent.
func (o Broadcast) JVP(g Forward) { linear(g, o, 1) }

// JVP applies the op to the tangent.
func (o Reshape) JVP(g Forward) { linear(g, o, 1) }

// JVP applies the op to the tangent.
func (o Transpose) JVP(g Forward) { linear(g, o, 1) }

// JVP applies the op to the tangent.
func (o Gather) JVP(g Forward) { linear(g, o, 1) }

// JVP applies the op to the tangents.
func (o Concat) JVP(g Forward) { linear(g, o, len(g.Node().Args)) }

// JVP applies the op to the tangents.
func (o Array) JVP(g Forward) { linear(g, o, len(g.Node().Args)) }

// VJP sums over the repeated axes.
func (o Broadcast) VJP(g Reverse) {
	ct := g.Ct(0)
	if ct == nil || !g.Active(0) {
		return
	}
	own := types.DimsOf(g.Node().Args[0].Type)
	lead := len(o.Dims) - len(own)
	var axes []int
	for i := range o.Dims {
		if i < lead || own[i-lead].Is(1) && !o.Dims[i].Is(1) {
			axes = append(axes, i)
		}
	}
	if len(axes) > 0 {
		ct = Compute(g.B(), Reduce{Kind: "sum", Axes: axes}, ct)
	}
	g.Add(0, reshapeLike(g, ct, 0))
}

// reshapeLike gives v the shape of operand i.
func reshapeLike(g Reverse, v *ir.Value, i int) *ir.Value {
	own := types.DimsOf(g.Node().Args[i].Type)
	if len(own) == len(types.DimsOf(v.Type)) {
		return v
	}
	if len(types.DimsOf(v.Type)) == 0 {
		return g.B().Emit1(Broadcast{Dims: own}, append([]*ir.Value{v}, namedSizes(g, i)...)...)
	}
	return g.B().Emit1(Reshape{Dims: own}, append([]*ir.Value{v}, namedSizes(g, i)...)...)
}

// namedSizes are the run-time sizes of operand i.
func namedSizes(g Reverse, i int) []*ir.Value {
	var out []*ir.Value
	for k, d := range types.DimsOf(g.Node().Args[i].Type) {
		if !d.IsConst() {
			out = append(out, g.Dim(i, k))
		}
	}
	return out
}

// VJP gives the cotangent the operand's shape back.
func (o Reshape) VJP(g Reverse) {
	ct := g.Ct(0)
	if ct == nil || !g.Active(0) {
		return
	}
	own := types.DimsOf(g.Node().Args[0].Type)
	op := ir.Op(Reshape{Dims: own})
	if len(o.Dims) == 0 {
		op = Broadcast{Dims: own}
	}
	g.Add(0, g.B().Emit1(op, append([]*ir.Value{ct}, namedSizes(g, 0)...)...))
}

// VJP permutes back.
func (o Transpose) VJP(g Reverse) {
	if ct := g.Ct(0); ct != nil && g.Active(0) {
		back := make([]int, len(o.Perm))
		for i, p := range o.Perm {
			back[p] = i
		}
		g.Add(0, g.B().Emit1(Transpose{Perm: back}, ct))
	}
}

// VJP adds into the rows of the accumulator.
func (o Gather) VJP(g Reverse) {
	if ct := g.Ct(0); ct != nil && g.Active(0) {
		at := make([]*ir.Value, 1+o.Lead)
		for k := range at {
			at[k] = g.Arg(1 + k)
		}
		g.Acc(0, AccGather{Lead: o.Lead}, append(at, ct)...)
	}
}

// VJP cuts the cotangent up.
func (o Concat) VJP(g Reverse) {
	ct := g.Ct(0)
	if ct == nil {
		return
	}
	b := g.B()
	at := b.Emit1(Const{Value: int64(0)})
	one := b.Emit1(Const{Value: int64(1)})
	for i, a := range g.Node().Args {
		n := g.Dim(i, o.Axis)
		if g.Active(i) {
			d := types.DimsOf(a.Type)[o.Axis]
			g.Add(i, b.Emit1(Index{Slices: []int{o.Axis}, Dims: []types.Dim{d}}, ct, at, one, n))
		}
		at = b.Emit1(Add, at, n)
	}
}

// VJP gives each scalar its element.
func (o Array) VJP(g Reverse) {
	ct := g.Ct(0)
	if ct == nil {
		return
	}
	for i := range g.Node().Args {
		if !g.Active(i) {
			continue
		}
		at := make([]*ir.Value, len(o.Dims))
		rest := int64(i)
		for k := len(o.Dims) - 1; k >= 0; k-- {
			at[k] = g.B().Emit1(Const{Value: rest % o.Dims[k].Const})
			rest /= o.Dims[k].Const
		}
		g.Add(i, At(g.B(), ct, at...))
	}
}
