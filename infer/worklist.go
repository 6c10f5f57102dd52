package infer

import (
	"cmp"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// A context is run when it is first called, within the run of the caller. It reads what those that it calls are known to
// return, of one that is running further out what is known so far. A change queues the readers. Contexts that depend on
// each other settle before what called them first goes on (drain), so that it sees all that they return; Tarjan's numbers,
// serial and low, say which these are. What is found does not depend on the order of the queue.

// analyse gives what a context is known to return, to the run that calls it.
func (e *engine) analyse(at *call) *returned {
	r := e.result(at)
	if at.by != nil {
		at.by.read(at.to)
	}
	return r
}

func (e *engine) result(at *call) *returned {
	c := at.to
	if c.depth >= 0 {
		if d := e.derivative(c); d != nil {
			e.endless(c, d.from.site)
			return failure()
		}
	}
	if c.depth >= 0 { // an error must not hide behind itself
		return c.found()
	}
	if c.done || c.running {
		return c.result()
	}
	if e.grows(c) {
		e.drop(c.fn)
		e.redo()
	}
	if len(e.of[c.fn.Name]) > maxContexts {
		e.report(diag.Limitf(diag.ManySpecialisations, header(c.fn.Loc.Span), "%s() is called with more than %d different lists of argument types", display(c.fn), maxContexts).
			WithHelp("a type grows at every call, or a value that must be known changes"))
		return failure()
	}
	if len(e.stack.all) == maxDepth {
		e.report(diag.Limitf(diag.ManySpecialisations, header(c.fn.Loc.Span), "the calls from here are nested more than %d deep", maxDepth))
		return failure()
	}
	e.first(at)
	return c.result()
}

func failure() *returned { return &returned{T: errType, known: typed.Unknown{}} }

// result is what a context is known to return so far, an error if it was diagnosed.
func (c *context) result() *returned {
	if c.failed {
		return failure()
	}
	return c.found()
}

// found is what a context is known to return so far, but for errors.
func (c *context) found() *returned {
	if c.ret == nil {
		return &returned{T: types.Never, known: typed.Unknown{}}
	}
	return c.ret
}

// first runs a context that has no result, and then all that depend on each other with it, unless something further out
// does, too.
func (e *engine) first(at *call) {
	c := at.to
	e.dequeue(c)
	e.opened++
	c.from, c.serial, c.low, c.open, c.running = at, e.opened, e.opened, true, true
	e.open = append(e.open, c)
	c.attempt = len(e.attempts) - 1
	e.attempts[c.attempt].runs = c
	e.run(c)
	e.drain(c)
	c.running = false
}

// run infers a context once.
func (e *engine) run(c *context) {
	e.runs++
	c.runs++
	outer := e.frame
	e.stack.push(c)
	c.reads, c.was, c.asked = map[*context]bool{}, c.reads, false
	e.frame = newFrame(e, c)
	ret := e.frame.run()
	c.log = e.frame.log
	e.frame = outer
	e.stack.pop()
	c.seal()
	c.done = true
	if c.plain {
		e.callPlainly(c)
	}
	e.settle(c, ret)
}

// settle joins what a context returned this time with what it was known to return.
func (e *engine) settle(c *context, ret *val) {
	if isErr(ret.T) { // what is known is kept: the error may be gone with more that is known
		e.changed(c, !c.failed)
		c.failed = true
		return
	}
	failed := c.failed
	c.failed = false
	now := &returned{T: plainSizes(c, ret.T), known: ret.knownTree(), does: c.does}
	emitted := now.T
	old := c.ret
	did := true
	if old != nil {
		if now.does != nil {
			did = now.does.join(old.does, c)
		}
		j := &types.Joiner{Fresh: sizeNames("j")}
		now.T = plainSizes(c, j.Join(old.T, now.T))
		if !typed.SameKnown(old.known, now.known) && old.T != types.Never {
			now.known = typed.Unknown{}
		}
	}
	if n, ok := types.FindNested(now.T); ok {
		e.makeNominal(n)
	}
	if nesting(now.T) > maxNesting {
		c.log = append(c.log, event{note: &note{whole: true, d: diag.Limitf(diag.UnsettledType, header(c.fn.Loc.Span), "the type of what %s() returns grows without end", display(c.fn)).
			WithHelp(listHelp)}})
		c.failed = true
		e.changed(c, !failed)
		return
	}
	c.ret = now
	e.changed(c, failed || old == nil || !did || !types.Equal(old.T, now.T) || !typed.SameKnown(old.known, now.known))
	if !types.Equal(now.T, emitted) {
		e.enqueue(c)
	}
}

// changed queues the readers of a context whose result has changed.
func (e *engine) changed(c *context, changed bool) {
	if changed {
		for r, now := range c.readers {
			if now {
				e.enqueue(r)
			}
		}
	}
}

// plainSizes names the sizes in what c returns that are not those of its arguments in order of their appearance.
func plainSizes(c *context, t types.Type) types.Type {
	own := map[string]bool{}
	for _, a := range c.args {
		for _, d := range sizesOf(a) {
			own[d.Name] = true
		}
	}
	fresh, names := sizeNames("r"), map[string]types.Dim{}
	return types.MapDims(t, func(d types.Dim) types.Dim {
		if d.IsConst() || own[d.Name] {
			return d
		}
		if _, ok := names[d.Name]; !ok {
			names[d.Name] = fresh()
		}
		return names[d.Name]
	})
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

// enqueue has a context run again.
func (e *engine) enqueue(c *context) {
	if c.queued || c.stale || !c.done && !c.running {
		return
	}
	c.queued = true
	at, _ := slices.BinarySearchFunc(e.queue, c, bySerial)
	e.queue = slices.Insert(e.queue, at, c)
}

func bySerial(a, b *context) int { return cmp.Compare(a.serial, b.serial) }

// dequeue takes a context out of the queue.
func (e *engine) dequeue(c *context) {
	if c.queued {
		c.queued = false
		at, _ := slices.BinarySearchFunc(e.queue, c, bySerial)
		e.queue = slices.Delete(e.queue, at, at+1)
	}
}

// drain runs what is queued of the contexts that were opened since root was, until nothing changes, unless one that is
// open further out takes part. The last one is first, since that is called by the others rather than calls them.
func (e *engine) drain(root *context) {
	defer e.stack.move(root.from.by)
	outermost := root == e.open[0]
	for outermost || root.low == root.serial {
		from := 0
		if !outermost {
			from, _ = slices.BinarySearchFunc(e.queue, root, bySerial)
		}
		n := len(e.queue) - from
		if n == 0 {
			at, _ := slices.BinarySearchFunc(e.open, root, bySerial)
			e.close(at)
			return
		}
		at := n - 1
		if e.choose != nil {
			if at = e.choose(n); at == n && !outermost {
				return
			}
		}
		c := e.queue[from+min(at, n-1)]
		e.dequeue(c)
		e.rerun(c)
		root.low = min(root.low, c.low)
	}
}

// close cuts the list of open contexts.
func (e *engine) close(at int) {
	for _, c := range e.open[at:] {
		c.open = false
	}
	e.open = e.open[:at]
}

// rerun runs a context again. One that nothing reads any more is left until it is called.
func (e *engine) rerun(c *context) {
	if !c.wanted() && !c.running {
		c.done = false
		return
	}
	if c.runs >= maxRuns {
		if !c.failed {
			c.failed = true
			e.changed(c, true)
		}
		c.log = []event{{note: &note{whole: true, d: diag.Bugf(header(c.fn.Loc.Span), "the types in %s() did not settle after %d runs", display(c.fn), maxRuns)}}}
		return
	}
	was := c.running
	e.try(attempt{runs: c, wasRunning: was}, func() {
		e.stack.move(c.from.by)
		if !was {
			c.attempt = len(e.attempts) - 1
		}
		c.running = true
		e.run(c)
		c.running = was
	})
}

// callPlainly notes what c, which is called for more than a member of a union, calls so in turn.
func (e *engine) callPlainly(c *context) {
	for _, ev := range c.log {
		if ev.call != nil && !ev.call.member {
			e.makePlain(ev.call.to)
		}
	}
}

// makePlain notes that a context is called for more than a member of a union.
func (e *engine) makePlain(c *context) {
	if c.plain {
		return
	}
	c.plain = true
	if c.asked {
		e.enqueue(c)
	}
	e.callPlainly(c)
}
