package llvm

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/own"
	"github.com/myia-lang/myia/types"
)

// Runtime is what emitted code knows of the run-time library.
type Runtime struct {
	Interrupt, RngSeed, RngCounter, Consts int               // offsets in the context
	Declarations                           string            // put before each text
	Inline                                 []ins.LibraryFunc // functions of which modules that call them have copies
}

// Options say what to write for.
type Options struct {
	Runtime     Runtime
	VectorBytes int      // width of a vector register; 32 if 0
	Half        bool     // instructions that convert binary16 to binary32 and back
	Entries     []string // functions that get an entry; the module's if empty
	Split       int      // instructions from which on what repeats is in two modules; 0 for the default
	Small       int64    // elements up to which a kernel that runs once is compiled fast; 0 for the default, below: none
	Strip       int64    // elements of a strip; 0 for the default
	// Declared, for tests, stands for the declarations of the operations.
	Declared *ops.Registry
}

// Program is a compiled program as text.
type Program struct {
	Texts   []Text            // LLVM modules, to be compiled apart and linked together
	Entries map[string]*Entry // by function
	Sites   []Site            // by the numbers in the context's traceback and error
	Hosts   []*ir.Node        // operations that the host serves, by the kind of request
	Pool    []string          // keys of the array constants, in the order of the context's table
	Descs   map[string]string // symbols of the descriptors of vecs and nodes that cross the boundary, by type key
	Private bool              // whether runs need their own stack: recursion or requests
}

// Text is one LLVM module.
type Text struct {
	Kind Kind
	IR   string
}

// Kind says how much compiling a module is worth.
type Kind int

const (
	Straight Kind = iota // functions that run each instruction about once, with their small kernels: fast compilation matters
	Kernels              // other kernels, written as they should run
	Loops                // functions with loops or recursion, perhaps kernels too
)

// Entry is a function that the host may call.
type Entry struct {
	Symbol string
	Func   *ir.Func
}

// Site is a place that may end a run. Node is a check, a raise, a call, or what may run out of memory.
type Site struct{ Node *ir.Node }

// unit is a function of the program's modules.
type unit struct {
	fn   *ins.Func
	with string // the function whose module it shares, or ""
	kind Kind
}

// emitter writes a program.
type emitter struct {
	m         *ir.Module
	rules     map[string]nodeRule
	o         Options
	graph     *ir.CallGraph
	hotFuncs  map[*ir.Func]bool
	tiled     map[dtype.Type]bool // no matrix product of this type has one row or column
	units     []unit
	byName    map[string]int
	kernels   map[string]int   // among the units, by key
	shared    map[uint64][]int // the same by the hash of the function
	functions int              // how many kernels there are
	callees   map[*ir.Func]*ins.Callee
	constants map[string]*ins.Global // by text
	sites     map[*ir.Node]int
	records   map[*ir.NodeType]layout
	pool      map[string]int // the indices of the array constants
	exports   []*ins.Global  // constants that the host looks up
	out       *Program
}

// Emit writes the IR text of a module of stage opt. An operation without native code is an error that names it.
func Emit(m *ir.Module, o Options) (*Program, error) {
	o = o.complete()
	fused, err := kernels.Fuse(m)
	if err != nil {
		return nil, err
	}
	return emitCounted(own.Insert(fused, o.Declared), o)
}

// complete puts in the defaults.
func (o Options) complete() Options {
	if o.VectorBytes == 0 {
		o.VectorBytes = 32
	}
	if o.Split == 0 {
		o.Split = 576
	}
	if o.Small == 0 {
		o.Small = small
	}
	if o.Strip == 0 {
		o.Strip = stripElements
	}
	if o.Declared == nil {
		o.Declared = Declared()
	}
	return o
}

