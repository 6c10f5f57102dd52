"""A stand-in for the module `myia` under CPython: reverse mode by a tape, eagerly.

It exists so that CPython and NumPy can be the oracle for programs that differentiate. It shares
nothing with the compiler, supports any order, and is slow. What it cannot follow raises TypeError:
a value is never detached from the tape silently.
"""

import builtins
import dataclasses
import heapq
import inspect
import itertools
import math

import numpy as np

_ids = itertools.count()
_levels = itertools.count(1)


class NoTangent:
    """The cotangent of what has no tangent: the unit of + and absorbing under *."""

    def __repr__(self):
        return "NoTangent"

    def __add__(self, other):
        return other

    def __mul__(self, other):
        return self

    __radd__ = __rsub__ = __sub__ = __add__
    __rmul__ = __truediv__ = __mul__
    __array_ufunc__ = None

    def __neg__(self):
        return self


NoTangent = NoTangent()


class Var:
    """One value on the tape of one call of grad. Its id orders it after all that it depends on."""

    __slots__ = ("value", "level", "id", "parents")

    def __init__(self, value, level, parents=()):
        self.value, self.level, self.parents = value, level, parents
        self.id = next(_ids)

    def __array_ufunc__(self, ufunc, method, *args, **kwargs):
        if method != "__call__" or ufunc not in _functions:
            raise TypeError(f"oracle: no derivative of {ufunc.__name__}.{method}")
        return _functions[ufunc](*args, **kwargs)

    def __array_function__(self, func, types, args, kwargs):
        if func not in _functions:
            raise TypeError(f"oracle: no derivative of {func.__name__}")
        return _functions[func](*args, **kwargs)

    def __float__(self):
        raise TypeError("oracle: float() would detach the value from the tape")

    def __bool__(self):
        return bool(raw(self))

    def __len__(self):
        return len(raw(self))

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __repr__(self):
        return repr(raw(self))

    def __str__(self):
        return str(raw(self))

    def __format__(self, spec):
        return format(raw(self), spec)

    shape = property(lambda x: np.shape(raw(x)))
    ndim = property(lambda x: np.ndim(raw(x)))
    size = property(lambda x: np.size(raw(x)))
    dtype = property(lambda x: raw(x).dtype)
    T = property(lambda x: np.transpose(x))


def raw(x):
    while isinstance(x, Var):
        x = x.value
    return x


def _record(f, vjps, args, kwargs):
    """Applies f; if an argument is on a tape, records the rule of each argument on the innermost one."""
    top = 0
    for a in args:
        if type(a) is Var and a.level > top:
            top = a.level
    if not top:
        return f(*args, **kwargs)
    active = [i for i, a in enumerate(args) if type(a) is Var and a.level == top]
    values = [a.value if i in active else a for i, a in enumerate(args)]
    out = _record(f, vjps, values, kwargs)
    parents = []
    for i in active:
        rule = vjps(i) if callable(vjps) else vjps[i]
        if rule is not None:
            parents.append((args[i], lambda g, rule=rule: rule(g, out, *values, **kwargs)))
    return Var(out, top, tuple(parents))


_functions = {}


def _define(f, *vjps, names=(), variadic=None):
    def apply(*args, **kwargs):
        return _record(f, variadic or vjps, args, kwargs)

    for name in (f, *names):
        _functions[name] = apply
    return apply


def _like(g, x):
    """Sums a cotangent over the axes along which x was broadcast."""
    shape = np.shape(raw(x))
    extra = np.ndim(raw(g)) - len(shape)
    if extra:
        g = np.sum(g, axis=tuple(range(extra)))
    for axis, n in enumerate(shape):
        if n == 1 and np.shape(raw(g))[axis] != 1:
            g = np.sum(g, axis=axis, keepdims=True)
    return g


