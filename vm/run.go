package vm

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
)

// Machine runs the functions of a module. It is not safe for concurrent use.
type Machine struct {
	mod   *ir.Module
	env   *ops.Env
	codes map[string]*code
	spare *run
	// MaxValues bounds the registers of all frames together, MaxFrames the frames.
	MaxValues, MaxFrames int
	// Inner says that the machine runs on behalf of another, which looks at the memory and at the end of the context.
	Inner bool
	// Steps counts the instructions that ran.
	Steps int64
	// Written counts the elements of arrays that were written, if Counting.
	Counting bool
	Written  int64
}

// Recursion may be some million calls deep, with 800 MB of registers; without end it is found in seconds.
const (
	defaultMaxValues = 32 << 20
	defaultMaxFrames = 4 << 20
)

// Sizes of the pieces of the register stack, in values.
const (
	firstPiece   = 64
	largestPiece = 1 << 16
)

// New makes a machine; env serves effects.
func New(m *ir.Module, env *ops.Env) *Machine {
	if env.Pool == nil {
		env.Pool = m.Pool
	}
	return &Machine{mod: m, env: env, codes: map[string]*code{}, MaxValues: defaultMaxValues, MaxFrames: defaultMaxFrames}
}

// frame is an activation: its registers start at base in a piece of the register stack.
type frame struct {
	code  *code
	pc    int
	piece int
	base  int
}

// Call runs a function. A Python exception is an *ops.Raised with a traceback;
// the end of ctx is its error.
func (m *Machine) Call(ctx context.Context, fn string, args []ops.Value) ([]ops.Value, error) {
	c, err := m.find(fn)
	if err != nil {
		return nil, err
	}
	if len(args) != len(c.params) {
		return nil, fmt.Errorf("vm: %s takes %d values, got %d", fn, len(c.params), len(args))
	}
	r := m.start(ctx)
	if !m.Inner {
		defer context.AfterFunc(ctx, r.halt.stop)()
		defer m.watchMemory(r.halt)()
	}
	if err := r.enter(c, args, 0); err != nil {
		return nil, err
	}
	out, err := r.loop()
	for _, v := range out {
		if x := v.Tensor(); x != nil {
			x.Lent()
		}
	}
	if err == nil && m.Inner {
		clear(r.regs)
		m.spare = r
	}
	return out, err
}

// start gives a run without frames: of an inner machine, which runs small
// functions often, the one that ended before.
func (m *Machine) start(ctx context.Context) *run {
	if r := m.spare; r != nil {
		m.spare = nil
		r.ctx = ctx
		return r
	}
	return &run{Machine: m, ctx: ctx, halt: &halt{}, seen: map[*tensor.Tensor]bool{}}
}

func (m *Machine) find(fn string) (*code, error) {
	if c := m.codes[fn]; c != nil {
		return c, nil
	}
	f := m.mod.Func(fn)
	if f == nil {
		return nil, fmt.Errorf("vm: no function %s", fn)
	}
	c, err := compile(f)
	m.codes[fn] = c
	return c, err
}

// run is one call from outside.
type run struct {
	*Machine
	ctx    context.Context
	halt   *halt
	frames []frame
	stack  [][]ops.Value // registers of all frames, in pieces that stay where they are
	total  int           // values in the pieces
	regs   []ops.Value   // those of the top frame
	tmp    []ops.Value
	seen   map[*tensor.Tensor]bool // arrays that are counted already
}

// enter pushes a frame, with its parameters set, after the first keep registers
// of the top frame; args are not among the rest of them.
func (r *run) enter(c *code, args []ops.Value, keep int) error {
	f := frame{code: c}
	if n := len(r.frames); n > 0 {
		f.piece, f.base = r.frames[n-1].piece, r.frames[n-1].base+keep
	}
	if len(r.stack) == 0 || f.base+c.regs > len(r.stack[f.piece]) {
		if err := r.nextPiece(&f); err != nil {
			return err
		}
	}
	if r.total > r.MaxValues || len(r.frames) >= r.MaxFrames {
		return &ops.Raised{Class: "RecursionError", Msg: "maximum recursion depth exceeded"}
	}
	r.frames = append(r.frames, f)
	r.regs = r.stack[f.piece][f.base : f.base+c.regs : f.base+c.regs]
	clear(r.regs)
	for i, p := range c.params {
		r.regs[p] = args[i]
	}
	return nil
}

// nextPiece moves a frame to the start of the next piece of the stack, which is
// made if there is none that has room.
func (r *run) nextPiece(f *frame) error {
	if len(r.stack) > 0 {
		f.piece++
	}
	f.base = 0
	for _, p := range r.stack[f.piece:] {
		if f.code.regs <= len(p) {
			return nil
		}
		f.piece++
	}
	n := max(f.code.regs, min(firstPiece<<len(r.stack), largestPiece))
	if err := r.env.Take(n * ops.ValueBytes); err != nil {
		return err
	}
	r.stack = append(r.stack, make([]ops.Value, n))
	r.total += n
	return nil
}

