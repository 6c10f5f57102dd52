package ad_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/opt"
	"github.com/myia-lang/myia/pass"
)

// TestPasses runs the passes that each archive names.
func TestPasses(t *testing.T) {
	golden.Run(t, 6, func(t *testing.T, in map[string]string) string {
		m := golden.Read(t, in["in"])
		for _, name := range strings.Fields(in["passes"]) {
			m = run(t, name, m)
		}
		return golden.Write(t, m)
	})
}

// run runs this pass, or one of those that make its result smaller, and verifies what it gives.
func run(t *testing.T, name string, m *ir.Module) *ir.Module {
	list := append(opt.Passes(m.Stage), &pass.Pass{Name: "ad", Needs: ir.Core, Gives: ir.Opt, Run: ad.Run})
	i := slices.IndexFunc(list, func(p *pass.Pass) bool { return p.Name == name && p.Needs == m.Stage })
	if i < 0 {
		t.Fatalf("there is no pass %s of stage %s", name, m.Stage)
	}
	r := pass.Runner{Verify: ir.Verify}
	out, err := r.Run(list[i], m)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
