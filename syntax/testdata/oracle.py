"""The oracle of the parser's tests: what CPython 3.11's ast says.

    oracle.py --check        compare the stored expectations with CPython
    oracle.py --update       rewrite them
    oracle.py --dump FILES   print the tree of each file
    oracle.py --errors DIR   list the files of a directory that CPython refuses

A test is an archive testdata/*.txtar: a sentence that says what it claims,
then pairs of files NAME.py (the program; the escapes \\r \\t \\f \\xhh are
decoded if the name ends in .esc.py) and NAME.ast (the tree).
"""
import ast
import math
import pathlib
import re
import struct
import sys

SYMBOLS = {
    "Add": "+", "Sub": "-", "Mult": "*", "MatMult": "@", "Div": "/", "Mod": "%",
    "Pow": "**", "LShift": "<<", "RShift": ">>", "BitOr": "|", "BitXor": "^",
    "BitAnd": "&", "FloorDiv": "//", "And": "and", "Or": "or", "Invert": "~",
    "Not": "not", "UAdd": "+", "USub": "-", "Eq": "==", "NotEq": "!=", "Lt": "<",
    "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not",
    "In": "in", "NotIn": "not in", "Load": "Load", "Store": "Store", "Del": "Del",
}
SKIP = {"kind", "type_comment", "type_ignores"}
# Fields that are names: None is "" in Go.
NAMES = {"name", "asname", "module", "arg", "rest", "attr", "id"}


def escape(data):
    return "".join(chr(c) if 32 <= c <= 126 and c not in b"\\'" else "\\x%02x" % c
                   for c in data)


def float_text(f):
    """Go's FormatFloat(f, 'x', 13, 64)."""
    if math.isinf(f):
        return "+Inf"
    if f == 0:
        return "0x0." + "0" * 13 + "p+00"
    mantissa, exponent = re.fullmatch(r"0x1\.?([0-9a-f]*)p([+-]\d+)", normal_hex(f)).groups()
    exponent = int(exponent)
    return "0x1.%sp%s%02d" % (mantissa.ljust(13, "0"), "-" if exponent < 0 else "+", abs(exponent))


def normal_hex(f):
    """float.hex, with subnormal numbers normalised too."""
    if struct.unpack("<Q", struct.pack("<d", f))[0] >> 52 & 0x7FF:
        return f.hex()
    scaled = (f * 2.0**1000).hex()
    head, exponent = scaled.split("p")
    return "%sp%+d" % (head, int(exponent) - 1000)


def scalar(v, name=False):
    if v is None:
        return "''" if name else "None"
    if v is ...:
        return "..."
    if isinstance(v, (bool, int)):
        return str(v)
    if isinstance(v, float):
        return float_text(v)
    if isinstance(v, complex):
        return float_text(v.imag) + "j"
    if isinstance(v, str):
        return "'" + escape(v.encode("utf-8", "surrogatepass")) + "'"
    if isinstance(v, bytes):
        return "b'" + escape(v) + "'"
    return SYMBOLS[type(v).__name__]


def is_scalar(node, field, value):
    if field == "value" and isinstance(node, (ast.Constant, ast.MatchSingleton)):
        return True
    if field in NAMES and not isinstance(value, ast.AST):
        return True
    return isinstance(value, (str, int, bool, ast.operator, ast.unaryop, ast.boolop, ast.cmpop,
                              ast.expr_context))


def dump(node, out, depth=0):
    head = type(node).__name__.replace("_", "").lower()
    if hasattr(node, "lineno"):
        head += " %d:%d-%d:%d" % (node.lineno, node.col_offset, node.end_lineno,
                                  node.end_col_offset)
    lists = []
    for field in node._fields:
        if field in SKIP:
            continue
        value = getattr(node, field)
        label = field.replace("_", "")
        if is_scalar(node, field, value):
            if field in ("is_async", "simple"):
                value = bool(value)
            head += " %s=%s" % (label, scalar(value, field in NAMES))
        elif value is not None and value != []:
            lists.append((label, value))
    out.append(" " * depth + head)
    for label, value in lists:
        out.append(" " * (depth + 1) + label + ":")
        if isinstance(value, list):
            for element in value:
                if element is None:
                    out.append(" " * (depth + 2) + "none")
                elif isinstance(element, (str, ast.cmpop)):
                    out.append(" " * (depth + 2) + scalar(element))
                else:
                    dump(element, out, depth + 2)
        else:
            dump(value, out, depth + 2)


def tree(data):
    out = []
    for statement in ast.parse(data).body:
        dump(statement, out)
    return "".join(line + "\n" for line in out)


def decode(name, text):
    if name.endswith(".esc.py"):
        text = re.sub(r"\\(r|t|f|x[0-9a-f]{2})", lambda m: {
            "r": "\r", "t": "\t", "f": "\f"}.get(m[1]) or chr(int(m[1][1:], 16)), text)
    return text.encode()


def regenerate(text):
    parts = re.split(r"(?m)^-- (.*) --\n", text)
    out = [parts[0]]
    for name, body in zip(parts[1::2], parts[2::2]):
        if not name.endswith(".py"):
            continue
        out.append("-- %s --\n%s" % (name, body))
        out.append("-- %s.ast --\n%s" % (name[:-3], tree(decode(name, body))))
    return "".join(out)


def main():
    if sys.version_info[:2] != (3, 11):
        sys.exit("oracle.py needs CPython 3.11, this is " + sys.version.split()[0])
    command, args = sys.argv[1], sys.argv[2:]
    if command == "--dump":
        for path in args:
            print("== " + path)
            try:
                sys.stdout.write(tree(pathlib.Path(path).read_bytes()))
            except (SyntaxError, ValueError) as e:
                print("refused")
        return
    stale = 0
    for path in sorted(pathlib.Path(__file__).parent.glob("*.txtar")):
        old = path.read_text()
        new = regenerate(old)
        if old == new:
            continue
        stale += 1
        print(("rewritten: " if command == "--update" else "differs from CPython: ") + path.name)
        if command == "--update":
            path.write_text(new)
    sys.exit(1 if stale and command == "--check" else 0)


if __name__ == "__main__":
    import warnings
    warnings.simplefilter("ignore")
    main()
