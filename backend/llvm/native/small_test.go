package native

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// TestSmallFloats converts all numbers of each small float to f32 and back, and floats of both sizes to it: by the host's
// instructions and in integer arithmetic, as agree does.
func TestSmallFloats(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, d := range dtype.All() {
		if d.Small() == nil {
			continue
		}
		const n = 1 << 16
		all, singles, doubles := tensor.New(d, n), tensor.New(dtype.F32, n), tensor.New(dtype.F64, n)
		for i := range n {
			all.Bytes()[2*i], all.Bytes()[2*i+1] = byte(i), byte(i>>8)
			if all.Float(i) != all.Float(i) { // which nan it is is not promised
				all.SetBits(i, uint64(math.Float32bits(float32(math.NaN()))))
			}
			x := all.Float(i) * (1 + (r.Float64()-0.5)*math.Ldexp(1, -d.Small().Mantissa))
			singles.SetBits(i, uint64(math.Float32bits(float32(x))))
			doubles.SetBits(i, math.Float64bits(x))
		}
		m := module(func(m *ir.Module) {
			b := ir.NewFunc(m, "f")
			size := []types.Dim{types.C(n)}
			x, y, z := b.Param("x", types.Array{DType: d, Dims: size}), b.Param("y", types.Array{DType: dtype.F32, Dims: size}), b.Param("z", types.Array{DType: dtype.F64, Dims: size})
			wide := b.Emit1(ops.Cast{To: dtype.F32}, x)
			to := ops.Cast{To: d}
			b.Finish(wide, b.Emit1(to, wide), b.Emit1(to, y), b.Emit1(to, z), b.Emit1(ops.Cast{To: dtype.U8}, x))
		})
		agree(t, m, ops.T(all), ops.T(singles), ops.T(doubles))
	}
}
