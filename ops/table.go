package ops

import (
	"math"

	"github.com/myia-lang/myia/emit"
	"github.com/myia-lang/myia/ir"
)

// table holds all rows that were made, in the order in which Go initialises them.
var table []*row

// The constructors put a row into the table; of numbers it has a derivative.
func numeric(r row) Elementwise { return declare(r, numbers) }
func test(r row) Elementwise    { return declare(r, tests) }
func onBits(r row) Elementwise  { return declare(r, bits) }

func declare(r row, c class) Elementwise {
	r.class = c
	table = append(table, &r)
	return Elementwise{&r}
}

// Arithmetic.
var (
	Add = numeric(row{name: "add", arity: 2, light: true,
		f2: func(x, y float64) float64 { return x + y }, i2: func(x, y int64) int64 { return x + y }, u2: func(x, y uint64) uint64 { return x + y }, l2: addEach,
		deriv: partials(func(Residuals, int) partial { return one() })})
	Sub = numeric(row{name: "sub", arity: 2, light: true,
		f2: func(x, y float64) float64 { return x - y }, i2: func(x, y int64) int64 { return x - y }, u2: func(x, y uint64) uint64 { return x - y }, l2: subEach,
		deriv: partials(func(_ Residuals, i int) partial {
			if i == 1 {
				return minusOne()
			}
			return one()
		})})
	Mul = numeric(row{name: "mul", arity: 2, light: true,
		f2: func(x, y float64) float64 { return x * y }, i2: func(x, y int64) int64 { return x * y }, u2: func(x, y uint64) uint64 { return x * y }, l2: mulEach,
		deriv: partials(func(r Residuals, i int) partial { return by(r.Arg(1 - i)) })})
	Div      = numeric(row{name: "div", arity: 2, f2: func(x, y float64) float64 { return x / y }})
	FloorDiv = numeric(row{name: "floordiv", arity: 2, f2: floorDivF, i2: floorDivI, u2: floorDivU, deriv: zero("a step function")})
	Mod      = numeric(row{name: "mod", arity: 2, f2: modF, i2: modI, u2: modU,
		deriv: partials(func(r Residuals, i int) partial {
			if i == 0 {
				return one()
			}
			b := r.B()
			return minus(b.Emit1(Floor, b.Emit1(Div, r.Arg(0), r.Arg(1))))
		})})
	Neg = numeric(row{name: "neg", arity: 1, light: true, f1: func(x float64) float64 { return -x }, i1: func(x int64) int64 { return -x }, u1: func(x uint64) uint64 { return -x },
		deriv: partials(func(Residuals, int) partial { return minusOne() })})
	Abs = numeric(row{name: "abs", arity: 1, light: true, f1: math.Abs, i1: func(x int64) int64 { return max(x, -x) }, u1: func(x uint64) uint64 { return x },
		deriv: partials(func(r Residuals, _ int) partial { return by(r.B().Emit1(Sign, r.Arg(0))) })})
	Sign = numeric(row{name: "sign", arity: 1, f1: signF, i1: func(x int64) int64 {
		switch {
		case x > 0:
			return 1
		case x < 0:
			return -1
		}
		return 0
	}, u1: func(x uint64) uint64 { return min(x, 1) }, deriv: zero("a step function")})
	Sqrt = numeric(row{name: "sqrt", arity: 1, f1: math.Sqrt,
		deriv: partials(func(r Residuals, _ int) partial {
			b := r.B()
			return by(b.Emit1(Div, Like(b, r.Result(0), 0.5), r.Result(0)))
		})})
	Pow = numeric(row{name: "pow", arity: 2, f2: emit.Binary["pow"].F64, s2: emit.Binary["pow"].F32, i2: powI, u2: powU})
)

// A rule that mentions its own operation stands apart from the row, for Go's
// order of initialisation.
var (
	_ = Div.derivative(partials(func(r Residuals, i int) partial {
		b := r.B()
		if i == 0 {
			return by(b.Emit1(Div, Like(b, r.Arg(1), 1), r.Arg(1)))
		}
		return minus(b.Emit1(Div, r.Result(0), r.Arg(1)))
	}))
	_ = Pow.derivative(partials(powPartial))
	_ = Sin.derivative(partials(func(r Residuals, _ int) partial { return by(r.B().Emit1(Cos, r.Arg(0))) }))
	_ = Cos.derivative(partials(func(r Residuals, _ int) partial { return minus(r.B().Emit1(Sin, r.Arg(0))) }))
)

