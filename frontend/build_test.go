package frontend_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden builds the program in each archive (main.py and the files beside
// it) and compares the surface IR, or the diagnostics, with the file "want".
// The archive's comment says what the case claims.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { golden(t, name) })
	}
}

func golden(t *testing.T, name string) {
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(strings.TrimSpace(string(ar.Comment))) == 0 {
		t.Error("the case claims nothing")
	}
	files, want := map[string]string{}, -1
	for i, f := range ar.Files {
		files[f.Name] = string(f.Data)
		if f.Name == "want" {
			want = i
		}
	}
	got := build(files)
	if want >= 0 && got == string(ar.Files[want].Data) {
		return
	}
	if !*update {
		t.Fatalf("got:\n%s", got)
	}
	if want < 0 {
		ar.Files = append(ar.Files, txtar.File{Name: "want"})
		want = len(ar.Files) - 1
	}
	ar.Files[want].Data = []byte(got)
	if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
		t.Fatal(err)
	}
}

// table has the names that a program may use without the library.
func table() *names.Table { return names.NewTable(typed.All(nil).Decls()) }

// build gives the surface text of a program, or its diagnostics with their
// help and related places.
func build(files map[string]string) string {
	p := &frontend.Program{
		File:  source.NewFile("main.py", []byte(files["main.py"])),
		Names: table(),
		Load: func(name string) (*source.File, error) {
			text, ok := files[name+".py"]
			if !ok {
				return nil, nil
			}
			return source.NewFile(name+".py", []byte(text)), nil
		},
	}
	m, diags := frontend.Build(p)
	var out strings.Builder
	for _, d := range diags {
		out.WriteString(d.Error() + "\n")
		for _, r := range d.Related {
			out.WriteString("  " + r.Span.String() + ": " + r.Message + "\n")
		}
		if d.Help != "" {
			out.WriteString("  help: " + d.Help + "\n")
		}
	}
	if m != nil {
		out.WriteString(printModule(m))
	}
	return out.String()
}

// TestExamples checks that the example of each code of the frontend's area
// gives that code. NoSuchFunction needs a function to be asked for.
func TestExamples(t *testing.T) {
	for _, e := range diag.All() {
		area := string(e.Code[:3])
		if area != "E02" && e.Code != diag.Mutation && area != "L00" || e.Code == diag.NamedEscape {
			continue
		}
		p := &frontend.Program{File: source.NewFile("main.py", []byte(e.Example)), Names: table()}
		if e.Code == diag.NoSuchFunction {
			p.Entry = &frontend.Entry{Func: "g"}
		}
		_, diags := frontend.Build(p)
		if len(diags) != 1 || diags[0].Code != e.Code {
			t.Errorf("%s: the example gives %v", e.Code, diags)
		}
	}
}

// TestEntry checks that an entry function is called with the parameters of
// the module function, through grad if asked, and that its result is returned.
func TestEntry(t *testing.T) {
	text := "k = 2.0\ndef f(x, y):\n    return x * y * k\n"
	m, diags := frontend.Build(&frontend.Program{
		File:  source.NewFile("main.py", []byte(text)),
		Entry: &frontend.Entry{Func: "f", Args: 1, Names: []string{"y"}, Transform: "grad", Wrt: []any{"y"}},
	})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	want := `func __main__(arg0%0, y%1)
  k%2 = literal{Value=2}()
  %3 = closure{Fn="f" Captures=1}(k%2)
  %4 = module{Name="myia"}()
  %5 = getattr{Name="grad"}(%4)
  %6 = literal{Value="y"}()
  %7 = invoke(%5, %3, %6)
  %8 = invoke{Names=[]string{"y"}}(%7, arg0%0, y%1)
  return %8
`
	if got := printModule(m); !strings.HasPrefix(got, want) {
		t.Errorf("got:\n%s", got)
	}
}
