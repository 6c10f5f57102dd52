package vm

import (
	"fmt"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

type kind uint8

const (
	evalOp   kind = iota // prim.Eval
	constOp              // res[0] = value
	unaryOp              // an elementwise op on a scalar
	binaryOp             // an elementwise op on two scalars
	moveOp               // res = args, at once
	jump
	jumpUnless // args[0]
	callOp
	invokeOp // what a Caller asks for
	loopTest // if args[0] >= args[1] jump; a back edge
	loopNext // args[0]++ and jump
	returnOp
)

// instr is an instruction; args and res are registers.
type instr struct {
	kind   kind
	args   []int
	res    []int
	target int
	node   *ir.Node
	prim   ops.Evaluator
	scalar ops.Elementwise
	dtype  dtype.Type
	value  ops.Value
	callee string
	caller Caller
	code   *code // of the callee, resolved at the first call
	keep   int   // how many registers a call leaves alone; the callee's begin after them
}

// code is a compiled function.
type code struct {
	fn     *ir.Func
	instrs []instr
	params []int
	regs   int
}

// Caller is an op that finds out as it runs what to call.
type Caller interface {
	ir.Op
	// Request answers the operands; n is the node.
	Request(n *ir.Node, args []ops.Value) (Request, error)
}

// Request is what a Caller asks for: that function Fn of the module is called
// with the values, and gives the node's results; or, if Fn is "", the values
// are the node's results.
type Request struct {
	Fn     string
	Values []ops.Value
}

// compiler compiles one function, first to registers of which each value has
// its own; registers.go then lets values share them.
type compiler struct {
	*code
	rules map[string]rule
	loops []stretch
	holes map[int]stretch // where the result of an if, which the then side made, is not made yet
}

// rule compiles a node that has no Eval (ops.Decl.Evaluates).
type rule func(c *compiler, n *ir.Node) error

func rules() map[string]rule {
	return map[string]rule{"if": (*compiler).ifNode, "for": (*compiler).forNode, "while": (*compiler).whileNode, "call": (*compiler).call}
}

func compile(fn *ir.Func) (*code, error) {
	c := &compiler{code: &code{fn: fn, regs: fn.NextID}, rules: rules(), holes: map[int]stretch{}}
	for _, p := range fn.Params {
		c.params = append(c.params, p.ID)
	}
	if err := c.region(fn.Body); err != nil {
		return nil, err
	}
	c.add(instr{kind: returnOp, args: ids(fn.Body.Results)})
	c.share()
	return c.code, nil
}

func ids(vs []*ir.Value) []int {
	out := make([]int, len(vs))
	for i, v := range vs {
		out[i] = v.ID
	}
	return out
}

func (c *compiler) add(i instr) int {
	c.instrs = append(c.instrs, i)
	return len(c.instrs) - 1
}

func (c *compiler) reg() int {
	c.regs++
	return c.regs - 1
}

func (c *compiler) region(r *ir.Region) error {
	for _, n := range r.Nodes {
		if err := c.node(n); err != nil {
			return err
		}
	}
	return nil
}

// node compiles a node: constants and scalar arithmetic, which are the most, to instructions of their own, others to Eval
// or by their rule.
func (c *compiler) node(n *ir.Node) error {
	switch op := n.Op.(type) {
	case Caller:
		c.add(instr{kind: invokeOp, args: ids(n.Args), res: ids(n.Results), node: n, caller: op})
		return nil
	case ops.Const:
		vs, err := op.Eval(nil, n, nil)
		c.add(instr{kind: constOp, res: ids(n.Results), value: vs[0], node: n})
		return err
	case ops.Elementwise:
		if d, ok := n.Args[0].Type.(types.Scalar); ok {
			k := unaryOp
			if len(n.Args) == 2 {
				k = binaryOp
			}
			c.add(instr{kind: k, args: ids(n.Args), res: ids(n.Results), node: n, scalar: op, dtype: dtype.Type(d)})
			return nil
		}
	}
	if p, ok := n.Op.(ops.Evaluator); ok {
		c.add(instr{kind: evalOp, args: ids(n.Args), res: ids(n.Results), node: n, prim: p})
		return nil
	}
	write := c.rules[n.Op.OpName()]
	if write == nil {
		return fmt.Errorf("vm: %s is no primitive", n.Op.OpName())
	}
	return write(c, n)
}

func (c *compiler) call(n *ir.Node) error {
	c.add(instr{kind: callOp, args: ids(n.Args), res: ids(n.Results), node: n, callee: ir.Callee(n.Op)})
	return nil
}

func (c *compiler) move(res, args []int) { c.add(instr{kind: moveOp, args: args, res: res}) }

func (c *compiler) ifNode(n *ir.Node) error {
	test := c.add(instr{kind: jumpUnless, args: ids(n.Args[:1]), node: n})
	if err := c.region(n.Regions[0]); err != nil {
		return err
	}
	c.move(ids(n.Results), ids(n.Regions[0].Results))
	end := c.add(instr{kind: jump})
	c.instrs[test].target = len(c.instrs)
	if err := c.region(n.Regions[1]); err != nil {
		return err
	}
	for _, r := range n.Results {
		c.holes[r.ID] = stretch{end, len(c.instrs)}
	}
	c.move(ids(n.Results), ids(n.Regions[1].Results))
	c.instrs[end].target = len(c.instrs)
	return nil
}

func (c *compiler) forNode(n *ir.Node) error {
	body := n.Regions[0]
	counter := c.reg()
	zero := ops.I(0)
	c.add(instr{kind: constOp, res: []int{counter}, value: zero, node: n})
	carried := ids(body.Params[1:])
	c.move(carried, ids(n.Args[1:]))
	test := c.add(instr{kind: loopTest, args: []int{counter, n.Args[0].ID}, node: n})
	c.move(ids(body.Params[:1]), []int{counter})
	if err := c.region(body); err != nil {
		return err
	}
	c.move(carried, ids(body.Results))
	c.add(instr{kind: loopNext, args: []int{counter}, target: test})
	c.loops = append(c.loops, stretch{test, len(c.instrs) - 1})
	c.instrs[test].target = len(c.instrs)
	c.move(ids(n.Results), carried)
	return nil
}

func (c *compiler) whileNode(n *ir.Node) error {
	cond, body := n.Regions[0], n.Regions[1]
	c.move(ids(cond.Params), ids(n.Args))
	top := len(c.instrs)
	if err := c.region(cond); err != nil {
		return err
	}
	test := c.add(instr{kind: jumpUnless, args: ids(cond.Results[:1]), node: n})
	passed := ids(cond.Results[1:])
	c.move(ids(body.Params), passed)
	if err := c.region(body); err != nil {
		return err
	}
	c.move(ids(cond.Params), ids(body.Results))
	c.add(instr{kind: jump, target: top, node: n})
	c.loops = append(c.loops, stretch{top, len(c.instrs) - 1})
	c.instrs[test].target = len(c.instrs)
	c.move(ids(n.Results), passed)
	return nil
}
