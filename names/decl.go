package names

import (
	"slices"
	"strings"
	"sync"
)

// Kind says who serves a name.
type Kind uint8

// The kinds.
const (
	Primitive Kind = iota + 1 // a typed primitive
	Form                      // inference: what takes functions, spreads sequences or looks at types
	Library                   // a function of package library
	Class                     // a type, if it is called by what has its name
	DType
	Constant
	Module
	Exception
	Syntax    // the frontend: decorators and the like
	Attribute // inference: of arrays
	Served    // the interpreter of surface IR alone: what is not compiled yet
)

// Decl declares a name.
type Decl struct {
	Name string
	Kind Kind
	// Sig is the signature as Python writes it, with ! behind the parameters
	// that must be known at compile time.
	Sig string
	Doc string // one sentence, for docs/ops.md
	// Value of a Constant.
	Value any
	// Alone says that inference resolves a call of the Form at the types of its
	// arguments; the surface interpreter serves the others itself.
	Alone bool
	// Consumes says that the first argument is used up, so that it may be a
	// generator expression.
	Consumes bool
	// Type says that the Form is a type, as each Class is.
	Type   bool
	parsed *Sig
}

// Signature is the Sig of a Form, parsed.
func (d *Decl) Signature() Sig { return *d.parsed }

// Table finds declarations by name.
type Table struct {
	byName map[string]*Decl
	list   []*Decl
}

// NewTable makes a table of the names declared here and those of others. A name
// that several lists have belongs to the first, of which a Class may lack
// signature and doc.
func NewTable(lists ...[]Decl) *Table {
	lists = append([][]Decl{Forms(), listMethods(), arrayChanges(), keyed(), asking(), Values()}, lists...)
	n := 0
	for _, list := range lists {
		n += len(list)
	}
	t := &Table{byName: make(map[string]*Decl, n), list: make([]*Decl, 0, n)}
	for _, list := range lists {
		for i := range list {
			t.add(&list[i])
		}
	}
	return t
}

// Base is the table of what is declared here.
var Base = sync.OnceValue(func() *Table { return NewTable() })

func (t *Table) add(d *Decl) {
	if old := t.byName[d.Name]; old != nil {
		if old.Kind == Class && old.Sig == "" {
			old.Sig, old.Doc = d.Sig, d.Doc
		}
		return
	}
	if d.Kind == Form {
		sig := ParseSig(d.Sig)
		d.parsed = &sig
	}
	t.byName[d.Name] = d
	t.list = append(t.list, d)
}

// AddMethods declares the functions of the library that belong to a module and
// are methods of a type, too, such as np.mean and .array.mean.
func (t *Table) AddMethods(of, module string) {
	for _, m := range strings.Fields(python()[of]) {
		if d := t.byName[module+"."+m]; d != nil && d.Kind == Library {
			method := *d
			method.Name = of + "." + m
			method.Sig = Bound(d.Sig)
			t.add(&method)
		}
	}
}

// split takes a full name apart: the module, or the type of a method with its
// dot, or "" for a built-in.
func split(full string) (module, name string) {
	i := strings.LastIndexByte(full, '.')
	if i < 0 {
		return "", full
	}
	return full[:i], full[i+1:]
}

// Owner takes the full name apart: the module, or the type of a method with its
// dot, or "" of a built-in.
func (d *Decl) Owner() (module, name string) { return split(d.Name) }

// Lookup finds a declaration, or gives nil.
func (t *Table) Lookup(name string) *Decl { return t.byName[name] }

// Of lists the names of a module, or of the methods of a type ("." before it),
// sorted. The module may have Python's name.
func (t *Table) Of(module string) []string {
	var out []string
	for _, d := range t.list {
		if of, name := split(d.Name); of == Canonical(module) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// Has reports whether a module has a name; "" are the built-ins, of which a
// program may name those that Python has.
func (t *Table) Has(module, name string) bool {
	if module == "" {
		return t.byName[name] != nil && pythonHas("builtins", name)
	}
	return t.byName[Canonical(module)+"."+name] != nil
}

// All lists the declarations of some kinds, in order.
func (t *Table) All(kinds ...Kind) []*Decl {
	var out []*Decl
	for _, d := range t.list {
		if slices.Contains(kinds, d.Kind) {
			out = append(out, d)
		}
	}
	return out
}

// Canonical is a name with np for numpy.
func Canonical(name string) string {
	if rest, ok := strings.CutPrefix(name, "numpy"); ok && (rest == "" || rest[0] == '.') {
		return "np" + rest
	}
	return name
}

// Python is the inverse of Canonical.
func Python(name string) string {
	if rest, ok := strings.CutPrefix(name, "np"); ok && (rest == "" || rest[0] == '.') {
		return "numpy" + rest
	}
	return name
}
