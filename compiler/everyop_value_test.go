package compiler_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/myia-lang/myia/backend/llvm/jit"
	"github.com/myia-lang/myia/backend/llvm/native"
	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// machines are what runs the samples: first the virtual machine, then compiled code, if it is there.
type machines struct {
	call           []func(ctx context.Context, fn string, args []ops.Value) ([]ops.Value, error)
	buffers, nodes int64 // that are alive after the last call of compiled code
}

func machinesFor(t *testing.T, m *ir.Module, o native.Options) (*machines, error) {
	a := &machines{}
	a.call = append(a.call, vm.New(m, &ops.Env{Pool: m.Pool}).Call)
	if _, ok := conformConfigs()["native"]; ok {
		o.Watch = func(c *rt.Ctx) { a.buffers, a.nodes = c.Live, c.Nodes }
		p, err := loadAll(t, m, o)
		if err != nil {
			return nil, err
		}
		a.call = append(a.call, p.Call)
	}
	return a, nil
}

// trial is one kind of numbers in arrays of some sizes.
type trial struct {
	how   filling
	sizes sizes
	times int
}

// trials gives what a case is tried with.
func (s *opCase) trials() []trial {
	some := sizes{rows: 3, columns: 4}
	if roundsInAnyOrder(s.n.Op) {
		return []trial{{exact, some, 2}, {notRounded, some, 4}}
	}
	out := []trial{{exact, some, 2}, {rare, some, 2}, {special, some, 2}}
	pointwise := ops.TraitsOf(s.n.Op).Batch.Kind == ops.BatchPointwise
	switch {
	case s.open():
		out = append(out, trial{rare, sizes{rows: 1, columns: 1}, 1}, trial{rare, sizes{rows: 70, columns: 41}, 1})
		out = append(out, trial{rare, sizes{rows: 0, columns: 5}, 1}, trial{rare, sizes{rows: 5, columns: 0}, 1})
		if pointwise {
			n := 1
			for _, t := range s.args {
				d, _ := types.ElemDType(t)
				n *= specials(d).Len()
			}
			out = append(out, trial{pairs, sizes{rows: n}, 1})
		}
	case pointwise:
		out = append(out, trial{special, nil, 40})
	}
	return out
}

// everyValue compares the machine and compiled code, which must agree to the bit, twice, and leave the operands alone.
func everyValue(t *testing.T, m *ir.Module, all []opCase) {
	machines, err := machinesFor(t, m, native.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 3))
	for _, s := range all {
		if !s.known() {
			continue
		}
		for _, trial := range s.trials() {
			for range trial.times {
				if problem := s.value(machines, s.inputs(r, trial.how, trial.sizes)); problem != "" {
					t.Errorf("%s: %s", s, problem)
				}
			}
		}
	}
}

// value says what is wrong with the values of a case.
func (s *opCase) value(a *machines, args []ops.Value) string {
	before := copied(args)
	result := s.n.Results[0].Type
	var want ops.Value
	for k, call := range a.call {
		out, err := call(context.Background(), s.name, args)
		if err != nil {
			return err.Error()
		}
		for i, typ := range s.args {
			if p := firstDifference(typ, args[i], before[i]); p != "" {
				return fmt.Sprintf("it changes operand %d: %s", i, p)
			}
			if p := firstDifference(typ, out[2+i], before[i]); p != "" {
				return fmt.Sprintf("operand %d is another afterwards: %s", i, p)
			}
		}
		if p := firstDifference(result, out[0], out[1]); p != "" {
			return "it gives another result the second time: " + p
		}
		if k == 0 {
			want = out[0]
		} else if p := firstDifference(result, want, out[0]); p != "" {
			return fmt.Sprintf("vm and native: %s of %s", p, s.shown(args))
		}
		if p := s.owned(a, k, args, want); p != "" {
			return p
		}
	}
	return ""
}

// owned says what is wrong with the function that owns its operands.
func (s *opCase) owned(a *machines, k int, args []ops.Value, want ops.Value) string {
	result := s.n.Results[0].Type
	out, err := a.call[k](context.Background(), s.name+ownSuffix, args)
	if err != nil {
		return err.Error()
	}
	if p := firstDifference(result, out[0], want); p != "" {
		return "on operands of its own: " + p
	}
	if want := onHeap([]types.Type{result}); k > 0 && (a.buffers != want || a.nodes > 0) {
		return fmt.Sprintf("leaves %d buffers, %d nodes, want %d and none", a.buffers, a.nodes, want)
	}
	return ""
}

// copied gives values that nobody else sees.
func copied(vs []ops.Value) []ops.Value {
	out := slices.Clone(vs)
	for i, v := range vs {
		if x := v.Tensor(); x != nil {
			out[i] = ops.T(x.Clone())
		}
	}
	return out
}

// shown shows operands; of large ones, sizes.
func (s *opCase) shown(args []ops.Value) string {
	out := ""
	for i, v := range args {
		if x := v.Tensor(); x != nil && x.Len() > 20 {
			out += fmt.Sprintf("%v; ", x.Shape)
		} else {
			out += fmt.Sprintf("%v; ", floatsOf(v, s.args[i]))
		}
	}
	return out
}

// firstDifference says where two scalars or arrays differ to the bit; all nans are one.
func firstDifference(t types.Type, a, b ops.Value) string {
	d, _ := types.ElemDType(t)
	x, y := asArray(d, a), asArray(d, b)
	if !slices.Equal(x.Shape, y.Shape) {
		return fmt.Sprintf("shapes %v and %v", x.Shape, y.Shape)
	}
	if x.DType != d || y.DType != d {
		return fmt.Sprintf("elements of %s and %s, want %s", x.DType, y.DType, d)
	}
	if bytes.Equal(x.Bytes(), y.Bytes()) {
		return ""
	}
	flat := types.A(d, types.C(int64(x.Len())))
	xs, ys := floatsOf(ops.T(x), flat), floatsOf(ops.T(y), flat)
	for k := range x.Len() {
		at := func(v *tensor.Tensor) []byte { return v.Bytes()[k*d.Size() : (k+1)*d.Size()] }
		if !bytes.Equal(at(x), at(y)) && !(d.Class() == dtype.Float && math.IsNaN(xs[k]) && math.IsNaN(ys[k])) {
			return fmt.Sprintf("element %d of %v is %v (%x) and %v (%x)", k, x.Shape, xs[k], at(x), ys[k], at(y))
		}
	}
	return ""
}

// asArray makes an array of a scalar.
func asArray(d dtype.Type, v ops.Value) *tensor.Tensor {
	if x := v.Tensor(); x != nil {
		return x
	}
	out, err := ops.Array{DType: d, Dims: []types.Dim{types.C(1)}}.Eval(nil, nodeOn(ops.Array{DType: d, Dims: []types.Dim{types.C(1)}}, []types.Type{types.Scalar(d)}), []ops.Value{v})
	if err != nil {
		panic(err)
	}
	return out[0].Tensor()
}

// loadAll compiles the functions of a module, all if o names none.
func loadAll(t *testing.T, m *ir.Module, o native.Options) (*native.Program, error) {
	lib, err := poisoning()
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Entries) == 0 {
		for _, f := range m.Funcs {
			o.Entries = append(o.Entries, f.Name)
		}
	}
	o.Env = &ops.Env{Pool: m.Pool}
	return native.Load(lib, m, o)
}

// poisoning is the library that overwrites memory that is given back.
var poisoning = sync.OnceValues(func() (*rt.Library, error) {
	path, _, err := jit.Find("")
	if err != nil {
		return nil, err
	}
	return native.Open(path, rt.Options{Poison: true})
})
