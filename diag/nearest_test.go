package diag

import (
	"math/rand/v2"
	"testing"
)

// table is the distance by the whole table of the distances of beginnings.
func table(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = d[i-1][j-1] + 1
			}
			d[i][j] = min(d[i][j], d[i-1][j]+1, d[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// TestWithin compares what is cut off with the whole, on words of three letters that are alike.
func TestWithin(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		w := make([]byte, random.IntN(9))
		for i := range w {
			w[i] = "abc"[random.IntN(3)]
		}
		return string(w)
	}
	for range 20000 {
		a, b := word(), word()
		want := table(a, b)
		if apart := lettersOf(a).apart(lettersOf(b)); apart > want {
			t.Fatalf("%q and %q: the letters are %d apart, the names %d", a, b, apart, want)
		}
		for limit := 1; limit < 11; limit++ {
			if got := within(a, b, limit); got != min(want, limit) {
				t.Fatalf("%q and %q within %d: %d, not %d", a, b, limit, got, min(want, limit))
			}
		}
	}
}

// TestNearestTies checks that of two names that are as near the one of the first list is meant.
func TestNearestTies(t *testing.T) {
	if got := Nearest("vat", []string{"cat", "var"}, []string{"bat"}); got != "cat" {
		t.Errorf("%q", got)
	}
	if got := Nearest("vat", nil, []string{"values"}); got != "" {
		t.Errorf("%q is as long as half of it", got)
	}
}
