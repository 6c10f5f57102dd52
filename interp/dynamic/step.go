package dynamic

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// action does what a step is for.
type action func(st *step, args []*value) (answer, error)

// answer holds the results of a step, or the function that gives its result
// and that function's arguments.
type answer struct {
	fn     string
	values []*value
}

func give(vs ...*value) (answer, error) { return answer{values: vs}, nil }

func ask(fn string, args ...*value) (answer, error) { return answer{fn, args}, nil }

// helper asks for a function of the prelude.
func helper(name string, args ...*value) (answer, error) { return ask(preludePrefix+name, args...) }

// given is the answer of an operation with one result.
func given(v *value, err error) (answer, error) { return answer{values: []*value{v}}, err }

// step is a surface op, or a part of one, as the machine runs it.
type step struct {
	of      *Surface
	name    string
	effects ir.Effects
	results int
	do      action
	prim    primitive
	loc     ir.Loc // of the node at hand
}

// OpName is that of the surface op.
func (st *step) OpName() string { return st.name }

// Effects are those of the surface op.
func (st *step) Effects() ir.Effects { return st.effects }

// Infer gives values of no particular type.
func (st *step) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return anys(st.results), nil }

func anys(n int) []types.Type {
	out := make([]types.Type, n)
	for i := range out {
		out[i] = types.Any
	}
	return out
}

// Request runs the step.
func (st *step) Request(n *ir.Node, args []ops.Value) (vm.Request, error) {
	st.loc = n.Loc
	a, err := st.do(st, unboxAll(args))
	if err != nil {
		return vm.Request{}, err
	}
	return vm.Request{Fn: a.fn, Values: boxAll(a.values)}, nil
}

// primitive has inference resolve the op of the step.
func (st *step) primitive(args ...*value) (answer, error) {
	return given(st.prim.run(st.of, st.loc, args))
}

// apply has inference resolve another op.
func (st *step) apply(op ir.Op, args ...*value) (*value, error) {
	return st.of.apply(st.loc, op, args...)
}

// visit puts steps in the place of a node. Branches and loops stay as they
// are.
func (s *Surface) visit(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	emit := func(name string, results int, do action, args ...*ir.Value) []*ir.Value {
		st := &step{of: s, name: name, effects: n.Op.Effects(), results: results, do: do}
		st.prim.op = n.Op
		return c.B.Emit(st, args...)
	}
	name := n.Op.OpName()
	switch op := n.Op.(type) {
	case ops.If, ops.While:
		return nil, false
	case surface.ForEach:
		return s.visitFor(c, n, args, emit), true
	case surface.IterNext:
		return emit(name, 3, fields, emit("next_item", 1, nextItem, args[0])...), true
	case surface.Unpack:
		return emit(name, len(n.Results), unpack(op), emit("listed", 1, listed, args[0])...), true
	case surface.Try:
		return s.visitTry(c, n, args, emit), true
	case surface.SetItem, surface.SetAttr, surface.DelItem, surface.DelAttr: // what a method returns is dropped
		emit(name, 1, actionOf(op), args...)
		return nil, true
	case surface.Permute:
		s.visitPermute(c, op, args, emit)
		return nil, true
	case surface.Throw:
		return emit(name, 0, throw, args[0], emit("message", 1, message, args[0])[0]), true
	case surface.Invoke:
		args = spread(op.Stars, args[:1], args[1:], emit)
	case surface.TupleStar:
		args = spread(op.Stars, nil, args, emit)
	case surface.ListStar:
		args = spread(op.Stars, nil, args, emit)
	case surface.SetStar:
		args = spread(op.Stars, nil, args, emit)
	}
	return emit(name, len(n.Results), actionOf(n.Op), args...), true
}

// emitter appends a step.
type emitter = func(name string, results int, do action, args ...*ir.Value) []*ir.Value

// spread makes lists of the operands that are spread.
func spread(stars []bool, first, args []*ir.Value, emit emitter) []*ir.Value {
	out := append([]*ir.Value{}, first...)
	for i, a := range args {
		if i < len(stars) && stars[i] {
			a = emit("listed", 1, listed, a)[0]
		}
		out = append(out, a)
	}
	return out
}

// visitFor makes a while of a for: an iterator is carried besides the values
// that the body assigns.
func (s *Surface) visitFor(c *ir.Copier, n *ir.Node, args []*ir.Value, emit emitter) []*ir.Value {
	body, carried := n.Regions[0], anys(len(args)-1)
	it := emit("iter", 1, iterator, args[0])
	cond := c.B.Region(append(anys(1), carried...), func(ps []*ir.Value) []*ir.Value {
		next := emit("next_item", 3, fields, emit("next_item", 1, nextItem, ps[0])...)
		return append(append([]*ir.Value{}, next...), ps[1:]...)
	})
	trip := c.B.Region(append(anys(2), carried...), func(ps []*ir.Value) []*ir.Value {
		c.Bind(body.Params, append([]*ir.Value{ps[0]}, ps[2:]...))
		c.Nodes(body.Nodes)
		return append([]*ir.Value{ps[1]}, c.Gets(body.Results)...)
	})
	c.B.Loc = n.Loc
	return c.B.EmitRegions(ops.While{}, []*ir.Region{cond, trip}, append(it, args[1:]...)...)[2:]
}

