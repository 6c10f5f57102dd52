package typed

import (
	"hash/fnv"
	"math"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Keys lists what tables of keys are made of (package infer, mapping.go).
func Keys() []*Prim {
	return []*Prim{
		{Name: "key.hash", Sig: "x", Doc: "A number of 62 bits that equal numbers, or texts, have in common.", Type: fixed(types.Int), Lower: lowerHash,
			Fold: func(c *CallInfo) (any, bool) { return foldHash(c.Args[0].Known) }},
		{Name: "key.mix", Sig: "a, b", Doc: "A hash of two hashes.", Type: fixed(types.Int), Lower: func(l *Lowering) []*ir.Value {
			return []*ir.Value{l.mixPair(l.Leaf(0), l.Leaf(1))}
		}},
		{Name: "key.mix_all", Sig: "hs", Doc: "A hash of a list of hashes, from that of nothing, 0, on.", Type: fixed(types.Int), Lower: func(l *Lowering) []*ir.Value {
			hs := l.Leaf(0)
			if len(hs.Type.(types.Vec).Elems) == 0 {
				return []*ir.Value{l.I64(0)}
			}
			body := l.B.Region([]types.Type{types.CoreI64, types.CoreI64}, func(ps []*ir.Value) []*ir.Value {
				return []*ir.Value{l.mixPair(ps[1], l.One(ops.VecGet{}, hs, ps[0]))}
			})
			return l.B.EmitRegions(ops.For{}, []*ir.Region{body}, l.One(ops.VecLen{}, hs), l.I64(0))
		}},
		{Name: "hash.int", Sig: "x", Doc: "Python's hash of an int.", Type: fixed(types.Int), Lower: lowerHashInt},
		{Name: "hash.own", Sig: "h", Doc: "The hash of what a method __hash__ gives: -1 stands for an error in Python.", Type: fixed(types.Int),
			Lower: func(l *Lowering) []*ir.Value { return []*ir.Value{l.noError(l.Cast(l.Leaf(0), dtype.I64), -2)} }},
		{Name: "hash.tuple", Sig: "hs", Doc: "Python's hash of a tuple, of a list of the hashes of its elements.", Type: fixed(types.Int), Lower: lowerHashTuple},
		{Name: "list.put", Sig: "xs, i, x", Doc: "A list with x at i, which may be its length.", Type: updatedList, Lower: lowerListPut},
		{Name: "list.keep", Sig: "xs, some, at, n", Doc: "If some, the elements at the places that a list tells; else the first n.", Type: updatedList, Lower: lowerListKeep},
	}
}

// hashFactor spreads numbers that differ little, pairFactor the first of two hashes; both are odd, so that nothing is lost.
const (
	hashFactor = -7046029254386353131 // 2**64 divided by the golden ratio
	pairFactor = 1000003
	hashMask   = 1<<62 - 1
)

// mix makes a hash of a number, whose bits are spread over all places.
func (l *Lowering) mix(x *ir.Value) *ir.Value {
	h := l.One(ops.Mul, x, l.I64(hashFactor))
	return l.One(ops.And, l.One(ops.Xor, h, l.One(ops.Shr, h, l.I64(32))), l.I64(hashMask))
}

// mixPair makes a hash of two.
func (l *Lowering) mixPair(a, b *ir.Value) *ir.Value {
	return l.mix(l.One(ops.Add, l.One(ops.Mul, a, l.I64(pairFactor)), b))
}

func mix(x int64) int64 {
	h := x * hashFactor
	return (h ^ h>>32) & hashMask
}

// foldHash is what lowerHash computes, of a constant that is no float.
func foldHash(x any) (any, bool) {
	switch x := x.(type) {
	case int64:
		return mix(x), true
	case bool:
		if x {
			return mix(1), true
		}
		return mix(0), true
	}
	return nil, false
}

// lowerHash hashes a number, or a text: equal numbers of unlike types have one hash.
func lowerHash(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	if x.Type == types.Str {
		return []*ir.Value{l.mix(l.One(ops.StrHash{}, x))}
	}
	if d, _ := types.ElemDType(x.Type); !d.IsFloat() {
		return []*ir.Value{l.mix(l.Cast(x, dtype.I64))}
	}
	f := func(x float64) *ir.Value { return l.F(x, dtype.F64) }
	x = l.Cast(x, dtype.F64)
	counts := l.One(ops.And, l.One(ops.Ge, x, f(math.MinInt64)), l.One(ops.Lt, x, f(-math.MinInt64)))
	x = l.One(ops.Select{}, counts, x, f(0))
	whole := l.One(ops.Floor, x)
	rest := l.Cast(l.One(ops.Mul, l.One(ops.Sub, x, whole), f(1<<62)), dtype.I64)
	return []*ir.Value{l.mix(l.One(ops.Xor, l.Cast(whole, dtype.I64), rest))}
}

// lowerListPut pushes x and takes it back where it has replaced an element, so that there is no branch.
func lowerListPut(l *Lowering) []*ir.Value {
	xs, i := l.Leaf(0), l.Leaf(1)
	n := l.One(ops.Maximum, l.One(ops.VecLen{}, xs), l.One(ops.Add, i, l.I64(1)))
	xs = l.One(ops.VecPush{}, append([]*ir.Value{xs}, l.Args[2].Leaves...)...)
	xs = l.One(ops.VecSet{}, append([]*ir.Value{xs, i}, l.Args[2].Leaves...)...)
	return []*ir.Value{l.One(ops.VecTrunc{}, xs, n)}
}

func lowerListKeep(l *Lowering) []*ir.Value {
	xs, at := l.Leaf(0), l.Leaf(2)
	some := l.B.Region(nil, func([]*ir.Value) []*ir.Value {
		body := l.B.Region([]types.Type{types.CoreI64, xs.Type}, func(ps []*ir.Value) []*ir.Value {
			row := l.B.Emit(ops.VecGet{}, xs, l.One(ops.VecGet{}, at, ps[0]))
			return []*ir.Value{l.One(ops.VecPush{}, append([]*ir.Value{ps[1]}, row...)...)}
		})
		empty := l.One(ops.VecNew{Elems: xs.Type.(types.Vec).Elems})
		return l.B.EmitRegions(ops.For{}, []*ir.Region{body}, l.One(ops.VecLen{}, at), empty)
	})
	first := l.B.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{l.One(ops.VecTrunc{}, xs, l.Leaf(3))} })
	return l.B.EmitRegions(ops.If{}, []*ir.Region{some, first}, l.Leaf(1))
}

