package types

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/myia-lang/myia/dtype"
)

// TestFamilies checks that types that merge are of one family, and that what they become is, too.
func TestFamilies(t *testing.T) {
	j := &Joiner{Fresh: func() Dim { return N("?") }}
	merged := 0
	for _, a := range kinds {
		for _, b := range kinds {
			if familyOf(a).kind == objectKind && len(PartsOf(a)) != len(PartsOf(b)) {
				continue // a class has its fields
			}
			if r, ok := j.merge(a, b); ok {
				if merged++; familyOf(a) != familyOf(b) || familyOf(r) != familyOf(a) {
					t.Errorf("%s and %s become %s, but are not of one family", a, b, r)
				}
			}
		}
	}
	if merged <= len(kinds) {
		t.Errorf("only %d pairs merge", merged)
	}
}

// TestUnionAnyOrder checks that a union does not depend on the order in which its members come.
func TestUnionAnyOrder(t *testing.T) {
	members := append([]Type{A(dtype.F64, N("b")), A(dtype.F64, N("a"))}, kinds...)
	want := UnionOf(members).(Union)
	if !slices.IsSortedFunc(want.Members, Compare) || len(want.Members) < len(kinds)/2 {
		t.Errorf("%s is not in order", want)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n := r.IntN(len(members) + 1)
		r.Shuffle(len(members), func(i, k int) { members[i], members[k] = members[k], members[i] })
		slices.SortFunc(members[:n], Compare)
		if got := UnionOf(members); !Equal(got, want) {
			t.Fatalf("%s is not %s", got, want)
		}
	}
}
