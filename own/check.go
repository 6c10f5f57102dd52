package own

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
)

// Check proves of a module that Insert gave, and that passed ir.Verify, what the package says of it. The error is a
// *diag.Diagnostic at the first node that breaks a rule.
func Check(m *ir.Module, declared *ops.Registry) error {
	for _, f := range m.Funcs {
		if err := checkFunc(m, f, declared); err != nil {
			return err
		}
	}
	return nil
}

// checkFunc repeats the walk as long as it finds loops whose accumulators others may see, which it takes for sole at first.
func checkFunc(m *ir.Module, f *ir.Func, declared *ops.Registry) error {
	shared := map[*ir.Value]bool{}
	for {
		c := &checker{m: m, f: f, declared: declared, at: f.Loc, root: map[*ir.Value]*ir.Value{}, inside: map[*ir.Value]bool{},
			owned: map[*ir.Value]bool{}, live: map[*ir.Value]bool{}, depth: map[*ir.Value]int{}, facts: map[*ir.Value]fact{}, shared: shared, holes: map[*ir.Value]*ir.Node{}}
		known := len(shared)
		c.function()
		switch {
		case len(shared) > known:
			continue
		case c.err != nil:
			return c.err
		}
		return nil
	}
}

// checker walks one function in the order in which it runs. The first fault is kept.
type checker struct {
	m        *ir.Module
	f        *ir.Func
	declared *ops.Registry
	at       ir.Loc
	root     map[*ir.Value]*ir.Value // what a heap value is borrowed from in the end; itself if it is not; nil: static
	inside   map[*ir.Value]bool      // in a container
	owned    map[*ir.Value]bool      // holds a reference that the function has to give up
	live     map[*ir.Value]bool      // of those that are owned: the reference is still there
	depth    map[*ir.Value]int       // of the region that defines it
	now      int                     // depth of the region at hand
	held     []*ir.Value             // what regions at hand have defined that is owned
	spent    []*ir.Value             // what was given up, in turn
	facts    map[*ir.Value]fact
	shared   map[*ir.Value]bool     // carried accumulators that are not sole
	holes    map[*ir.Value]*ir.Node // vecs out of which an own.take has taken something that is not back yet
	err      *diag.Diagnostic
}

func (c *checker) fault(format string, args ...any) {
	if c.err == nil {
		c.err = diag.Errorf(diag.BadIR, c.at.Span, "in @%s, %s", c.f.Name, fmt.Sprintf(format, args...))
	}
}

func (c *checker) function() {
	for i, p := range c.f.Params {
		if isHeap(p) && (c.f.Owned == nil || !c.f.Owned[i]) {
			c.root[p] = p
		}
	}
	c.region(c.f.Body, c.f.Params)
}

// region walks a region; of given, its parameters, it owns those that are not borrowed by now. Its results leave it.
func (c *checker) region(r *ir.Region, given []*ir.Value) {
	c.now++
	first := len(c.held)
	for _, p := range given {
		if isHeap(p) && c.root[p] == nil {
			c.own(p)
		}
	}
	for _, n := range r.Nodes {
		c.node(n)
	}
	for _, v := range r.Results {
		c.consume(v)
	}
	for _, v := range c.held[first:] {
		if c.live[v] {
			c.fault("%%%d is never given back", v.ID)
		}
	}
	c.held = c.held[:first]
	c.now--
}

// own notes a new value that has a reference.
func (c *checker) own(v *ir.Value) {
	c.root[v], c.owned[v], c.live[v], c.depth[v] = v, true, true, c.now
	c.held = append(c.held, v)
}

// alive demands that what v is borrowed from, or v itself, still has its reference.
func (c *checker) alive(v *ir.Value) {
	if r := c.root[v]; isHeap(v) && r != nil && c.owned[r] && !c.live[r] {
		c.fault("%%%d is used when the reference of %%%d is gone", v.ID, r.ID)
	}
}

// consume takes the reference of v.
func (c *checker) consume(v *ir.Value) {
	if !isHeap(v) || c.root[v] == nil {
		return
	}
	c.alive(v)
	if !c.owned[v] {
		c.fault("%%%d is consumed, but it is borrowed", v.ID)
		return
	}
	if c.holes[v] != nil {
		c.fault("%%%d is consumed, and something has been taken out of it", v.ID)
	}
	c.live[v] = false
	c.spent = append(c.spent, v)
}

