package frontend

// builtins are the built-in functions and types that inference knows.
var builtins = set("abs", "all", "any", "bool", "divmod", "enumerate", "filter", "float", "int", "isinstance", "len",
	"list", "map", "max", "min", "pow", "print", "range", "repr", "reversed", "round", "str", "sum", "tuple", "zip", "dict", "object")

// exceptions are the exception classes that can be raised.
var exceptions = set("Exception", "ArithmeticError", "AssertionError", "AttributeError", "EOFError", "FileNotFoundError",
	"FloatingPointError", "IndexError", "IOError", "KeyError", "LookupError", "MemoryError", "NameError",
	"NotImplementedError", "OSError", "OverflowError", "RecursionError", "RuntimeError", "StopIteration", "TypeError",
	"UnboundLocalError", "ValueError", "ZeroDivisionError")

// pythonBuiltins are built-ins of CPython that Myia does not take.
var pythonBuiltins = set("aiter", "anext", "ascii", "bin", "breakpoint", "bytearray", "bytes", "callable", "chr",
	"classmethod", "compile", "complex", "delattr", "dir", "eval", "exec", "exit", "format", "frozenset", "getattr",
	"globals", "hasattr", "hash", "help", "hex", "id", "input", "issubclass", "iter", "locals", "memoryview", "next",
	"oct", "open", "ord", "property", "quit", "set", "setattr", "slice", "sorted", "staticmethod", "super",
	"type", "vars", "__import__", "NotImplemented", "BaseException", "KeyboardInterrupt", "SystemExit", "Warning",
	"__doc__", "__spec__", "__builtins__", "__debug__", "Ellipsis")

var builtinHelp = map[string]string{
	"repr":     "write f\"{x!r}\"",
	"format":   "write an f-string, such as f\"{x:.3f}\"",
	"open":     "read data with np.load or np.loadtxt",
	"input":    "pass the value as an argument of the function",
	"type":     "write isinstance(x, T)",
	"hasattr":  "write isinstance(x, T)",
	"getattr":  "write x.name",
	"next":     "use a for loop with break",
	"iter":     "use a for loop",
	"set":      "use a list or a tuple",
	"Ellipsis": "write ...",
}

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

func isBuiltin(name string) bool { return builtins[name] || exceptions[name] }

func builtinNames() []string {
	return append(keys(builtins), keys(exceptions)...)
}

// nearest returns the known name that is most like name, or "" if none is
// within a third of its letters. The known names are in order, so ties go to
// the first.
func nearest(name string, known []string) string {
	best, limit := "", max(1, len(name)/3)+1
	for _, k := range known {
		if d := distance(name, k); d < limit && k != name && len(k) > d {
			best, limit = k, d
		}
	}
	return best
}

// distance counts insertions, deletions, replacements and swaps of neighbours
// (optimal string alignment) from a to b.
func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
