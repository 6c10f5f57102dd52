package infer

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// Limits of inference, in one table.
const (
	maxRounds   = 400  // re-inferences of the program until nothing changes
	maxContexts = 256  // specialisations of one function
	maxUnroll   = 64   // elements of an unrolled loop
	maxCombos   = 16   // combinations of union members in one operation
	maxDepth    = 5000 // static depth of calls between specialisations
	maxNesting  = 32   // types within types in what a function returns
	maxOrder    = 12   // applications of grad to one function
	maxGrowth   = 8    // recursive calls with tuples or derivatives of unlike shape before their ints become static
)

// Options says what to infer.
type Options struct {
	Prims *typed.Table
	Names *names.Table // what programs may name; nil: that of Prims and the library
	Files Headers      // for np.load and np.loadtxt
	Argv  []string     // sys.argv
}

// Headers reads the header of a data file at compile time: dtype and shape.
type Headers func(kind, path string, skip int) (dtype.Type, []int64, error)

// engine holds what persists over the rounds of inference.
type engine struct {
	src     *ir.Module
	made    *ir.Module // derived methods; see derived.go
	opts    Options
	static  map[string]map[int]bool
	needs   map[string][]string // globals that a function reads, itself or in calls: its last arguments
	unroll  map[*ir.Node]bool
	peel    map[*ir.Node]bool // loops whose first trip changes a carried type
	nominal map[types.Named]bool
	cells   map[types.Named][]types.Type
	rets    map[contextKey]*returned
	carried map[loopKey][]types.Type
	ids     types.Universe // of what keys are made of
	// what tests count and choose
	rounds    int
	retries   int  // attempts made again within a round
	visits    int  // nodes walked
	fromStart bool // each demand begins a new round
	// of one round; what changes here is noted in the journal (retry.go)
	out       *ir.Module
	typed     []*ir.Func // of out, once the round is over
	ctxs      map[contextKey]*context
	perFunc   map[string]int
	names     map[string]int
	diags     diag.List
	seen      map[string]bool
	changed   bool
	stack     callStack
	lazyCalls []lazyCall
	resumed   bool               // the round goes on from what earlier ones found
	attempts  []attempt          // that are under way, the round itself first
	journal   []func()           // takes back each change, the last one last
	met       map[*ir.Region]int // bodies of functions and loops: the length of the journal when the round came to them first
	again     int                // the index of the attempt to go back to, while a restart is on its way
}

// returned is what a context is known to return.
type returned struct {
	T     types.Type
	known any // tree
}

// Infer specialises the program from its entry function on, whose arguments
// have the given types, and returns the typed module.
func Infer(src *ir.Module, entry string, args []types.Type, o Options) (*ir.Module, diag.List) {
	known := make([]any, len(args))
	for i := range known {
		known[i] = typed.Unknown{}
	}
	return newEngine(src, o).infer(src.Func(entry), args, known)
}

func newEngine(src *ir.Module, o Options) *engine {
	if o.Names == nil {
		o.Names = Names(o.Prims, library.Default().Decls())
	}
	e := &engine{
		src: src, made: ir.NewModule(ir.Surface), opts: o,
		static: map[string]map[int]bool{}, needs: map[string][]string{}, unroll: map[*ir.Node]bool{}, peel: map[*ir.Node]bool{},
		nominal: map[types.Named]bool{}, cells: map[types.Named][]types.Type{},
		rets: map[contextKey]*returned{}, carried: map[loopKey][]types.Type{},
	}
	for _, c := range src.Classes {
		if c.Recursive {
			e.nominal[types.Named{Kind: "class", Name: c.Name}] = true
		}
	}
	return e
}

// infer runs rounds until nothing changes.
func (e *engine) infer(fn *ir.Func, args []types.Type, known []any) (*ir.Module, diag.List) {
	for e.rounds < maxRounds {
		e.rounds++
		if e.round(fn, args, known) {
			m := e.finish() // which may report
			return m, e.diags
		}
	}
	return e.out, append(e.diags, diag.Limitf(diag.ManyRounds, fn.Loc.Span, "the types of this program did not settle after %d rounds", maxRounds))
}

