package names

import (
	"maps"
	"slices"
	"strings"
)

// modules are those that programs import, each with the name by which they
// mostly do.
var modules = map[string]string{
	"math": "math", "numpy": "np", "numpy.random": "", "functools": "functools", "os": "os", "os.path": "", "myia": "myia",
	"dataclasses": "dataclasses", "typing": "typing", "collections.abc": "", "__future__": "", "sys": "sys",
	"ml_dtypes": "ml_dtypes",
}

// IsModule reports whether a program may import a module.
func IsModule(name string) bool { _, ok := modules[name]; return ok }

// Modules lists what programs may import, sorted.
func Modules() []string { return slices.Sorted(maps.Keys(modules)) }

// typing are the names that annotations use most.
const typing = " Any Callable Dict List NamedTuple Optional Sequence Tuple Union "

// ImportLine is the import that would bind a name, or "".
func (t *Table) ImportLine(name string) string {
	for module, bound := range modules {
		switch {
		case name == module && bound != "":
			return "import " + module
		case name == bound && bound != "":
			return "import " + module + " as " + bound
		}
	}
	if len(name) < 2 {
		return ""
	}
	for _, module := range []string{"dataclasses", "functools", "typing", "myia", "math", "numpy", "ml_dtypes"} {
		if t.Has(module, name) || module == "typing" && strings.Contains(typing, " "+name+" ") {
			return "from " + module + " import " + name
		}
	}
	return ""
}
