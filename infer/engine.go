package infer

import (
	"fmt"
	"strconv"
	"strings"

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
	maxRuns     = 400  // of one context until nothing changes
	maxRestarts = 20   // of the program, where it is not known what has to be forgotten
	maxContexts = 256  // specialisations of one function
	maxUnroll   = 64   // elements of an unrolled loop
	maxCombos   = 16   // combinations of union members in one operation
	maxDepth    = 5000 // static depth of calls between specialisations
	maxNesting  = 32   // types within types in what a function returns
	maxDeep     = 256  // types within types in any value
	maxMembers  = 32   // members of a union
	maxExact    = 1024 // elements of a tuple that + makes, beyond which their number is one of run time
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

// engine holds what inference knows.
type engine struct {
	src  *ir.Module
	made *ir.Module // derived methods; see derived.go
	opts Options
	// what is learned, and never forgotten
	static  map[string]map[int]bool
	needs   map[string][]string // globals that a function reads, itself or in calls: its last arguments
	unroll  map[*ir.Node]bool
	peel    map[*ir.Node]bool // loops whose first trip changes a carried type
	nominal map[types.Named]bool
	tracks  bool              // the program changes objects
	overlap map[*ir.Node]bool // calls, of which arguments are places in each other
	reread  map[*ir.Node]bool // loops that change the length of what they go over
	// what is found
	ids    types.Universe // of what keys are made of
	out    *ir.Module
	ctxs   map[contextKey]*context // by key
	of     map[string][]*context   // by function
	byName map[string]*context     // by name
	cells  map[types.Named]*cell
	makers map[types.Named][]*context // contexts that write out a type that is not nominal
	// what diagnostics have looked up
	attributes map[*ir.Class][]string // names, for suggestions
	variables  variables
	// what is under way
	stack    callStack
	frame    *frame
	attempts []attempt
	again    int        // the index of the attempt to go back to, while a restart is on its way
	stale    int        // no attempt before it runs a context that is forgotten; never: none does
	open     []*context // in the order of serial
	queue    []*context // in the order of serial
	opened   int
	// what tests count and choose
	runs      int             // of contexts
	retries   int             // attempts made again
	restarts  int             // of the program
	visits    int             // nodes walked
	fromStart bool            // whatever is learned makes all begin anew
	choose    func(n int) int // which of n queued contexts is next; n leaves them for later; nil: the last
}

// inferEntry infers the program from a function on, of whose arguments the types are known.
func (e *engine) inferEntry(entry string, args []types.Type) (*ir.Module, diag.List) {
	known := make([]any, len(args))
	for i := range known {
		known[i] = typed.Unknown{}
	}
	return e.infer(e.src.Func(entry), args, known)
}

func newEngine(src *ir.Module, o Options) *engine {
	if o.Names == nil {
		o.Names = Names(o.Prims, library.Default().Decls())
	}
	e := &engine{
		src: src, made: ir.NewModule(ir.Surface), opts: o,
		static: map[string]map[int]bool{}, needs: map[string][]string{}, unroll: map[*ir.Node]bool{}, peel: map[*ir.Node]bool{},
		overlap: map[*ir.Node]bool{},
		reread:  map[*ir.Node]bool{},
		nominal: map[types.Named]bool{},
		out:     ir.NewModule(ir.Typed), ctxs: map[contextKey]*context{}, of: map[string][]*context{}, byName: map[string]*context{},
		cells: map[types.Named]*cell{}, makers: map[types.Named][]*context{},
		attributes: map[*ir.Class][]string{}, variables: variables{denied: map[string]bool{}},
		stack: newCallStack(), again: never, stale: never,
	}
	e.out.Classes, e.out.Pool = src.Classes, src.Pool
	for _, c := range src.Classes {
		if c.Recursive {
			e.nominal[types.Named{Kind: "class", Name: c.Name}] = true
		}
	}
	return e
}

// infer finds the context of the entry function, and all that it needs.
func (e *engine) infer(fn *ir.Func, args []types.Type, known []any) (*ir.Module, diag.List) {
	var entry *context
	for purged := 0; e.restarts <= maxRestarts; {
		done := e.try(attempt{}, func() {
			entry = e.context(fn, args, known)
			entry.plain = true
			e.analyse(&call{to: entry})
		})
		switch {
		case !done:
		case purged == e.retries:
			return e.finish(entry)
		default: // what was learned may have left wide types behind
			purged = e.retries
			e.purge(entry)
		}
	}
	return e.out, diag.List{diag.Bugf(fn.Loc.Span, "the types of this program did not settle after %d attempts", maxRestarts)}
}

// context finds or makes the context of fn at the given arguments. Only known
// values of static parameters count.
func (e *engine) context(fn *ir.Func, args []types.Type, known []any) *context {
	canon := canonical(args)
	key := e.contextKey(fn, canon, known)
	if c := e.ctxs[key]; c != nil {
		return c
	}
	c := &context{
		key: key, fn: fn, args: canon, known: known, name: fn.Name + "~" + strconv.Itoa(len(e.byName)), depth: -1,
		readers: map[*context]bool{}, reads: map[*context]bool{}, cells: map[*cell]bool{},
	}
	e.ctxs[key], e.byName[c.name] = c, c
	e.of[fn.Name] = append(e.of[fn.Name], c)
	return c
}

// declare makes the parameters static that the library says must be known.
func (e *engine) declare(fn *ir.Func) {
	must, may := library.Demands(fn)
	for _, i := range append(must, may...) {
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

// report records a diagnostic that says all.
func (e *engine) report(d *diag.Diagnostic) {
	e.frame.log = append(e.frame.log, event{note: &note{d: d, whole: true}})
}

// sizeNames makes names of sizes that begin alike.
func sizeNames(parts ...any) func() types.Dim {
	k := 0
	return func() types.Dim {
		k++
		text := ""
		for _, p := range append(parts, k) {
			text += fmt.Sprint(p) + "."
		}
		return types.N(strings.TrimSuffix(text, "."))
	}
}
