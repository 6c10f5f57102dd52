// Package frontend turns syntax trees into surface IR: it resolves names and
// scopes, makes variables single-assignment values, and refuses with a
// diagnostic what Myia does not take.
//
// The work goes in five steps over the whole program, which is the main file
// and the neighbouring files it imports:
//
//	collect   scopes, bindings and units (functions) of each file   collect.go, imports.go
//	resolve   each name to its variable                             scope.go
//	classify  what is bound once is static                          static.go
//	          what may be read before it is bound                   early.go
//	capture   what each function captures, to a fixpoint            capture.go
//	emit      one ir.Func for each unit, outer ones first           emit.go and the rest
//
// The module levels of all files are one unit, "__main__": an import runs the
// other file's statements where it stands, and their variables are variables
// of the same function, in a scope of their own.
//
// While a unit is emitted, an env maps each variable to its present value.
// Branches work on copies that are merged (env.go); loops carry what they
// assign and what is live (live.go). A break, continue or early return sets a
// flag, which is a variable like any other, and whatever follows is guarded by
// it.
//
// Read build.go first, then scope.go, env.go and stmt.go.
package frontend
