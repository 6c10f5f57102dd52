package lower

import (
	"github.com/myia-lang/myia/ir"
)

// NodeFunc is the name of the function that Node makes.
const NodeFunc = "node"

// Node lowers one node of typed IR that has no regions: it makes a core module
// whose only function takes the leaves of the operands and gives those of the
// results. The node's module m holds its classes and recursive types.
func Node(m *ir.Module, n *ir.Node) *ir.Module {
	out := ir.NewModule(ir.Core)
	out.Pool, out.Entry, out.Classes = m.Pool, NodeFunc, m.Classes
	l := newLayout(m, out)
	f := &fn{layout: l, b: ir.NewFunc(out, NodeFunc), env: map[*ir.Value][]*ir.Value{}}
	f.b.F.Loc, f.b.Loc = n.Loc, n.Loc
	for _, a := range n.Args {
		var leaves []*ir.Value
		for _, t := range l.leaves(a.Type) {
			leaves = append(leaves, f.b.Param(a.Name, t))
		}
		f.env[a] = leaves
	}
	f.node(n)
	f.b.Finish(f.gets(n.Results)...)
	return out
}
