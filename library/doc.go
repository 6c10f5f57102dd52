// Package library holds what Myia defines in its own language: functions of
// NumPy and of myia, and what built-ins do in terms of others. Each notion has
// a file, such as stats.py.
//
// A def np_mean in them defines np.mean, and its docstring is what
// docs/ops.md says of it; a name that begins with no module, such as
// round_int, is for inference and for the library alone. A parameter that is
// annotated static must be known at compile time: inference knows so before
// the first call and need not find out. Of one annotated known, on which sizes
// depend, it makes use if it is known.
//
// The texts are indexed once, and a function is built when it is first asked
// for, once for the process: a program pays for what it uses, however much
// there is. What is built never changes, so that all compilations share it;
// the surface module of a program refers to it (ir.Module.Imports).
package library
