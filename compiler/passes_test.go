package compiler_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/compiler"
)

// TestPasses runs the passes that each archive of testdata/passes names on its
// in.ir and compares what comes out with its out.ir.
func TestPasses(t *testing.T) {
	paths, _ := filepath.Glob("../testdata/passes/*.txtar")
	if len(paths) < 15 {
		t.Errorf("only %d cases", len(paths))
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { goldenPass(t, path) })
	}
}

func goldenPass(t *testing.T, path string) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(ar.Files) != 3 || ar.Files[0].Name != "passes" || ar.Files[1].Name != "in.ir" || ar.Files[2].Name != "out.ir" {
		t.Fatal("want the files passes, in.ir and out.ir")
	}
	if len(bytes.TrimSpace(ar.Comment)) == 0 {
		t.Error("claims nothing")
	}
	in := filepath.Join(t.TempDir(), "in.ir")
	if err := os.WriteFile(in, ar.Files[1].Data, 0o666); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := compiler.OptText(in, strings.Fields(string(ar.Files[0].Data)), compiler.Options{Out: &out}); err != nil {
		t.Fatal(err)
	}
	if *update {
		ar.Files[2].Data = out.Bytes()
		if err := os.WriteFile(path, txtar.Format(ar), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, want := out.String(), string(ar.Files[2].Data); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