// RecordTable is the table of keys that are constant strings: their hashes, and the index as the function key_index of the
// library makes it.
func RecordTable(names []string) (hashes, index []int64) {
	if len(names) == 0 {
		return nil, nil
	}
	size := int64(8)
	for size < 2*int64(len(names))+4 {
		size *= 2
	}
	index = make([]int64, size)
	for p, name := range names {
		f := fnv.New64a()
		f.Write([]byte(name))
		h := mix(int64(f.Sum64()))
		hashes = append(hashes, h)
		i := h & (size - 1)
		for index[i] != 0 {
			i = (i + 1) & (size - 1)
		}
		index[i] = h&^(1<<31-1) | int64(p+1)
	}
	return hashes, index
}

// Keyed gives the parts of a dict of computed keys that holds a record: the types of the first four, lists of which the
// elements are known one by one, and the record's own as the last.
func Keyed(d types.Dict) []types.Type {
	hashes, index := RecordTable(d.Names)
	exact := func(n int, t types.Type) types.Type {
		ts := make([]types.Type, n)
		for i := range ts {
			ts[i] = t
		}
		return types.List{Exact: true, Elems: ts}
	}
	return []types.Type{exact(len(d.Names), types.Str), exact(len(hashes), types.Int), exact(len(index), types.Int), types.Int,
		types.List{Exact: true, Elems: d.Elems}}
}
