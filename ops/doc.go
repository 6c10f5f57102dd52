// Package ops holds the operations of core and opt IR: the structured ones
// (structured.go), which every stage uses, and the primitives.
//
// A primitive is one Go type that implements Prim: type rule, evaluation,
// forward and reverse derivative, and how native code makes it. What a family
// shares (elementwise, reductions, shape) is written once in the family's
// file. All primitives are total; what may fail is a Check before them.
//
// To add one: write its type in its family's file and list it in registry.go.
// The conformance test runs over the registry.
package ops
