// Package diag holds diagnostics as data: a permanent code, a primary span,
// related spans with their reasons, and help. Rendering is in render.go; the
// catalogue of codes, each with an example that a test runs, in codes.go.
//
// Three kinds are kept apart: the user's mistake, a limit of ours, and a bug
// of ours.
//
// A new code is a constant and an entry in codes_AREA.go, with an example and
// its repair; then go generate.
package diag

//go:generate go test . -run TestErrorsDoc -update
