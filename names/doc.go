// Package names declares what programs may name: built-ins, functions of
// modules, methods, constants, exceptions.
//
// A Decl is the one place that says how a name is written and called, and what
// it is. The names that inference itself serves are declared here (forms.go,
// values.go); primitives and functions of the library are declared where they
// are defined, and a Table puts all of them together. The frontend asks it
// which names there are, inference what arguments they take, the surface
// interpreter which calls it must serve itself, and docs/ops.md lists it.
//
// foreign.go knows what Python, NumPy and other libraries have beside that:
// python.txt is made by scripts/names.py from the modules that are installed,
// others.txt is kept by hand, and instead.txt says what to write for names
// that Myia lacks.
//
// Names are full and have NumPy as np: "len", "np.sum", "math.pi". Methods have
// the kind of what they belong to: ".str.join".
package names
