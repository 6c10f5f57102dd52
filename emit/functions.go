package emit

import (
	"maps"
	"slices"
)

// UnaryFunc is an elementary function of one argument in its three instances.
type UnaryFunc struct {
	Name string
	F64  func(float64) float64
	F32  func(float32) float32
	LLVM func(w *Writer, x Value) Value // appends to w; x has w's float type
}

// BinaryFunc is an elementary function of two arguments in its three instances.
type BinaryFunc struct {
	Name string
	F64  func(x, y float64) float64
	F32  func(x, y float32) float32
	LLVM func(w *Writer, x, y Value) Value
}

// Unary holds the functions of one argument by name. It is not to be changed.
var Unary = index(
	unary("abs", abs, abs, abs),
	unary("acos", acos, acos, acos),
	unary("acosh", acosh, acosh, acosh),
	unary("asin", asin, asin, asin),
	unary("asinh", asinh, asinh, asinh),
	unary("atan", atan, atan, atan),
	unary("atanh", atanh, atanh, atanh),
	unary("cbrt", cbrt, cbrt, cbrt),
	unary("ceil", ceil, ceil, ceil),
	unary("cos", cos, cos, cos),
	unary("cosh", cosh, cosh, cosh),
	unary("erf", erf, erf, erf),
	unary("erfc", erfc, erfc, erfc),
	unary("exp", exp, exp, exp),
	unary("exp2", exp2, exp2, exp2),
	unary("expm1", expm1, expm1, expm1),
	unary("floor", floor, floor, floor),
	unary("log", log, log, log),
	unary("log10", log10, log10, log10),
	unary("log1p", log1p, log1p, log1p),
	unary("log2", log2, log2, log2),
	unary("rint", rint, rint, rint),
	unary("sign", sign, sign, sign),
	unary("sin", sin, sin, sin),
	unary("sinh", sinh, sinh, sinh),
	unary("sqrt", sqrt, sqrt, sqrt),
	unary("tan", tan, tan, tan),
	unary("tanh", tanh, tanh, tanh),
	unary("trunc", trunc, trunc, trunc),
)

// Binary holds the functions of two arguments by name. It is not to be changed.
var Binary = index(
	binary("atan2", atan2, atan2, atan2),
	binary("hypot", hypot, hypot, hypot),
	binary("pow", pow, pow, pow),
)

// UnaryNames lists the functions of one argument in order.
func UnaryNames() []string { return slices.Sorted(maps.Keys(Unary)) }

// BinaryNames lists the functions of two arguments in order.
func BinaryNames() []string { return slices.Sorted(maps.Keys(Binary)) }

func (f UnaryFunc) name() string  { return f.Name }
func (f BinaryFunc) name() string { return f.Name }

func index[T interface{ name() string }](fs ...T) map[string]T {
	m := map[string]T{}
	for _, f := range fs {
		m[f.name()] = f
	}
	return m
}

// unary takes one generic function three times; the parameter types instantiate it.
func unary(
	name string,
	f64 func(Algebra[float64, int64, bool], float64) float64,
	f32 func(Algebra[float32, int32, bool], float32) float32,
	llvm func(Algebra[Value, Value, Value], Value) Value,
) UnaryFunc {
	return UnaryFunc{
		Name: name,
		F64:  func(x float64) float64 { return f64(Float64, x) },
		F32:  func(x float32) float32 { return f32(Float32, x) },
		LLVM: func(w *Writer, x Value) Value { return llvm(w, x) },
	}
}

// binary is unary for two arguments.
func binary(
	name string,
	f64 func(a Algebra[float64, int64, bool], x, y float64) float64,
	f32 func(a Algebra[float32, int32, bool], x, y float32) float32,
	llvm func(a Algebra[Value, Value, Value], x, y Value) Value,
) BinaryFunc {
	return BinaryFunc{
		Name: name,
		F64:  func(x, y float64) float64 { return f64(Float64, x, y) },
		F32:  func(x, y float32) float32 { return f32(Float32, x, y) },
		LLVM: func(w *Writer, x, y Value) Value { return llvm(w, x, y) },
	}
}
