package dynamic

import (
	"errors"
	"fmt"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/leaf"
	"github.com/myia-lang/myia/lower"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// primitive is an operation that inference resolves, alone, at the types of the
// operands that it meets, once for each list of types.
type primitive struct {
	op   ir.Op
	at   map[types.ID]*meeting // by types
	last recent
}

// recent is what ran last on numbers and strings, whose types are quick to
// compare, so that most of a loop needs no keys.
type recent struct {
	args []*value
	*meeting
	*compiled
}

// fits reports whether the same code serves: the operands are as many and of
// the same types, and those that must be known, or are constants of the program, too.
func (r *recent) fits(args []*value) bool {
	if r.compiled == nil || len(args) != len(r.args) {
		return false
	}
	for i, a := range args {
		b := r.args[i]
		if a == b && len(a.parts) == 0 && !a.isList() && !a.isDict() {
			continue
		}
		if t, ok := b.t.(types.Basic); !ok || a.t != t || a.literal || b.literal || r.static[i] {
			return false
		}
	}
	return true
}

// meeting is a primitive at one list of types. Operands whose values inference
// must know are part of the key of what it made.
type meeting struct {
	static map[int]bool
	made   map[types.ID]*compiled
}

// compiled is a primitive as core code.
type compiled struct {
	border
	machine *vm.Machine
	entry   string
	params  []types.Type
	result  types.Type
}

// apply runs an operation that is not that of the node at hand.
func (s *Surface) apply(loc ir.Loc, op ir.Op, args ...*value) (*value, error) {
	key := fmt.Sprintf("%T%v", op, op)
	if s.prims[key] == nil {
		s.prims[key] = &primitive{op: op}
	}
	return s.prims[key].run(s, loc, args)
}

// run evaluates the primitive.
func (p *primitive) run(s *Surface, loc ir.Loc, args []*value) (*value, error) {
	if p.last.fits(args) {
		return p.last.run(s, args)
	}
	for _, a := range args {
		if s.open && !a.inferred() {
			return nil, refusal(p.op, args, nil)
		}
	}
	key := p.key(&s.ids, args)
	m := p.at[key]
	if m == nil {
		if p.at == nil {
			p.at = map[types.ID]*meeting{}
		}
		m = &meeting{static: map[int]bool{}, made: map[types.ID]*compiled{}}
		p.at[key] = m
	}
	c := m.made[m.key(&s.ids, args)]
	if c == nil {
		var err error
		if c, err = p.infer(s, loc, m, args); err != nil {
			return nil, err
		}
	}
	p.last = recent{args, m, c}
	return c.run(s, args)
}

// key holds the types of the operands, and which are constants of the program.
func (p *primitive) key(ids *types.Universe, args []*value) types.ID {
	var key types.ID
	for _, a := range args {
		if key = ids.Tuple(key, ids.ID(typeOf(a, usual))); a.written() && p.folds() {
			key = ids.Tuple(key)
		}
	}
	return key
}

// key holds what is known of the operands that must be known.
func (m *meeting) key(ids *types.Universe, args []*value) types.ID {
	var key types.ID
	for i, a := range args {
		if m.static[i] {
			key = ids.Tuple(key, typed.KnownID(ids, knownTree(a)))
		}
	}
	return key
}

// infer makes core code of the primitive, in the first view of the operands
// that inference takes.
func (p *primitive) infer(s *Surface, loc ir.Loc, m *meeting, args []*value) (*compiled, error) {
	var refused diag.List
	for _, seen := range views() {
		operands := make([]infer.Operand, len(args))
		for i, a := range args {
			operands[i] = infer.Operand{T: typeOf(a, seen), Known: knownTree(a), Static: p.folds() && a.written()}
			if seen.blind {
				operands[i].Known = writtenTree(a)
			}
		}
		mod, static, diags := infer.Node(s.src, p.op, loc, operands, s.options)
		if failed(diags) {
			if refused == nil {
				refused = diags
			}
			continue
		}
		for i := range static {
			if !m.static[i] {
				m.static[i] = true
				clear(m.made)
			}
		}
		c := s.lowered(mod, typesOf(args, seen))
		m.made[m.key(&s.ids, args)] = c
		return c, nil
	}
	if s.open {
		return nil, refusal(p.op, args, refused)
	}
	return nil, refused
}

// refusal is the exception that Python raises where inference refuses an operation, in words of its own.
func refusal(op ir.Op, args []*value, refused diag.List) error {
	switch op := op.(type) {
	case surface.GetAttr:
		return raise("AttributeError", "'%s' object has no attribute '%s'", show(args[0]), op.Name)
	case surface.Binary:
		return raise("TypeError", "unsupported operand type(s) for %s: '%s' and '%s'", op.Op, show(args[0]), show(args[1]))
	case surface.Compare:
		return raise("TypeError", "'%s' not supported between instances of '%s' and '%s'", op.Op, show(args[0]), show(args[1]))
	}
	if len(refused) == 0 {
		return raise("TypeError", "%s of '%s' is not taken here", op.OpName(), show(args[0]))
	}
	return raise("TypeError", "%s", refused[0].Message)
}

// folds reports whether constants of the program are known to the primitive
// even where it could do without, as the exponent of a power and the -1 of a
// shape are.
func (p *primitive) folds() bool {
	switch p.op.(type) {
	case surface.Invoke, surface.Binary:
		return true
	}
	return false
}

func failed(ds diag.List) bool {
	for _, d := range ds {
		if d.Kind != diag.Warning {
			return true
		}
	}
	return false
}

func (s *Surface) lowered(m *ir.Module, params []types.Type) *compiled {
	c := &compiled{border: border{leaf.Layout{M: m}}, entry: m.Entry, params: params, machine: vm.New(lower.Lower(m), s.env)}
	c.machine.Inner = true
	c.result = m.Func(m.Entry).Results[0]
	return c
}

func (c *compiled) run(s *Surface, args []*value) (*value, error) {
	leaves, err := c.encodeAll(nil, args, c.params)
	if err != nil {
		return nil, err
	}
	out, err := c.machine.Call(s.ctx, c.entry, leaves)
	if err != nil {
		return nil, withoutOutermost(err)
	}
	return c.decode(out, c.result), nil
}

// withoutOutermost drops the place of the node itself, which the machine that
// runs the surface function gives.
func withoutOutermost(err error) error {
	var e *ops.Raised
	if errors.As(err, &e) && len(e.Trace) > 0 {
		e.Trace = e.Trace[:len(e.Trace)-1]
	}
	return err
}
