package ops

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/myia-lang/myia/ir"
)

// bare is an op that lost its derivative rules.
type bare struct{ Evaluator }

// named is an op that lost its evaluation, too.
type named struct{ ir.Op }

// mutant is the registry with one thing less.
type mutant struct {
	what, name string
	decls      []Decl
}

// mutants deletes each trait, each evaluation, each derivative and each pair of rules.
func mutants() []mutant {
	all := Core().All()
	var out []mutant
	change := func(i int, what string, f func(d *Decl)) {
		decls := slices.Clone(all)
		f(&decls[i])
		out = append(out, mutant{what, all[i].Op.OpName(), decls})
	}
	for i, d := range all {
		traits := reflect.TypeOf(d.Traits)
		for k := range traits.NumField() {
			change(i, "trait "+traits.Field(k).Name, func(d *Decl) { reflect.ValueOf(&d.Traits).Elem().Field(k).SetZero() })
		}
		if e, ok := d.Op.(Elementwise); ok {
			left := row{name: e.row.name, arity: e.row.arity, class: e.row.class, deriv: e.row.deriv}
			change(i, "evaluation", func(d *Decl) { d.Op = Elementwise{&left} })
		} else if _, ok := d.Op.(Evaluator); ok {
			change(i, "evaluation", func(d *Decl) { d.Op = named{d.Op} })
		}
		if e, ok := d.Op.(Elementwise); ok && e.row.class == numbers {
			left := *e.row
			left.deriv = derivative{}
			change(i, "derivative", func(d *Decl) { *d = left.decl() })
			if e.row.deriv.by != nil {
				change(i, "rules", func(d *Decl) { d.Op = Elementwise{&left} })
			}
		} else if p, ok := AsPrimitive(d.Op); ok {
			change(i, "rules", func(d *Decl) { d.Op = bare{p} })
		}
		if d.Deriv.Why != "" {
			change(i, "reason", func(d *Decl) { d.Deriv.Why = "" })
		}
	}
	return out
}

// TestMutantsOfDeclarations deletes one thing at a time: the registry must refuse what is left.
func TestMutantsOfDeclarations(t *testing.T) {
	if _, err := NewRegistry(Core().All()); err != nil {
		t.Fatal(err)
	}
	lived := 0
	for _, m := range mutants() {
		verdict := "killed by construction"
		if _, err := NewRegistry(m.decls); err == nil {
			verdict = "LIVED"
			lived++
		}
		fmt.Printf("mutant: %-16s %-20s %s\n", m.what, m.name, verdict)
	}
	if lived > 0 {
		t.Errorf("%d declarations are complete without something", lived)
	}
}

// TestRegistry checks what else is refused.
func TestRegistry(t *testing.T) {
	all := Core().All()
	if _, err := NewRegistry(all, all[:1]); err == nil {
		t.Error("two operations have one name")
	}
	odd := test(row{name: "odd", arity: 1, t1: func(float64) bool { return true }, deriv: zero("it is none")})
	table = table[:len(table)-1]
	if _, err := NewRegistry([]Decl{odd.row.decl()}); err == nil {
		t.Error("a test has a derivative")
	}
}
