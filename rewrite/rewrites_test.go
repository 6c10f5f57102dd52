package rewrite_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/rewrite"
)

// TestRewrites applies the rules to each operation of a function in turn, and says which did something.
func TestRewrites(t *testing.T) {
	set := rewrite.Compile(rewrite.Rules(), func(rewrite.Rule) bool { return true })
	golden.Run(t, 8, func(t *testing.T, in map[string]string) string {
		m := golden.Read(t, in["in"])
		out := ir.NewModule(m.Stage)
		out.Entry = m.Entry
		var rules []string
		for _, f := range m.Funcs {
			rules = append(rules, rewritten(out, f, set)...)
		}
		return fmt.Sprintf("# %s\n%s", strings.Join(rules, " "), golden.Write(t, out))
	})
}

// rewritten copies a function without control flow, and gives the names of the rules that matched.
func rewritten(m *ir.Module, f *ir.Func, set *rewrite.Set) (rules []string) {
	b := ir.NewFunc(m, f.Name)
	env := map[*ir.Value]*ir.Value{}
	for _, p := range f.Params {
		env[p] = b.Param(p.Name, p.Type)
	}
	for _, n := range f.Body.Nodes {
		args := make([]*ir.Value, len(n.Args))
		for i, a := range n.Args {
			args[i] = env[a]
		}
		v, rule := set.Apply(b, n.Op, args)
		if rule == "" {
			v = b.Emit1(n.Op, args...)
		} else {
			rules = append(rules, rule)
		}
		env[n.Results[0]] = v
	}
	b.Finish(env[f.Body.Results[0]])
	return rules
}
