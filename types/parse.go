package types

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/dtype"
)

// maxDepth bounds how deep types in a text are nested.
const maxDepth = 200

// ParseCore reads the core type that s begins with, as String writes it, and
// gives what follows it. rest is where the error is, if there is one.
func ParseCore(s string) (t Type, rest string, err error) { return parseCore(s, maxDepth) }

func parseCore(s string, depth int) (t Type, rest string, err error) {
	if depth == 0 {
		return nil, s, fmt.Errorf("a type is nested more than %d deep", maxDepth)
	}
	switch {
	case strings.HasPrefix(s, "vec<"):
		t, rest, err = parseVec(s[len("vec<"):], depth)
	case strings.HasPrefix(s, "*"):
		name, after, ok := CutName(s[1:])
		if !ok {
			return nil, s[1:], fmt.Errorf("want the name of a record")
		}
		t, rest = Node{name}, after
	default:
		t, rest, err = parseLeaf(s)
	}
	for ; err == nil && strings.HasPrefix(rest, "?"); rest = rest[1:] {
		if depth--; depth == 0 {
			return nil, rest, fmt.Errorf("a type is nested more than %d deep", maxDepth)
		}
		t = Opt{t}
	}
	return t, rest, err
}

// parseLeaf reads a scalar, an array or str.
func parseLeaf(s string) (Type, string, error) {
	word := s[:wordLen(s)]
	rest := s[len(word):]
	if word == "str" {
		return Str, rest, nil
	}
	if d, ok := dtype.ByName(word); ok {
		if !strings.HasPrefix(rest, "[") {
			return Scalar(d), rest, nil
		}
		dims, rest, err := ParseDims(rest)
		return Array{d, dims}, rest, err
	}
	return nil, s, fmt.Errorf("want a type of core IR")
}

// ParseDType reads an element type.
func ParseDType(s string) (d dtype.Type, rest string, err error) {
	word := s[:wordLen(s)]
	if d, ok := dtype.ByName(word); ok {
		return d, s[len(word):], nil
	}
	return 0, s, fmt.Errorf("want %s", dtype.Names(dtype.Type.String, "or"))
}

// ParseDims reads sizes in brackets.
func ParseDims(s string) (dims []Dim, rest string, err error) {
	s, ok := strings.CutPrefix(s, "[")
	if !ok {
		return nil, s, fmt.Errorf("want [")
	}
	if rest, ok := strings.CutPrefix(s, "]"); ok {
		return nil, rest, nil
	}
	for {
		d, after, err := ParseDim(strings.TrimLeft(s, " "))
		if err != nil {
			return nil, after, err
		}
		dims = append(dims, d)
		if rest, ok := strings.CutPrefix(after, "]"); ok {
			return dims, rest, nil
		}
		if s, ok = strings.CutPrefix(after, ","); !ok {
			return nil, after, fmt.Errorf("want , or ]")
		}
	}
}

// ParseDim reads a size: a number or a name.
func ParseDim(s string) (d Dim, rest string, err error) {
	if rest, ok := strings.CutPrefix(s, "?"); ok {
		return N("?"), rest, nil
	}
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || n == 0 && s[n] == '-') {
		n++
	}
	if n > 0 && wordLen(s[n:]) == 0 {
		k, err := strconv.ParseInt(s[:n], 10, 64)
		if err != nil || k < 0 {
			return Dim{}, s, fmt.Errorf("%s is not a size", s[:n])
		}
		return C(k), s[n:], nil
	}
	name, rest, ok := CutName(s)
	if !ok || name == "" {
		return Dim{}, s, fmt.Errorf("want a size")
	}
	return N(name), rest, nil
}

// parseVec reads the leaves of a vec after its bracket.
func parseVec(s string, depth int) (Type, string, error) {
	var elems []Type
	if rest, ok := strings.CutPrefix(s, ">"); ok {
		return Vec{}, rest, nil
	}
	for {
		t, after, err := parseCore(strings.TrimLeft(s, " "), depth-1)
		if err != nil {
			return nil, after, err
		}
		elems = append(elems, t)
		if rest, ok := strings.CutPrefix(after, ">"); ok {
			return Vec{elems}, rest, nil
		}
		var ok bool
		if s, ok = strings.CutPrefix(after, ","); !ok {
			return nil, after, fmt.Errorf("want , or >")
		}
	}
}

// IsCore reports whether values of core and opt IR may have type t. Arrays have
// an axis at least.
func IsCore(t Type) bool {
	switch t := t.(type) {
	case Scalar, Node:
		return true
	case Basic:
		return t == Str
	case Array:
		return len(t.Dims) > 0
	case Vec:
		for _, e := range t.Elems {
			if !IsCore(e) {
				return false
			}
		}
		return true
	case Opt:
		return IsCore(t.Elem)
	}
	return false
}
