package ops

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/myia-lang/myia/emit"
)

// TestSpelledLoops compares the loops that are spelled out with those made of the step.
func TestSpelledLoops(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	floats := []float64{0, math.Copysign(0, -1), 1, -2.5, math.Inf(1), math.Inf(-1), math.NaN()}
	const n = 500
	var b, b2 [n]byte
	var i, i2 [n]int64
	var f, f2 [n]float32
	var d, d2 [n]float64
	for k := range n {
		b[k], b2[k] = byte(r.IntN(2)), byte(r.IntN(2))
		i[k], i2[k] = r.Int64()-r.Int64(), r.Int64()-r.Int64()
		d[k], d2[k] = floats[r.IntN(7)]*r.Float64(), floats[r.IntN(7)]*r.Float64()
		f[k], f2[k] = float32(d[k]), float32(d2[k])
	}
	plain := kinds()
	for k, kind := range kinds() {
		plain[k].Fold = kind.Plain()
	}
	for k, kind := range kinds() {
		p := plain[k]
		if alike(kind.Bool, p.Bool, b[:], b2[:]) && alike(kind.I64, p.I64, i[:], i2[:]) && alike(kind.F32, p.F32, f[:], f2[:]) && alike(kind.F64, p.F64, d[:], d2[:]) {
			continue
		}
		t.Errorf("the loops of %s differ from its step", kind.Name)
	}
}

// TestSpelledRows compares the loops that rows carry with their functions.
func TestSpelledRows(t *testing.T) {
	values := []float64{0, math.Copysign(0, -1), 1, -2.5, 1e300, math.Inf(1), math.Inf(-1), math.NaN()}
	var x, y []float64
	for _, v := range values {
		for _, w := range values {
			x, y = append(x, v), append(y, w)
		}
	}
	seen := 0
	for _, r := range table {
		if r.l2 == nil {
			continue
		}
		seen++
		got := make([]float64, len(x))
		r.l2(got, x, y)
		for i, v := range got {
			if want := r.f2(x[i], y[i]); math.Float64bits(v) != math.Float64bits(want) && (v == v || want == want) {
				t.Errorf("the loop of %s gives %v for (%v, %v), its function %v", r.name, v, x[i], y[i], want)
			}
		}
	}
	if seen == 0 {
		t.Error("no row carries a loop")
	}
}

// alike compares two loops.
func alike[T emit.Element](a, b emit.Loops[T], acc, x []T) bool {
	one, other := slices.Clone(acc), slices.Clone(acc)
	a.Into(one, x)
	b.Into(other, x)
	same := fmt.Sprintf("%x", one) == fmt.Sprintf("%x", other)
	for at := 0; a.Place != nil && at < len(x); at++ {
		same = same && a.Place(x[at:]) == b.Place(x[at:])
	}
	return same
}

// TestMutantsOfReductions deletes one thing of each reduction at a time: they must be refused.
func TestMutantsOfReductions(t *testing.T) {
	changes := []struct {
		what string
		f    func(k *Reduction)
	}{
		{"name", func(k *Reduction) { k.Name = "" }},
		{"identity", func(k *Reduction) { k.F64.Identity = math.NaN() }},
		{"identity f32", func(k *Reduction) { k.F32.Identity = float32(math.NaN()) }},
		{"identity i64", func(k *Reduction) { k.I64.Identity = 7 }},
		{"identity lanes", func(k *Reduction) { k.Identity = math.NaN() }},
		{"step f64", func(k *Reduction) { k.F64.Into = nil }},
		{"step f32", func(k *Reduction) { k.F32.Into = nil }},
		{"step i64", func(k *Reduction) { k.I64.Into = nil }},
		{"step lanes", func(k *Reduction) { k.Lanes.Step = nil }},
		{"step bool", func(k *Reduction) { k.Bool.Into = nil }},
		{"better", func(k *Reduction) { k.Lanes.Better = nil }},
		{"place", func(k *Reduction) { k.F64.Place = nil }},
		{"NumPy's name", func(k *Reduction) { k.NumPy = "" }},
		{"weights", func(k *Reduction) { k.weights = weights{} }},
	}
	for i, kind := range kinds() {
		for _, c := range changes {
			if c.what == "step bool" && !kind.Bools || (c.what == "better" || c.what == "place") && !kind.Extreme || c.what == "NumPy's name" && kind.Empty {
				continue // it has none
			}
			list := kinds()
			c.f(&list[i])
			verdict := "killed by construction"
			if _, err := newReductions(list); err == nil {
				verdict = "LIVED"
				t.Errorf("nobody misses the %s of %s", c.what, kind.Name)
			}
			fmt.Printf("mutant: %-16s %-20s %s\n", c.what, kind.Name, verdict)
		}
	}
}
