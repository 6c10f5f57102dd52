package emit

// The loops of the commonest folds are spelled out, because a call for each element takes several times as long. They
// must do what the steps do, to the bit, which a test compares.

// spelled gives the loops that stand here for a name in the place of those made of the step.
func spelled[T Element](name string, l Loops[T]) Loops[T] {
	switch name {
	case "sum":
		l.Into = addTo[T]
	case "prod":
		l.Into = mulTo[T]
	case "max":
		l.Into, l.Place = maxTo[T], greatest[T]
	case "min":
		l.Into, l.Place = minTo[T], least[T]
	}
	return l
}

func addTo[T Element](acc, x []T) {
	for i, v := range x {
		acc[i] += v
	}
}

func mulTo[T Element](acc, x []T) {
	for i, v := range x {
		acc[i] *= v
	}
}

// maxTo keeps what was there at a tie, and the first nan.
func maxTo[T Element](acc, x []T) {
	for i, v := range x {
		if a := acc[i]; v > a || v != v && a == a {
			acc[i] = v
		}
	}
}

func minTo[T Element](acc, x []T) {
	for i, v := range x {
		if a := acc[i]; v < a || v != v && a == a {
			acc[i] = v
		}
	}
}

// greatest is the place of the leftmost of the greatest, or of the first nan.
func greatest[T Element](x []T) int {
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

func least[T Element](x []T) int {
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
