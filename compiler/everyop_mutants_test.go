package compiler_test

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/backend/llvm"
	"github.com/myia-lang/myia/backend/llvm/native"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

var firstMutant = flag.Int("mutant", -1, "try the changed declarations of memory from this one on (TestMutantsOfMemory starts itself so)")

// memoryMutant is the declarations with another claim about memory.
type memoryMutant struct {
	what, name string
	decls      []ops.Decl
	programs   []program // that have the operation
}

// TestMutantsOfMemory changes each claim about memory that a compiled program depends on: the declarations must be refused,
// or a rule of the backend that does something else, or a program with the operation must show it. What reads memory that
// is not there may end the process, so the trials are in another one, which is started again behind the mutant that ended it.
// That a result is Sole spares tests of counts, and changes no result.
func TestMutantsOfMemory(t *testing.T) {
	if _, ok := conformConfigs()["native"]; !ok {
		t.Skip("no libLLVM")
	}
	m, all, _ := programs(t)
	mutants := memoryMutants(t, m, all)
	if *firstMutant >= 0 {
		for k := *firstMutant; k < len(mutants); k++ {
			fmt.Printf("trying %d\n", k)
			fmt.Printf("tried %s\n", mutants[k].verdict(t, m))
		}
		return
	}
	lived := 0
	for k := 0; k < len(mutants); {
		verdicts := triedFrom(t, k)
		for _, v := range verdicts {
			fmt.Printf("mutant: %-16s %-20s %s\n", mutants[k].what, mutants[k].name, v)
			if v == "LIVED" {
				lived++
			}
			k++
		}
		if len(verdicts) == 0 {
			t.Fatalf("the trials do not begin at %d", k)
		}
	}
	if lived > 0 {
		t.Errorf("nobody misses %d claims about memory", lived)
	}
}

// triedFrom gives the verdicts from one mutant on, up to one that ends the process.
func triedFrom(t *testing.T, k int) []string {
	cmd := exec.Command(os.Args[0], "-test.run=^TestMutantsOfMemory$", fmt.Sprintf("-mutant=%d", k))
	out, err := cmd.Output()
	var verdicts []string
	trying := 0
	for in := bufio.NewScanner(bytes.NewReader(out)); in.Scan(); {
		if strings.HasPrefix(in.Text(), "trying ") {
			trying++
		} else if v, ok := strings.CutPrefix(in.Text(), "tried "); ok {
			verdicts = append(verdicts, v)
		}
	}
	if err != nil && trying > len(verdicts) {
		verdicts = append(verdicts, "killed by test, whose process it ends")
	}
	return verdicts
}

// verdict says who notices the mutant.
func (x *memoryMutant) verdict(t *testing.T, m *ir.Module) string {
	declared, err := ops.NewRegistry(x.decls)
	if err != nil {
		return "killed by construction"
	}
	a, err := machinesFor(t, m, native.Options{Declared: declared, Entries: entriesOf(x.programs)})
	if err != nil {
		return "killed by test of the backend's rule"
	}
	r := rand.New(rand.NewPCG(7, 8))
	for _, p := range x.programs {
		for range 4 {
			if problem := p.value(a, p.inputs(r, exact, derivSizes)); problem != "" {
				return "killed by test"
			}
		}
	}
	return "LIVED"
}

func entriesOf(ps []program) []string {
	var out []string
	for _, p := range ps {
		out = append(out, p.name)
	}
	return out
}

// mostPrograms are tried of one operation.
const mostPrograms = 6

// memoryMutants changes the claims that matter for some node of the programs.
func memoryMutants(t *testing.T, m *ir.Module, all []program) []memoryMutant {
	fused, err := kernels.Fuse(m)
	if err != nil {
		t.Fatal(err)
	}
	decls := llvm.Declared().All()
	var out []memoryMutant
	for i, d := range decls {
		var nodes []*ir.Node
		var with []program
		for _, p := range all {
			had := len(nodes)
			if !strings.Contains(p.name, "."+dtype.F64.String()) || len(with) == mostPrograms {
				continue
			}
			outside(fused.Func(p.name).Body, func(n *ir.Node) {
				if n.Op.OpName() == d.Op.OpName() {
					nodes = append(nodes, n)
				}
			})
			if len(nodes) > had {
				with = append(with, p)
			}
		}
		for _, c := range claims(d.Memory, nodes) {
			changed := slices.Clone(decls)
			changed[i].Memory = c.memory
			out = append(out, memoryMutant{c.what, d.Op.OpName(), changed, with})
		}
	}
	return out
}

// claim is another memory.
type claim struct {
	what   string
	memory ops.Memory
}

// claims changes one thing at a time.
func claims(m ops.Memory, nodes []*ir.Node) (out []claim) {
	for i, hold := range m.Args {
		counted := func(n *ir.Node) bool {
			return slices.ContainsFunc(n.Args[min(i, len(n.Args)):], func(a *ir.Value) bool { return types.IsHeap(a.Type) })
		}
		if !slices.ContainsFunc(nodes, counted) {
			continue
		}
		other := m
		other.Args = slices.Clone(m.Args)
		if other.Args[i] = ops.Borrow; hold == ops.Borrow {
			other.Args[i] = ops.Consume
		}
		out = append(out, claim{fmt.Sprintf("memory Args[%d]", i), other})
	}
	for _, r := range []ops.Result{ops.Fresh, ops.Alias, ops.Inside, ops.Static} {
		if other := m; r != m.Result && matters(m, r, nodes) {
			other.Result = r
			out = append(out, claim{fmt.Sprintf("memory Result %d", r), other})
		}
	}
	copies := func(n *ir.Node) bool { return !m.If(n) && types.IsHeap(n.Results[0].Type) }
	if m.If != nil && m.Result != ops.Sole && slices.ContainsFunc(nodes, copies) {
		other := m
		other.If = nil
		out = append(out, claim{"memory If", other})
	}
	return out
}

// matters reports whether it changes more than how often references are counted that results live elsewhere. What is taken
// for fresh although it is in a container, or is a constant, gets references that it could do without, and so does a view that
// is taken for what is in a container; an operand that is consumed is none that a result could be in; and a result that is no
// view has no owner's operand.
func matters(m ops.Memory, r ops.Result, nodes []*ir.Node) bool {
	heap := func(vs []*ir.Value) bool {
		return slices.ContainsFunc(vs, func(v *ir.Value) bool { return types.IsHeap(v.Type) })
	}
	return m.Result != ops.Sole && !(r == ops.Fresh && (m.Result == ops.Inside || m.Result == ops.Static)) &&
		!(r == ops.Inside && (m.Of(0) != ops.Borrow || m.Result == ops.Alias)) &&
		slices.ContainsFunc(nodes, func(n *ir.Node) bool {
			return heap(n.Results) && (r != ops.Alias || heap(n.Args[:min(1, len(n.Args))]))
		})
}

// outside gives the nodes of a region that are not in kernels.
func outside(r *ir.Region, see func(n *ir.Node)) {
	for _, n := range r.Nodes {
		see(n)
		if _, kernel := n.Op.(kernels.Kernel); !kernel {
			for _, s := range n.Regions {
				outside(s, see)
			}
		}
	}
}
