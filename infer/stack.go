package infer

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// context is one function at one list of argument types.
type context struct {
	key     contextKey
	fn      *ir.Func
	name    string // of the typed function
	args    []types.Type
	known   []any
	active  bool
	done    bool
	provis  bool        // used while active
	derived bool        // its derivative is asked for by the call at hand
	failed  bool        // its result was diagnosed
	from    *context    // that called it first,
	site    source.Span // and where; both for diagnostics
	member  bool        // that call was one for a member of a union
}

// callStack holds the contexts that are being analysed, the outermost first: all of them, and those of each function,
// since chains of calls are long and recursions short.
type callStack struct {
	all []*context
	of  map[*ir.Func][]*context
}

func newCallStack() callStack { return callStack{of: map[*ir.Func][]*context{}} }

func (s *callStack) push(c *context) {
	s.all = append(s.all, c)
	s.of[c.fn] = append(s.of[c.fn], c)
}

func (s *callStack) pop() {
	last := len(s.all) - 1
	fn := s.all[last].fn
	s.all, s.of[fn] = s.all[:last], s.of[fn][:len(s.of[fn])-1]
}

// cut leaves the n outermost.
func (s *callStack) cut(n int) {
	for len(s.all) > n {
		s.pop()
	}
}
