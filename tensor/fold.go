package tensor

import "github.com/myia-lang/myia/emit"

// The sizes of the order of reductions, which doc.go states.
const (
	Lanes    = 16   // of a leaf of the run rule
	RunLeaf  = 1024 // numbers in a leaf of the run rule
	RowsLeaf = 64   // rows in a leaf of the row rule
)

// fold runs a reduction over one element type.
type fold[T emit.Element] struct{ emit.Loops[T] }

// run reduces numbers by the run rule.
func (f fold[T]) run(x []T) T {
	switch {
	case f.Place != nil && len(x) == 0:
		return f.Identity
	case f.Place != nil:
		return x[f.Place(x)]
	case len(x) <= RunLeaf:
		return f.leaf(x)
	}
	var leaves []T
	for at := 0; at < len(x); at += RunLeaf {
		leaves = append(leaves, f.leaf(x[at:min(at+RunLeaf, len(x))]))
	}
	return f.run(leaves)
}

// leaf reduces up to RunLeaf numbers in lanes.
func (f fold[T]) leaf(x []T) T {
	var lanes [Lanes]T
	f.clear(lanes[:])
	for ; len(x) > Lanes; x = x[Lanes:] {
		f.Into(lanes[:], x[:Lanes])
	}
	f.Into(lanes[:], x)
	for w := Lanes / 2; w > 0; w /= 2 {
		f.Into(lanes[:w], lanes[w:2*w])
	}
	return lanes[0]
}

// rows reduces n rows in src, of the length of dst, by the row rule.
func (f fold[T]) rows(dst, src []T, n int) {
	w := len(dst)
	if n <= RowsLeaf || f.Place != nil {
		f.clear(dst)
		for r := range n {
			f.Into(dst, src[r*w:(r+1)*w])
		}
		return
	}
	leaves := make([]T, (n+RowsLeaf-1)/RowsLeaf*w)
	for r, to := 0, 0; r < n; r, to = r+RowsLeaf, to+w {
		f.rows(leaves[to:to+w], src[r*w:], min(RowsLeaf, n-r))
	}
	f.rows(dst, leaves, (n+RowsLeaf-1)/RowsLeaf)
}

func (f fold[T]) clear(acc []T) {
	for i := range acc {
		acc[i] = f.Identity
	}
}
