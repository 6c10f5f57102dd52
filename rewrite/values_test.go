package rewrite

import (
	"fmt"
	"math"
	"math/rand/v2"

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
	switch d {
	case dtype.Bool:
		return []uint64{0, 1}
	case dtype.I64:
		for _, x := range []int64{0, 1, -1, 2, -2, 3, 7, -8, 1<<53 + 1, math.MaxInt64, math.MinInt64, math.MaxInt64 - 1, math.MinInt64 + 1} {
			out = append(out, uint64(x))
		}
		for range 8 {
			out = append(out, r.Uint64(), uint64(int64(r.Uint64())>>r.IntN(64)))
		}
		return out
	}
	floats := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 2, -3, 0.1, 1 << 24, 1<<24 + 1, 1 << 53}
	for _, x := range floats {
		out = append(out, floatBits(x, d))
	}
	if d == dtype.F32 {
		for _, x := range []float32{math.MaxFloat32, -math.MaxFloat32, math.SmallestNonzeroFloat32, -1e-40} {
			out = append(out, uint64(math.Float32bits(x)))
		}
		for range 10 {
			out = append(out, uint64(r.Uint32()))
		}
		return out
	}
	for _, x := range []float64{math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, -1e-310} {
		out = append(out, math.Float64bits(x))
	}
	for range 10 {
		out = append(out, r.Uint64())
	}
	return out
}

func floatBits(x float64, d dtype.Type) uint64 {
	if d == dtype.F32 {
		return uint64(math.Float32bits(float32(x)))
	}
	return math.Float64bits(x)
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
				setBits(x, k, rows[k][i])
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

func setBits(x *tensor.Tensor, i int, v uint64) {
	switch x.DType {
	case dtype.Bool:
		tensor.Of[byte](x)[i] = byte(v)
	case dtype.I64:
		tensor.Of[int64](x)[i] = int64(v)
	case dtype.F32:
		tensor.Of[float32](x)[i] = math.Float32frombits(uint32(v))
	default:
		tensor.Of[float64](x)[i] = math.Float64frombits(v)
	}
}

func showBits(v uint64, t types.Type) string {
	switch d, _ := types.ElemDType(t); d {
	case dtype.Bool:
		return fmt.Sprint(v == 1)
	case dtype.I64:
		return fmt.Sprint(int64(v))
	case dtype.F32:
		return fmt.Sprint(math.Float32frombits(uint32(v)))
	}
	return fmt.Sprint(math.Float64frombits(v))
}
