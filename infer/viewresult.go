package infer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// A function may give a view of an argument. Where the indices of the view can be told from constants and arguments alone, the
// caller takes the view again of its own array, so that the two are followed as one.

// viewResult is a view of an argument, as the steps from the argument to it.
type viewResult struct {
	arg    int
	steps  []*ir.Node
	params map[*ir.Value]int
	text   string // tells two apart
}

// viewOf tells what view of an argument v is; nil: none that a caller can take again.
func (f *frame) viewOf(v *ir.Value, at map[*ir.Value]int) *viewResult {
	if !isArrayOfAxes(v.Type) {
		return nil
	}
	out := &viewResult{params: at}
	for f.first[v] == nil {
		of, how := f.up(v)
		if how == noLink {
			break
		}
		if how != viewLink {
			return nil
		}
		out.steps = append(out.steps, v.Def)
		v = of
	}
	if first := f.first[v]; first != nil {
		v = first
	}
	arg, ok := at[v]
	if !ok || len(out.steps) == 0 {
		return nil
	}
	out.arg = arg
	slices.Reverse(out.steps)
	var text strings.Builder
	fmt.Fprint(&text, arg)
	for _, n := range out.steps {
		fmt.Fprint(&text, " ", n.Op.(typed.Apply).P.Name)
		for _, a := range n.Args[1:] {
			if !out.closed(a, &text) {
				return nil
			}
		}
	}
	out.text = text.String()
	return out
}

// closedPrims are primitives on ints that a caller can compute again.
var closedPrims = map[string]bool{"op.+": true, "op.-": true, "op.*": true, "op.//": true, "op.%": true, "op.neg": true, "array.size": true, "operator.index": true}

// closed reports whether v is made of constants and arguments alone, and writes how.
func (w *viewResult) closed(v *ir.Value, text *strings.Builder) bool {
	if i, ok := w.params[v]; ok {
		fmt.Fprint(text, " arg", i)
		return v.Type == types.Int || v.Type == types.None || isArrayOfAxes(v.Type)
	}
	if v.Def == nil || len(v.Def.Results) != 1 {
		return false
	}
	switch op := v.Def.Op.(type) {
	case typed.PyConst:
		fmt.Fprintf(text, " %#v", op.Value)
	case typed.Unit:
		fmt.Fprint(text, " ", op.T)
	case typed.Make:
		if _, named := op.T.(types.Named); named {
			return false
		}
		fmt.Fprint(text, " make ", len(v.Def.Args), op.T)
	case typed.Apply:
		if !closedPrims[op.P.Name] {
			return false
		}
		fmt.Fprint(text, " ", op.P.Name)
	default:
		return false
	}
	return !slices.ContainsFunc(v.Def.Args, func(a *ir.Value) bool { return !w.closed(a, text) })
}

// viewAgain takes the view that a call has given of an argument, as it is now.
func (f *frame) viewAgain(w *viewResult, args []*val) *val {
	x := f.present(args[w.arg])
	for _, n := range w.steps {
		op := n.Op.(typed.Apply)
		of := []*val{x}
		for _, a := range n.Args[1:] {
			of = append(of, f.computed(w, a, args))
		}
		x = f.apply(op.P, of)
	}
	return x
}

// computed computes again what is made of constants and arguments.
func (f *frame) computed(w *viewResult, v *ir.Value, args []*val) *val {
	if i, ok := w.params[v]; ok {
		return args[i]
	}
	var parts []*val
	for _, a := range v.Def.Args {
		parts = append(parts, f.computed(w, a, args))
	}
	switch op := v.Def.Op.(type) {
	case typed.PyConst:
		return f.constant(op.Value)
	case typed.Unit:
		return f.unit(op.T)
	case typed.Make:
		return f.product(op.T, parts)
	case typed.Apply:
		if op.P.Name == "array.size" {
			k, _ := op.Statics[1].V.(int64)
			return f.size(parts[0], int(k))
		}
		return f.apply(op.P, parts)
	}
	panic("infer: not closed: " + v.Def.Op.OpName())
}
