package text

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/myia-lang/myia/tensor"
)

// spec is a parsed format specification (Python, Format Specification
// Mini-Language).
type spec struct {
	fill   rune
	align  byte // 0 if none
	sign   byte
	coerce bool // z: a negative zero loses its sign
	alt    bool
	width  int
	group  byte // 0, ',' or '_'
	prec   int  // -1 if none
	typ    byte // 0 if none
}

// Format is format(x, s) of an int64, uint64, float64, bool, string or a NumPy scalar.
func Format(x any, s string) (string, error) {
	if t, ok := x.(*tensor.Tensor); ok {
		x = python(t)
	}
	if s == "" {
		return Str(x), nil // of an np.float32 that of the double it is
	}
	f, err := parse(s)
	if err != nil {
		return "", err
	}
	switch x := x.(type) {
	case string:
		return f.text(x)
	case bool:
		return f.integer(false, uint64(boolInt(x)))
	case int64:
		return f.integer(x < 0, magnitude(x))
	case uint64:
		return f.integer(false, x)
	case float64:
		return f.float(x)
	}
	return "", fmt.Errorf("unsupported format string")
}

func python(t *tensor.Tensor) any {
	if t.DType.IsFloat() {
		return t.Float(0)
	}
	return t.At(0)
}

func parse(s string) (*spec, error) {
	f := &spec{fill: ' ', prec: -1}
	r, n := utf8.DecodeRuneInString(s)
	filled := len(s) > n && strings.IndexByte("<>=^", s[n]) >= 0
	if filled {
		f.fill, f.align, s = r, s[n], s[n+1:]
	} else if s != "" && strings.IndexByte("<>=^", s[0]) >= 0 {
		f.align, s = s[0], s[1:]
	}
	if s != "" && strings.IndexByte("+- ", s[0]) >= 0 {
		f.sign, s = s[0], s[1:]
	}
	f.coerce, s = flag(s, "z")
	f.alt, s = flag(s, "#")
	if !filled && strings.HasPrefix(s, "0") {
		f.fill, s = '0', s[1:]
		if f.align == 0 {
			f.align = zeroes
		}
	}
	f.width, s = digits(s)
	if s != "" && (s[0] == ',' || s[0] == '_') {
		f.group, s = s[0], s[1:]
	}
	if strings.HasPrefix(s, ".") {
		rest := s[1:]
		f.prec, s = digits(rest)
		if len(s) == len(rest) {
			return nil, fmt.Errorf("Format specifier missing precision")
		}
	}
	if len(s) > 1 {
		return nil, fmt.Errorf("Invalid format specifier")
	}
	if s != "" {
		f.typ = s[0]
	}
	return f, f.checkGroup()
}

// zeroes is the alignment that the flag 0 gives numbers; that of texts stays.
const zeroes = '0'

func flag(s, name string) (bool, string) {
	rest, has := strings.CutPrefix(s, name)
	return has, rest
}

func (f *spec) checkGroup() error {
	if f.group == 0 || strings.IndexByte("\x00deEfFgG%", f.typ) >= 0 || f.group == '_' && strings.IndexByte("boxX", f.typ) >= 0 {
		return nil
	}
	return fmt.Errorf("Cannot specify '%c' with '%c'.", f.group, f.typ)
}

func digits(s string) (int, string) {
	n, i := 0, 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' && n < 1<<24 {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:]
}

func (f *spec) text(s string) (string, error) {
	switch {
	case f.typ != 0 && f.typ != 's':
		return "", fmt.Errorf("Unknown format code '%c' for object of type 'str'", f.typ)
	case f.sign != 0:
		return "", fmt.Errorf("Sign not allowed in string format specifier")
	case f.coerce:
		return "", fmt.Errorf("Negative zero coercion (z) not allowed in string format specifier")
	case f.alt:
		return "", fmt.Errorf("Alternate form (#) not allowed in string format specifier")
	case f.align == '=':
		return "", fmt.Errorf("'=' alignment not allowed in string format specifier")
	case f.group != 0:
		return "", fmt.Errorf("Cannot specify '%c' with 's'.", f.group)
	}
	if rs := []rune(s); f.prec >= 0 && len(rs) > f.prec {
		s = string(rs[:f.prec])
	}
	return f.pad("", s, '<'), nil
}

