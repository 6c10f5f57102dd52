package typed

import (
	"fmt"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/types"
)

// Prim is a primitive of Python or NumPy.
type Prim struct {
	// Name is the canonical name: "np.sum", "math.sin", "len", "binop.+".
	Name string
	// Also lists other names, such as "np.absolute" of "np.abs".
	Also []string
	// Method is the name as a method of its first argument, or "".
	Method string
	// On says which first arguments the method serves: "array", "list",
	// "str", "tuple", "dict".
	On string
	// Sig is the Python signature. A parameter marked ! must be known at
	// compile time: "a, axis!=None, keepdims!=False". "*xs" takes the rest.
	Sig string
	// List names the parameter that may be any iterable; it is made a list
	// first.
	List string
	// Doc is one sentence for docs/ops.md.
	Doc string
	// Type gives the result type, or a diagnostic's message. The arguments
	// are never unions.
	Type func(c *CallInfo) (types.Type, error)
	// Fold computes the result when every argument is known, or returns
	// false. Optional.
	Fold func(c *CallInfo) (any, bool)
	// Lower emits core code: it gets the leaves of the arguments and returns
	// the leaves of the result.
	Lower func(l *Lowering) []*ir.Value
	// View says whether the result shares the memory of the first argument, which the types of the arguments tell; nil: no.
	View func(args []types.Type) Sharing
	// Effects of the lowered code.
	Effects ir.Effects
	sig     *names.Sig // Sig, parsed
}

// Signature is Sig, parsed.
func (p *Prim) Signature() names.Sig {
	if p.sig == nil {
		return names.ParseSig(p.Sig)
	}
	return *p.sig
}

// Arg is an argument that is bound to a parameter.
type Arg struct {
	T       types.Type
	Leaves  []*ir.Value // in Lower
	Known   any         // a known constant (int64, float64, bool, string, []any), or nil
	IsKnown bool
	Tree    any // what is known of its parts, Unknown{} for those that are not; in Type only
}

// CallInfo is what a type rule sees: the arguments in the order of the
// signature, *args as the rest.
type CallInfo struct {
	Prim     *Prim
	Args     []Arg
	FreshDim func() types.Dim
	Class    func(name string) *ir.Class
}

// Error is a type rule's complaint: a code, a message and help.
type Error struct {
	Code  diag.Code
	Msg   string
	Help  string
	Arg   int  // the argument at fault, or -1
	Limit bool // the program may be right
}

func (e *Error) Error() string { return e.Msg }

// Errorf makes a type rule's complaint about argument arg (-1: the call).
func Errorf(code diag.Code, arg int, format string, args ...any) *Error {
	return &Error{Code: code, Arg: arg, Msg: fmt.Sprintf(format, args...)}
}

// Limitf is Errorf for what this version does not take.
func Limitf(code diag.Code, arg int, format string, args ...any) *Error {
	e := Errorf(code, arg, format, args...)
	e.Limit = true
	return e
}

// WithHelp sets the help text.
func (e *Error) WithHelp(format string, args ...any) *Error {
	e.Help = fmt.Sprintf(format, args...)
	return e
}

// Lowering is what Lower sees.
type Lowering struct {
	*CallInfo
	B   *ir.Builder
	Res types.Type // the result type that inference gave
}

// Apply applies a primitive. Statics holds, for each operand, the known value
// that the primitive demanded (Known{} where it demanded none).
type Apply struct {
	P       *Prim
	Statics []Known
	T       types.Type
}

// Known is a value known at compile time, or nothing.
type Known struct {
	V  any
	Ok bool
}

// OpName is the primitive's name.
func (a Apply) OpName() string { return a.P.Name }

// Effects are the primitive's.
func (a Apply) Effects() ir.Effects { return a.P.Effects | ir.Check }

// Infer gives the type that inference found.
func (a Apply) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return one(a.T) }
