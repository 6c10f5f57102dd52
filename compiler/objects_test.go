package compiler_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/ops"
)

var objectsIn = flag.String("objects", "", "run the programs NAME.py of this folder with references, too, and compare with NAME.expect")

// TestObjects runs the programs of testdata/objects, which change objects, on the interpreter of surface IR and compares
// with what CPython prints; those of -objects too.
func TestObjects(t *testing.T) {
	for _, c := range objectCases(t) {
		if !strings.Contains(c.name, *suiteOnly) {
			continue
		}
		if problem := c.compare(interpreted(c.program())); problem != "" {
			t.Errorf("%s: %s", c.name, problem)
		}
	}
	if *objectsIn != "" {
		interpretFolder(t, *objectsIn)
	}
}

func objectCases(t *testing.T) []*suiteCase {
	paths, _ := filepath.Glob("../testdata/objects/*.txtar")
	var out []*suiteCase
	for _, p := range paths {
		ar, err := txtar.ParseFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, newCase(strings.TrimSuffix(filepath.Base(p), ".txtar"), ar))
	}
	if len(out) == 0 {
		t.Fatal("there are no programs")
	}
	return out
}

// interpretFolder runs the programs of a folder.
func interpretFolder(t *testing.T, folder string) {
	paths, _ := filepath.Glob(filepath.Join(folder, "*.py"))
	good := 0
	for _, p := range paths {
		text, _ := os.ReadFile(p)
		expect, _ := os.ReadFile(strings.TrimSuffix(p, ".py") + ".expect")
		stdout, raised, fails := strings.Cut(string(expect), "!! ")
		got := interpreted(compiler.FromText("main.py", string(text)))
		if got.stdout != stdout || fails != (got.status != 0) || !strings.Contains(got.stderr, strings.TrimSpace(raised)) {
			t.Errorf("%s: %q, want %q: %s", filepath.Base(p), got.stdout, expect, got.stderr)
			continue
		}
		good++
	}
	fmt.Printf("programs: %d of %d\n", good, len(paths))
}

// interpreted runs a program with references.
func interpreted(p *compiler.Program) outcome { return interpretedWithin(p, caseLimit) }

func interpretedWithin(p *compiler.Program, limit time.Duration) outcome {
	var out bytes.Buffer
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	err, diags := p.Interpret(ctx, compiler.Options{Out: &out})
	got := outcome{stdout: out.String()}
	var raised *ops.Raised
	switch {
	case len(diags) > 0:
		got.status, got.stderr = 2, diags.Error()
	case errors.As(err, &raised):
		got.status, got.stderr, got.raised = 1, compiler.Traceback(raised), raised
	case err != nil:
		got.status, got.stderr = 2, err.Error()
	}
	return got
}

// takesDerivatives reports whether a program asks for what only opt IR has.
func takesDerivatives(c *suiteCase) bool {
	return strings.HasPrefix(c.name, "grad/") || strings.Contains(string(c.file("main.py")), "grad(")
}

// TestObjectsSuite runs the language suite with references: programs that change nothing mean the same.
func TestObjectsSuite(t *testing.T) {
	root, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	cases := readCases(t, root)
	problems := make([]string, len(cases))
	sideBySide(len(cases), func(i int) {
		if c := cases[i]; c.chosen() && !c.needsFolder() && !takesDerivatives(c) {
			problems[i] = c.at(compiler.Surface).compare(interpreted(c.program()))
		}
	})
	for i, problem := range problems {
		if problem != "" {
			t.Errorf("%s: %s", cases[i].name, problem)
		}
	}
}
