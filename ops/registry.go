package ops

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
)

// Decl declares an operation: its Go type, which has the name, the type rule, the evaluation and the derivative, and its
// traits.
type Decl struct {
	Op ir.Op // without attributes
	Traits
}

// Registry holds complete declarations by name. It does not change.
type Registry struct {
	decls  []Decl
	byName map[string]*Decl
}

// NewRegistry checks declarations and joins them.
func NewRegistry(families ...[]Decl) (*Registry, error) {
	r := &Registry{decls: slices.Concat(families...), byName: map[string]*Decl{}}
	var errs []error
	for i := range r.decls {
		d := &r.decls[i]
		name := d.Op.OpName()
		if r.byName[name] != nil {
			errs = append(errs, fmt.Errorf("ops: there are two operations %s", name))
		}
		r.byName[name] = d
		if err := d.complete(); err != nil {
			errs = append(errs, fmt.Errorf("ops: %s %w", name, err))
		}
	}
	return r, errors.Join(errs...)
}

// complete reports what a declaration lacks.
func (d *Decl) complete() error {
	switch {
	case d.Deriv.Kind == DerivNone:
		return errors.New("does not say how it is differentiated")
	case d.Deriv.Passes() == (d.Deriv.Why != ""):
		return errors.New("has a reason for its derivative, or lacks one")
	case d.Batch.Kind == BatchNone:
		return errors.New("does not say how it is batched")
	case (d.Batch.Kind == BatchNo) != (d.Batch.Why != ""):
		return errors.New("has a reason for not being batched, or lacks one")
	case len(d.Memory.Args) == 0 || slices.Contains(d.Memory.Args, 0) || d.Memory.Result == 0:
		return errors.New("does not say what becomes of memory")
	case d.Fuse == 0:
		return errors.New("does not say how it takes part in kernels")
	case d.Where == 0:
		return errors.New("does not say who runs it")
	case d.Cost == 0:
		return errors.New("does not say what it costs")
	}
	return d.fits()
}

// fits reports where the Go type of an operation is another than its traits ask for.
func (d *Decl) fits() error {
	_, rules := AsPrimitive(d.Op)
	_, structured := d.Op.(ir.Structured)
	if e, ok := d.Op.(Elementwise); ok {
		if err := e.row.whole(); err != nil {
			return err
		}
	}
	switch {
	case d.Where != Late && d.Evaluates() != d.evaluated():
		return errors.New("cannot be evaluated, or can though nobody does")
	case rules != (d.Deriv.Kind == DerivLinear || d.Deriv.Kind == DerivRule):
		return errors.New("has derivative rules that it does not declare, or declares some that it lacks")
	case d.Where == Late && d.Deriv.Kind != DerivRefused:
		return errors.New("is made after differentiation, and yet has a derivative")
	case structured && d.Where != Late && d.Deriv.Kind != DerivByAD:
		return errors.New("has regions, which only package ad can differentiate")
	}
	return nil
}

// Evaluates reports whether an operation must have Eval: all that the virtual machine meets, but those that run regions
// or functions, for which it has rules.
func (d *Decl) Evaluates() bool {
	_, structured := d.Op.(ir.Structured)
	_, calls := d.Op.(interface{ Callee() string })
	return !structured && !calls && d.Where != Late
}

// evaluated reports whether an operation has Eval; a row, whether it has functions for some element type.
func (d *Decl) evaluated() bool {
	if e, ok := d.Op.(Elementwise); ok {
		return slices.ContainsFunc(dtype.All(), e.row.takes)
	}
	_, ok := d.Op.(Evaluator)
	return ok
}

// Core gives the operations of core and opt IR.
var Core = sync.OnceValue(func() *Registry { return MustRegistry(Declarations()...) })

// MustRegistry is NewRegistry for declarations whose faults are bugs.
func MustRegistry(families ...[]Decl) *Registry {
	r, err := NewRegistry(families...)
	if err != nil {
		panic(err)
	}
	return r
}

// Declarations lists the operations of core and opt IR by family.
func Declarations() [][]Decl {
	return [][]Decl{structured, constants, elementwise(), shapes, reductions, vecs, nodes, accumulators, rowsAndFields,
		texts, effects, draws}
}

// All lists the declarations.
func (r *Registry) All() []Decl { return r.decls }

// ByName gives the operation of a name, without attributes, or nil.
func (r *Registry) ByName(name string) ir.Op {
	if d := r.byName[name]; d != nil {
		return d.Op
	}
	return nil
}

// Known gives the operation of a name in core and opt IR, for ir.Parse.
func (r *Registry) Known(s ir.Stage, name string) ir.Op {
	if s == ir.Core || s == ir.Opt {
		return r.ByName(name)
	}
	return nil
}

// Of gives the traits of an operation of the registry.
func (r *Registry) Of(op ir.Op) *Traits {
	d := r.byName[op.OpName()]
	if d == nil {
		panic("ops: " + op.OpName() + " is not declared")
	}
	return &d.Traits
}

// TraitsOf gives the traits of an operation of core IR.
func TraitsOf(op ir.Op) *Traits { return Core().Of(op) }

// Gaps compares a table of rules by name with the operations that must have one; others may have one if may says so.
func Gaps[T any](r *Registry, table map[string]T, must, may func(d Decl) bool) []string {
	var out []string
	left := maps.Clone(table)
	for _, d := range r.decls {
		name := d.Op.OpName()
		switch _, there := table[name]; {
		case must(d) && !there:
			out = append(out, "no rule for "+name)
		case !must(d) && !may(d) && there:
			out = append(out, "a rule for "+name+", which needs none")
		}
		delete(left, name)
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		out = append(out, "a rule for "+name+", which is no operation")
	}
	return out
}
