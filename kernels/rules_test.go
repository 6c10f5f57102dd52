package kernels

import (
	"testing"

	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ops"
)

// moves reports whether kernels compute elements of an operation that are not its operands' at the same index.
func moves(d ops.Decl) bool {
	switch d.Fuse {
	case ops.FuseGather, ops.FuseFill, ops.FuseMove, ops.FuseReshape:
		return true
	}
	return false
}

func ruleGaps(table map[string]rule) []string {
	native := func(d ops.Decl) bool { return d.Where == ops.Native }
	return ops.Gaps(ops.Core(), table, func(d ops.Decl) bool { return d.Where == ops.Lowered && !moves(d) }, native)
}

func placeGaps(table map[string]place) []string {
	return ops.Gaps(ops.Core(), table, moves, func(d ops.Decl) bool { return d.Fuse == ops.FusePointwise })
}

// TestRules checks that every operation that this package has to put others in the place of is in a table.
func TestRules(t *testing.T) {
	for _, gap := range append(ruleGaps(rules()), placeGaps(places())...) {
		t.Error(gap)
	}
	for name, r := range rules() {
		if r.write == nil {
			t.Errorf("the rule of %s writes nothing", name)
		}
	}
	for name, p := range places() {
		if p.at == nil || p.size == nil {
			t.Errorf("%s has elements without a size, or a size without elements", name)
		}
	}
}

// TestMutantsOfRules deletes each rule. What a backend knows, too, the programs of the suite miss.
func TestMutantsOfRules(t *testing.T) {
	golden.DeleteEach(t, "kernel rule", rules(), ruleGaps, excused)
	golden.DeleteEach(t, "place", places(), placeGaps, excused)
}

// excused are rules of what a backend knows itself.
func excused(name string) string {
	if ops.TraitsOf(ops.Core().ByName(name)).Where == ops.Native {
		return "not tried here: the language suite runs it"
	}
	return ""
}