// emitCounted writes the IR text of a module whose array operations are kernels and whose references are counted.
func emitCounted(m *ir.Module, o Options) (*Program, error) {
	if len(o.Entries) == 0 && m.Entry != "" {
		o.Entries = []string{m.Entry}
	}
	p := &emitter{m: m, o: o, rules: nodeRules(), byName: map[string]int{}, kernels: map[string]int{}, shared: map[uint64][]int{},
		callees: map[*ir.Func]*ins.Callee{}, constants: map[string]*ins.Global{}, sites: map[*ir.Node]int{}, pool: map[string]int{}, records: map[*ir.NodeType]layout{}, out: &Program{Entries: map[string]*Entry{}, Descs: map[string]string{}}}
	p.graph = ir.NewCallGraph(m)
	live, err := p.live()
	if err != nil {
		return nil, err
	}
	for _, f := range live {
		p.out.Private = p.out.Private || p.graph.Recursive(f)
	}
	p.hotFuncs = p.hotSet(live)
	p.tiled = map[dtype.Type]bool{dtype.F32: true, dtype.F64: true}
	for _, f := range live {
		p.findVectors(f.Body)
	}
	for _, f := range live {
		if err := p.function(f); err != nil {
			return nil, err
		}
	}
	for _, name := range o.Entries {
		p.entry(m.Func(name))
	}
	p.assemble()
	return p.out, nil
}

func (p *emitter) add(u unit) {
	p.byName[u.fn.Name] = len(p.units)
	p.units = append(p.units, u)
}

// site numbers a place.
func (p *emitter) site(n *ir.Node) int {
	i, ok := p.sites[n]
	if !ok {
		i = len(p.out.Sites)
		p.sites[n] = i
		p.out.Sites = append(p.out.Sites, Site{n})
	}
	return i
}

func (p *emitter) poolIndex(key string) int {
	i, ok := p.pool[key]
	if !ok {
		i = len(p.out.Pool)
		p.pool[key] = i
		p.out.Pool = append(p.out.Pool, key)
	}
	return i
}

// global is a constant; equal ones are one.
func (p *emitter) global(prefix, text string) *ins.Global {
	g := p.constants[text]
	if g == nil {
		g = &ins.Global{Name: fmt.Sprintf("%s%d", prefix, len(p.constants)), Def: text}
		p.constants[text] = g
	}
	return g
}

// live lists the functions that entries need, in the module's order.
func (p *emitter) live() ([]*ir.Func, error) {
	var entries, live []*ir.Func
	for _, name := range p.o.Entries {
		f := p.m.Func(name)
		if f == nil {
			return nil, fmt.Errorf("llvm: no function %s", name)
		}
		entries = append(entries, f)
	}
	needed := p.graph.Reach(entries, nil)
	for _, f := range p.m.Funcs {
		if needed[f] {
			live = append(live, f)
		}
	}
	return live, nil
}

// findVectors notes the types that have a matrix product of, perhaps, one row or column. What lacks those compiles
// faster.
func (p *emitter) findVectors(r *ir.Region) {
	for _, n := range r.Nodes {
		for _, sub := range n.Regions {
			p.findVectors(sub)
		}
		if _, ok := n.Op.(ops.Matmul); !ok {
			continue
		}
		t := n.Results[0].Type.(types.Array)
		for _, d := range t.Dims[len(t.Dims)-2:] {
			if !d.IsConst() || d.Const == 1 {
				p.tiled[t.DType] = false
			}
		}
	}
}

// hotSet lists the functions that repeat something or may be called from one that does.
func (p *emitter) hotSet(live []*ir.Func) map[*ir.Func]bool {
	var hot []*ir.Func
	for _, f := range live {
		if p.graph.Recursive(f) || repeats(f.Body) {
			hot = append(hot, f)
		}
	}
	return p.graph.Reach(hot, nil)
}

func repeats(r *ir.Region) bool {
	for _, n := range r.Nodes {
		switch n.Op.(type) {
		case ops.For, ops.While:
			return true
		case ops.If:
			if repeats(n.Regions[0]) || repeats(n.Regions[1]) {
				return true
			}
		}
	}
	return false
}

// onlyEntry reports whether a function is called by its entry and nothing else, so that it can be one with it.
func (p *emitter) onlyEntry(f *ir.Func) bool {
	return p.graph.Uses[f] == 0 && slices.Contains(p.o.Entries, f.Name)
}
