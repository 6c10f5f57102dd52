package dynamic

import (
	"errors"

	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// closed ends a generator that nothing asks any more.
const closed = "GeneratorExit"

// routine runs the function of a generator, beside what asks it; one of the two waits for the other at any time.
type routine struct {
	resume  chan bool    // true: go on; false: end
	give    chan yielded // what it yielded, or how it ended
	started bool
	ended   bool
	run     func()
}

// yielded is an item, or the end with its error.
type yielded struct {
	item *value
	err  error
}

// generate makes the generator of a call.
func (st *step) generate(fn string, args []*value) (answer, error) {
	s := st.of
	g := &routine{resume: make(chan bool), give: make(chan yielded)}
	g.run = func() {
		m := vm.New(s.mod, s.env)
		m.Inner = true
		if <-g.resume {
			s.inner = m
			s.running = append(s.running, g)
			_, err := m.Call(s.ctx, fn, boxAll(args))
			g.give <- yielded{nil, err}
		}
	}
	s.routines = append(s.routines, g)
	return give(&value{t: types.Iter{Kind: generator}, gen: g})
}

// advance takes the next item of a generator, or of an object with __next__.
func (st *step) advance(it *value) (answer, error) {
	if it.isIter(custom) {
		v, err := st.nextOf(it.parts[0])
		if err != nil {
			var r *ops.Raised
			if errors.As(err, &r) && r.Class == "StopIteration" {
				return give(noItem(it))
			}
			return answer{}, err
		}
		return give(tuple(boolean(true), v, it))
	}
	g := it.gen
	if g.ended {
		return give(noItem(it))
	}
	if !g.started {
		g.started = true
		go g.run()
	}
	s := st.of
	inner, running := s.inner, s.running
	g.resume <- true
	y := <-g.give
	s.inner, s.running = inner, running
	if y.item == nil {
		g.ended = true
		return given(noItem(it), y.err)
	}
	return give(tuple(boolean(true), y.item, it))
}

// nextOf calls __next__.
func (st *step) nextOf(x *value) (*value, error) {
	if x.is(superKind) {
		m, err := st.await(st.superAttr(x, "__next__"))
		if err != nil {
			return nil, err
		}
		return st.item(m)
	}
	m, ok, err := st.method(x, "__next__")
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, raise("TypeError", "'%s' object is not an iterator", show(x))
	}
	return st.item(m)
}

// item calls a method __next__, which may give the end as a value (frontend/next.go).
func (st *step) item(m *value, args ...*value) (*value, error) {
	v, err := st.now(m, args...)
	if err == nil && v.is(types.Unset) {
		return nil, raise("StopIteration", "")
	}
	return v, err
}

// raisingEnd is the method __next__ as a program calls it.
func (st *step) raisingEnd(m *value) *value {
	return native0(func(st *step, _ *value, args []*value) (answer, error) { return given(st.item(m, args...)) })
}

// yield gives an item to what asked for it, and waits for the next question.
func yield(st *step, args []*value) (answer, error) {
	s := st.of
	g, inner, running := s.running[len(s.running)-1], s.inner, s.running
	g.give <- yielded{item: args[0]}
	if !<-g.resume {
		return answer{}, &ops.Raised{Class: closed}
	}
	s.inner, s.running = inner, running
	return give(none())
}

// close ends the generators that did not end by themselves.
func (s *Surface) close() {
	for _, g := range s.routines {
		if g.started && !g.ended {
			g.resume <- false
			<-g.give
		}
	}
	s.routines = nil
}
