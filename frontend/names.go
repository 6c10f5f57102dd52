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

// builtinHelp says for some of them what there is.
var builtinHelp = map[string]string{
	"format": "an f-string formats values",
	"open":   "np.load and np.loadtxt read files",
	"input":  "the value can be an argument of the function",
	"type":   "isinstance tells what a value is",
}

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

func (c *compiler) isBuiltin(name string) bool {
	return builtins[name] || exceptions[name] || name == RefusedName || c.prog.Known != nil && c.prog.Known(name)
}

func builtinNames() []string {
	return append(keys(builtins), keys(exceptions)...)
}
