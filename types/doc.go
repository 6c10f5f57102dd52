// Package types holds the types of every stage, their shapes and dimensions,
// and the cotangent type of each.
//
// Types are immutable trees, compared by Equal and ordered by Compare, names of
// sizes included. Where many are compared, or found again, a Universe gives
// equal ones one ID. Recursive types are nominal: Named mentions a class or a
// closure, and the module holds the types of its parts.
//
// Surface values have the type Any. Typed IR uses the Python types (Int,
// Float, Str, ...), NumPy's arrays (rank 0 being a NumPy scalar), containers,
// objects, function values and unions. Core and opt use machine scalars
// (Scalar), Str, arrays of rank 1 and more, Vec, Opt and Node only.
//
// Read types.go first, then join.go, universe.go, core.go, parse.go and parse_typed.go.
package types
