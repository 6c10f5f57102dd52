package emit

import "math"

// Float64 computes in binary64, at once.
var Float64 Algebra[float64, int64, bool] = scalar64{}

// scalar64 rounds each product explicitly, so that no compiler fuses it with a following sum.
type scalar64 struct{}

func (scalar64) Prec() Prec              { return Double }
func (scalar64) Const(x float64) float64 { return x }
func (scalar64) Int(n int64) int64       { return n }

func (scalar64) Add(x, y float64) float64 { return float64(x + y) }
func (scalar64) Sub(x, y float64) float64 { return float64(x - y) }
func (scalar64) Mul(x, y float64) float64 { return float64(x * y) }
func (scalar64) Div(x, y float64) float64 { return float64(x / y) }
func (scalar64) Neg(x float64) float64    { return -x }
func (scalar64) Abs(x float64) float64    { return math.Abs(x) }
func (scalar64) Sqrt(x float64) float64   { return math.Sqrt(x) }
func (scalar64) Floor(x float64) float64  { return math.Floor(x) }

func (scalar64) Residual(x, y, p float64) float64 { return math.FMA(x, y, -p) }

func (scalar64) Lt(x, y float64) bool { return x < y }
func (scalar64) Le(x, y float64) bool { return x <= y }
func (scalar64) Eq(x, y float64) bool { return x == y }
func (scalar64) And(p, q bool) bool   { return p && q }
func (scalar64) Or(p, q bool) bool    { return p || q }
func (scalar64) Not(p bool) bool      { return !p }

func (scalar64) Bits(x float64) int64       { return int64(math.Float64bits(x)) }
func (scalar64) FromBits(n int64) float64   { return math.Float64frombits(uint64(n)) }
func (scalar64) AddI(m, n int64) int64      { return m + n }
func (scalar64) SubI(m, n int64) int64      { return m - n }
func (scalar64) MulI(m, n int64) int64      { return m * n }
func (scalar64) AndI(m, n int64) int64      { return m & n }
func (scalar64) OrI(m, n int64) int64       { return m | n }
func (scalar64) XorI(m, n int64) int64      { return m ^ n }
func (scalar64) Shl(m int64, by int) int64  { return m << by }
func (scalar64) Shr(m int64, by int) int64  { return m >> by }
func (scalar64) ShrU(m int64, by int) int64 { return int64(uint64(m) >> by) }
func (scalar64) LtI(m, n int64) bool        { return m < n }
func (scalar64) EqI(m, n int64) bool        { return m == n }
func (scalar64) At(t *Table, i int64) int64 { return t.Data[i] }

func (scalar64) Select(p bool, x, y float64) float64 {
	if p {
		return x
	}
	return y
}

func (scalar64) SelectI(p bool, m, n int64) int64 {
	if p {
		return m
	}
	return n
}

func (scalar64) Rare(p bool, fast [3]float64, slow func() [3]float64) [3]float64 {
	if p {
		return slow()
	}
	return fast
}
