package tensor

import "fmt"

// The sizes of the order of reductions, which doc.go states.
const (
	Lanes    = 16   // of a leaf of the run rule
	RunLeaf  = 1024 // numbers in a leaf of the run rule
	RowsLeaf = 64   // rows in a leaf of the row rule
)

// number is what reductions run over; a byte is a bool.
type number interface {
	~uint8 | ~int64 | ~float32 | ~float64
}

// fold is a kind of reduction over one element type.
type fold[T number] struct {
	identity T
	into     func(acc, x []T) // combines each element of x into that of acc
	place    func(x []T) int  // of the extreme in x, which is not empty; nil if the order matters
}

// foldOf gives the fold of a kind: sum, prod, max or min.
func foldOf[T number](kind string, low, high T) fold[T] {
	switch kind {
	case "sum":
		return fold[T]{identity: 0, into: addTo[T]}
	case "prod":
		return fold[T]{identity: 1, into: mulTo[T]}
	case "max":
		return fold[T]{low, maxTo[T], greatest[T]}
	case "min":
		return fold[T]{high, minTo[T], least[T]}
	}
	panic(fmt.Sprintf("tensor: no reduction %q", kind))
}

func addTo[T number](acc, x []T) {
	for i, v := range x {
		acc[i] += v
	}
}

func mulTo[T number](acc, x []T) {
	for i, v := range x {
		acc[i] *= v
	}
}

// maxTo keeps what was there at a tie, and the first nan.
func maxTo[T number](acc, x []T) {
	for i, v := range x {
		if a := acc[i]; v > a || v != v && a == a {
			acc[i] = v
		}
	}
}

func minTo[T number](acc, x []T) {
	for i, v := range x {
		if a := acc[i]; v < a || v != v && a == a {
			acc[i] = v
		}
	}
}

// greatest is the place of the leftmost of the greatest, or of the first nan.
func greatest[T number](x []T) int {
	at := 0
	for i, v := range x {
		if v != v {
			return i
		}
		if v > x[at] {
			at = i
		}
	}
	return at
}

func least[T number](x []T) int {
	at := 0
	for i, v := range x {
		if v != v {
			return i
		}
		if v < x[at] {
			at = i
		}
	}
	return at
}

// run reduces numbers by the run rule.
func (f fold[T]) run(x []T) T {
	switch {
	case f.place != nil && len(x) == 0:
		return f.identity
	case f.place != nil:
		return x[f.place(x)]
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
		f.into(lanes[:], x[:Lanes])
	}
	f.into(lanes[:], x)
	for w := Lanes / 2; w > 0; w /= 2 {
		f.into(lanes[:w], lanes[w:2*w])
	}
	return lanes[0]
}

// rows reduces n rows in src, of the length of dst, by the row rule.
func (f fold[T]) rows(dst, src []T, n int) {
	w := len(dst)
	if n <= RowsLeaf || f.place != nil {
		f.clear(dst)
		for r := range n {
			f.into(dst, src[r*w:(r+1)*w])
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
		acc[i] = f.identity
	}
}
