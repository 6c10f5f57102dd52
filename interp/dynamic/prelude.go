package dynamic

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/source"
)

// preludePrefix stands before the names of the prelude's functions in the
// module; no function of a program is called so.
const preludePrefix = "<prelude>."

//go:embed prelude.py
var preludeText []byte

// prelude is the surface module of the prelude, made once.
var prelude = sync.OnceValue(func() *ir.Module {
	m, errs := frontend.Build(&frontend.Program{File: source.NewFile(library.File, preludeText), Name: "prelude", Prefix: preludePrefix})
	if m == nil {
		panic(fmt.Sprintf("dynamic: the prelude does not compile: %v", errs))
	}
	return m
})

// steps imports functions of the prelude and of the library into the module of
// a Surface, made of steps when they are first called.
type steps struct{ *Surface }

// Func finds a function and adds it to the module.
func (s steps) Func(name string) *ir.Func {
	f := prelude().Func(name)
	if f == nil && s.src.Imports != nil {
		f = s.src.Imports.Func(name)
	}
	if f == nil {
		return nil
	}
	return ir.CopyFunc(s.mod, f, s.visit)
}
