package llvm

import (
	"slices"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Products of derivatives (ops.Scale) are plain products wherever those are numbers, so plain products are computed,
// with the sums that follow, and what comes of them is looked at once. Only if that is nan is all of it computed again
// as it is meant:
//
//	%m = fmul %ct, %p;  %s = fadd %m, %x;  %odd = fcmp uno %s, %s
//	br %odd, rare, done
//	rare:  %q = fmul, fcmp, select …;  %r = fadd %q, %x
//	done:  phi [%s], [%r]
//
// This is exact: of steps whose result is nan if an operand is, a result that is a number has seen no product that was
// nan. A chain of products then waits for nothing but the products; what comparisons and selects for each would cost is
// the time of another product or two.
type plain struct {
	region *ir.Region
	users  map[*ir.Value][]*ir.Node // nil stands for the results of the region
	steps  []plainStep
}

// plainStep is an operation on plain products, and where it stands in the text.
type plainStep struct {
	n    *ir.Node
	w    int
	args []ins.Value
	x    ins.Value
}

// maxSteps bounds how long operands are kept for the second computation.
const maxSteps = 32

// strict lists the steps that give nan if an operand is.
var strict = []ir.Op{ops.Scale, ops.Mul, ops.Add, ops.Sub, ops.Neg}

// holds reports whether v is a plain product, or made of one, that was not looked at yet.
func (p *plain) holds(v *ir.Value) bool { return v.Def != nil && p.step(v.Def) }

func (p *plain) step(n *ir.Node) bool {
	return slices.ContainsFunc(p.steps, func(s plainStep) bool { return s.n == n })
}

// matters reports whether n, which is no step, needs what was not looked at yet, or there are enough steps.
func (p *plain) matters(n *ir.Node) bool {
	if len(p.steps) == 0 {
		return false
	}
	return len(n.Regions) > 0 || len(p.steps) >= maxSteps || slices.ContainsFunc(n.Args, p.holds)
}

// takes reports whether n is a step.
func (p *plain) takes(n *ir.Node) bool {
	if p.region == nil || !slices.Contains(strict, n.Op) || len(p.steps) >= maxSteps {
		return false
	}
	if d, ok := n.Args[0].Type.(types.Scalar); !ok || d.DType() != d.DType().Compute() {
		return false
	}
	return n.Op == ir.Op(ops.Scale) || slices.ContainsFunc(n.Args, p.holds)
}

// plainStep writes a step.
func (c *code) plainStep(n *ir.Node, w int, args []ins.Value) (x ins.Value) {
	d, _ := types.ElemDType(n.Args[0].Type)
	if n.Op == ir.Op(ops.Scale) {
		x = lane{c, d, w, args, n}.op2(ins.FMul)
	} else {
		x = c.lanes(n, w, args)
	}
	c.plain.steps = append(c.plain.steps, plainStep{n, w, args, x})
	return x
}

// outside reports whether a step's result is read by anything but steps.
func (p *plain) outside(s plainStep) bool {
	return slices.ContainsFunc(p.users[s.n.Results[0]], func(n *ir.Node) bool { return n == nil || !p.step(n) })
}

// usersIn lists who reads a value: nodes of the region, also for what regions inside them read.
func usersIn(r *ir.Region) map[*ir.Value][]*ir.Node {
	users := map[*ir.Value][]*ir.Node{}
	var add func(n, top *ir.Node)
	add = func(n, top *ir.Node) {
		for _, a := range n.Args {
			users[a] = append(users[a], top)
		}
		for _, sub := range n.Regions {
			for _, m := range sub.Nodes {
				add(m, top)
			}
			for _, v := range sub.Results {
				users[v] = append(users[v], top)
			}
		}
	}
	for _, n := range r.Nodes {
		add(n, n)
	}
	for _, v := range r.Results {
		users[v] = append(users[v], nil)
	}
	return users
}

// checkPlain looks at what came of the steps, and tells bind where each result that is read outside stands now.
func (c *code) checkPlain(bind func(v *ir.Value, x ins.Value)) {
	if len(c.plain.steps) == 0 {
		return
	}
	if c.plain.users == nil {
		c.plain.users = usersIn(c.plain.region)
	}
	p := c.plain
	c.plain = plain{region: p.region, users: p.users}
	var out, looked []plainStep
	seen := map[*ir.Value]bool{} // read by steps of which nan would be seen
	for _, s := range slices.Backward(p.steps) {
		outside := p.outside(s)
		if outside {
			out = append(out, s)
		}
		if outside && !seen[s.n.Results[0]] {
			looked = append(looked, s)
		}
		if outside || seen[s.n.Results[0]] {
			for _, a := range s.n.Args {
				seen[a] = true
			}
		}
	}
	if len(out) == 0 {
		return
	}
	rare, done, from := c.NewBlock("rare"), c.NewBlock("done"), c.At()
	c.BranchRare(c.anyNan(looked), rare, done)
	c.Start(rare)
	again := map[ins.Value]ins.Value{}
	for _, s := range p.steps {
		args := slices.Clone(s.args)
		for i, a := range args {
			if x, ok := again[a]; ok {
				args[i] = x
			}
		}
		again[s.x] = c.lanes(s.n, s.w, args)
	}
	c.Jump(done)
	c.Start(done)
	for _, s := range out {
		bind(s.n.Results[0], c.Phi(s.x.Type(), s.x.From(from), again[s.x].From(rare)))
	}
}

// anyNan reports whether a lane of some results is nan; one comparison takes two of a type.
func (c *code) anyNan(steps []plainStep) ins.Value {
	var odd ins.Value
	for len(steps) > 0 {
		t := steps[0].x.Type()
		var mask ins.Value
		same := func(s plainStep) bool { return s.x.Type() == t }
		rest := slices.DeleteFunc(slices.Clone(steps), same)
		alike := slices.DeleteFunc(slices.Clone(steps), func(s plainStep) bool { return !same(s) })
		for pair := range slices.Chunk(alike, 2) {
			m := c.Cmp(ins.UNO, pair[0].x, pair[len(pair)-1].x)
			if mask.Valid() {
				m = c.Binary(ins.Or, mask, m)
			}
			mask = m
		}
		if t.Lanes() > 1 {
			mask = c.anyOf(mask)
		}
		if odd.Valid() {
			mask = c.Binary(ins.Or, odd, mask)
		}
		odd, steps = mask, rest
	}
	return odd
}

// anyOf reports whether one of the lanes holds.
func (c *code) anyOf(x ins.Value) ins.Value {
	bits := ins.Bits(x.Type().Lanes())
	return c.Cmp(ins.NE, c.Cast(ins.Bitcast, x, bits), ins.Int(bits, 0))
}

// scale multiplies, and gives 0 where that is nan and a factor is 0.
func scale(l lane) ins.Value {
	x, y := l.args[0], l.args[1]
	p := l.op2(ins.FMul)
	zero := l.or(l.Cmp(ins.OEQ, x, l.k(0)), l.Cmp(ins.OEQ, y, l.k(0)))
	return l.Select(l.and(l.Cmp(ins.UNO, p, p), zero), l.k(0), p)
}
