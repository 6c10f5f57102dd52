package dynamic

import (
	"errors"
	"strings"

	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// castingError is NumPy's exception of an operation in place whose result is of a greater kind.
const castingError = "numpy._core._exceptions._UFuncOutputCastingError"

// exceptionBases are the bases of Python's exceptions that have another one than Exception.
var exceptionBases = map[string]string{
	"ZeroDivisionError": "ArithmeticError", "OverflowError": "ArithmeticError", "FloatingPointError": "ArithmeticError",
	"IndexError": "LookupError", "KeyError": "LookupError", "UnboundLocalError": "NameError",
	"NotImplementedError": "RuntimeError", "RecursionError": "RuntimeError", "FileNotFoundError": "OSError", "IOError": "OSError",
	castingError: "TypeError", "numpy.linalg.LinAlgError": "ValueError", "dataclasses.FrozenInstanceError": "AttributeError",
	"Exception": "BaseException", "KeyboardInterrupt": "BaseException", "BaseException": "",
}

// derivesFrom reports whether a class of Python's exceptions is another one or derives from it.
func derivesFrom(name, base string) bool {
	for name != "" && name != base {
		of, ok := exceptionBases[name]
		if !ok {
			of = "Exception"
		}
		name = of
	}
	return name == base
}

// tried begins the body of a try as a function of its own, which the step calls: an exception ends that call alone.
func tried(fn string, before int) action {
	return func(st *step, args []*value) (answer, error) {
		out, err := st.of.inner.Call(st.of.ctx, fn, boxAll(args[before:]))
		if err == nil {
			return give(append([]*value{none()}, unboxAll(out)...)...)
		}
		var r *ops.Raised
		if !errors.As(err, &r) || r.Class == "KeyboardInterrupt" || r.Class == closed {
			return answer{}, err
		}
		return give(append([]*value{st.of.exception(r)}, args[:before]...)...)
	}
}

// exception is the value of an exception that was raised.
func (s *Surface) exception(r *ops.Raised) *value {
	if v := s.raised[r]; v != nil {
		return v
	}
	v := &value{t: types.Bound{By: types.Raisable{Class: r.Class}}}
	if r.Msg != "" {
		v.parts = []*value{text(r.Msg)}
	}
	v.raised, v.worded = r, true
	return v
}

// throwValue raises an exception that is a value.
func (st *step) throwValue(x *value) error {
	if x.class != nil && x.class.exception != "" {
		v, err := st.await(st.create(x.class, arguments{}))
		if err != nil {
			return err
		}
		x = v
	}
	if x.obj == nil || x.obj.class.exception == "" {
		return raise("TypeError", "exceptions must derive from BaseException")
	}
	msg, err := st.text(x, false)
	if err != nil {
		return err
	}
	r := &ops.Raised{Class: x.obj.class.decl.Display, Msg: msg}
	st.of.raised[r] = x
	x.raised = r
	return r
}

// rethrow raises an exception again.
func rethrow(st *step, args []*value) (answer, error) {
	x := args[0]
	switch {
	case x.is(types.None):
		return answer{}, raise("RuntimeError", "No active exception to reraise")
	case x.raised != nil:
		return answer{}, x.raised
	}
	return throw(st, []*value{x, text("")})
}

// matches reports whether an exception is of a class, or of one of a tuple.
func (st *step) matches(x, class *value) (bool, error) {
	if class.isTuple() {
		for _, c := range class.parts {
			if ok, err := st.matches(x, c); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	t, _ := class.t.(types.Static)
	switch {
	case class.class != nil && class.class.exception != "":
		return x.obj != nil && x.obj.class.derives(class.class), nil
	case t.Kind == "exception" || t.Name == "BaseException":
		return derivesFrom(x.exceptionClass(), names.Python(t.Name)), nil
	}
	return false, raise("TypeError", "catching classes that do not inherit from BaseException is not allowed")
}

// exceptionClass is the class of Python's that an exception is of, "" of other values.
func (v *value) exceptionClass() string {
	if v.obj != nil {
		return v.obj.class.exception
	}
	by, _ := raisable(v.t)
	return by.Class
}

// exceptionAttr is what an exception has of Exception itself, or nil.
func (st *step) exceptionAttr(x *value, name string) *value {
	switch name {
	case "args":
		return tuple(x.parts...)
	case "__init__":
		return native0(func(_ *step, _ *value, a []*value) (answer, error) {
			if x.obj != nil {
				x.obj.attrs.set("args", tuple(a...))
			}
			return give(none())
		})
	case "__str__":
		return native0(func(st *step, _ *value, _ []*value) (answer, error) { return given(st.exceptionText(x)) })
	case "__cause__", "__context__", "__traceback__":
		return none()
	}
	return nil
}

// exceptionText is str(x) of an exception.
func (st *step) exceptionText(x *value) (*value, error) {
	args := x.parts
	if x.obj != nil {
		args = x.own("args").parts
	}
	switch len(args) {
	case 0:
		return text(""), nil
	case 1:
		s, err := st.text(args[0], x.exceptionClass() == "KeyError" && !x.worded)
		return text(s), err
	}
	out, err := st.reprs(args)
	return text("(" + strings.Join(out, ", ") + ")"), err
}
