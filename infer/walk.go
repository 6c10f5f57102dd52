package infer

import (
	"fmt"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// walk infers one surface node.
func (f *frame) walk(n *ir.Node) {
	f.e.visits++
	switch op := n.Op.(type) {
	case ops.If:
		f.walkIf(n)
	case ops.While:
		f.walkWhile(n)
	case surface.ForEach:
		f.walkFor(n)
	case surface.IterNext:
		f.walkIterNext(n)
	case surface.Unpack:
		f.walkUnpack(n, op)
	case surface.Throw:
		f.walkRaise(n)
	case surface.GlobalSet:
		f.setGlobal(op, f.get(n.Args[0]))
	case surface.CellSet:
		f.setVariable(f.get(n.Args[0]), f.get(n.Args[1]))
	case surface.SetItem, surface.SetAttr, surface.DelItem, surface.Permute:
		f.walkChange(n)
	default:
		v := f.eval(n)
		if isErr(v.T) && len(f.log) == 0 {
			f.log = append(f.log, event{note: &note{spare: true, d: diag.Bugf(f.span(), "inference gave up without a reason")}})
		}
		if len(n.Results) == 1 {
			f.set(n, v)
		}
	}
}

// eval infers a node with one result.
func (f *frame) eval(n *ir.Node) *val {
	args := f.gets(n.Args)
	if call, ok := n.Op.(surface.Invoke); ok {
		return f.walkCall(n, call)
	}
	if anyErr(args) {
		return errVal()
	}
	switch op := n.Op.(type) {
	case ops.Call: // in derived functions only
		return f.callWith(f.e.function(op.Fn), args)
	case surface.Literal:
		return f.constant(op.Value)
	case surface.None:
		return f.none()
	case surface.Ellipsis:
		return f.unit(types.Ellipsis)
	case surface.Unset:
		return f.unit(types.Unset)
	case surface.Global:
		return f.readGlobal(op.Name)
	case surface.Unreached:
		return &val{T: types.Never}
	case surface.Builtin:
		return f.builtin(op.Name)
	case surface.Module:
		return f.unit(types.Static{Kind: "module", Name: op.Name})
	case surface.Binary:
		if op.InPlace {
			return f.inPlace(op.Op, args[0], args[1])
		}
		return f.binop(op.Op, args[0], args[1])
	case surface.Unary:
		return f.unary(op.Op, args[0])
	case surface.TruthNot:
		return f.not(f.truth(args[0]))
	case surface.Truth:
		return f.truth(args[0])
	case surface.Compare:
		return f.compare(op.Op, args[0], args[1])
	case surface.Is:
		return f.is(args[0], args[1], op.Neg)
	case surface.In:
		return f.in(args[0], args[1], op.Neg)
	}
	return f.evalData(n, args)
}

// evalData infers nodes that make or take apart data.
func (f *frame) evalData(n *ir.Node, args []*val) *val {
	switch op := n.Op.(type) {
	case surface.CellNew:
		return f.newVariable(n, args[0])
	case surface.CellGet:
		return f.variable(args[0], op.Name)
	case surface.Tuple:
		return f.tupleAt(n, args)
	case surface.List:
		return f.product(types.List{Exact: true, Elems: valTypes(args)}, args)
	case surface.Table:
		return f.table(n, op)
	case surface.TupleStar:
		all, ok := f.spreadAll(args, op.Stars)
		switch {
		case !ok:
			return errVal()
		case len(all.stars) > 0:
			return f.runTuple(f.listStar(all.vals, all.stars))
		}
		return f.tupleOfMany(all.vals)
	case surface.ListStar:
		return f.listStar(args, op.Stars)
	case surface.Dict:
		return f.product(types.Dict{Names: op.Names, Elems: valTypes(args)}, args)
	case surface.DictItems:
		return f.dictItems(op, args)
	case surface.SetStar:
		return f.setOf(args, op.Stars)
	case surface.GetAttr:
		return f.getAttr(args[0], op.Name)
	case surface.GetItem:
		return f.getItem(args[0], args[1])
	case surface.Slice:
		return f.slice(args)
	case surface.Closure:
		return f.closure(op, args)
	case surface.Class:
		return f.classRef(op.Name)
	case surface.ClassNew:
		return f.classNew(op, args)
	case surface.FormatValue:
		return f.format(op, args)
	case surface.FormatJoin:
		return f.joinStr(args)
	case surface.Annotated:
		return f.annotated(op, args[0])
	case surface.UnsetCheck:
		return f.checkSet(op, args[0])
	case surface.Iter:
		return f.cursor(args[0])
	case surface.ListNew:
		return f.product(types.List{Exact: true}, nil)
	case surface.ListAppend:
		return f.push(args[0], args[1])
	}
	panic(fmt.Sprintf("infer: surface op %s is not known", n.Op.OpName()))
}

// slice makes lo:hi:step, whose parts are ints or None.
func (f *frame) slice(args []*val) *val {
	for _, a := range args {
		for _, m := range types.Members(a.T) {
			if m != types.None && !typed.IsIndex(m) && !isErr(m) && m != types.Never {
				return f.errorHelp(diag.BadIndex, "convert it with int, or divide with //", "slice indices must be integers or None, not %s", f.show(m))
			}
		}
	}
	return f.product(types.Iter{Kind: "slice", Parts: valTypes(args)}, args)
}

// listStar makes [a, *b]: exact if every length is known.
func (f *frame) listStar(args []*val, stars []bool) *val {
	acc := f.product(types.List{Exact: true}, nil)
	for i, a := range args {
		if i < len(stars) && stars[i] {
			acc = f.concat(acc, f.listOf(a))
		} else {
			acc = f.push(acc, a)
		}
		if isErr(acc.T) {
			return acc
		}
	}
	return acc
}

// closure makes a function value of its captures and defaults.
func (f *frame) closure(op surface.Closure, args []*val) *val {
	n := types.Named{Kind: "func", Name: op.Fn}
	if f.e.nominal[n] {
		if !f.e.grow(n, valTypes(args)) {
			return errVal()
		}
		return f.product(n, args)
	}
	f.e.wroteOut(n)
	return f.product(types.Func{Name: op.Fn, Captures: valTypes(args)}, args)
}

// checkSet reads a variable that may be unset.
func (f *frame) checkSet(op surface.UnsetCheck, v *val) *val {
	class, msg := "UnboundLocalError", fmt.Sprintf("cannot access local variable '%s' where it is not associated with a value", op.Name)
	switch {
	case op.Global:
		class, msg = "NameError", fmt.Sprintf("name '%s' is not defined", op.Name)
	case op.Free:
		class, msg = "NameError", fmt.Sprintf("cannot access free variable '%s' where it is not associated with a value in enclosing scope", op.Name)
	}
	return f.setOr(v, func() *val { return f.raiseText(class, msg) })
}

// raised is the name of an exception's class as tracebacks show it.
func raised(t types.Static) string { return names.Python(t.Name) }

// walkRaise ends the run with the exception that the operand is.
func (f *frame) walkRaise(n *ir.Node) {
	v := f.get(n.Args[0])
	if isErr(v.T) {
		f.dead = true
		return
	}
	switch t := v.T.(type) {
	case types.Static:
		if t.Kind == "exception" {
			f.raiseText(raised(t), "")
			return
		}
	case types.Bound:
		if x, ok := t.By.(types.Raisable); ok {
			parts := f.partsOf(v)
			if len(parts) == 0 {
				f.raiseText(x.Class, "")
				return
			}
			text := f.str
			if x.Class == "KeyError" { // str of it is the repr of the key
				text = f.repr
			}
			f.raise(x.Class, text(parts[0]))
			return
		}
	}
	f.errorf(diag.RaiseOfValue, "exceptions must derive from BaseException, not %s", f.show(v.T))
	f.dead = true
}
