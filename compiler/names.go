package compiler

import (
	"sync"

	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/typed"
)

// prims and allNames are made once: no compilation changes them.
var (
	prims    = sync.OnceValue(func() *typed.Table { return typed.All(headers{}) })
	allNames = sync.OnceValue(func() *names.Table { return infer.Names(prims(), library.Default().Decls()) })
)

// Names is the table of all that programs may name.
func Names() *names.Table { return allNames() }
