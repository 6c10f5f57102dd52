package types

import "testing"

// TestUniverse checks that what differs in a universe has IDs that do, and that what is met again has the ID that it had.
func TestUniverse(t *testing.T) {
	var u Universe
	n := func(ns ...int64) (ids []ID) {
		for _, n := range ns {
			ids = append(ids, u.Number(n))
		}
		return ids
	}
	meet := func() []ID {
		return []ID{
			u.Text(""), u.Text("0"), u.Text("1"), u.Number(0), u.Number(1), u.Number(-1), u.Number(few - 1), u.Number(few), u.Number(-few), u.Number(1 << 40),
			u.Tuple(), u.Tuple(u.Tuple()), u.Tuple(u.Tuple(), u.Tuple()), u.Tuple(u.Text("0")), u.Tuple(n(0)...), u.Tuple(n(0, 1)...), u.Tuple(n(1, 0)...),
			u.Tuple(n(0, 1, 2)...), u.Tuple(u.Tuple(n(0, 1)...), u.Number(2)), u.Tuple(u.Number(0), u.Tuple(n(1, 2)...)), u.Tuple(u.Tuple(n(0, 1, 2)...)),
			u.ID(Int), u.ID(Tuple{}), u.ID(List{}), u.ID(Union{}), u.IDs(nil), u.IDs([]Type{Int}),
		}
	}
	first, second := meet(), meet()
	at := map[ID]int{}
	for i, id := range first {
		if id != second[i] {
			t.Errorf("the %dth has ID %d, then %d", i, id, second[i])
		}
		if k, ok := at[id]; ok && id != u.Tuple() {
			t.Errorf("the %dth and the %dth have ID %d", k, i, id)
		}
		at[id] = i
	}
}