// actionOf gives the action of an op that one step does.
func actionOf(op ir.Op) action {
	switch op := op.(type) {
	case surface.Literal:
		v := constant(op.Value)
		v.literal = true
		return always(v)
	case surface.None:
		return always(none())
	case surface.Ellipsis:
		return always(unit(types.Ellipsis))
	case surface.Unset, surface.Unreached:
		return always(unit(types.Unset))
	case surface.GlobalSet:
		return func(st *step, args []*value) (answer, error) { st.of.globals[op.Name] = args[0]; return give() }
	case surface.Global:
		return func(st *step, _ []*value) (answer, error) {
			if v := st.of.globals[op.Name]; v != nil {
				return give(v)
			}
			return give(unit(types.Unset))
		}
	case surface.Module:
		return always(unit(types.Static{Kind: "module", Name: op.Name}))
	case surface.Builtin:
		return func(st *step, _ []*value) (answer, error) {
			if st.of.open && (st.of.served[op.Name] != nil || op.Name == "NotImplemented") {
				return give(builtin(op.Name))
			}
			return st.primitive()
		}
	case surface.Class:
		v := unit(types.Static{Kind: "class", Name: op.Name})
		return func(st *step, _ []*value) (answer, error) {
			if c := st.of.classes[op.Name]; c != nil {
				return give(c.self)
			}
			return give(v)
		}
	case surface.Binary:
		return binary(op)
	case surface.Unary:
		return unary(op)
	case surface.TruthNot:
		return not
	case surface.Truth:
		return truth
	case surface.Compare:
		return compare(op)
	case surface.Is:
		return func(_ *step, args []*value) (answer, error) {
			return give(boolean(same(args[0], args[1]) != op.Neg))
		}
	case surface.In:
		return contains(op)
	}
	return dataAction(op)
}

// dataAction gives the action of an op that makes or takes apart data.
func dataAction(op ir.Op) action {
	switch op := op.(type) {
	case surface.Tuple:
		return makes(types.Tuple{})
	case surface.List, surface.ListNew:
		return makes(types.List{Exact: true})
	case surface.Dict:
		return func(_ *step, args []*value) (answer, error) { return give(record(op.Names, args)) }
	case surface.Slice:
		return makes(types.Iter{Kind: "slice"})
	case surface.Closure:
		return makes(types.Func{Name: op.Fn})
	case surface.Table:
		return func(st *step, _ []*value) (answer, error) { return give(st.of.table(op)) }
	case surface.TupleStar:
		return func(_ *step, args []*value) (answer, error) { return give(tuple(flat(op.Stars, args)...)) }
	case surface.ListStar:
		return func(_ *step, args []*value) (answer, error) { return give(list(flat(op.Stars, args))) }
	case surface.ListAppend:
		return func(_ *step, args []*value) (answer, error) { return give(list(append(args[0].parts, args[1]))) }
	case surface.GetAttr:
		return func(st *step, args []*value) (answer, error) {
			a, err := st.getAttr(args[0], op.Name)
			if op.Name == "__next__" && err == nil && a.fn == "" {
				return give(st.raisingEnd(a.values[0]))
			}
			return a, err
		}
	case surface.GetItem:
		return func(st *step, args []*value) (answer, error) { return st.getItem(args[0], args[1]) }
	case surface.FormatValue:
		return format(op)
	case surface.Annotated:
		return func(_ *step, args []*value) (answer, error) { return give(args[0]) }
	case surface.UnsetCheck:
		return checkSet(op)
	case surface.Iter:
		return iterator
	case surface.Invoke:
		return invoke(op)
	}
	return changing(op)
}

func always(v *value) action { return func(*step, []*value) (answer, error) { return give(v) } }

func makes(t types.Type) action {
	return func(_ *step, args []*value) (answer, error) { return give(&value{t: t, parts: args}) }
}

// flat puts the parts of spread values in their place.
func flat(stars []bool, args []*value) []*value {
	var out []*value
	for i, a := range args {
		if i < len(stars) && stars[i] {
			out = append(out, a.parts...)
		} else {
			out = append(out, a)
		}
	}
	return out
}

// resolve has inference resolve the op.
func (st *step) resolve(args []*value) (answer, error) { return st.primitive(args...) }

// checkSet passes a variable's value on, or raises that it has none.
func checkSet(op surface.UnsetCheck) action {
	class, msg := "UnboundLocalError", "cannot access local variable '%s' where it is not associated with a value"
	switch {
	case op.Global:
		class, msg = "NameError", "name '%s' is not defined"
	case op.Free:
		class, msg = "NameError", "cannot access free variable '%s' where it is not associated with a value in enclosing scope"
	}
	return func(_ *step, args []*value) (answer, error) {
		if args[0].is(types.Unset) {
			return answer{}, raise(class, msg, op.Name)
		}
		return give(args[0])
	}
}
