package ops

import "github.com/myia-lang/myia/emit"

// Loops that declarations carry beside what they are made of, because a call for each element takes several times as
// long. They must do what the steps of folds and the functions of rows do, to the bit, which tests compare.

func addEach(out, x, y []float64) {
	for i, v := range x {
		out[i] = v + y[i]
	}
}

func subEach(out, x, y []float64) {
	for i, v := range x {
		out[i] = v - y[i]
	}
}

func mulEach(out, x, y []float64) {
	for i, v := range x {
		out[i] = v * y[i]
	}
}

// scaleEach leaves the products that are nan to scaleF.
func scaleEach(out, x, y []float64) {
	for i, v := range x {
		if p := v * y[i]; p == p {
			out[i] = p
		} else {
			out[i] = scaleF(v, y[i])
		}
	}
}

// sumLoops are the loops of a sum; the other folds have theirs below.
func sumLoops() emit.Spelled {
	return emit.Spelled{Bool: into(addTo[byte]), I64: into(addTo[int64]), F32: into(addTo[float32]), F64: into(addTo[float64])}
}

func prodLoops() emit.Spelled {
	return emit.Spelled{Bool: into(mulTo[byte]), I64: into(mulTo[int64]), F32: into(mulTo[float32]), F64: into(mulTo[float64])}
}

func maxLoops() emit.Spelled {
	return emit.Spelled{
		Bool: emit.Loops[byte]{Into: maxTo[byte], Place: greatest[byte]}, I64: emit.Loops[int64]{Into: maxTo[int64], Place: greatest[int64]},
		F32: emit.Loops[float32]{Into: maxTo[float32], Place: greatest[float32]}, F64: emit.Loops[float64]{Into: maxTo[float64], Place: greatest[float64]},
	}
}

func minLoops() emit.Spelled {
	return emit.Spelled{
		Bool: emit.Loops[byte]{Into: minTo[byte], Place: least[byte]}, I64: emit.Loops[int64]{Into: minTo[int64], Place: least[int64]},
		F32: emit.Loops[float32]{Into: minTo[float32], Place: least[float32]}, F64: emit.Loops[float64]{Into: minTo[float64], Place: least[float64]},
	}
}

func into[T emit.Element](f func(acc, x []T)) emit.Loops[T] { return emit.Loops[T]{Into: f} }

func addTo[T emit.Element](acc, x []T) {
	for i, v := range x {
		acc[i] += v
	}
}

func mulTo[T emit.Element](acc, x []T) {
	for i, v := range x {
		acc[i] *= v
	}
}

// maxTo keeps what was there at a tie, and the first nan.
func maxTo[T emit.Element](acc, x []T) {
	for i, v := range x {
		if a := acc[i]; v > a || v != v && a == a {
			acc[i] = v
		}
	}
}

func minTo[T emit.Element](acc, x []T) {
	for i, v := range x {
		if a := acc[i]; v < a || v != v && a == a {
			acc[i] = v
		}
	}
}

// greatest is the place of the leftmost of the greatest, or of the first nan.
func greatest[T emit.Element](x []T) int {
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

func least[T emit.Element](x []T) int {
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
