package typed

import (
	"strconv"
	"strings"
)

// Sig is a parsed signature.
type Sig struct {
	Params []Param
	Star   int // index of *args, or -1
}

// Param is a parameter of a primitive.
type Param struct {
	Name       string
	Static     bool // must be known at compile time
	KwOnly     bool
	HasDefault bool
	Default    any // nil is None
}

// ParseSig parses a primitive's signature, such as
// "a, axis!=None, *, keepdims!=False".
func ParseSig(text string) Sig {
	s := Sig{Star: -1}
	kw := false
	for _, part := range strings.Split(text, ",") {
		part = strings.TrimSpace(part)
		switch {
		case part == "":
		case part == "*":
			kw = true
		case strings.HasPrefix(part, "*"):
			s.Star = len(s.Params)
			s.Params = append(s.Params, parseParam(strings.TrimPrefix(part, "*"), false))
			kw = true
		default:
			s.Params = append(s.Params, parseParam(part, kw))
		}
	}
	return s
}

func parseParam(part string, kw bool) Param {
	name, def, has := strings.Cut(part, "=")
	p := Param{Name: strings.TrimSuffix(name, "!"), Static: strings.HasSuffix(name, "!"), KwOnly: kw, HasDefault: has}
	if has {
		p.Default = parseDefault(def)
	}
	return p
}

func parseDefault(s string) any {
	switch s {
	case "None":
		return nil
	case "True":
		return true
	case "False":
		return false
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n
	}
	if x, err := strconv.ParseFloat(s, 64); err == nil {
		return x
	}
	return strings.Trim(s, `"'`)
}

// Static reports whether argument i must be known. Arguments past *args take
// its rule.
func (s Sig) Static(i int) bool {
	if s.Star >= 0 && i >= s.Star {
		i = s.Star
	}
	return i < len(s.Params) && s.Params[i].Static
}

// Name of parameter i.
func (s Sig) Name(i int) string {
	if i < len(s.Params) {
		return s.Params[i].Name
	}
	return "argument " + strconv.Itoa(i+1)
}

// SliceIndices lists the positions that a slice with known bounds (int64 or
// nil) takes of a sequence of n elements.
func SliceIndices(lo, hi, step any, n int64) []int64 {
	st := int64(1)
	if s, ok := step.(int64); ok {
		st = s
	}
	first, last := int64(0), n
	if st < 0 {
		first, last = n-1, -1
	}
	if x, ok := lo.(int64); ok {
		first = clipBound(x, n, st)
	}
	if x, ok := hi.(int64); ok {
		last = clipBound(x, n, st)
	}
	st = min(max(st, -n-1), n+1) // beyond the length all steps are one, and i does not wrap
	var out []int64
	for i := first; st > 0 && i < last || st < 0 && i > last; i += st {
		out = append(out, i)
	}
	return out
}

// clipBound brings a bound into range, as Python's slice.indices does.
func clipBound(x, n, step int64) int64 {
	if x < 0 {
		x += n
	}
	if step > 0 {
		return min(max(x, 0), n)
	}
	return min(max(x, -1), n-1)
}
