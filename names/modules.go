package names

import (
	"maps"
	"slices"
	"strings"
)

// module is one that programs import.
type module struct {
	as      string // the name by which they mostly do, if any
	covered bool   // Myia has a good part of it: docs/ops.md says what
}

var modules = map[string]module{
	"math": {"math", true}, "numpy": {"np", true}, "numpy.random": {"", true}, "numpy.linalg": {"", true}, "numpy.testing": {"", true}, "scipy": {"", true}, "scipy.special": {"", true}, "myia": {"myia", true},
	"os": {"os", false}, "os.path": {"", true}, "sys": {"sys", false}, "functools": {"functools", false}, "dataclasses": {"dataclasses", false},
	"typing": {"typing", false}, "abc": {"", false}, "collections": {"collections", false}, "collections.abc": {"", false}, "__future__": {"", false}, "ml_dtypes": {"ml_dtypes", true},
}

// Covered reports whether Myia has a good part of a module.
func Covered(name string) bool { return modules[name].covered }

// IsModule reports whether a program may import a module.
func IsModule(name string) bool { _, ok := modules[name]; return ok }

// Modules lists what programs may import, sorted.
func Modules() []string { return slices.Sorted(maps.Keys(modules)) }

// typing are the names that annotations use most.
const typing = " Any Callable Dict List NamedTuple Optional Sequence Tuple Union "

// ImportLine is the import that would bind a name, or "".
func (t *Table) ImportLine(name string) string {
	for full, m := range modules {
		switch {
		case m.as == "":
		case name == full:
			return "import " + full
		case name == m.as:
			return "import " + full + " as " + m.as
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
