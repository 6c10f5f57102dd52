package compiler

import (
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops/typed"
)

// moduleNames lists what there is of a module of Python or NumPy.
func moduleNames(module string) []string {
	return infer.Names(typed.All(headers{}), library.Default().Names(), module)
}
