package names

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed python.txt
var pythonText string

//go:embed others.txt
var othersText string

//go:embed instead.txt
var insteadText string

// lines reads "key: value" lines, of values between blanks; # begins a comment.
func lines(texts ...string) map[string]string {
	out := map[string]string{}
	for _, text := range texts {
		for line := range strings.Lines(text) {
			if key, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && !strings.HasPrefix(line, "#") {
				out[key] = " " + value + " "
			}
		}
	}
	return out
}

var (
	foreign = sync.OnceValue(func() map[string]string { return lines(pythonText, othersText) })
	instead = sync.OnceValue(func() map[string]string { return lines(insteadText) })
	python  = sync.OnceValue(func() map[string]string { return lines(pythonText) })
)

func pythonHas(module, name string) bool { return strings.Contains(python()[module], " "+name+" ") }

// PythonHas reports whether a module of Python, NumPy or SciPy has a name, or a
// type ("." before it) a method; listed is false for modules whose names are
// not all known.
func PythonHas(module, name string) (has, listed bool) {
	_, listed = python()[Python(module)]
	return pythonHas(Python(module), name), listed
}

// IsBuiltin reports whether Python has a built-in of that name.
func IsBuiltin(name string) bool {
	return pythonHas("builtins", name) || slices.Contains([]string{"__import__", "__doc__", "__spec__", "__builtins__", "__debug__"}, name)
}

// IsForeign reports whether a module is one of Python's or of a package that
// programs of this kind import.
func IsForeign(module string) bool {
	root, _, _ := strings.Cut(module, ".")
	return pythonHas("modules", root) || strings.Contains(foreign()["packages"], " "+root+" ")
}

// Instead says in one line what to write for a name that Myia lacks, or is "".
// Names are Python's: "numpy.sort", "sorted", ".str.upper"; ".backward" is an
// attribute of anything.
func Instead(name string) string { return strings.TrimSpace(instead()[Python(name)]) }

// Others lists the names of a package that others.txt has.
func Others(module string) []string { return strings.Fields(foreign()[module]) }
