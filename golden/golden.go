package golden

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/source"
)

var update = flag.Bool("update", false, "rewrite what the archives of testdata say comes out")

// Run compares what f makes of the files of each archive with its last one, which is called out. There are at least so
// many archives.
func Run(t *testing.T, least int, f func(t *testing.T, in map[string]string) string) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	if len(paths) < least {
		t.Errorf("only %d cases", len(paths))
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { compare(t, path, f) })
	}
}

func compare(t *testing.T, path string, f func(t *testing.T, in map[string]string) string) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	last := len(ar.Files) - 1
	if last < 1 || ar.Files[last].Name != "out" || len(bytes.TrimSpace(ar.Comment)) == 0 {
		t.Fatal("want a claim, what goes in, and out")
	}
	in := map[string]string{}
	for _, file := range ar.Files[:last] {
		in[file.Name] = string(file.Data)
	}
	got := f(t, in)
	if *update && !t.Failed() {
		ar.Files[last].Data = []byte(got)
		if err := os.WriteFile(path, txtar.Format(ar), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := string(ar.Files[last].Data); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Read reads core or opt IR, which must be right. A package that adds operations to it declares them.
func Read(t *testing.T, text string, more ...ops.Decl) *ir.Module {
	t.Helper()
	known := ops.Core()
	if len(more) > 0 {
		known = ops.MustRegistry(append(ops.Declarations(), more)...)
	}
	m, err := ir.Parse(source.NewFile("in.ir", []byte(text)), known.Known)
	if err == nil {
		err = ir.Verify(m)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return m
}

// Write is the text of a module of core or opt IR, which must be right and read back.
func Write(t *testing.T, m *ir.Module, more ...ops.Decl) string {
	t.Helper()
	text := ir.Print(m)
	if err := ir.Verify(m); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if again := ir.Print(Read(t, text, more...)); again != text {
		t.Errorf("printed\n%s\nand again\n%s", text, again)
	}
	return text
}
