package llvm

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ops"
)

// native reports whether an operation needs a rule; of machine scalars those of package emit have one.
func native(d ops.Decl) bool {
	return (d.Where == ops.Native || d.Where == ops.Late) && !elementaryOnly(d.Op.OpName())
}

func host(d ops.Decl) bool { return d.Where == ops.Host || elementaryOnly(d.Op.OpName()) }

func elementaryOnly(name string) bool { return laneRules[name] == nil && isElementary(name) }

// rulesGaps compares both tables together with the declarations.
func rulesGaps(nodes map[string]nodeRule, lanes map[string]func(lane) ins.Value) []string {
	all := map[string]bool{}
	for name := range nodes {
		all[name] = true
	}
	for name := range lanes {
		all[name] = true
	}
	return ops.Gaps(Declared(), all, native, host)
}

// TestRules checks that what is declared to be native has a rule, and nothing else but shortcuts for the host; and that what
// stands in kernels has one for lanes.
func TestRules(t *testing.T) {
	for _, gap := range rulesGaps(nodeRules(), laneRules) {
		t.Error(gap)
	}
	for _, d := range Declared().All() {
		if d.Fuse == ops.FusePointwise && !hasLanes(d.Op) {
			t.Errorf("no lanes for %s", d.Op.OpName())
		}
	}
}

// TestMutantsOfRules deletes each rule. Where the other table has one too, or the host serves the operation, the programs
// of the language suite miss it.
func TestMutantsOfRules(t *testing.T) {
	report := func(what, name string, gaps []string, spare bool) {
		verdict := "killed by test"
		switch {
		case len(gaps) == 0 && spare:
			verdict = "not tried here: TestEveryOp and the language suite run it"
		case len(gaps) == 0:
			verdict = "LIVED"
			t.Errorf("nobody misses the %s of %s", what, name)
		}
		fmt.Printf("mutant: %-16s %-20s %s\n", what, name, verdict)
	}
	for _, name := range slices.Sorted(maps.Keys(nodeRules())) {
		mutant := nodeRules()
		delete(mutant, name)
		report("node rule", name, rulesGaps(mutant, laneRules), laneRules[name] != nil || name == "format")
	}
	for _, name := range slices.Sorted(maps.Keys(laneRules)) {
		mutant := maps.Clone(laneRules)
		delete(mutant, name)
		report("lane rule", name, rulesGaps(nodeRules(), mutant), nodeRules()[name] != nil)
	}
}

// What is written by hand says whether it repeats something.
func TestWrittenLoops(t *testing.T) {
	for _, c := range []*ins.Callee{intPow, uintPow, powFits, gcd, fmod, floatMod, floatFloorDiv} {
		text, loops := c.Define(ins.Host{}).(ins.Text), false
		text.Needs(func(d *ins.Callee) { loops = loops || d.Loops }, nil)
		if loops = loops || strings.Contains(text.Body, " = phi "); loops != c.Loops {
			t.Errorf("%s says that it repeats something: %v", c.Name, c.Loops)
		}
	}
}
