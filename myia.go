// Package myia compiles programs in a subset of Python and calls their
// functions from Go, with gradients.
//
//	p, err := myia.CompileFile("model.py", myia.Options{})
//	y, err := p.Call("predict", x)
//	yg, err := p.ValueAndGrad("loss", []string{"w"}, w, x)
//
// Values are those of package compiler: nil, bool, int64, float64, string,
// *tensor.Tensor, Tuple, List, Dict, Map, Set and Object. As arguments, which
// are no Map, Set or Object, and inside them, Go's other int and float types are taken as int and float, and slices
// of numbers or bools as arrays of one axis with their element type. Arrays of
// more axes and NumPy scalars are made by tensor.From, and those of float16
// and bfloat16 by tensor.Convert; tensor.Of gives the elements of a result. A
// Python exception is returned as an *Exception, errors of the program as a
// diag.List.
//
// A function is compiled when it is first called with arguments of new types,
// and kept; one version serves arrays and lists of all sizes (see
// Options.ConstantSizes). A call runs the module level of the program first, as
// `python -c "import model; model.predict(x)"` would.
package myia

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// Options says how to compile and run; the zero value is the default: the best
// backend there is, optimised. Opt -1 turns optimisation off.
type Options = compiler.Options

// The forms of values that have no type in Go.
type (
	Tuple  = compiler.Tuple
	List   = compiler.List
	Dict   = compiler.Dict
	Map    = compiler.Map
	Set    = compiler.Set
	Object = compiler.Object
)

// Exception is a Python exception that ended a call.
type Exception struct {
	Class     string // "ZeroDivisionError"
	Message   string
	Traceback string // as Python prints it, the last line included
	cause     error
}

// Unwrap gives the end of the context that interrupted the call, if that was it.
func (e *Exception) Unwrap() error { return e.cause }

// Error is the last line of the traceback.
func (e *Exception) Error() string {
	if e.Message == "" {
		return e.Class
	}
	return e.Class + ": " + e.Message
}

// Program is a program whose functions can be called. It is safe for
// concurrent use: calls of compiled code run side by side, those of one
// function on the VM wait for each other.
type Program struct {
	prog     *compiler.Program
	opts     Options
	compiled *versions
}

// CompileFile reads and checks a program. What is wrong with it is a
// diag.List. Nothing runs before the first call.
func CompileFile(path string, o Options) (*Program, error) {
	p, errs := compiler.Load(path)
	if len(errs) > 0 {
		return nil, errs
	}
	return newProgram(p, o)
}

// CompileText does the same with a source text; name appears in diagnostics.
func CompileText(name, text string, o Options) (*Program, error) {
	return newProgram(compiler.FromText(name, text), o)
}

func newProgram(p *compiler.Program, o Options) (*Program, error) {
	switch o.Opt {
	case 0:
		o.Opt = 1
	case -1:
		o.Opt = 0
	}
	checked := o
	checked.Dump = nil
	if _, errs := p.Build(compiler.Call{}, compiler.Surface, checked); len(errs) > 0 {
		return nil, errs
	}
	if o.Out != nil {
		o.Out = &sharedWriter{to: o.Out}
	}
	return &Program{prog: p, opts: o, compiled: newVersions(versionsKept(o))}, nil
}

// sharedWriter is written to by calls that run side by side.
type sharedWriter struct {
	mu sync.Mutex
	to io.Writer
}

func (w *sharedWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.to.Write(p)
}

// Call calls a function of the program with positional arguments.
func (p *Program) Call(name string, args ...any) (any, error) {
	return p.CallContext(context.Background(), name, args...)
}

// CallContext is Call with a context that can end the run.
func (p *Program) CallContext(ctx context.Context, name string, args ...any) (any, error) {
	return p.call(ctx, compiler.Call{Func: name}, args)
}

// Grad is the gradient of a function at the arguments, with respect to the
// first of them if wrt is empty, or to what it names: one name or position
// gives that gradient, several a Tuple in their order, "*" a Tuple with one
// for each parameter.
func (p *Program) Grad(name string, wrt []string, args ...any) (any, error) {
	return p.call(context.Background(), compiler.Call{Func: name, Transform: "grad", Wrt: names(wrt)}, args)
}

