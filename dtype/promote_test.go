package dtype

import (
	"bufio"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestPromotion compares with what scripts/promotion.py has stored of NumPy:
// the rule for all pairs of NumPy's kinds, the table for the types that are in it.
func TestPromotion(t *testing.T) {
	file, err := os.Open("../testdata/conformance/promotion.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := 0
	for in := bufio.NewScanner(file); in.Scan(); lines++ {
		w := strings.Fields(in.Text())
		weak, isWeak := map[string]Type{"weak_bool": Bool, "weak_int": I64, "weak_float": F64}[w[0]]
		b, want := kindOf(w[1]), kindOf(w[2])
		switch {
		case !isWeak && common(kindOf(w[0]), b) != want:
			t.Errorf("%s and %s give %v, NumPy's %s", w[0], w[1], common(kindOf(w[0]), b), w[2])
		case isWeak && outranks(weak.kind().class, b.class) != (w[1] != w[2]):
			t.Errorf("%s does not fit %s: %v", w[0], w[1], w[1] == w[2])
		}
		x, okX := InNumPy(w[0])
		y, okY := InNumPy(w[1])
		if okY && isWeak && Weak(weak, y).NumPy() != w[2] || okX && okY && promoted(x, y) != w[2] {
			t.Errorf("%s and %s do not give %s", w[0], w[1], w[2])
		}
	}
	if lines != 12*12+3*12 {
		t.Errorf("%d lines", lines)
	}
}

// kindOf reads the kind of a type from NumPy's name.
func kindOf(name string) kind {
	m := regexp.MustCompile(`^([a-z]+)(\d*)$`).FindStringSubmatch(name)
	bits, err := strconv.Atoi(m[2])
	if err != nil {
		bits = 8
	}
	return kind{map[string]Class{"bool": Truth, "int": Int, "uint": Uint, "float": Float}[m[1]], bits}
}

func promoted(x, y Type) string {
	d, ok := Promote(x, y)
	if !ok {
		return "TypeError"
	}
	return d.NumPy()
}
