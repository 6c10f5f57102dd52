// Package rewrite holds the rewrite rules of core IR as data (rules.go) and
// the matcher (match.go). A rule is two expressions: (mul x 1) => x. Variables
// are single letters; numbers and true/false match constants, also repeated
// to an array's shape.
//
// Both sides of a rule give the same bits for all values, nan and -0 included.
// It keeps derivatives if both sides have the same derivative under the
// conventions at kinks, too; only such rules run before differentiation. One
// test checks every rule on random values and at ties.
package rewrite