// round infers everything once; true means nothing changed.
func (e *engine) round(fn *ir.Func, args []types.Type, known []any) (ok bool) {
	e.out = ir.NewModule(ir.Typed)
	e.out.Classes = e.src.Classes
	e.out.Pool = e.src.Pool
	e.typed, e.ctxs, e.perFunc, e.names = nil, map[contextKey]*context{}, map[string]int{}, map[string]int{}
	e.diags, e.seen, e.changed, e.stack, e.lazyCalls = nil, map[string]bool{}, false, newCallStack(), nil
	e.resumed = len(e.rets)+len(e.cells)+len(e.carried) > 0
	e.attempts, e.journal, e.met, e.again = nil, nil, map[*ir.Region]int{}, never
	done := e.try(fn.Body, func() {
		c := e.context(fn, args, known)
		e.analyse(c)
		e.out.Entry = c.name
	})
	if !done { // what was found so far may be wider than it has to be
		e.cells, e.rets, e.carried = map[types.Named][]types.Type{}, map[contextKey]*returned{}, map[loopKey][]types.Type{}
		return false
	}
	for _, t := range e.typed {
		e.out.Add(t)
	}
	return !e.changed
}

// finish adds the recursive types, reports what shows when all functions are
// known, and drops functions that only discarded trials used.
func (e *engine) finish() *ir.Module {
	m := e.out
	names := make([]types.Named, 0, len(e.cells))
	for n := range e.cells {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b types.Named) int { return types.Compare(a, b) })
	for _, n := range names {
		m.Named = append(m.Named, &ir.NamedType{Type: n, Parts: e.cells[n]})
		for ct, parts := n, e.cells[n]; len(ct.Name)-len(n.Name) < 4; {
			ct = types.Named{Kind: ct.Kind, Name: ct.Name + types.CtSuffix}
			parts = ctParts(parts)
			m.Named = append(m.Named, &ir.NamedType{Type: ct, Parts: parts})
		}
	}
	g := ir.NewCallGraph(m)
	e.checkLazy(m, g)
	return reachable(m, g)
}

func ctParts(parts []types.Type) []types.Type {
	out := make([]types.Type, len(parts))
	for i, p := range parts {
		out[i] = types.Ct(p)
	}
	return out
}

// reachable keeps the functions that the entry reaches.
func reachable(m *ir.Module, g *ir.CallGraph) *ir.Module {
	keep := g.Reach([]*ir.Func{m.Func(m.Entry)}, nil)
	out := ir.NewModule(m.Stage)
	out.Classes, out.Pool, out.Entry, out.Named = m.Classes, m.Pool, m.Entry, m.Named
	for _, fn := range m.Funcs {
		if keep[fn] {
			out.Add(fn)
		}
	}
	return out
}

// namedParts returns the types of the parts of a recursive type so far.
func (e *engine) namedParts(n types.Named) []types.Type {
	if base := types.BaseClass(n.Name); base != n.Name {
		parts := e.namedParts(types.Named{Kind: n.Kind, Name: base})
		for range len(n.Name) - len(base) {
			parts = ctParts(parts)
		}
		return parts
	}
	return e.cells[n]
}

// grow joins parts into the cell of a recursive type.
func (e *engine) grow(n types.Named, parts []types.Type) {
	old := e.cells[n]
	if old == nil {
		noteEntry(e, e.cells, n, parts)
		e.noteChange()
		return
	}
	j := &types.Joiner{}
	now := make([]types.Type, len(old))
	for i := range old {
		k := 0
		j.Fresh = func() types.Dim { k++; return types.N(fmt.Sprintf("%s.%d.%d", n.Name, i, k)) }
		now[i] = j.Join(old[i], parts[i])
		if !types.Equal(now[i], old[i]) {
			e.noteChange()
		}
	}
	noteEntry(e, e.cells, n, now)
}

// makeNominal marks a class, closure or tuple expression as recursive and
// starts over, from nothing: what was known holds it written out.
func (e *engine) makeNominal(n types.Named) {
	e.nominal[n] = true
	e.startOver()
}

// context finds or makes the context of fn at the given arguments. Only known
// values of static parameters count.
func (e *engine) context(fn *ir.Func, args []types.Type, known []any) *context {
	canon := canonical(args)
	key := e.contextKey(fn, canon, known)
	if c := e.ctxs[key]; c != nil {
		return c
	}
	noteEntry(e, e.perFunc, fn.Name, e.perFunc[fn.Name]+1)
	c := &context{key: key, fn: fn, args: canon, known: known}
	c.name = e.unique(fn.Name)
	noteEntry(e, e.ctxs, key, c)
	return c
}

// declare makes the parameters static that the library says must be known.
func (e *engine) declare(fn *ir.Func) {
	for _, i := range library.Demands(fn) {
		e.demand(fn, i)
	}
}