// powPartial: y·x^(y-1) by x, 0 where x and y are 0; x^y·log x by y, 0 where x
// is 0. The operands are guarded, not the product alone, so that no nan comes
// up at higher orders.
func powPartial(r Residuals, i int) partial {
	b := r.B()
	x, y := r.Arg(0), r.Arg(1)
	zero, one := Like(b, y, 0), Like(b, y, 1)
	if i == 0 {
		noBase := b.Emit1(Not, b.Emit1(Gt, b.Emit1(Abs, x), zero)) // 0 or nan
		base := b.Emit1(Select{}, b.Emit1(And, noBase, b.Emit1(Eq, y, zero)), one, x)
		return by(b.Emit1(Mul, y, b.Emit1(Pow, base, b.Emit1(Sub, y, one))))
	}
	atZero := b.Emit1(Eq, x, zero)
	p := b.Emit1(Scale, r.Result(0), b.Emit1(Log, b.Emit1(Select{}, atZero, one, x)))
	return by(b.Emit1(Select{}, atZero, zero, p))
}

// Elementary functions.
var (
	Exp = numeric(row{name: "exp", arity: 1, f1: elementary("exp"), s1: elementary32("exp"),
		deriv: partials(func(r Residuals, _ int) partial { return by(r.Result(0)) })})
	Log = numeric(row{name: "log", arity: 1, f1: elementary("log"), s1: elementary32("log"),
		deriv: partials(func(r Residuals, _ int) partial {
			b := r.B()
			return by(b.Emit1(Div, Like(b, r.Arg(0), 1), r.Arg(0)))
		})})
	Sin = numeric(row{name: "sin", arity: 1, f1: elementary("sin"), s1: elementary32("sin")})
	Cos = numeric(row{name: "cos", arity: 1, f1: elementary("cos"), s1: elementary32("cos")})
	Tan = numeric(row{name: "tan", arity: 1, f1: elementary("tan"), s1: elementary32("tan"),
		deriv: partials(func(r Residuals, _ int) partial {
			b, y := r.B(), r.Result(0)
			return by(b.Emit1(Add, Like(b, y, 1), b.Emit1(Mul, y, y)))
		})})
	Tanh = numeric(row{name: "tanh", arity: 1, f1: elementary("tanh"), s1: elementary32("tanh"),
		deriv: partials(func(r Residuals, _ int) partial {
			b, y := r.B(), r.Result(0)
			return by(b.Emit1(Sub, Like(b, y, 1), b.Emit1(Mul, y, y)))
		})})
	Floor = numeric(row{name: "floor", arity: 1, f1: math.Floor, deriv: zero("a step function")})
	Ceil  = numeric(row{name: "ceil", arity: 1, f1: math.Ceil, deriv: zero("a step function")})
	Trunc = numeric(row{name: "trunc", arity: 1, f1: math.Trunc, deriv: zero("a step function")})
	Rint  = numeric(row{name: "rint", arity: 1, f1: math.RoundToEven, deriv: zero("a step function")})
)

