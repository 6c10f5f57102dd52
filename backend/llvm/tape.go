package llvm

import (
	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// nearby is how many nodes after a new vec its loop is looked for.
const nearby = 32

// room is the number of rows that a new vec is made for: the trips of the loop that comes next, if it pushes a row in each,
// as loops do that keep a tape or build a list. Of what is not seen here the vec grows as it is pushed to.
func (f *fn) room(n *ir.Node, l layout) ins.Value {
	later := f.scope.region.Nodes[f.scope.pos+1:]
	for _, m := range later[:min(nearby, len(later))] {
		if len(m.Regions) == 0 {
			continue
		}
		count := f.vals[m.Args[0]]
		if _, ok := m.Op.(ops.For); ok && len(count) == 1 && l.size > 0 && pushesEach(m, n.Results[0]) {
			return f.Call(rtiTrips, f.ctx, count[0], ins.Size(l.size))
		}
		break
	}
	return ins.Size(0)
}

// pushesEach reports whether a loop starts with v as a carried vec and pushes a row in each trip.
func pushesEach(loop *ir.Node, v *ir.Value) bool {
	body := loop.Regions[0]
	for i, a := range loop.Args[1:] {
		if counted(a) != v || body.Results[i].Def == nil {
			continue
		}
		push := body.Results[i].Def
		if _, ok := push.Op.(ops.VecPush); ok && push.Args[0] == body.Params[1+i] {
			return true
		}
	}
	return false
}
