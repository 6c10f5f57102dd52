package infer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// A function may give a part or a view of an argument, or the argument itself. Where the indices can be told from constants and
// arguments alone, the caller takes it again of its own object, so that the two are followed as one.

// argPlace is a place in an argument, as the steps from the argument to it.
type argPlace struct {
	arg    int
	steps  []placeStep
	params map[*ir.Value]int
	text   string // tells two apart
}

// placeStep is a part of what the steps before lead to, or what a node makes of it.
type placeStep struct {
	part  int
	index *ir.Value // not nil: the element at the index, as it was given
	start *ir.Value // that counted from the beginning
	node  *ir.Node  // nil: the part
}

// argPlaceOf tells what place in an argument v is, also, if it is taken after the call, of what was put into that; nil: none that a
// caller can take again.
func (f *frame) argPlaceOf(v *ir.Value, at map[*ir.Value]int, after bool) *argPlace {
	if !f.carries(v.Type) {
		return nil
	}
	root, chain, ok := f.chainOf(v)
	if !ok {
		return nil
	}
	var steps []placeStep
	arg, ok := at[root]
	if !ok && after {
		steps, arg, ok = f.heldByArgument(root)
	}
	if !ok {
		return nil
	}
	return f.told(&argPlace{params: at, arg: arg, steps: append(steps, chain...)})
}

// chainOf are the object in which v is a place, and the steps to it; false if v may have been given another place.
func (f *frame) chainOf(v *ir.Value) (root *ir.Value, steps []placeStep, ok bool) {
	for f.first[v] == nil {
		of, how := f.up(v)
		if how == noLink {
			break
		}
		if how == partLink {
			if _, _, known := f.detached(v, of); !known {
				return nil, nil, false
			}
		}
		if _, narrow := v.Def.Op.(typed.Narrow); narrow || how != sameLink {
			steps = append(steps, stepOf(v.Def))
		}
		v = of
	}
	if first := f.first[v]; first != nil {
		v = first
	}
	slices.Reverse(steps)
	return v, steps, true
}

func stepOf(n *ir.Node) placeStep {
	switch op := n.Op.(type) {
	case typed.Part:
		return placeStep{part: op.I}
	case typed.Apply:
		if isElement(op.P) {
			s := placeStep{index: n.Args[1], start: n.Args[1]}
			if d := s.start.Def; d != nil {
				if of, ok := d.Op.(typed.Apply); ok && of.P.Name == "list.place" {
					s.index = d.Args[1]
				}
			}
			return s
		}
	}
	return placeStep{node: n}
}

// withoutNarrow leaves out the steps that only see a value as another type.
func withoutNarrow(steps []placeStep) []placeStep {
	return slices.DeleteFunc(slices.Clone(steps), func(s placeStep) bool {
		if s.node == nil {
			return false
		}
		_, narrow := s.node.Op.(typed.Narrow)
		return narrow
	})
}

// sameAs reports whether two steps from one object lead to one place.
func (s placeStep) sameAs(t placeStep) answer {
	if s.node != nil || t.node != nil {
		return unknown
	}
	i, iKnown := s.constant()
	j, jKnown := t.constant()
	switch {
	case s.start != nil && s.start == t.start || iKnown && jKnown && i == j:
		return yes
	case iKnown && jKnown:
		return no
	}
	return unknown
}

// constant is the index of a part or of an element, from the beginning, if that is constant.
func (s placeStep) constant() (int64, bool) {
	if s.start == nil {
		return int64(s.part), true
	}
	if !isFromStart(s.start) {
		return 0, false
	}
	return s.start.Def.Op.(typed.PyConst).Value.(int64), true
}

// heldByArgument finds an object in an argument, as it is now, that a Make put together of it.
func (f *frame) heldByArgument(root *ir.Value) (steps []placeStep, arg int, ok bool) {
	for i, p := range f.b.F.Params {
		if steps, ok = f.heldIn(p, root, 0); ok {
			return steps, i, true
		}
	}
	return nil, 0, false
}

