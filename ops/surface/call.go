package surface

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// Invoke calls a value. Operands: the callee; the positional arguments, of which
// argument i is spread if Stars[i] (Stars is nil if none is); the values of the
// keyword arguments in the order of Names. So there are
// len(operands) - 1 - len(Names) positional arguments.
type Invoke struct {
	open
	Names []string
	Stars []bool
}

// Closure is a function value. Operands: the present values of the variables
// that Fn captures, in the order of its Signature.Captures; then the values of
// its defaults: those of the last NumDefault positional parameters, then those
// of KwDefault.
type Closure struct {
	pure
	Fn       string
	Captures int
	Defaults int
}

// Unset stands for a variable that has no value (yet). No operands. Whatever
// reads the variable goes through UnsetCheck, or asks first whether it is Unset;
// a closure may capture it.
type Unset struct {
	pure
	Name string
}

// UnsetCheck passes x on and raises if it is Unset: NameError if Global or Free,
// UnboundLocalError otherwise. Operand: x.
type UnsetCheck struct {
	checked
	Name   string
	Global bool // a variable of a module
	Free   bool // a captured variable of an enclosing function
}

// GlobalSet says that a variable of a module has the value x from here on, in the regions inside too. Only the function
// of the module level has it, for variables that functions read when they are called. Operand: x.
type GlobalSet struct {
	open
	Name string
}

// Global is the value that a variable of a module has when the function is called, or Unset. No operands.
type Global struct {
	open
	Name string
}

// Annotated passes x on; inference refuses it if its type contradicts the
// annotation of a variable. Operand: x.
type Annotated struct {
	pure
	Name string // of the variable
	Type string // the annotation: int, float, bool or str
}

func (Invoke) OpName() string     { return "invoke" }
func (Closure) OpName() string    { return "closure" }
func (Unset) OpName() string      { return "unset" }
func (UnsetCheck) OpName() string { return "unset.check" }
func (GlobalSet) OpName() string  { return "global.set" }
func (Global) OpName() string     { return "global" }
func (Annotated) OpName() string  { return "annotated" }

// Infer gives one value.
func (o Invoke) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	pos := len(n.Args) - 1 - len(o.Names)
	if pos < 0 {
		return nil, fmt.Errorf("has %d operands for %d keyword arguments", len(n.Args), len(o.Names))
	}
	if o.Stars != nil && len(o.Stars) != pos {
		return nil, fmt.Errorf("has %d star flags for %d positional arguments", len(o.Stars), pos)
	}
	return results(n, -1, 1)
}

// Infer gives one value.
func (o Closure) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return results(n, o.Captures+o.Defaults, 1)
}

// Infer gives one value.
func (Unset) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 0, 1) }

// Infer gives one value.
func (UnsetCheck) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 1) }

// Infer gives nothing.
func (GlobalSet) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 0) }

// Infer gives one value.
func (Global) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 0, 1) }

// Infer gives one value.
func (Annotated) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 1) }
