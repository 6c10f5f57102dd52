package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// A method reads a variable of a module by name, since what calls it cannot pass a value along as it does to a function
// with captures. The function of the module level says what the variable holds at each point (GlobalSet). Every function
// between it and the method takes the value as one more argument at the end: the first read in a function makes it so and
// makes the call again, as a demand for a known value does.

// setGlobal notes the value of a global from here to the end of the region. What is shown of v is of no use to the global,
// which keeps the value where v is made anew, as in the next trip of a loop.
func (f *frame) setGlobal(op surface.GlobalSet, v *val) { f.globals[op.Name] = f.fresh1(v) }

// readGlobal is a global where it is read. In a method it is one value, which tests narrow.
func (f *frame) readGlobal(name string) *val {
	v := *f.global(name)
	return &v
}

// global is the present value of a global, Unset at the module level before it is assigned.
func (f *frame) global(name string) *val {
	if v := f.globals[name]; v != nil {
		return f.narrowed(f.present(v))
	}
	if f.c.fn.Name == f.e.src.Entry && strings.HasPrefix(name, frontend.LocalMark) {
		return f.limit(diag.UnsupportedClass, localHelp, "a method reads what belongs to a run of a function that is not at hand")
	}
	if f.c.fn.Name == f.e.src.Entry {
		return f.unit(types.Unset)
	}
	fn := f.c.fn.Name
	f.e.needs[fn] = append(f.e.needs[fn], name)
	slices.Sort(f.e.needs[fn])
	f.e.drop(f.c.fn)
	f.e.redo()
	return nil
}

// withGlobals adds to the arguments of a function the globals that it needs.
func (f *frame) withGlobals(fn string, args []*val) []*val {
	for _, name := range f.e.needs[fn] {
		args = append(args, f.global(name))
	}
	return args
}

// takeGlobals binds the parameters that withGlobals gives arguments.
func (f *frame) takeGlobals() {
	first := len(f.c.fn.Params)
	for k, name := range f.e.needs[f.c.fn.Name] {
		i := first + k
		v := &val{T: f.c.args[i], V: f.b.Param(name, f.c.args[i])}
		if f.e.static[f.c.fn.Name][i] {
			f.applyKnown(v, f.c.known[i])
		}
		v.dep, v.path = map[int]bool{i: true}, "g"+name
		f.globals[name] = v
	}
}
