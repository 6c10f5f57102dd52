package compiler

import (
	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/pass"
)

// differentiate replaces the vjp calls of core IR by calls of the functions
// that it derives.
var differentiate = &pass.Pass{
	Name: "ad", Doc: "replaces vjp by calls of derived functions",
	Needs: ir.Core, Gives: ir.Opt,
	Run: func(m *ir.Module) (*ir.Module, error) { return ad.Run(m) },
}

// Passes lists every pass that myia opt can run, by name.
var Passes = []*pass.Pass{differentiate}

// pipeline is what makes opt IR of core IR at a level of optimisation. The
// first passes run on core, the last ones on opt.
func pipeline(level int) []*pass.Pass {
	return []*pass.Pass{differentiate}
}

// FindPass finds a pass by name, or nil.
func FindPass(name string) *pass.Pass {
	for _, p := range Passes {
		if p.Name == name {
			return p
		}
	}
	return nil
}
