package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// contradicts reports whether no value of t is what an annotation says. It
// knows int, float, bool and str: an int is taken for a float, as in Python's
// own checkers, and an array for a number. Other annotations say nothing.
func contradicts(annotation string, t types.Type) bool {
	allowed := map[string][]types.Type{
		"float": {types.Float, types.Int, types.Bool},
		"int":   {types.Int, types.Bool},
		"bool":  {types.Bool},
		"str":   {types.Str},
	}[annotation]
	if allowed == nil || isErr(t) || t == types.Never {
		return false
	}
	for _, m := range types.Members(t) {
		if isArray(m) && annotation != "str" || m == types.NoTangent || m == types.Unset {
			return false
		}
		for _, a := range allowed {
			if m == a {
				return false
			}
		}
	}
	return true
}

// checkArgs checks arguments against the annotations of the parameters.
// slots are in the order of the signature.
func (f *frame) checkArgs(fn *ir.Func, slots []*val) bool {
	if inLibrary(fn.Loc.Span) {
		return true
	}
	for i, s := range slots {
		name := slotName(fn.Sig, i)
		if ann := fn.Sig.ArgTypes[name]; contradicts(ann, s.T) {
			d := diag.Errorf(diag.BadAnnotation, f.spanOf(s), "argument '%s' of %s() is annotated %s, but the value is %s", name, display(fn), ann, f.show(s.T)).
				WithRelated(header(fn.Loc.Span), "defined here").WithHelp("the annotation and the value must agree")
			f.report(d)
			return false
		}
	}
	return true
}

// annotated checks the value of a variable against its annotation.
func (f *frame) annotated(op surface.Annotated, v *val) *val {
	if contradicts(op.Type, v.T) {
		return f.errorHelp(diag.BadAnnotation, "the annotation and the value must agree", "'%s' is annotated %s, but the value is %s", op.Name, op.Type, f.show(v.T))
	}
	return v
}

// checkResult checks what a function returns against its annotation.
func (f *frame) checkResult(ret *val) *val {
	fn := f.c.fn
	if fn.Sig == nil || !contradicts(fn.Sig.ArgTypes["return"], ret.T) {
		return ret
	}
	d := diag.Errorf(diag.BadAnnotation, header(fn.Loc.Span), "%s() is annotated to return %s, but returns %s", display(fn), fn.Sig.ArgTypes["return"], f.show(ret.T)).
		WithHelp("the annotation and the value must agree")
	if ret.src.IsValid() {
		d.WithRelated(ret.src, "this is returned")
	}
	f.report(d)
	return errVal()
}
