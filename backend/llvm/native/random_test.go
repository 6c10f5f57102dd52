package native

import (
	"math/rand/v2"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// program makes random programs over arrays of one shape, vecs and nodes of them, and scalars.
type program struct {
	r      *rand.Rand
	b      *ir.Builder
	arrays []*ir.Value
	vecs   []*ir.Value // never empty
	nodes  []*ir.Value // never null
	n, k   *ir.Value
}

var (
	matrix = arr(dtype.F64, "n", "k")
	list   = types.Vec{Elems: []types.Type{matrix, types.CoreF64}}
	record = types.Node{Name: "Pair"}
)

func pick(r *rand.Rand, vs []*ir.Value) *ir.Value { return vs[r.IntN(len(vs))] }

func (p *program) array() *ir.Value  { return pick(p.r, p.arrays) }
func (p *program) keep(v *ir.Value)  { p.arrays = append(p.arrays, v) }
func (p *program) scalar() *ir.Value { return c(p.b, float64(p.r.IntN(7)-3)) }

// scope runs f and forgets what it made.
func (p *program) scope(f func() []*ir.Value) []*ir.Value {
	a, v, n := len(p.arrays), len(p.vecs), len(p.nodes)
	out := f()
	p.arrays, p.vecs, p.nodes = p.arrays[:a:a], p.vecs[:v:v], p.nodes[:n:n]
	return out
}

// some gives an array, a vec and a node to yield.
func (p *program) some() []*ir.Value {
	return []*ir.Value{p.array(), pick(p.r, p.vecs), pick(p.r, p.nodes)}
}

func (p *program) add(vs []*ir.Value) {
	p.arrays, p.vecs, p.nodes = append(p.arrays, vs[0]), append(p.vecs, vs[1]), append(p.nodes, vs[2])
}

func (p *program) step(depth int) {
	b, r := p.b, p.r
	switch r.IntN(16) {
	case 0, 1:
		p.keep(b.Emit1([]ops.Elementwise{ops.Add, ops.Sub, ops.Maximum}[r.IntN(3)], p.array(), p.array()))
	case 2:
		x := p.array()
		p.keep(b.Emit1(ops.Select{}, b.Emit1(ops.Lt, x, p.array()), b.Emit1(ops.Neg, x), p.array()))
	case 3:
		rev := b.Emit1(ops.Index{Slices: []int{r.IntN(2)}, Dims: []types.Dim{types.N("n")}}, p.array(), c(b, int64(2)), c(b, int64(-1)), c(b, int64(3)))
		p.keep(b.Emit1(ops.Add, rev, p.array()))
	case 4:
		t := b.Emit1(ops.Transpose{Perm: []int{1, 0}}, p.array())
		p.keep(b.Emit1(ops.Sub, b.Emit1(ops.Transpose{Perm: []int{1, 0}}, b.Emit1(ops.Abs, t)), p.array()))
	case 5:
		s := b.Emit1(ops.Reduce{Kind: []string{"sum", "max"}[r.IntN(2)], Axes: []int{0}}, p.array())
		p.keep(b.Emit1(ops.Add, p.array(), b.Emit1(ops.Broadcast{Dims: types.DimsOf(matrix)}, s, p.n, p.k)))
	case 6:
		row := b.Emit1(ops.Index{Axes: []int{0}}, p.array(), c(b, int64(r.IntN(3))))
		p.keep(b.Emit1(ops.Broadcast{Dims: types.DimsOf(matrix)}, row, p.n, p.k))
	case 7:
		p.keep(b.Emit1(ops.Reshape{Dims: types.DimsOf(matrix)}, p.array(), p.n, p.k))
	case 8:
		p.vecs = append(p.vecs, b.Emit1(ops.VecPush{}, pick(r, p.vecs), p.array(), p.scalar()))
	case 9:
		p.vecs = append(p.vecs, b.Emit1(ops.VecSet{}, pick(r, p.vecs), c(b, int64(0)), p.array(), p.scalar()))
	case 10:
		p.keep(b.Emit(ops.VecGet{}, pick(r, p.vecs), c(b, int64(0)))[0])
	case 11:
		p.nodes = append(p.nodes, b.Emit1(ops.NodeNew{Name: "Pair"}, p.array(), pick(r, p.nodes)))
	case 12:
		p.nodes = append(p.nodes, b.Emit1(ops.NodeSet{Field: 0}, pick(r, p.nodes), p.array()))
		p.keep(b.Emit1(ops.NodeGet{Field: 0}, pick(r, p.nodes)))
	case 13:
		p.accumulate()
	default:
		if depth > 0 {
			p.control(depth - 1)
		}
	}
}

// accumulate adds into an accumulator and reads it.
func (p *program) accumulate() {
	b := p.b
	acc := b.Emit1(ops.Null{Type: types.Opt{Elem: matrix}})
	for range 1 + p.r.IntN(3) {
		switch p.r.IntN(3) {
		case 0:
			acc = b.Emit1(ops.AccAdd{}, acc, p.array())
		case 1:
			acc = b.Emit1(ops.AccIndex{Axes: []int{0}}, acc, p.n, p.k, c(b, int64(1)), b.Emit1(ops.Index{Axes: []int{0}}, p.array(), c(b, int64(0))))
		case 2:
			acc = b.Emit1(ops.AccIndex{Slices: []int{1}}, acc, p.n, p.k, c(b, int64(2)), c(b, int64(-1)), p.array())
		}
	}
	p.keep(b.Emit1(ops.AccGet{}, acc, p.n, p.k))
}

func (p *program) steps(depth int) {
	for range 2 + p.r.IntN(5) {
		p.step(depth)
	}
}

func (p *program) control(depth int) {
	b, r := p.b, p.r
	region := func(ts []types.Type, f func(ps []*ir.Value) []*ir.Value) *ir.Region {
		return b.Region(ts, func(ps []*ir.Value) []*ir.Value {
			return p.scope(func() []*ir.Value { return f(ps) })
		})
	}
	three := []types.Type{matrix, list, record}
	switch r.IntN(3) {
	case 0:
		s := b.Emit1(ops.Reduce{Kind: "sum", Axes: []int{0, 1}}, p.array())
		branch := func([]*ir.Value) []*ir.Value { p.steps(depth); return p.some() }
		p.add(b.EmitRegions(ops.If{}, []*ir.Region{region(nil, branch), region(nil, branch)}, b.Emit1(ops.Lt, s, p.scalar())))
	case 1:
		body := region(append([]types.Type{types.CoreI64}, three...), func(ps []*ir.Value) []*ir.Value {
			p.add(ps[1:])
			p.steps(depth)
			return p.some()
		})
		p.add(b.EmitRegions(ops.For{}, []*ir.Region{body}, append([]*ir.Value{c(b, int64(r.IntN(4)))}, p.some()...)...))
	default:
		with := append([]types.Type{types.CoreI64}, three...)
		cond := region(with, func(ps []*ir.Value) []*ir.Value {
			p.add(ps[1:])
			p.steps(0)
			return append([]*ir.Value{b.Emit1(ops.Lt, ps[0], c(b, int64(2))), b.Emit1(ops.Add, ps[0], c(b, int64(1)))}, p.some()...)
		})
		body := region(with, func(ps []*ir.Value) []*ir.Value {
			p.add(ps[1:])
			p.steps(depth)
			return append([]*ir.Value{ps[0]}, p.some()...)
		})
		out := b.EmitRegions(ops.While{}, []*ir.Region{cond, body}, append([]*ir.Value{c(b, int64(0))}, p.some()...)...)
		p.add(out[1:])
	}
}

// Random programs give the VM's bits: what is updated in place is seen by nobody else.
func TestRandom(t *testing.T) {
	for seed := range uint64(*programs) {
		m := ir.NewModule(ir.Opt)
		m.Nodes = []*ir.NodeType{{Name: "Pair", Fields: []types.Type{matrix, record}}}
		build := func(name string, callee string) {
			b := ir.NewFunc(m, name)
			x, y := b.Param("x", matrix), b.Param("y", matrix)
			p := &program{r: rand.New(rand.NewPCG(seed, uint64(len(name)))), b: b, arrays: []*ir.Value{x, y},
				n: b.Emit1(ops.Dim{Axis: 0}, x), k: b.Emit1(ops.Dim{Axis: 1}, x)}
			p.vecs = []*ir.Value{b.Emit1(ops.VecPush{}, b.Emit1(ops.VecNew{Elems: list.Elems}), x, c(b, 1.0))}
			p.nodes = []*ir.Value{b.Emit1(ops.NodeNew{Name: "Pair"}, y, b.Emit1(ops.Null{Type: record}))}
			p.steps(2)
			if callee != "" {
				p.keep(b.Emit1(ops.Call{Fn: callee, Results: []types.Type{matrix}}, p.array(), p.array()))
				p.steps(2)
				p.keep(b.Emit1(ops.Call{Fn: callee, Results: []types.Type{matrix}}, p.array(), p.array()))
			}
			all := b.Emit1(ops.Add, p.array(), p.array())
			for _, v := range p.arrays[max(0, len(p.arrays)-3):] {
				all = b.Emit1(ops.Add, all, v)
			}
			row := b.Emit(ops.VecGet{}, p.vecs[len(p.vecs)-1], c(b, int64(0)))
			all = b.Emit1(ops.Add, all, row[0])
			b.Finish(b.Emit1(ops.Add, all, b.Emit1(ops.NodeGet{Field: 0}, p.nodes[len(p.nodes)-1])))
		}
		build("g", "")
		build("main", "g")
		m.Entry = "main"
		agree(t, m, ramp(3, 3), ramp(3, 3))
		if t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, ir.Print(m))
		}
	}
}
