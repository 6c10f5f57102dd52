package infer

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// spreadArgs are the arguments of a call, those with a star taken apart as far as their lengths are known.
type spreadArgs struct {
	vals  []*val
	stars []bool // which are lists of run-time length; nil if none is
}

// last is the number of arguments up to the last list.
func (a spreadArgs) last() int {
	n := len(a.stars)
	for n > 0 && !a.stars[n-1] {
		n--
	}
	return n
}

// first is the number of arguments before the first list.
func (a spreadArgs) first() int {
	n := 0
	for n < len(a.stars) && !a.stars[n] {
		n++
	}
	return n
}

// spreadAll takes the arguments with stars apart.
func (f *frame) spreadAll(args []*val, stars []bool) (spreadArgs, bool) {
	var out spreadArgs
	for i, a := range args {
		if i >= len(stars) || !stars[i] {
			out.vals = append(out.vals, a)
			continue
		}
		elems, list, ok := f.spread(a)
		if !ok || anyErr(elems) {
			return out, false
		}
		out.vals = append(out.vals, elems...)
		if list != nil {
			out.stars = append(out.stars, make([]bool, len(out.vals)-len(out.stars))...)
			out.stars = append(out.stars, true)
			out.vals = append(out.vals, list)
		}
	}
	return out, true
}

// spread gives the elements of *x, or the list of them if how many there are is known at run time only.
func (f *frame) spread(v *val) (elems []*val, list *val, ok bool) {
	f.exactly(v)
	s, ok := f.sequence(v)
	if !ok {
		return nil, nil, false
	}
	if s.static < 0 {
		list = f.listOfSeq(v, s)
		return nil, list, !isErr(list.T)
	}
	elems = make([]*val, s.static)
	for i := range elems {
		elems[i] = s.at(f.constant(int64(i)))
	}
	f.ended(s)
	return elems, nil, true
}

// callSpread calls with lists of run-time length among the arguments. print prints the texts of all, max and min and zip
// take the list, and a function is called with each number of arguments that it has names for, and with a tuple of the
// others.
func (f *frame) callSpread(callee *val, a spreadArgs, names []string, kw []*val) *val {
	if f.dead {
		return &val{T: types.Never}
	}
	if t, ok := callee.T.(types.Static); ok && t.Kind == "builtin" {
		switch {
		case t.Name == "print":
			return f.printSpread(a, names, kw)
		case (t.Name == "max" || t.Name == "min") && !strings.Contains(strings.Join(names, " "), "default"):
			return f.extremeSpread(t.Name, a, names, kw)
		case t.Name == "zip":
			if v := f.zipSpread(a, names, kw); v != nil {
				return v
			}
		}
		return f.needsLength(a)
	}
	c, ok := f.spreadTarget(callee)
	if !ok || !c.takesByName(names) {
		return f.needsLength(a)
	}
	c.before = append(c.before, a.vals[:a.first()]...)
	c.list = f.listStar(a.vals[a.first():a.last()], a.stars[a.first():])
	c.after = a.vals[a.last():]
	c.names, c.kw = names, kw
	if len(c.fn.Sig.Names) > maxSpread {
		return f.needsLength(a)
	}
	c.length = f.prim("list.len", c.list)
	return c.try(f, 0)
}

// needsLength reports a call that must know how many arguments it has.
func (f *frame) needsLength(a spreadArgs) *val {
	list := a.vals[a.first()]
	return f.errorHelp(diag.SpreadLength, "the function can take the list itself", "the length of %s is not known, so it cannot become arguments", f.show(list.T))
}

// extremeSpread is max(*xs): of one argument it is that of its elements.
func (f *frame) extremeSpread(name string, a spreadArgs, names []string, kw []*val) *val {
	list := f.listStar(a.vals, a.stars)
	if isErr(list.T) {
		return list
	}
	n := f.prim("list.len", list)
	many := func() *val { return specials[name](f, []*val{list}, names, kw) }
	one := func() *val {
		x := f.fresh1(f.prim("list.at", list, f.constant(int64(0))))
		if text := notIterableText(x.T); text != "" {
			return f.raiseText("TypeError", text)
		}
		return specials[name](f, []*val{x}, names, kw)
	}
	none := func() *val { return f.raiseText("TypeError", name+" expected at least 1 argument, got 0") }
	return f.cond(f.prim("op.>", n, f.constant(int64(1))), many, func() *val {
		return f.cond(f.prim("op.==", n, f.constant(int64(1))), one, none)
	})
}

// notIterableText is Python's complaint of a type without elements; "" if it may have some.
func notIterableText(t types.Type) string {
	if !isNumber(t) && t != types.None {
		return ""
	}
	return fmt.Sprintf("'%s' object is not iterable", typed.PyName(t))
}

// printSpread is print(a, *xs).
func (f *frame) printSpread(a spreadArgs, names []string, kw []*val) *val {
	texts := f.coerce(f.product(types.List{Exact: true}, nil), types.List{Elems: []types.Type{types.Str}})
	for i, x := range a.vals {
		if i < len(a.stars) && a.stars[i] {
			s, _ := f.sequence(x)
			texts = f.concat(texts, f.collect(s, func(_, item, acc *val) *val { return f.push(acc, f.str(item)) }))
		} else {
			texts = f.push(texts, f.str(x))
		}
		if isErr(texts.T) || f.dead {
			return texts
		}
	}
	sep := f.constant(" ")
	for i, name := range names {
		if name == "sep" && kw[i].T == types.Str {
			sep = kw[i]
		}
	}
	return f.call(f.builtin("print"), []*val{f.prim("str.join", sep, texts)}, names, kw)
}
