package infer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// maxSpread is how many parameters a function may have that a list of run-time length is spread into.
const maxSpread = 8

// spreadCall is a call of a function of the program with a list of run-time length among its positional arguments.
type spreadCall struct {
	fn            *ir.Func
	caps          []*val // its captures and defaults
	before, after []*val // the arguments around the list
	list, length  *val
	names         []string
	kw            []*val
}

// spreadTarget finds the function behind a callee, and the object that a method is bound to.
func (f *frame) spreadTarget(callee *val) (*spreadCall, bool) {
	switch t := callee.T.(type) {
	case types.Func:
		return &spreadCall{fn: f.e.src.Func(t.Name), caps: f.partsOf(callee)}, true
	case types.Bound:
		if m, ok := t.By.(types.Method); ok {
			parts := f.partsOf(callee)
			return &spreadCall{fn: f.e.src.Func(m.Func), caps: parts[1:], before: parts[:1:1]}, true
		}
	case types.Object, types.Named:
		if m, ok := f.method(callee, "__call__"); ok {
			return f.spreadTarget(m)
		}
		if t, ok := t.(types.Named); ok && t.Kind == "func" {
			return &spreadCall{fn: f.e.src.Func(t.Name), caps: f.partsOf(callee)}, true
		}
	}
	return nil, false
}

// takesByName reports whether all names are of parameters that no positional argument fills.
func (c *spreadCall) takesByName(names []string) bool {
	sig := c.fn.Sig
	return !slices.ContainsFunc(names, func(n string) bool {
		at := slotOf(sig, n)
		return at >= 0 && at < len(sig.Names)
	})
}

// try calls with k elements of the list or more: k if there are so many; else it tries the next number.
func (c *spreadCall) try(f *frame, k int) *val {
	sig := c.fn.Sig
	open := max(len(sig.Names)-len(c.before), 0)
	if sig.VarArgs != "" && k == open {
		return c.withRest(f, open)
	}
	if sig.VarArgs == "" && k > open-len(c.after) {
		return c.tooMany(f)
	}
	return f.cond(f.prim("op.==", c.length, f.constant(int64(k))), func() *val {
		all := slices.Concat(c.before, c.elements(f, k), c.after)
		if len(all) < len(sig.Names)-sig.NumDefault {
			return f.raiseText("TypeError", lackText(c.fn, len(all)))
		}
		args, ok := f.bind(c.fn, c.caps, all, c.names, c.kw)
		if !ok {
			return errVal()
		}
		return f.callWith(c.fn, args)
	}, func() *val { return c.try(f, k+1) })
}

// elements are the first k of the list, which has so many.
func (c *spreadCall) elements(f *frame, k int) []*val {
	s, _ := f.sequence(c.list)
	out := make([]*val, k)
	for i := range out {
		out[i] = f.fresh1(s.at(f.constant(int64(i))))
	}
	return out
}

// withRest calls a function with *args: all named parameters have their arguments, the first k elements of the list among
// them, and args is a tuple of run-time length.
func (c *spreadCall) withRest(f *frame, k int) *val {
	sig := c.fn.Sig
	named := slices.Concat(c.before[:min(len(sig.Names), len(c.before))], c.elements(f, k))
	args, ok := f.bind(c.fn, c.caps, named, c.names, c.kw)
	if !ok {
		return errVal()
	}
	rest := c.list
	if k > 0 {
		from := f.slice([]*val{f.constant(int64(k)), f.none(), f.none()})
		rest = f.primAs("list.slice", rest.T, rest, from)
	}
	before := c.before[min(len(sig.Names), len(c.before)):]
	stars := make([]bool, len(before)+1)
	stars[len(before)] = true
	rest = f.listStar(slices.Concat(before, []*val{rest}, c.after), stars)
	if isErr(rest.T) {
		return rest
	}
	args[restOf(sig)] = f.runTuple(rest)
	return f.callWith(c.fn, args)
}

// restOf is the place of the parameter *args.
func restOf(sig *ir.Signature) int { return len(sig.Captures) + len(sig.Names) + len(sig.KwOnly) }

// tooMany raises that more arguments are given than the function has parameters.
func (c *spreadCall) tooMany(f *frame) *val {
	sig := c.fn.Sig
	given := f.binop("+", c.length, f.constant(int64(len(c.before)+len(c.after))))
	one := f.prim("op.==", given, f.constant(int64(1)))
	either := func(a, b string) *val {
		return f.cond(one, func() *val { return f.constant(a) }, func() *val { return f.constant(b) })
	}
	end := either(" was given", " were given")
	if n := len(c.names); n > 0 {
		by := fmt.Sprintf(" (and %d keyword-only argument%s) were given", n, plural(n))
		end = either(" positional argument"+by, " positional arguments"+by)
	}
	return f.raise("TypeError", f.joinStr([]*val{
		f.constant(fmt.Sprintf("%s() takes %s positional argument%s but ", display(c.fn), countText(sig), plural(len(sig.Names)))), f.str(given), end,
	}))
}

// countText is how many positional arguments a function takes.
func countText(sig *ir.Signature) string {
	if sig.NumDefault > 0 {
		return fmt.Sprintf("from %d to %d", len(sig.Names)-sig.NumDefault, len(sig.Names))
	}
	return fmt.Sprint(len(sig.Names))
}

// lackText says which positional arguments are missing after the first n.
func lackText(fn *ir.Func, n int) string {
	var missing []int
	for i := n; i < len(fn.Sig.Names)-fn.Sig.NumDefault; i++ {
		missing = append(missing, i)
	}
	return missingText(fn, missing)
}

// missingText says that a call lacks arguments, in Python's words, which are of the positional ones if it lacks any.
func missingText(fn *ir.Func, slots []int) string {
	kind := "keyword-only"
	if slots[0] < len(fn.Sig.Names) {
		kind = "positional"
	}
	var names []string
	for _, i := range slots {
		if kind == "keyword-only" || i < len(fn.Sig.Names) {
			names = append(names, "'"+slotName(fn.Sig, i)+"'")
		}
	}
	list := strings.Join(names, " and ")
	if k := len(names) - 1; k > 1 {
		list = strings.Join(names[:k], ", ") + ", and " + names[k]
	}
	return fmt.Sprintf("%s() missing %d required %s argument%s: %s", display(fn), len(names), kind, plural(len(names)), list)
}
