package myia_test

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// TestPatchesApply checks that the patches of testdata/adding, by which `make accept` shows what adding costs, fit the
// code as it is.
func TestPatchesApply(t *testing.T) {
	patches, err := filepath.Glob("testdata/adding/*.patch")
	if err != nil || len(patches) == 0 {
		t.Fatal("no patches", err)
	}
	for _, p := range patches {
		if out, err := exec.Command("git", "apply", "--check", "-C1", p).CombinedOutput(); err != nil {
			t.Errorf("%s does not apply: %s", p, out)
		}
	}
}
