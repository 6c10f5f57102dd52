package interp

import (
	"context"
	"errors"
	"fmt"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/lower"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// Typed runs the functions of a typed module. It is not safe for concurrent
// use.
type Typed struct {
	*codecs
	env     *ops.Env
	machine *vm.Machine
	ctx     context.Context // of the call at hand
}

// NewTyped makes an interpreter of a module that takes no derivatives; env
// serves effects.
func NewTyped(m *ir.Module, env *ops.Env) *Typed {
	t := &Typed{codecs: newCodecs(m), env: env}
	out := m.Like()
	for _, f := range m.Funcs {
		ir.CopyFunc(out, f, func(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
			switch n.Op.(type) {
			case ops.If, ops.For, ops.While, ops.Call:
				return nil, false
			}
			return c.B.Emit(&step{op: n.Op, of: t, results: ir.Types(n.Results)}, args...), true
		})
	}
	t.machine = vm.New(out, env)
	return t
}

// Derivative says where a typed module takes a derivative, which is not done
// at the stages before opt; nil if nowhere.
func Derivative(m *ir.Module, at ir.Stage) *diag.Diagnostic {
	for _, f := range m.Funcs {
		if n := gradIn(f.Body); n != nil {
			return diag.Limitf(diag.StageNotThere, n.Loc.Span, "derivatives are not taken at stage %s", at).
				WithHelp("run the stage opt")
		}
	}
	return nil
}

// gradIn finds the first derivative in a region, or nil.
func gradIn(r *ir.Region) *ir.Node {
	for _, n := range r.Nodes {
		if _, ok := n.Op.(typed.Grad); ok {
			return n
		}
		for _, sub := range n.Regions {
			if g := gradIn(sub); g != nil {
				return g
			}
		}
	}
	return nil
}

// Call runs a function on the leaves of its arguments and gives those of its
// results. A Python exception is an *ops.Raised; the end of ctx is its error.
func (t *Typed) Call(ctx context.Context, fn string, leaves []ops.Value) ([]ops.Value, error) {
	f := t.M.Func(fn)
	if f == nil {
		return nil, fmt.Errorf("interp: no function %s", fn)
	}
	t.ctx = ctx
	out, err := t.machine.Call(ctx, fn, decodeAll(t.all(ir.Types(f.Params)), leaves))
	if err != nil {
		return nil, err
	}
	return encodeAll(nil, t.all(f.Results), out), nil
}

// step is a typed op that the machine evaluates on whole values.
type step struct {
	op      ir.Op
	of      *Typed
	results []types.Type
	run     func(args []ops.Value) ([]ops.Value, error) // made at the first use
}

// OpName is that of the typed op.
func (s *step) OpName() string { return s.op.OpName() }

// Effects are those of the typed op.
func (s *step) Effects() ir.Effects { return s.op.Effects() }

// Infer gives the types that inference found.
func (s *step) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return s.results, nil }

// Eval runs the op.
func (s *step) Eval(_ *ops.Env, n *ir.Node, args []ops.Value) ([]ops.Value, error) {
	if s.run == nil {
		s.run = s.of.prepare(&ir.Node{Op: s.op, Args: n.Args, Results: n.Results, Loc: n.Loc})
	}
	return s.run(args)
}

// lowered evaluates a node by core code of its own.
func (t *Typed) lowered(n *ir.Node) func(args []ops.Value) ([]ops.Value, error) {
	machine := vm.New(lower.Node(t.M, n), t.env)
	machine.Inner = true
	params, results := t.all(ir.Types(n.Args)), t.all(ir.Types(n.Results))
	return func(args []ops.Value) ([]ops.Value, error) {
		out, err := machine.Call(t.ctx, lower.NodeFunc, encodeAll(nil, params, args))
		if err != nil {
			return nil, withoutTrace(err)
		}
		return decodeAll(results, out), nil
	}
}

// withoutTrace drops the place of a node in its own code: the machine that
// runs the typed function gives it.
func withoutTrace(err error) error {
	var e *ops.Raised
	if errors.As(err, &e) {
		e.Trace = nil
	}
	return err
}
