package compiler_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/myia-lang/myia/backend/llvm/native"
	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/lower"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// assignment is a line of testdata/everyop/assigned.txt.
type assignment struct {
	index, value, want string
	fn                 string // the function that does it
}

// TestAssigned lowers array.set, or array.add_at, on each line of testdata/everyop/assigned.txt, where sizes are known and where they are not,
// and compares the machine and compiled code with NumPy, or the text of the error, in whichever stage it is found.
func TestAssigned(t *testing.T) {
	data, err := os.ReadFile("../testdata/everyop/assigned.txt")
	if err != nil {
		t.Fatal(err)
	}
	var lines []*assignment
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		part := strings.Split(line, " ; ")
		lines = append(lines, &assignment{index: part[0], value: part[1], want: part[2]})
	}
	for _, known := range []bool{true, false} {
		m := ir.NewModule(ir.Typed)
		for k, a := range lines {
			if a.fn = fmt.Sprintf("f%d", k); a.build(t, m, known) {
				continue
			}
			a.fn = ""
		}
		if err := ir.Verify(m); err != nil {
			t.Fatal(err)
		}
		m = lower.Lower(m)
		if err := ir.Verify(m); err != nil {
			t.Fatal(err)
		}
		m.Stage = ir.Opt
		machines, err := machinesFor(t, m, native.Options{})
		if err != nil {
			t.Fatal(err)
		}
		tried := 0
		for _, a := range lines {
			if a.fn != "" {
				a.check(t, machines)
				tried++
			}
		}
		fmt.Printf("cases: assignments n=%d\n", tried)
	}
}

// assignedNames are the parameters of what is compiled, with their values.
func (a *assignment) args() (names []string, ts []types.Type, vs []ops.Value) {
	add := func(name string, t types.Type, v ops.Value) {
		names, ts, vs = append(names, name), append(ts, t), append(vs, v)
	}
	array := func(name string, d dtype.Type, x *tensor.Tensor) {
		var dims []types.Dim
		for _, n := range x.Shape {
			dims = append(dims, types.C(int64(n)))
		}
		add(name, types.A(d, dims...), ops.T(x))
	}
	counting := func(from float64, shape ...int) *tensor.Tensor {
		xs := make([]float64, tensor.Count(shape))
		for i := range xs {
			xs[i] = from + float64(i)
		}
		return tensor.FromF64(xs, shape...)
	}
	array("x", dtype.F64, counting(0, 2, 3, 4))
	if a.value == "s" {
		add("v", types.Float, ops.F64(-1.5))
	} else {
		var shape []int
		for _, n := range strings.Split(a.value, "x") {
			size, _ := strconv.Atoi(n)
			shape = append(shape, size)
		}
		array("v", dtype.F64, counting(100, shape...))
	}
	add("i", types.Int, ops.I(1))
	add("j", types.Int, ops.I(-1))
	array("a", dtype.I64, ofInts(dtype.I64, 1, 0, 1))
	array("b", dtype.I64, ofInts(dtype.I64, 0, 1).Reshape(2, 1))
	array("c", dtype.I64, ofInts(dtype.I64, ^uint64(0), 2))
	m := make([]uint64, 24)
	for i := range m {
		m[i] = uint64(min(i/6, 1))
	}
	array("m", dtype.Bool, ofInts(dtype.Bool, m...).Reshape(2, 3, 4))
	array("r", dtype.Bool, ofInts(dtype.Bool, 1, 0))
	array("q", dtype.Bool, ofInts(dtype.Bool, 1, 0, 1, 0, 1, 1).Reshape(2, 3))
	return names, ts, vs
}

