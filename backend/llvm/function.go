package llvm

import (
	"fmt"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// fn writes one function.
type fn struct {
	code
	p     *emitter
	f     *ir.Func
	vals  map[*ir.Value]val
	scope *scope
	open  *strip // kernels whose calls wait
	// consumed are the operands whose references the rule of the current node took.
	consumed []*ir.Value
	node     *ir.Node
	fail     *ins.Block       // leaves with the status of an error
	traces   []trace          // in the order in which they were first needed
	traced   map[ir.Loc]trace // the same by their places
	results  []ins.Type       // of the results' components
	out      ins.Value        // where the results go, if they are in memory
	landed   *ins.Space       // where the calls in it find their results, if they are in memory
	slots    int              // of that
}

// function writes f.
func (p *emitter) function(f *ir.Func) error {
	results := allComps(f.Results)
	w := &fn{p: p, f: f, vals: map[*ir.Value]val{}, traced: map[ir.Loc]trace{}, results: results}
	w.code = newCode(symbol(f), retType(results))
	w.fail = w.Named("fail")
	w.out = w.formal(results)
	w.params()
	if p.graph.Recursive(f) {
		w.stackTest()
	}
	x, err := w.region(f.Body)
	if err != nil {
		return err
	}
	w.ret(x)
	w.leave()
	w.Fast, w.Linkage = true, ins.Hidden
	if p.onlyEntry(f) {
		w.Linkage, w.Attrs = ins.Internal, "alwaysinline"
	}
	kind := Straight
	if p.hotFuncs[f] {
		kind = Loops
	}
	if kind == Straight || w.Len() > largeFunc {
		w.Outline()
	}
	p.add(unit{fn: w.Func, kind: kind})
	return nil
}

// largeFunc is the number of instructions from which on a function that repeats, or may be called from one that does, calls
// what a smaller one has inline: the time to compile such a function would be that of counting references.
const largeFunc = 384

// symbol is the name of a function of the module.
func symbol(f *ir.Func) string { return "f." + f.Name }

// callee is a function of the module as others call it.
func (p *emitter) callee(f *ir.Func) *ins.Callee {
	c := p.callees[f]
	if c == nil {
		results := allComps(f.Results)
		params := []ins.Type{ins.Ptr}
		if inMemory(results) {
			params = append(params, ins.Ptr)
		}
		params = append(params, allComps(ir.Types(f.Params))...)
		c = &ins.Callee{Name: symbol(f), Result: retType(results), Params: params, Fast: true, Link: ins.Linked}
		p.callees[f] = c
	}
	return c
}

// params binds the parameters.
func (f *fn) params() {
	for i, v := range f.f.Params {
		var x val
		for k, ty := range comps(v.Type) {
			x = append(x, f.Param(fmt.Sprintf("p%d.%d", i, k), ty))
		}
		f.bind(v, x)
	}
}

// leave writes the blocks through which errors leave.
func (f *fn) leave() {
	for _, t := range f.traces {
		f.Start(t.block)
		f.Call(rtTrace, f.ctx, number(t.site))
		f.Jump(f.fail)
	}
	f.Start(f.fail)
	f.Ret(outcome(f.results, 2))
}

// bind gives a value its components; sizes that its type knows become constants.
func (f *fn) bind(v *ir.Value, x val) {
	if a, ok := v.Type.(types.Array); ok {
		x = append(val{}, x...)
		for i, d := range a.Dims {
			if d.IsConst() {
				x[2+i] = ins.Size(d.Const)
			}
		}
	}
	f.vals[v] = x
}

// scope is a region while it is written.
type scope struct {
	outer  *scope
	region *ir.Region
	pos    int
	// readable holds the addresses of nodes that were found not to be null.
	readable map[*ir.Value]ins.Value
	strips   map[*ir.Node]*strip
}

// region writes the nodes of r and gives its results.
func (f *fn) region(r *ir.Region) (val, error) {
	outer := f.scope
	s := &scope{outer: outer, region: r, readable: map[*ir.Value]ins.Value{}, strips: f.strips(r)}
	f.scope = s
	defer func() { f.scope = outer }()
	around := f.plain
	f.plain = plain{region: r}
	defer func() { f.plain = around }()
	for i, n := range r.Nodes {
		s.pos, f.node = i, n
		if err := f.emit(n); err != nil {
			return nil, err
		}
	}
	f.settle()
	var out val
	for _, v := range r.Results {
		out = append(out, f.vals[v]...)
	}
	return out, nil
}

// unsupported is the error for an operation without native code.
func unsupported(n *ir.Node) error {
	return fmt.Errorf("%s: the native backend does not support %s on %v", n.Loc.Span, n.Op.OpName(), ir.Types(n.Args))
}

// emit writes one node, and checks that its rule does with the operands what is declared.
func (f *fn) emit(n *ir.Node) error {
	outer := f.consumed
	f.consumed = nil
	defer func() { f.consumed = outer }()
	if err := f.rule(n); err != nil {
		return err
	}
	return f.keepsClaims(n)
}

// rule writes one node.
func (f *fn) rule(n *ir.Node) error {
	if !f.plain.takes(n) && f.plain.matters(n) {
		f.settle()
	}
	if isScalarNode(n) && hasLanes(n.Op) {
		args := make([]ins.Value, len(n.Args))
		for i, a := range n.Args {
			args[i] = f.vals[a][0]
		}
		f.vals[n.Results[0]] = val{f.laneOp(n, 1, args)}
		return nil
	}
	if rule := f.p.rules[n.Op.OpName()]; rule != nil {
		return rule(f, n)
	}
	if f.p.o.Declared.Of(n.Op).Where == ops.Host {
		f.evaluate(n)
		return nil
	}
	return unsupported(n)
}

// settle checks the plain products so far.
func (f *fn) settle() {
	f.checkPlain(func(v *ir.Value, x ins.Value) { f.vals[v] = val{x} })
}

// isScalarNode reports whether a node takes and gives machine scalars only.
func isScalarNode(n *ir.Node) bool {
	for _, a := range n.Args {
		if _, ok := a.Type.(types.Scalar); !ok {
			return false
		}
	}
	if len(n.Results) != 1 {
		return false
	}
	_, ok := n.Results[0].Type.(types.Scalar)
	return ok
}
