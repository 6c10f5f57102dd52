package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// What grows with the program is told with its place before it takes long: each type is compared, laid out and written
// with all that it holds.

// What a few limits have in common to say.
const (
	oneTypeHelp   = "one class or list can stand for all of its types"
	anyNumberHelp = "of elements of one type there may be any number"
	listHelp      = "a list holds elements of one type"
)

// wideUnion says that a value may have more types than are told apart.
func wideUnion(at source.Span, t types.Type) *diag.Diagnostic {
	return diag.Limitf(diag.LargeUnion, at, "a value that may have more than %d types: %s", maxMembers, shown(t)).
		WithHelp(oneTypeHelp)
}

// tupleOfMany makes the tuple of the parts of others. A long one of elements of one type has a length that is known at
// run time only, as what a loop makes.
func (f *frame) tupleOfMany(parts []*val) *val {
	if len(parts) <= maxExact || anyErr(parts) {
		return f.tupleOf(parts)
	}
	if !alike(valTypes(parts)) {
		return f.limit(diag.LongTuple, anyNumberHelp, "a tuple of more than %d unlike elements, made of shorter ones", maxExact)
	}
	return f.runTuple(f.runList(f.product(types.List{Exact: true, Elems: valTypes(parts)}, parts)))
}
