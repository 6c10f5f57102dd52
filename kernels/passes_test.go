package kernels_test

import (
	"testing"

	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/kernels"
)

// TestPasses fuses each module, which then computes what it did before.
func TestPasses(t *testing.T) {
	golden.Run(t, 8, func(t *testing.T, in map[string]string) string {
		before := golden.Read(t, in["in"])
		m, err := kernels.Fuse(before)
		if err != nil {
			t.Fatal(err)
		}
		golden.Same(t, before, m)
		return golden.Write(t, m, kernels.Declarations()...)
	})
}
