// Command mutants changes the compiler's own code in one place at a time and asks the tests whether they notice.
//
//	go run ./scripts/mutants [-n 300] [-seed 1] [-j 2] [-limit 90m] [-only TEXT] [-own] [-list]
//
// An operator is a kind of mistake that was fixed beforehand (operators.go): it looks at a node of the syntax tree and says
// how its text is to be changed. Of each pair of an operator and a package mutants are drawn in turn, so that a package of
// many checks does not crowd out the rest (draw.go); one that Go's type checker refuses is none. A mutant is built with
// go test -overlay, so the tree is never touched (trial.go). The package's own tests judge it first, then a sample of the
// language suite, then, if it still lives, the whole suite; the first failure ends the trial. Limits of processor time and
// of memory, which are multiples of what the tests take without a mutant, end one that loops.
//
// Verdicts are kept in .cache/mutants/results.jsonl by the mutant's name, which depends on its text alone: a campaign that
// was interrupted goes on where it was, and one over other sources begins anew (results.go). The report counts the verdicts
// by operator and by package, and shows each survivor. With -own the own tests of a package are the only judges, which is
// the fast way to find what they do not notice.
package main
