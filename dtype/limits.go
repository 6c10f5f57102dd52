package dtype

import (
	"maps"
	"math"
	"slices"
)

// abstract are NumPy's classes of element types.
var abstract = map[string][]Class{
	"generic": {Truth, Uint, Int, Float}, "number": {Uint, Int, Float}, "integer": {Uint, Int}, "signedinteger": {Int},
	"unsignedinteger": {Uint}, "inexact": {Float}, "floating": {Float},
}

// Abstract are NumPy's names of classes of element types, sorted.
func Abstract() []string { return slices.Sorted(maps.Keys(abstract)) }

// Is reports whether d is of one of NumPy's classes of element types; types that
// NumPy does not define are of the widest alone. ok is false of other names.
func (d Type) Is(class string) (is, ok bool) {
	of, ok := abstract[class]
	return slices.Contains(of, d.Class()) && (rows[d].foreign == "" || slices.Contains(of, Truth)), ok
}

// Limits are the numbers by which a float type is known.
type Limits struct{ Max, Tiny, Smallest, Eps float64 }

// Limits gives the largest number of a float type, its least normal one, its
// least one above 0, and the distance from 1 to the next.
func (d Type) Limits() Limits {
	m := rows[d].mantissa
	bias := 1<<(d.Bits()-2-m) - 1
	return Limits{
		Max: math.Ldexp(2-math.Ldexp(1, -m), bias), Tiny: math.Ldexp(1, 1-bias),
		Smallest: math.Ldexp(1, 1-bias-m), Eps: math.Ldexp(1, -m),
	}
}
