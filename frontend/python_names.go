package frontend

import (
	_ "embed"
	"slices"
	"strings"
)

// pythonNames holds the public names of math and of NumPy 2.4 and its parts, a
// line for each module.
//
//go:embed python_names.txt
var pythonNames string

// PythonHas reports whether a module of Python or NumPy has a name; listed is
// false for modules whose names are not listed.
func PythonHas(module, name string) (has, listed bool) {
	for line := range strings.Lines(pythonNames) {
		if of, names, ok := strings.Cut(line, ":"); ok && of == module {
			return slices.Contains(strings.Fields(names), name), true
		}
	}
	return false, false
}
