package compiler

import (
	"fmt"
	"io"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/source"
)

// NativeText is the text of the stages that the native backend makes.
func NativeText(p *Program, c Call, s Stage, o Options) (string, error) {
	if s != LLVM && s != Kernels {
		return "", diag.Errorf(diag.BadOption, source.Span{}, "there is no stage %q", s).WithHelp("the stages are %v", Stages)
	}
	b, errs := p.Build(c, Opt, o)
	if len(errs) > 0 {
		return "", errs
	}
	if s == LLVM {
		return llvmText(b.Modules[Opt], o)
	}
	m, err := kernels.Fuse(b.Modules[Opt])
	if err != nil {
		return "", err
	}
	return ir.Print(m), nil
}

// OptText runs passes on a file of IR text.
func OptText(path string, passes []string, w io.Writer) error {
	for _, name := range passes {
		if FindPass(name, ir.Core) == nil && FindPass(name, ir.Opt) == nil {
			return diag.Errorf(diag.BadOption, source.Span{}, "there is no pass %q", name).WithHelp("myia opt --help lists them")
		}
	}
	if _, err := readLimited(path, maxSource); err != nil {
		return diag.Errorf(diag.UnreadableFile, source.Span{}, "cannot read %s: %v", path, reason(err))
	}
	return diag.Limitf(diag.StageNotThere, source.Span{}, "IR text cannot be read back by this version")
}

// Unreached lists the functions of a file that the build did not reach, each
// with its line.
func (b *Build) Unreached(f *source.File) []string {
	reached := map[string]bool{frontend.MainFunc: true}
	for _, fn := range b.Modules[Typed].Funcs {
		name, _, _ := strings.Cut(fn.Name, "~")
		reached[name] = true
	}
	var out []string
	for _, fn := range b.Modules[Surface].Funcs {
		if fn.Loc.Span.File == f && !reached[fn.Name] && fn.Loc.Func != frontend.ConstFunc {
			out = append(out, fmt.Sprintf("%s (line %d)", fn.Name, f.Position(fn.Loc.Span.Start).Line))
		}
	}
	return out
}