// ValueAndGrad gives the Tuple of what the function returns and its gradients:
// (value, gradient), or (value, gradient, gradient, …) if wrt names several.
func (p *Program) ValueAndGrad(name string, wrt []string, args ...any) (any, error) {
	return p.call(context.Background(), compiler.Call{Func: name, Transform: "value_and_grad", Wrt: names(wrt)}, args)
}

func names(wrt []string) []any {
	out := make([]any, len(wrt))
	for i, w := range wrt {
		if n, err := strconv.ParseInt(w, 10, 64); err == nil {
			out[i] = n
		} else {
			out[i] = w
		}
	}
	return out
}

func (p *Program) call(ctx context.Context, c compiler.Call, args []any) (any, error) {
	values := make([]compiler.Value, len(args))
	for i, a := range args {
		values[i] = normal(a)
		t, err := compiler.TypeOf(values[i])
		if err != nil {
			return nil, fmt.Errorf("argument %d: %w", i+1, err)
		}
		c.Args = append(c.Args, t)
	}
	code := p.version(c)
	defer p.compiled.give(code)
	if code.err != nil {
		return nil, code.err
	}
	v, err := code.code.Call(ctx, values...)
	var r *ops.Raised
	if errors.As(err, &r) {
		return nil, &Exception{Class: r.Class, Message: r.Msg, Traceback: compiler.Traceback(r), cause: r.Cause}
	}
	return v, err
}

// version finds or makes the code of a call: for all sizes of its arguments, or for theirs alone if that is asked for or
// if the program needs to know them.
func (p *Program) version(c compiler.Call) *version {
	compile := func(c compiler.Call) *version {
		return p.compiled.take(callKey(c), func() (*compiler.Compiled, error) {
			comp, errs := p.prog.Compile(c, p.opts)
			if len(errs) > 0 {
				return nil, errs
			}
			return comp, nil
		})
	}
	named := c
	named.Args = compiler.NameSizes(c.Args)
	if p.opts.ConstantSizes || callKey(named) == callKey(c) || p.compiled.has(callKey(c)) {
		return compile(c)
	}
	v := compile(named)
	if v.err == nil {
		return v
	}
	p.compiled.give(v)
	return compile(c)
}

// defaultVersions are kept of a program.
const defaultVersions = 64

func versionsKept(o Options) int {
	if o.Versions > 0 {
		return o.Versions
	}
	return defaultVersions
}

func callKey(c compiler.Call) string {
	return fmt.Sprintf("%s %s %q %s", c.Func, c.Transform, c.Wrt, types.Tuple{Elems: c.Args})
}

// normal gives the value of the program that a value of Go stands for.
func normal(v any) any {
	switch v := v.(type) {
	case Tuple:
		return Tuple(normals(v))
	case List:
		return List(normals(v))
	case Dict:
		return Dict{Keys: v.Keys, Values: normals(v.Values)}
	}
	if t, ok := tensor.FromSlice(v); ok {
		return t
	}
	switch x := reflect.ValueOf(v); {
	case x.CanInt():
		return x.Int()
	case x.CanUint() && x.Uint() <= math.MaxInt64:
		return int64(x.Uint())
	case x.CanFloat():
		return x.Float()
	}
	return v
}

func normals(vs []any) []any {
	out := make([]any, len(vs))
	for i, v := range vs {
		out[i] = normal(v)
	}
	return out
}

// Errors gives the diagnostics of an error of this package, or nil.
func Errors(err error) []*diag.Diagnostic {
	var list diag.List
	if errors.As(err, &list) {
		return list
	}
	return nil
}

// Render is the text of an error for a person: diagnostics with their source
// lines, a traceback, or the message.
func Render(err error) string {
	var e *Exception
	if errors.As(err, &e) {
		return e.Traceback
	}
	if list := Errors(err); list != nil {
		var sb strings.Builder
		diag.Render(&sb, list, diag.Options{})
		return sb.String()
	}
	return err.Error() + "\n"
}
