package compiler

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/myia-lang/myia/backend/llvm"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/own"
	"github.com/myia-lang/myia/pass"
	"github.com/myia-lang/myia/source"
)

// NativeText is the text of the stages that the native backend makes, and the build that it is made of.
func NativeText(p *Program, c Call, s Stage, o Options) (text string, b *Build, err error) {
	if !slices.Contains([]Stage{Kernels, Own, LLVM}, s) {
		return "", nil, NoStage(s)
	}
	b, errs := p.Build(c, Opt, o)
	if len(errs) > 0 {
		return "", nil, errs
	}
	r := pass.Runner{Timings: b.Timings}
	err = r.Phase(string(s), func() error {
		if s == LLVM {
			text, err = llvmText(b.Modules[Opt], o)
			return err
		}
		m, err := kernels.Fuse(b.Modules[Opt])
		if err != nil {
			return err
		}
		if s == Own {
			m = own.Insert(m, llvm.Declared())
		}
		text = ir.Print(m)
		return nil
	})
	b.Timings = r.Timings
	return text, b, err
}

// NoStage says that a stage does not exist.
func NoStage(s Stage) *diag.Diagnostic {
	return diag.Errorf(diag.BadOption, source.Span{}, "there is no stage %q", s).
		WithHelp("the stages are %s", strings.Trim(fmt.Sprint(Stages), "[]"))
}

const passHelp = "myia opt --help lists the passes"

// OptText reads a file of IR text, runs passes on it and writes the result to o.Out. The
// IR is verified as it is read and after each pass.
func OptText(path string, passes []string, o Options) ([]pass.Timing, error) {
	for _, name := range passes {
		if !slices.ContainsFunc(Passes(), func(p *pass.Pass) bool { return p.Name == name }) {
			return nil, diag.Errorf(diag.BadOption, source.Span{}, "there is no pass %q", name).WithHelp("%s", passHelp)
		}
	}
	f, d := readSource(path)
	if d != nil {
		return nil, d
	}
	m, err := ParseIR(f)
	if err != nil {
		return nil, err
	}
	r := pass.Runner{Verify: ir.Verify, Dump: o.Dump, Print: ir.Print}
	for _, name := range passes {
		p := FindPass(name, m.Stage)
		if p == nil {
			return nil, diag.Errorf(diag.BadOption, source.Span{}, "the pass %s does not take IR of stage %s", name, m.Stage).WithHelp("%s", passHelp)
		}
		if m, err = r.Run(p, m); err != nil {
			return nil, err
		}
	}
	_, err = io.WriteString(o.Out, ir.Print(m))
	return r.Timings, err
}

// ParseIR reads IR text of any stage and verifies it. What a surface module imports is of the library.
func ParseIR(f *source.File) (*ir.Module, error) {
	m, err := ir.Parse(f, prims().Known(ops.Core()))
	if err != nil {
		return nil, err
	}
	if m.Stage == ir.Surface {
		m.Imports = library.Default()
	}
	return m, ir.Verify(m)
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