// demand makes a parameter static and reports whether it was not.
func (e *engine) demand(fn *ir.Func, i int) bool {
	if e.static[fn.Name] == nil {
		e.static[fn.Name] = map[int]bool{}
	}
	was := e.static[fn.Name][i]
	e.static[fn.Name][i] = true
	return !was
}

// unique gives a typed function its name.
func (e *engine) unique(base string) string {
	n := e.names[base] + 1
	noteEntry(e, e.names, base, n)
	if n > 1 {
		return base + "~" + strconv.Itoa(n)
	}
	return base
}

// report records a diagnostic once.
func (e *engine) report(d *diag.Diagnostic) {
	k := fmt.Sprint(d.Span, d.Code) // one message for one mistake
	if !e.seen[k] {
		noteEntry(e, e.seen, k, true)
		was := e.diags
		e.diags = append(was, d)
		e.undo(func() { e.diags = was })
	}
}

// analyse infers a context. A context that is being analysed further out is
// used with what it is known to return so far.
func (e *engine) analyse(c *context) *returned {
	if c.failed {
		return &returned{T: errType, known: typed.Unknown{}}
	}
	if c.done {
		return e.rets[c.key]
	}
	if c.active {
		if d := e.derivative(c); d != nil {
			e.endless(c, d)
			return &returned{T: errType, known: typed.Unknown{}}
		}
		if !c.provis {
			e.restore(c)
			c.provis = true
		}
		if r := e.rets[c.key]; r != nil {
			return r
		}
		return &returned{T: types.Never, known: typed.Unknown{}}
	}
	if e.grows(c) {
		e.redo(c.fn.Body)
	}
	if e.perFunc[c.fn.Name] > maxContexts {
		e.report(diag.Limitf(diag.ManySpecialisations, header(c.fn.Loc.Span), "%s() is called with more than %d different lists of argument types", display(c.fn), maxContexts).
			WithHelp("a type grows at every call, or a value that must be known changes"))
		return &returned{T: errType, known: typed.Unknown{}}
	}
	if len(e.stack.all) == maxDepth {
		e.report(diag.Limitf(diag.ManySpecialisations, header(c.fn.Loc.Span), "the calls from here are nested more than %d deep", maxDepth))
		return &returned{T: errType, known: typed.Unknown{}}
	}
	e.restore(c)
	e.stack.push(c)
	c.active = true
	f := newFrame(e, c)
	ret := f.run()
	c.active, c.done = false, true
	e.stack.pop()
	if isErr(ret.T) {
		// Not remembered: the next round must diagnose it again.
		c.failed = true
		return &returned{T: errType, known: typed.Unknown{}}
	}
	return e.settle(c, ret)
}

// settle joins what a context returned this time with what it was known to
// return; a change asks for another round only if someone saw the old one.
func (e *engine) settle(c *context, ret *val) *returned {
	old := e.rets[c.key]
	now := &returned{T: ret.T, known: ret.knownTree()}
	if old != nil {
		j := &types.Joiner{Fresh: f0(c.name)}
		now.T = j.Join(old.T, now.T)
		if !typed.SameKnown(old.known, now.known) && old.T != types.Never {
			now.known = typed.Unknown{}
		}
	}
	if n, ok := types.FindNested(now.T); ok {
		e.makeNominal(n)
	}
	if nesting(now.T) > maxNesting {
		e.report(diag.Limitf(diag.UnsettledType, header(c.fn.Loc.Span), "the type of what %s() returns grows without end", display(c.fn)).
			WithHelp("a list holds elements of one type"))
		c.failed = true
		return &returned{T: errType, known: typed.Unknown{}}
	}
	changed := old == nil || !types.Equal(old.T, now.T) || !typed.SameKnown(old.known, now.known)
	if changed && (c.provis || !types.Equal(now.T, ret.T)) {
		e.noteChange()
	}
	noteEntry(e, e.rets, c.key, now)
	return now
}

// nesting is how deep types stand in t, recursive ones folded.
func nesting(t types.Type) int {
	deepest := 0
	for _, p := range types.PartsOf(t) {
		deepest = max(deepest, nesting(p))
	}
	if _, union := t.(types.Union); union {
		return deepest
	}
	return deepest + 1
}

func f0(name string) func() types.Dim {
	k := 0
	return func() types.Dim { k++; return types.N(fmt.Sprintf("r.%s.%d", name, k)) }
}
