package typed

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
)

// Known gives the operations of all stages by name, for ir.Parse: those of core
// and opt IR are of a registry, which also has the structured ones of the other
// stages.
func (t *Table) Known(core *ops.Registry) ir.Known {
	ofSurface, ofTyped := byName(surface.All()), byName(Structural())
	return func(s ir.Stage, name string) ir.Op {
		var op ir.Op
		switch s {
		case ir.Surface:
			op = ofSurface[name]
		case ir.Typed:
			if op = ofTyped[name]; op == nil {
				op = t.apply(name)
			}
		}
		if op == nil {
			op = core.ByName(name)
		}
		return op
	}
}

func byName(list []ir.Op) map[string]ir.Op {
	m := map[string]ir.Op{}
	for _, op := range list {
		m[op.OpName()] = op
	}
	return m
}

// apply is the application of the primitive of a canonical name, or nil.
func (t *Table) apply(name string) ir.Op {
	if p := t.byName[name]; p != nil && p.Name == name {
		return Apply{P: p}
	}
	return nil
}
