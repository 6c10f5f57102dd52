// Package infer turns surface IR into typed IR: it infers types and shapes,
// specialises functions, resolves calls and operators, and reports what does
// not fit.
//
// It is an abstract interpreter. A context is a function at one list of
// argument types, up to the names of sizes, and at the known values of its
// static parameters (engine.go). A frame walks the surface function of a
// context and emits the typed one (frame.go, walk.go).
//
// An abstract value (val) is a point of a lattice, which each step goes up:
//
//	never < known value < exact list or product < type < union < error
//
// A known value matters only where it is demanded: an axis, a tuple index, a
// dtype, a callee. The first demand makes the parameters that the value comes
// from static and makes the call again (retry.go). Known values of static parameters are part of
// the context; others are forgotten at calls and joined at branches and loops.
//
// A context has a result, which only grows, and readers, which run again when
// it does (worklist.go). It is first run where it is first called; one that is
// still running gives what it is known to return so far. Types only grow,
// unions merge what is alike, and nested occurrences of one class, closure or
// tuple expression become a recursive type (types.Named, cells.go), so that
// this ends; the limits stand in one table in engine.go. What is learned too
// late makes inference forget what rests on its absence (retry.go). Each run
// replaces the typed function of its context and what it reported; at the end
// those that the entry reaches are put in order and numbered (finish.go). The
// outcome does not depend on the order in which contexts run.
//
// Primitives never see unions: an operation is distributed over the members
// (oper.go) and the results are joined. A test narrows a variable, and a path
// of frozen fields, to the members that pass it (narrow.go).
//
// In a program that changes objects, a frame follows them: what a name stands
// for is read in the present version of its object (objects.go, assign.go,
// alias.go), which ifs and loops carry and calls give back (merge.go,
// loopobjects.go, effects.go, form.go). A variable that functions share is an
// object, too (variable.go).
//
// Read engine.go first, then context.go, worklist.go, retry.go, frame.go,
// value.go, call.go, control.go.
package infer