// Extremes share the derivative equally at ties.
var (
	Maximum = numeric(row{name: "maximum", arity: 2, light: true, f2: maxF, i2: func(x, y int64) int64 { return max(x, y) }, u2: func(x, y uint64) uint64 { return max(x, y) }, b2: or, deriv: partials(extreme(func() ir.Op { return Gt }))})
	Minimum = numeric(row{name: "minimum", arity: 2, light: true, f2: minF, i2: func(x, y int64) int64 { return min(x, y) }, u2: func(x, y uint64) uint64 { return min(x, y) }, b2: and, deriv: partials(extreme(func() ir.Op { return Lt }))})
	// PyMax and PyMin are Python's: the second operand wins only if it is
	// truly greater (less), so a nan in the first place stays.
	PyMax = numeric(row{name: "pymax", arity: 2, light: true, f2: func(x, y float64) float64 {
		if y > x {
			return y
		}
		return x
	}, i2: func(x, y int64) int64 { return max(x, y) }, u2: func(x, y uint64) uint64 { return max(x, y) }, b2: or, deriv: partials(extreme(func() ir.Op { return Gt }))})
	PyMin = numeric(row{name: "pymin", arity: 2, light: true, f2: func(x, y float64) float64 {
		if y < x {
			return y
		}
		return x
	}, i2: func(x, y int64) int64 { return min(x, y) }, u2: func(x, y uint64) uint64 { return min(x, y) }, b2: and, deriv: partials(extreme(func() ir.Op { return Lt }))})
)

// extreme is 1 where operand i wins, 1/2 at ties, else 0.
func extreme(better func() ir.Op) func(r Residuals, i int) partial {
	return func(r Residuals, i int) partial {
		b := r.B()
		x, y := r.Arg(i), r.Arg(1-i)
		won := b.Emit1(Select{}, b.Emit1(better(), x, y), Like(b, x, 1), Like(b, x, 0))
		return by(b.Emit1(Select{}, b.Emit1(Eq, x, y), Like(b, x, 0.5), won))
	}
}

// Comparisons give bools.
var (
	Lt = compare("lt", func(x, y float64) bool { return x < y }, func(x, y int64) bool { return x < y }, func(x, y uint64) bool { return x < y })
	Le = compare("le", func(x, y float64) bool { return x <= y }, func(x, y int64) bool { return x <= y }, func(x, y uint64) bool { return x <= y })
	Eq = compare("eq", func(x, y float64) bool { return x == y }, func(x, y int64) bool { return x == y }, func(x, y uint64) bool { return x == y })
	Ne = compare("ne", func(x, y float64) bool { return x != y }, func(x, y int64) bool { return x != y }, func(x, y uint64) bool { return x != y })
	Gt = compare("gt", func(x, y float64) bool { return x > y }, func(x, y int64) bool { return x > y }, func(x, y uint64) bool { return x > y })
	Ge = compare("ge", func(x, y float64) bool { return x >= y }, func(x, y int64) bool { return x >= y }, func(x, y uint64) bool { return x >= y })

	IsNan = test(row{name: "isnan", arity: 1, light: true, t1: func(x float64) bool { return x != x }})
	IsInf = test(row{name: "isinf", arity: 1, light: true, t1: func(x float64) bool { return math.IsInf(x, 0) }})
)

func compare(name string, f func(x, y float64) bool, i func(x, y int64) bool, u func(x, y uint64) bool) Elementwise {
	return test(row{name: name, arity: 2, light: true, c2: f, k2: i, v2: u, b2: func(x, y bool) bool { return i(int64(bit(x)), int64(bit(y))) }})
}

// Logic, on bools and on the bits of i64.
var (
	And = onBits(row{name: "and", arity: 2, light: true, b2: and, i2: func(x, y int64) int64 { return x & y }, u2: func(x, y uint64) uint64 { return x & y }})
	Or  = onBits(row{name: "or", arity: 2, light: true, b2: or, i2: func(x, y int64) int64 { return x | y }, u2: func(x, y uint64) uint64 { return x | y }})
	Xor = onBits(row{name: "xor", arity: 2, light: true, b2: func(x, y bool) bool { return x != y }, i2: func(x, y int64) int64 { return x ^ y }, u2: func(x, y uint64) uint64 { return x ^ y }})
	Not = onBits(row{name: "not", arity: 1, light: true, b1: func(x bool) bool { return !x }, i1: func(x int64) int64 { return ^x }, u1: func(x uint64) uint64 { return ^x }})
	// Shl and Shr take any count: 64 and more shift everything out, and a
	// negative count counts as 64.
	Shl = onBits(row{name: "shl", arity: 2, i2: func(x, n int64) int64 {
		if uint64(n) > 63 {
			return 0
		}
		return x << n
	}, u2: func(x, n uint64) uint64 { return x << n }})
	Shr = onBits(row{name: "shr", arity: 2, i2: func(x, n int64) int64 { return x >> min(uint64(n), 63) }, u2: func(x, n uint64) uint64 { return x >> n }})
)

