package ad

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// threads gives the cursors that a structured node must carry.
func (g *backward) threads(n *ir.Node) []*ir.Value {
	if g.planning || !g.holdsCircle(n) {
		return nil
	}
	return g.cursors
}

// ifNode differentiates the side that was taken.
func (g *backward) ifNode(n *ir.Node) {
	g.visited[n] = true
	caps := g.captured(n.Regions...)
	at := g.active(n.Results)
	results := pick(n.Results, at)
	g.zeros(results)
	seeds := g.takes(results)
	outer := g.takes(caps)
	cond := g.primal(n.Args[0])
	tape := g.tape(n)
	cursors := g.threads(n)
	var places [2][]int
	if !g.planning {
		_, places = g.sides(n)
	}
	var regions []*ir.Region
	for i, r := range n.Regions {
		regions = append(regions, g.b.Region(nil, func([]*ir.Value) (out []*ir.Value) {
			g.inside(func() {
				if !g.planning {
					g.unpack(r, pick(tape, places[i]))
				}
				g.seed(caps, outer)
				g.seedResults(r, at, seeds)
				g.nodes(r)
				out = g.takes(caps)
				if cursors != nil {
					out = append(out, g.cursors...)
				}
			})
			return out
		}))
	}
	g.b.Loc = backLoc(n.Loc)
	out := g.b.EmitRegions(ops.If{}, regions, cond)
	g.restore(caps, out)
	if cursors != nil {
		g.cursors = out[len(caps):]
	}
}

// seedResults gives a region's results their cotangents; one that is not
// varied there drops its.
func (g *backward) seedResults(r *ir.Region, at []int, seeds []*ir.Value) {
	for i, k := range at {
		g.add(r.Results[k], seeds[i])
	}
}

// restore sets the cotangents that came back from a region.
func (g *backward) restore(vs, cts []*ir.Value) {
	for i, v := range vs {
		g.cts[v] = cts[i]
	}
}

// forNode runs the trips backwards.
func (g *backward) forNode(n *ir.Node) {
	g.visited[n] = true
	body := n.Regions[0]
	at := g.active(body.Params[1:])
	carried := pick(body.Params[1:], at)
	caps := without(g.captured(body), carried)
	state := append(g.takes(pick(n.Results, at)), g.takes(caps)...)
	count := g.primal(n.Args[0])
	tape := g.tape(n)
	cursors := g.threads(n)
	state = append(state, cursors...)
	params := append([]types.Type{types.CoreI64}, ir.Types(state)...)
	region := g.b.Region(params, func(ps []*ir.Value) (out []*ir.Value) {
		g.inside(func() {
			one := g.b.Emit1(ops.Const{Value: int64(1)})
			i := g.b.Emit1(ops.Sub, g.b.Emit1(ops.Sub, count, one), ps[0])
			g.top().values[body.Params[0]] = i
			g.readRow(body, tape, 0, i)
			if cursors != nil {
				g.cursors = ps[1+len(at)+len(caps):]
			}
			g.seed(caps, ps[1+len(at):1+len(at)+len(caps)])
			g.seedResults(body, at, ps[1:1+len(at)])
			g.nodes(body)
			out = append(g.takes(carried), g.takes(caps)...)
			if cursors != nil {
				out = append(out, g.cursors...)
			}
		})
		return out
	})
	g.b.Loc = backLoc(n.Loc)
	out := g.b.EmitRegions(ops.For{}, []*ir.Region{region}, append([]*ir.Value{count}, state...)...)
	g.restore(caps, out[len(at):])
	if cursors != nil {
		g.cursors = out[len(at)+len(caps):]
	}
	g.seed(pick(n.Args[1:], at), out)
}

// without drops the values of a second list.
func without(vs, drop []*ir.Value) []*ir.Value {
	var out []*ir.Value
	for _, v := range vs {
		keep := true
		for _, w := range drop {
			keep = keep && v != w
		}
		if keep {
			out = append(out, v)
		}
	}
	return out
}

// readRow reads the residuals of trip i from the k-th vec of a node's tape.
func (g *backward) readRow(r *ir.Region, tape []*ir.Value, k int, i *ir.Value) {
	if g.planning || len(g.slots(r)) == 0 {
		return
	}
	g.unpack(r, g.b.Emit(ops.VecGet{}, tape[k], i))
}

