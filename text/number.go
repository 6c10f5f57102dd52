package text

import (
	"math"
	"strconv"
	"strings"
)

// Float is Python's repr of a float: the shortest text that reads back.
func Float(x float64) string { return shortest(x, 64, 16) }

// Float32 is NumPy's text of a float32.
func Float32(x float32) string {
	switch x { // NumPy compares in float32, where 1e-4 is less than the limit
	case 1e-4:
		return "1e-04"
	case -1e-4:
		return "-1e-04"
	}
	return shortest(float64(x), 32, 6)
}

// shortest writes an exponent for a number below 1e-4, or from 1e(digits) on.
func shortest(x float64, bits, digits int) string {
	switch {
	case math.IsNaN(x):
		return "nan"
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	}
	exp := strconv.FormatFloat(x, 'e', -1, bits)
	_, e, _ := strings.Cut(exp, "e")
	n, _ := strconv.Atoi(e)
	if x != 0 && (n < -4 || n >= digits) {
		return exp
	}
	s := strconv.FormatFloat(x, 'f', -1, bits)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
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
