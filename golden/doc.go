// Package golden runs the small tests of a package: archives testdata/*.txtar, each with one sentence on what it claims,
// what goes in, and what comes out in a last file "out", which -update writes again. They are what fails first where a
// rule of the package is broken; whole programs are in the testdata of the repository.
//
// A text that is written again is read by nobody who is in a hurry, so what comes out is run, too: Same makes arguments of
// the entry and wants the same bits of what goes in and of what comes out.
package golden