// whileNode runs the last condition backwards, then body and condition of
// each trip from the last to the first.
func (g *backward) whileNode(n *ir.Node) {
	g.visited[n] = true
	cond, body := n.Regions[0], n.Regions[1]
	w := &whileLoop{n: n, tape: g.tape(n), cursors: g.threads(n)}
	w.carried = g.active(cond.Params)
	w.passed = g.active(body.Params)
	own := append(append([]*ir.Value{}, cond.Params...), body.Params...)
	w.caps = without(g.captured(cond, body), own)
	var trips *ir.Value
	if g.planning {
		trips = g.b.Param("trips", types.CoreI64)
	} else {
		trips = w.tape[0]
	}
	state := append(g.takes(pick(n.Results, g.active(n.Results))), g.takes(w.caps)...)
	state = g.align(n, w, state)
	state = g.condBack(w, append(state, w.cursors...), trips)
	region := g.b.Region(append([]types.Type{types.CoreI64}, ir.Types(state)...), func(ps []*ir.Value) []*ir.Value {
		one := g.b.Emit1(ops.Const{Value: int64(1)})
		i := g.b.Emit1(ops.Sub, g.b.Emit1(ops.Sub, trips, one), ps[0])
		return g.condBack(w, g.bodyBack(w, ps[1:], i), i)
	})
	g.b.Loc = backLoc(n.Loc)
	out := g.b.EmitRegions(ops.For{}, []*ir.Region{region}, append([]*ir.Value{trips}, state...)...)
	k := len(w.carried)
	g.restore(w.caps, out[k:])
	if w.cursors != nil {
		g.cursors = out[k+len(w.caps):]
	}
	g.seed(pick(n.Args, w.carried), out)
}

// whileLoop is a while loop while it is differentiated.
type whileLoop struct {
	n               *ir.Node
	tape            []*ir.Value
	carried, passed []int // varied positions
	caps            []*ir.Value
	cursors         []*ir.Value
}

// align puts the results' cotangents at the passed positions.
func (g *backward) align(n *ir.Node, w *whileLoop, state []*ir.Value) []*ir.Value {
	var out []*ir.Value
	at := map[int]*ir.Value{}
	for i, k := range g.active(n.Results) {
		at[k] = state[i]
	}
	for _, k := range w.passed {
		if at[k] == nil {
			at[k] = g.t.zeroAcc(g.b, n.Results[k].Type)
		}
		out = append(out, at[k])
	}
	return append(out, state[len(g.active(n.Results)):]...)
}

// condBack turns cotangents of what a condition passed on into those of what
// it was given. i is its row.
func (g *backward) condBack(w *whileLoop, state []*ir.Value, i *ir.Value) []*ir.Value {
	cond := w.n.Regions[0]
	at := make([]int, len(w.passed))
	for k, p := range w.passed {
		at[k] = p + 1 // result 0 is the test
	}
	return g.regionBack(w, cond, at, pick(cond.Params, w.carried), state, 1, i)
}

// bodyBack turns cotangents of what the body gave into those of what it was
// given.
func (g *backward) bodyBack(w *whileLoop, state []*ir.Value, i *ir.Value) []*ir.Value {
	body := w.n.Regions[1]
	k := 1
	if !g.planning && len(g.slots(w.n.Regions[0])) > 0 {
		k = 2
	}
	return g.regionBack(w, body, w.carried, pick(body.Params, w.passed), state, k, i)
}

// regionBack emits the backward code of one region of a while loop in place.
// state holds the cotangents of the region's results at the positions at,
// then those of captured values, then the cursors.
func (g *backward) regionBack(w *whileLoop, r *ir.Region, at []int, params, state []*ir.Value, k int, i *ir.Value) (out []*ir.Value) {
	g.inside(func() {
		g.readRow(r, w.tape, k, i)
		nc := len(at) + len(w.caps)
		if w.cursors != nil {
			g.cursors = state[nc:]
		}
		g.seed(w.caps, state[len(at):nc])
		g.seedResults(r, at, state)
		g.nodes(r)
		out = append(g.takes(params), g.takes(w.caps)...)
		if w.cursors != nil {
			out = append(out, g.cursors...)
		}
	})
	return out
}
