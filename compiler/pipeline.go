package compiler

import (
	"slices"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/lower"
	"github.com/myia-lang/myia/opt"
	"github.com/myia-lang/myia/pass"
	"github.com/myia-lang/myia/source"
)

// differentiate derives the functions that core IR asks for, which makes it opt
// IR.
var differentiate = &pass.Pass{
	Name: "ad", Doc: "replaces each vjp by a call of a derived function",
	Needs: ir.Core, Gives: ir.Opt, Run: ad.Run,
}

// early makes core IR of surface IR, as the driver does with a program.
var early = []*pass.Pass{
	{Name: "infer", Doc: "finds types and sizes, specialises functions", Needs: ir.Surface, Gives: ir.Typed, Run: inferEntry},
	{Name: "lower", Doc: "makes values leaves", Needs: ir.Typed, Gives: ir.Core,
		Run: func(m *ir.Module) (*ir.Module, error) { return lower.Lower(m), nil }},
}

// inferEntry infers what is reached from an entry without parameters, whose types nothing would say.
func inferEntry(m *ir.Module) (*ir.Module, error) {
	f := m.Func(m.Entry)
	if f == nil || len(f.Params) > 0 {
		return nil, diag.Errorf(diag.BadIR, source.Span{}, "inference begins at an entry that has no parameters")
	}
	t, diags := infer.Infer(m, m.Entry, nil, infer.Options{Prims: prims(), Names: Names(), Argv: []string{""}})
	if failed(diags) {
		return nil, diags
	}
	return t, nil
}

// Passes lists every pass that myia opt can run, by the stage that it takes.
func Passes() []*pass.Pass { return slices.Concat(early, late()) }

func late() []*pass.Pass {
	return slices.Concat(opt.Passes(ir.Core), []*pass.Pass{differentiate}, opt.Passes(ir.Opt))
}

// pipeline is what makes opt IR of core IR at a level of optimisation.
func pipeline(level int) []*pass.Pass {
	if level == 0 {
		return []*pass.Pass{differentiate}
	}
	return late()
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
