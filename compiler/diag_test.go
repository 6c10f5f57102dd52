package compiler_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestDiagnostics compiles each program of testdata/diag, which is wrong in one
// way, and compares the diagnostics with the expected ones. A line of expect is
//
//	CODE LINE:COLUMN TEXT
//
// where TEXT appears in the message, the help or the message of a related
// place. There is a line for each diagnostic, in order.
func TestDiagnostics(t *testing.T) {
	paths, err := filepath.Glob("../testdata/diag/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("there are no cases", err)
	}
	for _, path := range paths {
		path, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { diagCase(t, path) })
	}
}

func diagCase(t *testing.T, path string) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(bytes.TrimSpace(ar.Comment)) == 0 {
		t.Error("the case claims nothing")
	}
	t.Chdir(t.TempDir())
	var expect *txtar.File
	for i, f := range ar.Files {
		if f.Name == "expect" {
			expect = &ar.Files[i]
		} else if err := os.WriteFile(f.Name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got := diagnose("main.py")
	var shown bytes.Buffer
	diag.Render(&shown, got, diag.Options{})
	t.Logf("\n%s", shown.String())
	if *update {
		saveExpected(t, path, ar, expect, got)
	}
	want := strings.Split(strings.TrimSpace(string(expect.Data)), "\n")
	if len(want) != len(got) {
		t.Fatalf("%d diagnostics, want %d", len(got), len(want))
	}
	for i, line := range want {
		code, rest, _ := strings.Cut(line, " ")
		place, text, _ := strings.Cut(rest, " ")
		if string(got[i].Code) != code || placeOf(got[i]) != place || !says(got[i], text) {
			t.Errorf("got %s %s: %s\nwant %s", got[i].Code, placeOf(got[i]), got[i].Message, line)
		}
	}
}

// diagnose compiles a program for the VM and, if nothing is wrong, runs it:
// what it raises is no diagnostic.
func diagnose(file string) diag.List {
	p, errs := compiler.Load(file)
	if len(errs) > 0 {
		return errs
	}
	c, errs := p.Compile(compiler.Call{}, compiler.Options{Backend: compiler.VM})
	if len(errs) > 0 {
		return errs
	}
	ctx, cancel := context.WithTimeout(context.Background(), caseLimit)
	defer cancel()
	_, err := c.Call(ctx)
	if d, ok := err.(*diag.Diagnostic); ok {
		return diag.List{d}
	}
	return nil
}

// placeOf gives line and column, which count from 1 in characters.
func placeOf(d *diag.Diagnostic) string {
	if !d.Span.IsValid() {
		return "0:0"
	}
	p := d.Span.File.Position(d.Span.Start)
	return fmt.Sprintf("%d:%d", p.Line, utf8.RuneCountInString(d.Span.File.Line(p.Line)[:p.Col])+1)
}

func says(d *diag.Diagnostic, text string) bool {
	all := d.Message + "\n" + d.Help
	for _, r := range d.Related {
		all += "\n" + r.Message
	}
	return strings.Contains(all, text)
}

// saveExpected writes codes and places; the texts stay, since they are what
// the case demands.
func saveExpected(t *testing.T, path string, ar *txtar.Archive, expect *txtar.File, got diag.List) {
	old := strings.Split(strings.TrimSpace(string(expect.Data)), "\n")
	var out strings.Builder
	for i, d := range got {
		text := d.Message
		if i < len(old) {
			text = strings.SplitN(old[i], " ", 3)[2]
		}
		fmt.Fprintf(&out, "%s %s %s\n", d.Code, placeOf(d), text)
	}
	expect.Data = []byte(out.String())
	if err := os.WriteFile(path, txtar.Format(ar), 0o666); err != nil {
		t.Fatal(err)
	}
}
