package emit

// Prec is the precision of the numbers of an algebra.
type Prec int

// The two precisions, binary64 and binary32 of IEEE 754.
const (
	Double Prec = iota
	Single
)

// Mantissa is the number of stored bits of the significand: 52 or 23.
func (p Prec) Mantissa() int { return [...]int{52, 23}[p] }

// Bias is the exponent bias: 1023 or 127.
func (p Prec) Bias() int64 { return [...]int64{1023, 127}[p] }

// Bits is the width of a number: 64 or 32.
func (p Prec) Bits() int { return [...]int{64, 32}[p] }

// String is the name of the dtype, f64 or f32.
func (p Prec) String() string { return [...]string{"f64", "f32"}[p] }

// A Table is a named constant array of integers that a function indexes. In LLVM it becomes a private global.
type Table struct {
	Name string
	Data []int64 // reduced to the width of I where it is used
}

// Algebra is the arithmetic in which elementary functions are written. F is a float, I a signed integer of the same
// width that wraps around, B a truth value; in vector instances each has the same number of lanes.
//
// All operations are total. Add, Sub, Mul, Div and Sqrt round to nearest even; comparisons with NaN are false.
type Algebra[F, I, B any] interface {
	Prec() Prec

	Const(x float64) F // x rounded to the precision of F
	Int(n int64) I     // n reduced to the width of I

	Add(x, y F) F
	Sub(x, y F) F
	Mul(x, y F) F
	Div(x, y F) F
	Neg(x F) F
	Abs(x F) F
	Sqrt(x F) F
	Floor(x F) F

	// Residual is x·y - p, where p is x·y rounded. It is exact, with a fused multiply-add or without, unless it
	// is subnormal; results must not depend on it then.
	Residual(x, y, p F) F

	Lt(x, y F) B
	Le(x, y F) B
	Eq(x, y F) B
	And(p, q B) B
	Or(p, q B) B
	Not(p B) B
	Select(p B, x, y F) F // x where p, else y

	Bits(x F) I // the representation of x, and back
	FromBits(n I) F
	AddI(m, n I) I
	SubI(m, n I) I
	MulI(m, n I) I
	AndI(m, n I) I
	OrI(m, n I) I
	XorI(m, n I) I
	Shl(m I, by int) I // by in [0, Prec.Bits)
	Shr(m I, by int) I // arithmetic
	ShrU(m I, by int) I
	LtI(m, n I) B
	EqI(m, n I) B
	SelectI(p B, m, n I) I

	// At is t.Data[i]. The index must be in range: clamp it first, in all lanes.
	At(t *Table, i I) I

	// Rare gives the three numbers slow() in the lanes where p holds and fast in the others. An instance may skip slow when no
	// lane needs it, so slow must be defined, though not useful, in every lane.
	Rare(p B, fast [3]F, slow func() [3]F) [3]F
}
