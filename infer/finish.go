package infer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// When nothing is queued any more, the contexts that the entry reaches are put in order and numbered by how it reaches
// them, so that the outcome tells nothing of how it was found.

// finish gives the module and what was found wrong.
func (e *engine) finish(entry *context) (*ir.Module, diag.List) {
	r := &reporter{from: map[*context]*call{entry: nil}}
	r.visit(entry)
	o := &output{e: e, names: map[*context]string{}, count: map[string]int{}}
	o.visit(entry)
	for _, c := range o.order {
		o.number(c)
		e.out.Add(c.out)
	}
	e.out.Entry, e.out.Changes = o.names[entry], e.tracks
	e.out.Named = e.namedTypes(o.names)
	e.checkLazy(e.out, o.names, r)
	return e.out, r.result()
}

// output orders and numbers contexts.
type output struct {
	e     *engine
	order []*context // callees first
	names map[*context]string
	count map[string]int // by function
}

func (o *output) visit(c *context) {
	base := c.fn.Name
	o.count[base]++
	o.names[c] = base
	if n := o.count[base]; n > 1 {
		o.names[c] += "~" + strconv.Itoa(n)
	}
	c.out.Body.Each(func(n *ir.Node) {
		if to := o.e.byName[ir.Callee(n.Op)]; to != nil && o.names[to] == "" {
			o.visit(to)
		}
	})
	o.order = append(o.order, c)
}

// number gives the typed function of a context, and what it calls, their names.
func (o *output) number(c *context) {
	c.out.Name = o.names[c]
	c.out.Body.Each(func(n *ir.Node) {
		switch op := n.Op.(type) {
		case ops.Call:
			op.Fn = o.names[o.e.byName[op.Fn]]
			n.Op = op
		case typed.Grad:
			op.Fn = o.names[o.e.byName[op.Fn]]
			n.Op = op
		}
	})
}

// namedTypes gives the recursive types that contexts with names use.
func (e *engine) namedTypes(used map[*context]string) []*ir.NamedType {
	var names []types.Named
	for n, c := range e.cells {
		for u := range c.users {
			if used[u] != "" {
				names = append(names, n)
				break
			}
		}
	}
	slices.SortFunc(names, func(a, b types.Named) int { return types.Compare(a, b) })
	var out []*ir.NamedType
	for _, n := range names {
		parts := e.cells[n].parts
		out = append(out, &ir.NamedType{Type: n, Parts: parts})
		for ct := n; len(ct.Name)-len(n.Name) < 4; {
			ct = types.Named{Kind: ct.Kind, Name: ct.Name + types.CtSuffix}
			parts = ctParts(parts)
			out = append(out, &ir.NamedType{Type: ct, Parts: parts})
		}
	}
	return out
}

// reporter collects what was reported in the contexts that calls lead to, in the order of the calls.
type reporter struct {
	from  map[*context]*call // the first call of each
	lazy  []*call
	list  diag.List
	spare *diag.Diagnostic
	seen  map[string]bool
}

func (r *reporter) visit(c *context) {
	for _, ev := range c.log {
		switch {
		case ev.note != nil:
			r.note(c, ev.note)
		default:
			if ev.call.lazy {
				r.lazy = append(r.lazy, ev.call)
			}
			if _, seen := r.from[ev.call.to]; !seen {
				r.from[ev.call.to] = ev.call
				r.visit(ev.call.to)
			}
		}
	}
}

func (r *reporter) note(c *context, n *note) {
	switch {
	case n.spare:
		if r.spare == nil {
			r.spare = n.d
		}
		return
	case !n.whole:
		r.complete(n.d, c)
	}
	r.add(n.d)
}

// add records a diagnostic once.
func (r *reporter) add(d *diag.Diagnostic) {
	k := fmt.Sprint(d.Span, d.Code) // one message for one mistake
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	if !r.seen[k] {
		r.seen[k] = true
		r.list = append(r.list, d)
	}
}

func (r *reporter) result() diag.List {
	if len(r.list) == 0 && r.spare != nil {
		return diag.List{r.spare}
	}
	return r.list
}

// complete says of a diagnostic of a context what depends on its calls: what is wrong inside the library is wrong with the
// user's call of it; of a function's arguments it says where they come from.
func (r *reporter) complete(d *diag.Diagnostic, c *context) {
	at := r.from[c]
	up := func() {
		d.Span, d.Related = at.site, nil
		c, at = at.by, r.from[at.by]
	}
	for !d.Span.IsValid() && at != nil { // in a derived function
		up()
	}
	for inLibrary(d.Span) && at != nil {
		d.Message = display(c.fn) + ": " + strings.TrimPrefix(d.Message, leadingName.FindString(d.Message))
		if d.Repair != nil { // of the library's text
			d.Help, d.Repair = "", nil
		}
		up()
	}
	for at != nil && inLibrary(at.site) {
		c, at = at.by, r.from[at.by]
	}
	if at != nil && at.site.IsValid() {
		d.WithRelated(at.site, "%s() is called here%s", display(c.fn), argTexts(c))
	}
}
