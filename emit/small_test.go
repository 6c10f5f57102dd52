package emit

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/myia-lang/myia/dtype"
)

// TestSmall compares with package dtype, which computes by decimal exponents and rounding, for all numbers of each format
// and for what lies between them.
func TestSmall(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, d := range dtype.All() {
		if d.Small() == nil {
			continue
		}
		f := SmallFloat(*d.Small())
		var cell [2]byte
		for n := range 1 << 16 {
			cell[0], cell[1] = byte(n), byte(n>>8)
			want := math.Float32frombits(uint32(d.Load(cell[:], 0)))
			x := Unpack(Float32, f, int32(n))
			if math.Float32bits(x) != math.Float32bits(want) && !(x != x && want != want) {
				t.Fatalf("%s %#x is %v, want %v", d, n, x, want)
			}
			if back := Pack(Float32, f, want); want == want && back != int32(n) || want != want && back&^(1<<(f.Mantissa-1)) != int32(n)&^(1<<(f.Mantissa-1)) {
				t.Fatalf("%s %v is %#x, want %#x", d, want, back, n)
			}
			next := float64(Unpack(Float32, f, int32(min(n+1, 1<<16-1))))
			for _, y := range []float64{(float64(want) + next) / 2, float64(want) + (next-float64(want))*r.Float64(), math.Nextafter((float64(want)+next)/2, next)} {
				comparePacked(t, d, f, y)
			}
		}
		for range 100000 {
			comparePacked(t, d, f, math.Float64frombits(r.Uint64()))
			comparePacked(t, d, f, float64(math.Float32frombits(r.Uint32())))
		}
	}
}

// comparePacked rounds a number of f64, and the f32 nearest to it.
func comparePacked(t *testing.T, d dtype.Type, f SmallFloat, x float64) {
	t.Helper()
	if got, want := Unpack(Float32, f, int32(Pack(Float64, f, x))), d.Small().Round(x); got != want && x == x {
		t.Fatalf("%s of %x is %x, want %x", d, x, got, want)
	}
	y := float32(x)
	if got, want := Unpack(Float32, f, Pack(Float32, f, y)), d.Small().Round(float64(y)); got != want && y == y {
		t.Fatalf("%s of %x is %x, want %x", d, y, got, want)
	}
}
