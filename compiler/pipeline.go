package compiler

import (
	"slices"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/opt"
	"github.com/myia-lang/myia/pass"
)

// differentiate derives the functions that core IR asks for, which makes it opt
// IR.
var differentiate = &pass.Pass{
	Name: "ad", Doc: "replaces each vjp by a call of a derived function",
	Needs: ir.Core, Gives: ir.Opt, Run: ad.Run,
}

// Passes lists every pass that myia opt can run: those of core, then those of
// opt.
func Passes() []*pass.Pass {
	return slices.Concat(opt.Passes(ir.Core), []*pass.Pass{differentiate}, opt.Passes(ir.Opt))
}

// pipeline is what makes opt IR of core IR at a level of optimisation.
func pipeline(level int) []*pass.Pass {
	if level == 0 {
		return []*pass.Pass{differentiate}
	}
	return Passes()
}

// FindPass finds a pass by name that takes IR of a stage, or nil.
func FindPass(name string, stage ir.Stage) *pass.Pass {
	for _, p := range Passes() {
		if p.Name == name && p.Needs == stage {
			return p
		}
	}
	return nil
}
