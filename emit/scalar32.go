package emit

import "math"

// Float32 computes in binary32, at once.
var Float32 Algebra[float32, int32, bool] = scalar32{}

// scalar32 goes through float64 for Sqrt and Floor, which is exact: 53 bits are more than 2·24+1 (Figueroa 1995).
type scalar32 struct{}

func (scalar32) Prec() Prec              { return Single }
func (scalar32) Const(x float64) float32 { return float32(x) }
func (scalar32) Int(n int64) int32       { return int32(n) }

func (scalar32) Add(x, y float32) float32 { return float32(x + y) }
func (scalar32) Sub(x, y float32) float32 { return float32(x - y) }
func (scalar32) Mul(x, y float32) float32 { return float32(x * y) }
func (scalar32) Div(x, y float32) float32 { return float32(x / y) }
func (scalar32) Neg(x float32) float32    { return -x }
func (scalar32) Abs(x float32) float32    { return math.Float32frombits(math.Float32bits(x) &^ (1 << 31)) }
func (scalar32) Sqrt(x float32) float32   { return float32(math.Sqrt(float64(x))) }
func (scalar32) Floor(x float32) float32  { return float32(math.Floor(float64(x))) }

// Residual is exact: the product has 48 bits.
func (scalar32) Residual(x, y, p float32) float32 {
	return float32(float64(float64(x)*float64(y)) - float64(p))
}

func (scalar32) Lt(x, y float32) bool { return x < y }
func (scalar32) Le(x, y float32) bool { return x <= y }
func (scalar32) Eq(x, y float32) bool { return x == y }
func (scalar32) And(p, q bool) bool   { return p && q }
func (scalar32) Or(p, q bool) bool    { return p || q }
func (scalar32) Not(p bool) bool      { return !p }

func (scalar32) Bits(x float32) int32       { return int32(math.Float32bits(x)) }
func (scalar32) FromBits(n int32) float32   { return math.Float32frombits(uint32(n)) }
func (scalar32) AddI(m, n int32) int32      { return m + n }
func (scalar32) SubI(m, n int32) int32      { return m - n }
func (scalar32) MulI(m, n int32) int32      { return m * n }
func (scalar32) AndI(m, n int32) int32      { return m & n }
func (scalar32) OrI(m, n int32) int32       { return m | n }
func (scalar32) XorI(m, n int32) int32      { return m ^ n }
func (scalar32) Shl(m int32, by int) int32  { return m << by }
func (scalar32) Shr(m int32, by int) int32  { return m >> by }
func (scalar32) ShrU(m int32, by int) int32 { return int32(uint32(m) >> by) }
func (scalar32) LtI(m, n int32) bool        { return m < n }
func (scalar32) EqI(m, n int32) bool        { return m == n }
func (scalar32) At(t *Table, i int32) int32 { return int32(t.Data[i]) }

func (scalar32) Select(p bool, x, y float32) float32 {
	if p {
		return x
	}
	return y
}

func (scalar32) SelectI(p bool, m, n int32) int32 {
	if p {
		return m
	}
	return n
}

func (scalar32) Rare(p bool, fast [3]float32, slow func() [3]float32) [3]float32 {
	if p {
		return slow()
	}
	return fast
}
