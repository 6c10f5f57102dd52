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

// TestWithin checks which members of a union another type has: those that differ in nothing but the names of sizes.
func TestWithin(t *testing.T) {
	row := func(d Dim) Type { return Tuple{Elems: []Type{A(dtype.F64, d, d)}} }
	u := UnionOf([]Type{None, Int, row(N("a")), Object{Class: "C"}}).(Union)
	for _, c := range []struct{ t, want Type }{
		{row(N("b")), row(N("a"))}, {row(C(3)), UnionOf(nil)}, {Tuple{Elems: []Type{A(dtype.F64, N("b"), N("c"))}}, row(N("a"))},
		{UnionOf([]Type{Int, Str, Object{Class: "D"}}), Int}, {UnionOf([]Type{row(N("x")), None, Object{Class: "C"}}), UnionOf([]Type{row(N("a")), None, Object{Class: "C"}})},
		{u, u},
	} {
		if got := u.Within(c.t); !Equal(UnionOf(got), c.want) {
			t.Errorf("%s has of %s: %s, want %s", c.t, u, UnionOf(got), c.want)
		}
	}
}

// TestMapDims checks that sizes change wherever they stand, and that what holds none that does stays the same in memory.
func TestMapDims(t *testing.T) {
	c := func(d Dim) Dim {
		if d == N("n") {
			return C(7)
		}
		return d
	}
	in := func(d Dim) Type {
		return UnionOf([]Type{None, Tuple{Elems: []Type{Int, List{Elems: []Type{A(dtype.F64, d, C(1))}}, A(dtype.F64, C(2), d), Str}}})
	}
	if got := MapDims(in(N("n")), c); !Equal(got, in(C(7))) {
		t.Errorf("n is 7 in %s", got)
	}
	same := in(N("m")).(Union)
	if got := MapDims(same, c).(Union); !one(got.Members, same.Members) {
		t.Errorf("%s is made again of %s", got, same)
	}
}
