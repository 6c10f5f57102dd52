package golden

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/pass"
	"github.com/myia-lang/myia/vm"
)

// Pass runs the pass of this name among those that take the module's stage, and verifies what it gives.
func Pass(t *testing.T, list []*pass.Pass, name string, m *ir.Module) *ir.Module {
	t.Helper()
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

// maxFrames ends what calls itself without end.
const maxFrames = 1 << 10

// Call runs the entry of a module of core or opt IR, and gives its results or the exception that ended it.
func Call(m *ir.Module, args ...ops.Value) ([]ops.Value, *ops.Raised, error) {
	machine := vm.New(m, &ops.Env{Print: func(string) error { return nil }})
	machine.MaxFrames = maxFrames
	out, err := machine.Call(context.Background(), m.Entry, args)
	var raised *ops.Raised
	if errors.As(err, &raised) {
		err = nil
	}
	return out, raised, err
}

// Passes runs passes, of a list for each stage, one after another. What they give computes what the module does once ad has
// replaced its derivatives.
func Passes(t *testing.T, text, names string, list func(ir.Stage) []*pass.Pass) *ir.Module {
	t.Helper()
	before, out := Read(t, text), Read(t, text)
	for _, name := range strings.Fields(names) {
		if name == "ad" {
			before = Pass(t, list(before.Stage), name, before)
		}
		out = Pass(t, list(out.Stage), name, out)
	}
	Same(t, before, out)
	return out
}

// Only is a text of IR without the functions that are not named; all of it if none is.
func Only(text string, names []string) string {
	if len(names) == 0 {
		return text
	}
	var kept []string
	for _, part := range strings.SplitAfter(text, "\n\n") {
		name, _, _ := strings.Cut(strings.TrimPrefix(part, "func @"), "(")
		if !strings.HasPrefix(part, "func @") || slices.Contains(names, strings.Trim(name, `"`)) {
			kept = append(kept, part)
		}
	}
	return strings.TrimRight(strings.Join(kept, ""), "\n") + "\n"
}
