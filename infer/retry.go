package infer

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// What inference learns on the way and should have known before, it notes for the rest of the compilation: a parameter is
// static, a loop is unrolled or peeled, a function needs a global, a type holds itself. The contexts of which more is known
// now are forgotten, and all that rests on them: results, and cells of recursive types, that may be wider than they have
// to be. Then inference goes back to the outermost call of one of them, and makes it again. A caller that does not know a
// value that has become demanded demands it in turn, so a demand rises call by call to where it is known. A loop that no
// other run has met is made again by itself.

// restart is the panic that goes back to the attempt engine.again.
type restart struct{}

// attempt is a place to go back to: a call, a loop, or what is taken from the queue.
type attempt struct {
	runs       *context   // by the call, once it is run
	wasRunning bool       // further out
	loop       *ir.Region // the body of the loop
	of         *frame     // whose loop it is
	met        int        // how many loops it had met before
	// what was there
	frame *frame
	open  int // contexts
}

// caller is the context whose run makes the attempt; nil at the entry.
func (a attempt) caller() *context {
	if a.frame == nil {
		return nil
	}
	return a.frame.c
}

// never is the index of no attempt.
const never = -1

// try makes an attempt once; false if it has to be made again.
func (e *engine) try(a attempt, run func()) (done bool) {
	at := len(e.attempts)
	a.frame, a.open = e.frame, len(e.open)
	e.attempts = append(e.attempts, a)
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

// takeBack abandons the runs that an attempt began. What they called before is kept, unless it rests on one of them.
func (e *engine) takeBack(at int) {
	e.retries++
	var halfway []*context
	for _, a := range e.attempts[at:] {
		if c := a.runs; c != nil && c.running {
			halfway = append(halfway, c)
			c.running = a.wasRunning
		}
	}
	a := e.attempts[at]
	e.close(min(a.open, len(e.open)))
	e.frame, e.attempts, e.again, e.stale = a.frame, e.attempts[:at], never, never
	e.stack.move(a.caller())
	for _, c := range halfway {
		e.abandon(c)
	}
}

// abandon is for a context whose run ended halfway. It runs again when it is called, or, if it has a result that is not
// forgotten, when its turn comes.
func (e *engine) abandon(c *context) {
	c.stale = false
	if !c.done {
		e.forget(c)
		return
	}
	for from, now := range c.was {
		c.reads[from] = c.reads[from] || now
	}
	c.was = nil
	e.enqueue(c)
}

// redo goes back to the outermost run that is forgotten.
func (e *engine) redo() {
	if e.fromStart {
		e.forgetAll()
	}
	if e.again = e.outermostStale(); e.again == never {
		e.startOver()
		e.again = e.outermostStale()
	}
	panic(restart{})
}

// outermostStale is the index of the first attempt whose run is forgotten.
func (e *engine) outermostStale() int {
	if e.stale == never {
		return never
	}
	for i := e.stale; i < len(e.attempts); i++ {
		if c := e.attempts[i].runs; c != nil && c.stale {
			return i
		}
	}
	return never
}

// forget drops what is known of a context, and of all that have used it.
func (e *engine) forget(c *context) {
	for todo := []*context{c}; len(todo) > 0; {
		c, todo = todo[len(todo)-1], todo[:len(todo)-1]
		for r := range c.readers {
			todo = append(todo, r)
		}
		for cell := range c.cells {
			for u := range cell.users {
				if u != c {
					todo = append(todo, u)
				}
			}
			cell.parts, cell.users = nil, map[*context]bool{}
		}
		c.unread()
		e.dequeue(c)
		if c.stale = c.running; c.stale && (e.stale == never || c.attempt < e.stale) {
			e.stale = c.attempt
		}
		c.ret, c.failed, c.done, c.plain, c.runs, c.out, c.log = nil, false, false, false, 0, nil, nil
		c.readers, c.cells = map[*context]bool{}, map[*cell]bool{}
	}
}

// startOver forgets all where it is not known what has to be forgotten.
func (e *engine) startOver() {
	e.restarts++
	e.forgetAll()
}

// purge forgets the contexts that the entry does not use, and so what recursive types hold because of them.
func (e *engine) purge(entry *context) {
	used := map[*context]bool{entry: true}
	for todo := []*context{entry}; len(todo) > 0; {
		c := todo[0]
		todo = todo[1:]
		for from, now := range c.reads {
			if now && !used[from] {
				used[from] = true
				todo = append(todo, from)
			}
		}
	}
	for _, c := range e.byName {
		if !used[c] && len(c.cells) > 0 {
			e.forget(c)
		}
	}
}

// forgetAll drops everything but what is learned.
func (e *engine) forgetAll() {
	for _, c := range e.ctxs {
		e.forget(c)
	}
	for _, a := range e.attempts {
		if a.runs != nil {
			e.forget(a.runs)
		}
	}
	e.ctxs, e.of, e.cells, e.makers = map[contextKey]*context{}, map[string][]*context{}, map[types.Named]*cell{}, map[types.Named][]*context{}
}

// drop forgets the contexts of a function, which get other keys.
func (e *engine) drop(fn *ir.Func) {
	for _, c := range e.of[fn.Name] {
		e.forget(c)
		delete(e.ctxs, c.key)
	}
	delete(e.of, fn.Name)
}

// attempt infers a part of the function, a call or a loop, until nothing that it rests on is forgotten on the way.
func (f *frame) attempt(a attempt, run func()) {
	start, mark := *f, f.b.Mark()
	for !f.e.try(a, run) {
		f.takeBack(len(start.journal))
		*f = start
		f.b.Reset(mark)
	}
}

// attemptLoop infers a loop with the given body.
func (f *frame) attemptLoop(body *ir.Region, run func()) {
	before := len(f.met)
	f.attempt(attempt{loop: body, of: f, met: before}, func() {
		if _, met := f.met[body]; !met {
			noteEntry(f, f.met, body, before)
		}
		run()
	})
}

// redoLoops goes back to before loops with the given bodies were met, of which more is known now.
func (f *frame) redoLoops(bodies ...*ir.Region) {
	e := f.e
	first := len(f.met)
	for _, body := range bodies {
		for _, c := range e.of[f.c.fn.Name] {
			if _, met := c.met[body]; met && c != f.c {
				e.forget(c)
			}
		}
		if at, met := f.met[body]; met {
			first = min(first, at)
		}
	}
	if at := f.loopBefore(first); at != never && f.c.ret == nil && len(f.c.cells) == 0 && e.outermostStale() == never && !e.fromStart {
		e.again = at
		panic(restart{})
	}
	e.forget(f.c)
	e.redo()
}

// loopBefore is the index of the innermost attempt on a loop of f that began when it had met no more than n loops.
func (f *frame) loopBefore(n int) int {
	for i := len(f.e.attempts) - 1; i >= 0 && f.e.attempts[i].runs != f.c; i-- {
		if a := f.e.attempts[i]; a.loop != nil && a.of == f && a.met <= n {
			return i
		}
	}
	return never
}

// noteEntry sets an entry of a map until the attempt at hand is taken back.
func noteEntry[K comparable, V any](f *frame, m map[K]V, k K, v V) {
	was, had := m[k]
	f.journal = append(f.journal, func() {
		if had {
			m[k] = was
		} else {
			delete(m, k)
		}
	})
	m[k] = v
}

// takeBack undoes what was noted since the journal had the given length.
func (f *frame) takeBack(length int) {
	for i := len(f.journal) - 1; i >= length; i-- {
		f.journal[i]()
	}
	clear(f.journal[length:])
}
