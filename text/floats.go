package text

import (
	"math"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/dtype"
)

// floats formats numbers of a type with a common layout: positional, or scientific when the magnitudes are far apart
// (numpy/_core/arrayprint.py, FloatingFormat).
func floats(xs []float64, d dtype.Type) []string {
	layout := positional
	if farApart(xs, d) {
		layout = scientific
	}
	texts := layout(finite(xs), d)
	for i, x := range xs {
		if x != x || math.IsInf(x, 0) {
			texts[i] = Float(x)
		}
	}
	return texts
}

// finite has 0 in the place of what is not.
func finite(xs []float64) []float64 {
	out := make([]float64, len(xs))
	for i, x := range xs {
		if x == x && !math.IsInf(x, 0) {
			out[i] = x
		}
	}
	return out
}

// farApart compares in the precision of the elements, as NumPy does.
func farApart(xs []float64, d dtype.Type) bool {
	lo, hi := math.Inf(1), 0.0
	for _, x := range finite(xs) {
		if a := math.Abs(x); a != 0 {
			lo, hi = math.Min(lo, a), math.Max(hi, a)
		}
	}
	round := func(x float64) float64 {
		return math.Float64frombits(dtype.Convert(dtype.Convert(math.Float64bits(x), dtype.F64, d), d, dtype.F64))
	}
	least, most, ratio := round(1e-4), math.Pow10(min(d.Digits(), precision)), round(hi/lo)
	return hi >= most || hi > 0 && (lo < least || ratio > 1000)
}

// positional aligns the points; shorter fractions are padded with blanks.
func positional(xs []float64, d dtype.Type) []string {
	texts := make([]string, len(xs))
	longest := 0
	for i, x := range xs {
		s := shortest(x, 'f', d)
		if _, frac, _ := strings.Cut(s, "."); len(frac) > precision {
			s = strings.TrimRight(strconv.FormatFloat(x, 'f', precision, 64), "0")
		}
		if !strings.Contains(s, ".") {
			s += "."
		}
		texts[i] = s
		longest = max(longest, len(s)-strings.IndexByte(s, '.'))
	}
	for i, s := range texts {
		texts[i] = s + strings.Repeat(" ", longest-(len(s)-strings.IndexByte(s, '.')))
	}
	return texts
}

// scientific gives all numbers as many digits as the longest needs, which are those of its exact value, and exponents of
// one length.
func scientific(xs []float64, d dtype.Type) []string {
	digits, exponent := 0, 0
	for _, x := range xs {
		m, e, _ := strings.Cut(shortest(x, 'e', d), "e")
		if _, frac, _ := strings.Cut(m, "."); len(frac) > precision {
			m, e, _ = strings.Cut(strconv.FormatFloat(x, 'e', precision, 64), "e")
			m = strings.TrimRight(m, "0")
		}
		_, frac, _ := strings.Cut(m, ".")
		digits, exponent = max(digits, len(frac)), max(exponent, len(e)-1)
	}
	texts := make([]string, len(xs))
	for i, x := range xs {
		m, e, _ := strings.Cut(strconv.FormatFloat(x, 'e', digits, 64), "e")
		if digits == 0 {
			m += "."
		}
		texts[i] = m + "e" + e[:1] + strings.Repeat("0", exponent-len(e)+1) + e[1:]
	}
	return texts
}
