package vm

import (
	"testing"

	"github.com/myia-lang/myia/ops"
)

// TestRules checks that what has no Eval has a rule; package ad puts others in the place of the rest.
func TestRules(t *testing.T) {
	must := func(d ops.Decl) bool { return !d.Evaluates() && d.Where != ops.Derived }
	for _, gap := range ops.Gaps(ops.Core(), rules(), must, func(ops.Decl) bool { return false }) {
		t.Error(gap)
	}
}
