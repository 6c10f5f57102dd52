package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// sameObject tells whether two values, of which one at least is an object that can be changed, are one object.
func (f *frame) sameObject(a, b *val) *val {
	f.track()
	if kind := f.kindOf(a.T); kind == "" || kind != f.kindOf(b.T) {
		return f.constant(false)
	}
	r, m := f.root(a.V)
	q, n := f.root(b.V)
	isView := isArray(a.T) && m+n > 0
	switch {
	case isView:
	case r == q && m == 0 && n == 0:
		return f.constant(true)
	case r == q && m*n == 0: // one is a part of the other
		return f.constant(false)
	case m == 0 && n == 0 && (f.madeHere(r) || f.madeHere(q)) && !slices.Contains(f.reachable(r), q):
		return f.constant(false)
	case f.madeHere(r) && f.madeHere(q) && !overlap(f.reachable(r), f.reachable(q)):
		return f.constant(false)
	}
	return f.errorHelp(diag.UnknownIdentity, "== compares values", "whether these are the same object is not known at compile time")
}

func overlap(a, b []*ir.Value) bool {
	return slices.ContainsFunc(a, func(v *ir.Value) bool { return slices.Contains(b, v) })
}

// kindOf names what kind of object can be changed; no object is of two. It is "" for the rest.
func (f *frame) kindOf(t types.Type) string {
	own := f.headOf(t)
	if own == anyHead || isArray(t) && !f.carries(t) {
		return ""
	}
	return own
}

// madeHere reports whether a value is an object that the function makes.
func (f *frame) madeHere(v *ir.Value) bool {
	if v.Def == nil {
		return false
	}
	switch v.Def.Op.(type) {
	case typed.Make, typed.Unit:
		return true
	case typed.Apply:
		_, how := f.linkOf(v)
		return how == noLink
	}
	return false
}
