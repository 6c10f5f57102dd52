package infer

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// recursiveSizes gives up the constant sizes of arrays and the exact lengths of
// lists that change at a recursive call, so that f(x[1:]) within f is one
// context, however long x is.
func (f *frame) recursiveSizes(fn *ir.Func, args []*val) []*val {
	for _, c := range slices.Backward(f.e.stack.of[fn]) {
		r := &relaxer{fresh: f.freshDim, names: map[string]types.Dim{}}
		out := make([]*val, len(args))
		for k, p := range c.args {
			t, ok := r.relax(p, args[k].T)
			if !ok {
				break
			}
			out[k] = &val{T: t}
		}
		if len(out) > 0 && out[len(out)-1] == nil {
			continue
		}
		for k, a := range args {
			out[k] = f.coerce(a, out[k].T)
		}
		return out
	}
	return args
}

// relaxer makes the type of an argument from that of the recursive call it is
// in. Alike changes of size get one name.
type relaxer struct {
	fresh func() types.Dim
	names map[string]types.Dim
}

// relax gives a without what differs from p in size; false if they differ in
// more than that.
func (r *relaxer) relax(p, a types.Type) (types.Type, bool) {
	if types.Equal(p, a) {
		return a, true
	}
	switch x := p.(type) {
	case types.List:
		if y, ok := a.(types.List); ok && (!x.Exact || !y.Exact || len(x.Elems) != len(y.Elems)) {
			return r.relaxLength(x, y)
		}
	case types.Union:
		return a, types.Equal(types.WithoutSizes(p), types.WithoutSizes(a))
	case types.Array:
		y, ok := a.(types.Array)
		if !ok || x.DType != y.DType || len(x.Dims) != len(y.Dims) {
			return nil, false
		}
		dims := make([]types.Dim, len(y.Dims))
		for i, d := range y.Dims {
			dims[i] = r.size(x.Dims[i], d)
		}
		return types.Array{DType: y.DType, Dims: dims}, true
	}
	ps, as := types.PartsOf(p), types.PartsOf(a)
	if len(ps) != len(as) || len(ps) == 0 {
		return nil, false
	}
	out := make([]types.Type, len(as))
	for i := range as {
		t, ok := r.relax(ps[i], as[i])
		if !ok {
			return nil, false
		}
		out[i] = t
	}
	if !sameHead(p, a) {
		return nil, false
	}
	return types.WithParts(a, out), true
}

// relaxLength makes an exact list of another length one of run-time length, if
// its elements are alike.
func (r *relaxer) relaxLength(x, y types.List) (types.Type, bool) {
	if !alike(x.Elems) || !alike(y.Elems) {
		return nil, false
	}
	if len(x.Elems) > 0 && len(y.Elems) > 0 {
		if _, ok := r.relax(x.Elems[0], y.Elems[0]); !ok {
			return nil, false
		}
	}
	if !x.Exact || !y.Exact {
		return y, true
	}
	return types.List{Elems: oneOf(append(y.Elems[:len(y.Elems):len(y.Elems)], x.Elems...))}, true
}

func (r *relaxer) size(was, now types.Dim) types.Dim {
	if now == was || !now.IsConst() || !was.IsConst() {
		return now
	}
	change := fmt.Sprint(was.Const, ">", now.Const)
	if _, ok := r.names[change]; !ok {
		r.names[change] = r.fresh()
	}
	return r.names[change]
}

// sameHead reports whether two types with as many parts are of one kind.
func sameHead(a, b types.Type) bool {
	none := make([]types.Type, len(types.PartsOf(a)))
	for i := range none {
		none[i] = types.None
	}
	return types.Equal(types.WithParts(a, none), types.WithParts(b, none))
}

// sizesOf lists the sizes in a type, in order.
func sizesOf(t types.Type) []types.Dim {
	var out []types.Dim
	types.MapDims(t, func(d types.Dim) types.Dim {
		out = append(out, d)
		return d
	})
	return out
}

// grows reports whether a recursion passes ever longer tuples, or ever higher
// derivatives, and then makes the ints and bools among its parameters static:
// they may say where it ends.
func (e *engine) grows(c *context) bool {
	within, unlike := e.stack.of[c.fn], false
	for _, up := range within {
		unlike = unlike || otherShape(types.Tuple{Elems: c.args}, types.Tuple{Elems: up.args})
	}
	return len(within) >= maxGrowth && unlike && e.fixInts(c)
}

// derivative gives the context, entered after c, whose derivative is asked for
// while c is being inferred; nil if there is none. Then the derivative of c's
// function needs itself, unless its ints say where that ends.
func (e *engine) derivative(c *context) *context {
	for i := len(e.stack.all) - 1; e.stack.all[i] != c; i-- {
		if up := e.stack.all[i]; up.from.grad {
			return up
		}
	}
	return nil
}

// endless makes the call again with the ints of c's function static, or reports that the
// derivative asked for at a place, which calls it, has no end.
func (e *engine) endless(c *context, at source.Span) {
	if e.fixInts(c) {
		e.drop(c.fn)
		e.redo()
	}
	e.report(diag.Errorf(diag.EndlessDerivative, at, "the derivative of %s() needs itself without end", display(c.fn)).
		WithHelp("a constant must say how often it is applied"))
}

// fixInts makes the ints and bools among the parameters of c's function
// static; false if they are.
func (e *engine) fixInts(c *context) bool {
	static := e.static[c.fn.Name]
	if static == nil {
		static = map[int]bool{}
		e.static[c.fn.Name] = static
	}
	changed := false
	for i, t := range c.args {
		if (t == types.Int || t == types.Bool) && !static[i] {
			static[i], changed = true, true
		}
	}
	return changed
}

// otherShape reports whether two types are tuples of unlike lengths, or
// derivatives of unlike orders, or tuples with such elements.
func otherShape(a, b types.Type) bool {
	x, ok := a.(types.Tuple)
	y, ok2 := b.(types.Tuple)
	if !ok || !ok2 {
		return gradOrder(a) != gradOrder(b)
	}
	if len(x.Elems) != len(y.Elems) {
		return true
	}
	for i, e := range x.Elems {
		if otherShape(e, y.Elems[i]) {
			return true
		}
	}
	return false
}
