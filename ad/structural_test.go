package ad

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/myia-lang/myia/ops"
)

func byAD(d ops.Decl) bool { return d.Deriv.Kind == ops.DerivByAD }

// TestRules checks that there are rules for exactly the operations that package ops leaves to this one.
func TestRules(t *testing.T) {
	for _, gap := range append(gaps(reverseRules()), gaps(tangentRules())...) {
		t.Error(gap)
	}
}

func gaps[T any](table map[string]T) []string {
	return ops.Gaps(ops.Core(), table, byAD, func(ops.Decl) bool { return false })
}

// TestMutantsOfRules deletes each rule.
func TestMutantsOfRules(t *testing.T) {
	deleteEach(t, "reverse rule", reverseRules())
	deleteEach(t, "tangent rule", tangentRules())
}

func deleteEach[T any](t *testing.T, what string, table map[string]T) {
	for _, name := range slices.Sorted(maps.Keys(table)) {
		mutant := maps.Clone(table)
		delete(mutant, name)
		verdict := "killed by test"
		if len(gaps(mutant)) == 0 {
			verdict = "LIVED"
			t.Errorf("nobody misses the %s of %s", what, name)
		}
		fmt.Printf("mutant: %-16s %-20s %s\n", what, name, verdict)
	}
}
