package dynamic

import (
	"context"
	"fmt"
	"slices"

	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/leaf"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// Surface runs the functions of a surface module. It is not safe for
// concurrent use.
type Surface struct {
	src      *ir.Module // for inference
	mod      *ir.Module // made of steps; imports those of the prelude and the library
	env      *ops.Env
	options  infer.Options
	entry    border // in the types that inference gave the program
	typed    *ir.Func
	machine  *vm.Machine
	inner    *vm.Machine // for what a step calls while it runs
	prims    map[string]*primitive
	ids      types.Universe // of operands
	builtins map[string]special
	ctx      context.Context // of the call at hand
	globals  map[string]*value
	attrs    map[string]*value // of modules
	outer
}

// outer is what a program with references has beside.
type outer struct {
	open     bool // objects change
	served   map[string]served
	classes  map[string]*class
	compares map[string]*step
	raised   map[*ops.Raised]*value // exceptions of the program's classes
	running  []*routine             // the generator that runs is the last
	routines []*routine
	tries    int
	showing  []*value // lists and the like whose text is being made
}

// New makes an interpreter of a surface module; env serves effects. Inference
// resolves primitives under o. Arguments and results of the entry function
// have the types of the typed module, which is nil for a program that inference does not take: then Run runs it.
func New(src, typed *ir.Module, o infer.Options, env *ops.Env) *Surface {
	if o.Names == nil {
		o.Names = infer.Names(o.Prims, nil)
	}
	s := &Surface{
		outer: outer{open: typed == nil || typed.Changes || keyed(src), served: servedNames(), classes: map[string]*class{}, compares: map[string]*step{}, raised: map[*ops.Raised]*value{}},
		src:   src, env: env, options: o,
		prims: map[string]*primitive{}, builtins: builtins(), attrs: map[string]*value{}, ctx: context.Background(),
	}
	if typed != nil {
		s.entry, s.typed = border{leaf.Layout{M: typed}}, typed.Func(typed.Entry)
	}
	s.mod = src.Like()
	for _, f := range src.Funcs {
		ir.CopyFunc(s.mod, f, s.visit)
	}
	s.mod.Imports = steps{s}
	s.machine, s.inner = vm.New(s.mod, env), vm.New(s.mod, env)
	s.inner.Inner = true
	return s
}

// Call runs the entry function on the leaves of its arguments and gives those
// of its result. A Python exception is an *ops.Raised; the end of ctx is its
// error. A result that does not conform to the type that inference found is an
// error.
func (s *Surface) Call(ctx context.Context, fn string, leaves []ops.Value) ([]ops.Value, error) {
	if fn != s.src.Entry {
		return nil, fmt.Errorf("dynamic: %s is not the entry function", fn)
	}
	s.ctx, s.globals = ctx, map[string]*value{}
	args := s.entry.decodeAll(leaves, ir.Types(s.typed.Params))
	out, err := s.machine.Call(ctx, fn, boxAll(args))
	if err != nil {
		return nil, err
	}
	result := none()
	if len(out) > 0 {
		result = unbox(out[0])
	}
	return s.entry.encode(nil, result, s.typed.Results[0])
}

// Run runs the module level of a program, of which nothing need be inferred.
func (s *Surface) Run(ctx context.Context) error {
	s.ctx, s.globals = ctx, map[string]*value{}
	defer s.close()
	_, err := s.machine.Call(ctx, s.src.Entry, nil)
	return err
}

// call runs a function of no arguments while a step runs: the value of a
// default or of a constant of a class.
func (s *Surface) call(fn string) (*value, error) {
	out, err := s.inner.Call(s.ctx, fn, nil)
	if err != nil {
		return nil, err
	}
	return unbox(out[0]), nil
}

// raise makes a Python exception.
func raise(class, format string, args ...any) error {
	return &ops.Raised{Class: class, Msg: fmt.Sprintf(format, args...)}
}

// show is the name of a value's type in an exception.
func show(v *value) string {
	switch t := v.t.(type) {
	case types.Tuple:
		return "tuple"
	case types.List:
		return "list"
	case types.Dict:
		return "dict"
	case types.Object:
		if v.obj != nil {
			return v.obj.class.decl.Display
		}
		return t.Class
	case types.Static:
		if t.Kind == ownKind {
			return t.Name
		}
	case types.Func:
		return "function"
	case types.Bound:
		if v.exceptionClass() != "" {
			return v.exceptionClass()
		}
		return "function"
	case types.Iter:
		return t.Kind
	}
	if v.is(types.None) {
		return "NoneType"
	}
	return v.t.String()
}

// keyed reports whether a program may have what only objects are: dicts of computed keys, sets, named tuples, and what asks about
// objects.
func keyed(m *ir.Module) bool {
	found := slices.ContainsFunc(m.Classes, func(c *ir.Class) bool { return c.NamedTuple })
	for _, f := range m.Funcs {
		f.Body.Each(func(n *ir.Node) {
			switch op := n.Op.(type) {
			case surface.DictItems, surface.SetStar:
				found = true
			case surface.Builtin:
				found = found || op.Name == "dict" || names.Reference(op.Name) != nil && builtins()[op.Name] == nil
			case surface.GetAttr:
				found = found || names.Base().Lookup(".dict."+op.Name) != nil || names.Base().Lookup(".tuple."+op.Name) != nil
			}
		})
	}
	return found
}
