package types

import (
	"testing"

	"github.com/myia-lang/myia/dtype"
)

// TestCompare checks that Compare is an order of all kinds of types, which takes equal types, and no others, for one.
func TestCompare(t *testing.T) {
	var ts []Type
	for _, k := range kinds {
		ts = append(ts, k, List{Elems: []Type{k}}, Tuple{Elems: []Type{None, k}})
	}
	for _, a := range ts {
		for _, b := range ts {
			if c := Compare(a, b); (c == 0) != Equal(a, b) || c != -Compare(b, a) {
				t.Errorf("%s and %s compare as %d, exchanged as %d", a, b, c, Compare(b, a))
			}
			for _, c := range ts {
				if Compare(a, b) < 0 && Compare(b, c) < 0 && Compare(a, c) >= 0 {
					t.Errorf("%s comes before %s, that before %s, which comes first", a, b, c)
				}
			}
		}
	}
}

// TestUnionOrder checks that what the sizes in members are called changes their order only if nothing else does.
func TestUnionOrder(t *testing.T) {
	pair := func(name string, second Type) Type {
		return Tuple{Elems: []Type{A(dtype.F64, N(name)), second}}
	}
	for _, names := range [][2]string{{"a", "b"}, {"b", "a"}} {
		u := UnionOf([]Type{pair(names[0], Str), None, pair(names[1], Int), pair(names[0], Str)}).(Union)
		if want := []Type{pair(names[1], Int), pair(names[0], Str), None}; !equalParts(u.Members, want) {
			t.Errorf("%s is not in the order of %s", u, Union{want})
		}
	}
	a, b := A(dtype.F64, N("a")), A(dtype.F64, N("b"))
	if x, y := UnionOf([]Type{a, b}), UnionOf([]Type{b, a, b}); !Equal(x, y) || !Equal(x, Union{[]Type{a, b}}) {
		t.Errorf("%s and %s have one order", x, y)
	}
}
