package infer

import "github.com/myia-lang/myia/ir"

// What inference learns on the way and should have known before, it notes for the rest of the compilation: a parameter is
// static, a loop is unrolled or peeled, a function needs a global. Then it goes back to the last attempt, a call or a loop,
// that began before the code in question was first met, takes back what was noted since, and makes the attempt again.
// Nothing before that place has asked, so that the outcome is that of a new round. A caller that does not know a value
// that has become demanded demands it in turn, so a demand rises call by call to where it is known.

// restart is the panic that goes back to the attempt engine.again.
type restart struct{}

// attempt is a place to go back to.
type attempt struct {
	journal int // how long it was
	depth   int // of the stack of contexts
}

// never is the index of no attempt.
const never = -1

// undo notes how to take back a change of what belongs to one round.
func (e *engine) undo(f func()) { e.journal = append(e.journal, f) }

// restore notes what a context is now, before it changes.
func (e *engine) restore(c *context) {
	was := *c
	e.undo(func() { *c = was })
}

// noteChange asks for another round.
func (e *engine) noteChange() {
	if !e.changed {
		e.changed = true
		e.undo(func() { e.changed = false })
	}
}

// noteEntry sets an entry of a map that lasts until the next restart.
func noteEntry[K comparable, V any](e *engine, m map[K]V, k K, v V) {
	was, had := m[k]
	e.undo(func() {
		if had {
			m[k] = was
		} else {
			delete(m, k)
		}
	})
	m[k] = v
}

// begin is the start of an attempt on code, which returns its index.
func (e *engine) begin(code *ir.Region) int {
	e.attempts = append(e.attempts, attempt{len(e.journal), len(e.stack.all)})
	if _, met := e.met[code]; !met {
		noteEntry(e, e.met, code, len(e.journal))
	}
	return len(e.attempts) - 1
}

// redo goes back to before all of the given code was first met, of which more is known now. A round that goes on from what
// others found begins anew, since that may be wider than it has to be.
func (e *engine) redo(code ...*ir.Region) {
	at := len(e.attempts) - 1
	for _, r := range code {
		for e.attempts[at].journal > e.met[r] {
			at--
		}
	}
	if e.resumed || e.fromStart {
		at = 0
	}
	e.again = at
	panic(restart{})
}

// startOver begins a new round from nothing.
func (e *engine) startOver() {
	e.again = 0
	panic(restart{})
}

// takeBack undoes what was noted since an attempt began.
func (e *engine) takeBack(at int) {
	a := e.attempts[at]
	for i := len(e.journal) - 1; i >= a.journal; i-- {
		e.journal[i]()
	}
	clear(e.journal[a.journal:])
	e.journal, e.attempts = e.journal[:a.journal], e.attempts[:at]
	e.stack.cut(a.depth)
	e.again = never
}

// attempt infers a part of the function, a call of code or a loop with that body, until nothing that it rests on
// changes on the way.
func (f *frame) attempt(code *ir.Region, run func()) {
	start, mark := *f, f.b.Mark()
	for !f.e.try(code, run) {
		f.e.retries++
		*f = start
		f.b.Reset(mark)
	}
}

// try makes an attempt once; false if it has to be made again.
func (e *engine) try(code *ir.Region, run func()) (done bool) {
	at := e.begin(code)
	defer func() {
		if e.again == at {
			recover()
			e.takeBack(at)
		}
	}()
	run()
	e.attempts = e.attempts[:at]
	return true
}
