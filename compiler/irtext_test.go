package compiler_test

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/backend/llvm"
	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/own"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/vm"
)

// withCounts declares the operations of the IR that a backend is given.
var withCounts = sync.OnceValue(func() *ops.Registry {
	return ops.MustRegistry(append(ops.Declarations(), kernels.Declarations(), own.Declarations())...)
})

// TestRoundTrip prints the core, opt and kernels IR of each program of the
// suite, reads the text and prints it again, which must give the same text.
// What each stage gives is verified. The references of opt and kernels IR are
// counted, too, and proved. Of each tenth program the opt IR that was read, with
// what counts, and the kernels IR run and must print what the program prints.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	texts, runs := 0, 0
	for i, c := range readCases(t, root) {
		p := c.program()
		for level := range 2 {
			b, errs := p.Build(compiler.Call{}, compiler.Opt, compiler.Options{Opt: level, Verify: true})
			if len(errs) > 0 {
				if errs[0].Kind == diag.Bug {
					t.Errorf("%s: %v", c.name, errs[0].Message)
				}
				break // the case is about a diagnostic
			}
			if level == 0 {
				roundTrip(t, c, b.Modules[compiler.Core], ops.Core().Known)
				texts++
			}
			roundTrip(t, c, b.Modules[compiler.Opt], ops.Core().Known)
			m := counted(t, c, b.Modules[compiler.Opt])
			fused, err := kernels.Fuse(b.Modules[compiler.Opt])
			if err != nil {
				t.Fatal(err)
			}
			k := roundTrip(t, c, fused, llvm.Declared().Known)
			counted(t, c, fused)
			texts += 4
			if m != nil && k != nil && i%10 == 0 {
				runText(t, c, m)
				runText(t, c, k)
				runs++
			}
		}
	}
	if texts < 2000 || runs < 50 {
		t.Errorf("only %d texts, %d runs", texts, runs)
	}
}

// counted counts the references of a module, proves them, and gives the module that reads back.
func counted(t *testing.T, c *suiteCase, m *ir.Module) *ir.Module {
	out := own.Insert(m, withCounts())
	if err := own.Check(out, withCounts()); err != nil {
		t.Errorf("%s: %v\n%s", c.name, err, ir.Print(out))
	}
	return roundTrip(t, c, out, withCounts().Known)
}

// roundTrip gives the module that reads back.
func roundTrip(t *testing.T, c *suiteCase, m *ir.Module, known ir.Known) *ir.Module {
	text := ir.Print(m)
	back, err := ir.Parse(source.NewFile(c.name+".ir", []byte(text)), known)
	if err != nil {
		t.Errorf("%v\n%s", err, text)
		return nil
	}
	if err := ir.Verify(back); err != nil {
		t.Error(err)
	}
	sameText(t, c, back, text)
	return back
}

// runText runs a module on the VM and compares what it prints.
func runText(t *testing.T, c *suiteCase, m *ir.Module) {
	if _, ok := c.options["tolerance"]; ok {
		return
	}
	if c.needsFolder() || slices.ContainsFunc(c.files, func(f txtar.File) bool { return filepath.Ext(f.Name) != ".py" }) {
		return // this environment has no files
	}
	var out bytes.Buffer
	env := &ops.Env{Print: func(s string) error { _, err := io.WriteString(&out, s); return err }, Limit: 1 << 30, Pool: m.Pool}
	ctx, cancel := context.WithTimeout(context.Background(), caseLimit)
	defer cancel()
	_, err := vm.New(m, env).Call(ctx, m.Entry, nil)
	if _, raised := compiler.IsRaised(err); err != nil && !raised || raised != (c.status == 1) {
		t.Errorf("%s: the run of its text gives %v, want status %d", c.name, err, c.status)
	}
	if out.String() != c.stdout {
		t.Errorf("%s: its text prints %q, want %q", c.name, out.String(), c.stdout)
	}
}
