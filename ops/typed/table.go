package typed

import (
	"sort"
	"strings"
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
	if p.Method != "" {
		t.methods[p.On+"."+p.Method] = p
	}
	t.all = append(t.all, p)
}

// Lookup finds a primitive by a canonical or other name, or nil.
func (t *Table) Lookup(name string) *Prim { return t.byName[name] }

// Method finds a primitive by the kind of its first argument and the name of
// the method, or nil.
func (t *Table) Method(on, name string) *Prim { return t.methods[on+"."+name] }

// Methods lists the methods of a kind, sorted.
func (t *Table) Methods(on string) []string {
	var out []string
	for n := range t.methods {
		if kind, name, _ := strings.Cut(n, "."); kind == on {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}

// All lists the primitives in order of declaration.
func (t *Table) All() []*Prim { return t.all }

// Names lists every name, sorted.
func (t *Table) Names() []string {
	var out []string
	for n := range t.byName {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}
