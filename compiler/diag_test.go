package compiler_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestDiagnostics compiles each program of testdata/diag, which is wrong in one
// way, and compares the diagnostics with the expected ones. A line of expect is
//
//	CODE LINE:COLUMN TEXT
//
// where TEXT appears in the message, the help or the message of a related
// place. There is a line for each diagnostic, in order.
//
// Where the diagnostics hold repairs, the program with these edits is the file
// repaired.py. It must run, and print the file stdout: what CPython prints for
// it, and for the program itself if that is right (scripts/oracle.py compares).
// Every repair that the compiler can offer is in one of the cases.
func TestDiagnostics(t *testing.T) {
	paths, err := filepath.Glob("../testdata/diag/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("there are no cases", err)
	}
	var all diag.List
	ran := 0
	for _, path := range paths {
		path, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			all = append(all, diagCase(t, path)...)
			ran++
		})
	}
	if ran < len(paths) { // not all were asked for
		return
	}
	for text := range readHelps(t).repairs {
		form := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(text), "%s", "`(.*)`") + "$")
		if !slices.ContainsFunc(all, func(d *diag.Diagnostic) bool { return d.Repair != nil && form.MatchString(d.Help) }) {
			t.Errorf("no case has the repair %q", text)
		}
	}
}

func diagCase(t *testing.T, path string) diag.List {
	c := readDiagCase(t, path)
	got := diagnose("main.py")
	var shown bytes.Buffer
	diag.Render(&shown, got, diag.Options{})
	t.Logf("\n%s", shown.String())
	checkWidth(t, got)
	repaired := c.repair(t, got)
	if *update {
		c.save(t, got, repaired)
	}
	want := strings.Split(strings.TrimSpace(c.file("expect")), "\n")
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
	if repaired != c.file("repaired.py") {
		t.Errorf("repaired:\n%s", repaired)
	}
	return got
}

// diagCaseFile is a case of testdata/diag.
type diagCaseFile struct {
	path string
	ar   *txtar.Archive
}

// readDiagCase reads a case and writes its files to a folder of its own.
func readDiagCase(t *testing.T, path string) diagCaseFile {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(bytes.TrimSpace(ar.Comment)) == 0 {
		t.Error("the case claims nothing")
	}
	t.Chdir(t.TempDir())
	for _, f := range ar.Files {
		if strings.Contains(f.Name, ".") && f.Name != "repaired.py" {
			if err := os.WriteFile(f.Name, f.Data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	return diagCaseFile{path, ar}
}

func (c diagCaseFile) file(name string) string {
	for _, f := range c.ar.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// repair puts the repairs in place and runs the program.
func (c diagCaseFile) repair(t *testing.T, got diag.List) string {
	if !slices.ContainsFunc(got, func(d *diag.Diagnostic) bool { return d.Repair != nil }) {
		return ""
	}
	file := got[0].Span.File
	for _, d := range got {
		checkRepair(t, d)
		if d.Repair == nil {
			t.Errorf("%s: the repair of another mistake in the case cannot be run", d.Message)
		}
	}
	text := got.Repaired(file)
	if err := os.WriteFile(file.Name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if errs := runProgram("main.py", &out); len(errs) > 0 {
		t.Errorf("the repaired program gives %v:\n%s", errs, text)
	}
	if out.String() != c.file("stdout") {
		t.Errorf("the repaired program prints:\n%s", out.String())
	}
	return text
}

// checkRepair checks that help shows the code that the first edit puts in
// place, and no other.
func checkRepair(t *testing.T, d *diag.Diagnostic) {
	if d.Repair == nil {
		if strings.Contains(d.Help, "`") {
			t.Errorf("the help %q shows code that is no repair", d.Help)
		}
		return
	}
	if code := "`" + strings.TrimSpace(d.Repair[0].Text) + "`"; !strings.Contains(d.Help, code) || strings.Count(d.Help, "`") != 2 {
		t.Errorf("the help %q does not show %s", d.Help, code)
	}
}

// checkWidth checks that no line but one of the program is too long.
func checkWidth(t *testing.T, list diag.List) {
	for _, d := range list {
		var shown bytes.Buffer
		c := *d
		c.Span, c.Related = source.Span{}, nil
		diag.Render(&shown, diag.List{&c}, diag.Options{})
		for _, r := range d.Related {
			shown.WriteString(r.Message + "\n")
		}
		for line := range strings.Lines(shown.String()) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > maxColumns {
				t.Errorf("%d columns: %s", n, line)
			}
		}
	}
}

// diagnose compiles a program for the VM and, if nothing is wrong, runs it:
// what it raises is no diagnostic.
func diagnose(file string) diag.List { return runProgram(file, io.Discard) }

func runProgram(file string, out io.Writer) diag.List {
	p, errs := compiler.Load(file)
	if len(errs) > 0 {
		return errs
	}
	c, errs := p.Compile(compiler.Call{}, compiler.Options{Backend: compiler.VM, Out: out})
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

// save writes codes, places and the repaired program; the texts stay, since
// they are what the case demands.
func (c diagCaseFile) save(t *testing.T, got diag.List, repaired string) {
	old := strings.Split(strings.TrimSpace(c.file("expect")), "\n")
	var out strings.Builder
	for i, d := range got {
		text := d.Message
		if i < len(old) {
			if words := strings.SplitN(old[i], " ", 3); len(words) == 3 {
				text = words[2]
			}
		}
		fmt.Fprintf(&out, "%s %s %s\n", d.Code, placeOf(d), text)
	}
	c.set("expect", out.String())
	c.set("repaired.py", repaired)
	if err := os.WriteFile(c.path, txtar.Format(c.ar), 0o666); err != nil {
		t.Fatal(err)
	}
}

// set replaces a file of the case, adds it, or removes it where text is empty.
func (c diagCaseFile) set(name, text string) {
	i := slices.IndexFunc(c.ar.Files, func(f txtar.File) bool { return f.Name == name })
	switch {
	case i >= 0 && text == "":
		c.ar.Files = slices.Delete(c.ar.Files, i, i+1)
	case i >= 0:
		c.ar.Files[i].Data = []byte(text)
	case text != "":
		c.ar.Files = append(c.ar.Files, txtar.File{Name: name, Data: []byte(text)})
	}
}
