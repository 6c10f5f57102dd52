package ir

import (
	"fmt"

	"github.com/myia-lang/myia/types"
)

// Builder makes one function. It numbers values, types each node by its op's
// rule, and keeps the current source place. A node whose rule fails is a bug
// of the pass that asked for it, and panics with a *BuildError.
type Builder struct {
	M   *Module
	F   *Func
	Loc Loc // given to each new node
	cur *Region
}

// BuildError is the panic value for operands that do not fit an op.
type BuildError struct {
	Op  Op
	Msg string
	Loc Loc
}

func (e *BuildError) Error() string {
	return fmt.Sprintf("%s: %s: %s", e.Loc.Span, e.Op.OpName(), e.Msg)
}

// NewFunc starts a function in m; Finish adds it.
func NewFunc(m *Module, name string) *Builder {
	body := &Region{}
	return &Builder{M: m, F: &Func{Name: name, Body: body}, cur: body}
}

// Param adds a parameter.
func (b *Builder) Param(name string, t types.Type) *Value {
	v := b.value(name, t, nil)
	b.F.Params = append(b.F.Params, v)
	b.F.Body.Params = b.F.Params
	return v
}

func (b *Builder) value(name string, t types.Type, def *Node) *Value {
	v := &Value{ID: b.F.NextID, Type: t, Name: name, Def: def}
	b.F.NextID++
	return v
}

// Emit appends a node and returns its results.
func (b *Builder) Emit(op Op, args ...*Value) []*Value {
	return b.EmitRegions(op, nil, args...)
}

// Emit1 appends a node that has one result.
func (b *Builder) Emit1(op Op, args ...*Value) *Value {
	return b.Emit(op, args...)[0]
}

// EmitRegions appends a structured node.
func (b *Builder) EmitRegions(op Op, regions []*Region, args ...*Value) []*Value {
	n := &Node{Op: op, Args: args, Regions: regions, Loc: b.Loc}
	for i, a := range args {
		if a == nil {
			panic(&BuildError{op, fmt.Sprintf("operand %d is nil", i), b.Loc})
		}
	}
	ts, err := op.Infer(b.M, n)
	if err != nil {
		panic(&BuildError{op, err.Error(), b.Loc})
	}
	n.Results = make([]*Value, len(ts))
	for i, t := range ts {
		n.Results[i] = b.value("", t, n)
	}
	b.cur.Nodes = append(b.cur.Nodes, n)
	return n.Results
}

// Region builds a nested region: f gets the parameters and returns the
// results. Parameters have the given types.
func (b *Builder) Region(params []types.Type, f func(ps []*Value) []*Value) *Region {
	r := &Region{}
	for _, t := range params {
		r.Params = append(r.Params, b.value("", t, nil))
	}
	outer := b.cur
	b.cur = r
	defer func() { b.cur = outer }()
	r.Results = f(r.Params)
	return r
}

// Finish sets the results and adds the function to the module.
func (b *Builder) Finish(results ...*Value) *Func {
	f := b.Done(results...)
	b.M.Add(f)
	return f
}

// Done sets the results and returns the function without adding it.
func (b *Builder) Done(results ...*Value) *Func {
	b.F.Body.Results = results
	b.F.Results = Types(results)
	return b.F
}

// At sets the source place for the nodes that follow.
func (b *Builder) At(l Loc) *Builder {
	b.Loc = l
	return b
}

// Extend appends to a region that no node holds yet: f returns its results.
func (b *Builder) Extend(r *Region, f func() []*Value) {
	outer := b.cur
	b.cur = r
	defer func() { b.cur = outer }()
	r.Results = f()
}

// Mark is how far a region has been built.
type Mark struct {
	nodes, values int
	loc           Loc
}

// Mark notes how far the region at hand has been built.
func (b *Builder) Mark() Mark { return Mark{len(b.cur.Nodes), b.F.NextID, b.Loc} }

// Reset takes back the nodes since m, of the same region; nothing that stays may use them.
func (b *Builder) Reset(m Mark) {
	clear(b.cur.Nodes[m.nodes:])
	b.cur.Nodes, b.F.NextID, b.Loc = b.cur.Nodes[:m.nodes], m.values, m.loc
}
