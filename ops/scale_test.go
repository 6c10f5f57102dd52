package ops

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// operandsOnly gives the operands of a function to a rule.
type operandsOnly struct {
	b      *ir.Builder
	args   []*ir.Value
	result *ir.Value
}

func (r operandsOnly) B() *ir.Builder       { return r.b }
func (r operandsOnly) Arg(i int) *ir.Value  { return r.args[i] }
func (r operandsOnly) Result(int) *ir.Value { return r.result }

// TestExempt proves, for each row whose rule passes a cotangent on or drops it, that the derivative is 1, -1 or 0
// everywhere: all others multiply by Scale.
func TestExempt(t *testing.T) {
	exempt := map[string]int{}
	for _, row := range table {
		e := Elementwise{row}
		for i := range row.arity {
			if row.deriv.by == nil {
				if row.class == numbers {
					if at, slope := slopes(e, i, 0); at != nil {
						t.Errorf("%s is %s, but at %v its slope is %v", e.OpName(), row.deriv.zero, at, slope)
					}
				}
				continue
			}
			b := ir.NewFunc(ir.NewModule(ir.Core), "f")
			r := operandsOnly{b: b}
			for range e.row.arity {
				r.args = append(r.args, b.Param("", types.CoreF64))
			}
			r.result = b.Emit1(e, r.args...)
			p := row.deriv.by(r, i)
			if p.v != nil {
				continue
			}
			exempt[e.OpName()]++
			if at, slope := slopes(e, i, float64(p.sign)); at != nil {
				t.Errorf("the rule of %s by operand %d says %d, at %v the slope is %v", e.OpName(), i, p.sign, at, slope)
			}
		}
	}
	if exempt["add"] != 2 || exempt["neg"] != 1 || exempt["mul"] != 0 {
		t.Errorf("the rows that pass a cotangent on are %v", exempt)
	}
	if at, _ := slopes(Abs, 0, 1); at == nil {
		t.Error("an exemption of abs is not found out")
	}
}

// slopes looks for a point where the slope of a row by an operand is not want.
func slopes(e Elementwise, i int, want float64) (at []float64, slope float64) {
	r := rand.New(rand.NewPCG(1, 2))
	const h = 1e-7
	for range 200 {
		x := []float64{r.NormFloat64() * 4, r.NormFloat64() * 4}
		value := func(step float64) float64 {
			y := append([]float64{}, x...)
			y[i] += step
			if e.row.arity == 1 {
				return e.row.f1(y[0])
			}
			return e.row.f2(y[0], y[1])
		}
		if slope = (value(h) - value(-h)) / (2 * h); math.Abs(slope-want) > 1e-4 {
			return x, slope
		}
	}
	return nil, 0
}
