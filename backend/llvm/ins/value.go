package ins

import (
	"fmt"
	"math"
	"strconv"
)

// Value is an operand: a register or parameter of a function, or a constant. Its zero stands for none. Two values are
// the same operand if they are equal by ==.
type Value struct {
	kind   valueKind
	typ    Type
	n      int64 // number of a register or parameter; a constant int, the bits of a float; an offset
	global *Global
}

type valueKind uint8

const (
	none valueKind = iota
	register
	parameter
	number   // an int, the same in all lanes
	unsigned // an int of which n has the bits
	real     // a float, the same in all lanes
	null
	zero
	poison
	undef
	address // of a global, n bytes from its start
	ramp    // n, n+1, … in the lanes
	partial // a struct of which only the first field is defined
)

// Null is the address of nothing; True and False are the ints of one bit.
var (
	Null  = Value{kind: null, typ: Ptr}
	False = Value{kind: number, typ: I1}
	True  = Value{kind: number, typ: I1, n: 1}
)

// Int is a constant int, in all lanes of t.
func Int(t Type, n int64) Value {
	must(t.IsInt(), "an int constant of type %s", t)
	return Value{kind: number, typ: t, n: n}
}

// Size is a constant i64: a size, an index, an offset.
func Size[N int | int64](n N) Value { return Int(I64, int64(n)) }

// Uint is a constant int without sign.
func Uint(t Type, n uint64) Value {
	must(t.IsInt(), "an int constant of type %s", t)
	return Value{kind: unsigned, typ: t, n: int64(n)}
}

// Bool is True or False.
func Bool(x bool) Value {
	if x {
		return True
	}
	return False
}

// Real is a constant float, rounded to the type, in all lanes of t.
func Real(t Type, x float64) Value {
	must(t.IsFloat(), "a float constant of type %s", t)
	if t.kind == float {
		x = float64(float32(x))
	}
	return Value{kind: real, typ: t, n: int64(math.Float64bits(x))}
}

// Zero is the value of t whose bits are all 0.
func Zero(t Type) Value { return Value{kind: zero, typ: t} }

// Poison is what no instruction may look at.
func Poison(t Type) Value { return Value{kind: poison, typ: t} }

// Undef is any value of t.
func Undef(t Type) Value { return Value{kind: undef, typ: t} }

// Ramp is the vector of ints from, from+1, …
func Ramp(t Type, from int) Value {
	must(t.IsInt(), "a ramp of type %s", t)
	return Value{kind: ramp, typ: t, n: int64(from)}
}

// Partial is a struct whose first field is an int and whose others are undefined.
func Partial(t Type, first int64) Value {
	must(t.kind == structure && t.Field(0).IsInt(), "a first field of type %s", t)
	return Value{kind: partial, typ: t, n: first}
}

// Splat repeats a scalar constant in some lanes.
func (v Value) Splat(lanes int) Value {
	must(v.IsConst() && v.typ.lanes == 0, "the lanes of %s", v)
	v.typ = Vec(v.typ, lanes)
	return v
}

// Type is the value's type.
func (v Value) Type() Type { return v.typ }

// Valid reports whether v is a value at all.
func (v Value) Valid() bool { return v.kind != none }

// IsConst reports whether v is known before the program runs.
func (v Value) IsConst() bool { return v.kind > parameter }

// Known is the int that v is, if v is a constant one.
func (v Value) Known() (n int64, ok bool) { return v.n, v.kind == number && v.typ.lanes == 0 }

// Is reports whether v is a constant int and n.
func (v Value) Is(n int64) bool { return v.kind == number && v.n == n }

// String is the operand with its type, as messages show it.
func (v Value) String() string {
	if v.kind == parameter {
		return fmt.Sprintf("%s %%parameter %d", v.typ, v.n)
	}
	return string(v.appendTyped(nil, nil))
}

// appendTyped writes the type and the operand.
func (v Value) appendTyped(b []byte, f *Func) []byte {
	return v.append(append(v.typ.append(b), ' '), f)
}

// append writes the operand in f.
func (v Value) append(b []byte, f *Func) []byte {
	switch v.kind {
	case register:
		return strconv.AppendInt(append(b, "%t"...), v.n, 10)
	case parameter:
		return append(append(b, '%'), f.params[v.n].name...)
	case null:
		return append(b, "null"...)
	case zero:
		return append(b, "zeroinitializer"...)
	case poison:
		return append(b, "poison"...)
	case undef:
		return append(b, "undef"...)
	case address:
		return v.appendAddress(b)
	case partial:
		return v.appendPartial(b)
	case number:
		if v.n == 0 && v.typ.lanes > 0 {
			return append(b, "zeroinitializer"...)
		}
	}
	return v.appendLanes(b)
}

// appendLanes writes a number in each lane.
func (v Value) appendLanes(b []byte) []byte {
	if v.typ.lanes == 0 {
		return v.appendNumber(b, 0)
	}
	b = append(b, '<')
	for i := range v.typ.Lanes() {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = v.appendNumber(append(v.typ.Elem().append(b), ' '), i)
	}
	return append(b, '>')
}

// appendNumber writes the number in a lane. LLVM has floats of all types as the double of equal value.
func (v Value) appendNumber(b []byte, lane int) []byte {
	switch {
	case v.kind == real:
		return fmt.Appendf(b, "0x%016X", uint64(v.n))
	case v.kind == unsigned:
		return strconv.AppendUint(b, uint64(v.n), 10)
	case v.kind == ramp:
		return strconv.AppendInt(b, v.n+int64(lane), 10)
	case v.typ.bits == 1:
		return strconv.AppendBool(b, v.n != 0)
	}
	return strconv.AppendInt(b, v.n, 10)
}

func (v Value) appendAddress(b []byte) []byte {
	if v.n == 0 {
		return appendSymbol(b, v.global.Name)
	}
	b = appendSymbol(append(b, "getelementptr (i8, ptr "...), v.global.Name)
	return append(strconv.AppendInt(append(b, ", i64 "...), v.n, 10), ')')
}

func (v Value) appendPartial(b []byte) []byte {
	b = append(b, "{ "...)
	for i, t := range v.typ.agg.fields {
		if i == 0 {
			b = Int(t, v.n).appendTyped(b, nil)
			continue
		}
		b = Undef(t).appendTyped(append(b, ", "...), nil)
	}
	return append(b, " }"...)
}

// must panics with the reason unless ok. Reasons are put together only then.
func must(ok bool, format string, args ...any) {
	if !ok {
		panic("ins: " + fmt.Sprintf(format, args...))
	}
}
