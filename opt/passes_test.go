package opt_test

import (
	"testing"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/opt"
	"github.com/myia-lang/myia/pass"
)

// passes are those that an archive may name.
func passes(stage ir.Stage) []*pass.Pass {
	return append(opt.Passes(stage), &pass.Pass{Name: "ad", Needs: ir.Core, Gives: ir.Opt, Run: ad.Run})
}

// TestPasses runs the passes that each archive names.
func TestPasses(t *testing.T) {
	golden.Run(t, 21, func(t *testing.T, in map[string]string) string {
		return golden.Write(t, golden.Passes(t, in["in"], in["passes"], passes))
	})
}
