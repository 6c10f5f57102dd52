package myia_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/myia-lang/myia/ops"
)

// TestCorePrimitivesAreListed checks that ARCHITECTURE.md names every core primitive, and that it would miss one.
func TestCorePrimitivesAreListed(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, word := range regexp.MustCompile(`[a-z_0-9]+(\.[a-z_0-9]+)*`).FindAllString(string(text), -1) {
		listed[word] = true
	}
	for _, d := range ops.Core().All() {
		op := d.Op
		if !listed[op.OpName()] {
			t.Errorf("ARCHITECTURE.md does not name %s", op.OpName())
		}
	}
	if listed["acc.slice"] {
		t.Error("acc.slice counts as named; there is no such primitive")
	}
}
