package surface

import (
	"testing"

	"github.com/myia-lang/myia/ir"
)

// TestNames: an operation is found by its name in IR text.
func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for _, op := range All() {
		if err := ir.CheckName(op); err != nil {
			t.Error(err)
		}
		if seen[op.OpName()] {
			t.Errorf("there are two operations %s", op.OpName())
		}
		seen[op.OpName()] = true
	}
}
