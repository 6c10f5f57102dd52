package compiler

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
)

// preludeName is the file name in spans of the prelude; tracebacks leave its
// frames out, as Python has none for NumPy's compiled functions.
const preludeName = "<prelude>"

//go:embed prelude.py
var preludeText []byte

// prelude holds the functions of the prelude. They are made once, since IR does not change after it is made.
var prelude = sync.OnceValues(func() ([]*ir.Func, error) {
	pre, errs := frontend.Build(&frontend.Program{File: source.NewFile(preludeName, withGetters(preludeText)), Name: "prelude"})
	if pre == nil {
		return nil, diag.Bugf(errs[0].Span, "the prelude does not compile: %s", errs[0].Message)
	}
	return slices.DeleteFunc(pre.Funcs, func(f *ir.Func) bool { return f.Name == frontend.MainFunc }), nil
})

// addPrelude adds the functions of the prelude to a surface module, whose own
// functions keep their names.
func addPrelude(m *ir.Module) error {
	fs, err := prelude()
	for _, f := range fs {
		if m.Func(f.Name) == nil {
			m.Add(f)
		}
	}
	return err
}

var defs = regexp.MustCompile(`(?m)^def (\w+)`)

// moduleNames lists what there is of a module of Python or NumPy.
func moduleNames(module string) []string {
	var prelude []string
	for _, m := range defs.FindAllSubmatch(preludeText, -1) {
		name := string(m[1])
		prelude = append(prelude, strings.TrimPrefix(name, "prelude_"))
	}
	return infer.Names(typed.All(headers{}), prelude, module)
}

// withGetters adds to the prelude, for each function f, a function get_f that
// returns it: so inference has f as a value, defaults included.
func withGetters(text []byte) []byte {
	out := append([]byte{}, text...)
	for _, m := range defs.FindAllSubmatch(text, -1) {
		out = append(out, "\n\ndef get_"+string(m[1])+"():\n    return "+string(m[1])+"\n"...)
	}
	return out
}
