package compiler

import (
	"strings"
	"sync"

	"github.com/myia-lang/myia/backend/llvm/jit"
	"github.com/myia-lang/myia/backend/llvm/native"
	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/pass"
	"github.com/myia-lang/myia/source"
)

// libraries holds the run-time library for each libLLVM that was opened. A
// process opens a shared library once, so this is state of the process.
var libraries = struct {
	sync.Mutex
	byPath map[string]*rt.Library
}{byPath: map[string]*rt.Library{}}

// openLibrary finds and opens the libLLVM of an option --llvm.
func openLibrary(spec string) (*rt.Library, error) {
	path, _, err := jit.Find(spec)
	if err != nil {
		return nil, err
	}
	libraries.Lock()
	defer libraries.Unlock()
	if lib := libraries.byPath[path]; lib != nil {
		return lib, nil
	}
	lib, err := native.Open(path, rt.Options{})
	if err != nil {
		return nil, err
	}
	libraries.byPath[path] = lib
	return lib, nil
}

func noBackend(why string) *diag.Diagnostic {
	return diag.Errorf(diag.NoBackend, source.Span{}, "the native backend is not available: %s", why).
		WithHelp("install libLLVM 15 or newer (on Debian: apt install libllvm19), or run with --backend vm")
}

// nativeRunner is compiled code.
type nativeRunner struct{ *native.Program }

// newNative makes machine code of an opt module.
func newNative(m *ir.Module, env *ops.Env, o Options) (nativeRunner, error) {
	lib, err := openLibrary(o.LLVM)
	if err != nil {
		return nativeRunner{}, noBackend(err.Error())
	}
	p, err := native.Load(lib, m, native.Options{Env: env, Budget: env.Limit})
	return nativeRunner{p}, err
}

// timings are the phases of making machine code.
func (r nativeRunner) timings() []pass.Timing {
	return []pass.Timing{{Name: "emit", Took: r.Times.Emit}, {Name: "llvm", Took: r.Times.LLVM}, {Name: "link", Took: r.Times.Link}}
}

// llvmText is the LLVM IR of an opt module, its parts one after another.
func llvmText(m *ir.Module, o Options) (string, error) {
	lib, err := openLibrary(o.LLVM)
	if err != nil {
		return "", noBackend(err.Error())
	}
	p, err := native.Text(lib, m, native.Options{})
	if err != nil {
		return "", err
	}
	parts := make([]string, len(p.Texts))
	for i, t := range p.Texts {
		parts[i] = t.IR
	}
	return strings.Join(parts, "\n"), nil
}
