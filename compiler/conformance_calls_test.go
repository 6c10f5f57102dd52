package compiler_test

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
)

// callGroup is expressions of a few Python numbers, and what CPython gives at
// each list of arguments.
type callGroup struct {
	Params, Exprs, Rules []string
	Calls                []struct{ Args, Want []string }
}

// wideInt is what stands for an int of more than 64 bits.
const wideInt = "raises OverflowError"

// TestConformanceCalls runs each expression of Python's numbers at each list
// of arguments. The arguments are not known to the compiler.
func TestConformanceCalls(t *testing.T) {
	t.Parallel()
	known := readGaps(t, filepath.Join(conformHome, "known.txt"))
	var all struct{ Groups []callGroup }
	readJSON(t, "calls", &all)
	met := map[string]bool{}
	for _, g := range all.Groups {
		results := map[string]map[string]string{}
		for _, conf := range []string{"native", "vm"} {
			c, ok := conformConfigs()[conf]
			if !ok {
				continue
			}
			results[conf] = g.run(&c)
		}
		for i, call := range g.Calls {
			for k, e := range g.Exprs {
				at := fmt.Sprintf("%d:%d", k, i)
				got, want := results["vm"][at], call.Want[k]
				if native := results["native"][at]; native != "" && native != got {
					t.Errorf("%s at %v\n\tvm     %s\n\tnative %s", e, call.Args, got, native)
				}
				if want == "skip" || agrees(want, got, g.Rules[k]) || want == wideInt && strings.HasPrefix(got, want) {
					continue
				}
				id := fmt.Sprintf("calls:%s:%s", strings.ReplaceAll(e, " ", ""), strings.ReplaceAll(strings.Join(call.Args, ","), " ", "="))
				short := fmt.Sprintf("calls:%s:*", strings.ReplaceAll(e, " ", ""))
				met[id], met[short] = true, true
				if known[id] == "" && known[short] == "" {
					t.Errorf("%s at %v\n\tgot  %s\n\twant %s", e, call.Args, got, want)
				}
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(known)) {
		if strings.HasPrefix(id, "calls:") && !met[id] {
			t.Errorf("the known deviation %s is none", id)
		}
	}
}

// run gives the outcome of expression k at arguments i as "k:i". One program
// for each list of argument types holds all expressions.
func (g *callGroup) run(c *conformer) map[string]string {
	out := map[string]string{}
	programs := map[string]*compiler.Compiled{}
	for i, call := range g.Calls {
		c.inputs = map[string]compiler.Value{}
		key := ""
		for p, a := range call.Args {
			kind, _, _ := strings.Cut(a, " ")
			key += kind + " "
			c.inputs[g.Params[p]] = inputValue(a)
		}
		names := append([]string{"k"}, g.Params...)
		comp := programs[key]
		if comp == nil {
			var problem string
			if comp, _, problem = c.compile(g.program(names), names); problem != "" {
				return map[string]string{fmt.Sprintf("0:%d", i): problem}
			}
			programs[key] = comp
		}
		_, args := c.arguments(names)
		for k := range g.Exprs {
			args[0] = int64(k)
			v, err := comp.Call(context.Background(), args...)
			if err != nil {
				out[fmt.Sprintf("%d:%d", k, i)] = errorText(err)
			} else {
				out[fmt.Sprintf("%d:%d", k, i)] = outcomeText(v.(compiler.Tuple)[0])
			}
		}
	}
	return out
}

// program returns each expression in a tuple of another length, so that none
// of the results are joined to one type.
func (g *callGroup) program(names []string) string {
	var sb strings.Builder
	fmt.Fprintf(&sb, "%sdef run(%s):\n", conformHead, strings.Join(names, ", "))
	for k, e := range g.Exprs {
		fmt.Fprintf(&sb, "    if k == %d:\n        return (%s, %s)\n", k, e, strings.Repeat("None, ", k))
	}
	sb.WriteString("    return (0,)\n")
	return sb.String()
}