// build adds the function of an assignment to a module: that of the same index on the right, with array.set in the place of
// array.index. It reports false where the error is found at once, and is the one that is wanted.
func (a *assignment) build(t *testing.T, m *ir.Module, known bool) bool {
	names, ts, _ := a.args()
	if !known {
		for i, x := range ts {
			if x, ok := x.(types.Array); ok {
				for k, d := range x.Dims {
					if !d.Is(1) {
						x.Dims[k] = types.N(fmt.Sprintf("%s%d", names[i], k))
					}
				}
			}
		}
	}
	name := "array.set"
	index, adds := strings.CutPrefix(a.index, "+ ")
	if adds {
		name = "array.add_at"
	}
	p := typed.All(nil).Known(ops.Core())(ir.Typed, name).(typed.Apply).P
	b := ir.NewFunc(ir.NewModule(ir.Typed), a.fn)
	b.M = m
	found := true
	set := func(x, i, v *ir.Value) *ir.Value {
		info := &typed.CallInfo{Prim: p, FreshDim: func() types.Dim { return types.N("?") },
			Args: []typed.Arg{{T: x.Type}, {T: i.Type}, {T: v.Type}}}
		out, err := p.Type(info)
		if found = err == nil; !found {
			var e *typed.Error
			if errors.As(err, &e); !e.Limit && !strings.Contains(e.Msg, "?") && a.want[strings.Index(a.want, ": ")+2:] != e.Msg {
				t.Errorf("x[%s] = %s: %v, want %s", a.index, a.value, err, a.want)
			}
			return x
		}
		return b.Emit1(typed.Apply{P: p, Statics: make([]typed.Known, 3), T: out}, x, i, v)
	}
	if k := slices.Index(names, index); a.masked() {
		var ps []*ir.Value
		for i, typ := range ts {
			ps = append(ps, b.Param(names[i], typ))
		}
		out := set(ps[0], ps[k], ps[1])
		m.Add(b.Done(out))
		return found
	}
	text := fmt.Sprintf("def run(%s):\n    return x[%s]\n", strings.Join(names, ", "), index)
	out, errs := compiler.FromText("assigned.py", text).Build(compiler.Call{Func: "run", Args: ts}, compiler.Typed, compiler.Options{})
	if len(errs) > 0 {
		return false // as it does where the element is read
	}
	f := out.Modules[compiler.Typed].Func("run")
	c := &ir.Copier{B: b, Env: map[*ir.Value]*ir.Value{}}
	for i, q := range f.Params {
		c.Env[q] = b.Param(names[i], q.Type)
	}
	c.Visit = func(_ *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
		if n.Op.OpName() != "array.index" {
			return nil, false
		}
		return []*ir.Value{set(args[0], args[1], c.Env[f.Params[1]])}, true
	}
	c.Nodes(f.Body.Nodes)
	m.Add(b.Done(c.Gets(f.Body.Results)...))
	return found
}

// masked reports whether the index is a mask, which is not taken where elements are read.
func (a *assignment) masked() bool {
	index := strings.TrimPrefix(a.index, "+ ")
	return len(index) == 1 && strings.Contains("mrq", index)
}

// check runs the function.
func (a *assignment) check(t *testing.T, machines *machines) {
	_, _, args := a.args()
	for k, call := range machines.call {
		got := ""
		out, err := call(context.Background(), a.fn, args)
		if err != nil {
			var raised *ops.Raised
			if !errors.As(err, &raised) {
				t.Fatal(err)
			}
			got = raised.Class + ": " + raised.Msg
			if a.masked() && strings.HasPrefix(a.want, raised.Class) {
				continue // NumPy's text says how many elements the mask has
			}
			if raised.Class == "IndexError" && strings.HasPrefix(a.want, "IndexError") && strings.HasPrefix(raised.Msg, "an index") {
				continue // where arrays are read, too
			}
		} else {
			var xs []string
			for _, x := range flat(out[0]) {
				xs = append(xs, strconv.FormatFloat(x, 'g', -1, 64))
			}
			got = strings.Join(xs, " ")
		}
		if got != a.want {
			t.Errorf("machine %d: x[%s] = %s: %s, want %s", k, a.index, a.value, got, a.want)
		}
	}
}
