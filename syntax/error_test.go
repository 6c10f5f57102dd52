package syntax

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

var update = flag.Bool("update", false, "rewrite testdata/errors.txt")

// TestErrors compares what the user sees with testdata/errors.txt.
func TestErrors(t *testing.T) {
	const path = "testdata/errors.txt"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	old := txtar.Parse(data)
	got := &txtar.Archive{Comment: old.Comment}
	for _, f := range old.Files {
		if !strings.HasSuffix(f.Name, ".py") {
			continue
		}
		_, errs := Parse(source.NewFile(f.Name, f.Data))
		var b bytes.Buffer
		diag.Render(&b, errs, diag.Options{})
		name := strings.TrimSuffix(f.Name, ".py") + ".err"
		got.Files = append(got.Files, f, txtar.File{Name: name, Data: b.Bytes()})
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(data), string(txtar.Format(got))); diff != "" {
		t.Error(diff)
	}
}