func and(x, y bool) bool { return x && y }
func or(x, y bool) bool  { return x || y }

// NoOverflow tests whether the Python operator op (+, -, *, **) on two i64
// gives a result that fits.
func NoOverflow(op string) Elementwise {
	return map[string]Elementwise{"+": FitsAdd, "-": FitsSub, "*": FitsMul, "**": FitsPow}[op]
}

// The tests for overflow.
var (
	FitsAdd = fits("fits.add", func(x, y int64) bool { s := x + y; return (s > x) == (y > 0) })
	FitsSub = fits("fits.sub", func(x, y int64) bool { s := x - y; return (s < x) == (y > 0) })
	FitsMul = fits("fits.mul", func(x, y int64) bool { _, ok := mulI(x, y); return ok })
	FitsPow = fits("fits.pow", func(x, y int64) bool {
		acc, ok := int64(1), true
		if x == 0 || x == 1 || x == -1 {
			return true
		}
		for ; y > 0 && ok; y-- {
			acc, ok = mulI(acc, x)
		}
		return ok
	})
)

func fits(name string, f func(x, y int64) bool) Elementwise {
	return test(row{name: name, arity: 2, k2: f, python: true})
}

func mulI(x, y int64) (int64, bool) {
	if x == 0 || y == 0 {
		return 0, true
	}
	p := x * y
	return p, p/y == x && !(x == -1 && y == math.MinInt64) && !(y == -1 && x == math.MinInt64)
}

func signF(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	if x != x {
		return x
	}
	return 0
}

// modF is Python's float %: the sign of the divisor. 0 by convention gives nan.
func modF(x, y float64) float64 {
	m := math.Mod(x, y)
	if m == 0 {
		return math.Copysign(0, y)
	}
	if (m < 0) != (y < 0) {
		m += y
	}
	return m
}

// floorDivF is Python's float //, computed from the remainder (CPython,
// float_floor_div).
func floorDivF(x, y float64) float64 {
	if y == 0 {
		return x / y
	}
	m := math.Mod(x, y)
	d := (x - m) / y
	if m != 0 && (m < 0) != (y < 0) {
		d--
	}
	if d == 0 {
		return math.Copysign(0, x/y)
	}
	f := math.Floor(d)
	if d-f > 0.5 {
		f++
	}
	return f
}

func floorDivI(x, y int64) int64 {
	if y == 0 {
		return 0
	}
	if y == -1 {
		return -x
	}
	q := x / y
	if x%y != 0 && (x < 0) != (y < 0) {
		q--
	}
	return q
}

func modI(x, y int64) int64 {
	if y == 0 || y == -1 {
		return 0
	}
	m := x % y
	if m != 0 && (m < 0) != (y < 0) {
		m += y
	}
	return m
}

func maxF(x, y float64) float64 {
	if x != x || x >= y {
		return x
	}
	return y
}

func minF(x, y float64) float64 {
	if x != x || x <= y {
		return x
	}
	return y
}

func floorDivU(x, y uint64) uint64 {
	if y == 0 {
		return 0
	}
	return x / y
}

func modU(x, y uint64) uint64 {
	if y == 0 {
		return 0
	}
	return x % y
}

// powU wraps.
func powU(x, n uint64) uint64 {
	acc := uint64(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			acc *= x
		}
		x *= x
	}
	return acc
}

// powI wraps; a negative exponent gives 0, or ±1 for base ±1.
func powI(x, n int64) int64 {
	if n < 0 {
		switch {
		case x == 1 || x == -1 && n%2 == 0:
			return 1
		case x == -1:
			return -1
		}
		return 0
	}
	acc := int64(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			acc *= x
		}
		x *= x
	}
	return acc
}

// elementary finds a function by name; package emit has it for every backend.
func elementary(name string) func(float64) float64 { return emit.Unary[name].F64 }

func elementary32(name string) func(float32) float32 { return emit.Unary[name].F32 }
