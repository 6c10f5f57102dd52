package own_test

import (
	"testing"

	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/own"
)

var (
	more  = append(kernels.Declarations(), own.Declarations()...)
	known = ops.MustRegistry(append(ops.Declarations(), more)...)
)

// TestPasses counts the references of each module, which are proved, or proves those of a module that counts them itself and
// gives what is wrong.
func TestPasses(t *testing.T) {
	golden.Run(t, 12, func(t *testing.T, in map[string]string) string {
		if text, ok := in["counted"]; ok {
			err := own.Check(golden.Read(t, text, more...), known)
			if err == nil {
				return "right\n"
			}
			return err.Error() + "\n"
		}
		m := own.Insert(golden.Read(t, in["in"], more...), known)
		if err := own.Check(m, known); err != nil {
			t.Errorf("%v\n%s", err, ir.Print(m))
		}
		return golden.Write(t, m, more...)
	})
}
