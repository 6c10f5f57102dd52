package compiler_test

import (
	"fmt"
	"hash/crc32"
	"math"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/tensor"
)

// outcomeText is a value in the form of testdata/conformance: floats as hex,
// one text for every nan.
func outcomeText(v compiler.Value) string {
	switch v := v.(type) {
	case bool:
		return "bool " + pythonBool(v)
	case int64:
		return fmt.Sprintf("int %d", v)
	case float64:
		return "float " + hexFloat(v)
	case compiler.Tuple:
		return "tuple " + compiler.Repr(v)
	case *tensor.Tensor:
		words := []string{v.DType.String() + strings.ReplaceAll(fmt.Sprint(v.Shape), " ", ",")}
		for i := range v.Len() {
			words = append(words, element(v, i))
		}
		return strings.Join(words, " ")
	}
	return compiler.Repr(v)
}

// element gives an element, in the form of its host type.
func element(x *tensor.Tensor, i int) string {
	switch v := x.DType.Host(x.Bits(i)).(type) {
	case bool:
		return pythonBool(v)
	case float32:
		return hexFloat(float64(v))
	case float64:
		return hexFloat(v)
	default:
		return fmt.Sprint(v)
	}
}

// longText is how many characters of a text are stored of which the rest is a checksum.
const longText = 60

// shortened is a text as scripts/conformance.py stores a long one.
func shortened(text string) string {
	if len(text) <= longText {
		return text
	}
	return fmt.Sprintf("%s #%08x", text[:longText], crc32.ChecksumIEEE([]byte(text)))
}

func pythonBool(x bool) string {
	if x {
		return "True"
	}
	return "False"
}

// hexFloat is a float as Python's float.hex writes it, without needless zeros.
func hexFloat(x float64) string {
	switch {
	case x != x:
		return "nan"
	case math.IsInf(x, 0):
		return strings.ToLower(strings.TrimPrefix(fmt.Sprint(x), "+"))
	case x != 0 && math.Abs(x) < 0x1p-1022:
		digits := strings.TrimRight(fmt.Sprintf("%013x", math.Float64bits(math.Abs(x))), "0")
		return strings.Repeat("-", map[bool]int{true: 1}[x < 0]) + "0x0." + digits + "p-1022"
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(x, 'x', -1, 64), "p")
	return mantissa + "p" + exponent[:1] + strings.TrimLeft(exponent[1:len(exponent)-1], "0") + exponent[len(exponent)-1:]
}

// inputValue reads an input of testdata/conformance.
func inputValue(text string) compiler.Value {
	words := strings.Split(text, " ")
	switch words[0] {
	case "bool":
		return words[1] == "True"
	case "int":
		n, _ := strconv.ParseInt(words[1], 10, 64)
		return n
	case "float":
		x, _ := strconv.ParseFloat(words[1], 64)
		return x
	}
	name, rest, _ := strings.Cut(words[0], "[")
	var shape []int
	for _, n := range strings.FieldsFunc(strings.TrimSuffix(rest, "]"), func(r rune) bool { return r == ',' }) {
		k, _ := strconv.Atoi(n)
		shape = append(shape, k)
	}
	d, _ := dtype.ByName(name)
	t := tensor.New(d, shape...)
	for i, w := range words[1:] {
		t.SetBits(i, numberBits(w, d))
	}
	return t
}

// numberBits reads a number of an element type.
func numberBits(word string, d dtype.Type) uint64 {
	switch n, err := strconv.ParseInt(word, 10, 64); {
	case d == dtype.Bool:
		return map[string]uint64{"True": 1}[word]
	case d.IsFloat():
		x, _ := strconv.ParseFloat(word, 64)
		return dtype.Convert(math.Float64bits(x), dtype.F64, d)
	case err == nil:
		return uint64(n)
	}
	n, _ := strconv.ParseUint(word, 10, 64)
	return n
}

// agrees reports whether an outcome is the wanted one under a rule: exact;
// extreme: exact but for the sign of zeros, which NumPy leaves to the machine;
// 1ulp and 4ulp of the element type; sum: within 64 units in the last place of the
// largest element, at least of 1 (the order of additions is free).
func agrees(want, got, rule string) bool {
	if want == got || rule == "exact" && want == shortened(got) {
		return true
	}
	w, g := strings.Split(want, " "), strings.Split(got, " ")
	if w[0] != g[0] || len(w) != len(g) || w[0] == "raises" || w[0] == "tuple" {
		return false
	}
	ulps, size := map[string]float64{"1ulp": 1, "4ulp": 4, "sum": 64}[rule], 0.0
	if rule == "sum" {
		size = 1
		for _, word := range w[1:] {
			if x, err := strconv.ParseFloat(word, 64); err == nil && !math.IsInf(x, 0) && x == x {
				size = max(size, math.Abs(x))
			}
		}
	}
	name, _, _ := strings.Cut(w[0], "[")
	d, ok := dtype.ByName(name)
	if !ok {
		d = dtype.F64
	}
	for i := 1; i < len(w); i++ {
		if w[i] != g[i] && !nearWord(w[i], g[i], rule, ulps, size, d) {
			return false
		}
	}
	return true
}

// nearWord compares two numbers of type d; the texts of equal floats may differ.
func nearWord(want, got, rule string, ulps, size float64, d dtype.Type) bool {
	x, err1 := strconv.ParseFloat(want, 64)
	y, err2 := strconv.ParseFloat(got, 64)
	if err1 != nil || err2 != nil || !strings.Contains(got, "0x") {
		return false
	}
	if x == y || ulps == 0 {
		return x == y && (rule == "extreme" || math.Signbit(x) == math.Signbit(y))
	}
	_, exp := math.Frexp(max(size, math.Abs(x)))
	return math.Abs(x-y) <= ulps*math.Ldexp(ulpOf(d), exp-1)
}