// Consumes reports whether a node of a module takes the reference of operand i.
func Consumes(m *ir.Module, declared *ops.Registry, n *ir.Node, i int) bool {
	switch declared.Of(n.Op).Memory.Of(i) {
	case ops.Consume:
		return true
	case ops.ByCallee:
		f := m.Func(ir.Callee(n.Op))
		return f != nil && f.Owned != nil && f.Owned[i]
	}
	return false
}

func (c *checker) node(n *ir.Node) {
	c.at = n.Loc
	c.takes(n)
	_, reuse := n.Op.(Reuse)
	if reuse { // its operand is there until the kernel has run
		c.reuse(n)
	} else {
		c.operands(n)
		c.regions(n)
	}
	c.at = n.Loc
	c.results(n)
}

// operands looks at what is borrowed, then takes what is consumed, which is nothing that the node reads beside.
func (c *checker) operands(n *ir.Node) {
	var borrowed, consumed []*ir.Value
	for i, a := range n.Args {
		switch {
		case !isHeap(a) || c.root[a] == nil:
		case Consumes(c.m, c.declared, n, i):
			consumed = append(consumed, a)
		default:
			borrowed = append(borrowed, a)
		}
	}
	_, move := n.Op.(Move)
	for _, a := range borrowed {
		c.alive(a)
		if slices.Contains(consumed, c.root[a]) && !move {
			c.fault("%%%d is consumed by what reads it", c.root[a].ID)
		}
		if !c.inside[a] {
			c.keeps(n, c.root[a])
		}
	}
	if move {
		c.view(n.Args[0], n.Args[1])
	}
	c.writes(n)
	if _, release := n.Op.(Release); release && len(consumed) == 0 {
		c.fault("%%%d is static, and is given back", n.Args[0].ID)
	}
	for _, a := range consumed {
		c.consume(a)
	}
}

// view demands that x is a view of what has the reference of owner.
func (c *checker) view(x, owner *ir.Value) {
	if c.root[x] == nil || c.root[x] != owner || c.inside[x] {
		c.fault("%%%d is no view of %%%d", x.ID, owner.ID)
	}
}

// regions walks the regions of a node.
func (c *checker) regions(n *ir.Node) {
	switch n.Op.(type) {
	case ops.If:
		c.branches(n.Regions[0], n.Regions[1])
	case ops.For:
		c.forLoop(n)
	case ops.While:
		c.whileLoop(n)
	case kernels.Kernel: // which reads its operands alone
	default:
		if len(n.Regions) > 0 {
			c.fault("%s has regions that nobody checks", n.Op.OpName())
		}
	}
}

// branches demands that both regions give up the same values of those around them.
func (c *checker) branches(then, otherwise *ir.Region) {
	mark := len(c.spent)
	c.region(then, nil)
	first := c.outer(mark)
	for _, v := range first {
		c.live[v] = true
	}
	c.spent = c.spent[:mark]
	c.region(otherwise, nil)
	second := map[*ir.Value]bool{}
	for _, v := range c.outer(mark) {
		second[v] = true
	}
	for _, v := range first {
		if !second[v] {
			c.fault("%%%d is given up in the first branch only", v.ID)
		}
	}
	if len(second) > len(first) {
		c.fault("a value is given up in the second branch only")
	}
}

// outer lists what was given up since mark of values that the region at hand, or one around it, defines.
func (c *checker) outer(mark int) []*ir.Value {
	var out []*ir.Value
	for _, v := range c.spent[mark:] {
		if c.depth[v] <= c.now {
			out = append(out, v)
		}
	}
	return out
}

// repeated walks what a loop runs several times, which must leave alone what is defined around it.
func (c *checker) repeated(walk func()) {
	mark := len(c.spent)
	walk()
	for _, v := range c.outer(mark) {
		c.fault("%%%d is given up in a loop, and defined outside", v.ID)
	}
}

func (c *checker) results(n *ir.Node) {
	for i, v := range n.Results {
		if !isHeap(v) {
			continue
		}
		of, inside := borrows(c.declared, n)
		switch {
		case of != nil:
			c.root[v], c.inside[v] = c.root[of], inside || c.inside[of]
		case c.declared.Of(n.Op).Memory.Lives(n) != ops.Static:
			c.own(v)
			c.facts[v] = c.factOf(n, i)
		}
	}
}
