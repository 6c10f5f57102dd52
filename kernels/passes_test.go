package kernels_test

import (
	"testing"

	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/kernels"
)

// TestPasses fuses each module.
func TestPasses(t *testing.T) {
	golden.Run(t, 8, func(t *testing.T, in map[string]string) string {
		m, err := kernels.Fuse(golden.Read(t, in["in"]))
		if err != nil {
			t.Fatal(err)
		}
		return golden.Write(t, m, kernels.Declarations()...)
	})
}
