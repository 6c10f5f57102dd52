package types

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/dtype"
)

// Parse reads the type of surface or typed IR that s begins with, as String
// writes it, and gives what follows it. rest is where the error is, if there is
// one.
func Parse(s string) (t Type, rest string, err error) {
	r := &reader{rest: s, depth: maxDepth}
	t = r.any()
	return t, r.rest, r.err
}

// reader reads a type from left to right. After a failure it stays where it is,
// and accepts nothing.
type reader struct {
	rest  string
	depth int // how many types may still be nested
	err   error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

func (r *reader) accept(tok string) bool {
	rest, ok := strings.CutPrefix(r.rest, tok)
	if ok = ok && r.err == nil; ok {
		r.rest = rest
	}
	return ok
}

func (r *reader) want(tok string) {
	if !r.accept(tok) {
		r.fail("want %q", tok)
	}
}

func (r *reader) name(what string) string {
	name, rest, ok := CutName(r.rest)
	if r.err != nil || !ok {
		r.fail("want the name of %s", what)
		return ""
	}
	r.rest = rest
	return name
}

// any reads a type: a union or one that is none.
func (r *reader) any() Type {
	if r.depth--; r.depth < 0 {
		r.fail("a type is nested more than %d deep", maxDepth)
	}
	defer func() { r.depth++ }()
	first := r.single()
	if !r.accept(" | ") {
		return first
	}
	u := Union{[]Type{first, r.single()}}
	for r.accept(" | ") {
		u.Members = append(u.Members, r.single())
	}
	if r.err == nil && !Equal(UnionOf(u.Members), u) {
		r.fail("want the members of a union in order: %s", UnionOf(u.Members))
	}
	return u
}

// single reads a type that is no union: by its first word, unless that is a class's name in quotes.
func (r *reader) single() Type {
	start := r.rest
	word := r.name("a type")
	switch {
	case r.err != nil:
		return nil
	case strings.HasPrefix(start, `"`):
	case word == "function" && r.accept(" "):
		return Func{r.name("a function"), r.parts("[", false)}
	case word == "named" && r.accept(" "):
		kind := r.name("a kind")
		r.want(" ")
		return Named{kind, r.name("a type")}
	case slices.Contains(staticKinds, word) && r.accept(" "):
		return Static{word, r.name("a " + word)}
	case strings.HasPrefix(r.rest, "{"):
		return Bound{r.binding(word), r.parts("[", true)}
	case strings.HasPrefix(r.rest, "["):
		if t := r.container(word); t != nil || r.err != nil {
			return t
		}
	default:
		return r.leaf(word, start)
	}
	return Object{word, r.parts("[", true)}
}

// container reads a type with parts of a kind that word says, nil if it is the name of a class.
func (r *reader) container(word string) Type {
	d, array := dtype.ByName(word)
	switch {
	case array:
		dims, rest, err := ParseDims(r.rest)
		if r.rest = rest; err != nil {
			r.fail("%v", err)
		}
		return Array{d, dims}
	case word == "tuple":
		return Tuple{Elems: r.parts("[", true)}
	case word == "list" && r.accept("[="):
		return List{true, r.parts("", true)}
	case word == "list":
		return List{false, r.parts("[", true)}
	case word == "dict":
		return r.dict()
	case word == runTuple:
		return Iter{RunTuple, r.parts("[", true)}
	case slices.Contains(iterKinds, word):
		return Iter{word, r.parts("[", true)}
	}
	return nil
}

// leaf reads a type without parts.
func (r *reader) leaf(word, start string) Type {
	if i := slices.Index(basicNames[:], word); i >= 0 {
		return Basic(i)
	}
	if d, ok := dtype.ByName(word); ok {
		return Scalar(d)
	}
	r.rest = start
	r.fail("want a type")
	return nil
}

// list reads items up to ].
func (r *reader) list(item func()) {
	for first := true; r.err == nil && !r.accept("]"); first = false {
		if !first {
			r.want(", ")
		}
		item()
	}
}

// parts reads types in brackets, which may be missing unless they must be there.
func (r *reader) parts(open string, must bool) (ts []Type) {
	if !r.accept(open) {
		if must {
			r.fail("want %s", open)
		}
		return nil
	}
	r.list(func() { ts = append(ts, r.any()) })
	return ts
}

// dict reads keys with their types.
func (r *reader) dict() (d Dict) {
	r.want("[")
	r.list(func() {
		d.Names = append(d.Names, r.quoted())
		r.want(": ")
		d.Elems = append(d.Elems, r.any())
	})
	return d
}

func (r *reader) quoted() string {
	q, err := strconv.QuotedPrefix(r.rest)
	if r.err != nil || err != nil || q[0] != '"' {
		r.fail("want a string in quotes")
		return ""
	}
	r.rest = r.rest[len(q):]
	s, _ := strconv.Unquote(q)
	return s
}

func (r *reader) number() int64 {
	n := 0
	for n < len(r.rest) && (r.rest[n] >= '0' && r.rest[n] <= '9' || n == 0 && r.rest[n] == '-') {
		n++
	}
	x, err := strconv.ParseInt(r.rest[:n], 10, 64)
	if r.err != nil || err != nil {
		r.fail("want a number")
		return 0
	}
	r.rest = r.rest[n:]
	return x
}

// binding reads what stands in braces after a binding's word.
func (r *reader) binding(word string) (b Binding) {
	r.want("{")
	switch word {
	case "method":
		b = Method{r.name("a function")}
	case "prim":
		b = PrimMethod{r.name("a primitive")}
	case "partial":
		p := Partial{Positional: int(r.number())}
		for r.accept(", ") {
			p.Names = append(p.Names, r.name("an argument"))
		}
		b = p
	case "grad":
		b = r.gradient()
	case "exception":
		b = Raisable{r.name("an exception")}
	case "super":
		b = Super{r.name("a class")}
	case "made":
		m := Made{Class: r.name("a class")}
		r.want(", ")
		m.Method = r.name("a method")
		b = m
	case "place":
		p := Place{Of: int(r.number())}
		for r.accept(", ") {
			if r.accept(At) {
				p.Steps = append(p.Steps, At)
			} else {
				p.Steps = append(p.Steps, strconv.FormatInt(r.number(), 10))
			}
		}
		b = p
	case "ct":
		b = Cotangents{r.name("a function")}
	default:
		r.fail("%s is not what a callable is bound by", word)
	}
	r.want("}")
	return b
}

// gradient reads the transform's name, what it was told, and with respect to what.
func (r *reader) gradient() Gradient {
	g := Gradient{Name: r.name("a transform")}
	for r.accept(", ") {
		switch {
		case r.accept("argnums"):
			g.Argnums = true
		case r.accept("tuple"):
			g.Tuple = true
		case r.accept("value"):
			g.Value = true
		case r.accept("aux"):
			g.Aux = true
		case strings.HasPrefix(r.rest, `"`):
			g.Wrt = append(g.Wrt, Wrt{ByName: true, Name: r.quoted()})
		default:
			g.Wrt = append(g.Wrt, Wrt{At: r.number()})
		}
	}
	return g
}
