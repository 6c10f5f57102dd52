package opt

import (
	"sync"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/pass"
	"github.com/myia-lang/myia/rewrite"
)

// The rules that hold before differentiation, and all exact ones.
var (
	rulesBefore = sync.OnceValue(func() *rewrite.Set {
		return rewrite.Compile(rewrite.Rules(), func(r rewrite.Rule) bool { return r.Exact && r.Keeps })
	})
	rulesAfter = sync.OnceValue(func() *rewrite.Set {
		return rewrite.Compile(rewrite.Rules(), func(r rewrite.Rule) bool { return r.Exact })
	})
)

// Passes lists the passes on core (before differentiation) and opt.
func Passes(stage ir.Stage) []*pass.Pass {
	rules := rulesAfter
	if stage == ir.Core {
		rules = rulesBefore
	}
	return []*pass.Pass{
		{Name: "inline", Doc: "puts small functions and those called once in the place of calls", Needs: stage, Gives: stage,
			Run: func(m *ir.Module) (*ir.Module, error) { return inline(m), nil }},
		{Name: "simplify", Doc: "folds constants, applies rewrite rules, shares common subexpressions", Needs: stage, Gives: stage,
			Run: func(m *ir.Module) (*ir.Module, error) { return simplify(m, rules()), nil }},
		{Name: "dce", Doc: "drops what nobody uses", Needs: stage, Gives: stage,
			Run: func(m *ir.Module) (*ir.Module, error) { return dce(m), nil }},
	}
}
