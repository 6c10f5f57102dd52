package dtype

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// TestPromotion compares with what scripts/promotion.py has stored of NumPy and
// ml_dtypes.
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
		b, _ := ByDescription(w[1])
		got := Weak(weak, b).NumPy()
		if !isWeak {
			a, _ := ByDescription(w[0])
			got = promoted(a, b)
		}
		if got != w[2] {
			t.Errorf("%s and %s give %s, NumPy's %s", w[0], w[1], got, w[2])
		}
	}
	if n := len(All()); lines != n*n+3*n {
		t.Errorf("%d lines", lines)
	}
}

func promoted(x, y Type) string {
	d, ok := Promote(x, y)
	if !ok {
		return "TypeError"
	}
	return d.NumPy()
}
