package dtype

// kind is what promotion looks at in a type.
type kind struct {
	class Class
	bits  int
}

func (d Type) kind() kind { return kind{rows[d].class, rows[d].bits} }

// Promote gives the type of two operands, as NumPy does: the smallest that has
// the values of both, or for ints of 64 bits beside floats the largest. Types
// that NumPy does not define have no such type with some of its own.
func Promote(a, b Type) (Type, bool) {
	if rows[a].foreign == "" && rows[b].foreign == "" {
		return ofKind(common(a.kind(), b.kind())), true
	}
	if a == b {
		return a, true
	}
	if rows[a].foreign == "" {
		a, b = b, a
	}
	switch k := common(a.kind(), b.kind()); {
	case rows[b].foreign != "" || b.Class() == Float && rows[b].bits <= rows[a].bits || b.Class() != Float && k.bits > rows[a].bits:
		return 0, false
	case b.Class() == Float:
		return b, true
	}
	return a, true
}

// Weak gives the type of a Python number beside an array or a NumPy scalar: a
// Python number has no width, so it matters only where its class is beyond the
// other's. weak is Bool, I64 or F64. Beside a float of ml_dtypes a Python float
// is an f32.
func Weak(weak, strong Type) Type {
	switch {
	case outranks(weak.kind().class, strong.kind().class):
		return weak
	case weak == F64 && rows[strong].foreign != "":
		return F32
	}
	return strong
}

// outranks reports whether numbers of class a do not fit beside those of class b.
func outranks(a, b Class) bool { return a > b && !(a == Int && b == Uint) }

// common is the smallest kind that has the values of both.
func common(a, b kind) kind {
	class := max(a.class, b.class)
	bits := max(a.within(class), b.within(class))
	if bits > 64 { // uint64 and a signed int, or ints of 64 bits among floats
		return kind{Float, 64}
	}
	return kind{class, bits}
}

// within is how many bits the values of k need in a class that is not below
// its own.
func (k kind) within(class Class) int {
	switch {
	case k.class == Truth && class != Truth:
		return 0
	case k.class == class:
		return k.bits
	}
	return 2 * k.bits // a sign beside them, or a mantissa that holds them
}

// ofKind finds the type of a kind, or the next with more bits.
func ofKind(k kind) Type {
	best, found := Type(0), false
	for _, d := range All() {
		if e := d.kind(); rows[d].foreign == "" && e.class == k.class && e.bits >= k.bits && (!found || e.bits < best.kind().bits) {
			best, found = d, true
		}
	}
	return best
}

// SameKind reports whether numbers of one type may be cast to another by NumPy's rule same_kind, by which results are
// written into an array: bools to all, ints without a sign to ints with one, ints to floats, and each to those of its kind.
func SameKind(from, to Type) bool { return from.Class() <= to.Class() }
