package infer_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// TestRules infers small programs, each of which shows one rule: the typed functions and what is diagnosed. A program whose
// last function is "def f(…):  # TYPES" is called with arguments of these types, and its module level is not shown.
func TestRules(t *testing.T) {
	golden.RunEach(t, "testdata/rules", 550, func(t *testing.T, program string) string {
		m, diags := inferRule(t, program)
		var b strings.Builder
		for _, d := range diags {
			writeDiagnostic(&b, d)
		}
		if len(diags) == 0 {
			if err := ir.Verify(m); err != nil {
				t.Fatalf("%v\n%s", err, ir.Print(m))
			}
			b.WriteString(ruleText(m))
		}
		return b.String()
	})
}

// entryTypes finds the types of the arguments of a program's function f.
var entryTypes = regexp.MustCompile(`(?m)^def f\(.*\):(?:  # (.*))?$`)

// mainFile is the name of a program; entry is called with what comes from outside.
const mainFile, entryFunc = "main.py", "f"

func inferRule(t *testing.T, program string) (*ir.Module, diag.List) {
	t.Helper()
	p := &frontend.Program{File: source.NewFile(mainFile, []byte(program))}
	var args []types.Type
	if found := entryTypes.FindStringSubmatch(program); found != nil {
		rest, err := found[1], error(nil)
		for rest != "" {
			var a types.Type
			if a, rest, err = types.Parse(strings.TrimPrefix(rest, ", ")); err != nil {
				t.Fatalf("%v before %q", err, rest)
			}
			args = append(args, a)
		}
		p.Entry = &frontend.Entry{Func: entryFunc, Args: len(args)}
	}
	src, diags := frontend.Build(p)
	if src == nil {
		t.Fatal(diags)
	}
	src.Imports = library.Default()
	return infer.Infer(src, src.Entry, args, infer.Options{Prims: typed.All(headers{}), Argv: []string{"main.py", "a"}})
}

// headers are those of one data file.
type headers struct{}

func (headers) Header(kind, path, _ string, _ int) (dtype.Type, []int64, error) {
	if path != "data.npy" {
		return 0, nil, os.ErrNotExist
	}
	return dtype.F32, []int64{2, 3}, nil
}

// ruleText is the text of the recursive types and of the functions but the entry, without constants that nothing uses.
func ruleText(m *ir.Module) string {
	var b strings.Builder
	for _, n := range m.Named {
		if len(n.Type.Name) <= len(types.BaseClass(n.Type.Name))+len(types.CtSuffix) { // itself and its cotangent
			fmt.Fprintf(&b, "%s = %v\n", n.Type, n.Parts)
		}
	}
	out := ir.NewModule(m.Stage)
	for _, f := range m.Funcs {
		if f.Name != m.Entry || m.Func(entryFunc) == nil {
			used := map[*ir.Value]bool{}
			findUsed(f.Body, used)
			dropUnused(f.Body, used)
			out.Add(f)
		}
	}
	_, text, _ := strings.Cut(ir.Print(out), "\n\n")
	b.WriteString(nothingKnown.ReplaceAllString(text, ""))
	return b.String()
}

func findUsed(r *ir.Region, used map[*ir.Value]bool) {
	note := func(vs []*ir.Value) {
		for _, v := range vs {
			used[v] = true
		}
	}
	note(r.Results)
	for _, n := range r.Nodes {
		note(n.Args)
		for _, sub := range n.Regions {
			findUsed(sub, used)
		}
	}
}

func dropUnused(r *ir.Region, used map[*ir.Value]bool) {
	r.Nodes = slices.DeleteFunc(r.Nodes, func(n *ir.Node) bool {
		for _, sub := range n.Regions {
			dropUnused(sub, used)
		}
		switch n.Op.(type) {
		case typed.Unit, typed.PyConst:
			return !used[n.Results[0]]
		}
		return false
	})
}

// nothingKnown is what is written of operands of which no value is known.
var nothingKnown = regexp.MustCompile(`Statics=\[_(, _)*\], `)

// kinds are how diagnostics of each kind begin.
var kinds = map[diag.Kind]string{diag.Mistake: "mistake", diag.Limit: "limit", diag.Bug: "bug", diag.Warning: "warning"}

// writeDiagnostic writes all that a diagnostic says, with the code in its place.
func writeDiagnostic(b *strings.Builder, d *diag.Diagnostic) {
	fmt.Fprintf(b, "%s %s at %s\n  %s\n", kinds[d.Kind], d.Code, place(d.Span), d.Message)
	for _, r := range d.Related {
		fmt.Fprintf(b, "  %s: %s\n", place(r.Span), r.Message)
	}
	if d.Help != "" {
		fmt.Fprintf(b, "  help: %s\n", d.Help)
	}
	for _, e := range d.Repair {
		fmt.Fprintf(b, "  repair: %s becomes %q\n", place(e.Span), e.Text)
	}
}

func place(s source.Span) string {
	return fmt.Sprintf("%s %q", strings.TrimPrefix(s.String(), mainFile+":"), s.Text())
}
