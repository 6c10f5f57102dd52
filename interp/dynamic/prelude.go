package dynamic

import (
	_ "embed"
	"fmt"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/source"
)

// preludeFile is the file name in spans of the prelude, whose frames
// tracebacks leave out.
const preludeFile = "<prelude>"

// preludePrefix stands before the names of the prelude's functions in the
// module; no function of a program is called so.
const preludePrefix = "<prelude>."

//go:embed prelude.py
var preludeText []byte

// prelude makes the surface functions of the prelude.
func prelude() []*ir.Func {
	m, errs := frontend.Build(&frontend.Program{File: source.NewFile(preludeFile, preludeText), Name: "prelude"})
	if m == nil {
		panic(fmt.Sprintf("dynamic: the prelude does not compile: %v", errs))
	}
	var out []*ir.Func
	for _, f := range m.Funcs {
		if f.Name != frontend.MainFunc {
			f.Name = preludePrefix + f.Name
			rename(f.Body)
			out = append(out, f)
		}
	}
	return out
}

// rename gives the functions that a region uses the prefix of the prelude.
func rename(r *ir.Region) {
	for _, n := range r.Nodes {
		if op, ok := n.Op.(surface.Closure); ok {
			op.Fn = preludePrefix + op.Fn
			n.Op = op
		}
		for _, sub := range n.Regions {
			rename(sub)
		}
	}
}
