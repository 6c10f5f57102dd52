package infer

import (
	"slices"

	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// A method reads a variable of a module by name, since what calls it cannot pass a value along as it does to a function
// with captures. The function of the module level says what the variable holds at each point (GlobalSet). Every function
// between it and the method takes the value as one more argument at the end: the first read in a function makes it so and
// makes the call again, as a demand for a known value does.

// setGlobal notes the value of a global from here to the end of the region.
func (f *frame) setGlobal(op surface.GlobalSet, v *val) { f.globals[op.Name] = v }

// global is the present value of a global, Unset at the module level before it is assigned.
func (f *frame) global(name string) *val {
	if v := f.globals[name]; v != nil {
		return f.narrowed(v)
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
		v.dep = map[int]bool{i: true}
		f.globals[name] = v
	}
}
