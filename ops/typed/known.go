package typed

import (
	"fmt"
	"math"
	"slices"

	"github.com/myia-lang/myia/types"
)

// What is known of a value at compile time is an int64, float64, bool or string, nil for None, Unknown, or a []any of what is
// known of its parts.

// Unknown marks the unknown parts of a partly known product.
type Unknown struct{}

// KnownID is the ID of what is known of a value: all nan are one, 0.0 and -0.0 are two, and so are 1, 1.0 and True.
func KnownID(u *types.Universe, k any) types.ID {
	switch k := k.(type) {
	case nil:
		return u.Tuple(u.Text("none"))
	case Unknown:
		return u.Tuple(u.Text("unknown"))
	case bool:
		return u.Tuple(u.Text("bool"), u.Text(fmt.Sprint(k)))
	case int64:
		return u.Tuple(u.Text("int"), u.Number(k))
	case float64:
		return u.Tuple(u.Text("float"), u.Number(floatBits(k)))
	case string:
		return u.Tuple(u.Text("str"), u.Text(k))
	case []any:
		ids := make([]types.ID, len(k)) // of tuples, not of a text as the first of the others is
		for i, x := range k {
			ids[i] = KnownID(u, x)
		}
		return u.Tuple(ids...)
	}
	panic(fmt.Sprintf("typed: a known value is a %T", k))
}

// SameKnown reports whether two values are known to be the same, as KnownID does.
func SameKnown(a, b any) bool {
	switch x := a.(type) {
	case []any:
		y, ok := b.([]any)
		return ok && slices.EqualFunc(x, y, SameKnown)
	case float64:
		y, ok := b.(float64)
		return ok && floatBits(x) == floatBits(y)
	}
	_, parts := b.([]any)
	return !parts && a == b
}

// floatBits are the bits of a float, those of one nan for all.
func floatBits(x float64) int64 {
	if x != x {
		x = math.NaN()
	}
	return int64(math.Float64bits(x))
}