// pad fills a sign and a body to the width.
func (f *spec) pad(sign, body string, def byte) string {
	n := f.width - utf8.RuneCountInString(sign) - utf8.RuneCountInString(body)
	if n <= 0 {
		return sign + body
	}
	align := f.align
	if align == 0 || align == zeroes && def == '<' {
		align = def
	}
	room := func(k int) string { return strings.Repeat(string(f.fill), k) }
	switch align {
	case '<':
		return sign + body + room(n)
	case '^':
		return room(n/2) + sign + body + room(n-n/2)
	case '=', zeroes:
		return sign + room(n) + body
	}
	return room(n) + sign + body
}

func magnitude(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

// integer formats an int by its sign and magnitude.
func (f *spec) integer(neg bool, x uint64) (string, error) {
	switch f.typ {
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		if neg {
			return f.float(-float64(x))
		}
		return f.float(float64(x))
	case 0, 'd', 'n', 'b', 'o', 'x', 'X', 'c':
	default:
		return "", fmt.Errorf("Unknown format code '%c' for object of type 'int'", f.typ)
	}
	if f.prec >= 0 {
		return "", fmt.Errorf("Precision not allowed in integer format specifier")
	}
	if f.coerce {
		return "", fmt.Errorf("Negative zero coercion (z) not allowed in format specifier with integer format specifier")
	}
	if f.typ == 'c' {
		return f.character(neg, x)
	}
	base := map[byte]int{'b': 2, 'o': 8, 'x': 16, 'X': 16}[f.typ]
	if base == 0 {
		base = 10
	}
	body := strconv.FormatUint(x, base)
	prefix := ""
	if f.alt && base != 10 {
		prefix = "0" + string(f.typ)
	}
	if f.typ == 'X' {
		body = strings.ToUpper(body)
	}
	size := 3
	if base != 10 {
		size = 4
	}
	return f.number(neg, prefix, body, "", size), nil
}

// character is the text of a code point.
func (f *spec) character(neg bool, x uint64) (string, error) {
	switch {
	case f.sign != 0:
		return "", fmt.Errorf("Sign not allowed with integer format specifier 'c'")
	case f.alt:
		return "", fmt.Errorf("Alternate form (#) not allowed with integer format specifier 'c'")
	case neg || x > utf8.MaxRune:
		return "", fmt.Errorf("%%c arg not in range(0x110000)")
	}
	return f.pad("", string(rune(x)), '>'), nil
}

// number puts sign, prefix, grouped digits and the rest together. Zeros between the sign and the digits are grouped too.
func (f *spec) number(neg bool, prefix, whole, rest string, size int) string {
	sign := ""
	switch {
	case neg:
		sign = "-"
	case f.sign == '+' || f.sign == ' ':
		sign = string(f.sign)
	}
	sign += prefix
	if f.group != 0 && whole != "" {
		least := 0
		if f.fill == '0' && (f.align == '=' || f.align == zeroes) {
			least = f.width - len(sign) - len(rest)
		}
		whole = groups(whole, f.group, size, least)
	}
	return f.pad(sign, whole+rest, '>')
}

// groups separates digits by sep every size digits, with zeros before them up to a width (CPython's
// _PyUnicode_InsertThousandsGrouping): a separator is always followed by a digit.
func groups(s string, sep byte, size, width int) string {
	out := ""
	for {
		n := min(size, max(len(s), width, 1))
		part := s[max(len(s)-n, 0):]
		s = s[:len(s)-len(part)]
		out = strings.Repeat("0", n-len(part)) + part + out
		if width -= n; s == "" && width <= 0 {
			return out
		}
		out = string(sep) + out
		width--
	}
}

func (f *spec) float(x float64) (string, error) {
	neg := math.Signbit(x) && x == x
	a := math.Abs(x)
	if f.typ == '%' {
		a *= 100
	}
	if a != a || math.IsInf(a, 0) {
		if strings.IndexByte("\x00eEfFgGn%", f.typ) < 0 {
			return "", fmt.Errorf("Unknown format code '%c' for object of type 'float'", f.typ)
		}
		s := Float(a)
		if f.typ == 'E' || f.typ == 'F' || f.typ == 'G' {
			s = strings.ToUpper(s)
		}
		if f.typ == '%' {
			s += "%"
		}
		return f.number(neg, "", "", s, 3), nil
	}
	s, err := f.digitsOf(a)
	if err != nil {
		return "", err
	}
	if f.coerce && !strings.ContainsAny(s, "123456789") {
		neg = false
	}
	whole, rest := s, ""
	if i := strings.IndexAny(s, ".e%E"); i >= 0 {
		whole, rest = s[:i], s[i:]
	}
	return f.number(neg, "", whole, rest, 3), nil
}

// digitsOf formats a finite magnitude by the type of the specification.
func (f *spec) digitsOf(a float64) (string, error) {
	prec := f.prec
	if prec < 0 {
		prec = 6
	}
	switch f.typ {
	case 'e', 'E':
		return strings.Map(upperIf(f.typ == 'E'), f.point(strconv.FormatFloat(a, 'e', prec, 64))), nil
	case 'f', 'F':
		return f.point(strconv.FormatFloat(a, 'f', prec, 64)), nil
	case '%':
		return f.point(strconv.FormatFloat(a, 'f', prec, 64)) + "%", nil
	case 'g', 'G', 'n':
		return strings.Map(upperIf(f.typ == 'G'), f.point(general(a, prec, f.alt))), nil
	case 0:
		if f.prec < 0 {
			return f.point(Float(a)), nil
		}
		s := f.point(general(a, max(prec, 1), f.alt))
		_, e, _ := strings.Cut(strconv.FormatFloat(a, 'e', max(prec, 1)-1, 64), "e")
		if n, _ := strconv.Atoi(e); n == max(prec, 1)-1 {
			return f.sciShort(a, max(prec, 1)), nil
		}
		if !strings.ContainsAny(s, ".e") {
			s += ".0"
		}
		return s, nil
	}
	return "", fmt.Errorf("Unknown format code '%c' for object of type 'float'", f.typ)
}

func (f *spec) sciShort(a float64, prec int) string {
	m, e, _ := strings.Cut(f.point(strconv.FormatFloat(a, 'e', prec-1, 64)), "e")
	if strings.Contains(m, ".") && !f.alt {
		m = strings.TrimRight(strings.TrimRight(m, "0"), ".")
	}
	return m + "e" + e
}

func (f *spec) point(s string) string {
	if !f.alt || strings.Contains(s, ".") {
		return s
	}
	m, e, has := strings.Cut(s, "e")
	if has {
		return m + ".e" + e
	}
	return s + "."
}

func upperIf(up bool) func(rune) rune {
	return func(r rune) rune {
		if up && r == 'e' {
			return 'E'
		}
		return r
	}
}

// general is C's %g: prec significant digits, trailing zeros dropped.
func general(a float64, prec int, alt bool) string {
	prec = max(prec, 1)
	sci := strconv.FormatFloat(a, 'e', prec-1, 64)
	m, e, _ := strings.Cut(sci, "e")
	n, _ := strconv.Atoi(e)
	trim := func(s string) string {
		if alt || !strings.Contains(s, ".") {
			return s
		}
		return strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if n < -4 || n >= prec {
		return trim(m) + "e" + e
	}
	return trim(strconv.FormatFloat(a, 'f', prec-1-n, 64))
}
