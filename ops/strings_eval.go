package ops

import (
	"errors"
	"hash/fnv"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/text"
	"github.com/myia-lang/myia/types"
)

func str(s string) ([]Value, error)   { return []Value{S(s)}, nil }
func boolean(x bool) ([]Value, error) { return []Value{B(x)}, nil }

// Eval concatenates.
func (StrConcat) Eval(env *Env, _ *ir.Node, a []Value) ([]Value, error) {
	v, err := concat(env, a[0], a[1].S())
	if err != nil {
		return nil, err
	}
	return []Value{v}, nil
}

// Eval compares.
func (StrEq) Eval(_ *Env, _ *ir.Node, a []Value) ([]Value, error) {
	return boolean(a[0].S() == a[1].S())
}

// Eval compares; the order of UTF-8 is that of code points.
func (StrLt) Eval(_ *Env, _ *ir.Node, a []Value) ([]Value, error) {
	return boolean(a[0].S() < a[1].S())
}

// Eval counts.
func (StrLen) Eval(_ *Env, _ *ir.Node, a []Value) ([]Value, error) {
	return []Value{I(int64(utf8.RuneCountInString(a[0].S())))}, nil
}

// Eval hashes.
func (StrHash) Eval(_ *Env, _ *ir.Node, a []Value) ([]Value, error) {
	h := fnv.New64a()
	h.Write([]byte(a[0].S()))
	return []Value{I(int64(h.Sum64()))}, nil
}

// Eval takes a character.
func (StrIndex) Eval(_ *Env, _ *ir.Node, a []Value) ([]Value, error) {
	return str(string([]rune(a[0].S())[a[1].I()]))
}

// Eval takes characters.
func (StrSlice) Eval(_ *Env, _ *ir.Node, a []Value) ([]Value, error) {
	rs := []rune(a[0].S())
	var sb strings.Builder
	at := a[1].I()
	for range a[3].I() {
		sb.WriteRune(rs[at])
		at += a[2].I()
	}
	return str(sb.String())
}

// Eval repeats.
func (StrRepeat) Eval(env *Env, _ *ir.Node, a []Value) ([]Value, error) {
	n := max(a[1].I(), 0)
	if err := env.TakeArray(dtype.Bool, []int{int(n), len(a[0].S())}); err != nil {
		return nil, err
	}
	return str(strings.Repeat(a[0].S(), int(n)))
}

// Eval searches.
func (StrContains) Eval(_ *Env, _ *ir.Node, a []Value) ([]Value, error) {
	return boolean(strings.Contains(a[0].S(), a[1].S()))
}

// Eval joins.
func (StrJoin) Eval(env *Env, _ *ir.Node, a []Value) ([]Value, error) {
	v := a[1].Vec()
	parts := make([]string, v.Len())
	bytes := len(a[0].S()) * len(parts)
	for i := range parts {
		parts[i] = v.Row(i)[0].S()
		bytes += len(parts[i])
	}
	if err := env.Take(bytes); err != nil {
		return nil, err
	}
	return str(strings.Join(parts, a[0].S()))
}

// Eval tries to parse.
func (o StrIsNumber) Eval(_ *Env, _ *ir.Node, a []Value) ([]Value, error) {
	_, err := parseNumber(a[0].S(), o.To)
	return boolean(err == nil || o.Wide && errors.Is(err, strconv.ErrRange))
}

// Eval parses.
func (o StrToNumber) Eval(_ *Env, _ *ir.Node, a []Value) ([]Value, error) {
	v, _ := parseNumber(a[0].S(), o.To)
	return []Value{v}, nil
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// parseNumber reads a number as Python's int() and float() do; an underscore stands between digits. The error is
// strconv.ErrRange for an int of more than 64 bits.
func parseNumber(s string, to dtype.Type) (Value, error) {
	s = strings.TrimSpace(s)
	for i := range len(s) {
		if s[i] == '_' && (i == 0 || i+1 == len(s) || !isDigit(s[i-1]) || !isDigit(s[i+1])) {
			return Value{}, strconv.ErrSyntax
		}
	}
	s = strings.ReplaceAll(s, "_", "")
	if to == dtype.I64 {
		n, err := strconv.ParseInt(s, 10, 64)
		return I(n), err
	}
	if strings.ContainsAny(s, "xXpP") {
		return Value{}, strconv.ErrSyntax
	}
	if len(s) == 4 && strings.EqualFold(s[1:], "nan") && (s[0] == '+' || s[0] == '-') {
		sign := map[byte]float64{'+': 1, '-': -1}[s[0]]
		return F64(math.Copysign(math.NaN(), sign)), nil
	}
	x, err := strconv.ParseFloat(s, 64)
	if errors.Is(err, strconv.ErrRange) {
		err = nil // an infinity or a zero
	}
	return F64(x), err
}

// host turns a value into the Go value that package text prints.
func host(t types.Type, v Value, kind string) any {
	switch t := t.(type) {
	case types.Scalar:
		x := tensor.New(dtype.Type(t))
		setElem(x, 0, v)
		if kind == "np" {
			return x
		}
		switch d := dtype.Type(t); {
		case d.IsFloat():
			return x.Float(0)
		case d == dtype.Bool:
			return v.B()
		case d.Compute() == dtype.I64:
			return v.I()
		}
		return x // above the ints of 64 bits
	case types.Array:
		return v.Tensor()
	}
	return v.S()
}

// Eval prints the value.
func (o Format) Eval(_ *Env, n *ir.Node, a []Value) ([]Value, error) {
	x := host(n.Args[0].Type, a[0], o.Kind)
	switch o.Conv {
	case "repr":
		return str(text.Repr(x))
	case "ascii":
		return str(text.ASCII(a[0].S()))
	}
	return str(text.Str(x))
}

// Eval tries the specification.
func (o FormatOK) Eval(_ *Env, n *ir.Node, a []Value) ([]Value, error) {
	_, err := text.Format(host(n.Args[0].Type, a[0], o.Kind), a[1].S())
	return boolean(err == nil)
}

// Eval formats.
func (o FormatSpec) Eval(_ *Env, n *ir.Node, a []Value) ([]Value, error) {
	s, _ := text.Format(host(n.Args[0].Type, a[0], o.Kind), a[1].S())
	return str(s)
}
