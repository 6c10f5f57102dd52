package compiler_test

import (
	"fmt"
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

func element(x *tensor.Tensor, i int) string {
	switch x.DType {
	case dtype.Bool:
		return pythonBool(tensor.Of[byte](x)[i] != 0)
	case dtype.I64:
		return fmt.Sprint(tensor.Of[int64](x)[i])
	case dtype.F32:
		return hexFloat(float64(tensor.Of[float32](x)[i]))
	}
	return hexFloat(tensor.Of[float64](x)[i])
}

func pythonBool(x bool) string {
	if x {
		return "True"
	}
	return "False"
}

func hexFloat(x float64) string {
	switch {
	case x != x:
		return "nan"
	case math.IsInf(x, 0):
		return strings.ToLower(strings.TrimPrefix(fmt.Sprint(x), "+"))
	}
	return strconv.FormatFloat(x, 'x', -1, 64)
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
	t := tensor.New(map[string]dtype.Type{"bool": dtype.Bool, "i64": dtype.I64, "f32": dtype.F32, "f64": dtype.F64}[name], shape...)
	for i, w := range words[1:] {
		switch t.DType {
		case dtype.Bool:
			if w == "True" {
				tensor.Of[byte](t)[i] = 1
			}
		case dtype.I64:
			tensor.Of[int64](t)[i], _ = strconv.ParseInt(w, 10, 64)
		case dtype.F32:
			x, _ := strconv.ParseFloat(w, 64)
			tensor.Of[float32](t)[i] = float32(x)
		default:
			tensor.Of[float64](t)[i], _ = strconv.ParseFloat(w, 64)
		}
	}
	return t
}

// agrees reports whether an outcome is the wanted one under a rule: exact;
// extreme: exact but for the sign of zeros, which NumPy leaves to the machine;
// 4ulp of the element type; sum: within 64 units in the last place of the
// largest element, at least of 1 (the order of additions is free).
func agrees(want, got, rule string) bool {
	if want == got {
		return true
	}
	w, g := strings.Split(want, " "), strings.Split(got, " ")
	if w[0] != g[0] || len(w) != len(g) || w[0] == "raises" || w[0] == "tuple" {
		return false
	}
	ulps, size := 0.0, 0.0
	switch rule {
	case "4ulp":
		ulps = 4
	case "sum":
		ulps, size = 64, 1
		for _, word := range w[1:] {
			if x, err := strconv.ParseFloat(word, 64); err == nil && !math.IsInf(x, 0) && x == x {
				size = max(size, math.Abs(x))
			}
		}
	}
	for i := 1; i < len(w); i++ {
		if w[i] != g[i] && !nearWord(w[i], g[i], rule, ulps, size, strings.HasPrefix(w[0], "f32")) {
			return false
		}
	}
	return true
}

// nearWord compares two numbers; the texts of equal floats may differ.
func nearWord(want, got, rule string, ulps, size float64, single bool) bool {
	x, err1 := strconv.ParseFloat(want, 64)
	y, err2 := strconv.ParseFloat(got, 64)
	if err1 != nil || err2 != nil || !strings.Contains(got, "0x") {
		return false
	}
	if x == y || ulps == 0 {
		return x == y && (rule == "extreme" || math.Signbit(x) == math.Signbit(y))
	}
	size = max(size, math.Abs(x))
	unit := math.Nextafter(size, math.Inf(1)) - size
	if single {
		s := float32(size)
		unit = float64(math.Nextafter32(s, float32(math.Inf(1))) - s)
	}
	return math.Abs(x-y) <= ulps*unit
}
