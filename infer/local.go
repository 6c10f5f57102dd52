package infer

import (
	"maps"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// What the methods of a local class read is found by name in the run of the function that made it, and in what that calls. So
// its objects, and functions that make some, must not come from another run; nor may objects leave this one.

// makeLocal makes a local class.
func (f *frame) makeLocal(c *ir.Class) {
	f.locals = append(f.locals, c)
	inner := f.c.fn.Name + "."
	for _, t := range f.c.args {
		if f.holdsType(t, nil, func(t types.Type) bool { return f.isOf(t, c) || strings.HasPrefix(functionOf(t), inner) }) {
			f.limit(diag.UnsupportedClass, localHelp, "methods of %s read what belongs to another run of the function around it", c.Display)
			return
		}
	}
}

const localHelp = "keep it in a field, or define the class at the module level"

// keepLocals refuses results of a function that hold a class which it has made and which is local; false if one does.
func (f *frame) keepLocals(results []types.Type) bool {
	for _, c := range f.locals {
		for _, t := range results {
			if f.holdsType(t, nil, func(t types.Type) bool { return f.isOf(t, c) }) {
				f.report(diag.Limitf(diag.UnsupportedClass, c.Span, "methods of %s read what belongs to the function that it leaves", c.Display).WithHelp(localHelp))
				return false
			}
		}
	}
	return true
}

// isOf reports whether a type is that of a class or its objects, or of one that derives from it.
func (f *frame) isOf(t types.Type, c *ir.Class) bool {
	k, ok := f.classOf(t)
	if s, static := t.(types.Static); static && s.Kind == "class" {
		k, ok = f.e.src.Class(s.Name), true
	}
	return ok && slices.Contains(f.e.orderOf(k), c)
}

// functionOf is the name of the function of the program that values of a type call, or "".
func functionOf(t types.Type) string {
	switch t := t.(type) {
	case types.Func:
		return t.Name
	case types.Named:
		if isFunction(t) {
			return t.Name
		}
	case types.Bound:
		if m, ok := t.By.(types.Method); ok {
			return m.Func
		}
	}
	return ""
}

// holdsType reports whether a type, or one within it, is of a kind.
func (f *frame) holdsType(t types.Type, seen map[types.Named]bool, is func(types.Type) bool) bool {
	if is(t) {
		return true
	}
	parts := types.PartsOf(t)
	if n, ok := t.(types.Named); ok {
		if seen[n] {
			return false
		}
		seen = maps.Clone(seen)
		if seen == nil {
			seen = map[types.Named]bool{}
		}
		seen[n], parts = true, f.e.namedParts(n)
	}
	return slices.ContainsFunc(parts, func(p types.Type) bool { return f.holdsType(p, seen, is) })
}
