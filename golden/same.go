package golden

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// trials is how many arguments Same makes.
const trials = 6

// Same runs the entries of two modules with several arguments and wants the same bits of both, or the same exception. A
// module without an entry is not run.
func Same(t *testing.T, before, after *ir.Module) {
	t.Helper()
	f := before.Func(before.Entry)
	if f == nil {
		return
	}
	for k := range trials {
		args := Arguments(before, f, uint64(k))
		want, got := outcome(before, f, args), outcome(after, f, args)
		if want != got {
			t.Errorf("trial %d\n%sbefore\n%safter\n%s", k, show(before, ir.Types(f.Params), args), want, got)
			return
		}
	}
}

// outcome is what a module's entry, which has the results of f, makes of arguments.
func outcome(m *ir.Module, f *ir.Func, args []ops.Value) string {
	out, raised, err := Call(m, args...)
	switch {
	case err != nil:
		return "error: " + err.Error() + "\n"
	case raised != nil:
		return raised.Class + ": " + raised.Msg + "\n"
	}
	return show(m, f.Results, out)
}

// maker makes values. Sizes of one name are equal, and optional values null.
type maker struct {
	*rand.Rand
	m     *ir.Module
	sizes map[string]int
}

// Arguments makes arguments of a function: small numbers, arrays of two to four elements along each axis of which the size is
// not known, vecs of up to three rows, and trees of up to three records.
func Arguments(m *ir.Module, f *ir.Func, seed uint64) []ops.Value {
	r := &maker{rand.New(rand.NewPCG(seed, 1)), m, map[string]int{}}
	args := make([]ops.Value, len(f.Params))
	for i, p := range f.Params {
		args[i] = r.value(p.Type, 3)
	}
	return args
}

// value makes a value in which records are at most so deep.
func (r *maker) value(t types.Type, depth int) ops.Value {
	switch t := t.(type) {
	case types.Scalar:
		return ops.Value{Bits: r.bits(t.DType())}
	case types.Array:
		shape := make([]int, len(t.Dims))
		for i, d := range t.Dims {
			shape[i] = r.size(d)
		}
		x := tensor.New(t.DType, shape...)
		for i := range tensor.Count(shape) {
			x.SetBits(i, r.bits(t.DType))
		}
		return ops.T(x)
	case types.Vec:
		var leaves []ops.Value
		n := r.IntN(4)
		for range n {
			leaves = append(leaves, r.values(t.Elems, depth)...)
		}
		return ops.Value{Ref: ops.VecOf(len(t.Elems), n, leaves)}
	case types.Opt:
		return ops.Value{}
	case types.Node:
		if depth == 0 || r.IntN(4) == 0 {
			return ops.Value{}
		}
		return ops.Value{Ref: &ops.Record{Fields: r.values(r.m.NodeType(t.Name).Fields, depth-1)}}
	}
	return ops.S([]string{"", "a", "bc"}[r.IntN(3)]) // str
}

func (r *maker) values(ts []types.Type, depth int) []ops.Value {
	out := make([]ops.Value, len(ts))
	for i, t := range ts {
		out[i] = r.value(t, depth)
	}
	return out
}

func (r *maker) size(d types.Dim) int {
	if d.IsConst() {
		return int(d.Const)
	}
	if r.sizes[d.Name] == 0 {
		r.sizes[d.Name] = 2 + r.IntN(3)
	}
	return r.sizes[d.Name]
}

// bits are those of a number: ints can be indices, floats are now and then special.
func (r *maker) bits(d dtype.Type) uint64 {
	switch d.Class() {
	case dtype.Truth:
		return uint64(r.IntN(2))
	case dtype.Float:
		x := math.Round(r.NormFloat64()*64) / 32
		if special := []float64{0, math.Copysign(0, -1), math.Inf(1), math.NaN()}; r.IntN(24) == 0 {
			x = special[r.IntN(len(special))]
		}
		return dtype.Convert(math.Float64bits(x), dtype.F64, d)
	}
	return d.Wrap(uint64(r.IntN(4)))
}

// show is the text of values, of each number all bits.
func show(m *ir.Module, ts []types.Type, vs []ops.Value) string {
	var sb strings.Builder
	for i, t := range ts {
		showValue(&sb, m, t, vs[i])
		sb.WriteByte('\n')
	}
	return sb.String()
}

func showValue(sb *strings.Builder, m *ir.Module, t types.Type, v ops.Value) {
	parts := func(ts []types.Type, vs []ops.Value) {
		sb.WriteByte('(')
		for i, t := range ts {
			showValue(sb, m, t, vs[i])
			sb.WriteByte(' ')
		}
		sb.WriteByte(')')
	}
	switch t := t.(type) {
	case types.Scalar:
		number(sb, t.DType(), v.Bits)
	case types.Array:
		x := v.Tensor()
		fmt.Fprint(sb, x.Shape)
		for i := range tensor.Count(x.Shape) {
			sb.WriteByte(' ')
			number(sb, t.DType, ops.Elem(x, i).Bits)
		}
	case types.Vec:
		for i := range v.Vec().Len() {
			parts(t.Elems, v.Vec().Row(i))
		}
	case types.Opt:
		sum, _ := v.Ref.(*ops.Acc)
		switch {
		case v.IsNull():
			sb.WriteString("null")
		case sum != nil:
			showValue(sb, m, t.Elem, ops.T(sum.T))
		default:
			showValue(sb, m, t.Elem, v)
		}
	case types.Node:
		switch {
		case strings.HasSuffix(t.Name, string(ops.AccMark)): // whose form is the machine's or that of kernels
			sb.WriteString("accumulator")
			return
		case v.Record() == nil:
			sb.WriteString("null")
			return
		}
		parts(m.NodeType(t.Name).Fields, v.Record().Fields)
	default:
		fmt.Fprintf(sb, "%q", v.S())
	}
}

// number shows floats so that they read back. Every nan is one, since no operation promises which it gives.
func number(sb *strings.Builder, d dtype.Type, bits uint64) { fmt.Fprint(sb, d.Host(bits)) }
