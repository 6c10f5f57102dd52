package native

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unsafe"

	"github.com/myia-lang/myia/backend/llvm"
	"github.com/myia-lang/myia/backend/llvm/jit"
	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
)

// Options say how to compile and run.
type Options struct {
	Entries []string // functions to call; the module's entry if empty
	Env     *ops.Env // serves effects
	Budget  int64    // bytes for a run; rt.DefaultBudget if 0
	Passes  string   // of LLVM instead of the default
	Small   int64    // elements up to which a kernel that runs once is compiled fast; 0 for the default, below: none
	Strip   int64    // elements of a strip of rows that kernels go over together; 0 for the default
	KeepIR  bool     // keep the text of the modules after the passes, and the assembly
	// Portable, for tests, writes for a host of the least registers, which has no instructions for small floats.
	Portable bool
	// Declared, for tests, stands for the declarations of the operations.
	Declared *ops.Registry
	// Watch, for tests, sees the context of a run that ended well.
	Watch func(c *rt.Ctx)
}

// Times are the phases of compilation.
type Times struct{ Emit, LLVM, Link time.Duration }

// Program is compiled code. It may be called from several goroutines; each call begins with the random stream of Env.
type Program struct {
	lib     *rt.Library
	m       *ir.Module
	text    *llvm.Program
	mod     *jit.Module
	env     *ops.Env
	budget  int64
	pool    []*tensor.Tensor
	consts  []uintptr // data of the array constants, what ctx.consts points to
	watch   func(c *rt.Ctx)
	Times   Times
	Objects []*jit.Object // with IR and assembly if asked for
}

// Open opens a libLLVM, which jit.Find found, and compiles the run-time library. It is done once per process.
func Open(path string, o rt.Options) (*rt.Library, error) {
	l, err := jit.Open(path)
	if err != nil {
		return nil, err
	}
	e, err := l.NewEngine()
	if err != nil {
		return nil, err
	}
	return rt.Load(e, o)
}

// Runtime is what emitted code knows of the run-time library.
func Runtime() llvm.Runtime {
	return llvm.Runtime{Interrupt: int(rt.OffInterrupt), RngSeed: int(rt.OffRngSeed), RngCounter: int(rt.OffRngCounter),
		Consts: int(rt.OffConsts), Declarations: rt.Declarations(), Inline: rt.Functions()}
}

// passes by kind of module: the text is in SSA form but for accumulators, its loops stay, and kernels are written as
// they should run.
var passes = [...]string{
	llvm.Straight: "always-inline",
	llvm.Kernels:  "always-inline,function(sroa,early-cse)",
	llvm.Loops:    "always-inline,function(sroa,early-cse,simplifycfg,instcombine,loop-mssa(loop-rotate,licm),gvn,correlated-propagation,dse,instcombine,simplifycfg)",
}

// levels of code generation by kind of module.
var levels = [...]int{llvm.Straight: 0, llvm.Kernels: 1, llvm.Loops: 1}

// Text writes the IR text for the library's host.
func Text(lib *rt.Library, m *ir.Module, o Options) (*llvm.Program, error) {
	return llvm.Emit(m, textOptions(lib, o))
}

// textOptions say what text is written for.
func textOptions(lib *rt.Library, o Options) llvm.Options {
	split := 0
	if !lib.Engine().Parallel() {
		split = math.MaxInt
	}
	host := lib.Engine().Host()
	if o.Portable {
		host.VectorBytes, host.Half = 16, false
	}
	return llvm.Options{Runtime: Runtime(), VectorBytes: host.VectorBytes, Half: host.Half, Split: split, Small: o.Small, Strip: o.Strip,
		Entries: o.Entries, Declared: o.Declared}
}

// Load compiles a module of stage opt.
func Load(lib *rt.Library, m *ir.Module, o Options) (*Program, error) {
	start := time.Now()
	text, err := Text(lib, m, o)
	if err != nil {
		return nil, err
	}
	p := &Program{lib: lib, m: m, text: text, env: o.Env, budget: o.Budget, watch: o.Watch}
	if p.env == nil {
		p.env = &ops.Env{}
	}
	if p.budget == 0 {
		p.budget = rt.DefaultBudget()
	}
	for _, key := range text.Pool {
		t := m.Pool.Get(key)
		if t == nil {
			return nil, fmt.Errorf("native: no array constant %s", key)
		}
		p.pool, p.consts = append(p.pool, t), append(p.consts, dataOf(t))
	}
	emitted := time.Now()
	if err := p.compile(o); err != nil {
		return nil, err
	}
	compiled := time.Now()
	if p.mod, err = lib.Engine().Link(p.Objects...); err != nil {
		return nil, err
	}
	p.Times = Times{emitted.Sub(start), compiled.Sub(emitted), time.Since(compiled)}
	return p, nil
}

func (p *Program) compile(o Options) (err error) {
	jobs := make([]jit.Job, len(p.text.Texts))
	for i, text := range p.text.Texts {
		list := o.Passes
		if list == "" {
			list = passes[text.Kind]
		}
		if p.lib.Engine().LLVM().Version().Major >= 18 { // else it ends the process when one round is not enough
			list = strings.ReplaceAll(list, "instcombine,", "instcombine<no-verify-fixpoint>,")
		}
		jobs[i] = jit.Job{Text: text.IR, Options: jit.Options{Name: fmt.Sprintf("program.%d", i), Passes: list,
			OptLevel: levels[text.Kind], KeepIR: o.KeepIR, KeepAsm: o.KeepIR}}
	}
	p.Objects, err = p.lib.Engine().EmitAll(jobs)
	return err
}

// Texts are the LLVM modules as they were written.
func (p *Program) Texts() []llvm.Text { return p.text.Texts }

// aligned stands for the data of arrays without elements.
var aligned [64]byte

func dataOf(t *tensor.Tensor) uintptr {
	if p := t.Pointer(); p != nil {
		return uintptr(p)
	}
	return uintptr(unsafe.Pointer(&aligned))
}
