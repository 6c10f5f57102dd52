package opt

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/pass"
	"github.com/myia-lang/myia/rewrite"
)

// Passes lists the passes on core (before differentiation) and opt.
func Passes(stage ir.Stage) []*pass.Pass {
	before := stage == ir.Core
	rules := rewrite.Compile(rewrite.Rules(), func(r rewrite.Rule) bool { return r.Exact && (r.Keeps || !before) })
	return []*pass.Pass{
		{Name: "inline", Doc: "puts small functions and those called once in the place of calls", Needs: stage, Gives: stage,
			Run: func(m *ir.Module) (*ir.Module, error) { return inline(m), nil }},
		{Name: "simplify", Doc: "folds constants, applies rewrite rules, shares common subexpressions", Needs: stage, Gives: stage,
			Run: func(m *ir.Module) (*ir.Module, error) { return simplify(m, rules), nil }},
		{Name: "dce", Doc: "drops what nobody uses", Needs: stage, Gives: stage,
			Run: func(m *ir.Module) (*ir.Module, error) { return dce(m), nil }},
	}
}
