# What surface IR does in terms of other operations, so that a function of the
# program that it calls has a frame like any other.
import numpy as np
from myia import drained, next_item, write


def list_of(xs):
    return [x for x in xs]


def tuple_of(xs):
    return tuple([x for x in xs])


def reversed_of(xs):
    return reversed([x for x in xs])


def with_lists(f, xs):
    return f(*[drained(x) for x in xs])


def next_zip(its, strict, zipped):
    items = []
    for it in its:
        found, item, _ = next_item(it)
        if not found:
            if strict:
                uneven(its, len(items))
            return (False, None, zipped)
        items = items + [item]
    return (len(its) > 0, tuple(items), zipped)


def up_to(k):
    return " 1" if k == 1 else "s 1-" + str(k)


def uneven(its, ended):
    if ended > 0:
        raise ValueError("zip() argument " + str(ended + 1) + " is shorter than argument" + up_to(ended))
    for k, it in enumerate(its):
        if k > 0:
            found, _, _ = next_item(it)
            if found:
                raise ValueError("zip() argument " + str(k + 1) + " is longer than argument" + up_to(k))


def next_map(f, it, mapped):
    found, items, it = next_item(it)
    if not found:
        return (False, None, mapped)
    return (True, f(*items), mapped)


def next_filter(f, it, filtered):
    found, item, it = next_item(it)
    while found:
        if item if f is None else f(item):
            return (True, item, filtered)
        found, item, it = next_item(it)
    return (False, None, filtered)


def next_enumerate(n, it, enumerated):
    found, item, it = next_item(it)
    if not found:
        return (False, None, enumerated)
    return (True, (n, item), enumerated)


def sum_of(xs, start):
    for x in xs:
        start = start + x
    return start


def any_of(xs):
    for x in xs:
        if x:
            return True
    return False


def all_of(xs):
    for x in xs:
        if not x:
            return False
    return True


def is_python(x):
    return isinstance(x, (int, float)) and not isinstance(x, np.float64)


def divmod_of(a, b):
    if is_python(a) and is_python(b) and (isinstance(a, float) or isinstance(b, float)) and b == 0:
        raise ZeroDivisionError("float divmod()")
    return (a // b, a % b)


def best_of(name, xs, key, empty):
    first, best, best_key = True, None, None
    for x in xs:
        k = x if key is None else key(x)
        if first or (k > best_key if name == "max" else k < best_key):
            first, best, best_key = False, x, k
    if not first:
        return best
    if len(empty) == 0:
        raise ValueError(name + "() arg is an empty sequence")
    return empty[0]


def reduced(f, xs, start):
    empty, acc = len(start) == 0, None
    if not empty:
        acc = start[0]
    for x in xs:
        if empty:
            empty, acc = False, x
        else:
            acc = f(acc, x)
    if empty:
        raise ValueError("reduce() of empty iterable with no initial value")
    return acc


def truth_of(method):
    return True if method() else False


def not_true(x):
    return False if x else True


def not_equal(a, b):
    return not (a == b)


def equal_parts(a, b):
    for x, y in zip(a, b):
        if not (x is y or x == y):
            return False
    return True


def in_order(op, a, b):
    if op == "<":
        return a < b
    if op == "<=":
        return a <= b
    if op == ">":
        return a > b
    return a >= b


def ordered(op, a, b):
    for x, y in zip(a, b):
        if not (x is y or x == y):
            return in_order(op, x, y)
    return in_order(op, len(a), len(b))


def contains(x, xs, negated):
    for y in xs:
        if y is x or y == x:
            return not negated
    return negated


def contains_by(method, x, negated):
    return (True if method(x) else False) != negated


def after(method, x):
    method()
    return x


def joined(texts, sep):
    s, first = "", True
    for t in texts:
        s, first = (t if first else s + sep + t), False
    return s


def repr_parts(start, xs, end):
    return start + joined([repr(x) for x in xs], ", ") + end


def repr_dict(keys, values):
    return "{" + joined([repr(k) + ": " + repr(v) for k, v in zip(keys, values)], ", ") + "}"


def repr_object(name, keys, values):
    return name + "(" + joined([k + "=" + repr(v) for k, v in zip(keys, values)], ", ") + ")"


def formatted(x, spec, as_repr):
    s = repr(x) if as_repr else str(x)
    return s if spec == "" else f"{s:{spec}}"


def print_all(xs, sep, end):
    write(joined([str(x) for x in xs], sep) + end)
