package opt

import (
	"slices"
	"sync"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/pass"
	"github.com/myia-lang/myia/rewrite"
)

// The rules that hold before differentiation, and all.
var (
	rulesBefore = sync.OnceValue(func() *rewrite.Set {
		return rewrite.Compile(rewrite.Rules(), func(r rewrite.Rule) bool { return r.Keeps })
	})
	rulesAfter = sync.OnceValue(func() *rewrite.Set {
		return rewrite.Compile(rewrite.Rules(), func(rewrite.Rule) bool { return true })
	})
)

// Passes lists the passes on core (before differentiation) and opt.
func Passes(stage ir.Stage) []*pass.Pass {
	rules := rulesAfter
	if stage == ir.Core {
		rules = rulesBefore
	}
	list := []*pass.Pass{
		{Name: "inline", Doc: "puts small functions and those called once in the place of calls", Run: total(inline)},
		{Name: "arguments", Doc: "puts constants that all calls of a function have into it", Run: total(arguments)},
		{Name: "fields", Doc: "gives what was put into records of accumulators without making them", Run: total(fields)},
		{Name: "sizes", Doc: "asks once for the sizes of what keeps them while it is changed", Run: total(sizes)},
		{Name: "rows", Doc: "lets loops carry the row of a container that they change", Run: total(func(m *ir.Module) *ir.Module { return sizes(rows(m)) })},
		{Name: "simplify", Doc: "folds constants, applies rewrite rules, shares common subexpressions",
			Run: total(func(m *ir.Module) *ir.Module { return simplify(m, rules()) })},
		{Name: "dce", Doc: "drops what nobody uses", Run: total(dce)},
	}
	if stage == ir.Core { // which has no accumulators, and of which the derivatives are to be small
		list = slices.DeleteFunc(list, func(p *pass.Pass) bool {
			return slices.Contains([]string{"arguments", "fields", "sizes", "rows"}, p.Name)
		})
	}
	for _, p := range list {
		p.Needs, p.Gives = stage, stage
	}
	return list
}

// total is a pass that cannot fail.
func total(f func(m *ir.Module) *ir.Module) func(*ir.Module) (*ir.Module, error) {
	return func(m *ir.Module) (*ir.Module, error) { return f(m), nil }
}
