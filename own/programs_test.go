package own_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/own"
)

// TestPrograms counts the references of the programs by which the backend is tested, and of those of every operation on vecs,
// records, texts and accumulators, before their array operations are kernels and after; each is proved.
func TestPrograms(t *testing.T) {
	paths, _ := filepath.Glob("../backend/llvm/testdata/*.txtar")
	if len(paths) < 15 {
		t.Errorf("only %d programs", len(paths))
	}
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		proved(t, path, golden.Read(t, string(ar.Files[0].Data)))
	}
	path := "../testdata/everyop/values.txtar"
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := "module opt\n"
	for _, f := range ar.Files {
		text += strings.NewReplacer("$F", f.Name, "$T", "f64").Replace(string(f.Data))
	}
	proved(t, path, golden.Read(t, text))
}

func proved(t *testing.T, path string, m *ir.Module) {
	t.Helper()
	fused, err := kernels.Fuse(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []*ir.Module{m, fused} {
		counted := own.Insert(m, known)
		err := ir.Verify(counted)
		if err == nil {
			err = own.Check(counted, known)
		}
		if err != nil {
			t.Errorf("%s: %v\n%s", path, err, ir.Print(counted))
		}
		golden.Write(t, counted, more...)
	}
}
