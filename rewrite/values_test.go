package rewrite

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// candidates are the values of an element type, as bits: special ones, and
// random ones of every size.
func candidates(d dtype.Type) []uint64 {
	r := rand.New(rand.NewPCG(3, 5))
	var out []uint64
	switch d.Class() {
	case dtype.Truth:
		return []uint64{0, 1}
	case dtype.Float:
		l := d.Limits()
		for _, x := range []float64{
			math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 2, -3, 0.1, 1 << 24, 1<<24 + 1, 1 << 53,
			1 + l.Eps, l.Max, -l.Max, l.Smallest, -l.Tiny / 2,
		} {
			out = append(out, dtype.Convert(math.Float64bits(x), dtype.F64, d))
		}
		for range 10 {
			out = append(out, d.Wrap(r.Uint64()>>(64-d.Compute().Bits())))
		}
	default:
		for _, x := range []int64{0, 1, -1, 2, -2, 3, 7, -8, 1<<53 + 1} {
			out = append(out, uint64(x))
		}
		top := int64(1) << (d.Bits() - 1) // the least signed int, or the middle of the others
		for x := range int64(2) {
			out = append(out, uint64(top+x), uint64(top-1-x))
		}
		for range 8 {
			out = append(out, r.Uint64(), uint64(int64(r.Uint64())>>r.IntN(64)))
		}
		for i, x := range out {
			out[i] = d.Wrap(x)
		}
		slices.Sort(out)
		out = slices.Compact(out)
	}
	return out
}

// rows are all combinations of values of the variables.
func (s *sides) rows() [][]uint64 {
	rows := [][]uint64{nil}
	for _, t := range s.types {
		d, _ := types.ElemDType(t)
		var more [][]uint64
		for _, row := range rows {
			for _, v := range candidates(d) {
				more = append(more, append(append([]uint64{}, row...), v))
			}
		}
		rows = more
	}
	return rows
}

// calls makes arguments of rows: a call for each row of scalars, or one with
// arrays of all rows, and one with arrays of none.
func (s *sides) calls(rows [][]uint64) [][]ops.Value {
	var out [][]ops.Value
	if !s.array {
		for _, row := range rows {
			out = append(out, s.values(row))
		}
		return out
	}
	for _, n := range []int{len(rows), 0} {
		args := make([]ops.Value, len(s.types))
		for i, t := range s.types {
			d, _ := types.ElemDType(t)
			x := tensor.New(d, n)
			for k := range n {
				x.SetBits(k, rows[k][i])
			}
			args[i] = ops.T(x)
		}
		out = append(out, args)
	}
	return out
}

func (s *sides) values(row []uint64) []ops.Value {
	args := make([]ops.Value, len(row))
	for i, v := range row {
		args[i] = ops.Value{Bits: v}
	}
	return args
}

func showBits(v uint64, t types.Type) string {
	d, _ := types.ElemDType(t)
	return fmt.Sprint(d.Host(v))
}
