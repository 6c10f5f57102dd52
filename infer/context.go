package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// context is one function at one list of argument types: a result that only grows, what it rests on, and what is found
// in it, which the next run replaces.
type context struct {
	key   contextKey
	fn    *ir.Func
	name  string // of the typed function, until finish numbers them
	args  []types.Type
	known []any
	from  *call // whose evaluation ran it first

	// the result; what changes in it concerns the readers
	ret    *returned // nil: nothing is known to come back
	failed bool      // it was diagnosed
	plain  bool      // a call is not for a member of a union

	// what the last run found
	out  *ir.Func
	log  []event
	met  map[*ir.Region]int // bodies of loops, in order
	does *effects

	readers map[*context]bool // that have used the result: whether the last run has
	reads   map[*context]bool // whose results were used: whether the last run did
	was     map[*context]bool // reads before the run that is under way
	cells   map[*cell]bool    // that it has grown

	running bool // a run, or one of what it waits for, is under way
	done    bool // a run is over, and what it rested on is not forgotten
	stale   bool // forgotten while it was running
	attempt int  // the index of the outermost one that is running it
	queued  bool
	asked   bool // the last run depends on plain
	runs    int

	serial int  // counts contexts as they are opened
	low    int  // the outermost open context that the result may depend on
	open   bool // the result may depend on one that is running
	depth  int  // in the stack; -1 outside
}

// returned is what a context is known to return.
type returned struct {
	T     types.Type
	known any // tree
	does  *effects
}

// event is what a run of a context did that concerns more than its function: a call, or something to report.
type event struct {
	call *call
	note *note
}

// call is one of a context.
type call struct {
	by, to *context // by is nil at the entry
	site   source.Span
	member bool // it is for a member of a union
	grad   bool // its derivative is asked for
	lazy   bool // it is of the function of a map or a filter
}

// note is a diagnostic.
type note struct {
	d     *diag.Diagnostic
	whole bool // it says all, also where the function is called
	spare bool // only if nothing else is reported
}

// read notes that a run of c uses the result of another context.
func (c *context) read(from *context) {
	from.readers[c] = true
	c.reads[from] = true
	if from.open {
		c.low = min(c.low, from.low)
	}
}

// seal ends what a run reads: what only earlier ones have used does not concern it, but is in the result.
func (c *context) seal() {
	for from := range c.was {
		if !c.reads[from] {
			c.reads[from], from.readers[c] = false, false
		}
	}
	c.was = nil
}

// wanted reports whether the result is used.
func (c *context) wanted() bool {
	for _, now := range c.readers {
		if now {
			return true
		}
	}
	return false
}

// unread forgets what c has read.
func (c *context) unread() {
	for from := range c.reads {
		delete(from.readers, c)
	}
	for from := range c.was {
		delete(from.readers, c)
	}
	c.reads, c.was = map[*context]bool{}, nil
}

// callStack holds the contexts whose calls lead to what is being inferred, the outermost first: all of them, and those of
// each function, since chains of calls are long and recursions short.
type callStack struct {
	all []*context
	of  map[*ir.Func][]*context
}

func newCallStack() callStack { return callStack{of: map[*ir.Func][]*context{}} }

func (s *callStack) push(c *context) {
	c.depth = len(s.all)
	s.all = append(s.all, c)
	s.of[c.fn] = append(s.of[c.fn], c)
}

func (s *callStack) pop() {
	last := len(s.all) - 1
	c := s.all[last]
	c.depth = -1
	s.all, s.of[c.fn] = s.all[:last], s.of[c.fn][:len(s.of[c.fn])-1]
}

// move makes the stack the calls that lead to c, and c; nil: none.
func (s *callStack) move(to *context) {
	var up []*context
	c := to
	for c != nil && c.depth < 0 {
		up = append(up, c)
		c = c.from.by
	}
	keep := 0
	if c != nil {
		keep = c.depth + 1
	}
	for len(s.all) > keep {
		s.pop()
	}
	for _, c := range slices.Backward(up) {
		s.push(c)
	}
}
