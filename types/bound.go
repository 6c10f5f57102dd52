package types

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Bound is a partial application, a callable that holds some arguments (a bound
// method, functools.partial, grad(f)), or an exception with its arguments. By
// says which, Parts are the types of what is held.
type Bound struct {
	By    Binding
	Parts []Type
}

// Binding is one of the structs below: what a Bound is beside its parts.
type Binding interface {
	word() string    // that prints
	items() []string // its fields, as reader.binding reads them
}

// Method binds a method of the program: Func is its surface function, whose
// first argument is the first part; the others are captures and defaults.
type Method struct{ Func string }

// PrimMethod binds the typed primitive that is a method of a built-in type. Its
// first argument is the only part.
type PrimMethod struct{ Prim string }

// Partial is functools.partial: the parts are the callable, Positional
// arguments, and those called Names.
type Partial struct {
	Positional int
	Names      []string
}

// Gradient is grad(f) or value_and_grad(f), whose part is f, and what they
// were told beside it.
type Gradient struct {
	Name    string // grad or value_and_grad
	Wrt     []Wrt  // none: the first argument
	Argnums bool   // Wrt came as argnums=, and the results are nested as JAX has them
	Tuple   bool   // argnums= was a tuple or a list
	Value   bool   // the value is given, too
	Aux     bool   // the function returns a pair of the value and something else
}

// Wrt says with respect to what: an argument by its name, which may be * for
// all of them, or by its position.
type Wrt struct {
	ByName bool
	Name   string
	At     int64 // negative from the last argument of the call on
}

// Raisable is an exception of a class, whose parts are its arguments.
type Raisable struct{ Class string }

// Super is super() in a method of Class: its part is the object or the class of which attributes are looked for in the classes
// after Class; without a class it is the method __init__ of object.
type Super struct{ Class string }

// Made is a method that the dataclass Class makes, called by super or by the name of the class: its part is the object, if that
// is given.
type Made struct{ Class, Method string }

// Place stands for an argument that is, or is a part of, what another argument is: Of is the index of that, Steps the indices of
// parts within each other, or At for an element whose index is the next part.
type Place struct {
	Of    int
	Steps []string
}

// At is the step to an element by an index that is not constant.
const At = "at"

// Cotangents are those of what a function, a bound value or an iterator holds;
// Of is its name or word.
type Cotangents struct{ Of string }

func (Method) word() string     { return "method" }
func (PrimMethod) word() string { return "prim" }
func (Partial) word() string    { return "partial" }
func (Gradient) word() string   { return "grad" }
func (Raisable) word() string   { return "exception" }
func (Super) word() string      { return "super" }
func (Made) word() string       { return "made" }
func (Place) word() string      { return "place" }
func (Cotangents) word() string { return "ct" }

func (b Method) items() []string     { return []string{NameText(b.Func)} }
func (b PrimMethod) items() []string { return []string{NameText(b.Prim)} }
func (b Raisable) items() []string   { return []string{NameText(b.Class)} }
func (b Super) items() []string      { return []string{NameText(b.Class)} }
func (b Made) items() []string       { return []string{NameText(b.Class), NameText(b.Method)} }
func (b Cotangents) items() []string { return []string{NameText(b.Of)} }

func (b Place) items() []string { return append([]string{strconv.Itoa(b.Of)}, b.Steps...) }

func (b Partial) items() []string {
	out := []string{strconv.Itoa(b.Positional)}
	for _, name := range b.Names {
		out = append(out, NameText(name))
	}
	return out
}

func (g Gradient) items() []string {
	out := []string{NameText(g.Name)}
	for _, flag := range []struct {
		set  bool
		word string
	}{{g.Argnums, "argnums"}, {g.Tuple, "tuple"}, {g.Value, "value"}, {g.Aux, "aux"}} {
		if flag.set {
			out = append(out, flag.word)
		}
	}
	for _, w := range g.Wrt {
		if w.ByName {
			out = append(out, strconv.Quote(w.Name))
		} else {
			out = append(out, strconv.FormatInt(w.At, 10))
		}
	}
	return out
}

// SameBinding reports whether two bindings say the same.
func SameBinding(a, b Binding) bool { return compareBindings(a, b) == 0 }

// compareBindings orders bindings by their words, then by what they say.
func compareBindings(a, b Binding) int {
	if c := strings.Compare(a.word(), b.word()); c != 0 {
		return c
	}
	switch x := a.(type) {
	case Method:
		return strings.Compare(x.Func, b.(Method).Func)
	case PrimMethod:
		return strings.Compare(x.Prim, b.(PrimMethod).Prim)
	case Partial:
		y := b.(Partial)
		return cmp.Or(cmp.Compare(x.Positional, y.Positional), slices.Compare(x.Names, y.Names))
	case Gradient:
		return x.compare(b.(Gradient))
	case Raisable:
		return strings.Compare(x.Class, b.(Raisable).Class)
	case Super:
		return strings.Compare(x.Class, b.(Super).Class)
	case Made:
		y := b.(Made)
		return cmp.Or(strings.Compare(x.Class, y.Class), strings.Compare(x.Method, y.Method))
	case Place:
		y := b.(Place)
		return cmp.Or(cmp.Compare(x.Of, y.Of), slices.Compare(x.Steps, y.Steps))
	case Cotangents:
		return strings.Compare(x.Of, b.(Cotangents).Of)
	}
	return 0
}

func (g Gradient) compare(o Gradient) int {
	return cmp.Or(strings.Compare(g.Name, o.Name), slices.CompareFunc(g.Wrt, o.Wrt, Wrt.compare), cmp.Compare(g.flags(), o.flags()))
}

// flags are the bools of g, a bit each.
func (g Gradient) flags() int {
	return bit(g.Argnums) | bit(g.Tuple)<<1 | bit(g.Value)<<2 | bit(g.Aux)<<3
}

func (w Wrt) compare(o Wrt) int {
	return cmp.Or(cmp.Compare(bit(w.ByName), bit(o.ByName)), strings.Compare(w.Name, o.Name), cmp.Compare(w.At, o.At))
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
