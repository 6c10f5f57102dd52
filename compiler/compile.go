package compiler

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/lower"
	"github.com/myia-lang/myia/pass"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// Call is what to compile of a program. The zero value is its module level,
// run as a script.
type Call struct {
	Func  string       // function of the main file to call after the module level, or ""
	Args  []types.Type // types of its positional arguments,
	Names []string     // then of the arguments with these names
	Named []types.Type
	// Transform is "", "grad" or "value_and_grad"; Wrt holds int64s and
	// strings that say with respect to what.
	Transform string
	Wrt       []any
	Argv      []string // sys.argv; the file's name alone if it is empty
}

func (c Call) argTypes() []types.Type { return append(append([]types.Type{}, c.Args...), c.Named...) }

// Build is a Call taken through the stages.
type Build struct {
	Modules  map[Stage]*ir.Module // the module of each stage that was made
	Last     Stage
	Warnings diag.List
	Timings  []pass.Timing
	options  infer.Options
}

// Build compiles a call up to a stage of package ir. The list holds what is
// wrong with the program; then there is no Build.
func (p *Program) Build(c Call, last Stage, o Options) (*Build, diag.List) {
	b := &builder{prog: p, call: c, opts: o, out: &Build{Modules: map[Stage]*ir.Module{}}}
	b.out.options = infer.Options{Prims: prims(), Names: Names(), Argv: c.Argv}
	if len(c.Argv) == 0 {
		b.out.options.Argv = []string{p.File.Name}
	}
	b.runner.Dump, b.runner.Print = o.Dump, ir.Print
	if o.Verify {
		b.runner.Verify = ir.Verify
	}
	for _, s := range b.steps() {
		if err := b.step(s); err != nil {
			return nil, asList(err)
		}
		if s.stage == last {
			break
		}
	}
	b.out.Timings = b.runner.Timings
	return b.out, nil
}

// builder carries a call through the stages.
type builder struct {
	prog   *Program
	call   Call
	opts   Options
	runner pass.Runner
	out    *Build
}

// step makes the module of one stage from that of the stage before.
type step struct {
	stage Stage
	run   func(m *ir.Module) (*ir.Module, error)
}

func (b *builder) steps() []step {
	return []step{{Surface, b.frontend}, {Typed, b.infer}, {Core, b.lower}, {Opt, b.passes}}
}

func (b *builder) step(s step) error {
	m, err := s.run(b.out.Modules[b.out.Last])
	if err != nil {
		return err
	}
	b.out.Modules[s.stage], b.out.Last = m, s.stage
	return nil
}

// phase runs one phase that is not a pass of package pass, and dumps its
// result like one.
func (b *builder) phase(name string, f func() (*ir.Module, error)) (m *ir.Module, err error) {
	err = b.runner.Phase(name, func() error {
		if m, err = f(); err != nil {
			return err
		}
		return b.runner.Check(name, m)
	})
	if err == nil && b.opts.Dump != nil {
		fmt.Fprintf(b.opts.Dump, "# after %s\n%s\n", name, ir.Print(m))
	}
	return m, err
}

func (b *builder) frontend(*ir.Module) (*ir.Module, error) {
	return b.phase("frontend", func() (*ir.Module, error) {
		s, wrong := b.prog.surface(b.call)
		if len(wrong) > 0 {
			return nil, b.andTheRest(wrong)
		}
		b.out.Warnings = append(b.out.Warnings, s.warnings...)
		return s.m, nil
	})
}

// andTheRest adds to what was found in the text of a program what inference finds in the rest of it.
func (b *builder) andTheRest(found diag.List) diag.List {
	var guard pass.Runner
	var remains *frontend.Remains
	var more diag.List
	guard.Phase("remains", func() error { // what goes wrong in the remains is no fault of the program
		for out, m := found, (*ir.Module)(nil); m == nil && len(out) < len(found)+maxFollowing; {
			remains = frontend.NewRemains(out)
			var following diag.List
			if m, following = frontend.Build(b.prog.frontend(b.call, remains)); m == nil {
				following = others(following, out)
				if len(following) == 0 { // no statement is to blame: the function to call is not there, say
					break
				}
				out = slices.Concat(out, following)
				continue
			}
			m.Imports = library.Default()
			_, more = infer.Infer(m, m.Entry, b.call.argTypes(), b.out.options)
		}
		return nil
	})
	for _, d := range more {
		if !remains.Follows(d) {
			found = append(found, d)
		}
	}
	return inOrder(found)
}

// maxFollowing bounds what is taken out of a program because it follows from what was taken out.
const maxFollowing = 100

// others leaves out of diagnostics those that are known.
func others(ds, known diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(ds), func(d *diag.Diagnostic) bool {
		return slices.ContainsFunc(known, func(k *diag.Diagnostic) bool { return k.Code == d.Code && k.Span == d.Span })
	})
}

// inOrder sorts diagnostics by their place, those of the file that comes first in front.
func inOrder(ds diag.List) diag.List {
	files := map[*source.File]int{}
	for _, d := range ds {
		if _, ok := files[d.Span.File]; !ok {
			files[d.Span.File] = len(files)
		}
	}
	slices.SortStableFunc(ds, func(x, y *diag.Diagnostic) int {
		return cmp.Or(cmp.Compare(files[x.Span.File], files[y.Span.File]), cmp.Compare(x.Span.Start, y.Span.Start))
	})
	return ds
}

func (b *builder) infer(m *ir.Module) (*ir.Module, error) {
	return b.phase("infer", func() (*ir.Module, error) {
		t, diags := infer.Infer(m, m.Entry, b.call.argTypes(), b.out.options)
		if failed(diags) {
			return nil, diags
		}
		b.out.Warnings = append(b.out.Warnings, diags...)
		return t, nil
	})
}

func (b *builder) lower(m *ir.Module) (*ir.Module, error) {
	return b.phase("lower", func() (*ir.Module, error) { return lower.Lower(m), nil })
}

// passes differentiates and optimises core IR.
func (b *builder) passes(m *ir.Module) (*ir.Module, error) {
	for _, p := range pipeline(b.opts.Opt) {
		var err error
		if m, err = b.runner.Run(p, m); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func failed(ds diag.List) bool {
	for _, d := range ds {
		if d.Kind != diag.Warning {
			return true
		}
	}
	return false
}

// asList gives the diagnostics of an error of a phase.
func asList(err error) diag.List {
	var list diag.List
	var one *diag.Diagnostic
	switch {
	case errors.As(err, &list):
		return list
	case errors.As(err, &one):
		return diag.List{one}
	}
	return diag.List{diag.Bugf(source.Span{}, "%v", err)}
}
