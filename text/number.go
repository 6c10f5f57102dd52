package text

import (
	"math"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/dtype"
)

// Float is Python's repr of a float: the shortest text that reads back.
func Float(x float64) string { return Number(x, dtype.F64) }

// Number is NumPy's text of a float of type d, alone: the shortest that reads
// back, with an exponent for one below 1e-4 or from 1e(digits) on.
func Number(x float64, d dtype.Type) string {
	switch {
	case d.Digits() == 0 && x-x == 0:
		return strings.Repeat("-", boolInt(math.Signbit(x))) + general(math.Abs(x), 6, false)
	case d == dtype.F32 && math.Abs(x) == float64(float32(1e-4)): // NumPy compares in float32, where it is below the limit
		return shortest(x, 'e', d)
	case math.IsNaN(x):
		return "nan"
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	}
	exp := shortest(x, 'e', d)
	_, e, _ := strings.Cut(exp, "e")
	n, _ := strconv.Atoi(e)
	if x != 0 && (n < -4 || n >= d.Digits()) {
		return exp
	}
	s := shortest(x, 'f', d)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// shortest gives the fewest digits that read back as x of type d.
func shortest(x float64, format byte, d dtype.Type) string {
	f := d.Small()
	if f == nil {
		return strconv.FormatFloat(x, format, -1, d.Bits())
	}
	for digits := 0; ; digits++ {
		s := strconv.FormatFloat(x, 'e', digits, 64)
		if y, _ := strconv.ParseFloat(s, 64); float64(f.Round(y)) == x {
			return strconv.FormatFloat(y, format, -1, 64)
		}
	}
}

// ASCII escapes what is not ASCII, as Python's ascii does in a repr.
func ASCII(s string) string {
	var sb strings.Builder
	for _, r := range s {
		switch {
		case r < 0x80:
			sb.WriteRune(r)
		case r < 0x100:
			sb.WriteString(`\x` + strconv.FormatInt(int64(r), 16))
		default:
			sb.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	return sb.String()
}

// Quote is Python's repr of a str.
func Quote(s string) string {
	q := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		q = '"'
	}
	var sb strings.Builder
	sb.WriteByte(q)
	for _, r := range s {
		switch {
		case r == rune(q) || r == '\\':
			sb.WriteByte('\\')
			sb.WriteRune(r)
		case r == '\n':
			sb.WriteString(`\n`)
		case r == '\t':
			sb.WriteString(`\t`)
		case r == '\r':
			sb.WriteString(`\r`)
		case r < ' ' || r == 0x7f:
			sb.WriteString(`\x` + strconv.FormatInt(int64(r)+256, 16)[1:])
		case strconv.IsPrint(r):
			sb.WriteRune(r)
		case r < 0x100:
			sb.WriteString(`\x` + strconv.FormatInt(int64(r), 16))
		default:
			sb.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	sb.WriteByte(q)
	return sb.String()
}
