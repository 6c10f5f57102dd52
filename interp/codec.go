package interp

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/leaf"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// A value of typed IR is
//   - of a type with one leaf (a number, a str, an array, a list of run-time
//     length, an instance of a recursive type): that leaf;
//   - of a product: its parts, a product in Ref;
//   - of a union: the number of the member in Bits, its value in Ref, a payload;
//   - of any other type: nothing.
type (
	product []ops.Value
	payload struct{ v ops.Value }
)

func ofParts(parts []ops.Value) ops.Value { return ops.Value{Ref: product(parts)} }

func ofMember(i int, v ops.Value) ops.Value { return ops.Value{Bits: uint64(i), Ref: &payload{v}} }

// codec lays the values of one type out in core leaves and takes them back.
type codec struct {
	count  int
	encode func(out []ops.Value, v ops.Value) []ops.Value
	decode func(leaves []ops.Value) ops.Value
}

// codecs makes each codec once.
type codecs struct {
	leaf.Layout
	ids types.Universe
	of  map[types.ID]*codec
}

func newCodecs(m *ir.Module) *codecs {
	return &codecs{Layout: leaf.Layout{M: m}, of: map[types.ID]*codec{}}
}

func (c *codecs) get(t types.Type) *codec {
	key := c.ids.ID(t)
	if c.of[key] == nil {
		c.of[key] = c.make(t)
	}
	return c.of[key]
}

func (c *codecs) all(ts []types.Type) []*codec {
	out := make([]*codec, len(ts))
	for i, t := range ts {
		out[i] = c.get(t)
	}
	return out
}

func (c *codecs) make(t types.Type) *codec {
	if u, ok := t.(types.Union); ok {
		return c.union(u)
	}
	if parts := typed.Parts(t); len(parts) > 0 {
		return productCodec(c.all(parts))
	}
	if c.Count(t) == 0 {
		return &codec{
			encode: func(out []ops.Value, _ ops.Value) []ops.Value { return out },
			decode: func([]ops.Value) ops.Value { return ops.Value{} },
		}
	}
	return &codec{
		count:  1,
		encode: func(out []ops.Value, v ops.Value) []ops.Value { return append(out, v) },
		decode: func(leaves []ops.Value) ops.Value { return leaves[0] },
	}
}

func productCodec(parts []*codec) *codec {
	c := &codec{
		encode: func(out []ops.Value, v ops.Value) []ops.Value { return encodeAll(out, parts, v.Ref.(product)) },
		decode: func(leaves []ops.Value) ops.Value { return ofParts(decodeAll(parts, leaves)) },
	}
	for _, p := range parts {
		c.count += p.count
	}
	return c
}

func encodeAll(out []ops.Value, cs []*codec, vs []ops.Value) []ops.Value {
	for i, c := range cs {
		out = c.encode(out, vs[i])
	}
	return out
}

func decodeAll(cs []*codec, leaves []ops.Value) []ops.Value {
	out := make([]ops.Value, len(cs))
	for i, c := range cs {
		out[i] = c.decode(leaves[:c.count])
		leaves = leaves[c.count:]
	}
	return out
}

// union lays out a tag and slots, or a pointer that is null for None.
func (c *codecs) union(t types.Union) *codec {
	lay := c.Union(t)
	if lay.Nullable >= 0 {
		return nullableCodec(lay.Nullable)
	}
	members := c.all(lay.Members)
	return &codec{
		count: 1 + len(lay.Slots),
		encode: func(out []ops.Value, v ops.Value) []ops.Value {
			i, first := v.I(), len(out)
			out = append(out, ops.I(i))
			for _, s := range lay.Slots {
				out = append(out, ops.Zero(s))
			}
			for k, x := range members[i].encode(nil, v.Ref.(*payload).v) {
				out[first+1+lay.At[i][k]] = x
			}
			return out
		},
		decode: func(leaves []ops.Value) ops.Value {
			i := int(leaves[0].I())
			own := make([]ops.Value, len(lay.At[i]))
			for k, s := range lay.At[i] {
				own[k] = leaves[1+s]
			}
			return ofMember(i, members[i].decode(own))
		},
	}
}

// nullableCodec is of the union of None and one recursive type, member i.
func nullableCodec(i int) *codec {
	return &codec{
		count: 1,
		encode: func(out []ops.Value, v ops.Value) []ops.Value {
			return append(out, v.Ref.(*payload).v) // that of None is null
		},
		decode: func(leaves []ops.Value) ops.Value {
			if leaves[0].IsNull() {
				return ofMember(1-i, ops.Value{})
			}
			return ofMember(i, leaves[0])
		},
	}
}

// zero is a value that is never observed.
func (c *codecs) zero(t types.Type) ops.Value {
	var leaves []ops.Value
	for _, l := range c.Leaves(t) {
		leaves = append(leaves, ops.Zero(l))
	}
	return c.get(t).decode(leaves)
}
