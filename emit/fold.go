package emit

import "math"

// Elements is the arithmetic in which the steps of reductions are written: T is a float, an int that wraps around, or a
// bool, B a truth value; in vector instances each has the same number of lanes.
type Elements[T, B any] interface {
	Const(x float64) T // of ints an infinity is the end of their range, of bools what is below 1 is false
	Add(x, y T) T
	Sub(x, y T) T
	Mul(x, y T) T
	Lt(x, y T) B
	Nan(x T) B    // whether x is a nan, which only floats are
	Number(x T) B // whether it is none
	And(p, q B) B
	Or(p, q B) B
	Select(p B, x, y T) T // x where p, else y
}

// Cond is a truth value in compiled code: a register or constant; or that X is less than Y, for which no instruction is
// written before it is known what is selected by it.
type Cond struct{ Reg, X, Y Value }

// Element is what reductions run over in Go; a byte is a bool.
type Element interface {
	~uint8 | ~int64 | ~uint64 | ~float32 | ~float64
}

// Fold is a kind of reduction: what it starts from, and the step that takes one more element, or the value of others.
type Fold struct {
	Name     string
	Identity float64
	Extreme  bool // it takes one of the elements, in any order; else the order of the steps is stated (package tensor)
	Bool     Loops[byte]
	I64      Loops[int64]
	F32      Loops[float32]
	F64      Loops[float64]
	Lanes    Steps[Value, Cond]
	steps    Steps5
}

// Spelled are loops of a fold that are written out, for speed.
type Spelled struct {
	Bool Loops[byte]
	I64  Loops[int64]
	F32  Loops[float32]
	F64  Loops[float64]
}

// With is the fold with loops that are written out in the place of those made of its step.
func (f Fold) With(s Spelled) Fold {
	f.Bool, f.I64, f.F32, f.F64 = f.Bool.with(s.Bool), f.I64.with(s.I64), f.F32.with(s.F32), f.F64.with(s.F64)
	return f
}

func (l Loops[T]) with(s Loops[T]) Loops[T] {
	if s.Into != nil {
		l.Into = s.Into
	}
	if s.Place != nil {
		l.Place = s.Place
	}
	return l
}

// Plain is the fold with loops that call the step for each element, which others are compared with.
func (f Fold) Plain() Fold { return newFold(f.Name, f.Identity, f.Extreme, f.steps) }

// Steps is the step in one arithmetic.
type Steps[T, B any] struct {
	Step   func(a Elements[T, B], acc, x T) T
	Better func(a Elements[T, B], x, acc T) B // of an extreme: whether x is truly better; no nan is, nor is anything better than one
}

// Loops is a fold over one element type in Go.
type Loops[T Element] struct {
	Identity T
	Into     func(acc, x []T) // takes each element of x into that of acc
	Place    func(x []T) int  // of the extreme in x, which is not empty: the leftmost, or the first nan
}

// Steps5 are the instances of one generic step.
type Steps5 struct {
	Bool  Steps[byte, bool]
	I64   Steps[int64, bool]
	F32   Steps[float32, bool]
	F64   Steps[float64, bool]
	Lanes Steps[Value, Cond]
}

// Ordered makes the fold whose value depends on the order of its steps.
func Ordered(
	name string, identity float64,
	b func(a Elements[byte, bool], acc, x byte) byte,
	i func(a Elements[int64, bool], acc, x int64) int64,
	f func(a Elements[float32, bool], acc, x float32) float32,
	d func(a Elements[float64, bool], acc, x float64) float64,
	l func(a Elements[Value, Cond], acc, x Value) Value,
) Fold {
	return newFold(name, identity, false, Steps5{
		Steps[byte, bool]{Step: b}, Steps[int64, bool]{Step: i}, Steps[float32, bool]{Step: f}, Steps[float64, bool]{Step: d}, Steps[Value, Cond]{Step: l}})
}

// Extreme makes the fold that takes the best of the elements.
func Extreme(
	name string, identity float64,
	b func(a Elements[byte, bool], x, acc byte) bool,
	i func(a Elements[int64, bool], x, acc int64) bool,
	f func(a Elements[float32, bool], x, acc float32) bool,
	d func(a Elements[float64, bool], x, acc float64) bool,
	l func(a Elements[Value, Cond], x, acc Value) Cond,
) Fold {
	return newFold(name, identity, true, Steps5{taking(b), taking(i), taking(f), taking(d), taking(l)})
}

// taking is the step of an extreme: x takes the place of acc if it is better, or the first nan.
func taking[T, B any](better func(a Elements[T, B], x, acc T) B) Steps[T, B] {
	if better == nil {
		return Steps[T, B]{}
	}
	return Steps[T, B]{Better: better, Step: func(a Elements[T, B], acc, x T) T { return a.Select(Wins(a, better, x, acc), x, acc) }}
}

// Wins reports whether x takes the place of acc.
func Wins[T, B any](a Elements[T, B], better func(a Elements[T, B], x, acc T) B, x, acc T) B {
	return a.Or(better(a, x, acc), a.And(a.Nan(x), a.Number(acc)))
}

func newFold(name string, identity float64, extreme bool, s Steps5) Fold {
	return Fold{name, identity, extreme,
		loops(identity, ground[byte]{0, 1}, s.Bool), loops(identity, ground[int64]{math.MinInt64, math.MaxInt64}, s.I64),
		loops(identity, ground[float32]{float32(math.Inf(-1)), float32(math.Inf(1))}, s.F32),
		loops(identity, ground[float64]{math.Inf(-1), math.Inf(1)}, s.F64), s.Lanes, s}
}

// loops makes the loops of a step, with a call for each element.
func loops[T Element](identity float64, a ground[T], s Steps[T, bool]) Loops[T] {
	l := Loops[T]{Identity: a.Const(identity)}
	if s.Step == nil {
		return l
	}
	l.Into = func(acc, x []T) {
		for i, v := range x {
			acc[i] = s.Step(a, acc[i], v)
		}
	}
	if s.Better != nil {
		l.Place = func(x []T) int {
			at := 0
			for i, v := range x {
				if v != v {
					return i
				}
				if s.Better(a, v, x[at]) {
					at = i
				}
			}
			return at
		}
	}
	return l
}

// ground is the arithmetic of Go's own numbers.
type ground[T Element] struct{ low, high T }

func (g ground[T]) Const(x float64) T {
	switch {
	case math.IsInf(x, -1):
		return g.low
	case math.IsInf(x, 1):
		return g.high
	}
	return T(x)
}

func (ground[T]) Add(x, y T) T       { return x + y }
func (ground[T]) Sub(x, y T) T       { return x - y }
func (ground[T]) Mul(x, y T) T       { return x * y }
func (ground[T]) Lt(x, y T) bool     { return x < y }
func (ground[T]) Nan(x T) bool       { return x != x }
func (ground[T]) Number(x T) bool    { return x == x }
func (ground[T]) And(p, q bool) bool { return p && q }
func (ground[T]) Or(p, q bool) bool  { return p || q }

func (ground[T]) Select(p bool, x, y T) T {
	if p {
		return x
	}
	return y
}
