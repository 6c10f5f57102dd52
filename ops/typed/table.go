package typed

import (
	"github.com/myia-lang/myia/names"
)

// Table finds primitives by name.
type Table struct {
	byName  map[string]*Prim
	methods map[string]*Prim // "array.sum"
	all     []*Prim
}

// NewTable makes a table of families of primitives.
func NewTable(families ...[]*Prim) *Table {
	t := &Table{byName: map[string]*Prim{}, methods: map[string]*Prim{}}
	for _, fam := range families {
		for _, p := range fam {
			t.add(p)
		}
	}
	return t
}

func (t *Table) add(p *Prim) {
	for _, n := range append([]string{p.Name}, p.Also...) {
		if t.byName[n] != nil {
			panic("typed: two primitives are called " + n)
		}
		t.byName[n] = p
	}
	sig := names.ParseSig(p.Sig)
	p.sig = &sig
	if p.Method != "" {
		t.methods[p.On+"."+p.Method] = p
	}
	t.all = append(t.all, p)
}

// Decls declares the primitives, by each of their names, and the methods that
// they are.
func (t *Table) Decls() []names.Decl {
	var out []names.Decl
	for _, p := range t.all {
		for _, n := range append([]string{p.Name}, p.Also...) {
			out = append(out, names.Decl{Name: n, Kind: names.Primitive, Sig: p.Sig, Doc: p.Doc})
		}
		if p.Method != "" {
			out = append(out, names.Decl{Name: "." + p.On + "." + p.Method, Kind: names.Primitive, Sig: names.Bound(p.Sig), Doc: p.Doc})
		}
	}
	return out
}

// Lookup finds a primitive by a canonical or other name, or nil.
func (t *Table) Lookup(name string) *Prim { return t.byName[name] }

// Method finds a primitive by the kind of its first argument and the name of
// the method, or nil.
func (t *Table) Method(on, name string) *Prim { return t.methods[on+"."+name] }

// All lists the primitives in order of declaration.
func (t *Table) All() []*Prim { return t.all }
