package frontend

// builtins are the built-in functions and types that inference knows.
var builtins = set("abs", "all", "any", "bool", "divmod", "enumerate", "filter", "float", "int", "isinstance", "len",
	"list", "map", "max", "min", "pow", "print", "range", "repr", "reversed", "round", "str", "sum", "tuple", "zip", "dict", "object", "Ellipsis")

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
	"__doc__", "__spec__", "__builtins__", "__debug__")

var builtinHelp = map[string]string{
	"eval":     "write the expression itself",
	"exec":     "write the statements themselves",
	"sorted":   "keep the list in order as it is made",
	"chr":      "index a string of the characters",
	"ord":      "keep numbers, or compare strings with < and ==",
	"callable": "write isinstance(x, T), or call it",
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
