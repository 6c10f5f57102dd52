package compiler_test

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// The samples are the pointwise operations and the reductions, made here, and the nodes of the expressions of the
// conformance table and of their gradients; each of these on all element types that its type rule takes.

// Most samples of an operation that were met, and of those that are made of them for each element type.
const (
	mostMet     = 16
	mostRetyped = 2
)

func (e *everyCase) samples(t *testing.T) {
	for _, n := range append(pointwise(), folds()...) {
		e.take(n, math.MaxInt)
	}
	var met []*ir.Node
	harvest(t, func(n *ir.Node) { met = append(met, n) })
	for _, n := range met {
		e.take(n, mostMet)
	}
	for _, n := range met {
		for _, d := range dtype.All() {
			e.take(retyped(n, floatsTo(d)), mostRetyped)
		}
	}
}

// The sizes of axes that samples leave open.
var (
	rows    = types.N("rows")
	columns = types.N("columns")
)

// pointwise gives the pointwise operations on scalars and on arrays of each element type that they take.
func pointwise() []*ir.Node {
	var out []*ir.Node
	for _, d := range ops.Core().All() {
		if d.Batch.Kind != ops.BatchPointwise {
			continue
		}
		for _, op := range everyType(d.Op) {
			for _, e := range dtype.All() {
				out = append(out, onEqual(op, types.Scalar(e))...)
				out = append(out, onEqual(op, types.A(e, rows))...)
			}
		}
	}
	return out
}

// onEqual gives the nodes of one to three operands of a type, of which the first of three is a condition.
func onEqual(op ir.Op, t types.Type) []*ir.Node {
	var out []*ir.Node
	for k := 1; k <= 3; k++ {
		args := make([]types.Type, k)
		for i := range args {
			args[i] = t
		}
		if k == 3 {
			args[0] = types.WithDType(t, dtype.Bool)
		}
		if n := nodeOn(op, args); n.Results != nil {
			out = append(out, n)
		}
	}
	return out
}

// nodeOn makes a node, without results where the type rule refuses it.
func nodeOn(op ir.Op, args []types.Type) *ir.Node {
	n := &ir.Node{Op: op}
	for _, t := range args {
		n.Args = append(n.Args, &ir.Value{Type: t})
	}
	if ts, err := op.Infer(ir.NewModule(ir.Opt), n); err == nil && len(ts) == 1 {
		n.Results = []*ir.Value{{Type: ts[0], Def: n}}
	}
	return n
}

// everyType gives an operation with each element type in its attributes, if it has such.
func everyType(op ir.Op) []ir.Op {
	var out []ir.Op
	for _, d := range dtype.All() {
		of, found := withTypes(op, func(dtype.Type) dtype.Type { return d })
		if !found {
			return []ir.Op{op}
		}
		out = append(out, of)
	}
	return out
}

// withTypes exchanges the attributes of an operation that are element types, and reports whether there are any.
func withTypes(op ir.Op, to func(dtype.Type) dtype.Type) (of ir.Op, found bool) {
	v := reflect.New(reflect.TypeOf(op)).Elem()
	v.Set(reflect.ValueOf(op))
	for i := range v.NumField() {
		if f := v.Field(i); f.Type() == reflect.TypeFor[dtype.Type]() {
			f.Set(reflect.ValueOf(to(f.Interface().(dtype.Type))))
			found = true
		}
	}
	return v.Interface().(ir.Op), found
}

// folds gives each kind of reduction on the element types that it takes, over rows, columns and both.
func folds() []*ir.Node {
	var out []*ir.Node
	for _, kind := range slices.Sorted(maps.Keys(ops.Reductions())) {
		for _, axes := range [][]int{{0}, {1}, {0, 1}} {
			for _, e := range dtype.All() {
				if n := nodeOn(ops.Reduce{Kind: kind, Axes: axes}, []types.Type{types.A(e, rows, columns)}); n.Results != nil {
					out = append(out, n)
				}
			}
		}
	}
	return out
}

// retyped puts other element types in the place of those of operands and attributes. Constants stay. The node has no
// results where its type rule refuses it.
func retyped(n *ir.Node, to func(dtype.Type) dtype.Type) *ir.Node {
	args := ir.Types(n.Args)
	for i, t := range args {
		if d, ok := types.ElemDType(t); ok {
			args[i] = types.WithDType(t, to(d))
		}
	}
	op, _ := withTypes(n.Op, to)
	out := nodeOn(op, args)
	for i, a := range n.Args {
		if types.Equal(a.Type, args[i]) {
			out.Args[i] = a
		}
	}
	return out
}

// floatsTo puts d in the place of f64.
func floatsTo(d dtype.Type) func(dtype.Type) dtype.Type {
	return func(e dtype.Type) dtype.Type {
		if e == dtype.F64 {
			return d
		}
		return e
	}
}

// harvest gives the nodes of the expressions of the conformance table, and of their gradients.
func harvest(t *testing.T, take func(n *ir.Node)) {
	see := func(text string, ts []types.Type) {
		b, errs := compiler.FromText("everyop.py", text).Build(compiler.Call{Func: "run", Args: ts}, compiler.Opt, compiler.Options{Opt: 1})
		if len(errs) > 0 {
			return // the tests of conformance and derivatives tell
		}
		for _, f := range b.Modules[compiler.Opt].Funcs {
			f.Body.Each(take)
		}
	}
	for _, name := range derivFamilies {
		var fam conformFamily
		readJSON(t, name, &fam)
		c := &conformer{inputs: map[string]compiler.Value{}}
		for k, v := range fam.Inputs {
			c.inputs[k] = inputValue(v)
		}
		var exprs []string
		for _, k := range fam.Cases {
			if !strings.HasPrefix(k.Want, "raises") {
				exprs = append(exprs, k.Expr)
			}
		}
		for chunk := range slices.Chunk(exprs, perProgram) {
			names := c.used(chunk)
			ts, _ := c.arguments(names)
			see(fmt.Sprintf("%sdef run(%s):\n    return (%s,)\n", conformHead, strings.Join(names, ", "), strings.Join(chunk, ", ")), ts)
		}
		for _, positive := range []bool{true, false} {
			c.inputs = smoothInputs(fam, name, positive)
			for chunk := range slices.Chunk(derivCases(fam, name, positive), 40) {
				names := derivNames(chunk)
				ts, _ := c.arguments(names)
				see(derivProgram(chunk, names, true), ts)
			}
		}
	}
}
