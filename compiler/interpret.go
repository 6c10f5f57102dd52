package compiler

import (
	"context"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/interp/dynamic"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/pass"
)

// Interpret runs the module level of a program on the interpreter of surface IR, without inference: also a program that
// changes objects, which is not compiled yet. The list says what is wrong with its text; the error is that of the run.
func (p *Program) Interpret(ctx context.Context, o Options) (error, diag.List) {
	m, diags := p.references()
	if m == nil {
		return nil, diags
	}
	run := dynamic.New(m, nil, infer.Options{Prims: prims(), Names: Names(), Argv: []string{p.File.Name}}, o.newEnv(m))
	var guard pass.Runner
	return guard.Phase("run", func() error { return run.Run(ctx) }), nil
}

// references builds the surface module of a program with references.
func (p *Program) references() (*ir.Module, diag.List) {
	f := p.frontend(Call{}, nil)
	f.References = true
	m, diags := frontend.Build(f)
	if m != nil {
		m.Imports = library.Default()
	}
	return m, diags
}
