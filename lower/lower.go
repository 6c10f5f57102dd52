package lower

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// fn lowers one function.
type fn struct {
	*layout
	b   *ir.Builder
	env map[*ir.Value][]*ir.Value
}

// Lower turns a typed module into core.
func Lower(m *ir.Module) *ir.Module {
	out := ir.NewModule(ir.Core)
	out.Pool, out.Entry, out.Classes = m.Pool, m.Entry, m.Classes
	l := newLayout(m, out)
	for _, src := range m.Funcs {
		l.lowerFunc(src)
	}
	return out
}

func (l *layout) lowerFunc(src *ir.Func) {
	f := &fn{layout: l, b: ir.NewFunc(l.out, src.Name), env: map[*ir.Value][]*ir.Value{}}
	f.b.F.Loc = src.Loc
	f.b.Loc = src.Loc
	for _, p := range src.Params {
		for _, t := range l.leaves(p.Type) {
			f.env[p] = append(f.env[p], f.b.Param(p.Name, t))
		}
	}
	f.region(src.Body)
	f.b.Finish(f.gets(src.Body.Results)...)
}

func (f *fn) region(r *ir.Region) {
	for _, n := range r.Nodes {
		f.b.Loc = n.Loc
		f.node(n)
	}
}

// gets gives the leaves of several values, one after another.
func (f *fn) gets(vs []*ir.Value) []*ir.Value {
	var out []*ir.Value
	for _, v := range vs {
		out = append(out, f.get(v)...)
	}
	return out
}

func (f *fn) get(v *ir.Value) []*ir.Value {
	leaves, ok := f.env[v]
	if !ok && f.count(v.Type) > 0 {
		panic(fmt.Sprintf("lower: %%%d (%s) has no leaves", v.ID, v.Type))
	}
	return leaves
}

// set binds the leaves of a node's results.
func (f *fn) set(n *ir.Node, leaves []*ir.Value) {
	for i, vs := range f.split(ir.Types(n.Results), leaves) {
		f.env[n.Results[i]] = vs
	}
}

// node lowers one typed node.
func (f *fn) node(n *ir.Node) {
	switch op := n.Op.(type) {
	case ops.If:
		f.set(n, f.b.EmitRegions(op, f.regions(n), f.get(n.Args[0])...))
	case ops.For, ops.While:
		f.set(n, f.b.EmitRegions(op, f.regions(n), f.gets(n.Args)...))
	case ops.Call:
		var res []types.Type
		for _, t := range op.Results {
			res = append(res, f.leaves(t)...)
		}
		f.set(n, f.b.Emit(ops.Call{Fn: op.Fn, Results: res}, f.gets(n.Args)...))
	case typed.Grad:
		f.grad(n, op)
	case typed.PyRaise:
		f.b.Emit(ops.Raise{Class: op.Class}, f.get(n.Args[0])...)
	case typed.Apply:
		f.set(n, f.apply(n, op))
	default:
		f.set(n, f.structural(n))
	}
}

// regions lowers the regions of a structured node.
func (f *fn) regions(n *ir.Node) []*ir.Region {
	out := make([]*ir.Region, len(n.Regions))
	for i, r := range n.Regions {
		var params []types.Type
		for _, p := range r.Params {
			params = append(params, f.leaves(p.Type)...)
		}
		out[i] = f.b.Region(params, func(ps []*ir.Value) []*ir.Value {
			for k, vs := range f.split(ir.Types(r.Params), ps) {
				f.env[r.Params[k]] = vs
			}
			f.region(r)
			return f.gets(r.Results)
		})
	}
	f.b.Loc = n.Loc
	return out
}

// structural lowers the ops that make and take apart values.
func (f *fn) structural(n *ir.Node) []*ir.Value {
	switch op := n.Op.(type) {
	case typed.PyConst:
		return []*ir.Value{f.b.Emit1(ops.Const{Value: op.Value})}
	case typed.Unit:
		return nil
	case typed.Make:
		if t, ok := op.T.(types.Named); ok {
			f.leaves(t)
			return []*ir.Value{f.b.Emit1(ops.NodeNew{Name: f.nodeName(t)}, f.gets(n.Args)...)}
		}
		return f.gets(n.Args)
	case typed.Part:
		return f.part(n, op)
	case typed.Coerce:
		return f.coerce(f.get(n.Args[0]), n.Args[0].Type, op.T)
	case typed.Narrow:
		return f.narrow(f.get(n.Args[0]), n.Args[0].Type, op.T)
	case typed.UnionHas:
		return []*ir.Value{f.memberTest(n, op)}
	case typed.ListTable:
		return []*ir.Value{op.Lower(f.b)}
	case typed.Dead:
		return f.poison(op.T)
	}
	panic("lower: typed op " + n.Op.OpName() + " is not known")
}

func (f *fn) part(n *ir.Node, op typed.Part) []*ir.Value {
	x := n.Args[0]
	if t, ok := x.Type.(types.Named); ok {
		return f.field(f.get(x)[0], t, op.I)
	}
	return f.split(typed.Parts(x.Type), f.get(x))[op.I]
}

// field loads the leaves of part i of a heap record.
func (f *fn) field(p *ir.Value, t types.Named, i int) []*ir.Value {
	f.leaves(t)
	parts := f.src.NamedParts(t)
	at := 0
	for _, q := range parts[:i] {
		at += f.count(q)
	}
	var out []*ir.Value
	for k := range f.count(parts[i]) {
		out = append(out, f.b.Emit1(ops.NodeGet{Field: at + k}, p))
	}
	return out
}

func (f *fn) memberTest(n *ir.Node, op typed.UnionHas) *ir.Value {
	x := n.Args[0]
	u, ok := x.Type.(types.Union)
	if !ok {
		return f.b.Emit1(ops.Const{Value: types.Equal(x.Type, op.T)})
	}
	lay := f.union(u)
	m := lay.index(op.T)
	if m < 0 {
		return f.b.Emit1(ops.Const{Value: false})
	}
	return f.isMember(f.get(x), lay, m)
}

// apply runs a primitive's lowering.
func (f *fn) apply(n *ir.Node, op typed.Apply) []*ir.Value {
	info := &typed.CallInfo{Prim: op.P, Class: f.src.Class, FreshDim: func() types.Dim { return types.N("?") }}
	for i, a := range n.Args {
		arg := typed.Arg{T: a.Type, Leaves: f.get(a)}
		if i < len(op.Statics) && op.Statics[i].Ok {
			arg.Known, arg.IsKnown = op.Statics[i].V, true
		}
		info.Args = append(info.Args, arg)
	}
	return op.P.Lower(&typed.Lowering{CallInfo: info, B: f.b, Res: op.T})
}