// loop runs until the first frame returns.
func (r *run) loop() ([]ops.Value, error) {
	for {
		f := &r.frames[len(r.frames)-1]
		in := &f.code.instrs[f.pc]
		f.pc++
		r.Steps++
		switch in.kind {
		case constOp:
			r.regs[in.res[0]] = in.value
		case unaryOp:
			r.regs[in.res[0]] = in.scalar.Scalar1(in.dtype, r.regs[in.args[0]])
		case binaryOp:
			r.regs[in.res[0]] = in.scalar.Scalar2(in.dtype, r.regs[in.args[0]], r.regs[in.args[1]])
		case evalOp:
			if err := r.eval(in); err != nil {
				return nil, r.trace(err)
			}
		case moveOp:
			r.move(in)
		case jump:
			if in.target < f.pc && r.halt.asked.Load() {
				return nil, r.stopped()
			}
			f.pc = in.target
		case jumpUnless:
			if !r.regs[in.args[0]].B() {
				f.pc = in.target
			}
		case loopTest:
			if r.regs[in.args[0]].I() >= r.regs[in.args[1]].I() {
				f.pc = in.target
			} else if r.halt.asked.Load() {
				return nil, r.stopped()
			}
		case loopNext:
			r.regs[in.args[0]].Bits++
			f.pc = in.target
		case callOp:
			if err := r.call(in); err != nil {
				return nil, r.trace(err)
			}
		case invokeOp:
			if err := r.invoke(in); err != nil {
				return nil, r.trace(err)
			}
		case returnOp:
			if out, done := r.ret(in); done {
				return out, nil
			}
		}
	}
}

// eval runs a primitive.
func (r *run) eval(in *instr) error {
	r.operands(in)
	out, err := r.prim(in)
	if err != nil {
		return err
	}
	for i, reg := range in.res {
		r.regs[reg] = out[i]
	}
	return nil
}

// prim evaluates a primitive with the operands in tmp.
func (r *run) prim(in *instr) ([]ops.Value, error) {
	if r.Counting {
		return r.counted(in, r.tmp)
	}
	return in.prim.Eval(r.env, in.node, r.tmp)
}

// move assigns all at once.
func (r *run) move(in *instr) {
	if len(in.args) == 1 {
		r.regs[in.res[0]] = r.regs[in.args[0]]
		return
	}
	for i, v := range r.operands(in) {
		r.regs[in.res[i]] = v
	}
}

func (r *run) call(in *instr) error {
	if r.halt.asked.Load() {
		return r.stopped()
	}
	if in.code == nil {
		c, err := r.find(in.callee)
		if err != nil {
			return err
		}
		in.code = c
	}
	return r.enter(in.code, r.operands(in), in.keep)
}

// operands gives the operands of an instruction, until the next asks.
func (r *run) operands(in *instr) []ops.Value {
	r.tmp = r.tmp[:0]
	for _, a := range in.args {
		r.tmp = append(r.tmp, r.regs[a])
	}
	return r.tmp
}

// invoke does what a Caller asks for.
func (r *run) invoke(in *instr) error {
	if r.halt.asked.Load() {
		return r.stopped()
	}
	q, err := in.caller.Request(in.node, r.operands(in))
	if err != nil {
		return err
	}
	if q.Fn == "" {
		for i, reg := range in.res {
			r.regs[reg] = q.Values[i]
		}
		return nil
	}
	c, err := r.find(q.Fn)
	if err != nil {
		return err
	}
	return r.enter(c, q.Values, in.keep)
}

// ret leaves a frame, whose registers may lie where the results go; done means it was the first.
func (r *run) ret(in *instr) (out []ops.Value, done bool) {
	n := len(r.frames) - 1
	out = r.operands(in)
	clear(r.regs)
	r.frames = r.frames[:n]
	if n == 0 {
		return slices.Clone(out), true
	}
	f := &r.frames[n-1]
	r.regs = r.stack[f.piece][f.base : f.base+f.code.regs : f.base+f.code.regs]
	call := &f.code.instrs[f.pc-1]
	for i, v := range out {
		r.regs[call.res[i]] = v
	}
	return nil, false
}

// keep is how many places of a traceback are kept at each end.
const keep = 32

// trace adds the active calls to a Python exception, innermost first.
func (r *run) trace(err error) error {
	var e *ops.Raised
	if !errors.As(err, &e) {
		return err
	}
	n := len(r.frames)
	for i := n - 1; i >= 0; i-- {
		if k := n - 1 - i; k >= keep && i >= keep {
			continue
		}
		f := &r.frames[i]
		if in := f.code.instrs[max(f.pc-1, 0)]; in.node != nil {
			e.Trace = append(e.Trace, in.node.Loc)
		}
	}
	return e
}
