package ad

import (
	"slices"
	"testing"

	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ops"
)

func byAD(d ops.Decl) bool { return d.Deriv.Kind == ops.DerivByAD }

// TestRules checks that there are rules for exactly the operations that package ops leaves to this one.
func TestRules(t *testing.T) {
	for _, gap := range slices.Concat(gaps(reverseRules()), gaps(tangentRules()), flowGaps(flows())) {
		t.Error(gap)
	}
	for name, f := range flows() {
		if f.vary == nil || f.forward == nil || f.tape == nil {
			t.Errorf("the flow of %s is not complete", name)
		}
	}
}

// flowGaps compares the flows with the operations that are not evaluated for themselves.
func flowGaps(table map[string]flow) []string {
	must := func(d ops.Decl) bool { return !d.Evaluates() && d.Where != ops.Derived }
	return ops.Gaps(ops.Core(), table, must, func(ops.Decl) bool { return false })
}

func gaps[T any](table map[string]T) []string {
	return ops.Gaps(ops.Core(), table, byAD, func(ops.Decl) bool { return false })
}

// TestMutantsOfRules deletes each rule.
func TestMutantsOfRules(t *testing.T) {
	golden.DeleteEach(t, "reverse rule", reverseRules(), gaps, golden.NoExcuse)
	golden.DeleteEach(t, "tangent rule", tangentRules(), gaps, golden.NoExcuse)
	golden.DeleteEach(t, "flow", flows(), flowGaps, golden.NoExcuse)
}
