package compiler

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/pass"
)

// finish hands core IR on as opt IR.
var finish = &pass.Pass{
	Name: "finish", Doc: "declares core IR to be opt IR", Needs: ir.Core, Gives: ir.Opt,
	Run: func(m *ir.Module) (*ir.Module, error) {
		c := *m
		return &c, nil
	},
}

// Passes lists every pass that myia opt can run.
var Passes = []*pass.Pass{finish}

// pipeline is what makes opt IR of core IR at a level of optimisation. The
// first passes run on core, the last ones on opt.
func pipeline(level int) []*pass.Pass { return []*pass.Pass{finish} }

// FindPass finds a pass by name, or nil.
func FindPass(name string) *pass.Pass {
	for _, p := range Passes {
		if p.Name == name {
			return p
		}
	}
	return nil
}
