package text

import (
	"math"
	"strconv"
	"strings"
)

// floats formats numbers of 32 or 64 bits with a common layout: positional, or scientific when the magnitudes are far apart
// (numpy/_core/arrayprint.py, FloatingFormat).
func floats(xs []float64, bits int) []string {
	layout := positional
	if farApart(xs, bits) {
		layout = scientific
	}
	texts := layout(finite(xs), bits)
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
func farApart(xs []float64, bits int) bool {
	lo, hi := math.Inf(1), 0.0
	for _, x := range finite(xs) {
		if a := math.Abs(x); a != 0 {
			lo, hi = math.Min(lo, a), math.Max(hi, a)
		}
	}
	least, most, ratio := 1e-4, 1e8, hi/lo
	if bits == 32 { // which have 6 digits for sure
		least, most, ratio = float64(float32(1e-4)), 1e6, float64(float32(hi)/float32(lo))
	}
	return hi >= most || hi > 0 && (lo < least || ratio > 1000)
}

// positional aligns the points; shorter fractions are padded with blanks.
func positional(xs []float64, bits int) []string {
	texts := make([]string, len(xs))
	longest := 0
	for i, x := range xs {
		s := strconv.FormatFloat(x, 'f', -1, bits)
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
func scientific(xs []float64, bits int) []string {
	digits, exponent := 0, 0
	for _, x := range xs {
		m, e, _ := strings.Cut(strconv.FormatFloat(x, 'e', -1, bits), "e")
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
