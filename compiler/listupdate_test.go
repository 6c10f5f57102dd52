package compiler_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/myia-lang/myia/backend/llvm/native"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/lower"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// listUpdate is an update of a list of floats by (xs, i, j, x): what is taken out of it, and the list afterwards.
type listUpdate struct {
	name     string
	operands []int // of i, j and x
	does     func(xs []float64, i, j int, x float64) (after []float64, popped float64, err string)
}

// listUpdates do as Python does.
func listUpdates() []listUpdate {
	wrap := func(i, n int) int {
		if i < 0 {
			return i + n
		}
		return i
	}
	out := func(i, n int) bool { return i < 0 || i >= n }
	return []listUpdate{
		{"list.set", []int{0, 2}, func(xs []float64, i, _ int, x float64) ([]float64, float64, string) {
			if i = wrap(i, len(xs)); out(i, len(xs)) {
				return nil, 0, "IndexError: list assignment index out of range"
			}
			xs[i] = x
			return xs, 0, ""
		}},
		{"list.swap", []int{0, 1}, func(xs []float64, i, j int, _ float64) ([]float64, float64, string) {
			if i, j = wrap(i, len(xs)), wrap(j, len(xs)); out(i, len(xs)) || out(j, len(xs)) {
				return nil, 0, "IndexError: list index out of range"
			}
			xs[i], xs[j] = xs[j], xs[i]
			return xs, 0, ""
		}},
		{"list.pop", nil, func(xs []float64, _, _ int, _ float64) ([]float64, float64, string) {
			if len(xs) == 0 {
				return nil, 0, "IndexError: pop from empty list"
			}
			return xs[:len(xs)-1], xs[len(xs)-1], ""
		}},
		{"list.drop_last", nil, func(xs []float64, _, _ int, _ float64) ([]float64, float64, string) {
			if len(xs) == 0 {
				return nil, 0, "IndexError: pop from empty list"
			}
			return xs[:len(xs)-1], 0, ""
		}},
		{"list.pop_at", []int{0}, func(xs []float64, i, _ int, _ float64) ([]float64, float64, string) {
			n := len(xs)
			if i = wrap(i, n); n == 0 {
				return nil, 0, "IndexError: pop from empty list"
			} else if out(i, n) {
				return nil, 0, "IndexError: pop index out of range"
			}
			return slices.Delete(slices.Clone(xs), i, i+1), xs[i], ""
		}},
		{"list.insert", []int{0, 2}, func(xs []float64, i, _ int, x float64) ([]float64, float64, string) {
			return slices.Insert(xs, min(max(wrap(i, len(xs)), 0), len(xs)), x), 0, ""
		}},
		{"list.reverse", nil, func(xs []float64, _, _ int, _ float64) ([]float64, float64, string) {
			slices.Reverse(xs)
			return xs, 0, ""
		}},
	}
}

// TestListUpdates compares each update of lists, on both backends, with what Python does, at random; the operand stays.
func TestListUpdates(t *testing.T) {
	known := typed.All(nil).Known(ops.Core())
	m := ir.NewModule(ir.Typed)
	list := types.List{Elems: []types.Type{types.Float}}
	updates := listUpdates()
	for _, u := range updates {
		p := known(ir.Typed, u.name).(typed.Apply).P
		b := ir.NewFunc(m, u.name)
		xs := b.Param("xs", list)
		ps := []*ir.Value{b.Param("i", types.Int), b.Param("j", types.Int), b.Param("x", types.Float)}
		args, info := []*ir.Value{xs}, &typed.CallInfo{Prim: p, Args: []typed.Arg{{T: list}}}
		for _, k := range u.operands {
			args, info.Args = append(args, ps[k]), append(info.Args, typed.Arg{T: ps[k].Type})
		}
		of, err := p.Type(info)
		if err != nil {
			t.Fatal(err)
		}
		b.Finish(b.Emit1(typed.Apply{P: p, Statics: make([]typed.Known, len(args)), T: of}, args...), xs)
	}
	m, err := ir.Parse(source.NewFile("updates.ir", []byte(ir.Print(m))), known)
	if err == nil {
		err = ir.Verify(m)
	}
	if err != nil {
		t.Fatal(err)
	}
	core := lower.Lower(m)
	core.Stage = ir.Opt
	machines, err := machinesFor(t, core, native.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, u := range updates {
		for range 200 {
			xs := make([]float64, r.IntN(6))
			for k := range xs {
				xs[k] = float64(k + 1)
			}
			i, j, x := r.IntN(15)-7, r.IntN(15)-7, 0.5
			after, popped, raises := u.does(slices.Clone(xs), i, j, x)
			want := fmt.Sprint(after, popped, xs)
			if raises != "" {
				want = raises
			}
			for k, call := range machines.call {
				out, err := call(context.Background(), u.name, []ops.Value{floatList(xs), ops.I(int64(i)), ops.I(int64(j)), ops.F64(x)})
				got := ""
				var e *ops.Raised
				switch {
				case errors.As(err, &e):
					got = e.Class + ": " + e.Msg
				case err != nil:
					t.Fatal(err)
				case len(out) == 3:
					got = fmt.Sprint(numbersIn(out[0]), out[1].F64(), numbersIn(out[2]))
				default:
					got = fmt.Sprint(numbersIn(out[0]), 0, numbersIn(out[1]))
				}
				if got != want {
					t.Fatalf("machine %d: %s of %v, %d, %d gives %s, want %s", k, u.name, xs, i, j, got, want)
				}
			}
		}
	}
}

func floatList(xs []float64) ops.Value {
	leaves := make([]ops.Value, len(xs))
	for k, x := range xs {
		leaves[k] = ops.F64(x)
	}
	return ops.Value{Ref: ops.VecOf(1, len(xs), leaves)}
}

func numbersIn(v ops.Value) []float64 {
	xs := []float64{}
	for k := range v.Vec().Len() {
		xs = append(xs, v.Vec().Row(k)[0].F64())
	}
	return xs
}