// maxPlace is how many steps deep an object is looked for in another one.
const maxPlace = 4

func (f *frame) heldIn(in, root *ir.Value, depth int) ([]placeStep, bool) {
	if depth > maxPlace || !f.carries(in.Type) {
		return nil, false
	}
	cur := in
	if at := f.now[in]; at.cur != nil {
		cur = at.cur.V
	}
	parts, _ := made(cur)
	for i, p := range parts {
		if !f.carries(p.Type) {
			continue
		}
		r, deep := f.root(p)
		if deep > 0 {
			continue
		}
		if r == root {
			return []placeStep{{part: i}}, true
		}
		if more, ok := f.heldIn(r, root, depth+1); ok {
			return append([]placeStep{{part: i}}, more...), true
		}
	}
	return nil, false
}

// isAt reports whether parts alone lead to a place.
func (w *argPlace) isAt(path []int) bool {
	return slices.EqualFunc(w.steps, path, func(s placeStep, k int) bool { return s.index == nil && s.node == nil && s.part == k })
}

// samePlace reports whether two are one.
func samePlace(a, b *argPlace) bool { return a == b || a != nil && b != nil && a.text == b.text }

// told gives the place its text; nil if a step needs what a caller does not have.
func (f *frame) told(w *argPlace) *argPlace {
	resized := slices.Contains(f.now[f.b.F.Params[w.arg]].heads, "list")
	var text strings.Builder
	fmt.Fprint(&text, "arg", w.arg)
	for _, s := range w.steps {
		if s.index != nil {
			fmt.Fprint(&text, " at")
			if !w.closed(s.index, &text) || resized && !isFromStart(s.index) {
				return nil
			}
			continue
		}
		if s.node == nil {
			fmt.Fprint(&text, " .", s.part)
			continue
		}
		switch op := s.node.Op.(type) {
		case typed.Narrow:
			fmt.Fprint(&text, " narrow ", op.T)
		case typed.Apply:
			fmt.Fprint(&text, " ", op.P.Name)
		}
		for _, a := range s.node.Args[1:] {
			if !w.closed(a, &text) {
				return nil
			}
		}
	}
	w.text = text.String()
	return w
}

// isFromStart reports whether an index is known to count from the beginning.
func isFromStart(v *ir.Value) bool {
	if v.Def == nil {
		return false
	}
	c, ok := v.Def.Op.(typed.PyConst)
	k, isInt := c.Value.(int64)
	return ok && isInt && k >= 0
}

// closedPrims are primitives on ints that a caller can compute again.
var closedPrims = map[string]bool{"op.+": true, "op.-": true, "op.*": true, "op.//": true, "op.%": true, "op.neg": true, "array.size": true, "operator.index": true}

// closed reports whether v is made of constants and arguments alone, and writes how.
func (w *argPlace) closed(v *ir.Value, text *strings.Builder) bool {
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

// takeAgain takes the place that a call has given of an argument, as it is now.
func (f *frame) takeAgain(w *argPlace, args []*val) *val {
	x := f.present(args[w.arg])
	for _, s := range w.steps {
		if isErr(x.T) {
			return x
		}
		x = f.step(x, s, func(v *ir.Value) *val { return f.computed(w, v, args) })
	}
	return f.fresh1(x)
}

// step takes one.
func (f *frame) step(x *val, s placeStep, operand func(*ir.Value) *val) *val {
	if s.index != nil {
		return f.getItem(x, operand(s.index))
	}
	if s.node == nil {
		if n := len(f.partTypes(x.T)); s.part < n {
			return f.part(x, s.part)
		}
		return f.getItem(x, f.constant(int64(s.part)))
	}
	op, ok := s.node.Op.(typed.Apply)
	if !ok {
		return f.seenAs(x, s.node.Results[0])
	}
	all := []*val{x}
	for _, a := range s.node.Args[1:] {
		all = append(all, operand(a))
	}
	return f.apply(op.P, all)
}

// computed computes again what is made of constants and arguments.
func (f *frame) computed(w *argPlace, v *ir.Value, args []*val) *val {
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