def _share(x, y, out):
    """How much of the cotangent x receives from a maximum or minimum: half at a tie."""
    x, y, out = raw(x), raw(y), raw(out)
    return np.where(x == y, 0.5, np.where(x == out, 1.0, 0.0))


def _binary(ufunc, operator, vx, vy, names=()):
    return _define(
        lambda x, y: operator(x, y),
        lambda g, o, x, y: _like(vx(g, o, x, y), x),
        lambda g, o, x, y: _like(vy(g, o, x, y), y),
        names=(ufunc, *names),
    )


def _log(x):
    return np.log(np.where(raw(x) > 0, x, 1.0)) if isinstance(x, np.ndarray) else (np.log(x) if raw(x) > 0 else 0.0)


add = _binary(np.add, lambda x, y: x + y, lambda g, o, x, y: g, lambda g, o, x, y: g)
sub = _binary(np.subtract, lambda x, y: x - y, lambda g, o, x, y: g, lambda g, o, x, y: -g)
mul = _binary(np.multiply, lambda x, y: x * y, lambda g, o, x, y: g * y, lambda g, o, x, y: g * x)
div = _binary(np.divide, lambda x, y: x / y, lambda g, o, x, y: g / y, lambda g, o, x, y: -g * o / y)
power = _binary(
    np.power,
    lambda x, y: x**y,
    lambda g, o, x, y: g * 0.0 if isinstance(raw(y), (int, float)) and raw(y) == 0 else g * (y * x ** (y - 1)),
    lambda g, o, x, y: g * o * _log(x),
    names=(np.float_power,),
)
mod = _binary(np.mod, lambda x, y: x % y, lambda g, o, x, y: g, lambda g, o, x, y: -g * raw(x // y))
floordiv = _binary(np.floor_divide, lambda x, y: x // y, lambda g, o, x, y: g * 0.0, lambda g, o, x, y: g * 0.0)
maximum = _binary(
    np.maximum, np.maximum, lambda g, o, x, y: g * _share(x, y, o), lambda g, o, x, y: g * _share(y, x, o)
)
minimum = _binary(
    np.minimum, np.minimum, lambda g, o, x, y: g * _share(x, y, o), lambda g, o, x, y: g * _share(y, x, o)
)
neg = _define(lambda x: -x, lambda g, o, x: -g, names=(np.negative,))
absolute = _define(lambda x: abs(x), lambda g, o, x: g * np.sign(raw(x)), names=(np.abs, np.absolute))


def _unary(ufunc, name, rule):
    """An elementwise function under NumPy's name and, for Python's numbers, under math's."""
    scalar = getattr(math, name, None)
    _define(ufunc, lambda g, o, x: rule(g, o, x))
    if scalar is not None:
        _functions[scalar] = _define(scalar, lambda g, o, x: rule(g, o, x))
        setattr(math, name, _functions[scalar])


_unary(np.exp, "exp", lambda g, o, x: g * o)
_unary(np.log, "log", lambda g, o, x: g / x)
_unary(np.log1p, "log1p", lambda g, o, x: g / (1.0 + x))
_unary(np.expm1, "expm1", lambda g, o, x: g * (o + 1.0))
_unary(np.sin, "sin", lambda g, o, x: g * np.cos(x))
_unary(np.cos, "cos", lambda g, o, x: -g * np.sin(x))
_unary(np.tan, "tan", lambda g, o, x: g * (1.0 + o * o))
_unary(np.tanh, "tanh", lambda g, o, x: g * (1.0 - o * o))
_unary(np.sinh, "sinh", lambda g, o, x: g * np.cosh(x))
_unary(np.cosh, "cosh", lambda g, o, x: g * np.sinh(x))
_unary(np.sqrt, "sqrt", lambda g, o, x: g * 0.5 / o)
_unary(np.sign, "sign", lambda g, o, x: g * 0.0)
_unary(np.floor, "floor", lambda g, o, x: g * 0.0)
_unary(np.ceil, "ceil", lambda g, o, x: g * 0.0)
_unary(np.trunc, "trunc", lambda g, o, x: g * 0.0)
_unary(np.rint, "rint", lambda g, o, x: g * 0.0)
_unary(np.abs, "fabs", lambda g, o, x: g * np.sign(raw(x)))
_unary(np.square, "square", lambda g, o, x: g * 2.0 * x)
_math_pow = math.pow
math.pow = lambda x, y: x**y if type(x) is Var or type(y) is Var else _math_pow(x, y)


def _grow(g, axis, keepdims, shape):
    """Undoes what a reduction did to the shape."""
    if axis is None:
        return np.broadcast_to(np.reshape(g, (1,) * len(shape)), shape)
    if not keepdims:
        axes = sorted(a % len(shape) for a in (axis if isinstance(axis, tuple) else (axis,)))
        g = np.expand_dims(g, tuple(axes))
    return np.broadcast_to(g, shape)


_define(np.sum, lambda g, o, x, axis=None, keepdims=False: _grow(g, axis, keepdims, np.shape(raw(x))))
_define(
    np.prod,
    lambda g, o, x, axis=None, keepdims=False: _grow(g * o, axis, keepdims, np.shape(raw(x))) / x,
)


def _extremum(g, o, x, axis=None, keepdims=False):
    at = np.asarray(raw(x) == raw(_grow(o, axis, keepdims, np.shape(raw(x)))), float)
    return _grow(g, axis, keepdims, np.shape(raw(x))) * (at / np.sum(at, axis=axis, keepdims=True))


_define(np.max, _extremum, names=(np.amax,))
_define(np.min, _extremum, names=(np.amin,))


def _count(x, axis):
    shape = np.shape(raw(x))
    axes = range(len(shape)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    return math.prod(shape[a] for a in axes)


def _mean(x, axis=None, keepdims=False):
    return np.sum(x, axis=axis, keepdims=keepdims) / _count(x, axis)


def _var(x, axis=None, keepdims=False, ddof=0):
    d = x - _mean(x, axis, True)
    return np.sum(d * d, axis=axis, keepdims=keepdims) / (_count(x, axis) - ddof)


_functions[np.mean] = _mean
_functions[np.var] = _var
_functions[np.std] = lambda *args, **kwargs: np.sqrt(_var(*args, **kwargs))
_functions[np.argmax] = lambda x, axis=None: np.argmax(raw(x), axis)
_functions[np.argmin] = lambda x, axis=None: np.argmin(raw(x), axis)
for _f in (np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal, np.isnan, np.isinf):
    _functions[_f] = lambda *args, _f=_f: _f(*map(raw, args))
for _f in (np.zeros_like, np.ones_like, np.full_like, np.shape, np.ndim, np.size):
    _functions[_f] = lambda x, *args, _f=_f, **kwargs: _f(raw(x), *args, **kwargs)

_define(np.reshape, lambda g, o, x, *shape: np.reshape(g, np.shape(raw(x))), None)
_define(np.ravel, lambda g, o, x: np.reshape(g, np.shape(raw(x))))
_define(np.expand_dims, lambda g, o, x, axis: np.reshape(g, np.shape(raw(x))), None)
_define(np.squeeze, lambda g, o, x, axis=None: np.reshape(g, np.shape(raw(x))), None)
_define(np.broadcast_to, lambda g, o, x, shape: _like(g, x), None)
_define(
    np.transpose, lambda g, o, x, axes=None: np.transpose(g, None if axes is None else tuple(np.argsort(axes))), None
)
_define(np.swapaxes, lambda g, o, x, a, b: np.swapaxes(g, a, b), None, None)
_define(
    np.where,
    None,
    lambda g, o, c, x, y: _like(np.where(raw(c), g, 0.0), x),
    lambda g, o, c, x, y: _like(np.where(raw(c), 0.0, g), y),
)
_functions[np.clip] = lambda x, lo, hi: np.minimum(np.maximum(x, lo), hi)


def _mat(x):
    return np.swapaxes(x, -1, -2)


def _matmul(a, b):
    na, nb = np.ndim(raw(a)), np.ndim(raw(b))
    if na == 1 and nb == 1:
        return np.sum(a * b)
    if na == 1:
        return np.squeeze(_product(np.expand_dims(a, 0), b), -2)
    if nb == 1:
        return np.squeeze(_product(a, np.expand_dims(b, 1)), -1)
    return _product(a, b)


_product = _define(
    lambda a, b: np.matmul(a, b),
    lambda g, o, a, b: _like(_product(g, _mat(b)), a),
    lambda g, o, a, b: _like(_product(_mat(a), g), b),
)
_functions[np.matmul] = _matmul
_functions[np.dot] = _matmul
_functions[np.outer] = lambda a, b: np.reshape(a, (-1, 1)) * np.reshape(b, (1, -1))


def _scatter(g, index, x):
    out = np.zeros(np.shape(x), np.result_type(g))
    np.add.at(out, index, g)
    return out


_put = _define(_scatter, lambda g, o, v, index, x: g[index], None, None)
_take = _define(lambda x, index: x[index], lambda g, o, x, index: _put(g, index, raw(x)), None)
_cast = _define(lambda x, dtype: x.astype(dtype), lambda g, o, x, dtype: _cast(g, raw(x).dtype), None)
_pieces = _define(
    lambda *xs, axis: np.concatenate(xs, axis),
    variadic=lambda i: lambda g, o, *xs, axis: _section(g, xs, i, axis),
)


def _section(g, xs, i, axis):
    start = sum(np.shape(raw(x))[axis] for x in xs[:i])
    index = [slice(None)] * np.ndim(raw(g))
    index[axis] = slice(start, start + np.shape(raw(xs[i]))[axis])
    return _take(g, tuple(index))


_functions[np.concatenate] = lambda xs, axis=0: _pieces(*xs, axis=axis)
_functions[np.stack] = lambda xs, axis=0: _pieces(*[np.expand_dims(x, axis) for x in xs], axis=axis)
_functions[np.vstack] = lambda xs: _pieces(*xs, axis=0)

_array, _asarray = np.array, np.asarray


def _nested(xs):
    """An array of a nested list with tape values in it."""
    if isinstance(xs, (list, tuple)):
        return np.stack([_nested(x) for x in xs])
    return xs if isinstance(xs, Var) else _asarray(xs)


def _holds(xs):
    return isinstance(xs, Var) or (isinstance(xs, (list, tuple)) and any(map(_holds, xs)))


def _convert(f):
    def convert(x, dtype=None, **kwargs):
        if not _holds(x):
            return f(x, dtype=dtype, **kwargs)
        x = _nested(x)
        return x if dtype is None else _cast(x, dtype)

    return convert


np.array, np.asarray = _convert(_array), _convert(_asarray)

for _name, _f in {
    "add": lambda x, y: add(x, y),
    "sub": lambda x, y: sub(x, y),
    "mul": lambda x, y: mul(x, y),
    "truediv": lambda x, y: div(x, y),
    "floordiv": lambda x, y: floordiv(x, y),
    "mod": lambda x, y: mod(x, y),
    "pow": lambda x, y: power(x, y),
    "matmul": _matmul,
}.items():
    setattr(Var, f"__{_name}__", _f)
    setattr(Var, f"__r{_name}__", lambda x, y, _f=_f: _f(y, x))
for _name in ("lt", "le", "gt", "ge", "eq", "ne"):
    setattr(Var, f"__{_name}__", lambda x, y, _n=f"__{_name}__": getattr(np.asarray(raw(x)), _n)(raw(y)))
Var.__hash__ = object.__hash__
Var.__neg__ = lambda x: neg(x)
Var.__pos__ = lambda x: x
Var.__abs__ = lambda x: absolute(x)
Var.__getitem__ = lambda x, i: _take(x, i)
Var.astype = lambda x, dtype: _cast(x, dtype)
Var.reshape = lambda x, *s: np.reshape(x, s[0] if len(s) == 1 else s)
Var.transpose = lambda x, *s: np.transpose(x, s or None)
Var.item = lambda x: x
for _name in ("sum", "prod", "mean", "var", "std", "max", "min", "argmax", "ravel", "squeeze", "dot", "clip"):
    setattr(Var, _name, lambda x, *a, _f=getattr(np, _name), **k: _f(x, *a, **k))

# Python's own functions that look inside their arguments.
_max, _min, _float, _isinstance = builtins.max, builtins.min, float, isinstance


def _fold(plain, pair):
    def best(*xs, **kwargs):
        xs = tuple(xs[0]) if len(xs) == 1 else xs
        if not any(type(x) is Var for x in xs):
            return plain(xs, **kwargs)
        out = xs[0]
        for x in xs[1:]:
            out = pair(out, x)
        return out

    return best


builtins.max, builtins.min = _fold(_max, maximum), _fold(_min, minimum)


def _leaf(x):
    return _isinstance(x, (_float, np.floating)) or (_isinstance(x, np.ndarray) and x.dtype.kind == "f")


def _fields(x):
    """The names of the fields of an object of a dataclass or of a class of the program; None of anything else."""
    if _isinstance(x, type):
        return None
    if dataclasses.is_dataclass(x):
        return [field.name for field in dataclasses.fields(x)]
    return list(vars(x)) if type(x).__module__ == "__main__" and hasattr(x, "__dict__") else None


def _map(f, x):
    """Rebuilds x with f applied to its float leaves; dataclasses without __post_init__."""
    if type(x) is Var or _leaf(x):
        return f(x)
    if _isinstance(x, (tuple, list)):
        return type(x)([_map(f, v) for v in x])
    if _isinstance(x, dict):
        return {k: _map(f, v) for k, v in x.items()}
    if (names := _fields(x)) is not None:
        out = object.__new__(type(x))
        for name in names:
            object.__setattr__(out, name, _map(f, getattr(x, name)))
        return out
    return x


def _cotangent(x, ct):
    if type(x) is Var:
        return ct(x)
    if _isinstance(x, (tuple, list)):
        return type(x)([_cotangent(v, ct) for v in x])
    if _isinstance(x, dict):
        return {k: _cotangent(v, ct) for k, v in x.items()}
    if (names := _fields(x)) is not None:
        out = object.__new__(type(x))
        for name in names:
            object.__setattr__(out, name, _cotangent(getattr(x, name), ct))
        return out
    return NoTangent


def _holds_float(x):
    """Whether x holds a float or an empty list, which could."""
    if _isinstance(x, (tuple, list)):
        return _isinstance(x, list) and not x or any(map(_holds_float, x))
    if _isinstance(x, dict):
        return any(map(_holds_float, x.values()))
    if (names := _fields(x)) is not None:
        return any(_holds_float(getattr(x, name)) for name in names)
    return type(x) is Var or _leaf(x)


def _leaves(x):
    found = []
    _map(lambda v: found.append(v) or v, x)
    return found


def _backward(out, dout, level):
    """The cotangents of all values of one level that the result depends on, by id."""
    cts, heap = {}, []

    def give(v, g):
        if v.id in cts:
            cts[v.id] = cts[v.id] + g
        else:
            cts[v.id] = g
            heapq.heappush(heap, (-v.id, v))

    for v, g in zip(_leaves(out), _leaves(dout), strict=True):
        if type(v) is Var and v.level == level:
            give(v, g)
    while heap:
        _, v = heapq.heappop(heap)
        if not v.parents:
            continue
        g = cts.pop(v.id)
        for parent, rule in v.parents:
            give(parent, rule(g))
    return cts


def _places(bound):
    """What positions count: the positional arguments, those of *args one by one, then those by keyword only."""
    places = []
    for name, x in bound.arguments.items():
        if bound.signature.parameters[name].kind is inspect.Parameter.VAR_POSITIONAL:
            places += [(name, i) for i in range(len(x))]
        else:
            places.append((name, None))
    return places


def _choose(bound, wrt, given):
    """The places that positions and names stand for; negative positions count from the last argument given."""
    places = _places(bound)
    return [(w, None) if _isinstance(w, str) else places[w + given if w < 0 else w] for w in wrt]


def grad(f, *wrt, return_value=False, argnums=None, has_aux=False):
    if len(wrt) == 1 and _isinstance(wrt[0], (tuple, list)):
        wrt, argnums = (), wrt[0]
    star = "*" in wrt
    several = star or len(wrt) > 1 or _isinstance(argnums, (tuple, list))
    if argnums is not None:
        wrt = argnums if several else (argnums,)

    def derivative(*args, dout=None, **kwargs):
        bound = inspect.signature(f).bind(*args, **kwargs)
        bound.apply_defaults()
        chosen = _places(bound) if star else _choose(bound, wrt or (0,), len(args))
        level = next(_levels)
        for name, i in chosen:
            x = bound.arguments[name]
            if not star and not _holds_float(x if i is None else x[i]):
                raise TypeError(f"argument {name} holds no float; write 3.0")
            lift = lambda v: v if type(v) is Var and v.level == level else Var(v, level)  # noqa: E731
            bound.arguments[name] = (
                _map(lift, x) if i is None else (*x[:i], _map(lift, x[i]), *x[i + 1 :])
            )
        out = f(*bound.args, **bound.kwargs)
        result = out[0] if has_aux else out
        if dout is None:
            if np.shape(raw(result)) != () or _isinstance(raw(result), (tuple, list, dict)):
                raise TypeError("the result is not a real scalar: dout= is required")
            dout = np.float32(1) if getattr(raw(result), "dtype", None) == np.float32 else 1.0
        cts = _backward(result, dout, level) if _leaves(result) else {}  # sum([]) is an int

        def ct(x):
            g = cts.get(x.id)
            value = x.value
            if g is None:
                g = np.zeros_like(raw(value)) if np.shape(raw(value)) else type(raw(value))(0)
            if type(g) is Var:
                return g
            if type(raw(value)) is _float:
                return _float(g)
            return np.asarray(g, raw(value).dtype)[()]

        arguments = [bound.arguments[name] if i is None else bound.arguments[name][i] for name, i in chosen]
        gradients = tuple(_cotangent(x, ct) for x in arguments)
        value = _map(lambda v: v.value if type(v) is Var and v.level == level else v, out)
        if return_value and argnums is None:
            return (value, *gradients)
        g = gradients if several else gradients[0]
        return (value, g) if return_value else (g, value[1]) if has_aux else g

    derivative.__signature__ = inspect.signature(f)
    return derivative


def value_and_grad(f, *wrt, **kwargs):
    return grad(f, *wrt, return_value=True, **kwargs)


def stop_gradient(x):
    return _map(raw, x)


def softmax(x, axis=-1):
    e = np.exp(x - stop_gradient(np.max(x, axis=axis, keepdims=True)))
    return e / np.sum(e, axis=axis, keepdims=True)


def logsumexp(x, axis=-1, keepdims=False):
    m = stop_gradient(np.max(x, axis=axis, keepdims=True))
    s = np.log(np.sum(np.exp(x - m), axis=axis, keepdims=True)) + m
    return s if keepdims else np.squeeze(s, axis)


def log_softmax(x, axis=-1):
    return x - logsumexp(x, axis, True)


def one_hot(i, n, dtype=np.float64):
    return np.asarray(np.expand_dims(i, -1) == np.arange(n), dtype)
