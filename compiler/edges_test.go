package compiler_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// edgeGroup is a function f of a few ints, and an index into the outcomes for every list of edges.
type edgeGroup struct {
	Name, Source string
	Params       int
	Outcomes     []string
	Codes        []int
}

// TestEdges calls each function of scripts/edges.py with every list of numbers at the edges of 64 bits: sizes, lengths and
// indices never wrap. An outcome is what CPython or NumPy gives, as a repr or the name of the exception.
func TestEdges(t *testing.T) {
	t.Parallel()
	known := readGaps(t, filepath.Join(conformHome, "known.txt"))
	var all struct {
		Edges  []int64
		Groups []edgeGroup
	}
	readJSON(t, "edges", &all)
	cases := 0
	for _, g := range all.Groups {
		for name, c := range conformConfigs() {
			if name != "vm" && name != "native" {
				continue
			}
			n, wrong := g.check(t, c.opts, all.Edges)
			cases += n
			id := "edges:" + strings.ReplaceAll(g.Name, " ", "_")
			if (len(wrong) > 0) != (known[id] != "") {
				t.Errorf("%s, %s: %d of %d differ\n%s", g.Name, name, len(wrong), n, strings.Join(wrong[:min(len(wrong), 8)], "\n"))
			}
		}
	}
	t.Logf("cases: edges n=%d", cases)
}

// check gives the number of calls, and what differs.
func (g *edgeGroup) check(t *testing.T, o compiler.Options, edges []int64) (cases int, wrong []string) {
	o.Budget = 1 << 30
	call := compiler.Call{Func: "f"}
	for range g.Params {
		call.Args = append(call.Args, types.Int)
	}
	c, errs := compiler.FromText("main.py", "import numpy as np\n\n\n"+g.Source).Compile(call, o)
	if len(errs) > 0 {
		t.Errorf("%s: %v", g.Name, errs)
		return 0, nil
	}
	for i, code := range g.Codes {
		want := g.Outcomes[code]
		if want == "" {
			continue
		}
		cases++
		args := make([]compiler.Value, g.Params)
		for k, rest := g.Params-1, i; k >= 0; k-- {
			args[k] = edges[rest%len(edges)]
			rest /= len(edges)
		}
		if got := edgeOutcome(c.Call(context.Background(), args...)); got != want {
			wrong = append(wrong, fmt.Sprintf("%v: %s, want %s", args, got, want))
		}
	}
	return cases, wrong
}

func edgeOutcome(v compiler.Value, err error) string {
	var raised *ops.Raised
	switch {
	case err == nil:
		return compiler.Repr(v)
	case errors.As(err, &raised):
		return raised.Class
	}
	return err.Error()
}
